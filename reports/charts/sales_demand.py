"""Two denominators: the Chinese-designed share of what was sold, and of what buyers wanted, both by value."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import percents, round_ticks
from reports.charts.intervals import (
    bar,
    dot,
    interval_text,
    last_estimated,
    mark_status,
    path,
    spread_apart,
    years_axis,
)
from reports.query import query
from reports.text.numbers import percent

SQL = """
select year, status, ratio, low, median, high
from self_sufficiency
where tier = 'all' and metric = 'value' and definition_id = 'd1' and ratio in ('sales', 'demand')
order by ratio desc, year
"""
WORDS = {"sales": "of what was sold", "demand": "of what buyers wanted"}
MARKERS = {"sales": ("o", "-0.13"), "demand": ("s", "0.13")}


def sales_demand() -> Chart:
    """Chart D1 by value over sales and over demand, all years of the model."""
    rows = query(SQL)
    at = {(r["ratio"], r["year"]): r for r in rows}
    last = last_estimated(rows)
    years = sorted({r["year"] for r in rows})
    return Chart(
        name="sales-demand",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(at, last),
        alt="Chinese-designed AI accelerators in mainland China by value, median and 90% interval. "
        + " ".join(
            f"{y} ({at['sales', y]['status']}): {interval_text(at['sales', y])} {WORDS['sales']}, "
            f"{interval_text(at['demand', y])} {WORDS['demand']}."
            for y in years
        ),
        subtitle="Chinese-designed AI accelerators (D1) by value, in % of all sales in mainland China, and of what "
        "buyers there wanted to spend",
        caption="Circles: of sales; squares: of what buyers wanted to spend. Bars: 90% intervals. Filled: "
        "estimate; half filled: nowcast; hollow and hatched: projection. "
        "How much more than what was sold buyers wanted is an assumption.",
        source="this package’s model.",
        height=(380, 400),
    )


def title(at: Mapping[tuple[str, int], Row], last: int) -> str:
    """Return both shares in the last full year and in the nowcast."""

    def both(year: int) -> str:
        sales, demand = (percent(at[ratio, year]["median"]) for ratio in ("sales", "demand"))
        return f"{sales}% of sales and {demand}% of demand"

    return f"By value, Chinese designs were {both(last)} in {last}; the nowcast for {last + 1} is {both(last + 1)}."


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw two marks a year beside each other, each over its interval, joined by a line."""
    height = 400 if narrow else 380
    ax.set_position(
        (0.13, 30 / height, 0.85, 1 - 110 / height) if narrow else (0.06, 30 / height, 0.73, 1 - 60 / height)
    )
    years_axis(ax, sorted({r["year"] for r in rows}), 2 if narrow else 1)
    top = 25 * (int(max(r["high"] for r in rows)) // 25 + 1)
    ticks = round_ticks(top, 4 if narrow else 8, steps=(2.5, 5, 10))
    ax.set_ylim(0, top)
    ax.set_yticks(*percents(t for t in ticks if t <= top))
    ax.axhline(100, color=colour("muted"), linewidth=1)
    mark_status(ax, [r for r in rows if r["ratio"] == "sales"])
    both = [[r for r in rows if r["ratio"] == ratio] for ratio in WORDS]
    heights = spread_apart([series[-1]["median"] for series in both], top / 7)
    for n, (series, y) in enumerate(zip(both, heights, strict=True)):
        _series(ax, tip, series)
        end, words = series[-1], WORDS[series[-1]["ratio"]]
        if narrow:
            text = f"{'●■'[n]} {words}, {end['year']}: {interval_text(end)}"
            ax.figure.text(0.02, 1 - (18 + 20 * n) / height, text, va="center")
        else:
            at = ax.get_yaxis_transform()
            ax.text(1.01, y, words, transform=at, weight=600, va="bottom")
            ax.text(1.01, y, f"{end['year']}: {interval_text(end)}", transform=at, color=colour("muted"), va="top")


def _series(ax: Axes, tip: Tips, series: Sequence[Row]) -> None:
    """Draw one denominator: bars and marks moved a little to its side of the middle of each year."""
    marker, shift = MARKERS[series[0]["ratio"]]
    places = [r["year"] + 0.5 + float(shift) for r in series]
    for x, row in zip(places, series, strict=True):
        bar(ax, (x - 0.07, row["low"], 0.14, row["high"] - row["low"]), row["status"])
        mark = dot(ax, x, row["median"], row["status"], marker, 7)
        tip(mark, f"Chinese-designed, by value, {WORDS[row['ratio']]}, {row['year']}: {interval_text(row)}. "
                  f"{row['status'].capitalize()}.")  # fmt: skip
    path(ax, places, [r["median"] for r in series], sum(r["status"] == "estimate" for r in series))
