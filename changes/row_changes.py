"""Rows of a table in two states, by primary key: removed, changed cell by cell, added.

In: one table as text in both states. Out: `TableChanges`. Cells are compared in canonical form, so that another
spelling of a number, another order of rows or of columns is no change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.canonical import canonical_cell
from schemas.csv_text import TextTable

Key = tuple[str, ...]
Row = dict[str, str]


@dataclass(frozen=True)
class CellChange:
    """One cell, as it was and as it is."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """A row with changed cells, and the line on which it stands now."""

    key: Key
    line: int
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class WholeRow:
    """A row that is there in one state only: its key, its line there, its cells that are not empty."""

    key: Key
    line: int
    cells: Row


@dataclass(frozen=True)
class TableChanges:
    """What is different in the rows of one table."""

    table: str
    file: str
    removed: tuple[WholeRow, ...] = ()
    changed: tuple[RowChange, ...] = ()
    added: tuple[WholeRow, ...] = ()
    derived: bool = False

    def __bool__(self) -> bool:
        return bool(self.removed or self.changed or self.added)

    @property
    def cells(self) -> int:
        """The number of changed cells."""
        return sum(len(row.cells) for row in self.changed)


def compare_rows(before: TextTable, after: TextTable) -> TableChanges:
    """Compare two states of a table. Columns that are in one of them only do not count: the schema says so.

    Rows are told apart by the key of the later state; if the earlier one has other key columns, no row is comparable.
    """
    table = after.table
    if any(name not in before.columns for name in table.primary_key):
        return TableChanges(table.name, table.path, derived=table.is_derived)
    old, new = _rows(before, table.primary_key), _rows(after, table.primary_key)
    shared = [f.name for f in table.fields if f.name in before.columns]
    return TableChanges(
        table.name,
        table.path,
        tuple(row for key, row in old.items() if key not in new),
        tuple(change for key, row in new.items() if key in old for change in _changes(old[key], row, shared)),
        tuple(row for key, row in new.items() if key not in old),
        table.is_derived,
    )


def _rows(text: TextTable, key: Key) -> dict[Key, WholeRow]:
    """Return the rows by key; of rows that share one, the second has “(2)” behind it."""
    columns = {f.name: [canonical_cell(f, cell) for cell in text.columns[f.name]] for f in text.table.fields}
    found: dict[Key, WholeRow] = {}
    for row, cells in enumerate(zip(*columns.values(), strict=True)):
        named = {name: cell for name, cell in zip(columns, cells, strict=True) if cell}
        own = first = tuple(named.get(name, "") for name in key)
        copy = 1
        while own in found:
            copy += 1
            own = (*first[:-1], f"{first[-1]} ({copy})")
        found[own] = WholeRow(own, text.line(row), named)
    return found


def _changes(old: WholeRow, new: WholeRow, columns: Sequence[str]) -> Iterator[RowChange]:
    """Yield the change of a row that is in both states, if there is one."""
    cells = tuple(
        CellChange(name, was, now)
        for name in columns
        if (was := old.cells.get(name, "")) != (now := new.cells.get(name, ""))
    )
    if cells:
        yield RowChange(new.key, new.line, cells)
