"""What an input is: a change to a copy of the package, and what must come of it.

The outcomes: `refused` (errors, in the file that is named, in its words), `warned` (a warning in these words, no
error), `mended` (`format` gives the bytes from before the change), `harmless` (nothing is found), `stopped` (the
command cannot run and says why, exit code 2).
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Outcome = Literal["refused", "warned", "mended", "harmless", "stopped"]
Change = Callable[[Path], None]
Rows = list[list[str]]


@dataclass(frozen=True)
class Hostile:
    """One input. `words` is a regular expression that a finding about `file` must match, or, for `stopped`, the
    output. At most `most` findings may be made beyond those of the sound package, and all of them about `file`.

    `of` says what is copied: the package (descriptor, schemas, data), or the tree with code, rules and pages. Where the
    `whole` check is asked, no part of it that sees the mistake alone will do: later layers must bear it.
    """

    name: str
    kind: str
    change: Change
    outcome: Outcome
    file: str = ""
    words: str = ""
    most: int = 3
    of: Literal["package", "tree"] = "package"
    whole: bool = False


def read_rows(root: Path, table: str) -> Rows:
    """Return the rows of a table, its header first."""
    text = (root / "data" / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def write_rows(root: Path, table: str, rows: Rows) -> None:
    """Write a table as `make format` would, in the order given; quotes stand where the canonical form has them."""
    from checks.canonical import csv_text  # one home of what is quoted

    (root / "data" / f"{table}.csv").write_bytes(csv_text(rows).encode("utf-8", "surrogatepass"))


def with_cell(table: str, key: str, column: str, value: str) -> Change:
    """Return the change that gives one cell another value; the row is found by its first column."""

    def change(root: Path) -> None:
        rows = read_rows(root, table)
        (row,) = [row for row in rows if row[0] == key]
        row[rows[0].index(column)] = value
        write_rows(root, table, rows)

    return change


def with_cells(table: str, key: str, cells: dict[str, str]) -> Change:
    """Return the change that gives some cells of a row other values."""

    def change(root: Path) -> None:
        for column, value in cells.items():
            with_cell(table, key, column, value)(root)

    return change


def with_bytes(file: str, edit: Callable[[bytes], bytes]) -> Change:
    """Return the change that writes a file with other bytes."""

    def change(root: Path) -> None:
        path = root / file
        path.write_bytes(edit(path.read_bytes()))

    return change


def with_file(file: str, content: bytes) -> Change:
    """Return the change that writes a file that need not be there yet."""

    def change(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return change
