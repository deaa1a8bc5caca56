"""Tables that are too large for lists of cells: read once by DuckDB, kept as Parquet, asked in SQL.

In: the CSV of a table in plain form, and a work folder. Out: `<folder>/<table>.parquet`, in which every column is text
and an empty cell is NULL; and in a connection the view `raw_<table>`: the column `line`, which is the physical line of
a row, and the columns of the Table Schema. Each process has a connection of its own; what they share is the folder.
Parquet because its dictionaries hold a text once: a scan of a column is then a hundred times as fast as of the CSV.
Does not check anything: whether the form of a file is plain, `schemas.plain_form` says.
"""

from pathlib import Path
from uuid import uuid4

import duckdb

from schemas.csv_text import TextTable
from schemas.locked import SETTINGS
from schemas.package import Table, sql_name, sql_text

LINE = "line"
MEMORY = "2GB"
CSV = (
    "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', new_line = '\\n', "
    "null_padding = false, strict_mode = true, max_line_size = 4194304"
)


def connect_large(folder: Path, *reads: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory that spills into `folder`, and reads and writes files there alone; it reads those
    below the folders `reads`, too."""
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")  # which goes to standard output
    con.execute("set allowed_directories = ?", [[str(path) for path in (folder, *reads)]])
    spilled = folder / f"spilled-{uuid4().hex}"  # of this connection alone: whoever closes first removes it
    own = {"memory_limit": f"'{MEMORY}'", "temp_directory": sql_text(str(spilled))}
    for name, value in (SETTINGS | own).items():
        con.execute(f"set {name} = {value}")
    return con


def load_large(con: duckdb.DuckDBPyConnection, table: Table, path: Path, folder: Path, numbered: bool = False) -> None:
    """Write the CSV at `path` as Parquet into `folder`, and create its view. Where its rows are `numbered`, their first
    cell is the line. Raises duckdb.Error if it has a record of more or fewer cells, or is no UTF-8."""
    types = ([f"{sql_text(LINE)}: 'bigint'"] if numbered else []) + [
        f"{sql_text(f.name)}: 'varchar'" for f in table.fields
    ]
    write_large(con, table, f"from read_csv({sql_text(str(path))}, columns = {{{', '.join(types)}}}, {CSV})", folder)


def write_large(con: duckdb.DuckDBPyConnection, table: Table, query: str, folder: Path) -> None:
    """Write the rows of a query, in their order, as those of a table."""
    path, new = parquet_path(table, folder), folder / f".{table.name}.parquet"
    con.execute(f"copy ({query}) to {sql_text(str(new))} (format parquet, compression lz4, write_bloom_filter false)")
    new.replace(path)
    view_large(con, table, folder)


def view_large(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    """Create the view of a table that was loaded into `folder` before, maybe by another process."""
    con.execute(f"create or replace view {raw_name(table)} as {large_rows(con, table, folder)}")


def large_rows(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> str:
    """Return SQL of the lines and rows of a table that was loaded into `folder`."""
    path = sql_text(str(parquet_path(table, folder)))
    stored = {name for name, *_ in con.execute(f"describe from read_parquet({path})").fetchall()}
    line = LINE if LINE in stored else f"file_row_number + 2 as {LINE}"
    columns = ", ".join(sql_name(f.name) for f in table.fields)
    return f"select {line}, {columns} from read_parquet({path}, file_row_number = true)"  # nosec B608 # names are quoted


def load_small(con: duckdb.DuckDBPyConnection, text: TextTable) -> None:
    """Create the same view, as a table in memory, of a table that was read by our own reader."""
    fields = text.table.fields
    cells = ", ".join(f"unnest(${n}::varchar[]) as {sql_name(f.name)}" for n, f in enumerate(fields, 2))
    columns = [[cell or None for cell in text.columns[f.name]] for f in fields]
    lines = [text.line(row) for row in range(len(text.keys()))]
    con.execute(
        f"create or replace table {raw_name(text.table)} as select unnest($1) as {LINE}, {cells}", [lines, *columns]
    )


def parquet_path(table: Table, folder: Path) -> Path:
    """Return the file in which a loaded table is kept."""
    return folder / f"{table.name}.parquet"


def raw_name(table: Table) -> str:
    """Return the quoted name of the view of a table as text."""
    return sql_name(f"raw_{table.name}")
