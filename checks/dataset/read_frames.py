"""Frames read from the database for Great Expectations: whole or, if large tables make one long, the rows alone that
are not as expected.

In: a connection and the name of a frame with what is expected of it. Out: the frame, how many rows each expectation is
about, and how many it does not expect.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from checks.dataset.expectations import Expectation, file_of, frame_sql, refuse_lacking
from checks.dataset.frames_in_sql import about, count_rows, keep_frame, unexpected
from checks.rulebook import RuleBookError
from schemas.locked import LARGE_SECONDS, limited

VECTOR, MOST_ROWS = 2048, 2048 * 500  # rows that DuckDB hands over at once, and that a frame may give
LONG, MOST = 10_000, 1_000  # rows from which a frame is read in part, and that are read for one expectation


@dataclass(frozen=True)
class Frame:
    """What an SQL file selects, with the running column `row`; by rule the number of rows that it is about, and, if not
    all were read, of those that are not as it expects."""

    rows: pd.DataFrame
    looked_at: dict[str, int]
    unexpected: dict[str, int] = field(default_factory=dict)


def read_frame(
    con: duckdb.DuckDBPyConnection, name: str, expectations: Sequence[Expectation], macros: frozenset[str]
) -> Frame:
    """Return a frame over small tables."""
    file = file_of(name)
    with limited(con, file):
        result = con.execute(f"from ({frame_sql(name, macros)}) order by all")
        rows = result.fetch_df_chunk(MOST_ROWS // VECTOR)
        if len(rows) and len(result.fetch_df_chunk(1)):
            raise RuleBookError(f"{file} gives more than {MOST_ROWS:,} rows")
    refuse_lacking(name, [str(column) for column in rows], expectations)
    return Frame(_numbered(rows), {e.rule.id: _rows_about(e, rows) for e in expectations})


def read_long_frame(
    con: duckdb.DuckDBPyConnection, name: str, expectations: Sequence[Expectation], macros: frozenset[str]
) -> Frame:
    """Return a frame over large tables; of a long one the rows that are not as expected, of each rule the first."""
    rules = [e.rule.id for e in expectations]
    with limited(con, file_of(name), LARGE_SECONDS):
        keep_frame(con, name, expectations, macros)
        looked_at = dict(zip(rules, count_rows(con, [about(e) for e in expectations]), strict=True))
        if count_rows(con, ["true"])[0] <= LONG:
            return Frame(_numbered(con.execute("from frame order by all").df()), looked_at)
        wrong = [f"{about(e)} and ({unexpected(e)})" for e in expectations]
        first = [f"(select rowid from frame where {sql} order by all limit {MOST})" for sql in wrong]  # nosec B608 # our own SQL
        rows = con.execute(f"from frame where rowid in ({' union '.join(first)}) order by all").df()
        return Frame(_numbered(rows), looked_at, dict(zip(rules, count_rows(con, wrong), strict=True)))


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    rows.insert(0, "row", range(len(rows)))
    return rows


def _rows_about(expectation: Expectation, rows: pd.DataFrame) -> int:
    """Count the rows of a frame that an expectation is about: those of its rule's table, if rules share the frame."""
    condition = expectation.kwargs.get("row_condition")
    return len(rows.query(condition) if condition else rows)
