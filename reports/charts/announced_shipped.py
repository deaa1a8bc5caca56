"""What was announced of a chip before sale, and what was shipped: the shipped value in % of the announced one."""

from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import percents, upright_grid
from reports.query import query
from reports.text.dates import moment
from reports.text.labels import label_of
from reports.text.numbers import number

SQL = """
with
ranked as (
  select *,
    row_number() over (
      partition by chip_id, metric_id, definition_id order by rank <> 'preferred', observation_id
    ) as place
  from observations_named
  where rank <> 'deprecated' and definition_id in ('planned', 'shipped')
    and metric_id in ('fp4-tflops', 'fp8-tflops', 'fp16-tflops', 'bf16-tflops', 'fp32-tflops', 'int8-tops',
      'memory-capacity', 'memory-bandwidth', 'interconnect-bandwidth')
),
other as (
  select chip_id, metric_id, list(distinct central order by central) as others
  from ranked
  where definition_id = 'shipped' and place > 1
  group by all
)
select c.name, d.name as designer, c.origin, p.metric_id, p.metric, p.unit,
  p.central as announced, p.claimant as announced_by, p.as_of as announced_on, p.url as announced_url,
  p.note as announced_note,
  s.central as shipped, s.claimant as shipped_by, s.as_of as shipped_on, s.url as shipped_url,
  s.note as shipped_note,
  list_filter(o.others, x -> x <> s.central) as other_shipped,
  100 * s.central / p.central as percent
from ranked p
join ranked s on s.chip_id = p.chip_id and s.metric_id = p.metric_id
join chips c on c.chip_id = p.chip_id
join firms d on d.firm_id = c.designer_id
left join other o on o.chip_id = p.chip_id and o.metric_id = p.metric_id
where p.definition_id = 'planned' and p.rank = 'preferred' and p.place = 1
  and s.definition_id = 'shipped' and s.place = 1
order by c.origin, period_end(p.as_of) desc, c.name, percent, p.metric
"""


def announced_shipped() -> Chart:
    """Chart Chinese chips of which a property is on record both ways."""
    everything = query(SQL)
    rows = chinese_rows(everything)
    return Chart(
        name="announced-shipped",
        sql=SQL,
        rows=everything,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(rows),
        subtitle="Each property of a chip as shipped, in % of what was announced before sale",
        alt="Shipped in percent of announced. " + " ".join(describe(r) for r in rows),
        caption="Dot: as shipped; hollow diamond: as announced; hollow "
        "circle: another figure for the shipped chip. An announced figure may count "
        "more of the chip than the shipped one. The axis does not begin at zero.",
        source="mostly the makers themselves; each figure has its page in the data.",
        height=(height(rows, False), height(rows, True)),
    )


def chinese_rows(rows: list[Row]) -> list[Row]:
    """Return the rows of Chinese chips, all of a chip together."""
    mine = [r for r in rows if r["origin"] == "domestic"]
    first = {r["name"]: n for n, r in reversed(list(enumerate(mine)))}
    return sorted(mine, key=lambda r: (first[r["name"]], r["percent"], r["metric"]))


def title(rows: list[Row]) -> str:
    """Return how many figures came out lower than announced, and the lowest."""
    less = [r for r in rows if r["shipped"] < r["announced"]]
    chips = ", ".join(dict.fromkeys(r["name"] for r in rows))
    start = f"Figures announced for Chinese chips ({chips}): {len(less)} of {len(rows)} came out lower on sale"
    if not less:
        return start + "."
    worst = min(less, key=lambda r: r["percent"])
    return start + f", down to {number(worst['percent'], 2)}% ({worst['name']}, {label(worst)})."


def label(row: Row) -> str:
    """Return `FP8`, `Memory`, `Bandwidth` for the metric."""
    return label_of("metrics", row["metric_id"]).short


def describe(row: Row) -> str:
    """Return one property in words."""
    text = (
        f"{row['name']}, {row['metric']}: announced {number(row['announced'])} {row['unit']} "
        f"({moment(row['announced_on'])}), shipped {number(row['shipped'])} "
        f"({number(row['percent'], 3)}%; {row['shipped_by']}, {moment(row['shipped_on'])})."
    )
    others = ", ".join(number(v) for v in row["other_shipped"] or [])
    return text + (f" Other figures as shipped: {others}." if others else "")


def height(rows: list[Row], narrow: bool) -> float:
    """Return the height of the drawing in pixels."""
    chips = len({r["name"] for r in rows})
    return 44 + 30 * chips + len(rows) * (42 if narrow else 26)


def draw(ax: Axes, narrow: bool, tip: Tips, rows: list[Row]) -> None:
    """Draw a heading for each chip, under it a line for each property."""
    left, right, whole = (0.02, 0.04, height(rows, narrow)) if narrow else (0.27, 0.2, height(rows, narrow))
    ax.set_position((left, 34 / whole, 1 - left - right, 1 - 38 / whole))
    others = [100 * v / r["announced"] for r in rows for v in r["other_shipped"] or []]
    shown = [100, *(r["percent"] for r in rows), *others]
    low = 10 * (min(shown) // 10) - 3
    high = max(105, max(shown) + 3)
    ax.set(xlim=(low, high), ylim=(-whole + 38, 0), yticks=[])
    upright_grid(ax)
    steps = MaxNLocator(6, steps=(1, 2, 5, 10)).tick_values(low, high)
    ax.set_xticks(*percents(t for t in steps if low < t <= high))
    ax.axvline(100, color=colour("claim"), linewidth=1.2, zorder=1)
    y = 0.0
    for name, group in groupby(rows, key=lambda r: r["name"]):
        y -= 30
        ax.text(0 if narrow else -0.02, y + 12, name, va="center", ha="left" if narrow else "right", weight=600,
                transform=ax.get_yaxis_transform())  # fmt: skip
        for row in group:
            y -= 42 if narrow else 26
            line(ax, narrow, tip, row, y + 12)


def line(ax: Axes, narrow: bool, tip: Tips, row: Row, y: float) -> None:
    """Draw one property: the announced value at 100%, the shipped one, others, and both in words."""
    ax.plot([row["percent"], 100], [y, y], color=colour("claim-band"), linewidth=3, zorder=1.5)
    ax.plot(100, y, "D", color=colour("paper"), markeredgecolor=colour("claim"), markeredgewidth=1.6, markersize=8)
    for other in row["other_shipped"] or []:
        x = 100 * other / row["announced"]
        mark = ax.plot(x, y, "o", color=colour("paper"), markeredgecolor=colour("ink"), markersize=5.5, zorder=3)[0]
        tip(mark, f"{row['name']}, {row['metric']}: another figure as shipped, {number(other)} {row['unit']}.")
    tip(
        ax.plot(row["percent"], y, "o", color=colour("ink"), markersize=7, zorder=4)[0],
        describe(row),
        row["shipped_url"],
    )
    values = f"{number(row['announced'])} to {number(row['shipped'])} {row['unit']}"
    at = ax.get_yaxis_transform()
    if narrow:
        ax.text(0, y + 19, f"{label(row)}: {values}", va="center", transform=at)
        return
    ax.text(-0.02, y, label(row), va="center", ha="right", transform=at)
    ax.text(1.02, y, values, va="center", color=colour("muted"), transform=at)
