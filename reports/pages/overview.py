"""Today's answer in words, in English and Chinese: published shares with the range of rival figures, what stricter
definitions give, and what binds. Each sentence is built from queries; none has a figure of its own.

Used by the overview pages and by the README, so that all say the same.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from reports.query import Row, query
from reports.text.numbers import chance, number, percent

SHARES = """
select measure, share, share_low, share_high, basis, rank, rank_reason, claimant, as_of, reliability, url, note, bound,
  observation_id
from market_share
where region_id = 'cn' and definition_id = 'd1' and measure = ? and period = ?
order by rank = 'preferred' desc, rank = 'deprecated', as_of desc, observation_id
"""
DEMAND = """
select ratio, supply, demand, claimant, as_of, basis, reliability, url
from supply_to_demand
where region_id = 'cn' and period = ?
order by as_of desc, claimant
"""
STRICTER = """
select definition_id, low, median, high
from self_sufficiency
where year = ? and tier = 'all' and metric = 'units' and ratio = 'sales' and definition_id in ('d2', 'd3')
order by definition_id
"""
NOW = """
select year, definition_id, low, median, high
from self_sufficiency
where status = 'nowcast' and tier = 'all' and metric = 'units' and ratio = 'sales'
  and definition_id in ('d1', 'd2', 'd3')
order by year, definition_id
limit 3
"""
BINDING = """
select year, binding, probability
from bindings
where year = (select min(year) from bindings)
order by probability desc, binding
"""
YEAR = "2025"
BASIS_ZH = {"official": "官方", "reported": "报道", "estimated": "估计", "forecast": "预测", "target": "目标"}
STATUS_ZH = {
    "met": "已实现",
    "likely-met": "很可能已实现",
    "partly-met": "部分实现",
    "missed": "落空",
    "late": "逾期",
    "stalled": "停滞",
    "abandoned": "已放弃",
    "unverifiable": "无法核实",
    "on-track": "进展正常",
    "needs-acceleration": "需加速",
    "off-track": "明显落后",
    "in-progress": "进行中",
    "not-rated": "尚未评定",
}
BINDING_WORDS = {
    "HBM": ("high-bandwidth memory (HBM)", "高带宽存储器（HBM）"),
    "logic dies": ("logic dies", "逻辑裸片"),
    "packaging": ("packaging", "先进封装"),
}


@dataclass(frozen=True)
class Published:
    """The preferred figure of one measure, and the span with its rivals; shares in %.

    Rivals are other figures of what was; a forecast that was made before the year was over is none.
    """

    measure: str
    share: float
    low: float
    high: float
    claimant: str
    basis: str
    rivals: int

    @property
    def sentence_part(self) -> str:
        text = f"**{number(self.share)} %** by {self.measure} ({self.claimant}, {self.basis}"
        if self.rivals:
            figures = "rival figure" if self.rivals == 1 else "rival figures"
            text += f"; with {self.rivals} {figures} the range is {number(self.low)} to {number(self.high)} %"
        elif self.low < self.high:
            text += f"; range {number(self.low)} to {number(self.high)} %"
        return text + ")"

    @property
    def sentence_part_zh(self) -> str:
        measure = {"units": "出货量", "value": "金额"}[self.measure]
        text = f"按{measure}计占 **{number(self.share)}%**（{self.claimant}，{BASIS_ZH[self.basis]}"
        if self.rivals:
            text += f"；连同另外 {self.rivals} 个数字，区间为 {number(self.low)}% 至 {number(self.high)}%"
        elif self.low < self.high:
            text += f"；区间为 {number(self.low)}% 至 {number(self.high)}%"
        return text + "）"


def published(measure: str, year: str = YEAR) -> Published:
    """The published Chinese-designed share of one measure (units or value). Raises LookupError if none is preferred."""
    rows = [r for r in query(SHARES, measure, year) if r["rank"] != "deprecated"]
    if not rows or rows[0]["rank"] != "preferred":
        raise LookupError(f"no preferred Chinese-designed share by {measure} for {year}")
    best = rows[0]
    rows = [best] + [r for r in rows[1:] if r["basis"] not in ("forecast", "target")]
    ends = [v for r in rows for v in (r["share"], r["share_low"], r["share_high"]) if v is not None]
    return Published(measure, best["share"], min(ends), max(ends), best["claimant"], best["basis"], len(rows) - 1)


def sentence(year: str = YEAR) -> str:
    """Today's answer as Markdown: published shares of sales, and what stricter definitions give."""
    units, value = published("units", year), published("value", year)
    text = (
        f"Of the AI accelerators bought in mainland China in {year}, chips designed by Chinese firms were "
        f"{units.sentence_part} and {value.sentence_part}."
    )
    return f"{text} {stricter(year)[0]}"


