"""A release is refused for each thing that it waits for, with what, why and how to fix it."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from changes.bump import Level
from checks.findings import Finding
from edits import edit, git, set_cell
from release.changelog import Section, read_sections
from schemas.package import ROOT, Package, read_package
from scripts.release_check import (
    Refusal,
    check_changelog,
    check_day,
    check_findings,
    check_version,
    required_bump,
)

LOG = "# Changelog\n\nWhat changed.\n\n## 0.2.0 (2026-12-01)\n\n- More.\n\n## 0.1.0 (2026-11-23)\n\nFirst.\n"


def versioned(root: Path, version: str, day: str = "2026-11-23") -> Package:
    """Give the package at `root` another version and day."""
    path = root / "datapackage.json"
    descriptor = json.loads(path.read_text()) | {"version": version, "created": f"{day}T00:00:00Z"}
    path.write_text(json.dumps(descriptor))
    return read_package(root)


def asks(level: Level) -> Callable[[str], Level]:
    return lambda tag: level


def whats(refusals: list[Refusal]) -> list[str]:
    return [refusal.what for refusal in refusals]


@pytest.fixture
def released(repository: Path) -> Path:
    """Return a repository whose first commit is the release 0.1.0, with another commit on top."""
    versioned(repository, "0.1.0")
    git(repository, "commit", "-q", "-a", "--allow-empty", "-m", "release")
    git(repository, "tag", "v0.1.0")
    git(repository, "commit", "-q", "--allow-empty", "-m", "later")
    return repository


def test_sections_of_a_changelog() -> None:
    assert read_sections(LOG) == [
        Section("0.2.0", "2026-12-01", 5, "- More."),
        Section("0.1.0", "2026-11-23", 9, "First."),
    ]
    assert read_sections("## 0.1.0\n## 0.0.9\n") == [Section("0.1.0", "", 1, ""), Section("0.0.9", "", 2, "")]


@pytest.mark.parametrize(
    ("version", "needed", "least"),
    [
        ("0.1.1", Level.MINOR, "0.2.0"),
        ("0.2.0", Level.MAJOR, "1.0.0"),
        ("0.0.9", Level.NONE, "0.1.1"),
        ("0.1.1", Level.PATCH, None),
        ("0.2.0", Level.PATCH, None),
        ("1.0.0", Level.MAJOR, None),
    ],
)
def test_the_version_must_be_raised_far_enough(released: Path, version: str, needed: Level, least: str | None) -> None:
    found = check_version(versioned(released, version), [], asks(needed))
    asked = [f.fix.removeprefix("set `version` in datapackage.json to ").split()[0] for f in found]
    assert asked == ([least] if least else [])
    assert all(f"version {version} after v0.1.0 is too low" in what for what in whats(found))


def test_a_released_version_is_not_released_again(released: Path) -> None:
    (what,) = whats(check_version(read_package(released), [], asks(Level.NONE)))
    assert what.startswith("v0.1.0 is released already, as commit ")
    git(released, "checkout", "-q", "v0.1.0")
    assert check_version(read_package(released), [], asks(Level.NONE)) == []  # on the tag itself


def test_what_changed_since_the_tag_decides(released: Path) -> None:
    assert required_bump("v0.1.0", released) == Level.NONE
    set_cell(released, "tiers", "T1", "name", "Another name")
    assert required_bump("v0.1.0", released) == Level.PATCH
    edit(released, "tiers", lambda rows: [*rows, rows[0] | {"tier_id": "T9", "name": "New"}])
    assert required_bump("v0.1.0", released) == Level.MINOR


def test_a_first_release_needs_no_tag_but_a_whole_history(repository: Path, tmp_path: Path) -> None:
    package, sections = versioned(repository, "0.2.0"), read_sections(LOG)
    assert check_version(package, sections[:1], asks(Level.NONE)) == []
    (refusal,) = check_version(package, sections, asks(Level.NONE))
    assert "CHANGELOG.md has a section on 0.1.0" in refusal.what and refusal.fix == "git fetch --tags"
    git(repository, "commit", "-q", "-a", "-m", "second")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{repository}", str(clone)], check=True)
    (refusal,) = check_version(read_package(clone), sections[:1], asks(Level.NONE))
    assert "cut short" in refusal.what and refusal.fix == "git fetch --tags --unshallow"


@pytest.mark.parametrize(
    ("log", "what"),
    [
        (LOG, None),
        (LOG.replace("## 0.2.0 (2026-12-01)", "## 0.1.9 (2026-12-01)"), "has no section “## 0.2.0 (2026-12-01)”"),
        (LOG.replace("- More.\n", ""), "CHANGELOG.md:5 says nothing of 0.2.0"),
        (LOG.replace("2026-12-01", "2026-12-02"), "dates 0.2.0 to 2026-12-02, not to 2026-12-01"),
        (LOG.replace(" (2026-12-01)", ""), "dates 0.2.0 to no day, not to 2026-12-01"),
    ],
)
def test_the_changelog_says_what_changed(tree_copy: Path, log: str, what: str | None) -> None:
    found = whats(check_changelog(versioned(tree_copy, "0.2.0", "2026-12-01"), read_sections(log)))
    assert len(found) == (what is not None) and all(str(what) in text for text in found)


def test_a_day_to_come_is_refused(tree_copy: Path) -> None:
    package = versioned(tree_copy, "0.2.0", "2026-12-01")
    assert whats(check_day(package, date(2026, 11, 30))) == ["`created` is 2026-12-01, which is to come"]
    assert check_day(package, date(2026, 12, 1)) == []


def test_evidence_after_the_day_is_refused(tree_copy: Path) -> None:
    package = versioned(tree_copy, "0.2.0", "2031-01-31")
    assert check_day(package, date(2031, 1, 31)) == []
    edit(tree_copy, "observations", lambda rows: [rows[0] | {"recorded_on": "2031-02-01"}, *rows[1:]])
    (refusal,) = check_day(package, date(2031, 2, 1))
    assert refusal.what == "data/observations.csv has rows of 2031-02-01 in recorded_on"
    assert refusal.fix.startswith("set `created` to 2031-02-01 or later")


def test_each_finding_is_worded_by_what_it_means() -> None:
    warning = Finding("data/firms.csv", 7, "", "firms/used", "warning", "is not used", "", "use it", "kla")
    findings = [
        warning,
        replace(warning, rule="derived/documents-current", severity="error", message="would change"),
        replace(warning, rule="sources/fresh", severity="error", message="is old"),
        replace(warning, rule="structure/typed", severity="error", message="is no number"),
    ]
    found = {refusal.what.split(" (")[1].rstrip(")"): refusal for refusal in check_findings(findings)}
    assert "list the row in checks/exemptions.yaml" in found["firms/used"].fix
    assert found["derived/documents-current"].fix.startswith("make regenerate")
    assert "set `created`" in found["sources/fresh"].fix
    assert found["structure/typed"].why == "It is a mistake in the data" and found["structure/typed"].fix == "use it"
    assert check_findings([]) == []


def test_the_command_names_all_at_once(released: Path) -> None:
    """A day far ahead makes the evidence old and the verdicts another day's; the version and the changelog stay."""
    (released / "CHANGELOG.md").write_text("# Changelog\n\n## 0.1.0 (2026-11-23)\n\n- First.\n")
    versioned(released, "0.1.0", "2031-01-01")
    command = [sys.executable, "-m", "scripts.release_check", "--data", str(released)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1, run.stderr
    for text in (
        "v0.1.0 is released already",
        "CHANGELOG.md:3 dates 0.1.0 to 2026-11-23, not to 2031-01-01",
        "`created` is 2031-01-01, which is to come",
        "(sources/fresh). The package says that it speaks for the day",
        "A release holds what its own data give. To fix it: make regenerate",
        "in checks/exemptions.yaml",
    ):
        assert text in run.stdout, text
    assert "cannot be released yet" in run.stderr
