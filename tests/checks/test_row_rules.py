"""Each row rule: its bad example yields just that rule, its good one nothing."""

from collections.abc import Callable
from datetime import date

import pytest

from checks.rows import check_rows, load_rules
from checks.rulebook import Example, rules
from schemas.cells import read_tables
from schemas.package import Package

TODAY = date(2026, 2, 1)
ROW_RULES = [r for r in rules().values() if r.layer == "rows"]


def test_the_base_is_clean(package_with: Callable[[Example], Package]) -> None:
    assert check_rows(read_tables(package_with({})), TODAY) == []


def test_every_row_rule_has_one_function_and_every_function_an_entry() -> None:
    assert set(load_rules()) == {r.id for r in ROW_RULES}


@pytest.mark.parametrize("rule", ROW_RULES, ids=lambda r: r.id)
def test_bad_example_breaks_this_rule_alone(package_with: Callable[[Example], Package], rule) -> None:
    assert rule.bad, "no failing example"
    found = check_rows(read_tables(package_with(rule.bad)), TODAY)
    assert {f.rule for f in found} == {rule.id}, [str(f) for f in found]
    (where,) = {(f.file, f.column) for f in found}
    assert where == (f"data/{rule.table}.csv", rule.column)
    assert all(2 <= f.line <= 1 + max(len(rows) for rows in rule.bad.values()) for f in found)


@pytest.mark.parametrize("rule", ROW_RULES, ids=lambda r: r.id)
def test_good_example_breaks_nothing(package_with: Callable[[Example], Package], rule) -> None:
    assert rule.good, "no good example"
    assert [str(f) for f in check_rows(read_tables(package_with(rule.good)), TODAY)] == []
