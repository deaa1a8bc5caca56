"""The staircase: one year's self-sufficiency under ever stricter definitions, each with its 90 % interval."""

from collections.abc import Mapping
from typing import NamedTuple

from matplotlib.axes import Axes

from reports.charts.base import LABELS, LABELS_ZH, Chart, Tips, colour
from reports.charts.canvas import end_with_room, percents, round_ticks, text_width, upright_grid
from reports.query import Row, percent, query

SQL = """
select definition_id, definition, metric, year, status, low, median, high
from self_sufficiency
where year = ? and tier = 'all' and metric = 'units' and ratio = 'sales' and median is not null
order by definition_id
"""
GAP = {False: 12, True: 7}  # pixels from a bar to its value


class Words(NamedTuple):
    """The texts of the chart in one language; `{}` are filled from the rows."""

    rungs: Mapping[str, str]
    title: str
    steps: Mapping[str, str]
    between: str
    share: str
    caption: str
    source: str
    value: str
    status: Mapping[str, str]
    labels: Mapping[str, str]


ENGLISH = Words(
    rungs={
        "d0": "Chinese brand",
        "d1": "Designed in China",
        "d2": "+ die made in China",
        "d3": "+ memory made in China",
        "d4": "+ packaged in China",
    },
    title="The more of the chip must come from China, the smaller the share: {}.",
    steps={
        "d1": "{} % designed in China",
        "d2": "{} % with the die made there",
        "d3": "{} % with the memory too",
    },
    between=", ",
    share="Share of the AI accelerators bought in mainland China in {}, in % of units",
    caption="{}; dot: median, bar: 90 % interval. D5, which asks for Chinese tools as well, cannot be estimated.",
    source="this package’s model, an estimate.",
    value="{} % ({} to {})",
    status={"estimate": "Estimate", "nowcast": "Nowcast", "projection": "Projection"},
    labels=LABELS,
)
CHINESE = Words(
    rungs={"d0": "中国品牌", "d1": "中国设计", "d2": "＋裸片国产", "d3": "＋存储器国产", "d4": "＋封装国产"},
    title="要求国产的环节越多，国产占比越低：{}。",
    steps={"d1": "中国设计 {}%", "d2": "裸片也国产 {}%", "d3": "存储器也国产 {}%"},
    between="，",
    share="{} 年中国大陆采购的 AI 加速芯片中的占比（按出货量，%）",
    caption="{}；圆点为中位数，横条为 90% 区间。D5（设备也须国产）无法估计。",
    source="本项目模型的估计。",
    value="{}%（{}–{}）",
    status={"estimate": "估计", "nowcast": "即时预测", "projection": "推算"},
    labels=LABELS_ZH,
)


def staircase(year: int, words: Words = ENGLISH, name: str = "staircase") -> Chart:
    """Chart median and 90 % interval of D0 to D4 for `year`, units, share of sales."""
    rows = query(SQL, year)
    share = words.share.format(year)
    said = (
        words.steps[r["definition_id"]].format(percent(r["median"])) for r in rows if r["definition_id"] in words.steps
    )
    return Chart(
        name=name,
        sql=SQL,
        values=[year],
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, words),
        title=words.title.format(words.between.join(said)),
        alt=f"{share}. " + " ".join(f"{words.rungs[r['definition_id']]}: {value(r, words)}." for r in rows),
        caption=words.caption.format(share),
        source=words.source,
        height=(300, 330),
        labels=words.labels,
    )


def value(row: Row, words: Words = ENGLISH) -> str:
    """Return the median and interval in words."""
    return words.value.format(*(percent(row[k]) for k in ("median", "low", "high")))


def draw(ax: Axes, narrow: bool, tip: Tips, rows: list[Row], words: Words) -> None:
    """Draw one row per definition, the strictest below; the value is written at the end of its bar."""
    left, top = (0.05, 0.97) if narrow else (0.27, 0.97)
    ax.set_position((left, 0.11, 0.96 - left, top - 0.11))
    for place, row in enumerate(rows):
        y = -place
        bar = ax.plot([row["low"], row["high"]], [y, y], color=colour("band"), linewidth=10, solid_capstyle="butt")[0]
        dot = ax.plot(row["median"], y, "o", color=colour("estimate"), markersize=8, clip_on=False)[0]
        label = f"{row['definition_id'].upper()}  {words.rungs[row['definition_id']]}"
        for artist in (bar, dot):
            tip(artist, f"{label}, {row['year']}: {value(row, words)}. {words.status[row['status']]}.")
        if narrow:
            ax.text(0, y + 0.42, label, va="center", weight=600)
        else:
            ax.text(-0.02, y, label, va="center", ha="right", transform=ax.get_yaxis_transform())
        ax.annotate(value(row, words), (row["high"], y), (GAP[narrow], 0), textcoords="offset points", va="center",
                    color=colour("muted"))  # fmt: skip
    ticks = [t for t in round_ticks(max(r["high"] for r in rows), 4, steps=(2, 10)) if t <= 100]
    ends = [(r["high"], GAP[narrow] + text_width(value(r, words))) for r in rows]
    ax.set(xlim=(0, end_with_room(ax, ends, least=1.03 * ticks[-1])), ylim=(-len(rows) + 0.4, 0.75), yticks=[])
    upright_grid(ax)
    ax.set_xticks(*percents(ticks))
