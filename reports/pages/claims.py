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
    claim_link,
    deadline,
    evidence,
    evidence_by_theme,
    first_piece,
    piece,
    verdict,
)
from reports.pages.claimant_records import records, who
from reports.pages.verdict_guide import meanings, reasons
from reports.query import Row, query
from reports.text.addresses import anchor, thing
from reports.text.dates import day, period
from reports.text.labels import STANDINGS, count_standings, label_of, standing_label, status_label
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, dated, escape, link, sortable, stacked, table
from reports.text.numbers import join_words, number, probability

CLAIMS = """
select s.target_id, s.statement, s.url, s.claimant_id, s.claimant, s.claim_type, s.topic_id, s.theme,
  s.collection, s.said_on, s.deadline, s.due_on, s.standing, s.status, s.probability, s.probability_above, s.speech_act,
  s.reason, s.rated_on, s.rule_version
from scoreboard s
order by s.due_on nulls last, s.said_on, s.target_id
"""
NEXT = """
select s.*, a.name_zh as claimant_zh
from scoreboard s
join actors a on a.actor_id = s.claimant_id
where due_on >= ? and claim_type <> 'statement'
order by due_on, collection is null, probability is null, target_id
limit 6
"""
FIRST = "select min(rated_on) as day, count(distinct target_id) as claims from verdicts where change = 'first'"
CHANGED = """
select target_id, statement, rated_on, rule_version, rule_version_before, status_before, status, change, reason
from verdict_changes
where moved
order by rated_on desc, rule_version desc, target_id
"""
GROWN = """
select metric, p05, p50, p95, probability_of_three_times as probability
from growth
where definition_id = 'd1'
order by metric = 'units' desc, metric
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
    """The claim that gave the report of August 2025 its title, its first evidence as a sentence, if any, and how much
    the estimate has output grow, by measure."""

    claimant: Markdown
    said_on: Markdown
    deadline: Markdown
    verdict: Markdown
    evidence: Markdown
    reason: Markdown
    growth: Markdown


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
    reasons: Markdown
    records: Markdown
    changes: Changes
    table: Markdown


def claims() -> Claims:
    """Return what the page of claims shows."""
    rows, proof = query(CLAIMS), evidence()
    rated = max(r["rated_on"] for r in rows)
    return Claims(
        main_claim(rows, proof),
        Markdown(day(rated)),
        Markdown(day(rated)),
        tally(rows),
        founding(rows, proof),
        claims_timeline(),
        verdict_bars(),
        due(rows, proof, rated),
        chances(rows),
        meanings(rows),
        reasons(),
        records(),
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
        Markdown(escape(period(row["deadline"]))),
        Markdown(escape(status_label(row["status"]))),
        Markdown(latest),
        Markdown(escape(row["reason"] or "")),
        Markdown(escape(join_words(map(grown, query(GROWN))))),
    )


def grown(row: Row) -> str:
    """Return by how much the estimate has a measure of output grow, and how probable three times is, in words."""
    known = words()
    return known.fill(
        "claim.tripled",
        measure=known[f"metric.{row['metric']}"],
        median=number(round(row["p50"], 1)),
        low=number(round(row["p05"], 1)),
        high=number(round(row["p95"], 1)),
        probability=probability(row["probability"]),
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
        "Claim": lambda r: f"{claim_link(r)} ({escape(r['claimant'])}, {deadline(r)})",
        "Verdict": verdict,
        "Deciding or latest evidence": lambda r: first_piece(proof[r["target_id"]]),
    }
    events: dict[str, str | Cell] = {
        "When": dated("happened_on"),
        "What": lambda r: link(r["title"], r["url"]),
        "Description": "description",
    }
    return Founding(
        tally(mine),
        Markdown(day(max(r["rated_on"] for r in mine))),
        Markdown(escape(", ".join(sorted({r["rule_version"] for r in mine})))),
        Markdown(
            stacked(table([r for theme in themes.values() for r in theme], columns, place="august-2025 {target_id}"))
        ),
        evidence_by_theme(themes, proof),
        Markdown(table(query(EVENTS, FOUNDING), events)),
    )


def due(rows: list[Row], proof: Evidence, rated: date) -> Due:
    """Return the claims with a measurable end that fall due on the day of rating or later."""
    mine = [r for r in rows if r["due_on"] and r["due_on"] >= rated and r["claim_type"] != "statement"]
    proved = [r for r in mine if proof[r["target_id"]] and r["collection"] != FOUNDING]
    columns: dict[str, str | Cell] = {
        "Due": lambda r: escape(period(r["deadline"])),
        "Claim": claim_link,
        "Who": who,
        "Verdict so far": verdict,
        "Deciding or latest evidence": lambda r: first_piece(proof[r["target_id"]]),
    }
    return Due(len(mine), Markdown(stacked(table(proved[:SOON], columns))))


def chances(rows: list[Row]) -> Chances:
    """Return the claims with a probability."""
    mine = [r for r in rows if r["probability"] is not None]
    columns: dict[str, str | Cell] = {
        "Claim": claim_link,
        "Due": lambda r: escape(period(r["deadline"])),
        "Verdict": lambda r: escape(status_label(r["status"])),
        "Probability": lambda r: escape(chance(r)),
        "Based on": lambda r: words()["claim.published" if is_past_due(r) else "claim.modelled"],
    }
    doubtful = sum(r["status"] == "on-track" and r["probability"] < EVEN for r in mine)
    return Chances(Markdown(stacked(table(mine, columns, right=["Probability"]))), doubtful)


def chance(row: Row) -> str:
    """Return the probability that a claim is kept; of a claim of “about”, also that it is more than claimed."""
    kept = probability(row["probability"])
    if row["probability_above"] is None:
        return kept
    return f"{kept}; {words().fill('claim.above', probability=probability(row['probability_above']))}"


def changes(changed: list[Row], first: Row) -> Changes:
    """Return the verdicts that changed, the latest first."""
    columns: dict[str, str | Cell] = {
        "When": dated("rated_on"),
        "Claim": lambda r: thing(r["statement"], "targets", r["target_id"]),
        "Before": lambda r: escape(status_label(r["status_before"])),
        "Now": lambda r: escape(status_label(r["status"])),
        "Why": "change",
        "Reason now": "reason",
    }
    shown = table(changed, columns, place="{target_id} {rated_on}")
    text = stacked(sortable(shown, "Before;Now;Why")) if changed else ""
    return Changes(first["claims"], Markdown(day(first["day"])), len(changed), Markdown(text))


def every_claim(rows: list[Row], proof: Evidence) -> Markdown:
    """Return all claims as a table that readers can sort and filter."""
    columns: dict[str, str | Cell] = {
        "Claim": lambda r: anchor(r["target_id"]) + claim_link(r),
        "Verdict": lambda r: escape(status_label(r["status"])),
        "Due": lambda r: escape(period(r["deadline"]) or words()["claim.no-date"]),
        "Who": who,
        "Topic": lambda r: escape(label_of("topics", r["topic_id"]).name),
        "Deciding or latest evidence": lambda r: first_piece(proof[r["target_id"]]),
    }
    return Markdown(stacked(sortable(table(rows, columns, keys={"Due": "due_on"}), "Verdict;Who;Topic")))
