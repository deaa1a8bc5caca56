"""Entries of rule book, exemptions and content farms that are not what they must be: one line with file and line."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks import rulebook
from checks.rulebook import RuleBookError, content_farms, exemptions, rules
from schemas.places import NoSuchPlace, fill

Book = Callable[..., Any]
RULE = {
    "id": "firms/named", "layer": "rows", "table": "firms", "severity": "error", "holds": "at most {most}",
    "why": "So.", "message": "{detail}", "fix": "name it", "columns": ["name"], "good": {"name": "x"},
    "bad": {"name": ""},
    "bounds": {"most": {"value": 3, "unit": "firms", "date": "DAY", "reason": "So."}},
}  # fmt: skip
EXPECTS = {"frame": "registries", "type": "expect_column_values_to_not_be_null", "column": "used_by"}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """Return a function that makes a rule book of one file, and reads it."""
    monkeypatch.setattr(rulebook, "ROOT", tmp_path)
    (tmp_path / "checks" / "rules").mkdir(parents=True)

    def read(text: str, file: str = "rules/x.yaml", reader: Any = rules) -> Any:
        (tmp_path / "checks" / file).write_text(text, encoding="utf-8")
        for known in (rules, rulebook._rules_in, exemptions, content_farms):
            known.cache_clear()
        return reader()

    yield read
    for known in (rules, rulebook._rules_in, exemptions, content_farms):
        known.cache_clear()


def as_yaml(*entries: Any) -> str:
    return yaml.safe_dump(list(entries), sort_keys=False, allow_unicode=True).replace("DAY", "2026-11-23")


def test_a_sound_rule_is_read(book: Book) -> None:
    (rule,) = book(as_yaml(RULE | {"expects": EXPECTS})).values()
    assert (rule.holds, rule.bad) == ("at most 3", {"firms": [{"name": ""}]})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rules: {}", "checks/rules/x.yaml:1 is a mapping, and must be a list"),
        ("just words", "is a text, and must be a list"),
        ("- null", r"x.yaml:1 \[0\] is empty, and must be a mapping"),
        ("- id: firms/x", r"\[0\] lacks the property “layer”"),
        ("a: [\n", "x.yaml:2 is not YAML"),
        (as_yaml(RULE, RULE), "firms/named occurs twice"),
    ],
)
def test_files_that_are_refused(book: Book, text: str, words: str) -> None:
    with pytest.raises(RuleBookError, match=words):
        book(text)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": 3}, r"x.yaml:1 \[0\].id is a number"),
        ({"layer": "cells"}, r"x.yaml:2 \[0\].layer is “cells”, and must be structure or rows"),
        ({"severity": None}, "severity is empty"),
        ({"columns": "name"}, "columns is a text, and must be a list"),
        ({"columns": [None]}, "must be a text"),
        ({"message": "{name.__class__}"}, "braces hold plain names"),
        ({"message": "{name:>1000000000}"}, "braces hold plain names"),
        ({"message": "{name!r}"}, "braces hold plain names"),
        ({"message": "{0[x]}"}, "braces hold plain names"),
        ({"message": ["a"]}, "message is a list"),
        ({"holds": "above {least}"}, "“{least}” in “above {least}” names nothing that is there; there are most"),
        ({"bounds": [3]}, "bounds is a list, and must be a mapping"),
        ({"bounds": {"most": {"value": "3"}}}, "value is a text, and must be a number"),
        ({"bounds": {"most": {"value": float("nan"), "unit": "", "reason": "x"}}}, "out of range"),
        ({"good": "none"}, "good is a text, and must be a row"),
        ({"bad": {"firms": {"name": {"a": 1}}}}, "bad is a mapping, and must be a row"),
        ({"python": "import os"}, "python is no property that anything here reads"),
        ({"depends_on_today": "yes"}, "must be true or false"),
        ({"expects": {}}, "expects lacks the property “frame”"),
        ({"expects": EXPECTS | {"type": "expect_sky"}}, "type is “expect_sky”, and must be"),
        ({"expects": EXPECTS | {"row_condition": "@x"}}, "row_condition is no property"),
        (
            {"expects": EXPECTS | {"max_value": "most"}},
            "max_value is no argument of expect_column_values_to_not_be_null",
        ),
        (
            {"expects": {"frame": "x", "type": "expect_column_values_to_be_between", "column": "x"}},
            "lacks max_value or",
        ),
        ({"expects": EXPECTS | {"frame": "../../secret"}}, "must be a name"),
    ],
)
def test_rules_that_are_refused(book: Book, change: dict[str, Any], words: str) -> None:
    with pytest.raises(RuleBookError, match=words):
        book(as_yaml(RULE | change))


@pytest.mark.parametrize(
    ("file", "reader", "text", "words"),
    [
        ("exemptions.yaml", exemptions, "- {rule: a/x, table: a, key: a, date: 2026-01-01}", "lacks the .* “reason”"),
        ("exemptions.yaml", exemptions, "- {rule: a/x, table: a, key: a, date: soon, reason: b}", "must be a day"),
        ("exemptions.yaml", exemptions, "- 5", "must be a mapping"),
        ("content_farms.yaml", content_farms, "- {host: 'http://x', date: 2026-01-01, reason: b}", "must be a host"),
        ("content_farms.yaml", content_farms, "hosts: []", "must be a list"),
    ],
)  # fmt: skip
def test_lists_that_are_refused(book: Book, file: str, reader: Any, text: str, words: str) -> None:
    with pytest.raises(RuleBookError, match=rf"checks/{file}:1 .*{words}"):
        book(text, file, reader)


def test_an_empty_list_of_exemptions_is_none(book: Book) -> None:
    assert book("# none\n", "exemptions.yaml", exemptions) == ()


def test_places_take_values_as_they_are() -> None:
    assert fill("{a} of {b-c}", {"a": "{b-c}", "b-c": 3}) == "{b-c} of 3"
    with pytest.raises(NoSuchPlace, match=r"“\{x\}” in “\{x\}” names nothing that is there; there are a"):
        fill("{x}", {"a": 1})
