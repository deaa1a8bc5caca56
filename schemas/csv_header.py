"""The header of a CSV file: which record it is, and where in it the columns stand.

In: the columns of a table and the records that are not empty. Out: a `Header`: where each column stands, notes on what
is otherwise than declared and yet certain, or mistakes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from schemas.problems import quoted

FEW = 3  # mistakes that are named one by one
PADDING = " \t\u00a0\u3000\ufeff\u200b"
Record = tuple[int, list[str]]


@dataclass(frozen=True)
class Columns:
    """The columns of a table in their order; those that hold numbers."""

    names: tuple[str, ...]
    numeric: frozenset[str] = frozenset()

    def are_in(self, record: list[str]) -> bool:
        """Tell whether a record is a header with all of the columns, whatever their order and case."""
        first = name_of(record[0]) if record else ""
        if len(record) < len(self.names) or (first and first not in self.names):  # as most rows, and fast
            return False
        return set(self.names) <= {name_of(cell) for cell in record}


@dataclass
class Header:
    """Where the columns stand in each record; how many more cells a record has that are unnamed and empty."""

    order: list[int]
    unnamed: int = 0
    notes: list[tuple[int, str]] = field(default_factory=list)
    mistakes: list[tuple[int, str, str, str]] = field(default_factory=list)  # line, column, message, fix


def name_of(cell: str) -> str:
    """Return a cell of a header as the name of a column is written.

    >>> name_of(" Family ")
    'family'
    """
    return cell.strip(PADDING).casefold()


def find_header(columns: Columns, records: Iterable[Record]) -> Header:
    """Find the header: the first record; where that is none, another one, as where a spreadsheet sorted it."""
    first = next(iter(records))
    found = list(islice(((line, record) for line, record in records if columns.are_in(record)), 2))
    line, record = found[0] if found else first
    names = [name_of(cell) for cell in record]
    extra = [n for n, name in enumerate(names) if name not in columns.names]
    empty = [n for n in extra if not names[n] and not any(_cell(r, n) for _, r in records)]
    if not found or len(extra) > len(empty) or len(names) - len(empty) > len(columns.names):
        return Header([], mistakes=[(line, *wrong) for wrong in _mistakes(columns, record, records)])
    header = Header([names.index(name) for name in columns.names], len(empty))
    if line != first[0]:
        header.notes.append((line, "the header stands on this line"))
    if empty:
        header.notes.append((line, f"{_columns(len(empty))} without name and cells"))
    if header.order != sorted(header.order):
        header.notes.append((line, "columns are not in the order of the schema"))
    if odd := [cell for n, cell in enumerate(record) if n not in empty and cell != names[n]]:
        header.notes.append((line, f"the column {quoted(names[record.index(odd[0])])} is written {quoted(odd[0])}"))
    if len(found) > 1:
        header.notes.append((found[1][0], "the header stands there again"))
    return header


def _cell(record: list[str], n: int) -> str:
    return record[n].strip() if n < len(record) else ""


def _columns(number: int) -> str:
    return f"{number} column{'s' if number > 1 else ''}"


def _mistakes(columns: Columns, record: list[str], records: Iterable[Record]) -> list[tuple[str, str, str]]:
    """Say what is wrong with a header: column, message, what was expected."""
    names, found = columns.names, [name_of(cell) for cell in record]
    expected = f"the header is {','.join(names)}"
    missing = [name for name in names if name not in found]
    if len(missing) > len(names) / 2:
        return [("", f"the first line is no header of this table: {quoted(','.join(record))}", expected)]
    unnamed = [n for n, name in enumerate(found) if not name and any(_cell(r, n) for _, r in records)]
    if unnamed:
        fix = "was the file opened with ; or tab as a separator? Open it anew with commas alone"
        return [("", f"{_columns(len(unnamed))} without a name, which {_hold(len(unnamed))} cells", fix)]
    known = {"", *names}
    unknown = list(dict.fromkeys(cell for cell, name in zip(record, found, strict=True) if name not in known))
    wrong = [(cell, f"column {quoted(cell)} is not in the schema", expected) for cell in unknown[: FEW + 1]]
    wrong += [(name, "column is missing from the header", expected) for name in missing]
    twice = [(name, n) for name, n in Counter(found).items() if n > 1 and name in names]
    wrong += [(name, f"column appears {n} times in the header", expected) for name, n in twice]
    if len(wrong) <= FEW:
        return wrong
    message = f"the header is another one: {_some(unknown, 'not in the schema')}{_some(missing, 'missing')}"
    return [("", message.rstrip("; "), expected)]


def _hold(number: int) -> str:
    return "hold" if number > 1 else "holds"


def _some(names: Sequence[str], what: str) -> str:
    more = f" and {len(names) - FEW:,} more" if len(names) > FEW else ""
    return f"{', '.join(map(quoted, names[:FEW]))}{more} {what}; " if names else ""
