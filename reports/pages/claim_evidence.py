"""The evidence of claims in words: pieces, claims with their verdict, and all evidence under its themes.

Which rows a verdict rests on is decided by `model.rating`; this module only finds and words them.
"""

from collections import defaultdict

from reports.query import Row, query
from reports.text.addresses import thing, with_source
from reports.text.dates import moment, period
from reports.text.labels import name_or, status_label
from reports.text.language import ENGLISH, in_language, words
from reports.text.markdown import Markdown, escape, link, slug
from reports.text.numbers import probability
from reports.text.units import in_units_of
from reports.text.values import Value

# Outcomes come with the number behind them, so an observation that an outcome names is not listed again.
EVIDENCE = """
with
used as (
  select
    target_id, unnest(evidence_ids) as id, generate_subscripts(evidence_ids, 1) as place, deciding_ids
  from scoreboard
),
reported as (
  select u.target_id, o.outcome_id as id, o.happened_on as happened, o.statement, s.publisher, s.url,
    o.observation_id, u.place, list_contains(u.deciding_ids, u.id) as decides
  from used u
  join outcomes o on o.outcome_id = u.id
  join sources s using (source_id)
),
counted as (
  select
    u.target_id, o.observation_id as id, o.as_of as happened,
    concat(o.metric, ', ' || o.subject, ', ' || o.period) as statement,
    o.metric_id, o.metric, o.subject, o.subject_zh, o.period, o.claimant, o.claimant_zh, o.publisher,
    o.url, o.value, o.value_low, o.value_high, o.bound, o.unit, u.place, list_contains(u.deciding_ids, u.id) as decides
  from used u
  join observations_named o on o.observation_id = u.id
  where not exists (
    select 1 from reported r where r.target_id = u.target_id and r.observation_id = o.observation_id
  )
)
select *
from (
  select target_id, id, happened, statement, publisher, url, place, decides from reported
  union all by name
  from counted
)
order by target_id, place
"""
CONDITIONS = """
select target_id, result, statement
from conditions
order by target_id, case result when 'met' then 1 when 'partly' then 2 else 3 end
"""
THEMES = "select theme from topics where theme is not null group by theme order by max(position)"

Evidence = dict[str, list[Row]]


def evidence() -> Evidence:
    """Return the pieces of evidence on record by target: those that decide first, the weightiest before the others."""
    found: Evidence = defaultdict(list)
    for row in query(EVIDENCE):
        found[row["target_id"]].append(row)
    return found


def by_theme(rows: list[Row]) -> dict[str, list[Row]]:
    """Return claims by theme, in the order of the topics; those without one come last under “Other”."""
    other = words()["claim.other-theme"]
    found: dict[str, list[Row]] = {theme: [] for theme in [*(r["theme"] for r in query(THEMES)), other]}
    for row in rows:
        found[row["theme"] or other].append(row)
    return {theme: mine for theme, mine in found.items() if mine}


def evidence_by_theme(themes: dict[str, list[Row]], proof: Evidence) -> Markdown:
    """Return every claim with its conditions and all of its evidence, under a heading for each theme."""
    parts, known = [], conditions()
    for theme, rows in themes.items():
        parts.append(f"### {escape(theme)}\n")
        for row in rows:
            pieces = [placed_piece(p) for p in proof[row["target_id"]]] or [words()["claim.no-evidence"]]
            lines = [*known[row["target_id"]], *pieces]
            parts += [entry(row), "", *(f"- {text}" for text in lines), ""]
    return Markdown("\n".join(parts))


def conditions() -> dict[str, list[str]]:
    """Return what makes each target met, partly met or missed, as Markdown, by target."""
    found: dict[str, list[str]] = defaultdict(list)
    known = words()
    for row in query(CONDITIONS):
        text = known.fill("claim.condition", result=known[f"claim.{row['result']}"], statement=row["statement"])
        found[row["target_id"]].append(escape(text))
    return found


