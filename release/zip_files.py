"""Files packed so that the same files give the same bytes: in the order of their names, with one date and one mode.

What is left to the machine is zlib: another version of it may compress otherwise.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import date

CHECKSUMS = "SHA256SUMS"
REGULAR_FILE = 0o100644


def zip_bytes(files: Mapping[str, bytes], day: date) -> bytes:
    """Return an archive of the files, by path, all dated to midnight of `day`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made: the mode counts
            entry.external_attr = REGULAR_FILE << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return out.getvalue()


def sha256(content: bytes) -> str:
    """Return the digest of a file.

    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def checksums(files: Mapping[str, bytes]) -> str:
    """Return the text of SHA256SUMS over the files, as `sha256sum -c` reads it.

    >>> checksums({"a": b""})[-5:]
    '  a\\n'
    """
    return "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files))
