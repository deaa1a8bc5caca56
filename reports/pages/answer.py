"""Today's answer: the published shares of the last full year, what stricter definitions give, and supply over demand.

The sentences stand in `_answer.md`, `_behind.md` and `_beside.md`, which the overview includes and the README repeats.
"""

import re
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from reports.pages.imported import jump
from reports.pages.published import PublishedShare, last_full_year, published_share
from reports.pages.scenarios import WITHOUT_SMUGGLED, share_in
from reports.query import query
from reports.text.dates import moment
from reports.text.inline import fill
from reports.text.labels import basis_label
from reports.text.language import ENGLISH, words
from reports.text.markdown import Markdown, escape, link
from reports.text.numbers import number
from reports.text.values import Value, modelled

PROSE = [Path(__file__).resolve().parent.parent / name for name in ("_answer.md", "_behind.md", "_beside.md")]
WITHIN = re.compile(r"\[([^\[\]]+)\]\((?!<)[^()]*\)")  # a link to a page of the site, which documents do not have
MODELLED = """
select definition_id, low, median, high
from self_sufficiency
where year = ? and tier = 'all' and metric = 'units' and ratio = 'sales' and definition_id in ('d1', 'd2', 'd3')
order by definition_id
"""
BY_VALUE = """
select low, median, high
from self_sufficiency
where year = ? and tier = 'all' and metric = 'value' and ratio = 'sales' and definition_id = 'd1'
"""
DEMAND = """
select period, ratio, supply, demand, claimant, as_of, basis
from supply_to_demand
where region_id = 'cn' and try_cast(period as integer) <= ?
order by period desc, as_of desc, claimant
limit 1
"""


@dataclass(frozen=True)
class Share:
    """A published share: the preferred figure; whose it is, its basis, and its range or that with its rivals; and whose
    it is, linked to the page that was read, with its basis."""

    figure: Markdown
    source: Markdown
    linked: Markdown


@dataclass(frozen=True)
class Demand:
    """What one house put Chinese supply at, of what buyers wanted to spend; USD in billions and in 亿 (100 million)."""

    year: Markdown
    share: Markdown
    house: Markdown
    basis: Markdown
    said_on: Markdown
    supply: Markdown
    demand: Markdown
    supply_in_yi: Markdown
    demand_in_yi: Markdown


@dataclass(frozen=True)
class Answer:
    """The values of the answer's sentences: `die` and `memory` without intervals; `by_value` and `without_smuggled` are
    the model's Chinese-designed shares by value of all that was sold, and of what was not smuggled in; `jump` says what
    the nowcast's difference rests on."""

    year: int
    units: Share
    value: Share
    design: Markdown
    die: Markdown
    memory: Markdown
    jump: Markdown
    by_value: Markdown
    without_smuggled: Markdown
    demand: Demand


def answer_today(language: str = ENGLISH, up: str = "") -> Answer:
    """Return the values of today's answer in a language; `up` leads from the page to the root of the site.

    Raises LookupError if one of them is not on record.
    """
    year = last_full_year()
    design, die, memory = (modelled(row) for row in query(MODELLED, year))
    die_share, memory_share = (_bold(value, language) for value in (die, memory))
    units, value = (_share(published_share(measure, str(year), language), language) for measure in ("units", "value"))
    by_value = modelled(query(BY_VALUE, year)[0]).markdown(language)
    lawful = share_in(WITHOUT_SMUGGLED, year, "d1", "value").markdown(language)
    return Answer(
        year, units, value, design.markdown(language), die_share, memory_share, jump(year, language, up), by_value,
        lawful, _demand(year, language),
    )  # fmt: skip


def answer_text() -> Markdown:
    """Return today's answer as one paragraph of Markdown, for documents without pages."""
    answer = answer_today()
    text = "\n".join(path.read_text(encoding="utf-8") for path in PROSE)
    text = re.sub(r"^:::.*$", "", text, flags=re.MULTILINE)
    filled = fill(text, lambda expression: attrgetter(expression.removeprefix("answer."))(answer))
    return Markdown(" ".join(WITHIN.sub(r"\1", filled).split()))


def _bold(value: Value, language: str) -> Markdown:
    """Return the figure without its interval, which the table and the chart beside the sentence have."""
    return Markdown(f"**{escape(value.figure(language, 'value.{}-brief'))}**")


def _share(found: PublishedShare, language: str) -> Share:
    span = Value(None, found.low, found.high, unit="%").short(language)
    how = "with-rivals" if found.rivals > 1 else "with-rival" if found.rivals else "with-range"
    source = words(language).fill(
        f"answer.{how}" if found.low < found.high else "answer.source",
        house=escape(found.claimant),
        basis=basis_label(found.basis, language),
        rivals=found.rivals,
        range=span,
    )
    linked = words(language).fill(
        "answer.source", house=link(found.claimant, found.url), basis=basis_label(found.basis, language)
    )
    return Share(Value(found.share, unit="%").markdown(language), Markdown(source), Markdown(linked))


def _demand(year: int, language: str) -> Demand:
    found = query(DEMAND, year)
    if not found:
        raise LookupError(f"no supply over demand for {year} or before is on record")
    row = found[0]
    return Demand(
        Markdown(row["period"]),
        Value(row["ratio"], unit="%", write=lambda ratio: number(ratio, 2)).markdown(language),
        Markdown(escape(row["claimant"])),
        Markdown(basis_label(row["basis"], language)),
        Markdown(moment(row["as_of"], language)),
        *(Markdown(number(scale * row[name])) for scale in (1, 10) for name in ("supply", "demand")),
    )
