"""SQL of DuckDB in that of Spark.

In: a statement in DuckDB's dialect, as rules, look-ups and views are written. Out: the same in Spark's, by sqlglot;
what sqlglot leaves as it is or drops is put right here. Names are quoted, as some are words of Spark's.
"""

from collections.abc import Callable, Iterable

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError

PATTERNS = (exp.RegexpLike, exp.RegexpFullMatch)


def parse(sql: str) -> exp.Expr:
    """Parse one statement of DuckDB. Raises sqlglot.errors.ParseError."""
    return sqlglot.parse_one(sql, read="duckdb")


def with_values(statement: exp.Expr, values: Iterable[object]) -> exp.Expr:
    """Write values in the place of question marks, in their own types: the lines of rows are keys on Spark."""
    given = iter(values)

    def written(node: exp.Expr) -> exp.Expr:
        place = node.this if isinstance(node, exp.Cast) else node
        return exp.convert(next(given)) if isinstance(place, exp.Placeholder) else node

    return statement.transform(written)


def spark_sql(statement: exp.Expr) -> str:
    """Write a parsed statement in the SQL of Spark. Raises ParseError for what Spark would take for something else."""
    root = exp.Paren(this=statement.copy())
    for select in root.find_all(exp.Select):
        if sum(bool(_own_lists(column)) for column in select.expressions) > 1:
            raise ParseError("two lists side by side, which Spark would pair each item with each: make a table of them")
    for node in reversed(list(root.walk())):  # what stands inside first
        for kind, change in CHANGES.items():
            if isinstance(node, kind):
                node.replace(change(node))
                break
    return root.this.sql(dialect="spark", identify=True)


def _own_lists(column: exp.Expr) -> list[exp.Expr]:
    """Return the lists that a column of a query is gone through for, without those of queries inside it."""
    return [found for found in column.find_all(exp.Explode, exp.Unnest) if found.parent_select is column.parent]


def _overlap(node: exp.Expr) -> exp.Expr:
    return exp.func("arrays_overlap", node.this, node.expression)


def _pattern(node: exp.Expr) -> exp.Expr:
    """Put the flag of a pattern into the pattern, and what makes it match the whole text."""
    pattern = node.expression
    assert isinstance(pattern, exp.Literal), "a pattern is written out"
    text = rf"\A(?:{pattern.this})\z" if isinstance(node, exp.RegexpFullMatch) else pattern.this
    if flags := node.args.get("flag"):
        assert flags.this == "i", "of flags, i alone is known"
        text = f"(?iu){text}"
    return exp.RegexpLike(this=node.this, expression=exp.Literal.string(text))


def _item(node: exp.Expr) -> exp.Expr:
    """Count from 1, as DuckDB does; sqlglot counts items from 0 where a number is written out. Slices are of texts."""
    (place,) = node.expressions
    if isinstance(place, exp.Slice):
        first, last = int(place.this.this) if place.this else 1, int(place.expression.this)
        return exp.func("substring", node.this, *map(exp.Literal.number, (first, last - first + 1)))
    return exp.func("element_at", node.this, exp.Literal.number(int(place.this) + 1) if place.is_int else place)


def _list(node: exp.Expr) -> exp.Expr:
    """Keep the order of a list that is gathered, and its missing items; one of nothing is missing."""
    gathered = node.this if isinstance(node, exp.Filter) else node
    if not isinstance(gathered, exp.ArrayAgg) or isinstance(node.parent, exp.Filter):
        return node
    item, order = gathered.this, []
    if isinstance(item, exp.Order):
        item, order = item.this, [ordered.this for ordered in item.expressions]
    pair = exp.func("struct", *order, exp.alias_(item, "item"))
    every = exp.Anonymous(this="collect_list", expressions=[pair])
    filtered = exp.Filter(this=every, expression=node.expression) if isinstance(node, exp.Filter) else every
    items = exp.Dot(this=exp.Anonymous(this="array_sort", expressions=[filtered]), expression=exp.to_identifier("item"))
    return exp.Nullif(this=items, expression=exp.Anonymous(this="array"))


def _difference(node: exp.Expr) -> exp.Expr:
    """Count the ends of months in between, as DuckDB does, where Spark counts whole months."""
    unit = node.args.get("unit")
    if not unit or unit.name.upper() != "MONTH":
        return node
    later, earlier = node.this, node.expression
    parts = [exp.func(part, day.copy()) for part in ("year", "month") for day in (later, earlier)]
    years, months = exp.Paren(this=parts[0] - parts[1]), exp.Paren(this=parts[2] - parts[3])
    return exp.Paren(this=years * 12 + months)


def _quotient(node: exp.Expr) -> exp.Expr:
    """Divide floating numbers, as DuckDB does whatever it is given; Spark's decimals stay decimals."""
    return exp.Div(this=exp.cast(node.this, "double"), expression=node.expression)


def _function(node: exp.Expr) -> exp.Expr:
    name = SAME_AS.get(str(node.this).lower())
    return exp.func(name, *node.expressions) if name else node


def _distinct(node: exp.Expr) -> exp.Expr:
    """Leave out what is missing, as DuckDB does."""
    return exp.func("array_compact", exp.ArrayDistinct(this=node.this))


def _named_query(node: exp.Expr) -> exp.Expr:
    """Leave out whether DuckDB is to keep what a query gives: Spark decides for itself."""
    node.set("materialized", None)
    return node


SAME_AS = {"row": "struct", "list_position": "array_position"}
CHANGES: dict[type[exp.Expr], Callable[[exp.Expr], exp.Expr]] = {
    exp.ArrayOverlaps: _overlap,
    exp.RegexpLike: _pattern,
    exp.RegexpFullMatch: _pattern,
    exp.Bracket: _item,
    exp.CTE: _named_query,
    exp.Filter: _list,
    exp.ArrayAgg: _list,
    exp.DateDiff: _difference,
    exp.Div: _quotient,
    exp.ArrayDistinct: _distinct,
    exp.Anonymous: _function,
}
