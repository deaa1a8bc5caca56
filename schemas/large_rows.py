"""Rows of large tables, which are kept in a folder (`schemas.large_tables`): as a view with types, or some as text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.csv_text import TextTable
from schemas.large_tables import LINE, connect_large, load_small, raw_name, view_large
from schemas.package import Package, Table, sql_name


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


def view_tables(con: duckdb.DuckDBPyConnection, package: Package, texts: Mapping[str, TextTable]) -> None:
    """Create a typed view of every table of a package, and of the links of its lists, some of whose tables are large.
    Keys and references have been checked."""
    for table in package.tables:
        if table.name in texts:
            load_small(con, texts[table.name])
        con.execute(f"create view {sql_name(table.name)} as select * exclude ({LINE}) from ({typed_rows(table)})")  # nosec B608 # names are quoted
        view_links(con, table)


def view_links(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create a view of the links of each list of a table that refers to another."""
    for field, link in zip([f for f in table.fields if f.reference and f.is_list], table.links, strict=True):
        key, item = (sql_name(f.name) for f in link.fields)
        con.execute(
            f"create view {sql_name(link.name)} as "  # nosec B608 # names are quoted
            f"select {sql_name(table.primary_key[0])} as {key}, unnest({sql_name(field.name)}) as {item} "
            f"from {sql_name(table.name)}"
        )


def typed_rows(table: Table, rows: str = "") -> str:
    """Return SQL of the rows of a large table, or of `rows` as text, with the types of the Table Schema."""
    columns = ", ".join(f"{f.sql_cast()} as {sql_name(f.name)}" for f in table.fields)
    return f"select {LINE}, {columns} from {rows or raw_name(table)}"  # nosec B608 # names are quoted


def line_of(con: duckdb.DuckDBPyConnection, table: Table, key: str) -> int | None:
    """Return the line of the row of a large table that has a key, written with blanks between its parts."""
    parts = " || ' ' || ".join(map(sql_name, table.primary_key))
    found = con.execute(f"select {LINE} from {raw_name(table)} where {parts} = ?", [key]).fetchone()  # nosec B608 # names are quoted
    return int(found[0]) if found else None


def count_of(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Count the rows of a large table."""
    (found,) = con.execute(f"select count(*) from {raw_name(table)}").fetchall()  # nosec B608 # names are quoted
    return int(found[0])


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
