"""Copies of the package to be spoilt: the package as it is published, or the tree with its code, under git.

In: this tree. Out: a folder that may be changed at will. Nothing here writes to the tree itself.
"""

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from changes.states import PARTS
from schemas.package import ROOT

GIT = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.hooksPath=/dev/null"]


@contextmanager
def copied(of: str) -> Iterator[Path]:
    """Give a folder with a copy of the package, or of the whole tree with its state committed on main."""
    with TemporaryDirectory(prefix="torture-", ignore_cleanup_errors=True) as made:
        root = Path(made) / "package"
        if of == "tree":
            copy_tree(root)
        else:
            for part in PARTS:
                copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
                root.mkdir(exist_ok=True)
                copy(ROOT / part, root / part)
        yield root


def copy_tree(root: Path) -> None:
    """Copy what git tracks, link the environment, and commit it."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).exists():
            shutil.copy2(ROOT / name, target)
    (root / ".venv").symlink_to((ROOT / ".venv").resolve())
    for command in (["init", "--quiet", "--initial-branch=main"], ["add", "--all"], ["commit", "--quiet", "-m", "."]):
        subprocess.run([*GIT, *command], cwd=root, check=True)


def digests(root: Path) -> dict[str, str]:
    """Return the SHA-256 of each regular file of the package's sources under `root`; links are named, not followed."""
    found = {}
    for part in PARTS:
        place = root / part
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            name = str(path.relative_to(root))
            if path.is_symlink():
                found[name] = f"link to {path.readlink()}"
            elif path.is_file():
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
