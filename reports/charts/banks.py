"""Stocks of foreign parts running down: dies made abroad for Huawei's Ascend, and HBM stacks made abroad."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from reports.charts.base import Chart, Row, Tips, chart_name, colour
from reports.charts.intervals import bar, dot, last_estimated, panels, path, status_text
from reports.query import query
from reports.text.language import ENGLISH, Language, words
from reports.text.numbers import join_words, number
from reports.text.values import Value

SQL = """
select b.bank, b.year, s.status, b.p05 as low, b.p50 as median, b.p95 as high, b.years_left
from banks b
join (select distinct year, status from self_sufficiency where definition_id = 'd1') s using (year)
order by b.bank, b.year
"""


def banks(language: str = ENGLISH) -> Chart:
    """Chart what is left of both stocks at the end of each year of the model."""
    rows, known = query(SQL), words(language)
    names = list(dict.fromkeys(r["bank"] for r in rows))
    last = last_estimated(rows)
    at = {(r["bank"], r["year"]): r for r in rows}
    return Chart(
        name=chart_name("banks", language),
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, known),
        title=title(at, names, last, known),
        alt=known.fill(
            "banks-chart.alt", parts=known["list.sentences"].join(year_by_year(n, rows, known) for n in names)
        ),
        subtitle=known["banks-chart.subtitle"],
        caption=known["banks-chart.caption"],
        source=known["chart.model"],
        height=(330, 560),
        language=language,
    )


def year_by_year(name: str, rows: Sequence[Row], known: Language) -> str:
    """Return what is left of a stock in each year, as a sentence."""
    years = (
        known.fill("banks-chart.year", year=r["year"], status=status_text(r, known.code), amount=amount(r, known.code))
        for r in rows
        if r["bank"] == name
    )
    return known.fill("banks-chart.years", stock=abroad(name, known), years=known["list.between"].join(years))


def abroad(name: str, known: Language) -> str:
    """Return what a stock is called, with where it was made."""
    return known.texts.get(f"banks-chart.abroad.{name}", name)


def parts_text(value: float, known: Language) -> str:
    """Return parts for people, in the unit in which the language counts them: to a tenth of a million.

    >>> [parts_text(v, words()) for v in (2580000.0, 398000.0, 0.0)], parts_text(2580000.0, words("zh"))
    (['2.6', '0.4', '0'], '260')
    """
    millions = float(f"{value / 1e6:.2g}") if value < 1e5 else round(value / 1e6, 1)
    return number(round(millions * 1e6 / float(known["banks-chart.unit"].split()[0]), 6))


def stock_value(row: Row, known: Language) -> Value:
    """Return what is left of a stock."""
    unit = known["banks-chart.unit"].split()[1]
    return Value(row["median"], row["low"], row["high"], unit=unit, write=lambda v: parts_text(v, known))


def is_empty(row: Row, known: Language) -> bool:
    """Tell whether the median that is shown of a stock is nothing."""
    return parts_text(row["median"], known) == "0"


def amount(row: Row, language: str = ENGLISH) -> str:
    """Return `0.9 million (0.3 to 1.4)`, `none (0 to 2.3 million)`."""
    known = words(language)
    value = stock_value(row, known)
    if is_empty(row, known):
        return known.fill("banks-chart.none", range=value.short(language))
    return value.text(language)


def title(at: Mapping[tuple[str, int], Row], names: Sequence[str], last: int, known: Language) -> str:
    """Return what was left of each at the end of the last full year."""
    left = [
        known.fill(
            "banks-chart.no-part" if is_empty(at[name, last], known) else "banks-chart.part",
            stock=known.texts.get(f"banks-chart.stock.{name}", name),
            amount=stock_value(at[name, last], known).figure(known.code),
        )
        for name in names
    ]
    return known.fill("banks-chart.title", left=join_words(left, known.code), year=last)


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], known: Language) -> None:
    """Draw a panel for each stock, beside each other or one below the other; the level of the median is filled."""
    names = list(dict.fromkeys(r["bank"] for r in rows))
    if narrow:
        boxes = [(0.11, 0.555 - 0.5 * n, 0.86, 0.36) for n in range(len(names))]
    else:
        boxes = [(0.05 + 0.5 * n, 0.1, 0.43, 0.75) for n in range(len(names))]
    for panel, name in zip(panels(ax, boxes), names, strict=True):
        _stock(panel, tip, [r for r in rows if r["bank"] == name], known)
        panel.set_title(
            known.fill("banks-chart.panel", stock=abroad(name, known)), loc="left", weight=600, fontsize=14, pad=14
        )


def _stock(ax: Axes, tip: Tips, rows: Sequence[Row], known: Language) -> None:
    """Draw one stock over the ends of years."""
    unit = float(known["banks-chart.unit"].split()[0])
    years = [r["year"] for r in rows]
    level = [r["median"] / unit for r in rows]
    ax.fill_between(years, level, facecolor=colour("wash"), linewidth=0, zorder=0)
    for row, top in zip(rows, level, strict=True):
        low, high = row["low"] / unit, row["high"] / unit
        bar(ax, (row["year"] - 0.09, low, 0.18, high - low), row["status"])
        mark = dot(ax, row["year"], top, row["status"], size=7)
        mark.set_clip_on(False)
        said = {"stock": abroad(row["bank"], known), "amount": amount(row, known.code), "year": row["year"]}
        tip(mark, known.fill("banks-chart.tip", status=status_text(row, known.code).capitalize(), **said))
        ax.text(row["year"] + 0.16, top, parts_text(row["median"], known), va="bottom", weight=600)
    path(ax, years, level, sum(r["status"] == "estimate" for r in rows))
    ax.set(xlim=(years[0] - 0.3, years[-1] + 0.75), ylim=(0, None), xticks=years)
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.set_xticklabels([f"’{y % 100:02d}" for y in years])
