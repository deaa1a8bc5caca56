"""Puts a mutant into modules that are loaded: other code into their functions, other values under their names.

Everybody who imported the functions has the fault at once, and loses it again. What is remembered (`functools.cache`)
in the module is forgotten before and after.
"""

import ast
import gc
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from schemas.package import ROOT
from torture.mutation import Mutant, functions_of, mutated

Places = dict[tuple[str, int], list[FunctionType]]


@cache
def functions_in(file: str) -> Places:
    """Return every function of a module that exists now, by dotted name and first line. Must be asked for before
    `gc.freeze`."""
    found: Places = defaultdict(list)
    path = str(ROOT / file)
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == path:
            found[thing.__code__.co_qualname, thing.__code__.co_firstlineno].append(thing)
    return found


@contextmanager
def installed(file: str, mutant: Mutant) -> Iterator[None]:
    """Have a fault in a loaded module for a while."""
    tree = mutated((ROOT / file).read_text(encoding="utf-8"), mutant)
    module = sys.modules[file.removesuffix(".py").replace("/", ".")]
    statement = [s for s in tree.body if s.lineno <= mutant.line <= (s.end_lineno or 0)]
    code = compile(ast.Module(statement, []), str(ROOT / file), "exec")
    before = [
        (function, function.__code__, new)
        for new in functions_of(code)
        for function in functions_in(file)[new.co_qualname, new.co_firstlineno]
        if function.__code__.co_freevars == new.co_freevars
    ]
    forget(module)
    for function, _, new in before:
        function.__code__ = new
    names: list[tuple[ModuleType, str, Any]] = []
    try:
        if mutant.assigned:
            names = assign_anew(tree, module, mutant)
        yield
    finally:
        for holder, name, value in reversed(names):
            setattr(holder, name, value)
        for function, old, _ in before:
            function.__code__ = old
        forget(module)


def forget(module: ModuleType) -> None:
    """Clear what functions of a module remember."""
    for thing in list(vars(module).values()):
        if hasattr(thing, "cache_clear"):
            thing.cache_clear()


def assign_anew(tree: ast.Module, module: ModuleType, mutant: Mutant) -> list[tuple[ModuleType, str, Any]]:
    """Execute the faulty statement of a module and those that depend on it; give the results to who imported them.
    Return what stood there before."""
    changed: set[str] = set()
    replaced: list[tuple[ModuleType, str, Any]] = []
    for statement in tree.body:
        names = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
        here = statement.lineno <= mutant.line <= (statement.end_lineno or 0)
        if not here and not (names & changed and isinstance(statement, ast.Assign | ast.AnnAssign)):
            continue
        before = dict(vars(module))
        exec(compile(ast.Module([statement], []), str(module.__file__), "exec"), vars(module))  # nosec B102 # a mutant of our own code
        for name in [n for n, value in vars(module).items() if n in before and value is not before[n]]:
            changed.add(name)
            replaced.append((module, name, before[name]))
            for other in list(sys.modules.values()):
                if other is not module and getattr(other, "__dict__", {}).get(name) is before[name]:
                    replaced.append((other, name, before[name]))
                    setattr(other, name, vars(module)[name])
    return replaced
