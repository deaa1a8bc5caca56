"""Which tests a fault concerns: by the lines that its place and its users have, or by the rules that use the place.

In: a mutant and the modules in which it may be used. Out: lines, or ids of rules. Pure, but for reading the modules.
"""

import ast
from functools import cache

from schemas.package import ROOT
from torture.mutation import Mutant

Line = tuple[str, int]


@cache
def parsed(file: str) -> ast.Module:
    """Return the tree of a module; for reading only."""
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


@cache
def rules_using(file: str, mutant: Mutant, files: tuple[str, ...]) -> frozenset[str]:
    """Return the rules whose functions use a place, directly or by way of others."""
    statements = [(s, names_in(s)) for f in files for s in parsed(f).body]
    here = next(s for s in parsed(file).body if s.lineno <= mutant.line <= (s.end_lineno or 0))
    reached, ids = [here], rules_of_function(here)
    if not ids:
        for place in reached:  # grows
            given = names_given(place)
            reached += [s for s, names in statements if s not in reached and names & given]
    return frozenset().union(*map(rules_of_function, reached))


def names_given(statement: ast.stmt) -> set[str]:
    """Return the names that a statement of a module gives."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", statement)]
    return {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}


@cache
def names_in(statement: ast.stmt) -> frozenset[str]:
    """Return the names that a statement uses."""
    return frozenset(named(n) for n in ast.walk(statement) if isinstance(n, ast.Name | ast.Attribute))


def named(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def rules_of_function(statement: ast.stmt) -> set[str]:
    """Return the rules that a function implements, or that a call at the end of a module registers."""
    naming = statement.decorator_list if isinstance(statement, ast.FunctionDef) else []
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        naming = [statement.value]
    texts = [n.value for d in naming for n in ast.walk(d) if isinstance(n, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and "/" in text}


@cache
def lines_of(file: str, mutant: Mutant, files: tuple[str, ...]) -> frozenset[Line]:
    """Return the lines of which a test must reach one to see a mutant: those of its statement; of what a module
    assigns, those that use the name, or another that is made of it."""
    if not mutant.assigned:
        return frozenset((file, n) for n in statement_lines(file, mutant.line))
    wanted = set(mutant.assigned.split(", "))
    statements = [(f, s) for f in files for s in parsed(f).body]
    grown = True
    while grown:
        more = {n for _, s in statements if isinstance(s, ast.Assign) and names_in(s) & wanted for n in names_given(s)}
        grown = not more <= wanted
        wanted |= more
    return frozenset(
        (f, n.lineno)  # type: ignore[attr-defined]
        for f, s in statements for n in ast.walk(s) if named(n) in wanted
    )  # fmt: skip


def statement_lines(file: str, line: int) -> range:
    """Return the lines of the innermost statement around a line: a tracer sees one of them."""
    around = [
        s for s in ast.walk(parsed(file))
        if isinstance(s, ast.stmt) and s.lineno <= line <= (s.end_lineno or s.lineno)
        and not isinstance(s, ast.FunctionDef | ast.ClassDef)
    ]  # fmt: skip
    inner = min(around, key=lambda s: (s.end_lineno or s.lineno) - s.lineno, default=None)
    return range(inner.lineno, (inner.end_lineno or inner.lineno) + 1) if inner else range(line, line + 1)
