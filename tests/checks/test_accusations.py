"""Rules in SQL, asked together: who breaks one is named, up to a number; what cannot run says which rule it was."""

import re
import unicodedata

import pytest
from test_row_rules import BASE, TODAY, tables_with

from checks.findings import folded
from checks.rows import accusations
from checks.rows.accusations import accuse
from checks.rows.patterns_in_sql import BESIDE_WORDS, whole_word
from checks.rows.predicates import Selecting, Selection, Tables
from checks.rows.row_layer import check_rows, check_table, load_rules
from checks.rulebook import RuleBookError, rules

RANGES = rules()["observations/both-ends-or-neither"]
UNITS = rules()["observations/unit-of-the-metric"]


def half_open(n: int) -> Tables:
    """Return a table of observations of which n have one end, on different days."""
    rows = [
        {"observation_id": f"o{i}", "value": "", "value_low": "1", "as_of": f"20{i:02}", "rank": "normal"}
        for i in range(1, n + 1)
    ]
    return tables_with({"observations": rows})


def test_the_first_offenders_are_named_and_the_others_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accusations, "MOST", 2)
    tables = half_open(5)
    found = [f for f in check_table("observations", tables) if f.rule == RANGES.id]
    assert [(f.line, f.key, f.count) for f in found] == [(2, "o1", 1), (3, "o2", 4)]
    assert found[1].message.endswith("(and 3 rows more, further down)")


def test_what_is_counted_stays_so_when_findings_are_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accusations, "MOST", 10)
    tables = half_open(20)
    found = [f for f in folded(check_table("observations", tables)) if f.rule == RANGES.id]
    assert [(f.line, f.count) for f in found] == [(2, 9), (11, 11)]


def test_rules_asked_together_are_told_apart() -> None:
    rows = [{"observation_id": "o1", "unit": "kg"}, {"observation_id": "o2", "value": "", "value_high": "9"}]
    found = accuse([RANGES, UNITS], tables_with({"observations": rows}))
    assert {rule: list(f.messages) for rule, f in found.items()} == {RANGES.id: [3], UNITS.id: [2]}


def test_a_rule_says_at_which_tables_it_looked() -> None:
    rows = [{"observation_id": "o1", "unit": "kg"}, {"observation_id": "o2", "value": "", "value_high": "9"}]
    tables = tables_with({"observations": rows})
    seen = {rule: set(f.looked_at) for rule, f in accuse([RANGES, UNITS], tables).items()}
    assert seen == {RANGES.id: {"observations"}, UNITS.id: {"observations", "metrics"}}
    kept = check_rows(tables.texts, TODAY, "observations", unreliable={"metrics"})
    assert {f.rule for f in kept} & {RANGES.id, UNITS.id} == {RANGES.id}


def test_a_look_up_of_groups_looks_at_what_it_is_made_of() -> None:
    plan = {"basis": "forecast", "rank": "preferred", "as_of": "2025-01", "recorded_on": "2026-02-01"}
    count = {"observation_id": "o2", "basis": "estimated", "rank": "normal"}
    tables = tables_with({"observations": [plan, count]})
    (found,) = accuse([rules()["observations/counted-before-planned"]], tables).values()
    assert found.looked_at == {"observations", "bases"}


@pytest.mark.parametrize("where", ["nothing_here > 1", "metric_nothing = 1"])
def test_a_rule_that_names_no_column_says_so(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setitem(load_rules(), UNITS.id, Selecting(lambda rule: Selection(where)))
    with pytest.raises(
        RuleBookError, match=r"unit-of-the-metric looks at “(nothing_here|nothing)”, which no table has"
    ):
        check_table("observations", Tables(BASE.texts, TODAY))


def test_sql_that_cannot_run_names_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(load_rules(), UNITS.id, Selecting(lambda rule: Selection("value + period > 1")))
    with pytest.raises(RuntimeError, match="observations: observations/unit-of-the-metric could not run"):
        check_table("observations", Tables(BASE.texts, TODAY))


def test_no_sign_that_stands_beside_words_is_part_of_one() -> None:
    for_python = re.sub(r"\\x\{(\w+)\}", lambda m: chr(int(m[1], 16)), BESIDE_WORDS)
    signs = re.compile(f"[{for_python}]")
    beside = [chr(n) for n in range(0x110000) if signs.match(chr(n))]
    assert [unicodedata.name(c, c) for c in beside if re.match(r"\w", c)] == []
    assert {" ", "-", "“", "—", "，", "（", "。"} <= set(beside)


@pytest.mark.parametrize(
    ("text", "whole"),
    [("over 2024", True), ("it is over", True), ("“over”", True), ("rollover", False), ("overall", False),
     ("über over-the-air", True), ("éover", False), ("增长over增长", False), ("增长，over，", True)],
)  # fmt: skip
def test_whole_words_are_those_of_every_script(text: str, whole: bool) -> None:
    (found,) = BASE.con.execute("select regexp_matches(?, ?, 'i')", [text, whole_word("over|than")]).fetchall()
    assert found == (whole,)
    assert bool(re.search(r"\b(over|than)\b", text)) == whole
