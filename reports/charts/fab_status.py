"""How far each plant has got: a ladder of rungs with the names of the plants on each."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import sheet
from reports.charts.plants import KINDS, LADDER, SQL, key, kinds, sentence, style, totals
from reports.query import query
from reports.text.dates import period
from reports.text.labels import fab_kind_label, fab_status_label


def fab_status() -> Chart:
    """Chart each plant on its rung of the ladder."""
    rows = query(SQL)
    return Chart(
        name="fab-status",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(rows),
        alt=" ".join(
            f"{fab_status_label(s).capitalize()}: {', '.join(r['name'] for r in part)}."
            for s, part in rungs(rows)
            if part
        ),
        subtitle="Each plant by the last status reported of it",
        caption="Shape: what the plant makes. Bold: run by Huawei or reported to run for it. Grey: foreign operator. "
        "After the name: when production was last planned to begin. The rung is the last one reported, some reports "
        "are old.",
        source="this package’s list of plants, from the pages that it names.",
        height=(height(rows, False), height(rows, True)),
    )


def title(rows: Sequence[Row]) -> str:
    """Return how many of the plants produce, and how far the others have got."""
    others = [r for r in rows if r["status"] != "production"]
    rest = f"; the others: {totals(others)}" if others else ""
    return f"{len(rows) - len(others)} of {len(rows)} plants are in production{rest}."


def rungs(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the status and its plants, by kind and name; from production down."""
    order = list(KINDS)
    ordered = sorted(rows, key=lambda r: (order.index(r["kind"]), r["name"]))
    return [(s, [r for r in ordered if r["status"] == s]) for s in LADDER]


def columns(status: str, narrow: bool) -> int:
    """Return the number of columns of names: those with a planned date need more room."""
    return 1 if narrow else 3 if status == "production" else 2


HEAD, STEP, KEY = 30, 21, 34


def height(rows: Sequence[Row], narrow: bool) -> float:
    """Return the height of the ladder in pixels."""
    lines = sum(-(-len(part) // columns(s, narrow)) for s, part in rungs(rows))
    return KEY * (2 if narrow else 1) + HEAD * len(LADDER) + STEP * lines + 10 * sum(bool(p) for _, p in rungs(rows))


def is_for_huawei(row: Row) -> bool:
    """Tell whether Huawei runs the plant or is reported to have it run."""
    return "huawei" in (row["operator_id"], row["beneficiary_id"])


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw rungs from production down, each with its number and the names of its plants in columns."""
    width = sheet(ax, narrow, height(rows, narrow))
    for n, kind in enumerate(kinds(rows)):
        spot = (8 + n % 3 * 110, 10 + n // 3 * 22) if narrow else (8 + n * 110, 10)
        key(ax, spot, fab_kind_label(kind), "muted", kind=kind)
    y: float = KEY * (2 if narrow else 1)
    for status, part in rungs(rows):
        ax.add_line(ax.plot([0, width], [y, y], color=colour("rule"), lw=1, clip_on=False)[0])
        ax.text(0, y + 19, fab_status_label(status).capitalize(), weight=600, va="baseline")
        ax.text(width, y + 19, str(len(part)) if part else "none", weight=600, va="baseline", ha="right")
        y += HEAD
        across = columns(status, narrow)
        lines = -(-len(part) // across)
        for n, row in enumerate(part):
            x = 8 + n // lines * width / across
            name(ax, tip, row, x, y + n % lines * STEP + 8)
        y += STEP * lines + (10 if part else 0)


def name(ax: Axes, tip: Tips, row: Row, x: float, y: float) -> None:
    """Draw the mark and name of a plant, with the planned start of production where it does not produce yet."""
    tip(ax.plot(x, y, clip_on=False, **style(row, 8))[0], sentence(row), row["url"])
    plan = period(row["production_planned_on"]) if row["status"] != "production" else ""
    text = f"{row['name']}, plan {plan}" if plan else row["name"]
    tone = colour("muted" if row["operator_country"] != "CN" else "ink")
    label = ax.text(x + 12, y + 4, text, va="baseline", size=13, weight=600 if is_for_huawei(row) else 400, color=tone)
    tip(label, sentence(row), row["url"])
