"""Mutants of Python source: one small fault each, such as a person could make. Pure: reads and runs nothing.

In: the source of a module. Out: its mutants, and the code of the module with one of them. The faults: a comparison
turned or moved by one, `and` for `or`, one condition left out, a condition turned round, a number, a word or an answer
changed, one item of a list gone, arithmetic turned, a statement removed, one function for its opposite.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
MASKS = (ast.BitAnd, ast.BitOr)  # conditions on whole columns
OPPOSITES = {
    "min": "max", "max": "min", "any": "all", "all": "any", "isna": "notna", "notna": "isna", "isnull": "notnull",
    "issubset": "issuperset", "startswith": "endswith", "endswith": "startswith", "lower": "upper", "first": "last",
    "fullmatch": "search", "search": "fullmatch", "match": "fullmatch", "intersection": "union", "floor": "ceil",
}  # fmt: skip
CONDITIONAL = (ast.If, ast.IfExp, ast.While)
OTHER_WORD = "another word"


@dataclass(frozen=True)
class Mutant:
    """One fault: the place of the changed node (its number in the walk of the tree), which of its changes, and for
    people the line, the function (or the name that a module assigns) and the change in words."""

    node: int
    choice: int
    line: int
    place: str
    change: str
    kind: str
    assigned: str = ""  # the name that the statement of a module gives, if the fault is outside any function


Change = tuple[str, str, ast.AST | None]  # kind, words, what comes in the place of a node


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    found = []
    for number, (node, parents) in enumerate(walked(tree)):
        place, assigned = _place(parents)
        for choice, (kind, words, _) in enumerate(_changes(node, parents)):
            found.append(Mutant(number, choice, node.lineno, place, words, kind, assigned))  # type: ignore[attr-defined]
    return sorted(found, key=lambda m: (m.line, m.node, m.choice))


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """Return the tree of a module with one fault."""
    tree = ast.parse(source)
    node, parents = next(pair for n, pair in enumerate(walked(tree)) if n == mutant.node)
    new = _changes(node, parents)[mutant.choice][2]
    parent = parents[-1]
    for name, value in ast.iter_fields(parent):
        if value is node:
            setattr(parent, name, new)
        elif isinstance(value, list):
            setattr(parent, name, [new if item is node else item for item in value if item is not node or new])
    return ast.fix_missing_locations(tree)


def functions_of(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of every function in the code of a module, those inside others too."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from functions_of(constant)


def walked(node: ast.AST, parents: tuple[ast.AST, ...] = ()) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    """Yield what can be mutated with what it stands in; annotations, docstrings and decorators cannot."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.expr_context | ast.JoinedStr):
                yield child, (*parents, node)
                yield from walked(child, (*parents, node))


def _place(parents: tuple[ast.AST, ...]) -> tuple[str, str]:
    """Return the dotted name of the function or class, and the name that is assigned outside functions."""
    named = [p for p in parents if isinstance(p, ast.FunctionDef | ast.ClassDef)]
    inside = any(isinstance(p, ast.FunctionDef) for p in named)
    assigned = ""
    for p in [] if inside else parents:
        if isinstance(p, ast.Assign):
            assigned = ", ".join(ast.unparse(t) for t in p.targets)
        elif isinstance(p, ast.AnnAssign):
            assigned = ast.unparse(p.target)
    return ".".join(p.name for p in named) or assigned or "module", assigned


def _changes(node: ast.AST, parents: tuple[ast.AST, ...]) -> list[Change]:
    """Return what can go wrong at a node: the change in words, and the node in its place (None: it is removed)."""
    parent = parents[-1]
    found: list[Change] = []

    def put(kind: str, new: ast.AST) -> None:
        found.append((kind, f"{_short(node)} → {_short(new)}", new))

    match node:
        case ast.Compare(ops=[op]):
            for other in COMPARISONS[type(op)]:
                put("comparison", ast.Compare(node.left, [other()], node.comparators))
        case ast.Compare():
            for n, op in enumerate(node.ops):
                other = COMPARISONS[type(op)][0]
                put(
                    "comparison", ast.Compare(node.left, [*node.ops[:n], other(), *node.ops[n + 1 :]], node.comparators)
                )
        case ast.BoolOp():
            put("and/or", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values))
            for n in range(len(node.values)):
                rest = node.values[:n] + node.values[n + 1 :]
                put("condition left out", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            put("not", node.operand)
        case ast.BinOp() if not _is_text(node):
            if type(node.op) in ARITHMETIC:
                put("arithmetic", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right))
            if isinstance(node.op, MASKS):
                put("condition left out", node.left)
                put("condition left out", node.right)
        case ast.Constant():
            for value in _other_values(node.value, parent, node):
                put("constant", ast.Constant(value))
        case ast.Return() if node.value and not isinstance(node.value, ast.Constant):
            put("answer", ast.Return(ast.Constant(None)))
        case ast.Expr(value=ast.Call()) if isinstance(parent, ast.Module):
            pass  # it has run by then
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Delete() | ast.Continue() | ast.Break():
            found.append(("statement", f"{_short(node)} removed", ast.Pass()))
        case ast.Attribute(attr=name) | ast.Name(id=name) if isinstance(parent, ast.Call) and name in OPPOSITES:
            if parent.func is node:
                opposite = OPPOSITES[name]
                load = ast.Load()
                called = (
                    ast.Attribute(node.value, opposite, load)
                    if isinstance(node, ast.Attribute)
                    else ast.Name(opposite, load)
                )
                put("opposite", called)
    if (isinstance(parent, CONDITIONAL) and node is parent.test) or (
        isinstance(parent, ast.comprehension) and node in parent.ifs
    ):
        if not isinstance(node, ast.Compare | ast.UnaryOp):
            put("not", ast.UnaryOp(ast.Not(), node))
        if isinstance(parent, ast.comprehension):
            found.append(("condition left out", f"if {_short(node)} removed", None))
    if isinstance(parent, ast.Set | ast.Tuple | ast.List) and isinstance(node, ast.Constant) and len(parent.elts) > 1:
        found.append(("list", f"{_short(node)} of {_short(parent)} removed", None))
    return found


def _is_text(node: ast.BinOp) -> bool:
    """Tell whether it joins texts or formats one."""
    sides = (node.left, node.right)
    return any(
        isinstance(s, ast.JoinedStr) or (isinstance(s, ast.Constant) and isinstance(s.value, str)) for s in sides
    )


def _other_values(value: object, parent: ast.AST, node: ast.AST) -> list[str | float]:
    """Return other values of a constant: numbers, truth, and words that are compared or listed; no other texts."""
    match value:
        case bool():  # that lists are of one length is a claim, which holds
            return [] if isinstance(parent, ast.keyword) and parent.arg == "strict" else [not value]
        case int():
            return [value + 1]
        case float():
            return [value * 1.25 or 1.0]
        case str():
            compared = isinstance(parent, ast.Compare | ast.MatchValue) or (
                isinstance(parent, ast.Dict) and node in parent.values
            )
            return [OTHER_WORD] if compared else []
    return []


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= 70 else f"{text[:67]}…"
