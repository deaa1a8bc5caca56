"""Native FP8 by designer: when the first chip with it was announced, and since when one is on sale."""

from datetime import date, timedelta
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import Transform

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import upright_grid
from reports.query import query
from reports.text.dates import day, moment, month
from reports.text.labels import short_name

SQL = """
with
fp8 as (
  select c.*, d.name as designer,
    row_number() over (
      partition by designer_id order by period_start(announced_on), native_fp8_since, chip_id
    ) as announced,
    row_number() over (partition by designer_id order by period_start(native_fp8_since), chip_id) as sold
  from chips c
  join firms d on d.firm_id = c.designer_id
  where (list_contains(native_formats, 'fp8') or native_fp8_since is not null) and c.announced_on is not null
)
select a.designer, a.designer_id, a.origin,
  a.name as announced_chip, a.chip_id as announced_id, a.announced_on,
  period_start(a.announced_on) as announced_first, period_end(a.announced_on) as announced_last,
  s.name as sold_chip, s.chip_id as sold_id, s.native_fp8_since as sold_on,
  period_start(s.native_fp8_since) as sold_first, period_end(s.native_fp8_since) as sold_last,
  (
    select p.url from chips_sources x join sources p using (source_id) where x.chip_id = coalesce(s.chip_id, a.chip_id)
    order by p.reliability, p.published_on desc nulls last, p.source_id limit 1
  ) as url
from fp8 a
left join fp8 s on s.designer_id = a.designer_id and s.sold = 1 and s.native_fp8_since is not null
where a.announced = 1
order by a.origin desc, sold_first nulls last, announced_first, a.designer
"""
CLAIM = "deepseek-2025-ue8m0-fp8-next-domestic-chips"
TURN = f"select said_on from targets where target_id = '{CLAIM}'"  # nosec B608 # a constant
DESIGNERS = """
select count(distinct designer_id) as makers from chips where origin = 'domestic' and status = 'production'
"""
FOOT, TOP = 30, 62
MARKS: tuple[dict[str, Any], ...] = (
    {"marker": "D", "markersize": 9, "markeredgewidth": 1.6},
    {"marker": "o", "markersize": 6.5},
)


def fp8_timeline() -> Chart:
    """Chart every designer that has announced a chip with native FP8, foreign ones first."""
    rows = query(SQL)
    turn = date.fromisoformat(query(TURN)[0]["said_on"])
    makers = query(DESIGNERS)[0]["makers"]
    return Chart(
        name="fp8-timeline",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, turn),
        title=title(rows, turn, makers),
        alt="Native FP8 by designer. " + " ".join(describe(r) for r in rows),
        subtitle="The first chip of each designer that computes in FP8 itself, without conversion",
        caption="The name is that of "
        "the chip on sale, or announced where none is. A bar is as long as the date is inexact.",
        source="makers’ documents and, where they say nothing, the pages named in the data.",
        height=(height(rows, False), height(rows, True)),
    )


def on_sale_by(rows: list[Row], then: date) -> list[Row]:
    """Return Chinese designers with native FP8 on sale by the day `then`."""
    return [r for r in rows if r["origin"] == "domestic" and r["sold_first"] and r["sold_first"] <= then]


def title(rows: list[Row], turn: date, makers: int) -> str:
    """Return how many Chinese designers had FP8 on sale when DeepSeek turned to it, how many have since."""
    then = [r["designer"] for r in on_sale_by(rows, turn)]
    later = [r for r in on_sale_by(rows, date.max) if r["designer"] not in then]
    had = str(len(then)) if then else "none"
    names = f" ({', '.join(then)})" if then else ""
    text = (
        f"When DeepSeek turned to FP8 for coming Chinese chips, in {turn:%B %Y}, {had} of the {makers} Chinese "
        f"designers that make AI chips today had one with native FP8 on sale{names}, by the earliest dates found"
    )
    if not later:
        return text + "; no other has followed."
    return text + "; since then also " + " and ".join(f"{r['designer']} ({r['sold_first']:%B %Y})" for r in later) + "."


def describe(row: Row) -> str:
    """Return one designer in words."""
    text = f"{row['designer']}: announced {moment(row['announced_on'])} ({row['announced_chip']})"
    return text + (
        f", on sale {moment(row['sold_on'])} ({row['sold_chip']})." if row["sold_on"] else ", no sale found."
    )


def place(when: date) -> float:
    """Return where a day is on the axis."""
    return float(when.toordinal())


