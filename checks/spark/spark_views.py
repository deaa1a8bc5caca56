"""The views of the package on Spark: their SQL translated, macros written out in them, as Spark has none.

In: views as `schemas.views` reads them, and the tables of a package on Spark. Out: temporary views of the same names.
A query that asks itself (with recursive) is asked step by step, and what it gives is kept as a table.
"""

import re
from collections.abc import Iterable

from sqlglot import exp
from sqlglot.errors import ParseError

from checks.spark.spark_session import SparkConnection
from checks.spark.spark_sql import parse, spark_sql
from schemas.package import Package, sql_name
from schemas.sql_files import COMMENTS, HEADS
from schemas.views import View


class Macros:
    """Macros by name: their parameters and what they stand for."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[list[str], exp.Expr]] = {}

    def add(self, view: View) -> None:
        """Learn a macro, which gives a value or a table."""
        head, body = _split(view)
        is_table = view.kind == "macro table"
        parsed = parse(body if is_table else f"select {body}")
        named = exp.TableAlias(this=exp.to_identifier(view.name))
        value = exp.Subquery(this=parsed, alias=named) if is_table else exp.Paren(this=parsed.expressions[0])
        self._known[view.name] = re.findall(r"\w+", head[3]), self.write_out(value)

    def write_out(self, statement: exp.Expr) -> exp.Expr:
        """Put what they stand for in the place of calls of macros."""
        return statement.transform(self._called)

    def _called(self, node: exp.Expr) -> exp.Expr:
        call = node.this if isinstance(node, exp.Table) else node
        if not isinstance(call, exp.Anonymous) or str(call.this) not in self._known:
            return node
        names, body = self._known[str(call.this)]
        given = dict(zip(names, (self.write_out(argument) for argument in call.expressions), strict=True))
        return body.transform(lambda part: _argument(part, given))


def _argument(node: exp.Expr, given: dict[str, exp.Expr]) -> exp.Expr:
    """Return what is given for a parameter; of a row, the column of that row."""
    if not isinstance(node, exp.Column):
        return node
    if not node.table:
        return given[node.name].copy() if node.name in given else node
    return exp.column(node.name, table=given[node.table].name) if node.table in given else node


def make_views(con: SparkConnection, views: Iterable[View]) -> None:
    """Make the views, which stand in order of use. What one gives is kept once it is computed: others stand on it.

    Raises duckdb.Error if Spark does not take one.
    """
    macros = Macros()
    for view in views:
        if view.kind != "view":
            macros.add(view)
        else:
            con.name_query(view.name, spark_sql(_followed(con, macros.write_out(parse(_split(view)[1])), view.name)))
            con.cache(view.name)


def _followed(con: SparkConnection, statement: exp.Expr, view: str) -> exp.Expr:
    """Make a table of each query that asks itself, and return the statement that asks these tables."""
    while query := next(filter(_asks_itself, statement.find_all(exp.CTE)), None):
        table = f"{query.alias} of {view}"
        _follow(con, query, table)
        statement = _asking(statement, query.alias, table)
    for named in statement.find_all(exp.With):
        named.set("recursive", False)
    return statement


def _asks_itself(query: exp.CTE) -> bool:
    if not query.parent or not query.parent.args.get("recursive"):
        return False  # what has its name is a table or view
    return isinstance(query.this, exp.Union) and query.alias in {table.name for table in query.find_all(exp.Table)}


def _follow(con: SparkConnection, query: exp.CTE, table: str) -> None:
    """Make the table of a query that asks itself: of its first rows, then of those that follow from the last ones and
    are new, until there are none, as `union` says. Raises ParseError of one that keeps rows twice."""
    first, step = query.this.this, query.this.expression
    if not query.this.args["distinct"]:
        raise ParseError("a query that asks itself by union all: write union, which ends where rows lead in a circle")
    new, every = sql_name(f"new {table}"), sql_name(table)
    columns = ", ".join(sql_name(column.name) for column in query.args["alias"].columns)
    further = _asking(step, query.alias, f"new {table}").sql(dialect="duckdb")
    begun = f"select distinct * from ({first.sql(dialect='duckdb')}) as found({columns})"  # nosec B608 # names are quoted
    found = f"select * from ({further}) as found({columns}) except select * from {every}"  # nosec B608 # names are quoted
    con.execute(f"create temp table {new} as {begun}")
    con.execute(f"create temp table {every} as select * from {new}")  # nosec B608 # names are quoted
    while con.execute(f"select 1 from {new} limit 1").fetchall():  # nosec B608 # names are quoted
        con.execute(f"create temp table {new} as {found}")
        con.execute(f"create temp table {every} as select * from {every} union all select * from {new}")  # nosec B608 # names are quoted


def _asking(statement: exp.Expr, name: str, table: str) -> exp.Expr:
    """Return a statement that asks a table in place of one of its own queries, which it lacks then."""
    asking = statement.copy()
    for query in list(asking.find_all(exp.CTE)):
        if query.alias == name:
            query.pop()
    for named in list(asking.find_all(exp.With)):
        if not named.expressions:
            named.pop()
    for asked in list(asking.find_all(exp.Table)):
        if asked.name == name:
            asked.replace(exp.alias_(exp.table_(table, quoted=True), asked.alias or name, table=True))
    return asking


def _split(view: View) -> tuple[re.Match[str], str]:
    """Return the head of a definition and what it stands for, without comments."""
    body = COMMENTS.sub("", view.sql)
    head = HEADS.match(body)
    assert head, "views are looked at when they are read"
    return head, re.sub(r"--.*", "", body[head.end() :])


def make_links(con: SparkConnection, package: Package) -> None:
    """Make the link tables: a row for each item of a list that refers to a table."""
    for table in package.tables:
        for f, link in zip([f for f in table.fields if f.reference and f.is_list], table.links, strict=True):
            key, item = link.fields
            con.execute(
                f"create or replace temp table {sql_name(link.name)} as select {sql_name(key.name)}, "  # nosec B608 # names are quoted
                f"unnest({sql_name(f.name)}) as {sql_name(item.name)} from {sql_name(table.name)}"
            )
