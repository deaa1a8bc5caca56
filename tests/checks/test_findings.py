"""The wording and the four forms of a finding."""

import json
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from checks.findings import Finding, as_github, as_json, as_junit, as_text, folded, summary
from schemas.csv_text import Problem

LOW = Finding(
    "data/observations.csv", 412, "value_low", "observations/range-ordered", "error",
    "value_low 52000 is above value 45000", "value_low ≤ value ≤ value_high", "swap them or correct the value", "obs-1",
)  # fmt: skip
LATE = Finding("data/firms.csv", 3, "", "firms/fresh", "warning", "50 % old, <new>", "it is fresh", "look again")


def test_text_names_place_value_rule_fix_and_link() -> None:
    assert as_text([LOW]) == (
        "data/observations.csv:412 value_low 52000 is above value 45000 (observations/range-ordered): "
        "swap them or correct the value; see docs/rules/observations.md#observationsrange-ordered"
    )


def test_text_is_in_order_of_files_and_lines_and_marks_warnings() -> None:
    assert as_text([LOW, LATE]).splitlines()[0].startswith("data/firms.csv:3 warning: 50 % old")


def test_github_annotates_and_escapes() -> None:
    assert as_github([LATE]) == (
        "::warning file=data/firms.csv,line=3,title=firms/fresh::50 %25 old, <new> — it is fresh. look again"
    )


def test_github_names_the_row_where_it_has_no_line() -> None:
    assert as_github([replace(LATE, line=0, key="huawei")]) == (
        "::warning file=data/firms.csv,title=firms/fresh::row huawei: 50 %25 old, <new> — it is fresh. look again"
    )


def test_json_holds_every_field() -> None:
    (row,) = json.loads(as_json([LOW]))
    assert {k: row[k] for k in ("file", "line", "column", "rule", "severity", "message")} == {
        "file": "data/observations.csv", "line": 412, "column": "value_low", "rule": "observations/range-ordered",
        "severity": "error", "message": "value_low 52000 is above value 45000",
    }  # fmt: skip
    assert row["link"] == "docs/rules/observations.md#observationsrange-ordered" and row["key"] == "obs-1"


def test_junit_fails_on_errors_only_and_lists_rules_that_passed() -> None:
    suite = ElementTree.fromstring(as_junit([LOW, LATE], ["firms/other"]))
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    failed = [c.get("name") for c in suite if c.find("failure") is not None]
    assert failed == ["range-ordered"]


def test_junit_is_xml_whatever_the_data_hold() -> None:
    nasty = Finding("f", 1, "", "a/b", "error", "\x00 ]]> & <b>", "", "")
    ElementTree.fromstring(as_junit([nasty], []))


def test_summary_counts() -> None:
    assert summary([LOW, LATE, LATE]) == "1 error, 2 warnings"


HOSTILE = Finding(
    "data/x\x1b[2J.csv", 1, "", "a/b", "error",
    "\u202eevil\u2066 \x1b[31m\n::error file=a::b\r::set-env \u0085 \u2028 \x07", "\n##[x]", "\x9b",
)  # fmt: skip


@pytest.mark.parametrize("form", [as_text, as_github])
def test_nothing_of_the_data_acts_on_a_terminal_or_in_a_workflow(form: Callable[[list[Finding]], str]) -> None:
    shown = form([HOSTILE])
    assert shown.isprintable() and len(shown.splitlines()) == 1
    assert "\\u202eevil" in shown and "\\x1b[31m" in shown.replace("%3A", ":")


def test_a_mistake_in_the_data_is_listed_on_one_line() -> None:
    listed = str(Problem("data/x.csv", 2, "name", "is “\x1b[31m\n::error::x”", "correct it", "typed"))
    assert listed.isprintable() and not listed.startswith("::")


def test_many_findings_of_one_cause_are_one_with_a_count_in_every_form() -> None:
    same = [replace(LOW, line=n, message=f"“{n}” is neither true nor false", key=str(n)) for n in range(9, 2, -1)]
    (found,) = folded(same)
    assert (found.line, found.count, found.key) == (3, 7, "3")
    words = "“3” is neither true nor false (and 6 more like it, on lines 4, 5, 6, 7, 8, 9)"
    assert json.loads(as_json([found]))[0]["message"] == words
    assert words in as_text([found]) and words in as_github([found]) and words in as_junit([found], [])


def test_what_has_another_cause_or_is_rare_is_shown_one_by_one() -> None:
    few = [replace(LOW, line=n) for n in range(5)]
    assert sorted(folded(few)) == few
    others = [replace(LOW, line=n, message=f"{word} has no row") for n, word in enumerate("abcdefgh")]
    assert sorted(folded(others)) == others
    assert len(folded([*few, replace(LOW, line=9, column="value")])) == 6