def midpoint(first: date, last: date) -> date:
    """Return the day halfway between two."""
    return first + timedelta(days=(last - first).days // 2)


def height(rows: list[Row], narrow: bool) -> float:
    """Return the height of the drawing in pixels."""
    return FOOT + TOP + (len(rows) + 2) * (42 if narrow else 26)


def draw(ax: Axes, narrow: bool, tip: Tips, rows: list[Row], turn: date) -> None:
    """Draw one line for each designer, foreign ones above Chinese ones, and an upright line for DeepSeek’s turn."""
    left, whole = 0.02 if narrow else 0.27, height(rows, narrow)
    ax.set_position((left, FOOT / whole, (0.98 if narrow else 0.875) - left, 1 - (FOOT + TOP) / whole))
    first = min(r["announced_first"] for r in rows).year
    end = max(r["sold_last"] or r["announced_last"] for r in rows)
    ax.set(xlim=(place(date(first, 1, 1)), place(date(end.year + 1, 1, 1))), yticks=[])
    ax.set_ylim(-len(rows) - 1.6, 0.6)
    upright_grid(ax)
    years = range(first, end.year + 2)
    ax.set_xticks([place(date(y, 1, 1)) for y in years], [])
    for year in years[:-1]:
        x = place(date(year, 7, 1))
        ax.text(x, -0.015, str(year), ha="center", va="top", color=colour("muted"), transform=ax.get_xaxis_transform())
    ax.axvline(place(turn), color=colour("claim"), linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    said_on = day(turn)
    words = (
        f"DeepSeek: FP8 for\nChinese chips,\n{said_on}" if narrow else f"DeepSeek: FP8 for Chinese chips,\n{said_on}"
    )
    ax.text(place(turn), 1.01, words, transform=ax.get_xaxis_transform(), ha="center", color=colour("claim"))
    for n, label in enumerate(("announced", "on sale")):
        ax.plot([], [], **MARKS[n], linestyle="none", label=label, **mark_colours(n, "ink"))
    ax.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), borderaxespad=0, handletextpad=0.2)
    y = 0.0
    for origin, heading in (("foreign", "Foreign"), ("domestic", "Chinese")):
        x = 0 if narrow else -0.02
        ax.text(x, y, heading, va="center", ha="left" if narrow else "right", weight=600, transform=row_transform(ax))
        if origin == "foreign":
            x, side = (1, "right") if narrow else (1.02, "left")
            ax.text(x, y, "On sale since", va="center", ha=side, weight=600, transform=row_transform(ax))
        for row in (r for r in rows if r["origin"] == origin):
            y -= 1
            line(ax, narrow, tip, row, y)
        y -= 1


def row_transform(ax: Axes) -> Transform:
    """Return the transform that takes x as a share of the axes and y as data."""
    return ax.get_yaxis_transform()


def mark_colours(n: int, name: str) -> dict[str, Any]:
    """Return the colours of mark n: an announcement is hollow, a sale is filled with `name`."""
    edge = colour(name if n else "claim")
    return {"markerfacecolor": edge if n else colour("paper"), "markeredgecolor": edge}


def line(ax: Axes, narrow: bool, tip: Tips, row: Row, y: float) -> None:
    """Draw the marks of one designer, its name with the chip’s, and since when it is on sale, or that it is not."""
    dates = [(row["announced_first"], row["announced_last"])]
    if row["sold_on"]:
        dates.append((row["sold_first"], row["sold_last"]))
    at = [place(midpoint(*d)) for d in dates]
    ax.plot([at[0], at[-1]], [y, y], color=colour("rule"), linewidth=1.5, zorder=1)
    for n, (low, up) in enumerate(dates):
        if (up - low).days > 31:
            ax.plot(
                [place(low), place(up)], [y, y], color=colour("rule"), linewidth=8, zorder=1.2, solid_capstyle="butt"
            )
        name = "foreign" if row["origin"] == "foreign" else "ink"
        tip(ax.plot(at[n], y, zorder=2 + n, **MARKS[n], **mark_colours(n, name))[0], describe(row), row["url"])
    since = month(row["sold_on"]) if row["sold_on"] else "no sale found"
    label, where = f"{row['designer']}, {chip_label(row)}", y + 0.42 if narrow else y
    x, side = (0, "left") if narrow else (-0.02, "right")
    ax.text(x, where, label, va="center", ha=side, transform=row_transform(ax))
    x, side = (1, "right") if narrow else (1.02, "left")
    ax.text(x, where, since, va="center", ha=side, color=colour("muted"), transform=row_transform(ax))


def chip_label(row: Row) -> str:
    """Return the name of the chip on sale, else announced, without the designer’s and what stands in brackets."""
    return short_name(row["sold_chip"] or row["announced_chip"], row["designer"])
