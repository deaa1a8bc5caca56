"""Compute against memory bandwidth, both on logarithmic axes.

A name stands only where it covers nothing. On a phone, and where there is no room, Chinese chips are numbered, with the
names in a key below; so none of them is left without a name. What is rumoured or cancelled says so.
"""

from collections.abc import Sequence
from math import hypot
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from reports.charts.base import NARROW, WIDE, Chart, Row, Tips, colour
from reports.charts.canvas import log_ticks
from reports.charts.text_lines import broken_into_lines
from reports.query import query
from reports.text.labels import short_name
from reports.text.numbers import number

SQL = """
with
shown as (
  select chip_id, metric_id, central, definition_id, claimant, as_of, url
  from observations_named
  where rank = 'preferred' and metric_id in ('fp16-tflops', 'bf16-tflops', 'memory-bandwidth')
  qualify row_number() over (
    partition by chip_id, metric_id order by definition_id = 'shipped' desc, observation_id
  ) = 1
),
compute as (
  select * from shown where metric_id <> 'memory-bandwidth'
  qualify row_number() over (partition by chip_id order by metric_id = 'fp16-tflops' desc) = 1
)
select c.chip_id, c.name, d.name as designer, c.origin, c.tier, c.status, f.metric_id as compute_format,
  f.central as compute_tflops, b.central as bandwidth_gb_s,
  f.definition_id = 'planned' or b.definition_id = 'planned' as planned,
  f.claimant as compute_by, b.claimant as bandwidth_by, f.url as compute_url, b.url as bandwidth_url
from compute f
join shown b on b.chip_id = f.chip_id and b.metric_id = 'memory-bandwidth'
join chips c on c.chip_id = f.chip_id
join firms d on d.firm_id = c.designer_id
where c.tier <> 'T3'
order by c.origin, f.central desc, b.central desc, c.name
"""
YARDSTICK = "nvidia-h100"
FIRST = (YARDSTICK, "nvidia-h20", "nvidia-a100", "nvidia-b200")  # named before Chinese chips are
UNSURE = ("rumoured", "cancelled")
PLOT, HEADROOM = 470, 140  # pixels of the plot with its axes, and above it on a phone, for the legend
KEY_LINE, KEY_LINES, KEY_SIZE = 18, 2, 12.5  # pixels of a line of the key, lines kept free for it, its size
LEGEND = {
    "domestic": ("o", "ink", "ink", "Chinese design, as sold"),
    "planned": ("D", "paper", "claim", "Chinese design, announced"),
    "unsure": ("X", "other", "other", "Chinese design, rumoured or cancelled"),
    "foreign": ("o", "paper", "foreign", "foreign design"),
}

Place = tuple[float, float, Literal["left", "center", "right"], Literal["top", "center", "bottom"]]
PLACES: tuple[Place, ...] = (
    (8, 0, "left", "center"),
    (-8, 0, "right", "center"),
    (0, 5, "center", "bottom"),
    (0, -6, "center", "top"),
    (5, 4, "left", "bottom"),
    (-5, 4, "right", "bottom"),
    (5, -4, "left", "top"),
    (-5, -4, "right", "top"),
)
FAR: tuple[Place, ...] = (  # with a line to the mark
    (0, 20, "center", "bottom"),
    (0, -22, "center", "top"),
    (-14, 18, "right", "bottom"),
    (14, 18, "left", "bottom"),
    (14, -18, "left", "top"),
    (-14, -18, "right", "top"),
    (0, -34, "center", "top"),
    (0, 34, "center", "bottom"),
)


def chips_compute_memory() -> Chart:
    """Chart every T1 and T2 chip with a preferred value of both."""
    rows = query(SQL)
    return Chart(
        name="chips-compute-memory",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(rows),
        alt="FP16 throughput and memory bandwidth. "
        + " ".join(f"{r['name']} ({r['designer']}): {numbers(r)}." for r in rows if r["tier"] == "T1"),
        subtitle="Dense FP16 (or BF16) throughput and memory bandwidth of one package, module or card, on logarithmic "
        "axes",
        caption="Training and inference chips (T1 and T2) of which both values are settled. Diamond: a value was only "
        "announced, or the chip is not sold. Cross: rumoured, or cancelled before it was sold.",
        source="makers and, where they publish nothing, the pages named in the data.",
        height=(PLOT + KEY_LINE * KEY_LINES, HEADROOM + PLOT + KEY_LINE * (1 + len(key_lines(chinese(rows), True)))),
    )


def kind(row: Row) -> str:
    """Return which of LEGEND a chip is."""
    if row["origin"] == "foreign":
        return "foreign"
    if row["status"] in UNSURE:
        return "unsure"
    return "planned" if row["planned"] or row["status"] == "announced" else "domestic"


