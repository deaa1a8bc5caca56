"""Rules on the whole at their edges: rows in frame_edges.yaml that are just wrong, and rows that are just fine.

As in test_row_edges.py, but an example may span tables, and in a wrong one the first row of the rule's table is at
fault, and it alone. What a finding says is held too, by examples under the text.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from filled_tables import FilledTables, said_of
from test_row_edges import each_case, sayings

from checks.findings import Finding
from checks.rulebook import Rule, _example, rules

EDGES = yaml.safe_load((Path(__file__).parent / "frame_edges.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(rule, kind == "wrong", case, id=f"{rule} {kind} {n}")
    for rule, kinds in EDGES.items()
    for kind in ("wrong", "fine")
    for n, case in enumerate((case for example in kinds.get(kind, ()) for case in each_case(example)), 1)
]
OF_TABLES = ("freshness", "row_counts")  # frames whose rows are whole tables
tables = cache(FilledTables)


def is_first(rule: Rule, found: list[Finding]) -> bool:
    """Tell whether the first row of a rule's table, or the table itself, is at fault, and it alone."""
    return [(f.line, bool(f.key)) for f in found] == [(1, False) if rule.expects["frame"] in OF_TABLES else (2, True)]


@pytest.mark.parametrize(("rule_id", "wrong", "example"), CASES)
def test_an_edge(rule_id: str, wrong: bool, example: Any) -> None:
    rule = rules()[rule_id]
    rows = _example(rule.table, example)
    found = said_of(rule, rows, tables().con, tables().fill(rows))
    assert is_first(rule, found) if wrong else found == [], list(map(str, found))


@pytest.mark.parametrize(("rule_id", "text", "example"), sayings(EDGES))
def test_what_is_said(rule_id: str, text: str, example: Any) -> None:
    rule = rules()[rule_id]
    rows = _example(rule.table, example)
    assert [f.message for f in said_of(rule, rows, tables().con, tables().fill(rows))] == [text]