def against_demand(year: str = YEAR) -> str:
    """The latest supply over demand of one house, as Markdown; empty where there is none."""
    for row in query(DEMAND, year)[:1]:
        return (
            f"Against what buyers wanted to spend, instead of what they spent, Chinese supply was put at "
            f"**{number(row['ratio'], 2)} %** ({row['claimant']}, {row['basis']} of {row['as_of']}: "
            f"USD {number(row['supply'])} bn of {number(row['demand'])} bn)."
        )
    return ""


def sentence_zh(year: str = YEAR) -> str:
    """The same in Chinese."""
    units, value = published("units", year), published("value", year)
    text = (
        f"{year} 年中国大陆采购的 AI 加速芯片中，中国企业设计的芯片{units.sentence_part_zh}，{value.sentence_part_zh}。"
    )
    return text + stricter(year)[1]


def against_demand_zh(year: str = YEAR) -> str:
    """The same in Chinese."""
    for row in query(DEMAND, year)[:1]:
        return (
            f"若以买方的需求额（而非实际支出）为分母，国产供给占 **{number(row['ratio'], 2)}%**"
            f"（{row['claimant']}，{row['as_of']} {BASIS_ZH[row['basis']]}："
            f"{number(10 * row['demand'])} 亿美元中的 {number(10 * row['supply'])} 亿美元）。"
        )
    return ""


def stricter(year: str = YEAR) -> tuple[str, str]:
    """What the model gives when the die, and then the memory, must be made in China as well: English, Chinese."""
    die, memory = query(STRICTER, int(year))
    return (
        f"With the compute die made in China as well, the share is {estimated(die)} of units; with the memory too, "
        f"{estimated(memory)}. The last two are estimates of this package’s model, with 90 % intervals.",
        f"若计算裸片也须在中国制造，占比（按出货量）为 {estimated_zh(die)}；"
        f"若存储器也须国产，则为 {estimated_zh(memory)}。后两项为本项目模型的估计，括号内为 90% 区间。",
    )


def nowcast() -> tuple[str, str]:
    """The three shares of the year that runs, by the model: English, Chinese."""
    design, die, memory = query(NOW)
    return (
        f"For {design['year']} the model’s nowcast is {estimated(design)} of units designed in China, {estimated(die)} "
        f"with the die made there too, and {estimated(memory)} with the memory too. It follows from what can be made "
        "and imported; nobody has counted the year yet.",
        f"{design['year']} 年的即时预测（模型，按出货量）：中国设计 {estimated_zh(design)}，"
        f"裸片也国产 {estimated_zh(die)}，存储器也国产 {estimated_zh(memory)}。"
        "该预测由可生产量与进口量推算，全年尚无统计。",
    )


def estimated(row: Row) -> str:
    """Median and interval of an estimate, in %."""
    return f"**{percent(row['median'])} %** ({percent(row['low'])} to {percent(row['high'])} %)"


def estimated_zh(row: Row) -> str:
    return f"**{percent(row['median'])}%**（{percent(row['low'])}% 至 {percent(row['high'])}%）"


def binding() -> tuple[str, str]:
    """What is scarcest in the first year that the model looks at forward, with its probability: English, Chinese."""
    first, *others = query(BINDING)
    likely = chance(first["probability"])
    rest = ", ".join(f"{BINDING_WORDS[o['binding']][0]} {chance(o['probability'])} %" for o in others)
    rest_zh = "，".join(f"{BINDING_WORDS[o['binding']][1]} {chance(o['probability'])}%" for o in others)
    name, name_zh = BINDING_WORDS[first["binding"]]
    return (
        f"With a probability of **{likely} %**, what limits the output of Huawei’s largest family of accelerators in "
        f"{first['year']} is **{name}** ({rest}; nowcast of this package’s model).",
        f"{first['year']} 年，最制约华为主力 AI 芯片产量的环节有 **{likely}%** 的概率是**{name_zh}**"
        f"（{rest_zh}；本项目模型的即时预测）。",
    )


CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
ENTRY = re.compile(r"^## (\S+) \((\d{4}-\d{2}-\d{2})\)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def latest(path: Path = CHANGELOG) -> str:
    """Version, day and text of the newest entry as Markdown. Raises LookupError if there is none."""
    entries = ENTRY.findall(path.read_text(encoding="utf-8"))
    if not entries:
        raise LookupError(f"{path.name}: no entry of the form “## 1.2.3 (2026-01-31)”")
    version, day, text = entries[0]
    before = f"after {entries[1][0]} of {entries[1][1]}" if len(entries) > 1 else "there was none before"
    return f"**{version}** of {day} ({before}).\n\n{text.strip()}\n"
