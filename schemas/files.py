"""Files read if they can be, and put in place whole.

Nobody ever reads a half-written one, and an interrupted write leaves the old one.
"""

import json
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

from schemas.locks import is_left_behind, lock
from schemas.plain_files import LARGEST

UNFINISHED = ".unfinished"  # how the name of a file ends that is being written


def read_bytes(path: Path) -> bytes | None:
    """Return what is in a file; None if it cannot be read, as it is a link, a pipe or a device, or beyond all size."""
    try:
        found = path.lstat()
        return path.read_bytes() if stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST else None
    except OSError:
        return None


def read_kept(path: Path) -> dict[str, Any]:
    """Return the JSON object that was kept in a file; an empty one where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, and the folders above it, under a temporary name beside it; then move it into place.

    Text is UTF-8 with the line ends that it has. What an earlier write of this file left when it was killed goes first.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    for old in path.parent.iterdir():
        if old.name.startswith(f".{path.name}-") and old.suffix == UNFINISHED and is_left_behind(old):
            old.unlink(missing_ok=True)
    handle, new = _new_file(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        new.chmod(0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _new_file(path: Path) -> tuple[int, Path]:
    """Make the file to be written, locked; again where another command took it for left behind before it was."""
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=UNFINISHED)
        lock(handle)
        if Path(name).exists():
            return handle, Path(name)
        os.close(handle)
