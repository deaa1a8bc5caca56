"""The claims: every promise and prediction with its verdict, the evidence it rests on, and what falls due next.

The evidence in words is in `reports.pages.claim_evidence`, what verdicts mean in `reports.pages.verdict_guide`.
"""

from dataclasses import dataclass
from datetime import date

from reports.charts.base import Chart
from reports.charts.claims_timeline import claims_timeline, is_past_due
from reports.charts.verdict_bars import verdict_bars
from reports.pages.claim_evidence import (
    Evidence,
    by_theme,
    deadline,
    evidence,
    evidence_by_theme,
    latest_piece,
    piece,
    verdict,
)
from reports.pages.verdict_guide import meanings, rules
from reports.query import Row, query
from reports.text.dates import day
from reports.text.labels import STANDINGS, count_standings, label_of, standing_label, status_label
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, escape, link, sortable, table
from reports.text.numbers import join_words, probability

CLAIMS = """
select s.target_id, s.statement, s.url, s.claimant, s.claim_type, s.topic_id, s.theme, s.collection, s.said_on,
  s.deadline, s.due_on, s.standing, s.status, s.probability, s.rated_on, s.rule_version, t.superseded_by
from scoreboard s
join targets t using (target_id)
order by s.due_on nulls last, s.said_on, s.target_id
"""
NEXT = """
select *
from scoreboard
where due_on >= ? and claim_type <> 'statement'
order by due_on, collection is null, probability is null, target_id
limit 6
"""
FIRST = "select min(rated_on) as day, count(distinct target_id) as claims from verdicts where change = 'first'"
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
EVENTS = """
select e.happened_on, e.title, e.description, s.url
from events e
join sources s using (source_id)
where e.collection = ?
order by e.happened_on, e.event_id
"""
FOUNDING = "founding-report"  # the collection of claims of August 2025
MAIN = "ft-2025-triple-ai-chip-output"  # the claim that gave the report of that month its title
EVEN = 0.5  # a probability of one in two
SOON = 12  # claims listed as next to fall due


@dataclass(frozen=True)
class MainClaim:
    """The claim that gave the report of August 2025 its title, and its latest evidence as a sentence, if any."""

    claimant: Markdown
    said_on: Markdown
    deadline: Markdown
    verdict: Markdown
    evidence: Markdown


@dataclass(frozen=True)
class Tally:
    """How many claims there are, and how they stand: `1 met or likely met, 2 missed or late and 3 open`."""

    claims: int
    standings: Markdown


@dataclass(frozen=True)
class Founding:
    """The claims of August 2025 and of the weeks around: when and by which rules rated, and their evidence."""

    count: Tally
    rated_on: Markdown
    versions: Markdown
    table: Markdown
    evidence: Markdown
    events: Markdown


@dataclass(frozen=True)
class Due:
    """Claims that are not due yet: how many, and the next ones on which there is evidence."""

    claims: int
    table: Markdown


@dataclass(frozen=True)
class Chances:
    """Claims with a probability, and how many are on track although it is less than one in two."""

    table: Markdown
    doubtful: int


@dataclass(frozen=True)
class Changes:
    """Verdicts that changed since the first ratings; the table is empty if none did."""

    claims: int
    since: Markdown
    count: int
    table: Markdown


@dataclass(frozen=True)
class Claims:
    """What the page of claims shows."""

    main: MainClaim
    rated: Markdown
    rated_on: Markdown
    count: Tally
    founding: Founding
    timeline: Chart
    verdicts: Chart
    due: Due
    chances: Chances
    meanings: Markdown
    rules: Markdown
    changes: Changes
    table: Markdown


def claims() -> Claims:
    """Return what the page of claims shows."""
    rows, proof = query(CLAIMS), evidence()
    rated = max(r["rated_on"] for r in rows)
    return Claims(
        main_claim(rows, proof),
        Markdown(day(rated)),
        Markdown(rated),
        tally(rows),
        founding(rows, proof),
        claims_timeline(),
        verdict_bars(),
        due(rows, proof, rated),
        chances(rows),
        meanings(rows),
        rules(rows),
        changes(query(CHANGED), query(FIRST)[0]),
        every_claim(rows, proof),
    )


def next_due(after: date) -> list[Row]:
    """Return the next six claims with a measurable end that fall due on or after a day."""
    return query(NEXT, after)


