"""How likely high shares are, for the trajectory: probabilities by definition and year, and what they rest on."""

from collections.abc import Callable
from dataclasses import dataclass

from model.outputs import PRACTICALLY_ALL
from reports.query import Row, query
from reports.text.labels import rung_name
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Markdown, escape, table
from reports.text.numbers import join_words, number, probability
from reports.text.values import Value

LEVELS = "select distinct level from trajectories order by level"
PROBABILITIES = """
select definition_id, rung, by_year, status, list([level, probability] order by level) as levels
from trajectories
join definitions using (definition_id)
where metric = ? and rung > 0
group by all
order by rung, by_year
"""
NEVER = """
select by_year, any_value(rests_on order by rests_on) as reason
from trajectories
group by by_year
having bool_and(status = 'not-estimable')
order by by_year
"""
RESTS_ON = """
with
estimable as (
  select by_year from trajectories where status <> 'not-estimable'
),
reasons as (
  select rests_on, definition_id, rung,
    if(count(distinct metric) < (select count(distinct metric) from trajectories), any_value(metric), null) as metric
  from trajectories
  join definitions using (definition_id)
  where rung > 0 and by_year in (select by_year from estimable)
  group by all
)
select rests_on, list([definition_id, metric] order by rung) as rests
from reasons
group by rests_on
order by min(rung), min(metric) nulls first
"""


@dataclass(frozen=True)
class Likelihood:
    """How likely high shares are: what counts as reached, what is not estimable, and tables by units and by value."""

    top: Markdown
    reached: Markdown
    never: Markdown
    rests_on: Markdown
    by_units: Markdown
    by_value: Markdown


def likelihood(language: str = ENGLISH) -> Likelihood:
    """Return how likely high shares are."""
    levels = [row["level"] for row in query(LEVELS)]
    return Likelihood(
        Markdown(escape(number(100 * max(levels)))),
        Markdown(escape(number(100 * PRACTICALLY_ALL))),
        years_without_probability(language),
        probability_grounds(language),
        *(probability_table(level_probabilities(metric), levels, language) for metric in ("units", "value")),
    )


def level_probabilities(metric: str) -> list[Row]:
    """Return the probability of each level by definition and year; what is not estimable at all is one row."""
    rows = query(PROBABILITIES, metric)
    open_years = {r["by_year"] for r in rows if r["status"] != "not-estimable"}
    found = []
    for definition in dict.fromkeys(r["definition_id"] for r in rows):
        group = [r for r in rows if r["definition_id"] == definition and r["by_year"] in open_years]
        if all(r["status"] == "not-estimable" for r in group):
            group = [group[0] | {"by_year": f"{min(open_years)}–{max(open_years)}"}]
        found += [r | {"by_year": str(r["by_year"])} for r in group]
    return found


def probability_table(rows: list[Row], levels: list[float], language: str = ENGLISH) -> Markdown:
    """Return the probabilities with a column for each level."""

    def reaches(place: int) -> Callable[[Row], str]:
        return lambda row: escape(probability_text(row["levels"][place][1], language))

    known = words(language)
    reaching = {
        known.fill("column.reaches", level=known.fill("value.percent", amount=number(100 * level))): reaches(n)
        for n, level in enumerate(levels)
    }
    columns: dict[str, str | Cell] = {
        known["column.definition"]: lambda r: escape(rung_name(r["definition_id"], language)),
        known["column.year"]: "by_year",
    }
    return Markdown(table(rows, columns | reaching, right=list(reaching)))


def probability_text(share: float | None, language: str = ENGLISH) -> str:
    """Write a probability, or that there is none.

    >>> probability_text(None), probability_text(0.0231)
    ('not estimable', '2%')
    """
    return Value(None).text(language) if share is None else probability(share, language)


def years_without_probability(language: str = ENGLISH) -> Markdown:
    """Return the years for which no probability is given, with the reason; nothing if there are none."""
    sentence = words(language).fill
    rows = query(NEVER)
    return Markdown(
        " ".join(sentence("trajectory.never", year=r["by_year"], reason=escape(_lower(r["reason"]))) for r in rows)
    )


def probability_grounds(language: str = ENGLISH) -> Markdown:
    """Return what the probabilities of each definition rest on, or why there are none, as a list."""
    known = words(language)

    def share(definition: str, metric: str | None) -> str:
        name = rung_name(definition, language)
        return known.fill("trajectory.by-metric", definition=name, metric=known[f"metric.{metric}"]) if metric else name

    lines = (
        f"- {join_words([share(*of) for of in r['rests']], language)}: {escape(_lower(r['rests_on']))}\n"
        for r in query(RESTS_ON)
    )
    return Markdown("".join(lines))


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
