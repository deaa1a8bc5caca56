"""The one canonical form of a CSV: UTF-8, LF, minimal quotes, rows sorted by key, cells trimmed, plain numbers.

In: a table as text. Out: the text of its file. Loses nothing: parsed again it gives the same cells, up to white space
around them, the spelling of numbers and the order of rows.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from checks.characters import mended
from schemas.cells import THOUSANDS
from schemas.csv_text import Problem, TextTable, parse
from schemas.package import Field, Table

SPELLED = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


def canonical(text: TextTable) -> str:
    """Write a table as `make format` does."""
    fields = text.table.fields
    columns = {f.name: [canonical_cell(f, cell) for cell in text.columns[f.name]] for f in fields}
    rows: list[tuple[str, ...]] = list(zip(*(columns[f.name] for f in fields), strict=True))
    names = [f.name for f in fields]
    key = [names.index(k) for k in text.table.primary_key]
    keyed = sorted(([*(row[n] for n in key), *row], row) for row in rows)
    return csv_text([names, *(row for _, row in keyed)])


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Write rows of cells, the header among them, as the text of a file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def read_leniently(table: Table, raw: bytes) -> tuple[TextTable, list[Problem]]:
    """Read a file whose form can be fixed without loss: a byte order mark, CRLF, a missing last line end, empty lines,
    columns in another order. Anything else is a problem that a person must fix, and the cells stay empty.
    """
    text = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    lines = [line for line in text.split(b"\n") if line.strip()]
    header = lines[0].decode("utf-8", "replace").strip().split(",") if lines else []
    names = [f.name for f in table.fields]
    as_found = table
    if sorted(header) == sorted(names):
        as_found = replace(table, fields=tuple(table.field[n] for n in header))
        lines[0] = ",".join(header).encode()
    found, problems = parse(as_found, b"\n".join([*lines, b""]))
    if problems:
        return TextTable(table, {n: [] for n in names}), problems
    return TextTable(table, {n: found.columns[n] for n in names}), []


def canonical_cell(f: Field, cell: str) -> str:
    """Write one cell: trimmed, in plain blanks and Unicode’s normal form; numbers without exponent, sign plus or
    needless zeros; list items trimmed.

    A cell that is not what its field asks for stays as it is, for the checks to name.
    """
    cell = mended(cell).strip()
    if f.items:
        return f.items.delimiter.join(item.strip() for item in cell.split(f.items.delimiter))
    if f.type in ("number", "integer") and SPELLED.fullmatch(cell) and not THOUSANDS.fullmatch(cell):
        return canonical_number(cell)
    return cell


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
