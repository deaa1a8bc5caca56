"""A workbook for those who work in Excel: a sheet per view, and a first sheet that says what a row of each is.

In: a connection to a built package. Out: the bytes of an .xlsx. Cells have the types of their columns; text stays text,
whatever it begins with. A header cell has the column's description and unit as a note. The same build gives the same
bytes. It leaves out the tables: the views say the same with names beside ids.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from release.metadata.facts import Facts
from schemas.dictionary import first_sentence
from schemas.errors import PackageError
from schemas.package import sql_name

LONGEST = 32_767  # characters that a cell of Excel holds
CUT = " … (cut here: a cell holds no more; whole in the CSV)"
LONGEST_NAME = 31  # characters of the name of a sheet
SEPARATOR = "; "  # between the items of a list
NARROW, WIDE = 9, 50  # widths of columns, in characters
WRAPPED = 70  # characters in a line of a note
FIRST = "Contents"


@dataclass(frozen=True)
class Column:
    """One column of a view."""

    name: str
    comment: str


@dataclass(frozen=True)
class Sheet:
    """One view: what it is, its columns, its rows."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


def read_sheets(con: duckdb.DuckDBPyConnection) -> list[Sheet]:
    """Return every view with its rows, in an order that does not change."""
    views = con.execute("select view_name, comment from duckdb_views() where not internal order by 1").fetchall()
    return [_read_sheet(con, name, comment or "") for name, comment in views]


def _read_sheet(con: duckdb.DuckDBPyConnection, name: str, comment: str) -> Sheet:
    if len(name) > LONGEST_NAME:
        raise PackageError(f"schemas/views/{name}.sql: Excel names no sheet with more than {LONGEST_NAME} characters")
    described = con.execute(
        "select column_name, coalesce(comment, '') from duckdb_columns() where table_name = ? order by column_index",
        [name],
    ).fetchall()
    rows = con.execute(f"from {sql_name(name)} order by all").fetchall()
    return Sheet(name, comment, tuple(Column(*column) for column in described), tuple(rows))


def workbook(sheets: Sequence[Sheet], facts: Facts) -> bytes:
    """Return the workbook as a file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties(
        {
            "title": facts.title,
            "author": ", ".join(facts.creators),
            "comments": f"Version {facts.version}, {facts.licence}. {facts.release_url}",
            "created": datetime(facts.day.year, facts.day.month, facts.day.day),
        }
    )
    header = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    _write_contents(book, sheets, facts, header)
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, header)
    book.close()
    return out.getvalue()


def _write_contents(book: Workbook, sheets: Sequence[Sheet], facts: Facts, header: Format) -> None:
    page = book.add_worksheet(FIRST)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True})
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 100, wrapped)
    page.set_column(2, 2, NARROW)
    page.write_string(0, 0, facts.title, bold)
    page.write_string(
        1, 0, f"Version {facts.version} of {facts.day}. Licence: {facts.licence}. Please cite: {facts.citation}"
    )
    page.write_string(2, 0, "Notes on the header cells of a sheet say what its columns mean, and their units.")
    for n, title in enumerate(("Sheet", "What a row is", "Rows")):
        page.write_string(4, n, title, header)
    for row, sheet in enumerate(sheets, 5):
        page.write_url(row, 0, f"internal:'{sheet.name}'!A1", string=sheet.name)
        page.write_string(row, 1, first_sentence(sheet.comment), wrapped)
        page.write_number(row, 2, len(sheet.rows))


def _write_sheet(page: Worksheet, sheet: Sheet, header: Format) -> None:
    for n, column in enumerate(sheet.columns):
        page.write_string(0, n, column.name, header)
        if column.comment:
            page.write_comment(0, n, column.comment, _note_size(column.comment))
        page.set_column(n, n, _width(column.name, (row[n] for row in sheet.rows)))
    for at, row in enumerate(sheet.rows, 1):
        for n, value in enumerate(row):
            _write_cell(page, at, n, value)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)


def _write_cell(page: Worksheet, row: int, column: int, value: Any) -> None:
    match value:
        case None | []:
            pass
        case bool():
            page.write_boolean(row, column, value)
        case int() | float():
            page.write_number(row, column, value)
        case date():
            page.write_datetime(row, column, value)
        case _:  # never `write`: it would make a formula of a text that begins with =
            page.write_string(row, column, cell_text(value))


def cell_text(value: Any) -> str:
    """Return a text or a list as the text of a cell: items joined, and cut to what Excel holds.

    >>> cell_text(["a", "b"]), len(cell_text("x" * 40_000))
    ('a; b', 32767)
    """
    text = SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def _width(name: str, values: Iterable[Any]) -> int:
    longest = max((len(cell_text(v)) for v in values if v is not None), default=0)
    return min(max(NARROW, len(name) + 3, longest + 1), WIDE)  # + 3: the arrow of the filter


def _note_size(comment: str) -> dict[str, int]:
    """Return a size in pixels in which the whole note shows."""
    lines = sum(-(-len(part) // WRAPPED) for part in comment.split("\n"))
    return {"width": 380, "height": 30 + 16 * lines}
