"""CSV read as text, and every cell held against its Table Schema before anything is cast.

In: one CSV file and its `Table`. Out: its columns as text and a list of `Problem`, each with file, physical line,
column, what is wrong and what to do. Canonical CSV has one record per physical line, so record = line.
Does not look at meaning across columns: that is the work of `checks`.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from schemas.package import Field, Items, Package, Table

NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
INTEGER = re.compile(r"-?(0|[1-9]\d*)")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SHOWN = 60
Wrong = tuple[str, str]  # what is wrong, and the kind of mistake


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the data: where it is, what is wrong, how to mend it; `kind` is a stable word for what it is."""

    file: str
    line: int
    column: str
    message: str
    mend: str
    kind: str

    def __str__(self) -> str:
        column = f" {self.column}:" if self.column else ""
        return f"{self.file}:{self.line}:{column} {self.message}; {self.mend}"


class DataError(Exception):
    """The data cannot be used; `problems` say why, for people."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class TextTable:
    """A CSV as text: one list of cells per column. Row i stands on physical line i + 2."""

    table: Table
    columns: dict[str, list[str]] = field(default_factory=dict)

    def keys(self) -> list[tuple[str, ...]]:
        """The primary key of each row."""
        return list(zip(*(self.columns[k] for k in self.table.primary_key), strict=True))


def quoted(value: str) -> str:
    """A cell as shown in a message: in quotes, shortened, control characters visible."""
    text = repr(value)[1:-1]
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"


def read_text(table: Table, root: Path) -> tuple[TextTable, list[Problem]]:
    """Read the CSV of `table`; on any problem of form the columns are empty, as lines could not be trusted."""
    try:
        raw = (root / table.path).read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        empty = TextTable(table, {f.name: [] for f in table.fields})
        return empty, [Problem(table.path, 1, "", message, "restore the file", "file-readable")]
    return parse(table, raw)


def parse(table: Table, raw: bytes) -> tuple[TextTable, list[Problem]]:
    """The cells of a CSV file, or what is wrong with its form."""
    text, problems = _decode(table.path, raw)
    rows: list[list[str]] = []
    if not problems:
        rows, problems = _records(table, text)
    columns = [] if problems else [list(c) for c in zip(*rows, strict=True)]
    columns = columns or [[] for _ in table.fields]
    return TextTable(table, dict(zip((f.name for f in table.fields), columns, strict=True))), problems


def _decode(file: str, raw: bytes) -> tuple[str, list[Problem]]:
    if raw.startswith(b"\xef\xbb\xbf"):
        return "", [
            Problem(file, 1, "", "starts with a byte order mark", "save it as UTF-8 without BOM", "no-byte-order-mark")
        ]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return "", [Problem(file, line, "", message, "save the file as UTF-8", "utf-8")]
    for char, name, kind in (("\r", "a carriage return", "lf-line-ends"), ("\0", "a NUL character", "no-nul")):
        if char in text:
            line = text.count("\n", 0, text.index(char)) + 1
            return "", [Problem(file, line, "", f"holds {name}", "save it as plain text with LF line ends", kind)]
    if text and not text.endswith("\n"):
        return "", [
            Problem(
                file, text.count("\n") + 1, "", "the last line has no line end", "add a line end", "last-line-ended"
            )
        ]
    return text, []


def _records(table: Table, text: str) -> tuple[list[list[str]], list[Problem]]:
    """Records below the header. Stops at the first record that spans lines: all after it would be misnumbered."""
    file, names = table.path, [f.name for f in table.fields]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    problems: list[Problem] = []
    line = 0
    try:
        for record in reader:
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
        mend = "a cell with a quote in it is quoted, and the quote doubled"
        return [], [Problem(file, line + 1, "", message, mend, "quotes-balanced")]
    if line == 0:
        problems.append(Problem(file, 1, "", "is empty", f"the first line is {','.join(names)}", "header-as-declared"))
    return rows, problems


def _width(file: str, line: int, names: list[str], record: list[str]) -> Problem:
    if not record:
        return Problem(file, line, "", "is an empty line", "remove it", "no-empty-lines")
    if len(record) > len(names):
        extra = quoted(record[len(names)])
        message = f"has {len(record)} cells, the header has {len(names)}; the first one too many is {extra}"
        return Problem(file, line, "", message, "put a cell that holds a comma in quotes", "cells-match-header")
    message = f"has {len(record)} cells, the header has {len(names)}; the cell of {names[len(record)]} is missing"
    mend = "write a comma for each empty cell, and no line break in a cell"
    return Problem(file, line, names[len(record)], message, mend, "cells-match-header")


def _header(file: str, names: list[str], record: list[str]) -> list[Problem]:
    if record == names:
        return []
    expected = f"the header is {','.join(names)}"
    wrong = [(n, f"column {quoted(n)} is not in the schema") for n in record if n not in names]
    wrong += [(n, "column is missing from the header") for n in names if n not in record]
    wrong += [(n, f"column stands {k} times in the header") for n, k in Counter(record).items() if k > 1 and n in names]
    wrong = wrong or [("", "columns are not in the order of the schema")]
    return [Problem(file, 1, name, message, expected, "header-as-declared") for name, message in wrong]


def _type_error(f: Field, value: str) -> Wrong | None:
    match f.type:
        case "number" | "integer" if value.lower().lstrip("+-") in ("nan", "inf", "infinity"):
            return "is not a finite number", "numbers-finite"
        case "integer" if not INTEGER.fullmatch(value):
            return "is not a whole number like 2025", "typed"
        case "number" if not NUMBER.fullmatch(value):
            return "is not a plain decimal number like 1250.5", "typed"
        case "boolean" if value not in ("true", "false"):
            return "is neither true nor false", "typed"
        case "date" if not _is_date(value):
            return "is not a date like 2025-08-27", "typed"
    return None


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _list_error(items: Items, value: str) -> Wrong | None:
    found = value.split(items.delimiter)
    for item in found:
        if not item or item != item.strip():
            return f"has an empty or padded item; items are separated by {items.delimiter} alone", "lists-well-formed"
        if items.enum and item not in items.enum:
            return f"has the item {quoted(item)}, which is not one of {', '.join(items.enum)}", "allowed-values"
    twice = [item for item, n in Counter(found).items() if n > 1]
    return (f"has the item {quoted(twice[0])} twice", "lists-well-formed") if twice else None


def _constraint_error(f: Field, value: str) -> Wrong | None:
    c = f.constraints
    typed: Any = {"integer": int, "number": float}.get(f.type, str)(value)
    if "enum" in c and typed not in c["enum"]:
        return f"is not one of {', '.join(map(str, c['enum']))}", "allowed-values"
    if "pattern" in c and not re.fullmatch(c["pattern"], value):
        shape = f"look like “{f.example}”" if f.example else f"match {c['pattern']}"
        return f"does not {shape}", "pattern"
    if "pattern" in c and any(DAY.fullmatch(day) and not _is_date(day) for day in value.split("/")):
        return "is not a day of the calendar", "typed"
    if "minimum" in c and typed < c["minimum"]:
        return f"is below {c['minimum']}", "within-bounds"
    if "maximum" in c and typed > c["maximum"]:
        return f"is above {c['maximum']}", "within-bounds"
    return None


def cell_error(f: Field, value: str) -> Wrong | None:
    """What is wrong with one cell by itself and the kind of mistake, or None."""
    if value == "":
        return ("is empty but required", "required") if f.required else None
    if f.items:
        return _list_error(f.items, value)
    return _type_error(f, value) or _constraint_error(f, value)


def check_cells(text: TextTable) -> list[Problem]:
    """Types and constraints of every cell, unique columns and the primary key."""
    problems = []
    for f in text.table.fields:
        column = text.columns[f.name]
        bad = {value: wrong for value in set(column) if (wrong := cell_error(f, value))}
        for row, value in enumerate(column if bad else []):
            if value in bad:
                message, kind = bad[value]
                shown = f"{quoted(value)} {message}" if value else message
                problems.append(Problem(text.table.path, row + 2, f.name, shown, f.description.rstrip("."), kind))
        if f.constraints.get("unique"):
            problems += _twice(text, f.name, [(v,) for v in column], "unique")
    return problems + _twice(text, ", ".join(text.table.primary_key), text.keys(), "primary-key")


def _twice(text: TextTable, column: str, values: list[tuple[str, ...]], kind: str) -> list[Problem]:
    if len(set(values)) == len(values):
        return []
    lines: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, value in enumerate(values):
        if all(value):
            lines[value].append(row + 2)
    return [
        Problem(
            text.table.path,
            n,
            column,
            f"{quoted(', '.join(value))} stands on line {ns[0]} already",
            "give this row another key, or change the row that is there",
            kind,
        )
        for value, ns in lines.items()
        for n in ns[1:]
    ]


def check_references(texts: dict[str, TextTable]) -> list[Problem]:
    """Every foreign key, plain or in a list, finds its row."""
    problems = []
    for text in texts.values():
        for f in text.table.fields:
            if f.reference and f.reference.table in texts:
                known = set(texts[f.reference.table].columns[f.reference.column])
                problems += _missing(text, f, known, f"{f.reference.table}.{f.reference.column}")
                if f.reference.table == text.table.name:
                    problems += _circles(text, f)
    return problems


def _circles(text: TextTable, f: Field) -> list[Problem]:
    """Rows that are their own ancestor through a reference to the same table."""
    parent = dict(zip(text.columns[text.table.primary_key[0]], text.columns[f.name], strict=True))
    problems = []
    for row, start in enumerate(parent):
        seen, at = {start}, parent[start]
        while at in parent and at not in seen:
            seen.add(at)
            at = parent[at]
        if at == start:
            message = f"{quoted(parent[start])} leads back to the row itself"
            problems.append(
                Problem(text.table.path, row + 2, f.name, message, "a row is not its own ancestor", "no-circles")
            )
    return problems


def _missing(text: TextTable, f: Field, known: set[str], target: str) -> list[Problem]:
    column = text.columns[f.name]
    bad = {v: [i for i in (v.split(f.items.delimiter) if f.items else [v]) if i not in known] for v in set(column) if v}
    return [
        Problem(
            text.table.path,
            row + 2,
            f.name,
            f"{quoted(item)} is not in {target}",
            "correct it or add that row first",
            "reference-exists",
        )
        for row, value in enumerate(column)
        for item in bad.get(value, [])
    ]


def read_tables(package: Package) -> dict[str, TextTable]:
    """All tables as text, checked cell by cell and against each other. Raises DataError with every problem found.

    References are only looked up when every file could be read: a missing file would make them all wrong.
    """
    texts: dict[str, TextTable] = {}
    problems: list[Problem] = []
    for table in package.tables:
        texts[table.name], found = read_text(table, package.root)
        problems += found
    formless = bool(problems)
    for text in texts.values():
        problems += check_cells(text)
    if not formless:
        problems += check_references(texts)
    if problems:
        raise DataError(problems)
    return texts
