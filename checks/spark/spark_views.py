"""The views of the package on Spark: their SQL translated, macros written out in them, as Spark has none.

In: views as `schemas.views` reads them, and the tables of a package on Spark. Out: temporary views of the same names,
and why one could not be made.
"""

import re
from collections.abc import Iterable

from sqlglot import exp

from checks.spark.spark_session import SparkConnection
from checks.spark.spark_sql import parse, spark_sql
from schemas.package import Package, sql_name
from schemas.sql_files import COMMENTS, HEADS
from schemas.views import View

RECURSION = "asks itself (with recursive), which Spark 4.0 cannot"


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


def make_views(con: SparkConnection, views: Iterable[View]) -> dict[str, str]:
    """Make the views, which stand in order of use; return why some could not be made."""
    macros = Macros()
    unmade: dict[str, str] = {}
    for view in views:
        if view.kind != "view":
            macros.add(view)
        elif why := _reason(view, unmade):
            unmade[view.name] = why
        else:
            con.name_query(view.name, spark_sql(macros.write_out(parse(_split(view)[1]))))
    return unmade


def _reason(view: View, unmade: dict[str, str]) -> str:
    words = set(re.findall(r"\w+", _split(view)[1]))
    if "recursive" in words:
        return RECURSION
    return next((f"stands on {name}, which {why}" for name, why in unmade.items() if name in words), "")


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
