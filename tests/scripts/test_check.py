"""The command: exit codes, forms, and what a contributor sees."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from checks import input_digests
from checks.findings import Finding
from checks.kept_findings import Part
from checks.rulebook import rules
from checks.run import run
from schemas.package import ROOT, read_package
from scripts.check import arguments, is_thorough, kept_findings

FOUND = Finding("data/firms.csv", 2, "name", "firms/x", "error", "is wrong", "holds", "fix")


def check(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "scripts.check", *args], cwd=ROOT, capture_output=True, text=True)


@pytest.fixture
def wrong_unit(tree_copy: Path) -> Path:
    """Return a copy of the package in which the unit on line 2 of observations is wrong."""
    path = tree_copy / "data" / "observations.csv"
    lines = path.read_text().split("\n")
    lines[1] = lines[1].replace(",TFLOPS,", ",PFLOPS,")
    path.write_text("\n".join(lines))
    return tree_copy


def test_the_real_package_is_clean_and_warnings_are_few() -> None:
    run = check("--format", "json", "--no-cache")
    assert run.returncode == 0, run.stdout[:2000] + run.stderr
    found = json.loads(run.stdout)
    assert [f for f in found if f["severity"] == "error"] == []
    assert len([f for f in found if not rules()[f["rule"]].depends_on_today]) <= 40
    for layer in ("structure", "rows", "dataset"):
        assert layer in run.stderr


def test_a_wrong_row_can_be_fixed_by_its_message(wrong_unit: Path) -> None:
    run = check("--data", str(wrong_unit), "--layer", "rows")
    assert run.returncode == 1
    (line,) = [x for x in run.stdout.splitlines() if x.startswith("data/observations.csv:2 ")]
    assert "PFLOPS" in line and "TFLOPS" in line and "docs/rules/observations.md#observations" in line
    assert "Traceback" not in run.stdout + run.stderr


def test_json_has_the_promised_fields(wrong_unit: Path) -> None:
    found = json.loads(check("--data", str(wrong_unit), "--layer", "rows", "--format", "json").stdout)
    assert {"file", "line", "column", "rule", "severity", "message"} <= found[0].keys()


def test_github_and_junit(wrong_unit: Path) -> None:
    assert "::error file=data/observations.csv,line=2," in check(
        "--data", str(wrong_unit), "--layer", "rows", "--format", "github"
    ).stdout  # fmt: skip
    suite = ElementTree.fromstring(check("--data", str(wrong_unit), "--layer", "rows", "--format", "junit").stdout)
    assert int(suite.get("failures", "0")) >= 1


def test_a_broken_file_is_named_alone_and_the_rest_is_checked(wrong_unit: Path) -> None:
    (wrong_unit / "data" / "firms.csv").write_text("nonsense\n")
    run = check("--data", str(wrong_unit))
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert "of data/firms.csv the form alone was checked" in run.stderr
    errors = [line.split(" ")[0] for line in run.stdout.splitlines() if " warning: " not in line]
    assert errors == ["data/firms.csv:1", "data/observations.csv:2"]  # nobody else is accused


@pytest.mark.parametrize("with_form_broken", [False, True])
def test_what_frictionless_and_great_expectations_find_is_found_without_them(
    wrong_unit: Path, with_form_broken: bool
) -> None:
    """A type of building that is none is seen by Frictionless too, a fab without a capacity by Great Expectations."""
    if with_form_broken:
        fabs = wrong_unit / "data" / "fabs.csv"
        fabs.write_text(fabs.read_text().replace(",packaging,", ",baking,", 1))
    package = read_package(wrong_unit)
    quick, thorough = (
        run(package, package.day, lambda *_: None, ("structure", "rows", "dataset"), thorough=thorough)
        for thorough in (False, True)
    )
    assert {"frictionless"} == thorough.seconds.keys() - quick.seconds.keys()
    assert quick.findings == thorough.findings
    rules_broken = {f.rule for f in quick.findings}
    assert "observations/unit-of-the-metric" in rules_broken
    assert ("structure/allowed-values" if with_form_broken else "fabs/capacity-known") in rules_broken


@pytest.mark.parametrize("args", [[], ["--stale"], ["--docs", "docs"]])
def test_frictionless_and_great_expectations_are_asked_where_it_must_be_proven(
    args: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert is_thorough(arguments(args)) == bool(args)
    monkeypatch.setenv("CI", "true")
    assert is_thorough(arguments(args))


def test_strict_fails_on_warnings(tree_copy: Path) -> None:
    path = tree_copy / "data" / "observations.csv"
    header, *rows = path.read_text().splitlines()
    path.write_text("\n".join([header, *rows[::-1]]) + "\n")
    assert check("--data", str(tree_copy), "--layer", "structure").returncode == 0
    assert check("--data", str(tree_copy), "--layer", "structure", "--strict").returncode == 1


@pytest.mark.parametrize("args", [["--data", "/nonexistent"], ["--table", "no_such_table"]])
def test_could_not_run_is_two_and_one_line(args: list[str]) -> None:
    run = check(*args)
    assert run.returncode == 2
    assert run.stderr.startswith("cannot check: ") and run.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "ci", "used"),
    [([], "", True), (["--no-cache"], "", False), ([], "true", False)],
)
def test_nothing_kept_is_believed_in_ci_or_on_request(
    options: list[str], ci: str, used: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("scripts.check.CACHE", tmp_path / "findings.json")
    package, today = read_package(), date(2026, 11, 23)
    for _ in range(2):
        kept = kept_findings(package, today, arguments(options))
        found = kept.findings(["rows/firms"])
        kept.keep([Part("rows/firms", frozenset({"data/firms.csv"}), [FOUND])])
        kept.write(input_digests.input_digests(package, today))
    assert found == ([FOUND] if used else [])
    assert (tmp_path / "findings.json").exists() == used


def test_nothing_is_kept_of_another_package(tree_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    kept = kept_findings(read_package(tree_copy), date(2026, 11, 23), arguments([]))
    kept.keep([Part("rows/firms", frozenset(), [FOUND])])
    assert not kept.changed
    assert kept_findings(read_package(tree_copy), date(2026, 11, 23), arguments([])).lacks(["rows/firms"])


def test_what_is_wrong_within_a_table_is_printed_once_and_before_other_tables_are_compared(tree_copy: Path) -> None:
    """A cell that is no date is told when its table was read, and a reference to nothing after all were."""
    firms, events = (tree_copy / "data" / f"{name}.csv" for name in ("firms", "events"))
    header, first, *rest = firms.read_text(encoding="utf-8").split("\n")
    cells = first.split(",")
    cells[header.split(",").index("parent_id")] = "nobody"
    firms.write_text("\n".join([header, ",".join(cells), *rest]), encoding="utf-8")
    lines = events.read_text(encoding="utf-8").split("\n")
    key, _, others = lines[2].split(",", 2)
    events.write_text("\n".join([*lines[:2], f"{key},2025-13-03,{others}", *lines[3:]]), encoding="utf-8")
    printed = check("--data", str(tree_copy), "--layer", "structure").stdout.splitlines()
    assert [line.split(" ")[0] for line in printed] == ["data/events.csv:3", "data/firms.csv:2"]


def test_without_changes_nothing_heavy_is_imported() -> None:
    """The layers alone import what takes seconds."""
    code = "import sys, scripts.check; print(*sys.modules)"
    imported = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout.split()
    assert "checks.run" in imported
    heavy = {"pandas", "numpy", "scipy", "pandera", "great_expectations", "frictionless", "duckdb", "polars"}
    assert not heavy & set(imported)
