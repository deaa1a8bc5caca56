"""NVIDIA's revenue from China, quarter by quarter, as it disclosed it: by billing place, and since 2026 by where
the customer is based. The two do not compare, so each has a panel of its own.
"""

from collections.abc import Sequence
from datetime import date

import matplotlib.dates as mdates
from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import round_ticks
from reports.charts.intervals import panels
from reports.query import query
from reports.text.dates import moment, month, period
from reports.text.numbers import number

SQL = """
select
  definition_id as counted,
  period, starts_on, ends_on, central as usd_bn, bound, rank, claimant, as_of, reliability, url, observation_id
from observations_named
where metric_id = 'china-revenue-usd' and firm_id = 'nvidia' and chip_id is null and basis = 'official'
  and rank <> 'deprecated' and date_diff('day', starts_on, ends_on) < 95
order by starts_on, counted
"""
EVENTS = """
select event_id, happened_on, period_start(happened_on) as day, title, coalesce(short_title, title) as short
from events
where list_contains(marked_in, 'nvidia-china')
order by day
"""
PLACE, HEADQUARTERS = "by-billing-place", "by-customer-headquarters"
KINDS = {
    PLACE: ("by billing place, as filed at the time", "o", "ink"),
    HEADQUARTERS: ("by customer headquarters", "s", "ink"),
    "place-unspecified": ("basis not said", "^", "muted"),
}


def nvidia_china() -> Chart:
    """Chart revenue of each fiscal quarter in USD bn, by how it is counted."""
    rows, events = query(SQL), query(EVENTS)
    return Chart(
        name="nvidia-china",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, events),
        title=title(rows),
        alt="NVIDIA’s revenue from China with Hong Kong, all products, by fiscal quarter. "
        + " ".join(map(describe, rows)),
        subtitle="Revenue from China with Hong Kong, all products, in USD bn a fiscal quarter, official figures",
        caption="Dots: by billing place, from an aggregator’s copy of the filings; triangles: basis not said. Squares: "
        "by where the customer is based, wherever the chips go, from NVIDIA’s filings. Quarters without a mark: no "
        f"figure that still stands. Dotted lines: {'; '.join(event_list(events))}.",
        source="NVIDIA.",
        height=(420, 460),
    )


def title(rows: Sequence[Row]) -> str:
    """Return how the latest quarter compares with the one of a year before, or else with the latest before it, by the
    same count."""
    last = max(rows, key=lambda r: r["ends_on"])
    value = f"USD {number(last['usd_bn'], 3)} bn in {quarter(last)}"
    earlier = [r for r in rows if r["counted"] == last["counted"] and r["ends_on"] < last["ends_on"]]
    if not earlier:
        return f"NVIDIA took {value} in China, {KINDS[last['counted']][0]}."
    year_before = [r for r in earlier if abs((last["ends_on"] - r["ends_on"]).days - 365) < 20]
    before = max(year_before or earlier, key=lambda r: r["ends_on"])
    way = "up" if last["usd_bn"] > before["usd_bn"] else "down"
    return (
        f"NVIDIA’s revenue from China was {value}, {way} from {number(before['usd_bn'], 3)} bn in {quarter(before)}, "
        f"{KINDS[last['counted']][0]}."
    )


def event_list(events: Sequence[Row]) -> list[str]:
    """Return the numbered events in words."""
    return [f"{n} {month(e['happened_on'])}, {e['short']}" for n, e in enumerate(events, 1)]


def quarter(row: Row) -> str:
    """Return the months of a quarter: `May to Jul 2026`, `Nov 2025 to Jan 2026`."""
    return period(f"{row['starts_on']:%Y-%m}/{row['ends_on']:%Y-%m}")


def describe(row: Row) -> str:
    """Return one quarter as a sentence."""
    return f"{quarter(row)}: USD {number(row['usd_bn'], 4)} bn ({KINDS[row['counted']][0]})."


def middle(row: Row) -> float:
    """Return the middle of the quarter, as a place on the axis."""
    return place(row["starts_on"] + (row["ends_on"] - row["starts_on"]) / 2)


def place(day: date) -> float:
    """Return a day as a place on the axis."""
    return float(mdates.date2num(day))


def panel_of(row: Row) -> str:
    """Return the basis under which a figure is drawn: what does not say stands with what was filed at the time."""
    return HEADQUARTERS if row["counted"] == HEADQUARTERS else PLACE


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], events: Sequence[Row]) -> None:
    """Draw a panel for each basis, one under the other, with the same axes; a mark per figure, with a stem to the axis,
    as a quarter is a sum and not a point on a line."""
    left, width, step = (0.08, 0.89, 0.5) if narrow else (0.045, 0.93, 0.5)
    both = panels(ax, [(left, 0.07 + step * n, width, 0.33) for n in (1, 0)])
    for panel, basis in zip(both, (PLACE, HEADQUARTERS), strict=True):
        axes(panel, rows)
        heading = KINDS[basis][0]
        panel.text(0, 1.14, heading[0].upper() + heading[1:], transform=panel.transAxes, weight=600, va="bottom")
        for n, event in enumerate(events, 1):
            x, at = place(event["day"]), panel.get_xaxis_transform()
            made = panel.plot([x, x], [0, 1], color=colour("muted"), linewidth=1, linestyle=":", transform=at)
            tip(made[0], f"{moment(event['happened_on'])}: {event['title']}.")
            panel.text(x, 1.02, str(n), transform=at, ha="center", va="bottom", size=12, color=colour("muted"))
        for r in (r for r in rows if panel_of(r) == basis):
            _, marker, shade = KINDS[r["counted"]]
            panel.plot([middle(r)] * 2, [0, r["usd_bn"]], color=colour("rule"), linewidth=2)
            tip(panel.plot(middle(r), r["usd_bn"], marker, color=colour(shade), markersize=8)[0], describe(r), r["url"])
        last = max((r for r in rows if panel_of(r) == basis), key=lambda r: r["ends_on"])
        panel.annotate(number(last["usd_bn"], 3), (middle(last), last["usd_bn"]), (0, 8), ha="center", weight=600,
                       textcoords="offset points", size=12.5)  # fmt: skip


def axes(ax: Axes, rows: Sequence[Row]) -> None:
    """Set the axes that both panels share: all quarters of all figures, and their revenue."""
    ticks = round_ticks(max(r["usd_bn"] for r in rows), 4, steps=(1, 2, 5, 10))
    ax.set_ylim(0, max(ticks[-1], 1.1 * max(r["usd_bn"] for r in rows)))
    ax.set_yticks(ticks)
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.set_xlim(place(date(min(r["starts_on"] for r in rows).year, 1, 1)), place(max(r["ends_on"] for r in rows)) + 45)
