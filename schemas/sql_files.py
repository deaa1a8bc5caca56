"""The SQL that files of the package hold, looked at before it runs: one statement, which reads tables of the package.

In: the SQL of a view, a macro or a frame. Out: nothing, or a PackageError with file and line. DuckDB's own parser says
what stands in it; a function that reads a file is refused even in a macro that nothing calls: the macro is published.
"""

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from schemas.errors import PackageError
from schemas.package import sql_text

if TYPE_CHECKING:
    import duckdb

COMMENTS = re.compile(r"\A(?:[ \t]*(?:--[^\n]*)?\n)*")
HEADS = re.compile(r"create (view|macro) (\w+)\s*(\([^()]*\))? as( table)?(?=[\s(])", re.IGNORECASE)
FUNCTIONS = {"unnest", "range", "generate_series"}  # that give rows, beside the macros of the package
LARGEST = 100_000  # characters of a file
NAME = re.compile(r"[A-Za-z_]\w*")


def check_query(file: str, sql: str, macros: frozenset[str]) -> None:
    """Refuse what is not one query over tables of the package. Raises PackageError."""
    _one_statement(file, sql, "SELECT", "a query")
    _check_select(file, sql, sql, macros)


def check_definition(file: str, name: str, sql: str, macros: frozenset[str]) -> None:
    """Refuse what does not create the one view or macro that the file is named after. Raises PackageError."""
    _one_statement(file, sql, "CREATE", "create view or create macro")
    body = COMMENTS.sub("", sql)
    head = HEADS.match(body)
    if not head or head[2] != name or (head[1].lower() == "macro") != bool(head[3]):
        line = sql.count("\n", 0, len(sql) - len(body)) + 1
        raise PackageError(f"{file}:{line} does not begin with create view {name} as, or create macro {name}(…) as")
    rest = body[head.end() :]
    _check_select(file, sql, rest if head[1].lower() == "view" or head[4] else f"select {rest}", macros)


def _one_statement(file: str, sql: str, kind: str, what: str) -> None:
    import duckdb  # late: whoever reads no SQL does not wait for it

    if len(sql) > LARGEST:
        raise PackageError(f"{file}:1 has {len(sql):,} characters; at most {LARGEST:,} are read")
    try:
        found = _parser().extract_statements(sql)
    except duckdb.Error as error:
        raise PackageError(f"{file}:{_line(str(error))} is not SQL: {str(error).splitlines()[0]}") from None
    if len(found) != 1 or found[0].type.name != kind:
        held = f"{len(found)} statements" if len(found) != 1 else f"a statement {found[0].type.name}"
        raise PackageError(f"{file}:1 holds {held}, and must hold one: {what}")


def _line(error: str) -> int:
    place = re.search(r"^LINE (\d+):", error, re.MULTILINE)
    return int(place[1]) if place else 1


@cache
def _parser() -> "duckdb.DuckDBPyConnection":
    import duckdb

    return duckdb.connect()


def _check_select(file: str, sql: str, select: str, macros: frozenset[str]) -> None:
    """Walk through the query as DuckDB's parser gives it; refuse what is read beside tables and macros of ours."""
    # written out, as DuckDB imports pandas to look at a value that it is given
    (row,) = _parser().execute(f"select json_serialize_sql({sql_text(select)}::varchar)").fetchall()  # nosec B608 # quoted
    tree = json.loads(row[0])
    if tree.get("error"):
        raise PackageError(f"{file}:1 is no query that can be looked into: {tree.get('error_message')}")
    for name in _sources(tree):
        if name.lower() not in FUNCTIONS | macros:
            at = sql.lower().rfind(name.lower())
            line = sql.count("\n", 0, at) + 1 if at >= 0 else 1
            raise PackageError(f"{file}:{line} reads “{name[:60]}”, which is no table, view or macro of the package")


def _sources(node: Any) -> list[str]:
    """Return functions that give rows, and names after `from` that are no names: files, addresses, other schemas."""
    found, ahead = [], [node]
    while ahead:
        at = ahead.pop()
        if isinstance(at, dict):
            if at.get("type") == "TABLE_FUNCTION":
                found.append(str(at["function"].get("function_name", "")))
            elif at.get("type") == "BASE_TABLE" and not NAME.fullmatch(str(at.get("table_name"))):
                found.append(str(at["table_name"]))
            ahead += at.values()
        elif isinstance(at, list):
            ahead += at
    return found
