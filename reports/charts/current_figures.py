"""Which figures a chart shows at first: those of houses that no newer figure of the same house has overtaken.

Posts in forums, and figures that their own claimant has said anew for the same thing and year, are shown on request. Of
more figures than a chart has room for the first are drawn: see `reports.text.listed`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reports.charts.base import Chart, Everything
from reports.query import Row, query
from reports.text.listed import DRAWN, PLACE, first_of, left_out

CURRENT = f"""
with
shown as (select unnest(?::varchar[]) as observation_id),
said as (
  select o.observation_id, a.kind, {PLACE}, as_of = max(as_of) over (
    partition by claimant_id, metric_id, definition_id, o.firm_id, chip_id, fab_id, process_id, region_id, year(ends_on)
  ) as is_latest
  from observations_named o
  join actors a on a.actor_id = o.claimant_id
  left join regions r using (region_id)
  where o.rank <> 'deprecated'
    and metric_id in (select metric_id from observations_named semi join shown using (observation_id))
)
select observation_id, place, kind <> 'community' and is_latest as is_current
from said semi join shown using (observation_id)
order by observation_id
"""  # nosec B608 # names of ours


def show_current(rows: Sequence[Row], make: Callable[[Sequence[Row]], Chart]) -> Chart:
    """Return the chart that `make` gives of the current rows, which shows all rows on request."""
    drawn, current = chosen_figures(rows)
    chart = make(current)
    if more := left_out(len(drawn), len(rows)):
        chart = replace(chart, caption=f"{chart.caption} {more}")
    if len(current) == len(drawn):
        return chart
    full = make(drawn)
    words = f"all {len(drawn)} figures, with superseded ones and forum posts"
    return replace(chart, rows=drawn, everything=Everything(full.draw, full.height, full.alt, words))


def chosen_figures(rows: Sequence[Row], most: int = DRAWN) -> tuple[list[Row], list[Row]]:
    """Return the rows, by their `observation_id`, for which a chart has room, and which of these it shows at first; all
    of them if that would be none. None of the rows is withdrawn."""
    judged = first_of(query(CURRENT, sorted(r["observation_id"] for r in rows)), most)
    is_current = {r["observation_id"]: r["is_current"] for r in judged}
    drawn = [r for r in rows if r["observation_id"] in is_current]
    return drawn, [r for r in drawn if is_current[r["observation_id"]]] or drawn
