"""Mutants of DuckDB SQL, of a condition or a query: one small fault each. Pure: reads and runs nothing.

In: SQL, and the names of places in it (`{rows}`). Out: its mutants; what goes wrong says `sql_changes`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

import sqlglot
from sqlglot import exp

from torture.sql_changes import STAND_IN, changes


@dataclass(frozen=True)
class SqlMutant:
    """One fault: its kind, the change in words, the faulty SQL, and the line and the subquery in which it is."""

    kind: str
    change: str
    sql: str
    line: int = 1
    place: str = ""


def mutants(sql: str, places: Collection[str] = ()) -> list[SqlMutant]:
    """Return every mutant of a piece of SQL."""
    tree = _parsed(sql, places)
    return [
        SqlMutant(kind, _restored(words), _restored(_replaced(tree, number, new)), _line(node), _place(node))
        for number, node in enumerate(tree.dfs())
        for kind, words, new in changes(node)
    ]


def rewritten(sql: str, places: Collection[str] = ()) -> str:
    """Return a piece of SQL as its mutants are written, without a fault."""
    return _restored(_parsed(sql, places).sql("duckdb"))


def _parsed(sql: str, places: Collection[str]) -> exp.Expr:
    for name in places:
        sql = sql.replace("{" + name + "}", STAND_IN + name.replace("-", "__"))
    tree = sqlglot.parse_one(sql, read="duckdb")
    for node in tree.dfs():
        node.comments = None
    return tree


def _restored(text: str) -> str:
    return re.sub(rf"{STAND_IN}(\w+)", lambda m: "{" + m[1].replace("__", "-") + "}", text)


def _replaced(tree: exp.Expr, number: int, new: exp.Expr | None) -> str:
    """Return the SQL of a tree with another node, or none, in the place of the one with a number."""
    whole = exp.Paren(this=tree.copy())  # so that the outermost node, too, stands in another
    node = next(node for n, node in enumerate(whole.this.dfs()) if n == number)
    node.replace(new.copy() if new else None)
    return whole.this.sql("duckdb")


def _line(node: exp.Expr) -> int:
    return next((n.meta["line"] for n in chain(node.dfs(), [node.parent]) if n and "line" in n.meta), 1)


def _place(node: exp.Expr) -> str:
    """Return the name of the `with` in which a node stands."""
    found = node.find_ancestor(exp.CTE)
    return found.alias if found else ""
