"""How a rule on rows is written: what it is given, what it answers, and under which id it is found.

On a table that may grow to millions of rows a rule is written in SQL: `selects`. It gives a `Selection`, the condition
that a wrong row meets, and what puts one such row into words. How rules in SQL are asked, and why in plain SQL, says
`checks.rows.accusations`.

On a small table a rule is written in Python: `implements`. It takes its table as a frame, every table to look things up
in, and its entry in the rule book. It answers with one message per row: None where the row is fine, otherwise text.
`map_rows` and `flag_rows` ask about one row after another; `messages_where` and `flag` take whole columns.

The rule's own message shows the text as {detail}; it may be empty.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from checks.rulebook import Rule
from schemas.csv_text import TextTable
from schemas.large_rows import NONE_LARGE, LargeTables, text_of, typed_rows
from schemas.large_tables import LINE
from schemas.package import Field, Table, sql_name

DTYPES = {"string": "object", "number": "float64", "integer": "Int64", "boolean": "boolean", "date": "object"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Tables:
    """Every table, as a frame or in DuckDB, for rules that look things up, and the day that counts as today.

    `looked_at` gathers the tables that were asked for. Tables that are `large` are kept in a folder, not as text.
    """

    texts: dict[str, TextTable]
    today: date
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    looked_at: set[str] = field(default_factory=set)
    large: LargeTables = NONE_LARGE

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.looked_at.add(name)
        if name not in self._frames:
            self._frames[name] = frame(self.text(name))
        return self._frames[name]

    def text(self, name: str) -> TextTable:
        """Return a table as text; a large one is read for it, which takes its time."""
        if name not in self.texts:
            self.texts[name] = text_of(self.con, self.large.tables[name])
        return self.texts[name]

    def rows_of(self, name: str, lines: Collection[int]) -> TextTable:
        """Return the rows of a table that stand on some lines, as text."""
        if name in self.texts:
            text = self.texts[name]
            return text.without({row for row in range(len(text.keys())) if text.line(row) not in lines})
        return text_of(self.con, self.large.tables[name], lines)

    def column(self, table: str, key: str, value: str) -> dict[str, object]:
        """Return one column of a table by another, to look up with `Series.map`."""
        found = self[table]
        return dict(zip(found[key], found[value], strict=True))

    def schema(self, table: str) -> Table:
        """Return the schema of a table."""
        return self.texts[table].table if table in self.texts else self.large.tables[table]

    @cached_property
    def con(self) -> Any:
        """A connection to DuckDB whose temporary tables nobody else sees, or what takes its SQL elsewhere."""
        return self.large.connect() if self.large.tables else _memory().cursor()

    @cached_property
    def made(self) -> dict[str, frozenset[str]]:
        """What DuckDB has already: tables by name, each with the tables of the package that it was made of."""
        return {}

    def in_sql(self, table: str) -> str:
        """Return the name under which DuckDB has a table, which is typed and has the column `line`."""
        self.looked_at.add(table)
        if table not in self.made:
            if table in self.texts:
                _create(self.con, self.texts[table])
            else:
                self.con.execute(f"create temp view {sql_name(table)} as {typed_rows(self.large.tables[table])}")
            self.made[table] = frozenset({table})
        return sql_name(table)

    def keep_columns(self, name: str, columns: Mapping[str, Sequence[object]], types: Mapping[str, str]) -> None:
        """Create a temporary table of columns, in place of one of that name; those without a type are texts."""
        cells = (f"unnest(${n}::{types.get(c, 'varchar')}[]) as {sql_name(c)}" for n, c in enumerate(columns, 1))
        self.con.execute(
            f"create or replace temp table {sql_name(name)} as select {', '.join(cells)}", list(columns.values())
        )


@cache
def _memory() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()  # takes a hundred times as long as a cursor of it
    con.execute("set threads to 1")  # a small table is one piece of work
    return con


def _create(con: duckdb.DuckDBPyConnection, text: TextTable) -> None:
    """Create the typed temporary table of a table as text. Its cells have been checked."""
    fields = text.table.fields
    lines = [text.line(row) for row in range(len(text.keys()))]
    cells = [[cell or None for cell in text.columns[f.name]] for f in fields]
    given = ", ".join(f"unnest(${n}::varchar[]) as {sql_name(f.name)}" for n, f in enumerate(fields, 2))
    rows = f"(select unnest($1::bigint[]) as {LINE}, {given})"
    con.execute(f"create temp table {sql_name(text.table.name)} as {typed_rows(text.table, rows)}", [lines, *cells])


def nothing_to_add(row: Row) -> str:
    """Return an empty text: the rule’s own message says it all."""
    return ""


def bound(rule: Rule, name: str) -> str:
    """Return a bound of a rule as a floating number of SQL: without an exponent it would be a decimal."""
    return f"{rule.bounds[name].value:.17e}"


@dataclass(frozen=True)
class Selection:
    """What a rule in SQL selects: rows for which `where` is true; unknown (NULL) is not true.

    Beside the columns of the row stand there `today`, and columns of look-ups (`checks.rows.joined_lookups`) with the
    look-up’s name before them: `metric_unit` is the unit of the row’s metric. `describe` is given the cells of one
    such row, and by name the expressions that it `shows`. Missing numbers are NaN, which is neither above nor below
    anything; what else is missing is None.
    """

    where: str
    describe: Callable[[Row], str] = nothing_to_add
    shows: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Selecting:
    """A rule in SQL, as it is registered."""

    select: Callable[[Rule], Selection]


RowRule = Callable[[pd.DataFrame, Tables, Rule], "pd.Series"]
IMPLEMENTED: dict[str, RowRule | Selecting] = {}


def selects(rule_id: str) -> Callable[[Callable[[Rule], Selection]], Callable[[Rule], Selection]]:
    """Register the function that selects the rows that break a rule."""

    def register(function: Callable[[Rule], Selection]) -> Callable[[Rule], Selection]:
        _register(rule_id, Selecting(function))
        return function

    return register


def implements(rule_id: str) -> Callable[[RowRule], RowRule]:
    """Register the function that implements a rule."""

    def register(function: RowRule) -> RowRule:
        _register(rule_id, function)
        return function

    return register


def _register(rule_id: str, how: RowRule | Selecting) -> None:
    if rule_id in IMPLEMENTED:
        raise ValueError(f"{rule_id} is implemented twice")
    IMPLEMENTED[rule_id] = how


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
    return pd.Series([describe(row) for row in records(rows)], index=rows.index, dtype="object")


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
    return None if pd.isna(value) else value


def records(rows: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame as dictionaries, their missing cells as None."""
    names = [str(column) for column in rows.columns]
    cells = rows.to_numpy(dtype=object, copy=True)
    cells[pd.isna(cells)] = None
    return [dict(zip(names, row, strict=True)) for row in cells]
