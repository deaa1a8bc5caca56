"""Each row rule: its bad example yields just that rule, its good one nothing."""

from datetime import date
from pathlib import Path

import pytest

from checks.findings import Finding
from checks.rows.predicates import Tables
from checks.rows.row_layer import check_rows, check_table, findings, load_rules, messages_by_rule, rules_of
from checks.rulebook import Example, Rule, rules
from tests_support import text_tables, with_example

TODAY = date(2026, 2, 1)
MESSAGES = set((Path(__file__).parent / "messages.txt").read_text(encoding="utf-8").splitlines())
ROW_RULES = [r for r in rules().values() if r.layer == "rows"]


load_rules()
BASE = Tables(text_tables(with_example({})), TODAY)


def tables_with(example: Example) -> Tables:
    """Return the base with an example on top; tables that it does not touch are those of the base, made once."""
    texts = text_tables(with_example(example))
    return Tables(texts, TODAY, {name: BASE[name] for name in texts if name not in example})


def found_in(rule: Rule, example: Example) -> list[Finding]:
    """Return what the rules on the tables that an example touches say of it; pandera, which runs them, is left out
    here."""
    tables = tables_with(example)
    return [
        f
        for name in {rule.table, *example}
        for broken, messages in messages_by_rule(rules_of(name), tables).items()
        for f in findings(rules()[broken], tables.texts[name], messages)
    ]


def test_the_base_is_clean() -> None:
    assert check_rows(BASE.texts, TODAY) == []


def test_every_row_rule_has_one_function_and_every_function_an_entry() -> None:
    assert set(load_rules()) == {r.id for r in ROW_RULES}


@pytest.mark.parametrize("rule", ROW_RULES, ids=lambda r: r.id)
def test_bad_example_breaks_this_rule_alone(rule: Rule) -> None:
    assert rule.bad, "no failing example"
    found = found_in(rule, rule.bad)
    assert {f.rule for f in found} == {rule.id}, [str(f) for f in found]
    (where,) = {(f.file, f.column) for f in found}
    assert where == (f"data/{rule.table}.csv", rule.column)
    assert str(found[0]) in MESSAGES, "the wording changed: read it, then python tests/checks/write_messages.py"
    assert all(2 <= f.line <= 1 + max(len(rows) for rows in rule.bad.values()) for f in found)


@pytest.mark.parametrize("rule", ROW_RULES, ids=lambda r: r.id)
def test_good_example_breaks_nothing(rule: Rule) -> None:
    assert rule.good, "no good example"
    assert [str(f) for f in found_in(rule, rule.good)] == []


@pytest.mark.parametrize("table", sorted({r.table for r in ROW_RULES}))
def test_pandera_reports_what_the_rules_say(table: str) -> None:
    for n, rule in enumerate(rules_of(table)[::8]):
        assert check_table(table, tables_with(rule.bad), thorough=n % 2 == 0) == [
            f for f in found_in(rule, rule.bad) if f.file == f"data/{table}.csv"
        ]


@pytest.mark.parametrize("thorough", [True, False])
def test_a_rule_that_answers_with_booleans_cannot_run(monkeypatch: pytest.MonkeyPatch, thorough: bool) -> None:
    monkeypatch.setitem(load_rules(), "regions/parent-unless-world", lambda rows, tables, rule: rows["kind"] == "world")
    with pytest.raises(RuntimeError, match=r"regions: regions/parent-unless-world could not run: .*messages, not with"):
        check_table("regions", BASE, thorough=thorough)