def chinese(rows: Sequence[Row]) -> list[Row]:
    """Return the chips of Chinese design, in the order of their numbers."""
    return [r for r in rows if r["origin"] == "domestic"]


def label(row: Row) -> str:
    """Return the short name of a chip, and that it is rumoured or cancelled."""
    name = short_name(row["name"], row["designer"])
    return f"{name} ({row['status']})" if kind(row) == "unsure" else name


def key_lines(rows: Sequence[Row], narrow: bool) -> list[str]:
    """Return the lines of the key: each number with its name."""
    text = ", ".join(f"{n}\u00a0{label(r)}" for n, r in enumerate(rows, 1))
    return broken_into_lines(text, (NARROW if narrow else WIDE) - 20, KEY_SIZE) if rows else []


def numbers(row: Row) -> str:
    """Return `708 TFLOPS, 3,200 GB/s`, and whether announced alone."""
    planned = {"planned": ", as announced", "unsure": f", {row['status']}"}.get(kind(row), "")
    return f"{number(row['compute_tflops'])} TFLOPS, {number(row['bandwidth_gb_s'])} GB/s{planned}"


def title(rows: list[Row]) -> str:
    """Say how many Chinese chips as sold have both of what the yardstick has, and which has the most compute."""
    mark = next(r for r in rows if r["chip_id"] == YARDSTICK)
    sold = [r for r in rows if kind(r) == "domestic"]
    equal = [
        r
        for r in sold
        if r["compute_tflops"] >= mark["compute_tflops"] and r["bandwidth_gb_s"] >= mark["bandwidth_gb_s"]
    ]
    best = max(sold, key=lambda r: (r["compute_tflops"], r["bandwidth_gb_s"]))
    many = f"{len(equal)} Chinese chips as sold have" if len(equal) > 1 else "One Chinese chip as sold has"
    start = many if equal else "No Chinese chip as sold has"
    compute = number(100 * best["compute_tflops"] / mark["compute_tflops"], 2)
    bandwidth = number(100 * best["bandwidth_gb_s"] / mark["bandwidth_gb_s"], 2)
    return (
        f"{start} both the compute and the memory bandwidth of {mark['designer']}’s {mark['name']}; the {best['name']} "
        f"has the most compute: {compute}% of the {mark['name']}’s, with {bandwidth}% of its bandwidth."
    )


def draw(ax: Axes, narrow: bool, tip: Tips, rows: list[Row]) -> None:
    """Draw the marks first, then names or numbers that touch neither each other nor a mark, and the key below."""
    height = ax.figure.bbox.height
    top, bottom = (HEADROOM if narrow else 54, height - PLOT + 48 - (HEADROOM if narrow else 0))
    left = 0.11 if narrow else 0.075
    ax.set_position((left, bottom / height, 0.975 - left, 1 - (top + bottom) / height))
    xlim, ylim = limits([r["compute_tflops"] for r in rows], 1.83), limits([r["bandwidth_gb_s"] for r in rows], 1.44)
    ax.set(xscale="log", yscale="log", xlim=xlim, ylim=ylim)
    ax.grid(axis="x", visible=True)
    ax.minorticks_off()
    xs, ys = log_ticks(*xlim), log_ticks(*ylim)
    ax.set_xticks(xs, [f"{x:,}" for x in xs])
    ax.set_yticks(ys, [number(y / 1000) for y in ys])
    ax.set_xlabel("FP16, TFLOPS")
    ax.text(0, 1.015, "Memory bandwidth, TB/s", transform=ax.transAxes, color=colour("muted"))
    for row in rows:
        draw_mark(ax, tip, row)
    for marker, face, edge, text in LEGEND.values():
        ax.plot([], [], marker, color=colour(face), markeredgecolor=colour(edge), markeredgewidth=1.6, label=text)
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(-0.06, 1.07),
        ncol=1 if narrow else 4,
        borderaxespad=0,
        handletextpad=0.2,
        columnspacing=1.0,
        fontsize=12.5,
    )
    numbered = write_names(ax, narrow, rows)
    place = (bottom - 48) / height
    ax.figure.text(0.014, place, "\n".join(key_lines(numbered, narrow)), size=KEY_SIZE, va="top", linespacing=1.15)


def draw_mark(ax: Axes, tip: Tips, row: Row) -> None:
    """Draw one chip."""
    marker, face, edge, _ = LEGEND[kind(row)]
    mark = ax.plot(row["compute_tflops"], row["bandwidth_gb_s"], marker, color=colour(face))[0]
    mark.set(markeredgecolor=colour(edge), markeredgewidth=0.6 if marker == "X" else 1.6)
    mark.set(markersize=6 if marker == "D" else 7, zorder=2 if row["origin"] == "foreign" else 3)
    by = " and ".join(dict.fromkeys((row["compute_by"], row["bandwidth_by"])))
    said = f"{row['designer']} {row['name']}: {numbers(row)} ({by}). Status: {row['status']}."
    tip(mark, said, row["compute_url"])


