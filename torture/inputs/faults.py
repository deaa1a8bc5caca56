"""What killed commands, full disks, lost power and other systems' clones leave of a package."""

from pathlib import Path

from torture.hostile import Change, Hostile, with_bytes, with_file

KIND = "fault"
FIRMS = "data/firms.csv"


def every_table(before: bytes, after: bytes) -> Change:
    """Return the change that writes every table with other bytes in some places."""

    def change(root: Path) -> None:
        for path in (root / "data").glob("*.csv"):
            path.write_bytes(path.read_bytes().replace(before, after))

    return change


def folder_in_place(file: str) -> Change:
    """Return the change that puts a folder where a file was."""

    def change(root: Path) -> None:
        (root / file).unlink()
        (root / file).mkdir()

    return change


INPUTS = [
    Hostile("write-that-was-killed", KIND, with_file("data/.firms.csv-a1b2.unfinished", b"firm_id,na"), "harmless"),
    Hostile("clone-with-carriage-returns", KIND, every_table(b"\n", b"\r\n"), "mended"),
    Hostile("table-of-zeros", KIND, with_bytes(FIRMS, lambda b: bytes(len(b))), "refused", FIRMS, "NUL|header"),
    Hostile("table-ends-in-zeros", KIND, with_bytes(FIRMS, lambda b: b[:-50] + bytes(50)), "refused", FIRMS, "NUL"),
    Hostile("table-of-no-bytes", KIND, with_bytes(FIRMS, lambda b: b""), "refused", FIRMS, "empty|header"),
    Hostile("table-ends-in-its-header", KIND, with_bytes(FIRMS, lambda b: b[:20]), "refused", FIRMS, "line end|header"),
    Hostile("table-ends-in-a-row", KIND, with_bytes(FIRMS, lambda b: b[:-20]), "refused", FIRMS, "cells|end of data"),
    Hostile("folder-in-place-of-a-table", KIND, folder_in_place(FIRMS), "refused", FIRMS, "read|folder|directory"),
]
