"""The one canonical form of a CSV: UTF-8, LF, rows sorted by key, cells trimmed, numbers and days plainly written.

In: a table as text. Out: the text of its file. Loses nothing: parsed again it gives the same cells, up to white space
around them, the spelling of numbers, days and truth, and the order of rows.
"""

import re
from decimal import Decimal, InvalidOperation

from checks.characters import mended
from schemas.csv_text import Problem, TextTable, csv_text, parse_leniently
from schemas.package import Field, Table
from schemas.spelling import as_meant
from schemas.written_numbers import THOUSANDS

SPELLED = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


def canonical(text: TextTable) -> str:
    """Write a table as `make format` does."""
    return in_order(with_canonical_cells(text))


def with_canonical_cells(text: TextTable) -> TextTable:
    """Return a table with its cells as `make format` writes them, each row on its line."""
    columns = {f.name: _canonical_column(f, text.columns[f.name]) for f in text.table.fields}
    return TextTable(text.table, columns, text.lines)


def _canonical_column(f: Field, column: list[str]) -> list[str]:
    written = {cell: canonical_cell(f, cell) for cell in set(column)}
    return [written[cell] for cell in column]


def in_order(text: TextTable) -> str:
    """Write a table whose cells are canonical, its rows by key."""
    names = [f.name for f in text.table.fields]
    rows: list[tuple[str, ...]] = list(zip(*(text.columns[name] for name in names), strict=True))
    key = [names.index(k) for k in text.table.primary_key]
    keyed = sorted(([*(row[n] for n in key), *row], row) for row in rows)
    return csv_text([names, *(row for _, row in keyed)])


def read_leniently(table: Table, raw: bytes) -> tuple[TextTable, list[Problem]]:
    """Read a file whose form can be fixed without loss, see `schemas.csv_form`. Anything else is a problem that a
    person must fix, and the cells stay empty."""
    text, _, problems = parse_leniently(table, raw)
    return text, problems


def canonical_cell(f: Field, cell: str) -> str:
    """Write one cell: trimmed, in plain blanks and Unicode’s normal form; numbers without exponent, sign plus or
    needless zeros; list items trimmed; days, periods and truth as their columns ask for them.

    A cell that is not what its field asks for, and can mean more than one thing, stays as it is: checks name it.
    """
    cell = mended(cell).strip()
    if not cell:
        return cell
    if f.items:
        return f.items.delimiter.join(item.strip() for item in cell.split(f.items.delimiter))
    meant = as_meant(f, cell)
    if f.type in ("number", "integer") and SPELLED.fullmatch(meant) and not THOUSANDS.fullmatch(meant):
        return canonical_number(meant)
    return meant


def canonical_number(cell: str) -> str:
    """Write a decimal number in plain form, digit for digit.

    >>> canonical_number("+1.50e3"), canonical_number("-0.0"), canonical_number("100")
    ('1500', '0', '100')
    """
    try:
        value = Decimal(cell)
    except InvalidOperation:
        return cell
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.lstrip("+")