def limits(values: Sequence[float], above: float) -> tuple[float, float]:
    """Return the ends of a logarithmic axis: the lowest value, and with room for names `above` times the highest."""
    return 0.81 * min(values), above * max(values)


def write_names(ax: Axes, narrow: bool, rows: list[Row]) -> list[Row]:
    """Write names, the most telling first, and numbers for Chinese chips without one; returns these, in their order.

    On a phone all Chinese chips are numbered, and of the others only those of FIRST are named.
    """
    spots = {id(r): tuple(ax.transData.transform((r["compute_tflops"], r["bandwidth_gb_s"]))) for r in rows}
    taken: list[Bbox] = []

    def written(row: Row, text: str, places: Sequence[Place], nearest: float) -> bool:
        x, y = spots[id(row)]
        others = [(u, v) for u, v in spots.values() if hypot(u - x, v - y) >= 3]
        return place(ax, row, text, taken, others, places, nearest)

    named = [r for r in rows if r["chip_id"] in FIRST and written(r, label(r), PLACES, 11)]
    if not narrow:
        ordered = sorted((r for r in rows if r not in named), key=lambda r: (rank(r), -r["compute_tflops"]))
        for places in (PLACES, FAR):
            todo = [r for r in ordered if r not in named and (places is PLACES or r["origin"] == "domestic")]
            named += [r for r in todo if written(r, label(r), places, 11)]
    rest = [r for r in chinese(rows) if r not in named]
    spots_of_rest: dict[tuple[float, ...], list[int]] = {}
    for n, row in enumerate(rest):
        spots_of_rest.setdefault(tuple(round(v / 3) for v in spots[id(row)]), []).append(n)
    for members in spots_of_rest.values():
        text = ", ".join(str(n + 1) for n in members)
        any(written(rest[members[0]], text, (*PLACES, *FAR), nearest) for nearest in (9, 5, 2, 0))
    return rest


def rank(row: Row) -> int:
    """Rank a chip: 0 yardstick or Chinese training chip as sold; 1 announced; 2 other training chips; 3 the rest."""
    if row["chip_id"] in FIRST or (kind(row) == "domestic" and row["tier"] == "T1"):
        return 0
    if row["tier"] == "T1":
        return 1 if row["origin"] == "domestic" and row["status"] not in UNSURE else 2
    return 3


def place(
    ax: Axes,
    row: Row,
    words: str,
    taken: list[Bbox],
    others: list[tuple[float, float]],
    places: Sequence[Place],
    nearest: float,
) -> bool:
    """Write words in the first place that is free and `nearest` pixels from other marks; says whether there was one.

    With `nearest` 0 the first place will do.
    """
    frame = ax.get_window_extent()
    line = {"arrowstyle": "-", "color": colour("muted"), "linewidth": 0.8, "shrinkA": 0, "shrinkB": 4}
    for dx, dy, ha, va in places:
        text = ax.annotate(
            words,
            (row["compute_tflops"], row["bandwidth_gb_s"]),
            (dx, dy),
            textcoords="offset points",
            ha=ha,
            va=va,
            fontsize=12.5,
            color=colour("muted" if row["origin"] == "foreign" else "ink"),
            arrowprops=line if (dx, dy, ha, va) in FAR else None,
        )
        text.get_window_extent()  # puts the text in its place; its own extent includes the line
        box = Text.get_window_extent(text)
        inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
        free = inside and not any(box.overlaps(b) for b in taken)
        apart = all(distance_to_box(box, *o) > nearest for o in others)
        if not nearest or (free and apart and (text.arrow_patch is None or is_clear(text, taken, others))):
            taken.append(box)
            return True
        text.remove()
    return False


def is_clear(text: Annotation, taken: list[Bbox], others: list[tuple[float, float]]) -> bool:
    """Tell whether the line from a mark to its name keeps away from other marks and names."""
    x, y = text.axes.transData.transform(text.xy) if text.axes else text.xy
    dx, dy = text.xyann
    points = [(x + dx * n / 10, y + dy * n / 10) for n in range(2, 11)]
    alone = all(hypot(u - px, v - py) > 7 for u, v in others for px, py in points)
    return alone and not any(b.contains(*p) for b in taken for p in points)


def distance_to_box(box: Bbox, x: float, y: float) -> float:
    """Return the distance of a point from a box, in pixels."""
    return hypot(max(box.x0 - x, 0, x - box.x1), max(box.y0 - y, 0, y - box.y1))
