"""Typed tables in DuckDB, made from checked text and the Table Schemas.

In: a connection and the tables as text (`cells.read_tables`). Out: tables with PRIMARY KEY, FOREIGN KEY, CHECK,
NOT NULL and comments, the link tables of list columns, the views and macros, and one Parquet file for each.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from schemas.csv_text import DataError, Problem, TextTable
from schemas.errors import PackageError
from schemas.large_rows import NONE_LARGE, LargeTables, typed_rows, view_links
from schemas.large_tables import LINE, large_rows
from schemas.locked import LARGE_SECONDS, SECONDS, limited, lock
from schemas.package import Field, Package, Table, sql_name, sql_text
from schemas.views import View

STORAGE_VERSION = "v1.0.0"  # the oldest that this DuckDB writes: every client since 1.0 opens it
REFUSALS = (duckdb.ConstraintException, duckdb.ConversionException, duckdb.OutOfRangeException)
Columns = list[list[str | None]]
PACKAGE_ROW = "One row: what this file was built from."


def connect_new(path: Path | None = None, large: LargeTables = NONE_LARGE) -> duckdb.DuckDBPyConnection:
    """Return a connection whose default database is a new file at `path`, readable by DuckDB 1.0 and later; without a
    path it lives in memory. It is locked in: beside that file, files can be read and written below the folder of `path`
    alone, and below that of large tables, into which it spills.
    """
    con = duckdb.connect()
    con.execute("set threads to 1")  # the same order of rows, and so the same bytes of Parquet, every time
    con.execute("set preserve_insertion_order to true")
    where = f"{sql_text(str(path))} as package_file (storage_version {sql_text(STORAGE_VERSION)})"
    con.execute("attach " + (where if path else "':memory:' as package_file"))
    con.execute("use package_file")
    folders = [*([path.parent] if path else []), *([large.folder] if large.tables else [])]
    return lock(con, *folders, spills=large.folder / "spilled" if large.tables else None)


def load_tables(
    con: duckdb.DuckDBPyConnection, package: Package, texts: dict[str, TextTable], large: LargeTables = NONE_LARGE
) -> None:
    """Create and fill every table. The cells have been checked; DuckDB's own constraints are the second lock."""
    for table in package.load_order:
        con.execute(table.sql_create())
        if table.name in large.tables:
            _insert_large(con, table, large)
        else:
            _insert(con, table, texts[table.name])
        for field, link in zip([f for f in table.fields if f.reference and f.is_list], table.links, strict=True):
            _insert_link(con, table, field, link)
        for described in (table, *table.links):
            for statement in described.sql_comments():
                con.execute(statement)


def load_rows(con: duckdb.DuckDBPyConnection, package: Package, texts: dict[str, TextTable]) -> None:
    """Create and fill every table without keys, checks and comments, in half the time: for who only asks. Raises
    DataError as `load_tables` does for cells that are not what their columns ask for."""
    try:
        for table in package.tables:
            select, columns = _typed(table, texts[table.name], range(len(texts[table.name].keys())))
            con.execute(f"create table {sql_name(table.name)} as {select}", columns)
            view_links(con, table)
    except REFUSALS:
        with connect_new() as other:
            load_tables(other, package, texts)  # names the row
        raise


def _insert(con: duckdb.DuckDBPyConnection, table: Table, text: TextTable) -> None:
    for rows in _generations(table, text):
        select, columns = _typed(table, text, rows)
        insert = f"insert into {sql_name(table.name)} {select}"  # nosec B608 # names are quoted, values bound
        try:
            con.execute(insert, columns)
        except REFUSALS as error:
            raise DataError([_refused(con, insert, text, rows, columns, str(error))]) from error


def _typed(table: Table, text: TextTable, rows: Iterable[int]) -> tuple[str, Columns]:
    """Return a query for some rows with their types, and the columns of text that it takes."""
    columns = [[text.columns[f.name][i] or None for i in rows] for f in table.fields]
    cells = ", ".join(f"unnest(${n}::varchar[]) as {sql_name(f.name)}" for n, f in enumerate(table.fields, 1))
    casts = ", ".join(f"{f.sql_cast()} as {sql_name(f.name)}" for f in table.fields)
    return f"select {casts} from (select {cells})", columns  # nosec B608 # names are quoted, values bound


def _insert_large(con: duckdb.DuckDBPyConnection, table: Table, large: LargeTables) -> None:
    rows = f"({large_rows(con, table, large.folder)})"
    try:
        con.execute(f"insert into {sql_name(table.name)} select * exclude ({LINE}) from ({typed_rows(table, rows)})")  # nosec B608 # names are quoted
    except REFUSALS as error:
        message = f"is refused by the database ({' '.join(str(error).split())})"
        raise DataError([Problem(table.path, 1, "", message, "correct the row that is named", "typed")]) from error


def _refused(
    con: duckdb.DuckDBPyConnection, insert: str, text: TextTable, rows: list[int], columns: Columns, why: str
) -> Problem:
    """Find the first row that the database refuses, which our own checks let pass: one after the other, in the same
    table."""
    row, column = 0, ""
    for n in range(len(rows)):
        try:
            con.execute(insert, [[cells[n]] for cells in columns])
        except REFUSALS as error:
            row, why = rows[n], str(error)
            named = (f.name for f in text.table.fields if re.search(rf"\b{re.escape(f.name)}\b", why))
            column = next(named, "")
            break
    message = f"is refused by the database ({' '.join(why.split())})"
    return Problem(text.table.path, text.line(row), column, message, "correct the cell", "typed")


