"""Files of the package opened only where they are plain files inside it, and not larger than a bound.

In: the root of a package and a path as a descriptor, a schema or a folder names it; whoever wrote it is not trusted.
Out: the bytes, or why the file was not opened. A link, a pipe or a device is never opened, nor what lies elsewhere.
"""

import stat
from collections.abc import Iterator
from pathlib import Path

from schemas.errors import PackageError

LARGEST = 32 << 20  # bytes of one file: sixty times the largest table, and checked in minutes
LARGEST_TABLE = 16 << 30  # bytes of a table that is read by DuckDB


def misplaced(name: object) -> str:
    """Return why a path cannot lead to a file of the package; an empty text if it can.

    >>> misplaced("data/firms.csv"), misplaced("../secret"), misplaced("https://example.org/a.csv")
    ('', 'leads out of the package', 'is an address, not a file of the package')
    """
    if not isinstance(name, str) or not name.strip():
        return "is no path"
    if "://" in name:
        return "is an address, not a file of the package"
    if any(not c.isprintable() or c in '\\:*?"<>|' for c in name):
        return "holds a character that no path of the package has"
    if name.startswith(("/", "~")):
        return "begins outside of the package"
    if ".." in name.split("/"):
        return "leads out of the package"
    return "" if all(part not in ("", ".") for part in name.split("/")) else "is not written plainly"


def refusal(root: Path, name: str, largest: int = LARGEST) -> str:
    """Return why a file of the package is not opened; an empty text if it may be. Opens nothing."""
    if wrong := misplaced(name):
        return wrong
    path = root
    for part in name.split("/"):
        path = path / part
        try:
            found = path.lstat()
        except OSError as error:
            return f"cannot be read ({error.strerror})"
        if stat.S_ISLNK(found.st_mode):
            return f"is not opened, as {path.relative_to(root)} is a link; put the file itself there"
    if not stat.S_ISREG(found.st_mode):
        return "cannot be read (it is no plain file)"
    if found.st_size > largest:
        return f"is not read, as it has {found.st_size:,} bytes; at most {largest:,} are"
    return ""


def read_plain(root: Path, name: str, largest: int = LARGEST) -> bytes:
    """Return what is in a file of the package. Raises PackageError if it is not one that may be opened."""
    if wrong := refusal(root, name, largest):
        raise PackageError(f"{name} {wrong}")
    try:
        return (root / name).read_bytes()
    except OSError as error:
        raise PackageError(f"{name} cannot be read ({error.strerror})") from None


def parts_of(root: Path, name: str) -> Iterator[bytes]:
    """Yield what is in a file of the package, however large, part by part. Raises PackageError as `read_plain` does."""
    if wrong := refusal(root, name, LARGEST_TABLE):
        raise PackageError(f"{name} {wrong}")
    try:
        with (root / name).open("rb") as file:
            while part := file.read(1 << 20):
                yield part
    except OSError as error:
        raise PackageError(f"{name} cannot be read ({error.strerror})") from None


def plain_text(root: Path, name: str, largest: int = LARGEST) -> str:
    """Return a file of the package as text. Raises PackageError with the line of what is not UTF-8."""
    raw = read_plain(root, name, largest)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PackageError(f"{name}:{line} is not UTF-8: save the file as UTF-8") from None


def names_in(root: Path, folder: str, suffix: str) -> Iterator[str]:
    """Yield the paths of the files in a folder of the package that end so, in the order of their names."""
    if (wrong := refusal(root, folder)) and "no plain file" not in wrong:
        return
    yield from sorted(f"{folder}/{p.name}" for p in (root / folder).glob(f"*{suffix}"))
