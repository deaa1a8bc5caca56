"""What frames may read besides the package: the variable `today`, and the tables `rows_now`, `rows_released` and
`changelog`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import duckdb

from checks.dataset.placed_rows import PlacedRows
from checks.last_release import Release

TYPES = {"table_name": "varchar", "rows": "bigint", "line": "varchar"}
Columns = dict[str, Sequence[object]]


@contextmanager
def facts(rows: PlacedRows, con: duckdb.DuckDBPyConnection, today: date, release: Release) -> Iterator[None]:
    """Give frames what they may read besides the package, for as long as the checks run."""
    now = dict(rows.counts())
    told: dict[str, Columns] = {
        "rows_now": {"table_name": [*now], "rows": [*now.values()]},
        "rows_released": {"table_name": [*release.rows], "rows": [*release.rows.values()]},
        "changelog": {"line": [*release.changelog]},
    }
    con.execute("set variable today = cast(? as date)", [today])
    for name, columns in told.items():
        cells = (f"unnest(?::{TYPES[column]}[]) as {column}" for column in columns)
        con.execute(f"create or replace temp table {name} as select {', '.join(cells)}", [*columns.values()])
    try:
        yield
    finally:
        for name in told:
            con.execute(f"drop table temp.{name}")
        con.execute("reset variable today")
