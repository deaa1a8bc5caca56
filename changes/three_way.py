"""Two branches of one table merged row by row: a conflict only where both changed the same row.

In: a table as text in three states: where the branches parted, ours, theirs. Out: the lines of the merged file, and how
many rows are in conflict. Git itself merges line by line, and takes neighbours for one place.
"""

from collections.abc import Sequence

from checks.canonical import canonical
from schemas.csv_text import TextTable
from schemas.errors import UserError

Cells = tuple[str, ...]
OURS, BETWEEN, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"


class CannotMerge(UserError):
    """Rows of a state cannot be told apart."""


def merge_rows(base: TextTable, ours: TextTable, theirs: TextTable) -> tuple[str, int]:
    """Return the merged file in canonical form, and the number of rows that both sides changed in different ways.

    Such a row stands there in both forms, between git's markers. Raises CannotMerge if a key occurs twice in a state.
    """
    states = [_by_key(text) for text in (base, ours, theirs)]
    merged: list[Cells] = []
    conflicts: list[tuple[Cells | None, Cells | None]] = []
    for key in sorted(set().union(*states)):
        was, mine, other = (state.get(key) for state in states)
        if mine == other or other == was:
            chosen = mine
        elif mine == was:
            chosen = other
        else:
            conflicts.append((mine, other))
            continue
        if chosen is not None:
            merged.append(chosen)
    text = _file(ours, merged)
    return text + "".join(_conflict(ours, pair) for pair in conflicts), len(conflicts)


def _by_key(text: TextTable) -> dict[Cells, Cells]:
    names = [f.name for f in text.table.fields]
    rows = list(zip(*(text.columns[name] for name in names), strict=True))
    found = dict(zip(text.keys(), rows, strict=True))
    if len(found) < len(rows):
        raise CannotMerge(f"{text.table.path} has a key twice")
    return found


def _file(like: TextTable, rows: Sequence[Cells]) -> str:
    names = [f.name for f in like.table.fields]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
    return canonical(TextTable(like.table, dict(zip(names, columns, strict=True))))


def _conflict(like: TextTable, pair: tuple[Cells | None, Cells | None]) -> str:
    """Write one row in both forms; a side that removed it has no line."""
    mine, other = ("".join(_file(like, [row]).splitlines(keepends=True)[1:]) if row else "" for row in pair)
    return f"{OURS}\n{mine}{BETWEEN}\n{other}{THEIRS}\n"
