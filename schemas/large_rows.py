"""Rows of large tables, which are kept in a folder (`schemas.large_tables`): as a view with types, or some as text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.csv_text import TextTable
from schemas.large_tables import LINE, connect_large, raw_name, view_large
from schemas.package import Table, sql_name


@dataclass(frozen=True)
class LargeTables:
    """Tables by name that are kept in a folder, not as text."""

    tables: Mapping[str, Table]
    folder: Path

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Return a connection that has their views as text."""
        con = connect_large(self.folder)
        for table in self.tables.values():
            view_large(con, table, self.folder)
        return con


NONE_LARGE = LargeTables({}, Path())


def typed_rows(table: Table, rows: str = "") -> str:
    """Return SQL of the rows of a large table, or of `rows` as text, with the types of the Table Schema."""
    columns = ", ".join(f"{f.sql_cast()} as {sql_name(f.name)}" for f in table.fields)
    return f"select {LINE}, {columns} from {rows or raw_name(table)}"  # nosec B608 # names are quoted


def text_of(con: duckdb.DuckDBPyConnection, table: Table, lines: Collection[int] | None = None) -> TextTable:
    """Return the rows of a large table as text: all, which takes its time and memory, or those on some lines."""
    names = [f.name for f in table.fields]
    columns = ", ".join(f"coalesce({sql_name(name)}, '')" for name in names)
    some = "" if lines is None else f"where {LINE} in (select unnest($1::bigint[]))"
    rows = con.execute(
        f"select {LINE}, {columns} from {raw_name(table)} {some} order by {LINE}",  # nosec B608 # names are quoted
        [] if lines is None else [sorted(lines)],
    ).fetchall()
    found, *cells = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in (LINE, *names)]
    return TextTable(table, dict(zip(names, cells, strict=True)), found)
