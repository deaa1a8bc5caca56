"""Derived layer: what would change is said with its numbers, and impossible inputs in one line."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checks import derived
from checks.derived import check_derived, check_verdicts
from checks.findings import Finding
from checks.rulebook import rules
from checks.run import with_severity
from model.drift import changed_rows
from schemas.cells import read_tables
from schemas.csv_text import TextTable
from schemas.package import Package, read_package
from schemas.typed_rows import typed_rows

Real = tuple[Package, dict[str, TextTable]]
TODAY = date(2027, 1, 1)


@pytest.fixture
def real(tree_copy: Path) -> Real:
    package = read_package(tree_copy)
    return package, read_tables(package)


@pytest.fixture
def as_committed(real: Real, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a model that gives the committed tables; collects how often it was run."""
    package, texts = real
    committed = {t.name: typed_rows(texts[t.name]) for t in package.tables if t.is_derived and t.name != "verdicts"}
    runs = []

    def compute(package: Package, texts: dict[str, TextTable]) -> dict:
        runs.append("run")
        return committed

    monkeypatch.setattr(derived, "compute", compute)
    return runs


def set_cell(texts: dict[str, TextTable], table: str, key: str, column: str, value: str) -> None:
    text = texts[table]
    row = text.columns[text.table.primary_key[0]].index(key)
    text.columns[column][row] = value


def test_the_model_is_run_again_only_when_an_input_changes(real: Real, as_committed: list[str]) -> None:
    package, texts = real
    assert check_derived(package, texts) == check_derived(package, texts) == []
    assert as_committed == ["run"]
    set_cell(texts, "assumptions", "domestic-shipments-2025", "central", "1700000")
    check_derived(package, texts)
    assert as_committed == ["run", "run"]


def test_a_cache_that_cannot_be_read_is_made_anew(real: Real, as_committed: list[str]) -> None:
    package, texts = real
    for content in ("{", "[]", "{}"):
        (package.root / derived.CACHE).parent.mkdir(parents=True, exist_ok=True)
        (package.root / derived.CACHE).write_text(content)
        assert check_derived(package, texts) == []
    assert len(as_committed) == 3


def test_a_changed_input_says_what_would_change(real: Real, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.outputs.PLACES", ())  # the sensitivities take longest, and are not looked at here
    package, texts = real
    set_cell(texts, "assumptions", "domestic-shipments-2025", "central", "1700000")
    found = {f.file: f for f in check_derived(package, texts)}
    estimates = found["data/derived/estimates.csv"]
    assert estimates.rule == "derived/no-drift" and "make regenerate" in estimates.fix
    assert re.fullmatch(r"\d+ rows would change, the first 2025 .*: p\d\d 0\.\d+ → 0\.\d+", estimates.message)


def test_drift_names_key_column_and_both_values() -> None:
    rows = [{"k": "a", "v": 0.5}, {"k": "b", "v": None}, {"k": "c", "v": 1.0}, {"k": "e", "v": 1.0}]
    now = [{"k": "a", "v": 0.5001}, {"k": "b", "v": 0.25}, {"k": "d", "v": 1.0}, {"k": "e", "v": 1.01}]
    assert list(map(str, changed_rows(rows, now, ["k"]))) == [
        "b: v empty → 0.25",
        "d is new",
        "e: v 1 → 1.01",
        "c goes",
    ]


def test_an_impossible_input_is_one_finding(real: Real) -> None:
    package, texts = real
    set_cell(texts, "assumptions", "domestic-shipments-2025", "low", "9000000")
    (found,) = check_derived(package, texts)
    assert found.rule == "derived/inputs-possible" and "not in order" in found.message


def test_new_evidence_changes_a_rating(real: Real) -> None:
    package, texts = real
    outcomes = texts["outcomes"].columns
    rated = dict(zip(texts["verdicts"].columns["target_id"], texts["verdicts"].columns["status"], strict=True))
    row = next(n for n, t in enumerate(outcomes["target_id"]) if rated[t] == "missed")
    for n, target in enumerate(outcomes["target_id"]):
        if target == outcomes["target_id"][row]:
            outcomes["finding"][n] = "met"
            outcomes["evidence"][n] = "commercial-volume"
            outcomes["independent"][n] = "true"
    (found,) = check_verdicts(package, texts, typed_rows(texts["estimates"]))
    assert found.rule == "derived/verdicts-current"
    assert found.message == f"1 rating would change, the first {outcomes['target_id'][row]}: status missed → met"


def test_a_target_without_a_rating_is_new(real: Real) -> None:
    package, texts = real
    columns = texts["verdicts"].columns
    gone = columns["target_id"][0]
    for cells in columns.values():
        del cells[0]
    (found,) = check_verdicts(package, texts, typed_rows(texts["estimates"]))
    assert found.message == f"1 rating would change, the first {gone} is new"


@pytest.mark.parametrize(
    ("rule", "in_a_branch"),
    [
        ("derived/no-drift", "warning"),
        ("derived/verdicts-current", "warning"),
        ("derived/references-current", "warning"),  # broken in test_structure.py
        ("derived/documents-current", "warning"),  # broken in tests/scripts/test_docs.py
        ("derived/inputs-possible", "error"),
    ],
)
def test_what_is_regenerated_is_an_error_only_when_stale_ones_are_asked_for(rule: str, in_a_branch: str) -> None:
    finding = Finding("f", 1, "", rule, rules()[rule].severity, "m", "", "")
    severity: Callable[[bool], str] = lambda stale: with_severity(finding, TODAY, stale).severity  # noqa: E731
    assert (severity(False), severity(True)) == (in_a_branch, "error")


def test_every_derived_rule_is_broken_here() -> None:
    text = Path(__file__).read_text()
    assert all(r.id in text for r in rules().values() if r.layer == "derived")
