"""Files read if they can be, and put in place whole.

Nobody ever reads a half-written one, and an interrupted write leaves the old one.
"""

import os
import stat
import tempfile
from pathlib import Path

from schemas.plain_files import LARGEST


def read_bytes(path: Path) -> bytes | None:
    """Return what is in a file; None if it cannot be read, as it is a link, a pipe or a device, or beyond all size."""
    try:
        found = path.lstat()
        return path.read_bytes() if stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST else None
    except OSError:
        return None


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, and the folders above it, under a temporary name beside it; then move it into place.

    Text is UTF-8 with the line ends that it has.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        new.chmod(0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
