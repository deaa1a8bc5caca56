"""A package under git, with its main branch, to change."""

import subprocess
from pathlib import Path

import pytest

from diff_support import git


@pytest.fixture
def repository(tree_copy: Path) -> Path:
    """Return a copy of the package in this tree as a git repository, one commit on main, on the branch `change`."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(tree_copy)], check=True)
    (tree_copy / ".gitignore").write_text("build/\n")
    git(tree_copy, "add", "-A")
    git(tree_copy, "commit", "-q", "-m", "first")
    git(tree_copy, "checkout", "-q", "-b", "change")
    return tree_copy
