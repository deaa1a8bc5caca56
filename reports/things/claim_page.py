"""What the page of a claim shows beside its row: evidence, what settles it, its history, other claims on the same."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from reports.query import Row
from reports.things.on_record import Relations

ABOUT_WHAT_IS = ("description", "reaction")  # acts of speech that promise nothing


def claim_pages(known: Relations) -> dict[str, dict[str, Any]]:
    """Return what the page of each claim shows, by its key."""
    claims = known.rows["targets"]
    same, before, plans = by_question(claims.values()), defaultdict(list), defaultdict(list)
    for row in claims.values():
        if row["superseded_by"]:
            before[row["superseded_by"]].append(row)
    for plan in (p for rows in known.plans.values() for p in rows if p["target_id"]):
        fab = known.rows["fabs"][plan["fab_id"]]
        plans[plan["target_id"]].append(plan | {"fab": fab["name"], "fab_zh": fab["name_zh"]})
    return {
        key: {
            "claim": row,
            "is_due": str(row["due_on"] or "") and str(row["due_on"]) < known.day,
            "subjects": subjects(row, known),
            "conditions": known.conditions[key],
            "verdicts": known.verdicts[key],
            **evidence(row, known),
            "later": claims.get(row["superseded_by"]),
            "earlier": before[key],
            "plans": plans[key],
            "rivals": [r for r in same[question(row)] if r is not row] if question(row) else [],
            "form": "described" if row["speech_act"] in ABOUT_WHAT_IS else "promised",
        }
        for key, row in claims.items()
    }


def question(row: Row) -> tuple[str | None, ...] | None:
    """Return what a claim is about, so that claims about the same give the same; nothing if it names no subject."""
    subject = tuple(row[c] for c in ("firm_id", "chip_id", "fab_id", "process_id", "region_id"))
    if row["metric_id"]:
        return (row["metric_id"], *subject)
    return (row["aspect_id"], *subject) if any(subject[:3]) else None


def by_question(rows: Iterable[Row]) -> dict[tuple[str | None, ...] | None, list[Row]]:
    """Return claims by what they are about, the latest first."""
    found: dict[tuple[str | None, ...] | None, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: r["said_on"], reverse=True):
        found[question(row)].append(row)
    return found


def evidence(row: Row, known: Relations) -> dict[str, list[Row]]:
    """Return the pieces of evidence that decide, the weightiest first, and the others."""
    deciding = row["deciding_ids"] or []
    others = [key for key in row["evidence_ids"] or [] if key not in deciding]
    # an outcome comes with the number behind it, so a figure that one names is not listed again
    named = {known.evidence[key].get("observation_id") for key in (*deciding, *others) if _is_outcome(key, known)}
    return {
        "deciding": [known.evidence[key] for key in deciding],
        "others": [known.evidence[key] for key in others if _is_outcome(key, known) or key not in named],
    }


def _is_outcome(key: str, known: Relations) -> bool:
    return "outcome_id" in known.evidence[key]


def subjects(row: Row, known: Relations) -> list[tuple[str | None, str, Row]]:
    """Return what a claim is about, each with its table and key where it has a page of its own, and its names."""
    columns = {"chips": "chip_id", "fabs": "fab_id", "firms": "firm_id"}
    found: list[tuple[str | None, str, Row]] = [
        (table, row[column], known.rows[table][row[column]]) for table, column in columns.items() if row[column]
    ]
    others = [{"name": row["process"]}, {"name": row["region"], "name_zh": row["region_zh"]}]
    return found + [(None, "", names) for names in others if names["name"]]
