"""The command: exit codes, forms, and what a contributor sees."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from checks.rulebook import rules
from schemas.package import ROOT


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
    run = check("--format", "json")
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
