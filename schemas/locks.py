"""Locks on files and folders, which the system takes back when the process that holds them ends, however it ends.

So what a killed command left behind can be told from what a living one works on. Windows has no such locks, and some
network disks have none: there nothing is waited for, and nothing counts as left behind.
"""

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def lock(handle: int) -> None:
    """Lock an open file or folder, waiting for who holds it; nothing where there are no locks."""
    if fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            return


def is_free(handle: int) -> bool:
    """Lock an open file or folder if nobody holds it, and tell whether that was so."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def opened(path: Path) -> int | None:
    """Open a file or folder to be locked; None where that cannot be, as for folders on Windows."""
    try:
        return os.open(path, os.O_RDONLY)
    except OSError:
        return None


def is_left_behind(path: Path) -> bool:
    """Tell whether no living command holds a file or folder that its maker locks."""
    handle = opened(path)
    if handle is None:
        return False
    try:
        return is_free(handle)
    finally:
        os.close(handle)
