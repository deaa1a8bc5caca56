"""What the claims page shows: queries on verdicts and their evidence, and the cells of its tables.

Which rows a verdict rests on is decided by `model.rating`; this module only finds and words them.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from reports.query import Row, query
from reports.text.labels import status_label
from reports.text.markdown import escape, link
from reports.text.numbers import probability
from reports.text.values import Value

CLAIMS = """
select s.*, t.superseded_by
from scoreboard s
join targets t using (target_id)
order by s.due_on nulls last, s.said_on, s.target_id
"""
# Outcomes come with the number behind them, so an observation that an outcome names is not listed again.
EVIDENCE = """
with
used as (
  select target_id, unnest(evidence_ids) as id from scoreboard
),
said as (
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
  where not exists (select 1 from said where said.target_id = u.target_id and said.observation_id = o.observation_id)
)
select *
from (
  select target_id, id, happened, statement, publisher, url from said
  union all by name
  from counted
)
order by target_id, period_end(happened) desc, id
"""
NEXT = """
select *
from scoreboard
where due_on >= ? and claim_type <> 'statement'
order by due_on, collection is null, probability is null, target_id
limit 6
"""
CHANGED = """
with history as (
  select *, lag(status) over (partition by target_id order by rated_on, rule_version) as before from verdicts
)
select h.target_id, t.statement, h.rated_on, h.rule_version, h.before, h.status, h.change
from history h
join targets t using (target_id)
where h.change <> 'first'
order by h.rated_on desc, h.target_id
"""
MAIN = "ft-2025-triple-ai-chip-output"  # the claim that gave the report of August 2025 its title
THEMES = "select theme from topics where theme is not null group by theme order by max(position)"


def claims() -> list[Row]:
    """Every target with its latest verdict, the next deadline first; statements without a date last."""
    return query(CLAIMS)


def next_due(after: date) -> list[Row]:
    """The next six claims with a measurable end that fall due on or after a day."""
    return query(NEXT, after)


def evidence() -> dict[str, list[Row]]:
    """The pieces of evidence that each verdict rests on, by target, the latest first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in query(EVIDENCE):
        found[row["target_id"]].append(row)
    return found


def verdict(row: Row) -> str:
    """The status as bold Markdown, with its probability where there is one."""
    text = f"**{escape(status_label(row['status']))}**"
    return text if row["probability"] is None else f"{text}, {escape(probability(row['probability']))}"


def piece(row: Row) -> str:
    """One piece of evidence as Markdown: date with link, what it says, whose it is."""
    amount = f": {figure(row)}." if row["unit"] else ""
    return f"{link(row['happened'], row['url'])}: {escape(row['statement'] + amount)} ({escape(row['publisher'])})"


def figure(row: Row) -> str:
    """The number of an observation with its unit: the value, or its range where the source gives a range alone."""
    return Value(row["value"], row["value_low"], row["value_high"], row["bound"], unit=row["unit"]).text()


def by_theme(rows: list[Row]) -> dict[str, list[Row]]:
    """Claims by theme, in the order of the topics; those without one come last under “Other”."""
    found: dict[str, list[Row]] = {theme: [] for theme in [*(r["theme"] for r in query(THEMES)), "Other"]}
    for row in rows:
        found[row["theme"] or "Other"].append(row)
    return {theme: mine for theme, mine in found.items() if mine}


def rule(row: Mapping[str, Any]) -> str:
    """Name of the rule that gave a verdict, from `claim_type`, `due_on`, `rated_on` and `superseded_by`."""
    due = row["due_on"] is not None and row["due_on"] < row["rated_on"]
    if row["superseded_by"] and not due:
        return "replaced"
    if row["claim_type"] == "statement":
        return "statement"
    return f"{row['claim_type']}, {'due' if due else 'open'}"
