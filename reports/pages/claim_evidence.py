"""The evidence of claims in words: pieces, claims with their verdict, and all evidence under its themes.

Which rows a verdict rests on is decided by `model.rating`; this module only finds and words them.
"""

from collections import defaultdict

from reports.pages.verdict_guide import rule, rule_label
from reports.query import Row, query
from reports.text.labels import status_label
from reports.text.language import words
from reports.text.markdown import Markdown, escape, link
from reports.text.numbers import probability
from reports.text.values import Value

# Outcomes come with the number behind them, so an observation that an outcome names is not listed again.
EVIDENCE = """
with
used as (
  select target_id, unnest(evidence_ids) as id from scoreboard
),
reported as (
  select u.target_id, o.outcome_id as id, o.happened_on as happened, o.statement, s.publisher, s.url, o.observation_id
  from used u
  join outcomes o on o.outcome_id = u.id
  join sources s using (source_id)
),
counted as (
  select
    u.target_id, o.observation_id as id, o.as_of as happened,
    concat(o.metric, ', ' || o.subject, ', ' || o.period) as statement,
    if(o.claimant = o.publisher, o.publisher, o.claimant || ', in ' || o.publisher) as publisher,
    o.url, o.value, o.value_low, o.value_high, o.bound, o.unit
  from used u
  join observations_named o on o.observation_id = u.id
  where not exists (
    select 1 from reported r where r.target_id = u.target_id and r.observation_id = o.observation_id
  )
)
select *
from (
  select target_id, id, happened, statement, publisher, url from reported
  union all by name
  from counted
)
order by target_id, period_end(happened) desc, id
"""
THEMES = "select theme from topics where theme is not null group by theme order by max(position)"

Evidence = dict[str, list[Row]]


def evidence() -> Evidence:
    """Return the pieces of evidence that each verdict rests on, by target, the latest first."""
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
    """Return every claim with all of its evidence, under a heading for each theme."""
    parts = []
    for theme, rows in themes.items():
        parts.append(f"### {escape(theme)}\n")
        for row in rows:
            pieces = [piece(p) for p in proof[row["target_id"]]] or [words()["claim.no-evidence"]]
            parts += [entry(row), "", *(f"- {text}" for text in pieces), ""]
    return Markdown("\n".join(parts))


def entry(row: Row) -> str:
    """Return a claim with its verdict and the rule that gave it, as Markdown."""
    return words().fill(
        "claim.entry",
        statement=escape(row["statement"]),
        claimant=escape(row["claimant"]),
        said_on=escape(row["said_on"]),
        due=deadline(row),
        verdict=verdict(row),
        rule=escape(rule_label(rule(row))),
    )


def deadline(row: Row) -> str:
    """Return by when a claim is due, as Markdown."""
    known = words()
    return known.fill("claim.due", deadline=escape(row["deadline"])) if row["deadline"] else known["claim.no-deadline"]


def verdict(row: Row) -> str:
    """Return the status as bold Markdown, with its probability where there is one."""
    text = f"**{escape(status_label(row['status']))}**"
    return text if row["probability"] is None else f"{text}, {escape(probability(row['probability']))}"


def latest_piece(pieces: list[Row]) -> str:
    """Return the latest piece of evidence as Markdown."""
    return piece(pieces[0]) if pieces else words()["claim.no-evidence"]


def piece(row: Row) -> str:
    """Return one piece of evidence as Markdown: date with link, what it says, whose it is."""
    amount = f": {figure(row)}." if row["unit"] else ""
    return f"{link(row['happened'], row['url'])}: {escape(row['statement'] + amount)} ({escape(row['publisher'])})"


def figure(row: Row) -> str:
    """Return the number of an observation with its unit: the value, or its range where the source gives that alone."""
    return Value(row["value"], row["value_low"], row["value_high"], row["bound"], unit=row["unit"]).text()
