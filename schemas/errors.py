"""Two kinds of failure: what a person can put right, and what is a mistake of ours.

Commands catch `UserError` and show its text; everything else that is raised is ours, and is shown with its place.
"""

import errno
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class UserError(Exception):
    """Something that a person can put right: data, a setting, what a command was asked for. The text says what, and
    where."""


class PackageError(UserError):
    """The descriptor, a Table Schema or a view cannot be used."""


class InternalError(Exception):
    """A mistake of ours in another process, which sends what and where it was, and its traceback, as text."""

    def __init__(self, what: str, trace: str):
        super().__init__(what, trace)
        self.what = what
        self.trace = trace


# What the machine refuses, and a person can put right: no space, a limit, a right, a folder that is no folder.
REFUSED = {
    errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.EEXIST,
    errno.ELOOP, errno.ENAMETOOLONG, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN, errno.EIO,
    getattr(errno, "EDQUOT", errno.ENOSPC),
}  # fmt: skip


def describe_refusal(error: Exception) -> str | None:
    """Return in words what the system refused, and of which file; None for what is a mistake of ours, such as a file
    that is not there.

    >>> describe_refusal(OSError(errno.EROFS, "Read-only file system", "build/x"))
    'build/x: Read-only file system'
    """
    if isinstance(error, MemoryError):
        return "not enough memory"
    if not isinstance(error, OSError) or error.errno not in REFUSED:
        return None
    return f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror}"


def describe_internal(error: BaseException) -> str:
    """Return the place of an exception in this tree and what it was: `checks/rows.py:120: KeyError 'x'`."""
    if isinstance(error, InternalError):
        return error.what
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(ROOT) and "site-packages" not in f.filename]
    at = (ours or frames)[-1:]
    place = f"{_shown(at[0].filename)}:{at[0].lineno}: " if at else ""
    return f"{place}{type(error).__name__} {' '.join(str(error).split())}".rstrip()


def _shown(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
