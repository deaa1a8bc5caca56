"""Frames read from the database: whole or, if large tables make one long, the rows alone that are not as expected.

In: a connection and the name of a frame with what is expected of it. Out: the frame for Great Expectations, how many
rows each expectation is about, and how many it does not expect.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from checks.dataset.expectations import Expectation, frame_sql
from checks.rulebook import RuleBookError
from schemas.locked import limited
from schemas.package import sql_name, sql_value

VECTOR, MOST_ROWS = 2048, 2048 * 500  # rows that DuckDB hands over at once, and that a frame may give
LONG, MOST = 10_000, 1_000  # rows from which a frame is read in part, and that are read for one expectation
SECONDS = 900  # for a frame over large tables


@dataclass(frozen=True)
class Frame:
    """What an SQL file selects, with the running column `row`; by rule the number of rows that it is about, and, if not
    all were read, of those that are not as it expects."""

    rows: pd.DataFrame
    looked_at: dict[str, int]
    unexpected: dict[str, int] = field(default_factory=dict)


def read_frame(con: duckdb.DuckDBPyConnection, name: str, expectations: Sequence[Expectation]) -> Frame:
    """Return a frame over small tables."""
    file = _file(name)
    with limited(con, file):
        result = con.execute(f"from ({frame_sql(name, macros_of(con))}) order by all")
        rows = result.fetch_df_chunk(MOST_ROWS // VECTOR)
        if len(rows) and len(result.fetch_df_chunk(1)):
            raise RuleBookError(f"{file} gives more than {MOST_ROWS:,} rows")
    numbered = _numbered(rows, file)
    return Frame(numbered, {e.rule.id: _rows_about(e, numbered) for e in expectations})


def read_long_frame(con: duckdb.DuckDBPyConnection, name: str, expectations: Sequence[Expectation]) -> Frame:
    """Return a frame over large tables; of a long one the rows that are not as expected, of each rule the first."""
    file = _file(name)
    with limited(con, file, SECONDS):
        # in no order, as they may be many: what is read of them is in order
        con.execute(f"create or replace temp table frame as {frame_sql(name, macros_of(con))}")
        whole = con.execute("from frame limit 0").df()
        known = [e for e in expectations if e.kwargs["column"] in whole]  # who reads it refuses the others
        about = {e.rule.id: _count(con, _about(e)) for e in known}
        if _count(con, "true") <= LONG:
            return Frame(_numbered(con.execute("from frame order by all").df(), file), about)
        wrong = {e.rule.id: f"{_about(e)} and ({unexpected(e)})" for e in known}
        first = [f"(select rowid from frame where {sql} order by all limit {MOST})" for sql in wrong.values()]  # nosec B608 # our own SQL
        rows = con.execute(f"from frame where rowid in ({' union '.join(first)}) order by all").df()
        counts = {rule: _count(con, sql) for rule, sql in wrong.items()}
    return Frame(_numbered(rows, file), about, counts)


def unexpected(expectation: Expectation) -> str:
    """Return the SQL condition of rows that are not as expected: Great Expectations is given them, and says so."""
    kwargs, column = expectation.kwargs, sql_name(expectation.kwargs["column"])
    values = ", ".join(sql_value(value) for value in kwargs.get("value_set", ()))
    beyond = [f"{column} {sign} {sql_value(kwargs[end])}" for end, sign in
              (("min_value", "<"), ("max_value", ">")) if end in kwargs]  # fmt: skip
    return {
        "expect_column_values_to_be_null": f"{column} is not null",
        "expect_column_values_to_not_be_null": f"{column} is null",
        "expect_column_values_to_be_unique": f"{column} in (select {column} from frame group by 1 having count(*) > 1)",  # nosec B608 # our own SQL
        "expect_column_values_to_be_in_set": f"{column} not in ({values})",
        "expect_column_values_to_not_be_in_set": f"{column} in ({values})",
        "expect_column_values_to_be_between": " or ".join(beyond),
    }[expectation.type]


def macros_of(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the names of the package's macros."""
    found = con.execute("select function_name from duckdb_functions() where not internal").fetchall()
    return frozenset(str(name) for (name,) in found)


def _file(name: str) -> str:
    return f"checks/dataset/frames/{name}.sql"


def _numbered(rows: pd.DataFrame, file: str) -> pd.DataFrame:
    if lacking := {"table_name", "key"} - set(rows):
        raise RuleBookError(f"{file} lacks the column {', '.join(sorted(lacking))}, which says what a row is about")
    rows.insert(0, "row", range(len(rows)))
    return rows


def _rows_about(expectation: Expectation, rows: pd.DataFrame) -> int:
    """Count the rows of a frame that an expectation is about: those of its rule's table, if rules share the frame."""
    condition = expectation.kwargs.get("row_condition")
    return len(rows.query(condition) if condition else rows)


def _about(expectation: Expectation) -> str:
    shared = "row_condition" in expectation.kwargs
    return f"table_name = {sql_value(expectation.rule.table)}" if shared else "true"


def _count(con: duckdb.DuckDBPyConnection, condition: str) -> int:
    (found,) = con.execute(f"select count(*) from frame where {condition}").fetchall()  # nosec B608 # our own SQL
    return int(found[0])
