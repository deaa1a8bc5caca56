"""States of the package to compare: a git revision, the archive of a release, or a folder.

In: what a person calls it. Out: a folder in which descriptor, schemas and tables lie as they were then. Knows nothing
of what is in them.
"""

import io
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from schemas.errors import UserError
from schemas.git import git
from schemas.package import Table

DESCRIPTOR = "datapackage.json"
PARTS = (DESCRIPTOR, "schemas", "data")
KINDS = (".json", ".csv", ".sql")  # what is compared
LARGEST, MOST_FILES = 256 << 20, 2000  # bytes and files that an archive unpacks to
MAIN = ("upstream/main", "origin/main", "main")  # of a fork, its original's comes first


def revision_of(root: Path, name: str) -> str | None:
    """Return the commit that a name stands for; None if there is none."""
    if name.startswith("-"):  # git would take it for an option
        return None
    found = git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    return found.decode().strip() if found else None


def base_revision(root: Path) -> str | None:
    """Return the commit of main on which the work at `root` rests; None outside a git checkout."""
    for name in MAIN:
        if revision_of(root, name) and (found := git(root, "merge-base", "HEAD", name)):
            return found.decode().strip()
    return revision_of(root, "HEAD")


def file_reader(root: Path, revision: str | None) -> Callable[[Table], bytes | None]:
    """Return a function that gives the file of a table as it was at a revision."""

    def read(table: Table) -> bytes | None:
        return git(root, "show", f"{revision}:./{table.path}") if revision else None

    return read


@contextmanager
def opened_state(name: str, root: Path) -> Iterator[Path]:
    """Give the folder of a state: that of an archive or folder called `name`, or else of a git revision at `root`.

    Raises UserError if there is none.
    """
    path = Path(name)
    if path.is_dir():
        yield _with_descriptor(path, name)
        return
    with tempfile.TemporaryDirectory(prefix="china-ai-chips-") as made:
        folder = Path(made)
        if path.is_file():
            _unpack(path, folder)
        else:
            _check_out(name, root, folder)
        yield _with_descriptor(folder, name)


def _unpack(path: Path, folder: Path) -> None:
    """Unpack the descriptor, the schemas and the tables of an archive, if they are not larger than any release."""
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = [m for m in archive.infolist() if PurePosixPath(m.filename).suffix in KINDS]
            size = sum(member.file_size for member in wanted)
            if size > LARGEST or len(wanted) > MOST_FILES:
                raise UserError(
                    f"{path} is not unpacked, as it holds {len(wanted):,} files of {size:,} bytes; "
                    f"a release has at most {MOST_FILES:,} of {LARGEST:,}"
                )
            for member in wanted:  # a name that leads out of the folder is made harmless, a link is written as text
                archive.extract(member, folder)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise UserError(f"{path} is not a zip archive that can be read: {error}") from None


def _check_out(name: str, root: Path, folder: Path) -> None:
    revision = revision_of(root, name)
    if not revision:
        raise UserError(
            f"{name} is neither a git revision here, nor a release archive, nor a folder; "
            "give a branch, tag or commit (git fetch brings those of others), or the path of a .zip"
        )
    packed = git(root, "archive", "--format=tar", revision, *PARTS)
    if packed is None:
        raise UserError(f"{name} holds no data package: {', '.join(PARTS)} are not all there")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            inside = not {"..", "/"} & set(PurePosixPath(member.name).parts)
            if member.isfile() and inside:
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                content = archive.extractfile(member)
                target.write_bytes(content.read() if content else b"")


def _with_descriptor(folder: Path, name: str) -> Path:
    """Return the folder that holds the descriptor: the given one or the only one in it."""
    inside = [folder, *(p for p in sorted(folder.iterdir()) if p.is_dir())]
    for place in inside:
        if (place / DESCRIPTOR).is_file():
            return place
    raise UserError(f"{name} holds no {DESCRIPTOR}")
