"""A large CSV file whose form is not plain, read record by record and written anew in plain form, each with its line.

In: the file. Out: a file with the line as the first cell of each row, and what `read_form` would say of it. The text is
decoded in blocks, so that memory does not grow with it.
"""

import codecs
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from schemas.conflicts import ANY, BEGIN, END, MIDDLE, paired
from schemas.csv_form import (
    Form,
    Formless,
    Record,
    conflicts_found,
    not_utf8_found,
    note_carriage_return,
    note_encoding,
    note_open_end,
    nul_found,
    read_records,
)
from schemas.csv_header import Columns
from schemas.csv_text import csv_text
from schemas.encodings import BEGINNING, COMMON, ENOUGH, HAN, MARKS, NAMES, in_gb2312, not_utf8, unmarked_codec
from schemas.package import Table
from schemas.problems import Cause, Problem, cause_of

BLOCK = 4 << 20  # bytes that are decoded at once
FIRST = 250  # mistakes of a kind that are kept
LINE = "line"


@dataclass
class LargeForm(Form):
    """The form of a large file: of mistakes of a kind the first are kept, and all are counted."""

    like: Counter[Cause] = field(default_factory=Counter)
    odd_at: int = 0  # the first line that is quoted otherwise

    def add(self, problem: Problem) -> None:
        cause = cause_of(problem.column, problem.kind, problem.message)
        self.like[cause] += 1
        if self.like[cause] <= FIRST:
            self.problems.append(problem)


@dataclass(frozen=True)
class Again:
    """Records that are read anew each time."""

    make: Callable[[], Iterator[Record]]

    def __iter__(self) -> Iterator[Record]:
        return self.make()


def unfold(table: Table, path: Path, rows: Path) -> LargeForm:
    """Write the records of the file at `path` to `rows`, as far as its form can be made out."""
    form, names = LargeForm(table.path), tuple(f.name for f in table.fields)
    numeric = frozenset(f.name for f in table.fields if f.type in ("number", "integer"))
    text = rows.with_suffix(".txt")
    try:
        _write_text(form, path, text)

        def lines() -> Iterator[str]:
            with text.open(encoding="utf-8", newline="\n") as file:
                yield from file

        read_records(form, Columns(names, numeric), lines, Again)
        _write_rows(form, names, lines(), rows)
    except Formless as found:
        form.problems += found.problems
    finally:
        text.unlink(missing_ok=True)
    return form


def _write_rows(form: LargeForm, names: tuple[str, ...], lines: Iterator[str], rows: Path) -> None:
    records = chain([(1, list(names))], form.records)
    with rows.open("w", encoding="utf-8", newline="") as file:
        for n, (line, cells) in enumerate(records):
            written = csv_text([cells])
            if not form.notes and not form.odd_at and next(lines) != written:
                form.odd_at = line
            file.write(f"{line if n else LINE},{written}")


def _write_text(form: LargeForm, path: Path, text: Path) -> None:
    """Write a file as UTF-8 with LF line ends, the last line ended. Raises Formless."""
    codec, mark = _codec(form, path)
    note_encoding(form, NAMES[codec], mark)
    lines, markers, torn, last = 0, Markers(), "", "\n"
    with text.open("w", encoding="utf-8", newline="") as file:
        for block in _decoded(path, codec, len(mark)):
            block = torn + block
            if "\0" in block:
                raise nul_found(form, lines + block.count("\n", 0, block.index("\0")) + 1)
            torn = "\r" if block.endswith("\r") else ""
            if "\r" in block and not any(note.kind == "lf-line-ends" for note in form.notes):
                note_carriage_return(form, lines + block.count("\n", 0, block.index("\r")) + 1)
            block = block.removesuffix("\r") if torn else block
            lines += block.count("\n")
            plain = _with_line_ends(block)
            markers.look_in(plain)
            file.write(plain)
            last = plain[-1:] or last
        if torn:
            markers.look_in("\n")
            file.write("\n")
            last = "\n"
        elif last != "\n":
            file.write("\n")
    if found := markers.found():
        raise conflicts_found(form, found)
    if last != "\n":
        note_open_end(form, markers.line)


def _with_line_ends(block: str) -> str:
    return block.replace("\r\n", "\n").replace("\r", "\n") if "\r" in block else block


class Markers:
    """The markers of unresolved merges, gathered block by block."""

    def __init__(self) -> None:
        self.line = 1  # on which the next block begins
        self._begun, self._is_conflict = "", False
        self._places: list[tuple[int, str]] = []

    def look_in(self, block: str) -> None:
        """Gather what is in a block; what stands on its last line is looked at with the next one."""
        text = self._begun + block
        self._is_conflict |= any(marker in text for marker in (BEGIN, MIDDLE, END))
        whole, end, rest = text.rpartition("\n")
        self._begun = rest
        if not end:
            return
        if any(marker[0] * 7 in whole for marker in (BEGIN, MIDDLE, END, "|")) and len(self._places) < FIRST * FIRST:
            found = ((self.line + whole.count("\n", 0, at.start()), at[1]) for at in ANY.finditer(whole))
            self._places += found
        self.line += whole.count("\n") + 1

    def found(self) -> list[tuple[int, str]]:
        """Return the lines on which a conflict begins."""
        self.look_in("\n")
        self.line -= 1
        return paired(self._places) if self._is_conflict else []


def _codec(form: LargeForm, path: Path) -> tuple[str, bytes]:
    """Return the encoding of a file, and the byte order mark with which it begins. Raises Formless."""
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    mark = next((mark for mark in MARKS if beginning.startswith(mark)), b"")
    codec = MARKS.get(mark) or unmarked_codec(beginning) or "utf-8"
    wrong = _first_wrong(path, codec, len(mark))
    if not wrong:
        return codec, mark
    if codec == "utf-8" and not mark and not _first_wrong(path, "gb18030", 0) and _is_chinese(path):
        return "gb18030", mark
    line, message = _first_wrong(path, "utf-8", 0) or (1, not_utf8(b"")[1])
    raise not_utf8_found(form, line, message)


def _decoded(path: Path, codec: str, skipped: int) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        file.seek(skipped)
        while raw := file.read(BLOCK):
            yield decoder.decode(raw)
        yield decoder.decode(b"", final=True)


def _first_wrong(path: Path, codec: str, skipped: int) -> tuple[int, str] | None:
    """Return the line of the first byte that is not of an encoding, and what can be said of it."""
    lines = 0
    try:
        for block in _decoded(path, codec, skipped):
            lines += block.count("\n")
    except UnicodeDecodeError as error:
        line, message = not_utf8(error.object)
        return lines + line, message
    return None


def _is_chinese(path: Path) -> bool:
    han = common = 0
    for block in _decoded(path, "gb18030", 0):
        found = HAN.findall(block)
        han += len(found)
        common += sum(map(in_gb2312, found))
    return han >= ENOUGH and common >= COMMON * han
