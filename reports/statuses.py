"""The words of the scoreboard: each status with its group and its mark in charts, and the name of a verdict’s rule.

The table of meanings is on the claims page, the rules themselves are in `model.rubric` and `model.verdicts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Status:
    """One status: its key in the data, its group, and its mark: Matplotlib's marker, colour of the palette, filled."""

    key: str
    group: str
    marker: str
    colour: str
    filled: bool = True

    @property
    def label(self) -> str:
        return self.key.replace("-", " ")


STATUSES = (
    Status("met", "kept", "o", "good"),
    Status("likely-met", "kept", "p", "good"),
    Status("partly-met", "partly", "^", "warn"),
    Status("missed", "broken", "X", "bad"),
    Status("late", "broken", ">", "bad"),
    Status("stalled", "broken", "P", "bad"),
    Status("abandoned", "broken", "s", "bad"),
    Status("unverifiable", "unknown", "d", "other"),
    Status("on-track", "open", "^", "good", filled=False),
    Status("needs-acceleration", "open", "s", "warn", filled=False),
    Status("off-track", "open", "v", "bad", filled=False),
    Status("in-progress", "open", "o", "estimate", filled=False),
    Status("not-rated", "open", "D", "foreign", filled=False),
)
BY_KEY = {s.key: s for s in STATUSES}
GROUPS = {
    "kept": "met or likely met",
    "partly": "partly met",
    "broken": "missed or late",
    "unknown": "unverifiable",
    "open": "open",
}
KINDS = {
    "firm": "Firms",
    "state": "States",
    "press": "Press reports of plans",
    "analyst": "Analysts",
    "official": "Officials",
}


def counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    """How many of `rows` (each with `status`) are in each group, in the order of GROUPS."""
    found = dict.fromkeys(GROUPS, 0)
    for row in rows:
        found[BY_KEY[row["status"]].group] += row.get("claims", 1)
    return found


def rule(row: Mapping[str, Any]) -> str:
    """Name of the rule that gave a verdict, from `claim_type`, `due_on`, `rated_on` and `superseded_by`."""
    due = row["due_on"] is not None and row["due_on"] < row["rated_on"]
    if row["superseded_by"] and not due:
        return "replaced"
    if row["claim_type"] == "statement":
        return "statement"
    return f"{row['claim_type']}, {'due' if due else 'open'}"
