"""What can go wrong at a node of SQL as sqlglot parses it. Pure.

In: a node. Out: changes, each of a kind that `mutation` knows, or: a join turned, a fallback dropped, one side of a
union or one case gone, `distinct` dropped, an order turned.
"""

import re
from collections.abc import Iterator
from functools import reduce

from sqlglot import exp

from torture.mutation import OTHER_WORD

Node = type[exp.Expr]
NULL_SAFE: dict[Node, tuple[Node, ...]] = {
    exp.NullSafeEQ: (exp.NullSafeNEQ, exp.EQ),
    exp.NullSafeNEQ: (exp.NullSafeEQ, exp.NEQ),
}
COMPARISONS: dict[Node, tuple[Node, ...]] = NULL_SAFE | {
    exp.LT: (exp.LTE, exp.GTE), exp.LTE: (exp.LT, exp.GT), exp.GT: (exp.GTE, exp.LTE), exp.GTE: (exp.GT, exp.LT),
    exp.EQ: (exp.NEQ,), exp.NEQ: (exp.EQ,),
}  # fmt: skip
ARITHMETIC: dict[Node, Node] = {exp.Add: exp.Sub, exp.Sub: exp.Add, exp.Mul: exp.Div, exp.Div: exp.Mul}
TURNED: dict[Node, Node] = {
    exp.Min: exp.Max, exp.ArgMin: exp.ArgMax, exp.First: exp.Last, exp.LogicalOr: exp.LogicalAnd, exp.Any: exp.All,
    exp.Least: exp.Greatest, exp.Lower: exp.Upper, exp.Floor: exp.Ceil, exp.ArrayOverlaps: exp.ArrayContainsAll,
}  # fmt: skip
OPPOSITES = TURNED | {b: a for a, b in TURNED.items()}
JOINS = {"SEMI": "ANTI", "ANTI": "SEMI"}
CLAUSES = (exp.Where, exp.Having, exp.Qualify)
COMPARING = (exp.EQ, exp.NEQ, exp.NullSafeEQ, exp.NullSafeNEQ, exp.ArrayContains)
STAND_IN = "place_of_"
LONG_NUMBER = re.compile(r"\b\d\.\d{10,}e[+-]\d+")  # a bound of a rule

Change = tuple[str, str, exp.Expr | None]  # kind, words, what comes in the place of a node (None: it is removed)


def changes(node: exp.Expr) -> Iterator[Change]:
    """Yield what can go wrong at a node."""
    for part in (_comparisons, _conditions, _constants, _items, _functions, _clauses, _joins):
        yield from part(node)


def _put(kind: str, node: exp.Expr, new: exp.Expr) -> Change:
    return kind, f"{short(node)} → {short(new)}", new


def _comparisons(node: exp.Expr) -> Iterator[Change]:
    for other in COMPARISONS.get(type(node), ()):
        yield _put("comparison", node, other(this=node.this.copy(), expression=node.expression.copy()))
    if isinstance(node, exp.Is | exp.In) and not isinstance(node.parent, exp.Not):
        yield _put("comparison", node, exp.Not(this=node.copy()))
    if isinstance(node, exp.Not):
        yield _put("comparison" if isinstance(node.this, exp.Is | exp.In) else "not", node, node.this)


def _conditions(node: exp.Expr) -> Iterator[Change]:
    if isinstance(node, exp.And | exp.Or) and type(node.parent) is not type(node):
        parts = list(node.flatten(unnest=False))
        turned = exp.Or if isinstance(node, exp.And) else exp.And
        yield "and/or", f"{node.key} → {turned.key} in {short(node)}", _chained(turned, parts)
        for n, part in enumerate(parts):
            yield "condition left out", f"{short(part)} left out", _chained(type(node), parts[:n] + parts[n + 1 :])
    if _is_condition(node) and not isinstance(node, exp.Predicate | exp.Connector | exp.Not | exp.Paren | exp.Boolean):
        yield _put("not", node, exp.Not(this=node.copy()))


def _chained(of: type[exp.Expr], parts: list[exp.Expr]) -> exp.Expr:
    if len(parts) == 1:
        return parts[0].copy()
    return exp.Paren(this=reduce(lambda a, b: of(this=a, expression=b), [part.copy() for part in parts]))


def _is_condition(node: exp.Expr) -> bool:
    """Tell whether a node is asked for its truth; what stands for a place may be several conditions."""
    parent = node.parent
    asked = isinstance(parent, (exp.Connector, *CLAUSES)) or (
        isinstance(parent, exp.If) and node.arg_key == "this" and not (parent.parent and parent.parent.this)
    )
    return asked and not (isinstance(node, exp.Column) and node.name.startswith(STAND_IN))


def _constants(node: exp.Expr) -> Iterator[Change]:
    if isinstance(node, exp.Boolean):
        yield _put("constant", node, exp.Boolean(this=not node.this))
    if not isinstance(node, exp.Literal):
        return
    if node.is_string:
        if _is_compared(node):
            yield _put("constant", node, exp.Literal.string(OTHER_WORD))
    elif not isinstance(node.parent, exp.Round):  # how a number is shown
        number = float(node.this)
        other = f"{number * 1.25 or 1.0:.17e}" if "." in node.this else str(int(node.this) + 1)
        yield _put("constant", node, exp.Literal.number(other))


