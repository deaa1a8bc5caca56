"""Two denominators: the Chinese-designed share of what was sold, and of what buyers wanted, both by value."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, chart_name, colour
from reports.charts.canvas import percents, round_ticks
from reports.charts.intervals import (
    bar,
    dot,
    interval_text,
    last_estimated,
    mark_status,
    path,
    spread_apart,
    status_text,
    years_axis,
)
from reports.query import query
from reports.text.language import ENGLISH, Language, words
from reports.text.numbers import percent

SQL = """
select year, status, ratio, low, median, high
from self_sufficiency
where tier = 'all' and metric = 'value' and definition_id = 'd1' and ratio in ('sales', 'demand')
order by ratio desc, year
"""
MARKERS = {"sales": ("o", "-0.13"), "demand": ("s", "0.13")}


def sales_demand(language: str = ENGLISH) -> Chart:
    """Chart D1 by value over sales and over demand, all years of the model."""
    rows, known = query(SQL), words(language)
    at = {(r["ratio"], r["year"]): r for r in rows}
    last = last_estimated(rows)
    years = sorted({r["year"] for r in rows})
    described = (
        known.fill(
            "sales-demand.year",
            year=y,
            status=status_text(at["sales", y], language),
            **{ratio: interval_text(at[ratio, y], language) for ratio in MARKERS},
        )
        for y in years
    )
    return Chart(
        name=chart_name("sales-demand", language),
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, known),
        title=title(at, last, known),
        alt=known.fill("sales-demand.alt", years=known["list.sentences"].join(described)),
        subtitle=known["sales-demand.subtitle"],
        caption=known["sales-demand.caption"],
        source=known["chart.model"],
        height=(380, 400),
        language=language,
    )


def title(at: Mapping[tuple[str, int], Row], last: int, known: Language) -> str:
    """Return both shares in the last full year and in the nowcast."""

    def both(year: int) -> str:
        shares = {ratio: f"{percent(at[ratio, year]['median'])}%" for ratio in MARKERS}
        return known.fill("sales-demand.both", **shares)

    return known.fill("sales-demand.title", before=both(last), year=last, next=last + 1, after=both(last + 1))


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], known: Language) -> None:
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
    mark_status(ax, [r for r in rows if r["ratio"] == "sales"], known.code)
    both = [[r for r in rows if r["ratio"] == ratio] for ratio in MARKERS]
    heights = spread_apart([series[-1]["median"] for series in both], top / 7)
    for n, (series, y) in enumerate(zip(both, heights, strict=True)):
        _series(ax, tip, series, known)
        end, of = series[-1], known[f"sales-demand.of.{series[-1]['ratio']}"]
        said = {"year": end["year"], "value": interval_text(end, known.code)}
        if narrow:
            text = f"{'●■'[n]} {known.fill('sales-demand.end-of', of=of, **said)}"
            ax.figure.text(0.02, 1 - (18 + 20 * n) / height, text, va="center")
        else:
            at = ax.get_yaxis_transform()
            ax.text(1.01, y, of, transform=at, weight=600, va="bottom")
            end_text = known.fill("sales-demand.end", **said)
            ax.text(1.01, y, end_text, transform=at, color=colour("muted"), va="top")


def _series(ax: Axes, tip: Tips, series: Sequence[Row], known: Language) -> None:
    """Draw one denominator: bars and marks moved a little to its side of the middle of each year."""
    marker, shift = MARKERS[series[0]["ratio"]]
    places = [r["year"] + 0.5 + float(shift) for r in series]
    for x, row in zip(places, series, strict=True):
        bar(ax, (x - 0.07, row["low"], 0.14, row["high"] - row["low"]), row["status"])
        mark = dot(ax, x, row["median"], row["status"], marker, 7)
        said = {"of": known[f"sales-demand.of.{row['ratio']}"], "value": interval_text(row, known.code)}
        status = status_text(row, known.code).capitalize()
        tip(mark, known.fill("sales-demand.tip", year=row["year"], status=status, **said))
    path(ax, places, [r["median"] for r in series], sum(r["status"] == "estimate" for r in series))
