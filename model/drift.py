"""Which rows of a table of the model are no longer those of its inputs, within what rounding elsewhere may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TOLERANCE = 0.0002  # absolute, of a share: the last of four digits may be rounded another way
RELATIVE = 0.001  # of larger numbers

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """A row that would change: its key, and its first cell that does, as it is and as it would be.

    Without a column the row itself is new (`after` is true) or goes (`before` is true).
    """

    key: tuple[Any, ...]
    column: str = ""
    before: Any = None
    after: Any = None

    def __str__(self) -> str:
        name = " ".join(map(str, self.key))
        if not self.column:
            return f"{name} {'is new' if self.after else 'goes'}"
        return f"{name}: {self.column} {_shown(self.before)} → {_shown(self.after)}"


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.10g}"
    return "empty" if value is None else str(value)


def changed_rows(committed: Sequence[Row], now: Sequence[Row], key: Sequence[str]) -> list[Change]:
    """Return rows that differ, are missing or too many."""
    before = {tuple(row[k] for k in key): row for row in committed}
    after = {tuple(row[k] for k in key): row for row in now}
    changes = [_change(k, before.get(k), row) for k, row in after.items()]
    gone = [Change(k, before=True) for k in before if k not in after]
    return [c for c in changes if c] + gone


def _change(key: tuple[Any, ...], old: Row | None, new: Row) -> Change | None:
    if old is None:
        return Change(key, after=True)
    for column in old:
        if not _same(old[column], new.get(column)):
            return Change(key, column, old[column], new.get(column))
    return None


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, float) and isinstance(b, int | float):
        return abs(a - b) <= max(TOLERANCE, RELATIVE * abs(a))
    return bool(a == b)