def _is_compared(node: exp.Expr) -> bool:
    parent = node.parent
    return (
        isinstance(parent, COMPARING)
        or (isinstance(parent, exp.If) and node.arg_key == "this")
        or (isinstance(parent, exp.Tuple) and isinstance(parent.parent, exp.Values))
        or (isinstance(parent, exp.In | exp.Array) and len(parent.expressions) == 1)
    )


def _items(node: exp.Expr) -> Iterator[Change]:
    """Yield what is left when one item of a list is gone, one case, or one thing to fall back on."""
    for kind, of, key in (
        ("list", (exp.In, exp.Values, exp.Group), "expressions"), ("list", exp.Window, "partition_by"),
        ("case", exp.Case, "ifs"), ("condition left out", exp.Join, "using"),
    ):  # fmt: skip
        items = node.args.get(key) or [] if isinstance(node, of) else []
        yield from ((kind, f"{short(i)} of {short(node)} removed", _without(node, key, i)) for i in items[1:] and items)
    inside = isinstance(node, exp.Array) or (isinstance(node, exp.Order) and _counts(node))
    for item in node.expressions[1:] and node.expressions if inside else []:
        yield "list", f"{short(item)} of {short(node)} removed", _without(node, "expressions", item)
    if isinstance(node, exp.Coalesce):
        parts = [node.this, *node.expressions]
        for n, part in enumerate(parts):
            rest = parts[:n] + parts[n + 1 :]
            new = exp.Coalesce(this=rest[0].copy(), expressions=[r.copy() for r in rest[1:]]) if rest[1:] else rest[0]
            yield "fallback", f"{short(part)} of {short(node)} removed", new
    if isinstance(node, exp.Case) and node.args.get("default"):
        yield "fallback", f"else {short(node.args['default'])} removed", _with(node, default=None)


def _counts(order: exp.Expr) -> bool:
    """Tell whether an order decides what is taken: that of the rows of a result does not."""
    return not isinstance(order.parent, exp.Select | exp.SetOperation)


def _functions(node: exp.Expr) -> Iterator[Change]:
    if type(node) in ARITHMETIC:
        yield _put("arithmetic", node, ARITHMETIC[type(node)](this=node.this.copy(), expression=node.expression.copy()))
    alone = isinstance(node, exp.ArrayOverlaps) and len(node.expression.expressions) == 1  # one of one is all of one
    if type(node) in OPPOSITES and not alone:
        yield _put("opposite", node, OPPOSITES[type(node)](**node.copy().args))
    if isinstance(node, exp.Ordered) and isinstance(node.parent, exp.Order) and _counts(node.parent):
        yield _put("order", node, exp.Ordered(this=node.this.copy(), desc=not node.args.get("desc")))
    if isinstance(node, exp.Distinct) and isinstance(node.parent, exp.AggFunc):
        yield "distinct", f"{short(node)} → {short(node.expressions[0])}", node.expressions[0]
    if isinstance(node, exp.Select) and node.args.get("distinct"):
        yield "distinct", f"distinct of {short(node)} removed", _with(node, distinct=None)


def _clauses(node: exp.Expr) -> Iterator[Change]:
    if isinstance(node, exp.Filter):
        yield "condition left out", f"{short(node.expression)} left out", node.this
    elif isinstance(node, CLAUSES) and not isinstance(node.parent, exp.Filter):
        yield "condition left out", f"{short(node)} left out", None
    if isinstance(node.parent, exp.SetOperation) and isinstance(
        node, exp.Select
    ):  # a side must go on naming the columns
        # a side must go on naming the columns
        nothing = exp.select("*").from_(node.copy().subquery("side")).where("false")  # nosec B608 # of a mutant
        yield "union", f"{short(node)} left out", nothing


def _joins(node: exp.Expr) -> Iterator[Change]:
    if not isinstance(node, exp.Join):
        return
    if node.side == "LEFT" and not node.kind:
        yield "join", f"left → inner: {short(node)}", _with(node, side=None)
    if node.kind in JOINS:
        yield (
            "join",
            f"{node.kind.lower()} → {JOINS[node.kind].lower()}: {short(node)}",
            _with(node, kind=JOINS[node.kind]),
        )
    if node.args.get("on"):
        yield "condition left out", f"on of {short(node)} left out", _with(node, on=exp.true())


def _with(node: exp.Expr, **args: object) -> exp.Expr:
    new = node.copy()
    for name, value in args.items():
        new.set(name, value)
    return new


def _without(node: exp.Expr, key: str, item: exp.Expr) -> exp.Expr:
    return _with(node, **{key: [i.copy() for i in node.args[key] if i is not item]})


def short(node: exp.Expr) -> str:
    text = LONG_NUMBER.sub(lambda m: f"{float(m[0]):g}", " ".join(node.sql("duckdb").split()))
    return text if len(text) <= 70 else f"{text[:67]}…"
