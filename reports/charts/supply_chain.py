"""Who makes the chips of each Chinese designer: makers of die, memory and packaging that sources name."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import sheet
from reports.charts.text_lines import text_width
from reports.query import query
from reports.text.dates import month
from reports.text.labels import stage_label
from reports.text.numbers import plural

SQL = """
with
designers as (
  select c.designer_id, d.name as designer, count(*) as all_chips
  from chips c join firms d on d.firm_id = c.designer_id
  where c.origin = 'domestic'
  group by all
),
suppliers as (
  select c.designer_id, s.stage, f.name as supplier, f.country,
    coalesce(list(distinct c.name order by c.name) filter (s.basis <> 'forecast'),
      list(distinct c.name order by c.name)) as chips,
    coalesce(list(distinct s.basis order by s.basis) filter (s.basis <> 'forecast'), ['forecast']) as bases,
    bool_and(s.valid_to is not null) as ended,
    max(s.valid_to) as last_period,
    arg_min(p.url, (s.basis = 'forecast', p.reliability, p.source_id)) as url
  from chip_suppliers s
  join sources p using (source_id)
  join chips c using (chip_id)
  join firms f on f.firm_id = s.firm_id
  where c.origin = 'domestic' and s.stage <> 'design'
  group by all
)
select designer, all_chips, stage, supplier, country, chips, bases, ended, last_period, url
from designers left join suppliers using (designer_id)
order by count(stage) over (partition by designer_id) desc, designer, stage, country = 'CN' desc, supplier
"""
STAGES = ("logic", "memory", "packaging")
UNKNOWN = "not known"


def detail(row: Row) -> str:
    """Return how many chips, and how sure or how long: `3 chips, estimated`."""
    chips = plural(len(row["chips"]), "chip")
    if row["bases"] == ["forecast"]:
        return f"{chips}, expected"
    if row["ended"]:
        return f"{chips}, to {row['last_period'][:4]}"
    return f"{chips}, estimated" if "estimated" in row["bases"] and len(row["bases"]) == 1 else chips


def describe(row: Row) -> str:
    """Return a supplier in words, with the chips."""
    ended = f" Until {month(row['last_period'])}." if row["ended"] else ""
    where = "mainland China" if row["country"] == "CN" else "abroad"
    return (
        f"{row['designer']}, {stage_label(row['stage'])}: {row['supplier']} ({where}), "
        f"for {', '.join(row['chips'])}; {' and '.join(row['bases'])}.{ended}"
    )


def supply_chain() -> Chart:
    """Chart the makers of die, memory and packaging on record, by designer."""
    rows = query(SQL)
    return Chart(
        name="supply-chain",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(rows),
        alt=f"{title(rows)} " + " ".join(describe(r) for r in rows if r["stage"]),
        subtitle="Makers of each stage of chips designed in China, one row per designer",
        caption="Filled square: maker with its seat in mainland China; "
        "hollow square: abroad. The numbers count the designer’s chips in this package, and those for which a source "
        "names the maker, forecasts aside. “Expected”: named in forecasts only; “estimated”: inferred by analysts "
        "only; “to”: ended in that year. Where no end is given it may still have ended.",
        source="this package’s statements on suppliers, from the pages that it names.",
        height=(height(rows, False), height(rows, True)),
    )


def title(rows: Sequence[Row]) -> str:
    """Return for how many designers each stage is on record, and who makes their dies, forecasts aside."""
    everyone = {r["designer"] for r in rows}
    has = {s: {r["designer"] for r in rows if r["stage"] == s and r["bases"] != ["forecast"]} for s in STAGES}
    dies = Counter(r["supplier"] for r in rows if r["stage"] == "logic" and r["bases"] != ["forecast"])
    makers = ", ".join(f"{name} for {n}" for name, n in sorted(dies.items(), key=lambda d: (-d[1], d[0])))
    return (
        f"Of {len(everyone)} Chinese designers, sources name who makes or made the die for {len(has['logic'])}"
        f"{f' ({makers})' if makers else ''}, who supplies the memory for {len(has['memory'])} and who packages for "
        f"{len(has['packaging'])}, forecasts aside."
    )


def designers(rows: Sequence[Row]) -> list[tuple[str, dict[str, list[Row]]]]:
    """Return the designer and its suppliers by stage, in the order of the rows."""
    return [
        (name, {s: [r for r in part if r["stage"] == s] for s in STAGES})
        for name, part in ((name, list(part)) for name, part in groupby(rows, lambda r: r["designer"]))
    ]


ENTRY = {True: 32, False: 20}
BESIDE = 84  # pixels from the mark of a maker to the detail


def lines(by_stage: dict[str, list[Row]]) -> int:
    """Return the number of entries in the tallest cell of a designer."""
    return max(1, *(len(part) for part in by_stage.values()))


def row_height(by_stage: dict[str, list[Row]], narrow: bool) -> float:
    """Return the height of the row of a designer in pixels: where nothing is on record one line will do."""
    if narrow and not any(by_stage.values()):
        return 52
    return ENTRY[narrow] * lines(by_stage) + (36 if narrow else 10)


def height(rows: Sequence[Row], narrow: bool) -> float:
    """Return the height of the drawing in pixels."""
    return 34 + sum(row_height(stages, narrow) for _, stages in designers(rows))


def names_width(rows: Sequence[Row]) -> float:
    """Return the pixels that the longest name of a designer needs with its number of chips, and the gaps."""
    return max(text_width(r["designer"], 14, 600) + text_width(plural(r["all_chips"], "chip"), 12) for r in rows) + 24


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw a row per designer, a column per stage, the makers within."""
    width = sheet(ax, narrow, height(rows, narrow))
    first = 0.0 if narrow else names_width(rows)
    step = 122.0 if narrow else (width - first) / len(STAGES)
    for n, stage in enumerate(STAGES):
        ax.text(first + n * step, 18, stage_label(stage).capitalize(), weight=600, va="baseline", color=colour("muted"))
    y = 30.0
    for designer, by_stage in designers(rows):
        ax.plot([0, width], [y, y], color=colour("rule"), lw=0.8, clip_on=False)
        top = y + (22 if narrow else 19)
        ax.text(0, top, designer, weight=600, va="baseline")
        count = next(r["all_chips"] for r in rows if r["designer"] == designer)
        ax.text(
            width if narrow else first - 12, top, plural(count, "chip"), ha="right", va="baseline",
            size=12, color=colour("muted"),
        )  # fmt: skip
        for n, part in enumerate(by_stage.values()):
            x, at = first + n * step, top + (20 if narrow else 0)
            if not part:
                ax.text(x, at, UNKNOWN, va="baseline", size=12.5, color=colour("muted"))
            for row in part:
                maker(ax, narrow, tip, row, x, at)
                at += ENTRY[narrow]
        y += row_height(by_stage, narrow)


def maker(ax: Axes, narrow: bool, tip: Tips, row: Row, x: float, y: float) -> None:
    """Draw a maker in its cell: mark, name, and the detail beside or below it."""
    edge = colour("ink" if row["country"] == "CN" else "foreign")
    face = edge if row["country"] == "CN" else colour("paper")
    tip(ax.plot(x + 5, y - 4.5, "s", ms=8, mec=edge, mfc=face, mew=1.6, clip_on=False)[0], describe(row), row["url"])
    label = ax.text(x + 15, y, row["supplier"], va="baseline")
    tip(label, describe(row), row["url"])
    spot = (x + 15, y + 14) if narrow else (x + BESIDE, y)
    ax.text(*spot, detail(row), va="baseline", size=12 if narrow else 12.5, color=colour("muted"))