def placed_piece(row: Row) -> str:
    """Return a weighed piece of evidence with its place in the page: one piece may stand under several claims."""
    return f"[]{{#{slug(row['target_id'])}-{slug(row['id'])}}}{weighed_piece(row)}"


def weighed_piece(row: Row) -> str:
    """Return a piece of evidence as Markdown, and whether it decides."""
    return words().fill("claim.decides", piece=piece(row)) if row["decides"] else piece(row)


def claim_link(row: Row, language: str = ENGLISH) -> str:
    """Return a claim as Markdown, linked to its page and to its source."""
    statement = in_language(row, "statement", language)
    return with_source(thing(statement, "targets", row["target_id"], language), row["url"], language)


def entry(row: Row) -> str:
    """Return a claim with its verdict and the reason for it, as Markdown."""
    return words().fill(
        "claim.entry",
        statement=thing(row["statement"], "targets", row["target_id"]),
        claimant=escape(row["claimant"]),
        said_on=escape(moment(row["said_on"])),
        due=deadline(row),
        verdict=verdict(row),
        reason=escape(row["reason"] or ""),
    )


def deadline(row: Row) -> str:
    """Return by when a claim is due, as Markdown."""
    known = words()
    return (
        known.fill("claim.due", deadline=escape(period(row["deadline"])))
        if row["deadline"]
        else known["claim.no-deadline"]
    )


def verdict(row: Row) -> str:
    """Return the status as bold Markdown, with its probability where there is one."""
    text = f"**{escape(status_label(row['status']))}**"
    return text if row["probability"] is None else f"{text}, {escape(probability(row['probability']))}"


def first_piece(pieces: list[Row], language: str = ENGLISH) -> str:
    """Return the piece of evidence that decides, or else the latest, as Markdown."""
    return piece(pieces[0], language) if pieces else words(language)["claim.no-evidence"]


def piece(row: Row, language: str = ENGLISH) -> str:
    """Return one piece of evidence as Markdown: date with link, what it says, whose it is."""
    amount = figure_text(row, language) if row["unit"] else in_english(row["statement"], language)
    day = link(moment(row["happened"], language), row["url"])
    return words(language).fill("claim.piece", day=day, what=amount, who=escape(whose(row, language)))


def figure_text(row: Row, language: str = ENGLISH) -> str:
    """Return what an observation is about, and its number, as Markdown."""
    known = words(language)
    if language == ENGLISH:
        about = row["statement"]
    else:
        subject = in_language(row, "subject", language) or row["subject"]
        about = known["list.between"].join(
            filter(
                None,
                (
                    name_or(row["metric"], "metrics", row["metric_id"], language),
                    subject,
                    period(row["period"], language),
                ),
            )
        )
    return escape(known.fill("claim.figure", about=about, figure=figure(row, language)))


def in_english(text: str, language: str = ENGLISH) -> str:
    """Return a text that is there in English alone, marked as such in other languages, as Markdown.

    >>> in_english("It runs."), in_english("It runs.", "zh")
    ('It runs\\\\.', '[It runs\\\\.]{lang="en"}')
    """
    return escape(text) if language == ENGLISH else f'[{escape(text)}]{{lang="en"}}'


def whose(row: Row, language: str = ENGLISH) -> str:
    """Return who says a piece of evidence: the publisher, and whose number it is if it is another’s."""
    claimant = row.get("claimant")
    if claimant in (None, row["publisher"]):
        return str(row["publisher"])
    named = in_language(row, "claimant", language) or claimant
    return words(language).fill("claim.in-page", claimant=named, publisher=row["publisher"])


def figure(row: Row, language: str = ENGLISH) -> str:
    """Return the number of an observation with its unit: the value, or its range where the source gives that alone."""
    value = Value(row["value"], row["value_low"], row["value_high"], row["bound"], unit=row["unit"])
    return in_units_of(value, language).text(language)
