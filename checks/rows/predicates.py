"""How a rule on rows is written: what it is given, what it answers, and under which id it is found.

A rule takes its table as a frame, every table to look things up in, and its entry in the rule book. It answers with
one message per row: None where the row is fine, otherwise text, which the rule's own message shows as {detail} and
which may be empty. `map_rows` and `flag_rows` ask about one row after another; `messages_where` and `flag` take whole
columns, for the large tables.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from checks.rulebook import Rule
from schemas.csv_text import TextTable
from schemas.package import Field

DTYPES = {"string": "object", "number": "float64", "integer": "Int64", "boolean": "boolean", "date": "object"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Tables:
    """Every table as a frame, for rules that look things up, and the day that counts as today.

    `looked_at` gathers the tables that were asked for.
    """

    texts: dict[str, TextTable]
    today: date
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    looked_at: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.looked_at.add(name)
        if name not in self._frames:
            self._frames[name] = frame(self.texts[name])
        return self._frames[name]

    def column(self, table: str, key: str, value: str) -> dict[str, object]:
        """Return one column of a table by another, to look up with `Series.map`."""
        found = self[table]
        return dict(zip(found[key], found[value], strict=True))


RowRule = Callable[[pd.DataFrame, Tables, Rule], "pd.Series"]
IMPLEMENTED: dict[str, RowRule] = {}


def implements(rule_id: str) -> Callable[[RowRule], RowRule]:
    """Register the function that implements a rule."""

    def register(function: RowRule) -> RowRule:
        if rule_id in IMPLEMENTED:
            raise ValueError(f"{rule_id} is implemented twice")
        IMPLEMENTED[rule_id] = function
        return function

    return register


def frame(text: TextTable) -> pd.DataFrame:
    """Give a table types: text and dates as objects, empty as missing; lists as Python lists, empty ones included."""
    return pd.DataFrame({f.name: _series(f, text.columns[f.name]) for f in text.table.fields})


def _series(f: Field, cells: list[str]) -> "pd.Series":
    if f.items:
        items = f.items
        return pd.Series([c.split(items.delimiter) if c else [] for c in cells], dtype="object")
    values: list[object] = [c or None for c in cells]
    if f.type == "date":
        values = [date.fromisoformat(c) if c else None for c in cells]
    elif f.type == "boolean":
        values = [c == "true" if c else None for c in cells]
    elif f.type in ("number", "integer"):
        values = [(float(c) if f.type == "number" else int(c)) if c else None for c in cells]
    return pd.Series(values, dtype=DTYPES[f.type])


def map_rows(rows: pd.DataFrame, describe: Callable[[Row], str | None]) -> "pd.Series":
    """Ask `describe` what is wrong with each row, its missing cells given as None."""
    return pd.Series([describe(row) for row in _records(rows)], index=rows.index, dtype="object")


def flag_rows(rows: pd.DataFrame, is_wrong: Callable[[Row], object]) -> "pd.Series":
    """Give an empty message to each row that is wrong, its missing cells given as None."""
    return map_rows(rows, lambda row: "" if is_wrong(row) else None)


def messages_where(rows: pd.DataFrame, wrong: "pd.Series", describe: Callable[[Any], str]) -> "pd.Series":
    """Let `describe` put into words what is wrong with each row (a named tuple) for which `wrong` is true."""
    accused = rows[[_is_true(w) for w in wrong]]
    messages = {row.Index: describe(row) for row in accused.itertuples()} if len(accused) else {}
    return pd.Series([messages.get(i) for i in rows.index], index=rows.index, dtype="object")


def flag(wrong: "pd.Series") -> "pd.Series":
    """Give an empty message to each row for which `wrong` is true; missing is not true."""
    return pd.Series(["" if _is_true(w) else None for w in wrong], index=wrong.index, dtype="object")


def _is_true(value: object) -> bool:
    return isinstance(value, bool | np.bool_) and bool(value)


def only_messages(answer: "pd.Series") -> "pd.Series":
    """Keep the rows that have a message. An empty one counts, a missing one does not; anything else is a TypeError."""
    given = [message for message in answer if message is not None and message == message]
    if not all(isinstance(message, str) for message in given):
        raise TypeError(f"a rule answers with messages, not with {given[0]!r}")
    return answer[[isinstance(message, str) for message in answer]] if given else answer.iloc[:0]


def plain(value: Any) -> Any:
    """Return a cell, None if it is missing."""
    return value if isinstance(value, list) else None if pd.isna(value) else value


def _records(rows: pd.DataFrame) -> list[Row]:
    names = [str(column) for column in rows.columns]
    return [dict(zip(names, map(plain, cells), strict=True)) for cells in rows.to_numpy(dtype=object)]
