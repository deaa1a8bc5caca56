"""The form of a CSV file: UTF-8, one record a line, cells between commas, or what a spreadsheet made of it.

In: the bytes of a file and its columns. Out: its records with their physical lines, cells in the order of the columns;
*notes* on what is out of form and can be put right without guessing, as `make format` does; or, where that cannot be,
the mistakes that a person must put right. Does not look into cells.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from schemas.conflicts import in_rows
from schemas.csv_header import Columns, find_header
from schemas.encodings import MARKS, decode, not_utf8
from schemas.problems import Problem, quoted

LONGEST = 131_072  # characters of a cell: what is longer is an unbalanced quote
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
SEP_LINE = re.compile(r"\"?sep=(.)\"?[,;\t|]*", re.IGNORECASE)  # what Excel takes for the separator of the lines below
DECIMAL_COMMA = re.compile(r"[+-]?\d[\d.]*,\d+")
FORMATTED = "make format puts it right"
Record = tuple[int, list[str]]
Lines = Callable[[], Iterable[str]]  # the lines of a text, each with its end, from the first on
Again = Callable[
    [Callable[[], Iterator[Record]]], Iterable[Record]
]  # what makes records that can be gone through again


class Formless(Exception):
    """The form of the file cannot be made out."""

    def __init__(self, *problems: Problem):
        super().__init__()
        self.problems = list(problems)


@dataclass
class Form:
    """What was found in one file."""

    file: str
    records: Iterable[Record] = ()
    notes: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int, message: str, kind: str, fix: str = FORMATTED) -> None:
        """Note what can be put right."""
        self.notes.append(Problem(self.file, line, "", message, fix, kind))

    def add(self, problem: Problem) -> None:
        """Add a mistake that does not end reading."""
        self.problems.append(problem)

    def fail(self, line: int, message: str, fix: str, kind: str, column: str = "") -> Formless:
        """Return the exception that ends reading."""
        return Formless(Problem(self.file, line, column, message, fix, kind))


def read_form(file: str, columns: Columns, raw: bytes) -> Form:
    """Read a file as far as its form can be made out."""
    form = Form(file)
    try:
        text = _plain_text(form, raw)
        read_records(form, columns, lambda: io.StringIO(text, newline=""), lambda make: list(make()))
    except Formless as found:
        form.problems += found.problems
    return form


def read_records(form: Form, columns: Columns, lines: Lines, again: Again) -> None:
    """Read the records of a text with LF line ends into a form. Raises Formless."""
    separator, records = _records(form, columns, lines, again)
    form.records = _rows(form, columns, separator, records, again)


def _plain_text(form: Form, raw: bytes) -> str:
    """Return the text with LF line ends, the last line ended."""
    decoded = decode(raw)
    if decoded is None:
        raise not_utf8_found(form, *not_utf8(raw))
    text, encoding = decoded
    note_encoding(form, encoding, raw)
    if "\0" in text:
        raise nul_found(form, text.count("\n", 0, text.index("\0")) + 1)
    if "\r" in text:
        note_carriage_return(form, text.count("\n", 0, text.index("\r")) + 1)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if markers := in_rows(text):
        raise conflicts_found(form, markers)
    if text and not text.endswith("\n"):
        note_open_end(form, text.count("\n") + 1)
        text += "\n"
    return text


def not_utf8_found(form: Form, line: int, message: str) -> Formless:
    """Return what ends reading where the encoding cannot be made out."""
    return form.fail(line, message, "save the file as UTF-8; in Excel choose “CSV UTF-8”", "utf-8")


def note_encoding(form: Form, encoding: str, beginning: bytes) -> None:
    """Note another encoding, or a byte order mark at the beginning."""
    if encoding != "UTF-8":
        fix = "make format writes it as UTF-8; in Excel choose “CSV UTF-8”"
        form.note(1, f"is saved as {encoding}", "utf-8", fix)
    elif beginning.startswith(tuple(MARKS)):
        fix = "make format removes it; else save the file as UTF-8 without BOM"
        form.note(1, "starts with a byte order mark", "no-byte-order-mark", fix)


def nul_found(form: Form, line: int) -> Formless:
    """Return what ends reading at a NUL."""
    return form.fail(line, "holds a NUL character", "save it as plain text with LF line ends", "no-nul")


def note_carriage_return(form: Form, line: int) -> None:
    """Note the first carriage return."""
    form.note(line, "holds a carriage return", "lf-line-ends", "make format writes LF line ends")


def conflicts_found(form: Form, markers: Iterable[tuple[int, str]]) -> Formless:
    """Return what ends reading at merges left unresolved."""
    fix = "keep one form of each row between the markers, and delete the lines of the markers"
    return Formless(*(Problem(form.file, n, "", words, fix, "no-conflicts") for n, words in markers))


def note_open_end(form: Form, line: int) -> None:
    """Note that the last line does not end."""
    form.note(line, "the last line has no line end", "last-line-ended", "add a line end; make format does it, too")


def _records(form: Form, columns: Columns, lines: Lines, again: Again) -> tuple[str, Iterable[Record]]:
    """Return the separator and the records of a text, a first line “sep=;” left out."""
    before = 0
    separator = ""
    first = next(iter(lines()), "").rstrip("\n")
    if stated := SEP_LINE.fullmatch(first):
        separator, before = stated[1], 1
        form.note(1, f"a line {quoted(stated[0])} stands above the header", "header-as-declared")
    separator = separator or _separator(columns, islice(lines(), before, None))
    if separator in SEPARATORS:
        fix = "make format puts commas between cells"
        form.note(before + 1, f"cells are divided by {SEPARATORS[separator]}", "header-as-declared", fix)
    return separator, again(lambda: _read(form, columns, lines, separator, before))


def _read(form: Form, columns: Columns, lines: Lines, separator: str, before: int) -> Iterator[Record]:
    """Yield the records below some lines."""
    reader = csv.reader(islice(lines(), before, None), strict=True, delimiter=separator)
    line = before
    try:
        for record in reader:
            line += 1
            if any(len(cell) > LONGEST for cell in record):  # other libraries lift Python's own limit
                raise form.fail(line, *_too_long(max(map(len, record))), "quotes-balanced")
            if reader.line_num + before != line:
                raise form.fail(line, *_broken_line(columns, record))
            yield line, record
    except csv.Error as error:
        if "field limit" in str(error):
            raise form.fail(line + 1, *_too_long(LONGEST), "quotes-balanced") from None
        raise form.fail(line + 1, *_odd_quotes(str(error)), "quotes-balanced") from None


def _odd_quotes(error: str) -> tuple[str, str]:
    if "end of data" in error:
        return "a quote is opened, and never closed to the end of the file", "close it, or remove it"
    return f"cannot be read as CSV ({error})", "a cell with a quote in it is quoted, and the quote doubled"


def _too_long(length: int) -> tuple[str, str]:
    more = "" if length > LONGEST else "more than "
    message = f"a cell has {more}{max(length, LONGEST):,} characters, and may have {LONGEST:,}"
    return message, "shorten it, or close the quote that was left open on this line"


def _broken_line(columns: Columns, record: list[str]) -> tuple[str, str, str, str]:
    cell = next((c for c in record if "\n" in c), "")
    at = record.index(cell) if cell else len(record)
    column = columns.names[at] if at < len(columns.names) else ""
    message = f"a quoted cell holds a line break ({quoted(cell)})"
    return message, "put it on one line, or close the quote", "one-line-per-row", column


def _separator(columns: Columns, lines: Iterable[str]) -> str:
    """Return what divides the names of the columns in the first line that is not empty; a comma where nothing does."""
    first = next((line for line in lines if line.strip(" ,;\t|\n")), "").rstrip("\n")[:LONGEST]
    for separator in SEPARATORS:
        try:
            record = next(csv.reader([first], delimiter=separator), [])
        except csv.Error:
            continue
        if columns.are_in(record):
            return separator
    return ","


def _rows(
    form: Form, columns: Columns, separator: str, records: Iterable[Record], again: Again
) -> Iterable[Record]:  # fmt: skip
    """Return the rows below the header with their cells in the order of the columns."""
    filled = again(lambda: ((line, record) for line, record in records if any(map(str.strip, record))))
    if next(iter(filled), None) is None:
        fix = f"the first line is {','.join(columns.names)}"
        raise form.fail(1, "is empty", fix, "header-as-declared")
    header = find_header(columns, filled)
    for line, column, message, fix in header.mistakes:
        form.add(Problem(form.file, line, column, message, fix, "header-as-declared"))
    if form.problems:
        raise Formless
    for line, message in header.notes:
        form.note(line, message, "header-as-declared")
    _note_empty(form, records)
    width = len(header.order) + header.unnamed
    _check_widths(form, columns, filled, width)
    rows = again(lambda: ((n, r[:width]) for n, r in filled if not columns.are_in(r)))
    if separator != ",":
        _refuse_decimal_commas(form, columns, header.order, rows)
    return again(lambda: ((line, [record[n] for n in header.order]) for line, record in rows))


def _note_empty(form: Form, records: Iterable[Record]) -> None:
    number, line, record = 0, 0, [""]
    for n, cells in records:
        if not any(map(str.strip, cells)):
            number += 1
            line, record = (n, cells) if number == 1 else (line, record)
    if number:
        more = f", and so {'are' if number > 2 else 'is'} {number - 1} more" if number > 1 else ""
        what = "holds empty cells alone" if len(record) > 1 else "is an empty line"
        form.note(line, what + more, "no-empty-lines", "remove it; make format does it, too")


def _check_widths(form: Form, columns: Columns, filled: Iterable[Record], width: int) -> None:
    too_wide = 0
    for line, record in filled:
        if len(record) == width or columns.are_in(record):
            continue
        if len(record) > width and not any(map(str.strip, record[width:])):
            too_wide = too_wide or line
        else:
            form.add(_width(form.file, line, columns.names, record, width))
    if too_wide:
        message, fix = "ends in cells too many, which are empty", "make format removes them"
        form.note(too_wide, message, "cells-match-header", fix)
    if form.problems:
        raise Formless


def _width(file: str, line: int, names: tuple[str, ...], record: list[str], width: int) -> Problem:
    if len(record) > width:
        message = f"has {len(record)} cells, the header has {width}; the first one too many is {quoted(record[width])}"
        return Problem(file, line, "", message, "put a cell that holds a comma in quotes", "cells-match-header")
    missing = names[len(record)] if len(record) < len(names) else ""
    message = f"has {len(record)} cells, the header has {width}; the cell of {missing} is missing"
    fix = "write a comma for each empty cell, and no line break in a cell"
    return Problem(file, line, missing, message, fix, "cells-match-header")


def _refuse_decimal_commas(form: Form, columns: Columns, order: list[int], rows: Iterable[Record]) -> None:
    for line, record in rows:
        for name, n in zip(columns.names, order, strict=True):
            if name in columns.numeric and DECIMAL_COMMA.fullmatch(record[n].strip()):
                message = f"cells are not divided by commas, and {quoted(record[n])} has one"
                fix = "save the file with commas between cells, and points in numbers"
                raise form.fail(line, message, fix, "header-as-declared", name)
