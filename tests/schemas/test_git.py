"""Git is asked about the package's own checkout only, and line ends are those of the tree wherever it is cloned."""

import shutil
import subprocess
from pathlib import Path

import pytest

from changes.states import base_revision
from edits import git as run_git
from schemas.git import git
from schemas.package import ROOT


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Return somebody's repository, with a tag that looks like one of ours."""
    run_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "x").write_text("")
    run_git(tmp_path, "add", "x")
    run_git(tmp_path, "commit", "--quiet", "-m", ".")
    run_git(tmp_path, "tag", "v9.9.9")
    return tmp_path


def test_a_repository_in_which_the_package_merely_lies_is_not_asked(theirs: Path) -> None:
    (theirs / "package").mkdir()
    assert git(theirs, "tag") == b"v9.9.9\n"
    assert git(theirs / "package", "tag") is None
    assert base_revision(theirs / "package") is None


def test_setup_leaves_the_configuration_of_such_a_repository(theirs: Path) -> None:
    (theirs / "package").mkdir()
    subprocess.run(["sh", str(ROOT / "scripts" / "git.sh")], cwd=theirs / "package", check=True)
    assert "merge" not in (theirs / ".git" / "config").read_text()


def test_a_clone_that_converts_line_ends_has_those_of_the_tree(theirs: Path) -> None:
    """As Git for Windows does by default."""
    files = {"a.sh": b"set -eu\n", "data/a.csv": b"a\n1\n", "Makefile": b"all:\n", "x.png": b"\x89PNG\r\n\x1a\n\x00"}
    shutil.copy(ROOT / ".gitattributes", theirs)
    for name, content in files.items():
        (theirs / name).parent.mkdir(exist_ok=True)
        (theirs / name).write_bytes(content)
    run_git(theirs, "add", "--all")
    run_git(theirs, "commit", "--quiet", "-m", ".")
    run_git(theirs, "clone", "--quiet", "-c", "core.autocrlf=true", ".", "clone")
    assert {name: (theirs / "clone" / name).read_bytes() for name in files} == files
