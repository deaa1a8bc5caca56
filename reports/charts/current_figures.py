"""Which figures a chart shows at first: those of houses that no newer figure of the same house has overtaken.

Posts in forums, and figures that their own claimant has said anew for the same thing and year, are shown on request.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reports.charts.base import Chart, Everything
from reports.query import Row, query

CURRENT = """
with
shown as (select unnest(?::varchar[]) as observation_id),
said as (
  select observation_id, a.kind, as_of = max(as_of) over (
    partition by claimant_id, metric_id, definition_id, o.firm_id, chip_id, fab_id, process_id, region_id, year(ends_on)
  ) as is_latest
  from observations_named o
  join actors a on a.actor_id = o.claimant_id
  where o.rank <> 'deprecated'
)
select observation_id from said semi join shown using (observation_id) where kind <> 'community' and is_latest
order by observation_id
"""


def current_figures(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, by their `observation_id`, that a chart shows at first; all of them if that would be none."""
    ids = {r["observation_id"] for r in query(CURRENT, sorted(r["observation_id"] for r in rows))}
    return [r for r in rows if r["observation_id"] in ids] or list(rows)


def show_current(rows: Sequence[Row], make: Callable[[Sequence[Row]], Chart]) -> Chart:
    """Return the chart that `make` gives of the current rows, which shows all rows on request."""
    current = current_figures(rows)
    chart = make(current)
    if len(current) == len(rows):
        return chart
    full = make(rows)
    words = f"all {len(rows)} figures, with superseded ones and forum posts"
    return replace(chart, rows=rows, everything=Everything(full.draw, full.height, full.alt, words))
