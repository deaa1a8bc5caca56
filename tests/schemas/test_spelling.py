"""Cells that mean one thing are written so; what can mean two is left, and both are said."""

import json
import re

import pytest

from checks.canonical import canonical_cell
from schemas.cells import cell_error
from schemas.package import ROOT, read_package

OBSERVATIONS, OUTCOMES = (read_package().table[name] for name in ("observations", "outcomes"))
VALUE, PERIOD, DAY, KEY = (OBSERVATIONS.field[n] for n in ("value", "period", "recorded_on", "observation_id"))
TRUTH = OUTCOMES.field["independent"]


@pytest.mark.parametrize(
    ("spelled", "meant"),
    [("１３０００", "13000"), ("−１．５", "-1.5"), ("٣٤", "34"), ("\u300013", "13"), ("1.3E+04", "13000")],
)  # fmt: skip
def test_numbers_of_other_keyboards(spelled: str, meant: str) -> None:
    assert canonical_cell(VALUE, spelled) == meant


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("13.000", "as 13 and as 13000"), ("1.250", "as 1.25 and as 1250"), ("13,000", "as 13 and as 13000"),
        ("1.250.000", "write 1250000"), ("1,25,000", "write 125000"), ("1 250", "write 1250"),
        ("1’250", "write 1250"), ("1'250.5", "write 1250.5"), ("1\u202f250", "write 1250"), ("0,459", "write 0.459"),
    ],
)  # fmt: skip
def test_separators_of_thousands_are_never_guessed(cell: str, words: str) -> None:
    assert canonical_cell(VALUE, cell) in (cell, cell.replace("\u202f", " "))
    wrong = cell_error(VALUE, canonical_cell(VALUE, cell))
    assert wrong and words in wrong[0]


@pytest.mark.parametrize(
    "spelled",
    ["2026/11/02", "2026.11.2", "2026-11-2", "20261102", "2 Nov 2026", "Nov. 2, 2026", "2-Nov-2026", "2026年11月2日",
     "２０２６－１１－０２", "2026-11-02 00:00:00", "2nd November 2026"],
)  # fmt: skip
def test_days_with_one_meaning(spelled: str) -> None:
    assert canonical_cell(DAY, spelled) == "2026-11-02"
    assert canonical_cell(PERIOD, spelled) == "2026-11-02"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("03/04/2026", "can be read as 2026-03-04 and as 2026-04-03"), ("46328", "counts days: 46328 is 2026-11-02"),
        ("2-Nov-26", "the century or the year is lost"), ("02/11/26", "is not a date"), ("2026-02-30", "is not a date"),
    ],
)  # fmt: skip
def test_days_with_two_meanings_or_none(cell: str, words: str) -> None:
    assert canonical_cell(DAY, cell) == cell
    wrong = cell_error(DAY, cell)
    assert wrong and words in wrong[0]


def test_a_day_whose_other_reading_is_no_day_has_one_meaning() -> None:
    assert canonical_cell(DAY, "27/08/2025") == canonical_cell(DAY, "08/27/2025") == "2025-08-27"
    assert canonical_cell(DAY, "03.03.2026") == "2026-03-03"


@pytest.mark.parametrize(
    ("spelled", "meant"),
    [("２０２６", "2026"), ("Q3 2026", "2026-Q3"), ("2026H1", "2026-H1"), ("2026年上半年", "2026-H1"),
     ("2026/8", "2026-08"), ("2026年第三季度", "2026-Q3"), ("Aug 2026", "2026-08"), ("2025/2026", "2025/2026"),
     ("2026", "2026"), ("H3 2026", "H3 2026"), ("Aug-26", "Aug-26")],
)  # fmt: skip
def test_periods(spelled: str, meant: str) -> None:
    assert canonical_cell(PERIOD, spelled) == meant


def test_no_other_period_is_proposed_for_one_that_does_not_exist() -> None:
    for cell in ("2026-13", "H3 2026", "Q5 2026"):
        assert cell_error(PERIOD, cell) == ("does not look like “2026”", "pattern")


def test_a_key_is_not_read_as_a_day() -> None:
    assert canonical_cell(KEY, "2026/11/02") == "2026/11/02"
    assert canonical_cell(KEY, "ｏｂｓ－1") == "obs-1"


def test_truth() -> None:
    assert [canonical_cell(TRUTH, word) for word in ("TRUE", "False", "ＴＲＵＥ", "yes", "1")] == [
        "true", "false", "true", "yes", "1",
    ]  # fmt: skip


def test_no_pattern_takes_digits_that_the_database_does_not() -> None:
    """To Python \\d and \\w are those of all scripts, to DuckDB those of ASCII."""
    for path in (ROOT / "schemas" / "tables").glob("*.json"):
        for field in json.loads(path.read_text(encoding="utf-8"))["fields"]:
            assert not re.search(r"\\[dwDWb]", field.get("constraints", {}).get("pattern", "")), f"{path.name} {field}"
