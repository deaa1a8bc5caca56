"""The claims in another language than English. Evidence in words has no translation: it is shown in English, marked so.

In: the scoreboard, with statements, conditions and reasons in the language. Out: what the translated page shows.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from reports.charts.base import Chart
from reports.charts.claims_timeline import claims_timeline, is_past_due
from reports.charts.verdict_bars import verdict_bars
from reports.pages.claim_evidence import Evidence, claim_link, evidence, first_piece, piece
from reports.pages.claims import FOUNDING, MAIN, SOON
from reports.pages.verdict_guide import limit
from reports.query import Row, query
from reports.text.addresses import anchor
from reports.text.dates import day, period
from reports.text.labels import STANDINGS, count_standings, standing_label, status_label, statuses
from reports.text.language import in_language, words
from reports.text.markdown import Cell, Markdown, escape, sortable, stacked, table
from reports.text.numbers import join_words, number, probability

CLAIMS = """
select s.target_id, s.statement, s.statement_zh, s.url, s.claimant, a.name_zh as claimant_zh, s.collection, s.said_on,
  s.deadline, s.due_on, s.claim_type, s.status, s.standing, s.probability, s.rated_on, r.sentence as reason,
  r.sentence_zh as reason_zh
from scoreboard s
join actors a on a.actor_id = s.claimant_id
left join reasons r using (reason_id)
order by s.due_on nulls last, s.said_on, s.target_id
"""
CONDITIONS = """
select c.target_id, c.result, c.statement, c.statement_zh
from conditions c
join targets t using (target_id)
where t.collection = ?
order by c.target_id, case c.result when 'met' then 1 when 'partly' then 2 else 3 end
"""
MEANINGS = "select * from statuses"


@dataclass(frozen=True)
class TranslatedClaims:
    """What the page shows: the claim that gave the report its title, counts, charts and tables."""

    said_on: Markdown
    deadline: Markdown
    verdict: Markdown
    reason: Markdown
    rated_on: Markdown
    founding_count: int
    founding_standings: Markdown
    count: int
    standings: Markdown
    founding: Markdown
    conditions: Markdown
    timeline: Chart
    verdicts: Chart
    due: Markdown
    chances: Markdown
    meanings: Markdown
    table: Markdown


def translated_claims(language: str) -> TranslatedClaims:
    """Return what the page of claims shows in a language."""
    rows, proof = query(CLAIMS), evidence()
    rated: date = max(r["rated_on"] for r in rows)
    (main,) = (r for r in rows if r["target_id"] == MAIN)
    founding = sorted((r for r in rows if r["collection"] == FOUNDING), key=lambda r: r["target_id"] != MAIN)
    likely = [r for r in rows if r["probability"] is not None]
    due = [r for r in rows if r["due_on"] and r["due_on"] >= rated and r["claim_type"] != "statement"]
    return TranslatedClaims(
        Markdown(day(main["said_on"], language)),
        Markdown(escape(period(main["deadline"], language))),
        Markdown(escape(status_label(main["status"], language))),
        Markdown(escape(in_language(main, "reason", language))),
        Markdown(day(rated, language)),
        len(founding),
        standings(founding, language),
        len(rows),
        standings(rows, language),
        claim_table(founding, ("claim", "verdict", "due", "reason", "evidence"), proof, language),
        conditions(founding, proof, language),
        claims_timeline(language),
        verdict_bars(language),
        claim_table(due[:SOON], ("claim", "verdict", "due", "who", "evidence"), proof, language),
        claim_table(likely, ("claim", "probability", "due", "basis"), proof, language),
        meanings(rows, language),
        every_claim(rows, proof, language),
    )


def standings(rows: list[Row], language: str) -> Markdown:
    """Return how many claims there are of each standing, as a list in a sentence."""
    found = count_standings(rows)
    return Markdown(join_words((f"{standing_label(s, language)} {found[s]}" for s in STANDINGS if found[s]), language))


def cells(proof: Evidence, language: str) -> dict[str, str | Cell]:
    """Return what each column of claims shows, by the key of its heading."""
    known = words(language)
    return {
        "claim": lambda r: claim_link(r, language),
        "verdict": lambda r: f"**{escape(status_label(r['status'], language))}**",
        "due": lambda r: escape(period(r["deadline"], language) or known["claim.no-date"]),
        "who": lambda r: escape(r[f"claimant_{language}"] or r["claimant"]),
        "reason": lambda r: escape(in_language(r, "reason", language) or ""),
        "evidence": lambda r: first_piece(proof[r["target_id"]], language),
        "probability": lambda r: escape(probability(r["probability"], language)),
        "basis": lambda r: known["claim.published" if is_past_due(r) else "claim.modelled"],
    }


def claim_table(rows: list[Row], shown: tuple[str, ...], proof: Evidence, language: str) -> Markdown:
    """Return claims with the columns that are `shown`."""
    known, all_cells = words(language), cells(proof, language)
    return Markdown(stacked(table(rows, {known[f"column.{name}"]: all_cells[name] for name in shown})))


def every_claim(rows: list[Row], proof: Evidence, language: str) -> Markdown:
    """Return all claims as a table that readers can sort and filter."""
    known, all_cells = words(language), cells(proof, language)
    shown_cells = ("verdict", "due", "who", "reason", "evidence")
    columns: dict[str, str | Cell] = {known["column.claim"]: lambda r: anchor(r["target_id"]) + claim_link(r, language)}
    columns |= {known[f"column.{name}"]: all_cells[name] for name in shown_cells}
    shown = table(rows, columns, keys={known["column.due"]: "due_on"})
    return Markdown(stacked(sortable(shown, ";".join(known[f"column.{name}"] for name in ("verdict", "who")))))


def conditions(rows: list[Row], proof: Evidence, language: str) -> Markdown:
    """Return what would make each of the claims met, partly met or missed, and the evidence that decides it."""
    known, found = words(language), query(CONDITIONS, FOUNDING)
    lines = []
    for row in rows:
        lines += [f"**{escape(in_language(row, 'statement', language))}**", ""]
        for one in (c for c in found if c["target_id"] == row["target_id"]):
            text = in_language(one, "statement", language)
            filled = known.fill("claim.condition", result=known[f"claim.{one['result']}"], statement=text)
            lines.append(f"- {escape(filled)}")
        deciding = (piece(p, language) for p in proof[row["target_id"]] if p["decides"])
        lines += [f"- {known.fill('claim.decides', piece=text)}" for text in deciding]
        lines.append("")
    return Markdown("\n".join(lines))


def meanings(rows: list[Row], language: str) -> Markdown:
    """Return the verdicts that were given, how often, and the limits that decide them."""
    known, counts = words(language), Counter(r["status"] for r in rows)
    columns: dict[str, str | Cell] = {
        known["column.verdict"]: lambda r: f"**{escape(status_label(r['key'], language))}**",
        known["column.claims"]: lambda r: number(counts[r["key"]]),
        known["column.meaning"]: lambda r: escape(in_language(r["meanings"], "description", language)),
        known["column.condition"]: lambda r: escape(
            known["list.apart"].join(limit(name, language) for name in r["limits"])
        ),
    }
    meant = {row["status_id"]: row for row in query(MEANINGS)}
    given = [{"key": s.key, "limits": s.limits, "meanings": meant[s.key]} for s in statuses().values() if counts[s.key]]
    return Markdown(table(given, columns, right=[known["column.claims"]]))
