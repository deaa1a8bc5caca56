"""What can be checked although a file is broken: the rows that can be read, and the last sound ones of the others.

In: the tables as text, the files that are broken, and how each file was in the last sound state. Out: tables in which
every cell, key and reference is sound, each row on its line; a row that refers to what is not there is left out. Where
no sound state is known, the rows that can be read, and which tables lack some.
Says nothing about mistakes: that is the work of `structure_layer`.
"""

import csv
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from checks.canonical import canonical_cell
from schemas.cells import cell_error
from schemas.csv_text import TextTable
from schemas.files import read_bytes
from schemas.package import Table
from schemas.references import check_references

SEPARATORS = re.compile(r"[,;\"\r]")
LastSound = Callable[[Table], bytes | None]  # the file of a table as it was; None where nobody knows


@dataclass(frozen=True)
class Readable:
    """Tables that later layers can take. Where `complete`, every reference holds; else `unreliable` names tables of
    which rows are missing that nothing stands in for. `doubtful` are the words of rows that were left out: that a row
    with such a key is not used, or lacks something, cannot be said."""

    texts: dict[str, TextTable]
    unreliable: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        return not self.unreliable


def readable_tables(root: Path, texts: Mapping[str, TextTable], broken: Collection[str], last: LastSound) -> Readable:
    """Return every table with its sound rows; `broken` are the files in which some are not."""
    found, unreliable, doubtful = dict(texts), set(), set()
    for name, text in texts.items():
        if text.table.path in broken:
            raw = read_bytes(root / text.table.path) or b""
            found[name] = sound_rows(text) if text.keys() else readable_rows(text.table, raw)
            doubtful |= _words_left_out(raw, found[name])
            earlier = last(text.table)
            if earlier is None:
                unreliable.add(name)
            else:
                found[name] = with_stand_ins(found[name], earlier)
    if unreliable:
        return Readable(found, frozenset(unreliable), frozenset(doubtful))
    found, words = without_dangling(found)
    return Readable(found, doubtful=frozenset(doubtful | words))


def _words_left_out(raw: bytes, kept: TextTable) -> set[str]:
    """Return what stands in the cells of lines that are not kept."""
    lines = {kept.line(row) for row in range(len(kept.keys()))}
    left = (line for n, line in enumerate(raw.decode("utf-8", "replace").split("\n"), 1) if n > 1 and n not in lines)
    return {word for line in left for word in SEPARATORS.split(line) if word}


def sound_rows(text: TextTable) -> TextTable:
    """Return the rows of a table whose form could be made out that are sound by themselves and repeat no key."""
    names = [f.name for f in text.table.fields]
    rows = zip(*(text.columns[name] for name in names), strict=True)
    wrong = {n for n, row in enumerate(rows) if not _sound_row(text.table, dict(zip(names, row, strict=True)))}
    return _without_repeated(text.without(wrong))


def readable_rows(table: Table, raw: bytes | None) -> TextTable:
    """Read a file line by line; keep each line that is a sound row by itself and repeats no key. Nothing is kept if the
    header does not name every column."""
    names = [f.name for f in table.fields]
    lines = (raw or b"").removeprefix(b"\xef\xbb\xbf").split(b"\n")
    header = _cells(lines[0])
    rows: dict[int, list[str]] = {}
    if header and sorted(header) == sorted(names):
        for number, line in enumerate(lines[1:], 2):
            cells = _cells(line)
            if cells and len(cells) == len(names):
                rows[number] = _sound_row(table, dict(zip(header, cells, strict=True)))
    kept = {number: row for number, row in rows.items() if row}
    columns = [list(column) for column in zip(*kept.values(), strict=True)] or [[] for _ in names]
    return _without_repeated(TextTable(table, dict(zip(names, columns, strict=True)), list(kept)))


def _cells(line: bytes) -> list[str]:
    """Return the cells of one line; none if it is not a row."""
    try:
        return next(csv.reader([line.decode("utf-8").rstrip("\r")], strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return []


def _sound_row(table: Table, cells: Mapping[str, str]) -> list[str]:
    row = [canonical_cell(f, cells[f.name]) for f in table.fields]
    wrong = any(cell_error(f, cell) for f, cell in zip(table.fields, row, strict=True))
    return [] if wrong else row


def _without_repeated(text: TextTable) -> TextTable:
    """Leave out rows whose key, or whose cell in a unique column, stands in a row above."""
    unique = [f.name for f in text.table.fields if f.constraints.get("unique")]
    columns: list[list[tuple[str, ...]]] = [text.keys()]
    columns += [[(cell,) for cell in text.columns[name]] for name in unique]
    again: set[int] = set()
    for column in columns:
        first = {value: row for row, value in reversed(list(enumerate(column)))}
        again |= {row for row, value in enumerate(column) if first[value] != row and any(value)}
    return text.without(again) if again else text


def with_stand_ins(text: TextTable, raw: bytes) -> TextTable:
    """Add the rows of an earlier state of the file whose keys are missing now."""
    there = set(text.keys())
    earlier = readable_rows(text.table, raw)
    known = {row for row, key in enumerate(earlier.keys()) if key in there}
    added = earlier.without(known)
    columns = {name: text.columns[name] + cells for name, cells in added.columns.items()}
    nowhere = range(-len(added.keys()), 0)  # lines that no file has
    lines = [*(text.line(row) for row in range(len(there))), *nowhere]
    return _without_repeated(TextTable(text.table, columns, lines))


def without_dangling(texts: Mapping[str, TextTable]) -> tuple[dict[str, TextTable], set[str]]:
    """Leave out rows that refer to a row that is not there, or to themselves through others, until none is left.

    Also return the words in their cells.
    """
    found, words = dict(texts), set()
    while problems := check_references(found):
        for name, text in found.items():
            lines = {p.line for p in problems if p.file == text.table.path}
            gone = {row for row in range(len(text.keys())) if text.line(row) in lines}
            if gone:
                cells = {cells[row] for cells in text.columns.values() for row in gone}
                words |= {word for cell in cells for word in SEPARATORS.split(cell) if word}
                found[name] = text.without(gone)
    return found, words
