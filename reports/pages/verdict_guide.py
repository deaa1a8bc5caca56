"""How verdicts are to be read: what each status means, with the limits that decide it, and which rule gave a verdict.

The statuses stand in the table `statuses`, the limits in `model.rubric`, the words of both and of the rules in
`reports/text/`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from model.rubric import RUBRIC
from reports.query import Row
from reports.text.labels import status_label, statuses
from reports.text.language import ENGLISH, words
from reports.text.markdown import Markdown, escape, table
from reports.text.numbers import number

RULES = (
    "numeric-due",
    "numeric-open",
    "event-due",
    "event-open",
    "specification-due",
    "specification-open",
    "statement",
    "replaced",
)
DAYS_OF_A_MONTH = 30.44


def rule(row: Mapping[str, Any]) -> str:
    """Return the key of the rule that gave a verdict: by `claim_type`, `due_on`, `rated_on` and `superseded_by`."""
    due = row["due_on"] is not None and row["due_on"] < row["rated_on"]
    if row["superseded_by"] and not due:
        return "replaced"
    if row["claim_type"] == "statement":
        return "statement"
    return f"{row['claim_type']}-{'due' if due else 'open'}"


def rule_label(key: str, language: str = ENGLISH) -> str:
    """Return what a rule is called."""
    return words(language)[f"rule.{key}.name"]


def limit(name: str, language: str = ENGLISH) -> str:
    """Return a constant of the rubric in words: what it decides, and its value as a share or in months.

    >>> limit("likely_met"), limit("stalled_days")
    ('likely met from a probability of 66 %', 'stalled after 24 months')
    """
    value, known = getattr(RUBRIC, name), words(language)
    share = known.fill("value.percent", amount=number(100 * value))
    return known.fill(f"limit.{name}", share=share, months=round(value / DAYS_OF_A_MONTH))


def meanings(rows: Iterable[Row]) -> Markdown:
    """Return a table of all statuses: how many of the claims have it, what it means, and its limits."""
    counts = Counter(r["status"] for r in rows)
    columns = {
        "Verdict": lambda r: f"**{escape(status_label(r['status'].key))}**",
        "Claims": lambda r: str(counts[r["status"].key]),
        "What it means": lambda r: escape(r["status"].meaning),
        "Limits": lambda r: escape("; ".join(limit(name) for name in r["status"].limits)),
    }
    return Markdown(table([{"status": status} for status in statuses().values()], columns, right=["Claims"]))


def rules(rows: Iterable[Row]) -> Markdown:
    """Return a table of the rules that gave the verdicts of claims: how many each of them, and what decides."""
    counts = Counter(rule(r) for r in rows)
    columns = {
        "Rule": lambda r: escape(rule_label(r["rule"])),
        "Claims": lambda r: str(counts[r["rule"]]),
        "What decides": lambda r: escape(words()[f"rule.{r['rule']}.decides"]),
    }
    return Markdown(table([{"rule": key} for key in RULES if counts[key]], columns, right=["Claims"]))
