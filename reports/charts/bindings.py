"""What is scarcest for Huawei's accelerators, or that nothing is: the probability of each constraint, by year."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, chart_name, colour
from reports.charts.intervals import bar, panels, status_text
from reports.query import query
from reports.text.language import ENGLISH, Language, words
from reports.text.numbers import probability

SQL = """
select b.year, s.status, b.binding, 100 * b.probability as probability
from bindings b
join (select distinct year, status from self_sufficiency where definition_id = 'd1') s using (year)
order by b.year, b.binding = 'demand', b.binding = 'HBM' desc, b.binding
"""


def bindings(language: str = ENGLISH) -> Chart:
    """Chart the probabilities of all years for which the model produces."""
    rows, known = query(SQL), words(language)
    years = (
        known.fill("bindings-chart.year", year=r["year"], status=status_text(r, language), **part_and_share(r, known))
        for r in rows
    )
    return Chart(
        name=chart_name("bindings", language),
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, known),
        title=title(rows, known),
        alt=known.fill("bindings-chart.alt", parts=known["list.sentences"].join(years)),
        subtitle=known["bindings-chart.subtitle"],
        caption=known["bindings-chart.caption"],
        source=known["chart.model"],
        height=(230, 480),
        language=language,
    )


def part_and_share(row: Row, known: Language) -> dict[str, str]:
    """Return what a row says is scarce, and how probable that is."""
    part = known.texts.get(f"bindings-chart.part.{row['binding']}", str(row["binding"]))
    return {"part": part, "share": probability(row["probability"] / 100, known.code)}


def title(rows: Sequence[Row], known: Language) -> str:
    """Return the likeliest constraint of the first year and of the last."""
    years = (rows[0]["year"], rows[-1]["year"])
    tops = (max((r for r in rows if r["year"] == year), key=lambda r: r["probability"]) for year in years)
    first, last = (part_and_share(top, known) for top in tops)
    return known.fill(
        "bindings-chart.same" if first["part"] == last["part"] else "bindings-chart.change",
        **{"first": first["part"], "share": first["share"], "year": years[0]},
        **{"second": last["part"], "later-share": last["share"], "later": years[1]},
    )


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], known: Language) -> None:
    """Draw a panel for each year with a bar for each constraint."""
    years = list(dict.fromkeys(r["year"] for r in rows))
    n = len(years)
    if narrow:
        boxes = [(0.26, 1 - (k + 1) / n + 0.03, 0.58, 0.75 / n) for k in range(n)]
    else:
        boxes = [(0.12 + 0.88 * k / n, 0.05, 0.62 / n, 0.72) for k in range(n)]
    for panel, year in zip(panels(ax, boxes), years, strict=True):
        group = [r for r in rows if r["year"] == year]
        for place, row in enumerate(group):
            mark = bar(panel, (0, -place - 0.32, row["probability"], 0.64), row["status"])
            found, status = part_and_share(row, known), status_text(row, known.code)
            tip(mark, known.fill("bindings-chart.tip", year=year, status=status.capitalize(), **found))
            panel.text(row["probability"] + 3, -place, found["share"], va="center", weight=600)
            if narrow or year == years[0]:
                panel.text(-3, -place, found["part"].capitalize(), va="center", ha="right")
        heading = known.fill("bindings-chart.panel", year=year, status=status_text(group[0], known.code))
        panel.text(0, 1.08, heading, transform=panel.transAxes, color=colour("muted"))
        panel.set(xlim=(0, 100), ylim=(-len(group) + 0.4, 0.6), xticks=[], yticks=[])
        panel.grid(visible=False)
        panel.axvline(0, color=colour("muted"), linewidth=1)
        panel.spines["bottom"].set_visible(False)
