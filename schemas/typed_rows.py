"""Rows of a checked text table as Python values, and rows written back as canonical text."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from schemas.csv_text import TextTable
from schemas.package import Field, Table


def typed(f: Field, cell: str) -> Any:
    """Return the value of one checked cell: None if empty; a list if the column holds several values."""
    if not cell:
        return None
    if f.items:
        return cell.split(f.items.delimiter)
    match f.type:
        case "number":
            return float(cell)
        case "integer":
            return int(cell)
        case "boolean":
            return cell == "true"
        case "date":
            return date.fromisoformat(cell)
    return cell


def typed_rows(text: TextTable) -> list[dict[str, Any]]:
    """Return every row of a checked table as a dictionary of Python values."""
    columns = {f.name: _typed_column(f, text.columns[f.name]) for f in text.table.fields}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _typed_column(f: Field, cells: list[str]) -> list[Any]:
    """Return the values of a column; those of text at once, as most columns hold text."""
    if f.items or f.type in ("number", "integer", "boolean", "date"):
        return [typed(f, cell) if cell else None for cell in cells]
    return [cell or None for cell in cells]


def cell(f: Field, value: Any) -> str:
    """Write a Python value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".10g") if abs(value) < 1e10 else format(value, "f").rstrip("0").rstrip(".")
    if f.items:
        return f.items.delimiter.join(value)
    return str(value)


def text_table(table: Table, rows: Iterable[Mapping[str, Any]]) -> TextTable:
    """Write rows of Python values as a text table, sorted by key as `make format` does."""
    found = [[cell(f, row.get(f.name)) for f in table.fields] for row in rows]
    names = [f.name for f in table.fields]
    found.sort(key=lambda row: [*(row[names.index(k)] for k in table.primary_key), *row])
    columns = [list(c) for c in zip(*found, strict=True)] or [[] for _ in names]
    return TextTable(table, dict(zip(names, columns, strict=True)))
