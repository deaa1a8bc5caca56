"""NVIDIA's revenue from China, quarter by quarter, as it disclosed it: by billing place, and since 2026 by the seat of
the customer. The two do not compare, so each has its own mark and no line runs from one to the other.
"""

import textwrap
from collections.abc import Sequence
from datetime import date

import matplotlib.dates as mdates
from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import round_ticks
from reports.query import query
from reports.text.dates import period
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
KINDS = {
    "by-billing-place": ("by billing place, as filed at the time", "o", "ink"),
    "by-customer-headquarters": ("by customer headquarters", "s", "ink"),
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
        caption="Dots: "
        "by billing place, from an aggregator’s copy of the filings. Squares: by the seat of the customer, wherever "
        "the chips go, from NVIDIA’s filings. Triangle: basis not said. Quarters without a mark: no figure on record "
        "that holds. Dotted lines in the wide drawing: US rules.",
        source="NVIDIA.",
        height=(380, 400),
    )


def title(rows: Sequence[Row]) -> str:
    """Return the latest quarter, and how it is counted."""
    last = max(rows, key=lambda r: r["ends_on"])
    value = f"USD {number(last['usd_bn'], 3)} bn"
    return f"NVIDIA’s revenue from China, {quarter(last)}: {value}, {KINDS[last['counted']][0]}."


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


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], events: Sequence[Row]) -> None:
    """Draw a mark per figure; stems to the axis, as a quarter is a sum and not a point on a line."""
    ax.set_position((0.08, 0.09, 0.89, 0.84) if narrow else (0.045, 0.09, 0.93, 0.84))
    top = max(r["usd_bn"] for r in rows) * (1.2 if narrow else 1.35)
    for event in [] if narrow else events:
        made = ax.axvline(place(event["day"]), color=colour("muted"), linewidth=1, linestyle=":", ymax=0.86)
        tip(made, f"{event['happened_on']}: {event['title']}.")
        ax.text(
            place(event["day"]),
            top * 0.99,
            textwrap.fill(event["short"], 13),
            ha="center",
            va="top",
            color=colour("muted"),
        )
    for r in rows:
        _, marker, shade = KINDS[r["counted"]]
        ax.plot([middle(r)] * 2, [0, r["usd_bn"]], color=colour("rule"), linewidth=2)
        tip(ax.plot(middle(r), r["usd_bn"], marker, color=colour(shade), markersize=8)[0], describe(r))
    for key, (name, _, _) in KINDS.items():
        label(ax, [r for r in rows if r["counted"] == key and key != "place-unspecified"], name, narrow)
    ax.set_ylim(0, top)
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.set_xlim(place(date(min(r["starts_on"] for r in rows).year, 1, 1)), place(max(r["ends_on"] for r in rows)) + 45)
    ax.set_yticks(round_ticks(max(r["usd_bn"] for r in rows), 5, steps=(1, 2, 5, 10)))
    ax.text(0, 1.005, "USD bn", transform=ax.transAxes, color=colour("muted"), va="bottom", ha="left")


def label(ax: Axes, rows: Sequence[Row], name: str, narrow: bool) -> None:
    """Draw the name of a series at its highest mark."""
    if not rows:
        return
    peak = max(rows, key=lambda r: r["usd_bn"])
    text = name.replace(", as", ",\nas") if narrow else name
    ax.annotate(text, (middle(peak), peak["usd_bn"]), (0, 13), textcoords="offset points", ha="center", weight=600,
                bbox={"facecolor": colour("paper"), "edgecolor": "none", "pad": 0})  # fmt: skip
