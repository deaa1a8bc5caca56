"""What the answer would be if a word were taken in its other meaning: one choice of definition at a time."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import percents, upright_grid
from reports.charts.intervals import bar, dot, interval_text
from reports.query import query
from reports.text.numbers import percent

SQL = """
select c.definition_id, d.name as definition, c.year, c.choice,
  round(100 * c.p05, 2) as low, round(100 * c.p50, 2) as median, round(100 * c.p95, 2) as high
from choice_effects c
join definitions d using (definition_id)
where c.year = ? and c.metric = 'units' and c.definition_id in ('d1', 'd2', 'd3')
order by c.definition_id, c.choice <> 'base', c.choice
"""
WORDS = {
    "base": "As in the estimate",
    "yield-fully-good": "Yield of fully good dies, not of sellable ones",
    "wafers-le-7nm": "AI wafers as a share of all at 7 nm and below",
    "foreign-first": "Foreign dies used before Chinese ones",
    "proportional-order": "Foreign parts used in proportion to stocks",
}
LINE, HEAD = 27, 34


def choices(year: int) -> Chart:
    """Chart D1 to D3 by units of sales in `year`, a row for each choice."""
    rows = query(SQL, year)
    return Chart(
        name="choices",
        sql=SQL,
        values=[year],
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(rows),
        alt=f"Share of sales by units in {year} under each choice, median and 90% interval. "
        + " ".join(f"{r['definition_id'].upper()}, {choice_name(r['choice'])}: {interval_text(r)}." for r in rows),
        subtitle=f"Share of sales by units in {year}, in %, if one word is taken in another meaning and all else stays",
        caption="Median and 90% interval. The upright line is the median with no word changed. The draws are those of "
        "the estimate; the published figures are not heard anew.",
        source="this package’s model.",
        height=(height(rows, narrow=False), height(rows, narrow=True)),
    )


def choice_name(choice: str) -> str:
    """Return a choice in words."""
    return WORDS.get(choice, choice.replace("-", " ").capitalize())


def largest(rows: Sequence[Row]) -> tuple[Row, float]:
    """Return the choice that moves a median most, and by how many points."""
    base = {r["definition_id"]: r["median"] for r in rows if r["choice"] == "base"}
    return max(((r, r["median"] - base[r["definition_id"]]) for r in rows), key=lambda pair: abs(pair[1]))


def title(rows: Sequence[Row]) -> str:
    """Return the largest effect of a choice on a median."""
    row, by = largest(rows)
    return (
        f"No choice of meaning moves a median of {row['year']} by more than {percent(abs(by))} points: the largest is "
        f"{row['definition_id'].upper()}, “{choice_name(row['choice'])}”."
    )


def height(rows: Sequence[Row], narrow: bool) -> float:
    """Return the height of the drawing in pixels."""
    return 34 + HEAD * len({r["definition_id"] for r in rows}) + (LINE + (17 if narrow else 0)) * len(rows)


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw a row for each choice, blocks of one definition below each other."""
    whole = height(rows, narrow)
    left, right = (0.04, 0.93) if narrow else (0.41, 0.96)
    ax.set_position((left, 30 / whole, right - left, (whole - 34) / whole))
    ax.set(xlim=(0, 100), ylim=(whole - 34, 0), yticks=[])
    ax.set_xticks(*percents(range(0, 101, 25)))
    upright_grid(ax)
    at = ax.get_yaxis_transform()
    y = 0.0
    for definition in dict.fromkeys(r["definition_id"] for r in rows):
        group = [r for r in rows if r["definition_id"] == definition]
        text = f"{definition.upper()}  {group[0]['definition']}"
        ax.text(0 if narrow else -0.7, y + HEAD / 2, text, weight=600, va="center", transform=at)
        y += HEAD
        step = LINE + (17 if narrow else 0)
        for row in group:
            if narrow:
                ax.text(0, y + 8, choice_name(row["choice"]), va="center", size=12.5, transform=at)
            else:
                ax.text(-0.02, y + LINE / 2, choice_name(row["choice"]), va="center", ha="right", transform=at)
            base = y + step - LINE
            ax.plot([group[0]["median"]] * 2, [base, base + LINE], color=colour("estimate"), linewidth=1, zorder=1)
            _row(ax, tip, row, base)
            y += step


def _row(ax: Axes, tip: Tips, row: Row, y: float) -> None:
    """Draw the interval, median, and the value on whichever side there is room."""
    bar(ax, (row["low"], y + 6, row["high"] - row["low"], LINE - 12), "nowcast")
    mark = dot(ax, row["median"], y + LINE / 2, "nowcast", size=7)
    tip(mark, f"{row['definition']}, {row['year']}, {choice_name(row['choice'])}: {interval_text(row)}.")
    room = row["high"] < 75
    ax.text(row["high"] + 1.5 if room else row["low"] - 1.5, y + LINE / 2, interval_text(row), va="center", size=12,
            ha="left" if room else "right", color=colour("muted"))  # fmt: skip
