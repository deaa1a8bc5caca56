"""Findings about rows of frames: the row that a frame points at, and the words of the rule with what was measured.

In: a rule, rows of its frame that are not as it expects, and where the rows of the package stand. Out: findings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checks.dataset.placed_rows import PlacedRows
from checks.findings import Finding
from checks.rulebook import Rule, RuleBookError
from schemas.places import fill


def row_findings(rule: Rule, rows: Sequence[Mapping[str, Any]], placed: PlacedRows, count: int = 0) -> list[Finding]:
    """Make one finding of each row; `count` is how many break the rule, where not all of them are given.

    Raises RuleBookError where a row points at what is not there.
    """
    if unknown := sorted({str(row["table_name"]) for row in rows if row["table_name"] not in placed}):
        raise RuleBookError(f"the frame {rule.expects['frame']} points at the table {unknown[0]}, which is not there")
    found = [row_finding(rule, placed, row) for row in rows]
    if (more := count - len(found)) > 0:
        found[-1] = replace(found[-1], message=f"{found[-1].message} (and {more:,} more)", count=1 + more)
    return found


def row_finding(rule: Rule, placed: PlacedRows, row: Mapping[str, Any]) -> Finding:
    """Make the finding of one row, whose missing cells are None."""
    message = fill(rule.message, {name: _cell(value) for name, value in row.items()})
    path, line = placed.table(row["table_name"]).path, placed.line(row["table_name"], row["key"])
    if line is None:
        raise RuleBookError(f"a frame points at {row['key']!r}, which is not in {path}")
    return Finding(path, line, rule.column, rule.id, rule.severity, message, rule.holds, rule.fix, row["key"])


def _cell(value: Any) -> str:
    """Write a measured value for a message: whole numbers without decimals, nothing for missing ones."""
    if value is None or value != value:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
