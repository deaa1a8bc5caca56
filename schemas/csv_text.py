"""CSV read as text, with its lines counted.

In: one CSV file and its `Table`. Out: its columns as text and a list of `Problem`, each with file, physical line,
column, what is wrong and what to do. Canonical CSV has one record per physical line, so record = line.
Does not look into cells: that is the work of `schemas.cells`.
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from schemas.errors import PackageError, UserError
from schemas.package import Table
from schemas.plain_files import read_plain
from schemas.visible import visible

SHOWN = 60
MARK = b"\xef\xbb\xbf"  # byte order mark
MARKERS = ("<<<<<<<", "=======", ">>>>>>>")  # of a merge, see git merge-file
LONGEST = 131_072  # characters of a cell: what is longer is an unbalanced quote


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the data: where it is, what is wrong, how to fix it; `kind` is a stable word for what it is."""

    file: str
    line: int
    column: str
    message: str
    fix: str
    kind: str

    def __str__(self) -> str:
        column = f" {self.column}:" if self.column else ""
        return visible(f"{self.file}:{self.line}:{column} {self.message}; {self.fix}")


class DataError(UserError):
    """The data cannot be used; `problems` say why, for people."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


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


def quoted(value: str) -> str:
    """Quote a cell for a message: shortened, control characters visible."""
    text = repr(value)[1:-1]
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"


def read_text(table: Table, root: Path) -> tuple[TextTable, list[Problem]]:
    """Read the CSV of `table`; on any problem of form the columns are empty, as lines could not be trusted."""
    try:
        raw = read_plain(root, table.path)
    except PackageError as error:
        message = str(error).removeprefix(f"{table.path} ")
        empty = TextTable(table, {f.name: [] for f in table.fields})
        return empty, [Problem(table.path, 1, "", message, "restore the file", "file-readable")]
    return parse(table, raw)


def parse(table: Table, raw: bytes) -> tuple[TextTable, list[Problem]]:
    """Parse a CSV file into its cells, or say what is wrong with its form."""
    text, problems = _decode(table.path, raw)
    rows: list[list[str]] = []
    if all(p.kind == "no-byte-order-mark" for p in problems):
        rows, found = _records(table, text)
        problems += found
    columns = [] if problems else [list(c) for c in zip(*rows, strict=True)]
    columns = columns or [[] for _ in table.fields]
    return TextTable(table, dict(zip((f.name for f in table.fields), columns, strict=True))), problems


def _decode(file: str, raw: bytes) -> tuple[str, list[Problem]]:
    marked = raw.startswith(MARK)
    fix = "make format removes it; else save the file as UTF-8 without BOM"
    mark = [Problem(file, 1, "", "starts with a byte order mark", fix, "no-byte-order-mark")] if marked else []
    raw = raw.removeprefix(MARK)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return "", [Problem(file, line, "", message, "save the file as UTF-8", "utf-8")]
    for char, name, kind in (("\0", "a NUL character", "no-nul"), ("\r", "a carriage return", "lf-line-ends")):
        if char in text:
            line = text.count("\n", 0, text.index(char)) + 1
            fix = "save it as plain text with LF line ends"
            if "\r" not in text.replace("\r\n", "\n"):
                fix = "make format turns CRLF line ends into LF"
            return "", [Problem(file, line, "", f"holds {name}", fix, kind)]
    if text and not text.endswith("\n"):
        line, fix = text.count("\n") + 1, "add a line end; make format does it, too"
        return "", [Problem(file, line, "", "the last line has no line end", fix, "last-line-ended")]
    return text, [*mark, *_conflicts(file, text)]


def _conflicts(file: str, text: str) -> list[Problem]:
    """Find what git leaves where two branches changed one place: both forms between three markers."""
    markers = [(n, line[:7]) for n, line in enumerate(text.split("\n"), 1) if line[:8].rstrip() in MARKERS]
    begins = [n for n, marker in markers if marker == MARKERS[0]]
    ends = [n for n, marker in markers if marker == MARKERS[-1]]
    if not begins or not ends:
        return []
    fix = "keep one form of each row between the markers, and delete the lines of the markers"
    return [
        Problem(file, n, "", f"an unresolved merge begins, and ends on line {end}", fix, "no-conflicts")
        for n, end in zip(begins, ends, strict=False)
    ]


def _records(table: Table, text: str) -> tuple[list[list[str]], list[Problem]]:
    """Yield records below the header. Stops at the first record that spans lines: all after it would be misnumbered."""
    file, names = table.path, [f.name for f in table.fields]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    problems: list[Problem] = []
    line = 0
    try:
        for record in reader:
            if any(len(cell) > LONGEST for cell in record):  # other libraries lift Python's own limit
                raise csv.Error(f"field larger than field limit ({LONGEST})")
            line += 1
            if reader.line_num != line:
                cell = next((c for c in record if "\n" in c), "")
                column = names[record.index(cell)] if cell and record.index(cell) < len(names) else ""
                message = f"a quoted cell holds a line break ({quoted(cell)})"
                return [], [
                    Problem(file, line, column, message, "put it on one line, or close the quote", "one-line-per-row")
                ]
            if line == 1:
                problems += _header(file, names, record)
                if problems:
                    return [], problems
            elif len(record) != len(names):
                problems.append(_width(file, line, names, record))
            else:
                rows.append(record)
    except csv.Error as error:
        message = f"cannot be read as CSV ({error})"
        fix = "a cell with a quote in it is quoted, and the quote doubled"
        return [], [Problem(file, line + 1, "", message, fix, "quotes-balanced")]
    if line == 0:
        problems.append(Problem(file, 1, "", "is empty", f"the first line is {','.join(names)}", "header-as-declared"))
    return rows, problems


def _width(file: str, line: int, names: list[str], record: list[str]) -> Problem:
    if not record:
        return Problem(file, line, "", "is an empty line", "remove it; make format does it, too", "no-empty-lines")
    if len(record) > len(names):
        if not any(record[len(names) :]):
            message = f"ends in {len(record) - len(names)} cells too many, which are empty"
            return Problem(file, line, "", message, "remove the commas at the end of the line", "cells-match-header")
        extra = quoted(record[len(names)])
        message = f"has {len(record)} cells, the header has {len(names)}; the first one too many is {extra}"
        return Problem(file, line, "", message, "put a cell that holds a comma in quotes", "cells-match-header")
    message = f"has {len(record)} cells, the header has {len(names)}; the cell of {names[len(record)]} is missing"
    fix = "write a comma for each empty cell, and no line break in a cell"
    return Problem(file, line, names[len(record)], message, fix, "cells-match-header")


def _header(file: str, names: list[str], record: list[str]) -> list[Problem]:
    if record == names:
        return []
    expected = f"the header is {','.join(names)}"
    wrong = [(n, f"column {quoted(n)} is not in the schema") for n in record if n not in names]
    wrong += [(n, "column is missing from the header") for n in names if n not in record]
    wrong += [
        (n, f"column appears {k} times in the header") for n, k in Counter(record).items() if k > 1 and n in names
    ]
    for divider, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(record) == 1 and sorted(record[0].split(divider)) == sorted(names):
            what = f"cells are divided by {word}"
            return [
                Problem(
                    file, 1, "", what, "save it with commas between cells, and points in numbers", "header-as-declared"
                )
            ]
    if len(set(names) - set(record)) > len(names) / 2:
        first = quoted(",".join(record))
        wrong = [("", f"the first line is no header of this table: {first}")]
    if not wrong:
        wrong, expected = [("", "columns are not in the order of the schema")], f"make format puts them so: {expected}"
    return [Problem(file, 1, name, message, expected, "header-as-declared") for name, message in wrong]
