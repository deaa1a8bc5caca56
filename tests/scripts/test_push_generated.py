"""The commit of generated files: made if something changed, on top of what was pushed meanwhile, the token unseen."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from edits import git
from schemas.package import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a clone of a bare repository with one file."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "seed")
    commit(tmp_path / "seed", "table.csv", "a\n")
    git(tmp_path, "clone", "--quiet", "origin.git", "clone")
    return tmp_path / "clone"


def commit(folder: Path, file: str, text: str) -> None:
    """Write a file, commit it and push it."""
    (folder / file).write_text(text)
    git(folder, "add", file)
    git(folder, "commit", "--quiet", "-m", f"Write {file}")
    git(folder, "push", "--quiet", "origin", "HEAD:main")


def push(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"GITHUB_TOKEN": "secret", "GIT_TRACE": "1"}
    command = ["sh", str(ROOT / "scripts" / "push_generated.sh"), "main"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def on_main(folder: Path) -> list[str]:
    git(folder, "fetch", "--quiet", "origin", "main")
    return git(folder, "log", "--format=%an: %s", "FETCH_HEAD").splitlines()


def test_nothing_changed_is_nothing_committed(clone: Path) -> None:
    run = push(clone)
    assert run.returncode == 0 and "nothing to commit" in run.stdout
    assert on_main(clone) == ["A: Write table.csv"]


def test_what_changed_is_one_commit_that_says_so(clone: Path) -> None:
    (clone / "derived.csv").write_text("1\n")
    (clone / "table.csv").write_text("a\nb\n")
    run = push(clone)
    assert run.returncode == 0, run.stderr
    assert on_main(clone) == ["github-actions[bot]: Regenerate what is made from the data", "A: Write table.csv"]
    assert "secret" not in run.stdout + run.stderr


def test_it_goes_on_top_of_what_was_pushed_meanwhile(clone: Path) -> None:
    commit(clone.parent / "seed", "other.csv", "x\n")
    (clone / "derived.csv").write_text("1\n")
    run = push(clone)
    assert run.returncode == 0, run.stderr
    assert [line.partition(": ")[2] for line in on_main(clone)] == [
        "Regenerate what is made from the data", "Write other.csv", "Write table.csv",
    ]  # fmt: skip


def test_lines_that_were_written_meanwhile_are_left_to_the_next_run(clone: Path) -> None:
    commit(clone.parent / "seed", "table.csv", "theirs\n")
    (clone / "table.csv").write_text("ours\n")
    run = push(clone)
    assert run.returncode == 0 and "its own run writes them anew" in run.stdout
    assert on_main(clone)[0] == "A: Write table.csv"


def test_a_release_is_made_of_the_tag_of_its_version(tmp_path: Path) -> None:
    """`gh` is replaced by a program that says how it was called."""
    (tmp_path / "gh").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "datapackage.json").write_text('{\n  "version": "1.2.3",\n  "homepage": "https://example.org/x"\n}\n')
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.zip").write_text("a")
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = ["sh", str(ROOT / "scripts" / "github_release.sh")]

    def release(tag: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*command, tag, "out"], cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert release("v1.2.3").stdout.splitlines() == [
        "release", "create", "v1.2.3", "out/a.zip", "--verify-tag", "--title", "v1.2.3", "--notes",
        "What changed: https://example.org/x/blob/v1.2.3/CHANGELOG.md",
    ]  # fmt: skip
    wrong = release("v1.2.4")
    assert wrong.returncode == 1 and wrong.stdout == ""
    assert wrong.stderr == "the tag v1.2.4 is not that of version 1.2.3 in datapackage.json\n"