def main_claim(rows: list[Row], proof: Evidence) -> MainClaim:
    """Return the claim that gave the report of August 2025 its title."""
    (row,) = (r for r in rows if r["target_id"] == MAIN)
    pieces = proof[MAIN]
    latest = words().fill("claim.evidence", piece=piece(pieces[0])) if pieces else ""
    return MainClaim(
        Markdown(escape(row["claimant"])),
        Markdown(day(row["said_on"])),
        Markdown(escape(row["deadline"])),
        Markdown(escape(status_label(row["status"]))),
        Markdown(latest),
    )


def tally(rows: list[Row]) -> Tally:
    """Count claims, and those of each standing."""
    found = count_standings(rows)
    return Tally(len(rows), Markdown(join_words(f"{found[s]} {standing_label(s)}" for s in STANDINGS if found[s])))


def founding(rows: list[Row], proof: Evidence) -> Founding:
    """Return the claims of August 2025, that of the title first."""
    mine = sorted((r for r in rows if r["collection"] == FOUNDING), key=lambda r: r["target_id"] != MAIN)
    themes = by_theme(mine)
    columns: dict[str, str | Cell] = {
        "Claim": lambda r: f"{link(r['statement'], r['url'])} ({escape(r['claimant'])}, {deadline(r)})",
        "Verdict": verdict,
        "Latest evidence it rests on": lambda r: latest_piece(proof[r["target_id"]]),
    }
    events: dict[str, str | Cell] = {
        "When": "happened_on",
        "What": lambda r: link(r["title"], r["url"]),
        "Description": "description",
    }
    return Founding(
        tally(mine),
        Markdown(max(r["rated_on"] for r in mine)),
        Markdown(escape(", ".join(sorted({r["rule_version"] for r in mine})))),
        Markdown(table([r for theme in themes.values() for r in theme], columns)),
        evidence_by_theme(themes, proof),
        Markdown(table(query(EVENTS, FOUNDING), events)),
    )


def due(rows: list[Row], proof: Evidence, rated: date) -> Due:
    """Return the claims with a measurable end that fall due on the day of rating or later."""
    mine = [r for r in rows if r["due_on"] and r["due_on"] >= rated and r["claim_type"] != "statement"]
    proved = [r for r in mine if proof[r["target_id"]] and r["collection"] != FOUNDING]
    columns: dict[str, str | Cell] = {
        "Due": "deadline",
        "Claim": lambda r: link(r["statement"], r["url"]),
        "Who": "claimant",
        "Verdict so far": verdict,
        "Latest evidence": lambda r: latest_piece(proof[r["target_id"]]),
    }
    return Due(len(mine), Markdown(table(proved[:SOON], columns)))


def chances(rows: list[Row]) -> Chances:
    """Return the claims with a probability."""
    mine = [r for r in rows if r["probability"] is not None]
    columns: dict[str, str | Cell] = {
        "Claim": lambda r: link(r["statement"], r["url"]),
        "Due": "deadline",
        "Verdict": lambda r: escape(status_label(r["status"])),
        "Probability": lambda r: escape(probability(r["probability"])),
        "Based on": lambda r: words()["claim.published" if is_past_due(r) else "claim.modelled"],
    }
    doubtful = sum(r["status"] == "on-track" and r["probability"] < EVEN for r in mine)
    return Chances(Markdown(table(mine, columns, right=["Probability"])), doubtful)


def changes(changed: list[Row], first: Row) -> Changes:
    """Return the verdicts that changed, the latest first."""
    columns: dict[str, str | Cell] = {
        "When": "rated_on",
        "Claim": "statement",
        "Before": lambda r: escape(status_label(r["before"])),
        "Since": lambda r: escape(status_label(r["status"])),
        "Why": "change",
    }
    text = table(changed, columns) if changed else ""
    return Changes(first["claims"], Markdown(first["day"]), len(changed), Markdown(text))


def every_claim(rows: list[Row], proof: Evidence) -> Markdown:
    """Return all claims as a table that readers can sort and filter."""
    columns: dict[str, str | Cell] = {
        "Claim": lambda r: link(r["statement"], r["url"]),
        "Who": "claimant",
        "Topic": lambda r: escape(label_of("topics", r["topic_id"]).name),
        "Due": lambda r: escape(r["deadline"] or words()["claim.no-date"]),
        "Verdict": lambda r: escape(status_label(r["status"])),
        "Latest evidence": lambda r: latest_piece(proof[r["target_id"]]),
    }
    return Markdown(sortable(table(rows, columns), "Verdict;Who;Topic"))
