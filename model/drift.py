"""Whether tables that the model wrote are still those of its inputs, within what rounding on another machine may do."""

from collections.abc import Mapping, Sequence
from typing import Any

TOLERANCE = 0.0002  # absolute, of a share: the last of four digits may be rounded another way
RELATIVE = 0.001  # of larger numbers

Row = Mapping[str, Any]


def drifted(committed: Sequence[Row], now: Sequence[Row], key: Sequence[str]) -> list[tuple[Any, ...]]:
    """Keys of rows that differ, are missing or too many."""
    before = {tuple(row[k] for k in key): row for row in committed}
    after = {tuple(row[k] for k in key): row for row in now}
    changed = [k for k, row in after.items() if k not in before or _differs(before[k], row)]
    return changed + [k for k in before if k not in after]


def _differs(old: Row, new: Row) -> bool:
    return any(not _same(old[k], new.get(k)) for k in old)


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, float) and isinstance(b, int | float):
        return abs(a - b) <= max(TOLERANCE, RELATIVE * abs(a))
    return bool(a == b)
