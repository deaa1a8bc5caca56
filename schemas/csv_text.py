"""CSV read as text, with its lines counted, and written.

In: one CSV file and its `Table`. Out: its columns as text and a list of `Problem`, each with file, physical line,
column, what is wrong and what to do. Canonical CSV has one record per physical line, so record = line.
Does not look into cells: that is the work of `schemas.cells`. What the file is, `schemas.csv_form` makes out.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemas.csv_form import read_form
from schemas.csv_header import Columns
from schemas.errors import PackageError
from schemas.package import Table
from schemas.plain_files import read_plain
from schemas.problems import DataError, Problem, quoted

__all__ = [
    "DataError",
    "Problem",
    "TextTable",
    "csv_text",
    "parse",
    "parse_leniently",
    "quoted",
    "read_raw",
    "read_text",
]

SPECIAL = re.compile(r"[,;\t\"\r\n]")  # what some program takes for the end of a cell, though we do not


@dataclass
class TextTable:
    """A CSV as text: one list of cells per column. Row i stands on physical line i + 2, unless `lines` says where."""

    table: Table
    columns: dict[str, list[str]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)

    def line(self, row: int) -> int:
        """Return the physical line of a row."""
        return self.lines[row] if self.lines else row + 2

    def without(self, rows: Collection[int]) -> "TextTable":
        """Return the table without some of its rows; the others stay on their lines."""
        kept = [row for row in range(len(self.keys())) if row not in rows]
        columns = {name: [cells[row] for row in kept] for name, cells in self.columns.items()}
        return TextTable(self.table, columns, [self.line(row) for row in kept])

    def keys(self) -> list[tuple[str, ...]]:
        """Return the primary key of each row."""
        return list(zip(*(self.columns[k] for k in self.table.primary_key), strict=True))


def read_raw(table: Table, root: Path) -> tuple[bytes | None, list[Problem]]:
    """Return the bytes of the CSV of `table`; None, and why, where they cannot be read."""
    path = root / table.path
    try:
        return read_plain(root, table.path), []
    except PackageError as error:
        message, fix = str(error).removeprefix(f"{table.path} "), "restore the file"
        others = [p.name for p in path.parent.glob("*") if p.name.casefold() == path.name.casefold()]
        if others and others != [path.name]:
            message, fix = f"is not there, but {quoted(others[0])} is", f"rename that file to {path.name}"
        elif path.is_dir():
            message, fix = "is a folder, not a file", "move it away, and restore the file"
        return None, [Problem(table.path, 1, "", message, fix, "file-readable")]


def read_text(table: Table, root: Path) -> tuple[TextTable, list[Problem]]:
    """Read the CSV of `table`; on any problem of form the columns are empty, as lines could not be trusted."""
    raw, problems = read_raw(table, root)
    return parse(table, raw) if raw is not None else (TextTable(table, _columns(table, [])), problems)


def parse(table: Table, raw: bytes) -> tuple[TextTable, list[Problem]]:
    """Parse a CSV file into its cells, or say what is wrong with its form."""
    text, notes, problems = parse_leniently(table, raw)
    found = problems or notes
    return (TextTable(table, _columns(table, [])) if found else text), found


def parse_leniently(table: Table, raw: bytes) -> tuple[TextTable, list[Problem], list[Problem]]:
    """Parse a CSV file whose form may be put right without guessing; return what is out of form, and what cannot be put
    right, in which case the columns are empty."""
    numeric = frozenset(f.name for f in table.fields if f.type in ("number", "integer"))
    form = read_form(table.path, Columns(tuple(f.name for f in table.fields), numeric), raw)
    records = [] if form.problems else list(form.records)
    lines = [line for line, _ in records] if form.notes else []
    return TextTable(table, _columns(table, [row for _, row in records]), lines), form.notes, form.problems


def _columns(table: Table, rows: list[list[str]]) -> dict[str, list[str]]:
    cells = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in table.fields]
    return dict(zip((f.name for f in table.fields), cells, strict=True))


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Write rows of cells, the header among them, as the text of a file: quotes stand round what some program takes
    for a separator, as LibreOffice does a semicolon and a tab."""
    return "".join(",".join(map(_quoted_cell, row)) + "\n" for row in rows)


def _quoted_cell(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if SPECIAL.search(cell) else cell
