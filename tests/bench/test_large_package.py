"""The package that benchmarks check: as many rows as are asked for, and each mistake on the line that is told."""

from pathlib import Path

import pytest

from bench.large_package import FAULTS, OBSERVATIONS, write_large_package
from checks.rows.row_layer import check_rows
from checks.rulebook import rules
from checks.severity import without_exempt
from checks.structure import large_layer
from checks.structure.large_layer import check_tables
from checks.structure.structure_layer import check_structure
from schemas.package import read_package


def test_it_has_the_rows_and_nothing_is_wrong(tmp_path: Path) -> None:
    root = tmp_path / "package"
    root.mkdir()
    assert write_large_package(root, 5000) == []
    assert len((root / OBSERVATIONS).read_text(encoding="utf-8").splitlines()) == 5001
    package = read_package(root)
    texts, found = check_structure(package)
    assert found == []
    assert without_exempt(check_rows(texts, package.day, "observations"), set()) == []


def test_bad_examples_are_sound_in_form_and_break_their_rules(tmp_path: Path) -> None:
    root = tmp_path / "package"
    root.mkdir()
    write_large_package(root, 0, meaning=True)
    package = read_package(root)
    texts, found = check_structure(package)
    assert found == []
    broken = {f.rule for f in check_rows(texts, package.day, "observations")}
    rows = {r.id for r in rules().values() if (r.layer, r.table) == ("rows", "observations")}
    assert len(broken & rows) > 0.9 * len(rows), rows - broken


def test_each_planted_mistake_is_found_on_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, kept = tmp_path / "package", tmp_path / "kept"
    root.mkdir()
    kept.mkdir()
    planted = write_large_package(root, 5000, mistakes=2)
    assert {one.rule for one in planted} == {f"structure/{kind}" for kind in FAULTS} and len(planted) == 2 * len(FAULTS)
    monkeypatch.setattr(large_layer, "is_large", lambda root, table: table.name == "observations")
    found = {(f.rule, f.line) for f in check_tables(read_package(root), kept)[1] if f.file == OBSERVATIONS}
    assert set(planted) <= found
