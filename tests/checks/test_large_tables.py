"""Large tables: DuckDB and our own reader find the same in packages that are wrong in every way; Frictionless, too."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.findings import Finding, folded
from checks.run import run
from checks.structure import large_cells, large_layer
from checks.structure.frictionless_layer import check_with_frictionless, without_known
from checks.structure.large_layer import check_tables
from checks.structure.structure_layer import check_structure
from checks.workers import CouldNotRun
from large_support import BASE, FORMS, LARGE, TABLES, changed_cells, trials, write_descriptor, write_rows
from schemas import large_files
from schemas.package import Package, read_package
from schemas.ranges import out_of_range

TRIALS = 60
# What our own reader finds in a row of plain form, and Frictionless does not: it knows no such rule.
MISSED = {
    "characters-seen", "decoded-rightly", "letters-of-one-script", "names-told-apart", "no-placeholders", "no-formulae",
    "plain-text", "canonical", "rows-sorted", "lists-well-formed", "no-circles", "table-not-empty", "numbers-finite",
}  # fmt: skip


@pytest.fixture
def some_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the tables of LARGE for large ones, whatever their size."""
    monkeypatch.setattr(large_layer, "is_large", lambda root, table: table.name in LARGE)


@pytest.fixture
def found(tmp_path: Path, some_are_large: None) -> Callable[[Package], list[Finding]]:
    """Return a function that checks a package in which some tables are large."""

    def check(package: Package) -> list[Finding]:
        folder = tmp_path / "kept"
        folder.mkdir(exist_ok=True)
        return sorted(folded(check_tables(package, folder)[1]))

    return check


def copied() -> dict[str, list[list[str]]]:
    return {name: [list(row) for row in rows] for name, rows in BASE.items()}


def shown(findings: list[Finding]) -> list[tuple[object, ...]]:
    """Return all of a finding but how to put it right, which names keys that are spelt nearly so: of a large table not
    every key is looked at."""
    return sorted((f.file, f.line, f.column, f.rule, f.message, f.severity, f.mended, f.count) for f in findings)


@pytest.mark.parametrize("seeds", [range(n, n + TRIALS // 4) for n in range(0, TRIALS, TRIALS // 4)])
def test_what_is_wrong_is_found_alike(tmp_path: Path, found: Callable[[Package], list[Finding]], seeds: range) -> None:
    wrong = 0
    for trial in trials(tmp_path / "package", seeds):
        by_reader = folded(check_structure(trial.package)[1])
        assert shown(found(trial.package)) == shown(by_reader), trial.done
        wrong += bool(by_reader)
    assert wrong > len(seeds) / 2


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_found_alike(tmp_path: Path, found: Callable[[Package], list[Finding]], form: str) -> None:
    package = write_rows(tmp_path / "package", copied())
    path = package.root / package.table["firms"].path
    path.write_bytes(FORMS[form](random.Random(1), path.read_bytes()))
    assert shown(found(package)) == shown(folded(check_structure(package)[1]))


def test_nothing_is_wrong_with_what_is_right(tmp_path: Path, found: Callable[[Package], list[Finding]]) -> None:
    assert found(write_rows(tmp_path / "package", copied())) == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("note", "N/A"),
        ("note", "Hu\u0430wei"),
        ("value", "many"),
        ("source_id", "mars"),
        ("derived_from_ids", "mars;;moon;moon"),
        ("period", "soon"),
        ("rank", ""),
    ],
)
def test_many_mistakes_of_one_cause_are_counted(
    tmp_path: Path, found: Callable[[Package], list[Finding]], monkeypatch: pytest.MonkeyPatch, column: str, cell: str
) -> None:
    """Looked at are the first of them alone; our own reader, which looks at all, says the same."""
    monkeypatch.setattr(large_cells, "FIRST", 12)
    monkeypatch.setattr("schemas.cells.MANY", 9)
    rows = copied()
    at = rows["observations"][0].index(column)
    for row in rows["observations"][1:]:
        row[at] = cell
    package = write_rows(tmp_path / "package", rows)
    by_reader = folded(check_structure(package)[1])
    assert shown(found(package)) == shown(by_reader)
    assert sum(f.count for f in by_reader if f.column == column) >= 10


def is_text_for_frictionless(found: Finding, package: Package, rows: dict[str, list[list[str]]]) -> bool:
    """Tell whether a finding is about a list, a day in a period, or a number or year out of range: all right for it."""
    name = Path(found.file).stem
    f = package.table[name].field.get(found.column)
    if f is None:
        return False
    cell = rows[name][found.line - 1][rows[name][0].index(found.column)]
    of_day = found.rule == "structure/typed" and f.type == "string"
    return f.is_list or of_day or bool(out_of_range(f, cell))


def test_frictionless_finds_the_same(tmp_path: Path, some_are_large: None) -> None:
    """In cells that are changed one by one; what only our own rules refuse is listed above."""
    root, folder, seen = tmp_path / "package", tmp_path / "kept", 0
    folder.mkdir()
    write_descriptor(root)
    for seed in range(20):
        rows = copied()
        done = changed_cells(random.Random(seed), rows, 1)
        package = write_rows(root, rows)
        ours = check_tables(package, folder)[1]
        theirs = check_with_frictionless(root, TABLES)
        assert without_known(theirs, ours) == [], done
        places = {(f.file, f.line) for f in theirs}
        unseen = [f for f in ours if (f.file, f.line) not in places and not is_text_for_frictionless(f, package, rows)]
        assert {f.rule.removeprefix("structure/") for f in unseen} <= MISSED, done
        seen += len(theirs)
    assert seen > 5


def test_a_table_is_large_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = write_rows(tmp_path / "package", copied())
    table = package.table["grades"]
    size = (package.root / table.path).stat().st_size
    monkeypatch.setattr(large_files, "LARGE", size)
    assert large_files.is_large(package.root, table)
    monkeypatch.setattr(large_files, "LARGE", size + 1)
    assert not large_files.is_large(package.root, table)


def test_a_run_checks_large_files_and_leaves_nothing(
    tree_copy: Path, monkeypatch: pytest.MonkeyPatch, some_are_large: None
) -> None:
    package = read_package(tree_copy)
    path = tree_copy / package.table["observations"].path
    header, row, *rest = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([header, row.replace(",preferred,", ",best,"), *rest]), encoding="utf-8")
    monkeypatch.setattr("checks.run.is_large", lambda root, table: table.name in LARGE)
    asked: list[str] = []

    def note(root: Path, names: list[str], processes: int) -> list[Finding]:
        asked.extend(names)
        return []

    monkeypatch.setattr("checks.large_run.check_with_frictionless", note)
    verdict = run(package, package.day, lambda layer, findings, seconds: None, ["structure"])
    assert [(f.file, f.line, f.column, f.rule) for f in verdict.findings] == [
        ("data/observations.csv", 2, "rank", "structure/allowed-values")
    ]
    assert list((tree_copy / "build").iterdir()) == []
    referring = {t.name for t in package.tables for f in t.fields if f.reference and f.reference.table in LARGE}
    assert asked and not {*LARGE, *referring} & set(asked)


def test_a_package_with_large_tables_needs_what_rules_stand_on(
    tree_copy: Path, monkeypatch: pytest.MonkeyPatch, some_are_large: None
) -> None:
    descriptor = json.loads((tree_copy / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "plans"]
    (tree_copy / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    package = read_package(tree_copy)
    monkeypatch.setattr("checks.run.is_large", lambda root, table: table.name in LARGE)
    with pytest.raises(CouldNotRun, match="lacks the resource plans"):
        run(package, package.day, lambda layer, findings, seconds: None, ["structure"])
