"""What is not as expected in frames, asked in SQL: what Great Expectations finds in them, without its imports.

In: the database and the rows of the package. Out: findings, the same as those of `dataset_layer`; tests hold one
against the other over every example of the rule book. Imports neither pandas nor Great Expectations.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import duckdb

from checks.dataset.expectations import Expectation, file_of, frame_sql, read_suites, refuse_lacking
from checks.dataset.frame_facts import facts
from checks.dataset.frame_findings import row_findings
from checks.dataset.placed_rows import PlacedRows
from checks.findings import Finding
from checks.last_release import NO_RELEASE, Release
from checks.rulebook import RuleBookError
from schemas.database import macros_of, row_macros
from schemas.locked import LARGE_SECONDS, SECONDS, limited
from schemas.package import sql_name, sql_value

UNIQUE = "expect_column_values_to_be_unique"
KNOWN = {"column", "value_set", "min_value", "max_value", "row_condition", "condition_parser"}
MOST = 1_000  # rows that are put into words for one expectation


def check_in_sql(
    con: duckdb.DuckDBPyConnection,
    placed: PlacedRows,
    today: date,
    release: Release = NO_RELEASE,
    only_rule: str | None = None,
) -> list[Finding]:
    """Find what is not as every suite expects, or as one rule does. Raises RuleBookError or QueryError where a frame is
    not what it must be."""
    macros, of_rows = macros_of(con), row_macros(con)
    findings: list[Finding] = []
    with facts(placed, con, today, release):
        for name, expectations in read_suites(only_rule).items():
            with limited(con, file_of(name), LARGE_SECONDS if placed.large.tables else SECONDS):
                wrong = _keep_wrong(con, _written_out(frame_sql(name, macros), of_rows), name, expectations)
                counts = count_rows(con, wrong)
                found = [_rows(con, sql) if count else [] for sql, count in zip(wrong, counts, strict=True)]
            for expectation, rows, count in zip(expectations, found, counts, strict=True):
                findings += row_findings(expectation.rule, rows, placed, count)
    return findings


def _keep_wrong(con: duckdb.DuckDBPyConnection, sql: str, name: str, expectations: Sequence[Expectation]) -> list[str]:
    """Make the temporary table `frame` of the rows that are not as expected; return the condition of each expectation.

    That the condition is part of the query spares the making of a frame with a row for each row of a large table.
    """
    refuse_lacking(name, [column[0] for column in con.execute(f"describe {sql}").fetchall()], expectations)
    wrong = [f"{about(e)} and ({unexpected(e)})" for e in expectations]
    alone = all(e.type != UNIQUE for e in expectations)  # else a row is wrong by others that are not
    con.execute(
        f"create or replace temp table frame as from ({sql}) as frame where {' or '.join(wrong) if alone else 'true'}"  # nosec B608 # our own SQL
    )
    return wrong


def _written_out(sql: str, macros: Mapping[str, tuple[str, str]]) -> str:
    """Write out macros that take a row: for them DuckDB makes each row a value first, of all columns of its table."""
    for name, (row, body) in macros.items():
        around = re.split(rf"\b{row}\.", body)
        sql = re.sub(rf"\b{name}\((\w+)\)", partial(_call, around), sql)
    return sql


def _call(around: list[str], call: re.Match[str]) -> str:
    return f"({f'{call[1]}.'.join(around)})"


def keep_frame(
    con: duckdb.DuckDBPyConnection, name: str, expectations: Sequence[Expectation], macros: frozenset[str]
) -> None:
    """Make the temporary table `frame`, in no order, as it may be long. Raises RuleBookError where it lacks columns."""
    con.execute(f"create or replace temp table frame as {frame_sql(name, macros)}")
    refuse_lacking(name, [column[0] for column in con.execute("from frame limit 0").description or []], expectations)


def count_rows(con: duckdb.DuckDBPyConnection, conditions: Sequence[str]) -> list[int]:
    """Return how many rows of `frame` meet each condition."""
    counts = ", ".join(f"count(*) filter ({condition})" for condition in conditions)
    (found,) = con.execute(f"select {counts} from frame").fetchall()  # nosec B608 # our own SQL
    return [int(count) for count in found]


def about(expectation: Expectation) -> str:
    """Return the SQL condition of the rows that an expectation is about: those of its rule's table, if rules share the
    frame."""
    shared = "row_condition" in expectation.kwargs
    return f"table_name = {sql_value(expectation.rule.table)}" if shared else "true"


def unexpected(expectation: Expectation) -> str:
    """Return the SQL condition of rows that are not as expected. Raises RuleBookError for what is not known here."""
    kwargs, column = expectation.kwargs, sql_name(expectation.kwargs.get("column", ""))
    values = ", ".join(sql_value(value) for value in kwargs.get("value_set", ()))
    beyond = [f"{column} {sign} {sql_value(kwargs[end])}" for end, sign in
              (("min_value", "<"), ("max_value", ">")) if end in kwargs]  # fmt: skip
    known = {
        "expect_column_values_to_be_null": f"{column} is not null",
        "expect_column_values_to_not_be_null": f"{column} is null",
        UNIQUE: f"{column} in (select {column} from frame group by 1 having count(*) > 1)",  # nosec B608 # our own SQL
        "expect_column_values_to_be_in_set": f"{column} not in ({values})",
        "expect_column_values_to_not_be_in_set": f"{column} in ({values})",
        "expect_column_values_to_be_between": " or ".join(beyond),
    }
    if expectation.type not in known or kwargs.keys() - KNOWN:
        asked = ", ".join(sorted({expectation.type, *kwargs.keys() - KNOWN}))
        raise RuleBookError(f"{expectation.rule.id} expects {asked}, which is not written in SQL: add it to "
                            f"checks/dataset/frames_in_sql.py, or use one of {', '.join(known)}")  # fmt: skip
    return known[expectation.type]


def _rows(con: duckdb.DuckDBPyConnection, condition: str) -> list[dict[str, Any]]:
    found = con.execute(f"from frame where {condition} order by all limit {MOST}")  # nosec B608 # our own SQL
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
