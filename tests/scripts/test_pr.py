"""`make pr` as a contributor uses it: one command, a few lines, nothing written but the form of tables."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from edits import edit, git, remove_row, set_cell
from schemas.package import ROOT
from tests_support import state_draws

pytestmark = [
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
    pytest.mark.xdist_group("pr"),
]
Run = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for what a run keeps of the base: it is the same for every test here."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def proposal(repository: Path, kept: Path) -> Iterator[Path]:
    """Return a repository to change, in which `make pr` was run before."""
    cache = repository / "build" / "cache"
    shutil.copytree(kept, cache)
    git(repository, "checkout", "-q", "main")
    state_draws(repository)
    git(repository, "commit", "-qam", "draws")
    git(repository, "checkout", "-q", "-B", "change")
    yield repository
    shutil.copytree(cache, kept, dirs_exist_ok=True)


def pr(root: Path, *args: str) -> Run:
    command = [sys.executable, "-m", "scripts.pr", "--data", str(root), *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_one_number_changed(proposal: Path) -> None:
    set_cell(proposal, "assumptions", "domestic-packaging-and-substrate-share", "central", "0.5")
    run = pr(proposal, "--out", str(proposal / "build" / "pr"))
    assert run.returncode == 0, run.stdout + run.stderr
    lines = run.stdout.splitlines()
    assert lines[0].startswith("1 cell changed, against ")
    assert "domestic-packaging-and-substrate-share central: 0.35 → 0.5" in lines[2]
    assert lines[-1] == "ready: commit, and open the pull request" and len(lines) < 30
    assert git(proposal, "status", "--porcelain").split() == ["M", "data/assumptions.csv"]  # nothing derived
    found = json.loads((proposal / "build" / "pr" / "diff.json").read_text(encoding="utf-8"))
    assert (found["changed_cells"], found["version"]["bump"]) == (1, "patch")
    assert (proposal / "build" / "pr" / "pr.txt").read_text(encoding="utf-8") == run.stdout
    assert (proposal / "build" / "pr" / "pr.md").read_text(encoding="utf-8").startswith("**Findings: none new")


def test_a_wrong_row_is_named_first_and_put_right_by_its_message(proposal: Path) -> None:
    set_cell(proposal, "observations", "obs-chip-0004", "unit", "PFLOPS")
    wrong = pr(proposal)
    assert wrong.returncode == 1
    assert wrong.stdout.startswith("data/observations.csv:2 the unit is “PFLOPS”; the metric’s is “TFLOPS”")
    assert wrong.stdout.splitlines()[-1] == "not ready: put right 1 error, then make pr again"
    annotation = pr(proposal, "--github", "--keep").stdout.splitlines()
    assert len(annotation) == 1 and annotation[0].startswith("::error file=data/observations.csv,line=2,")
    set_cell(proposal, "observations", "obs-chip-0004", "unit", "TFLOPS")
    assert pr(proposal).returncode == 0


def test_form_is_put_right_and_the_rest_is_checked(proposal: Path) -> None:
    path = proposal / "data" / "regions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    (proposal / "data" / "events.csv").write_text("nonsense\n")
    run = pr(proposal)
    assert run.returncode == 1 and "formatted data/regions.csv" in run.stdout
    assert "data/events.csv:1 the first line is no header of this table" in run.stdout
    assert "data/regions.csv:" not in run.stdout


def test_keep_changes_no_file(proposal: Path) -> None:
    edit(proposal, "regions", lambda rows: None)
    path = proposal / "data" / "regions.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    before = path.read_bytes()
    assert pr(proposal, "--keep").returncode == 0 and path.read_bytes() == before


def test_a_removed_row_comes_first(proposal: Path) -> None:
    key = (proposal / "data" / "events.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    remove_row(proposal, "events", key)
    lines = pr(proposal).stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("1 row removed"))
    assert lines[at + 1] == "removed:" and key in lines[at + 2]


def test_without_git_it_asks_for_a_base(tree_copy: Path) -> None:
    run = pr(tree_copy)
    assert run.returncode == 2 and "is no git checkout; name with --base" in run.stderr
    assert pr(tree_copy, "--base", str(ROOT)).returncode == 0
