"""Derived layer: drift of the model's tables is found, and impossible inputs are said in one line."""

from pathlib import Path

import pytest

from checks.derived import check_derived, check_verdicts
from schemas.cells import read_tables
from schemas.csv_text import TextTable
from schemas.package import Package, read_package


@pytest.fixture
def real() -> tuple[Package, dict[str, TextTable]]:
    package = read_package()
    return package, read_tables(package)


def set_cell(texts: dict[str, TextTable], table: str, key: str, column: str, value: str) -> None:
    text = texts[table]
    row = text.columns[text.table.primary_key[0]].index(key)
    text.columns[column][row] = value


def test_committed_tables_are_those_of_their_inputs(real: tuple[Package, dict[str, TextTable]]) -> None:
    assert check_derived(*real, in_full=True) == []


def test_a_changed_input_is_drift(real: tuple[Package, dict[str, TextTable]], monkeypatch: pytest.MonkeyPatch) -> None:
    package, texts = real
    set_cell(texts, "assumptions", "domestic-shipments-2025", "central", "1700000")
    monkeypatch.setattr("checks.derived.compute", lambda p, t: {})  # the hash alone must tell
    (found,) = check_derived(package, texts, in_full=False)
    assert (found.file, found.rule) == ("data/derived/estimates.csv", "derived/no-drift")
    assert found.fix == "run make estimate"


def test_a_changed_result_is_drift(real: tuple[Package, dict[str, TextTable]]) -> None:
    package, texts = real
    texts["estimates"].columns["p50"][0] = "0.9"
    (found,) = check_derived(package, texts, in_full=True)
    assert (found.rule, found.file) == ("derived/no-drift", "data/derived/estimates.csv")
    assert "1 rows differ" in found.message


def test_an_impossible_input_is_one_finding(real: tuple[Package, dict[str, TextTable]]) -> None:
    package, texts = real
    set_cell(texts, "assumptions", "domestic-shipments-2025", "low", "9000000")
    (found,) = check_derived(package, texts)
    assert found.rule == "derived/inputs-possible" and "not in order" in found.message


def test_new_evidence_changes_a_rating(real: tuple[Package, dict[str, TextTable]]) -> None:
    package, texts = real
    outcomes = texts["outcomes"].columns
    rated = dict(zip(texts["verdicts"].columns["target_id"], texts["verdicts"].columns["status"], strict=True))
    row = next(n for n, t in enumerate(outcomes["target_id"]) if rated[t] == "missed")
    for n, target in enumerate(outcomes["target_id"]):
        if target == outcomes["target_id"][row]:
            outcomes["finding"][n] = "met"
            outcomes["evidence"][n] = "commercial-volume"
            outcomes["independent"][n] = "true"
    found = check_verdicts(package, texts)
    assert [f.rule for f in found] == ["derived/verdicts-current"] and "run make verdicts" in str(found[0])


def test_every_derived_rule_is_broken_here() -> None:
    from checks.rulebook import rules

    text = Path(__file__).read_text()
    assert all(r.id in text for r in rules().values() if r.layer == "derived")
