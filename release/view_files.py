"""The views as CSV files, for clients that read neither DuckDB nor Parquet, such as R by itself.

In: a connection to a built package. Out: `folder`/<view>.csv in the form of the raw tables: UTF-8, an empty cell is
missing, the items of a list divided as `release.loaders.relations` says. The loaders read them.
"""

from pathlib import Path

import duckdb

from release.loaders.relations import DELIMITER
from schemas.package import sql_name, sql_text


def write_views(con: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    """Write every view, rows in the order of their columns; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for (view,) in con.execute("select view_name from duckdb_views() where not internal order by 1").fetchall():
        paths.append(folder / f"{view}.csv")
        columns = con.execute(f"describe {sql_name(view)}").fetchall()
        cells = ", ".join(_cell(name, sql_type) for name, sql_type, *_ in columns)
        rows = f"select {cells} from {sql_name(view)} order by all"  # nosec B608 # names are quoted
        con.execute(f"copy ({rows}) to {sql_text(str(paths[-1]))} (format csv, header)")
    return paths


def _cell(column: str, sql_type: str) -> str:
    name = sql_name(column)
    joined = f"array_to_string({name}, {sql_text(DELIMITER)})"
    return f"{joined} as {name}" if sql_type.endswith("[]") else name
