"""The page on the method: definitions, inputs, what the answer goes with, how it did, and the
numbers of the rules."""

from dataclasses import dataclass, fields

from model.rubric import RUBRIC
from reports.charts.base import Chart
from reports.charts.choices import choice_name, choices
from reports.charts.tornado import tornado
from reports.pages.disputes import Disputes, disputes
from reports.pages.learning import Learning, learning
from reports.pages.model_inputs import Inputs, every_input, moving
from reports.pages.published import last_full_year
from reports.pages.second_reader import Agreement, second_reader
from reports.pages.track_record import Backtests, Pairs, backtests, forecasts, houses, pairs, unscored
from reports.query import query
from reports.text.dates import moment
from reports.text.labels import rung_name
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, dated, escape, sortable, table
from reports.text.numbers import join_words, number, probability
from reports.text.values import modelled

LADDER = """
select upper(definition_id) as code, name, description
from definitions
where rung is not null
order by rung
"""
BOUNDS = """
select distinct upper(definition_id) as code
from self_sufficiency
where status = 'bound'
order by code
"""
EFFECTS = """
select c.year, upper(c.definition_id) as code, c.choice, 100 * c.p50 as median, 100 * c.p05 as low,
  100 * c.p95 as high, 100 * (c.p50 - b.p50) as moved
from choice_effects c
join choice_effects b using (year, definition_id, metric)
join definitions using (definition_id)
where b.choice = 'base' and c.choice <> 'base' and c.metric = 'units' and rung > 0 and abs(c.p50 - b.p50) >= 0.005
order by abs(c.p50 - b.p50) desc, c.year, c.definition_id, c.choice
"""
RATED = """
select count(distinct target_id) as claims, max(rated_on) as day,
  list(distinct rule_version order by rule_version) as versions
from verdicts
"""
EXAMPLE = "`python -m scripts.explain {} D2 units`"


@dataclass(frozen=True)
class Verdicts:
    """How many claims are rated, by which versions of the rules, on which day the last time; the rules' numbers."""

    claims: Markdown
    versions: Markdown
    day: Markdown
    limits: Markdown


@dataclass(frozen=True)
class Method:
    """What the page on the method shows; `year` is the last full one, `now` the one that runs.

    `bounds` is a sentence, or empty.
    """

    year: int
    now: int
    inputs: Inputs
    definitions: Markdown
    bounds: Markdown
    range_coverage: Markdown
    tornado: Chart
    moving: Markdown
    choices: Chart
    effects: Markdown
    backtests: Backtests
    houses: Markdown
    pairs: Pairs
    forecasts: Markdown
    unscored: Markdown
    verdicts: Verdicts
    reader: Agreement
    learning: Learning
    disputes: Disputes
    command: Markdown


def method() -> Method:
    """Return what the page on the method shows."""
    year = last_full_year()
    now = year + 1
    return Method(
        year=year,
        now=now,
        inputs=every_input(),
        definitions=ladder(),
        bounds=bounds(),
        range_coverage=Markdown(escape(probability(RUBRIC.range_coverage))),
        tornado=tornado(now),
        moving=moving(now),
        choices=choices(now),
        effects=effects(),
        backtests=backtests(year),
        houses=houses(),
        pairs=pairs(),
        forecasts=forecasts(),
        unscored=unscored(),
        verdicts=verdicts(),
        reader=second_reader(),
        learning=learning(year),
        disputes=disputes(year),
        command=Markdown(EXAMPLE.format(year)),
    )


def ladder() -> Markdown:
    """Return the definitions, each rung with what it counts."""
    return Markdown(table(query(LADDER), {"Code": "code", "Name": "name", "What is counted": "description"}))


def bounds() -> Markdown:
    """Return a sentence on the definitions of which there are only bounds; nothing if all are estimated."""
    names = [escape(rung_name(r["code"].lower())) for r in query(BOUNDS)]
    return Markdown(words().fill("method.bounds", definitions=join_words(names)) if names else "")


def effects() -> Markdown:
    """Return every effect of half a point or more that another meaning of a word has."""
    columns: dict[str, str | Cell] = {
        "Choice": lambda r: escape(choice_name(r["choice"])),
        "Year": lambda r: str(r["year"]),
        "Definition": lambda r: escape(rung_name(r["code"].lower())),
        "Moves the median by, points": lambda r: escape(f"{r['moved']:+.1f}"),
        "To": lambda r: escape(modelled(r).text()),
    }
    shown = table(
        query(EFFECTS),
        columns,
        right=["Moves the median by, points"],
        keys={"Moves the median by, points": "moved", "To": "median"},
        place="effect {choice} {year} {code}",
    )
    return Markdown(sortable(shown, "Year;Definition;Choice"))


def verdicts() -> Verdicts:
    """Return how many claims are rated, by which rules."""
    made = query(RATED)[0]
    return Verdicts(
        Markdown(number(made["claims"])),
        Markdown(escape(join_words(made["versions"]))),
        Markdown(moment(made["day"])),
        limits(),
    )


def limits() -> Markdown:
    """Return every number that the rules of verdicts use, with its reason."""
    rows = [{"name": f.name.replace("_", " "), "value": getattr(RUBRIC, f.name), **f.metadata} for f in fields(RUBRIC)]
    columns: dict[str, str | Cell] = {"Limit": "name", "Value": "value", "Since": dated("date"), "Why": "reason"}
    return Markdown(table(rows, columns, right=["Value"], place="limit {name}"))
