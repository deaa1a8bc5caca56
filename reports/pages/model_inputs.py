"""The inputs of the model: how many rest on what, those that move the answer, and all of them with their sources."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from reports.query import Row, query
from reports.text.labels import input_label, label_of
from reports.text.language import words
from reports.text.markdown import Cell, Key, Markdown, cite, escape, site_only, sort_key, sortable, table
from reports.text.numbers import number
from reports.text.values import Value

INPUTS = """
select a.assumption_id, a.input_id, i.family_id, a.subject, a.period, a.vintage, a.definition_id, a.low, a.central,
  a.high, a.unit, a.basis, a.reason, a.note,
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
  select assumption_id, definition_id, variance_share
  from sensitivities
  where year = ? and metric = 'units'
  qualify row_number() over (partition by definition_id order by variance_share desc, assumption_id, drawn_for) <= 6
)
select a.assumption_id, a.input_id, a.period, a.vintage, a.low, a.central, a.high, a.unit, a.basis, a.reason,
  list(distinct upper(l.definition_id) order by upper(l.definition_id)) as moves,
  max(l.variance_share) as most
from largest l
join assumptions a using (assumption_id)
group by all
order by most desc, a.assumption_id
"""


@dataclass(frozen=True)
class Inputs:
    """How many inputs there are, by what they rest on, and the table of all; `assumed_share` is a percentage."""

    all: Markdown
    assumed: Markdown
    calculated: Markdown
    sourced: Markdown
    assumed_share: Markdown
    table: Markdown


def every_input() -> Inputs:
    """Return all inputs of the model and what they rest on."""
    rows = query(INPUTS)
    bases = Counter(r["basis"] for r in rows)
    counts = [len(rows), *(bases[basis] for basis in ("assumed", "calculated", "sourced"))]
    share = Value(100 * bases["assumed"] / len(rows), unit="%", write=partial(number, digits=2)).text()
    shown = [*map(number, counts), share, site_only(_inputs(rows))]
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
    keys: dict[str, str | Key] = {"Low – central – high": lambda r: sort_key(r["unit"], r["central"])}
    return sortable(table(rows, columns, keys=keys, place="input {assumption_id}"), "Input;Basis;Year")


def moving(year: int) -> Markdown:
    """Return the inputs with which the shares of `year` go most, and why they are what they are."""
    columns: dict[str, str | Cell] = {
        "Input": lambda r: escape(input_label(r)),
        "Goes with": "moves",
        "Low – central – high": ends,
        "Basis": "basis",
        "Why these values": "reason",
    }
    return Markdown(table(query(MOVING, year), columns))


def ends(row: Row) -> str:
    """Return `5,000 – 7,000 – 15,000 wafers per month`, or the one value. Escaped."""
    scale, digits, unit = (100, 4, "%") if row["unit"] == "share" else (1, 6, row["unit"])
    known = [scale * row[end] for end in ("low", "central", "high") if row[end] is not None]
    return escape(Value(None, unit=unit).with_unit(" – ".join(number(value, digits) for value in known)))


def reason(row: Row) -> str:
    """Return why the values of an input are what they are, as of when it was known, and links to its sources."""
    known = words().fill("method.as-known", vintage=row["vintage"]) if row["vintage"] else ""
    text = escape(" ".join(filter(None, [known, row["reason"], row["note"]])))
    return " ".join(filter(None, [text, cite(row["pages"])]))