def _generations(table: Table, text: TextTable) -> list[list[int]]:
    """Return rows in batches, parents before children: DuckDB checks a self-reference against rows inserted before."""
    rows = list(range(len(text.keys())))
    own = [f for f in table.references if f.reference and f.reference.table == table.name]
    if not own:
        return [rows] if rows else []
    column, key = text.columns[own[0].name], text.columns[table.primary_key[0]]
    batches, done = [], {""}
    while rows:
        batch = [i for i in rows if column[i] in done]
        if not batch:
            raise ValueError(f"{table.path}: {own[0].name} runs in a circle: {', '.join(key[i] for i in rows)}")
        batches.append(batch)
        done |= {key[i] for i in batch}
        rows = [i for i in rows if column[i] not in done or key[i] not in done]
    return batches


def _insert_link(con: duckdb.DuckDBPyConnection, table: Table, field: Field, link: Table) -> None:
    con.execute(link.sql_create())
    key = sql_name(table.primary_key[0])
    con.execute(
        f"insert into {sql_name(link.name)} select {key}, unnest({sql_name(field.name)}) "  # nosec B608 # names are quoted, values bound
        f"from {sql_name(table.name)} order by all"
    )


def load_views(
    con: duckdb.DuckDBPyConnection, views: list[View], with_comments: bool = True, as_tables: bool = False
) -> None:
    """Create views and macros with their comments; `{metric-id}` in a comment becomes that metric's name and unit, and
    `{{table}}` each key of a vocabulary with its meaning. Raises PackageError where one has no meanings.

    Where views are kept `as_tables`, who asks one does not wait for it: over a million rows some take seconds.
    """
    metrics = {
        m: f"{name}. {description} Unit: {unit}."
        for m, name, description, unit in con.execute(
            "select metric_id, name, description, unit from metrics"
        ).fetchall()
    }
    tables = sorted(set().union(*(view.vocabularies() for view in views)))
    vocabularies = {table: _meanings(con, table) for table in tables}
    for view in map(View.as_table, views) if as_tables else views:
        with limited(con, view.file, LARGE_SECONDS if as_tables else SECONDS):
            con.execute(view.sql)
            for statement in view.sql_comments(metrics, vocabularies) if with_comments else ():
                con.execute(statement)


def macros_of(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the names of the package's macros in a database."""
    found = con.execute("select function_name from duckdb_functions() where not internal").fetchall()
    return frozenset(str(name) for (name,) in found)


def row_macros(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Return the package's macros that take a row and ask for columns of it alone: parameter and SQL by name."""
    found = con.execute(
        "select function_name, parameters[1], macro_definition from duckdb_functions() "
        "where not internal and function_type = 'macro' and len(parameters) = 1"
    ).fetchall()
    return {name: (row, sql) for name, row, sql in found if not re.search(rf"\b{row}\b(?!\.)", sql)}


def _meanings(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """Return each key of a vocabulary with its description; a vocabulary begins with its key."""
    try:
        relation = con.table(table)
        found = relation.project(f"{sql_name(relation.columns[0])}, description").fetchall()
    except duckdb.Error:
        raise PackageError(f"a view lists the meanings of {table}, which is no table with descriptions") from None
    return " ".join(f"{key}: {text}" for key, text in found)


def load_package_table(con: duckdb.DuckDBPyConnection, facts: dict[str, str]) -> None:
    """Create the table `package`: one row that says what this file was built from."""
    comments = {
        "name": "Name of the data package.",
        "version": "Version of the data package.",
        "commit": "Git commit of the tree; ends in -dirty if files differed from it, empty outside a checkout.",
        "inputs_hash": "SHA-256 over every file that the build reads.",
    }
    columns = ", ".join(f"{sql_name(c)} varchar not null" for c in facts)
    con.execute(f"create table package ({columns})")
    con.execute(f"insert into package values ({', '.join('?' * len(facts))})", list(facts.values()))  # nosec B608 # names are quoted, values bound
    con.execute(f"comment on table package is {sql_text(f'Package. {PACKAGE_ROW}')}")
    for column in facts:
        con.execute(f"comment on column package.{sql_name(column)} is {sql_text(comments[column])}")


def export_parquet(con: duckdb.DuckDBPyConnection, folder: Path, seconds: float = SECONDS) -> list[Path]:
    """Write every table and view, each within so many seconds, as `folder`/<name>.parquet: zstd, rows in key order,
    descriptions as metadata."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    relations = con.execute(
        "select table_name, comment from duckdb_tables() where database_name = 'package_file' union all "
        "select view_name, comment from duckdb_views() where not internal order by 1"
    ).fetchall()
    for name, comment in relations:
        metadata = _metadata(con, name, comment or "")
        path = folder / f"{name}.parquet"
        with limited(con, f"{name}, exported", seconds):
            con.execute(
                f"copy (from {sql_name(name)} order by all) to {sql_text(str(path))} "
                f"(format parquet, compression zstd, kv_metadata {{{metadata}}})"
            )
        paths.append(path)
    return paths


def _metadata(con: duckdb.DuckDBPyConnection, name: str, comment: str) -> str:
    columns: list[tuple[str, Any]] = con.execute(
        "select column_name, comment from duckdb_columns() where table_name = ? order by column_index", [name]
    ).fetchall()
    described = {column: text for column, text in columns if text}
    pairs = {"description": comment, "columns": json.dumps(described, ensure_ascii=False)}
    return ", ".join(f"{sql_name(k)}: {sql_text(v)}" for k, v in pairs.items())
