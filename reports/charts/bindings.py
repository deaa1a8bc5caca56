"""What is scarcest for Huawei's accelerators, or that nothing is: the probability of each constraint, by year."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.intervals import bar, panels
from reports.query import query
from reports.text.numbers import probability

SQL = """
select b.year, s.status, b.binding, 100 * b.probability as probability
from bindings b
join (select distinct year, status from self_sufficiency where definition_id = 'd1') s using (year)
order by b.year, b.binding = 'demand', b.binding = 'HBM' desc, b.binding
"""
WORDS = {"HBM": "memory", "logic dies": "logic dies", "packaging": "packaging", "demand": "demand"}


def bindings() -> Chart:
    """Chart the probabilities of all years for which the model produces."""
    rows = query(SQL)
    return Chart(
        name="bindings",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(rows),
        alt="Probability that a constraint is the scarcest, or that there is enough of everything (demand). "
        + " ".join(
            f"{r['year']} ({r['status']}), {WORDS.get(r['binding'], r['binding'])}: {probability_text(r)}."
            for r in rows
        ),
        subtitle="Probability, in %, that memory, logic dies or packaging is what most limits Huawei’s output of "
        "accelerators in the second half of a year, or that there is enough of everything for what is wanted (demand)",
        caption="Memory counts HBM of all makers and Huawei’s own. Hatched: nowcast or projection.",
        source="this package’s model.",
        height=(230, 480),
    )


def probability_text(row: Row) -> str:
    """Return `98%`."""
    return probability(row["probability"] / 100)


def title(rows: Sequence[Row]) -> str:
    """Return the likeliest constraint of the first year and of the last."""
    ends = []
    for year in (rows[0]["year"], rows[-1]["year"]):
        top = max((r for r in rows if r["year"] == year), key=lambda r: r["probability"])
        ends.append((WORDS.get(top["binding"], top["binding"]), f"{probability_text(top)} in {year}"))
    (first, said), (second, later) = ends
    if first == second:
        return f"What limits Huawei’s output is most likely {first}: {said}, {later}."
    return f"What limits Huawei’s output is most likely {first} ({said}), later {second} ({later})."


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
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
            words = str(WORDS.get(row["binding"], row["binding"]))
            tip(
                mark,
                f"{year}: {words} is the bottleneck with a probability of {probability_text(row)}. "
                f"{row['status'].capitalize()}.",
            )
            panel.text(row["probability"] + 3, -place, probability_text(row), va="center", weight=600)
            if narrow or year == years[0]:
                panel.text(-3, -place, words.capitalize(), va="center", ha="right")
        panel.text(0, 1.08, f"{year}, {group[0]['status']}", transform=panel.transAxes, color=colour("muted"))
        panel.set(xlim=(0, 100), ylim=(-len(group) + 0.4, 0.6), xticks=[], yticks=[])
        panel.grid(visible=False)
        panel.axvline(0, color=colour("muted"), linewidth=1)
        panel.spines["bottom"].set_visible(False)
