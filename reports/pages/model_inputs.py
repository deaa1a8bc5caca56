"""The inputs of the model: how many rest on what, those that move the answer, and all of them with their sources."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from reports.query import Row, query
from reports.text.labels import input_label, label_of
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, cite, escape, site_only, sortable, table
from reports.text.numbers import number, probability
from reports.text.values import Value

INPUTS = """
select a.assumption_id, a.input_id, i.family_id, a.subject, a.period, a.vintage, a.definition_id, a.low, a.central,
  a.high, a.unit, a.zero_probability, a.basis, a.reason, a.note, a.set_blind, a.related_house_id,
  list({'publisher': s.publisher, 'url': s.url} order by s.publisher, s.source_id)
    filter (s.source_id is not null) as pages
from assumptions a
join inputs i using (input_id)
left join assumptions_sources using (assumption_id)
left join sources s using (source_id)
group by all
order by a.assumption_id
"""
MOVING = """
with
largest as (
  select assumption_id, definition_id, sobol_total
  from sensitivities
  where year = ? and metric = 'units'
  qualify row_number() over (partition by definition_id order by sobol_total desc, assumption_id) <= 6
)
select a.assumption_id, a.input_id, a.period, a.vintage, a.low, a.central, a.high, a.unit, a.zero_probability, a.basis,
  a.reason, list(distinct upper(l.definition_id) order by upper(l.definition_id)) as moves,
  max(l.sobol_total) as most
from largest l
join assumptions a using (assumption_id)
group by all
order by most desc, a.assumption_id
"""


@dataclass(frozen=True)
class Inputs:
    """How many inputs there are, by what they rest on, and the table of all; `assumed_share` is a percentage.

    `blind` of them were set without knowing the result; `related` of these rest on figures of a house that also
    publishes the share.
    """

    all: Markdown
    assumed: Markdown
    calculated: Markdown
    sourced: Markdown
    assumed_share: Markdown
    blind: Markdown
    related: Markdown
    table: Markdown


def every_input() -> Inputs:
    """Return all inputs of the model and what they rest on."""
    rows = query(INPUTS)
    bases = Counter(r["basis"] for r in rows)
    blind = [r for r in rows if r["set_blind"]]
    counts = [len(rows), *(bases[basis] for basis in ("assumed", "calculated", "sourced"))]
    share = Value(100 * bases["assumed"] / len(rows), unit="%", write=partial(number, digits=2)).text()
    set_blind = (len(blind), sum(r["related_house_id"] is not None for r in blind))
    shown = [*map(number, counts), share, *map(number, set_blind), site_only(_inputs(rows))]
    return Inputs(*map(Markdown, shown))


def _inputs(rows: list[Row]) -> str:
    columns: dict[str, str | Cell] = {
        "Input": lambda r: escape(label_of("inputs", r["family_id"] or r["input_id"]).name),
        "Of": lambda r: escape(" / ".join(filter(None, [r["subject"], r["definition_id"]]))),
        "Year": lambda r: escape(r["period"] or "all"),
        "Low – central – high": ends,
        "Basis": "basis",
        "Why, and sources": reason,
    }
    return sortable(table(rows, columns), "Input;Basis;Year")


def moving(year: int) -> Markdown:
    """Return the inputs that move the shares of `year` most, and why they are what they are."""
    columns: dict[str, str | Cell] = {
        "Input": lambda r: escape(input_label(r)),
        "Moves": "moves",
        "Low – central – high": ends,
        "Basis": "basis",
        "Why these values": "reason",
    }
    return Markdown(table(query(MOVING, year), columns))


def ends(row: Row) -> str:
    """Return `5,000 – 7,000 – 15,000 wafers per month`, or the one value; and the probability of nothing. Escaped."""
    scale, digits, unit = (100, 4, "%") if row["unit"] == "share" else (1, 6, row["unit"])
    known = [scale * row[end] for end in ("low", "central", "high") if row[end] is not None]
    text = Value(None, unit=unit).with_unit(" – ".join(number(value, digits) for value in known))
    if row["zero_probability"]:
        text = words().fill("method.or-nothing", value=text, probability=probability(row["zero_probability"]))
    return escape(text)


def reason(row: Row) -> str:
    """Return why the values of an input are what they are, as of when it was known, and links to its sources."""
    known = words().fill("method.as-known", vintage=row["vintage"]) if row["vintage"] else ""
    text = escape(" ".join(filter(None, [known, row["reason"], row["note"]])))
    return " ".join(filter(None, [text, cite(row["pages"])]))
