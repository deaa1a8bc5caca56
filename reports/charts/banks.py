"""Stocks of foreign parts running down: dies made abroad for Huawei's Ascend, and HBM stacks made abroad."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.intervals import bar, dot, last_estimated, panels, path
from reports.query import query
from reports.text.numbers import number
from reports.text.values import Value

SQL = """
select b.bank, b.year, s.status, b.p05 as low, b.p50 as median, b.p95 as high, b.years_left
from banks b
join (select distinct year, status from self_sufficiency where definition_id = 'd1') s using (year)
order by b.bank, b.year
"""
WORDS = {"Ascend dies": "Ascend dies made abroad", "HBM stacks": "HBM stacks made abroad"}


def banks() -> Chart:
    """Chart what is left of both stocks at the end of each year of the model."""
    rows = query(SQL)
    names = list(dict.fromkeys(r["bank"] for r in rows))
    last = last_estimated(rows)
    at = {(r["bank"], r["year"]): r for r in rows}
    return Chart(
        name="banks",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(at, names, last),
        alt="What is left at the end of each year, median and 90% interval. "
        + " ".join(
            f"{WORDS.get(n, n)}: "
            + ", ".join(f"{r['year']} ({r['status']}) {amount(r)}" for r in rows if r["bank"] == n)
            + "."
            for n in names
        ),
        subtitle="Parts left at the end of each year, in millions",
        caption="Dots: medians; bars: 90% intervals; filled: "
        "estimate; half filled: nowcast; hollow and hatched: projection. Parts count from the year in which they "
        "are taken to have arrived.",
        source="this package’s model.",
        height=(330, 560),
    )


def millions(value: float) -> str:
    """Return parts in millions for people.

    >>> millions(2580000.0), millions(398000.0), millions(0.0)
    ('2.6', '0.4', '0')
    """
    return number(float(f"{value / 1e6:.2g}")) if value < 1e5 else number(round(value / 1e6, 1))


def amount(row: Row) -> str:
    """Return `0.9 million (0.3 to 1.4)`, `none (0 to 2.3 million)`."""
    if millions(row["median"]) == "0":
        return f"none ({millions(row['low'])} to {millions(row['high'])} million)"
    return Value(row["median"], row["low"], row["high"], unit="million", write=millions).text()


def title(at: Mapping[tuple[str, int], Row], names: Sequence[str], last: int) -> str:
    """Return what was left of each at the end of the last full year."""
    left = [millions(at[n, last]["median"]) for n in names]
    words = " and ".join(f"{'no' if m == '0' else f'{m} million'} {n}" for m, n in zip(left, names, strict=True))
    return f"Of the foreign parts once banked, {words} were left at the end of {last} by the median estimate."


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw a panel for each stock, beside each other or one below the other; the level of the median is filled."""
    names = list(dict.fromkeys(r["bank"] for r in rows))
    if narrow:
        boxes = [(0.11, 0.555 - 0.5 * n, 0.86, 0.36) for n in range(len(names))]
    else:
        boxes = [(0.05 + 0.5 * n, 0.1, 0.43, 0.75) for n in range(len(names))]
    for panel, name in zip(panels(ax, boxes), names, strict=True):
        _stock(panel, tip, [r for r in rows if r["bank"] == name])
        panel.set_title(f"{WORDS.get(name, name)}, million", loc="left", weight=600, fontsize=14, pad=14)


def _stock(ax: Axes, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw one stock over the ends of years."""
    years = [r["year"] for r in rows]
    level = [r["median"] / 1e6 for r in rows]
    ax.fill_between(years, level, facecolor=colour("wash"), linewidth=0, zorder=0)
    for row, top in zip(rows, level, strict=True):
        low, high = row["low"] / 1e6, row["high"] / 1e6
        bar(ax, (row["year"] - 0.09, low, 0.18, high - low), row["status"])
        mark = dot(ax, row["year"], top, row["status"], size=7)
        mark.set_clip_on(False)
        stock = WORDS.get(row["bank"], row["bank"])
        tip(mark, f"{stock}, end of {row['year']}: {amount(row)}. {row['status'].capitalize()}.")
        ax.text(row["year"] + 0.16, top, millions(row["median"]), va="bottom", weight=600)
    path(ax, years, level, sum(r["status"] == "estimate" for r in rows))
    ax.set(xlim=(years[0] - 0.3, years[-1] + 0.75), ylim=(0, None), xticks=years)
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.set_xticklabels([f"’{y % 100:02d}" for y in years])
