"""Each row rule: its bad example yields just that rule, its good one nothing."""

from datetime import date
from pathlib import Path

import pytest

from checks.findings import Finding
from checks.rows.row_layer import check_rows, load_rules
from checks.rulebook import Example, Rule, rules
from tests_support import text_tables, with_example

TODAY = date(2026, 2, 1)
MESSAGES = set((Path(__file__).parent / "messages.txt").read_text(encoding="utf-8").splitlines())
ROW_RULES = [r for r in rules().values() if r.layer == "rows"]


def findings(rule: Rule, example: Example) -> list[Finding]:
    """What the row layer says of the tables that the example touches."""
    texts = text_tables(with_example(example))
    return [f for name in {rule.table, *example} for f in check_rows(texts, TODAY, only=name)]


def test_the_base_is_clean() -> None:
    assert check_rows(text_tables(with_example({})), TODAY) == []


def test_every_row_rule_has_one_function_and_every_function_an_entry() -> None:
    assert set(load_rules()) == {r.id for r in ROW_RULES}


@pytest.mark.parametrize("rule", ROW_RULES, ids=lambda r: r.id)
def test_bad_example_breaks_this_rule_alone(rule: Rule) -> None:
    assert rule.bad, "no failing example"
    found = findings(rule, rule.bad)
    assert {f.rule for f in found} == {rule.id}, [str(f) for f in found]
    (where,) = {(f.file, f.column) for f in found}
    assert where == (f"data/{rule.table}.csv", rule.column)
    assert str(found[0]) in MESSAGES, "the wording changed: read it, then python tests/checks/write_messages.py"
    assert all(2 <= f.line <= 1 + max(len(rows) for rows in rule.bad.values()) for f in found)


@pytest.mark.parametrize("rule", ROW_RULES, ids=lambda r: r.id)
def test_good_example_breaks_nothing(rule: Rule) -> None:
    assert rule.good, "no good example"
    assert [str(f) for f in findings(rule, rule.good)] == []
