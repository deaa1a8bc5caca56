"""Runs tests against mutants in forks of one warm interpreter: pytest has collected, nothing is set up yet.

In: the modules to mutate and the folders of their tests. Out: what became of each mutant. First every test runs once,
in forks, to learn which lines it reaches; then each mutant has a fork of its own, in which the code of its function is
replaced and the tests that reach its line run until one fails.
"""

import ast
import gc
import os
import pickle
import random
import shutil
import signal
import sys
import tempfile
import time
import types
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from schemas.package import ROOT
from torture.mutation import Mutant, functions_of, mutants, mutated

MOST_TESTS, MOST_SECONDS = 60, 30.0  # that a mutant is shown: those named after its rule, else the quickest
KILLED, SURVIVED, BROKEN = 1, 0, 3
Line = tuple[str, int]


@dataclass(frozen=True)
class Result:
    """What became of a mutant: killed (by a failing test, or because it did not end), survived, or reached by no
    test."""

    file: str
    mutant: Mutant
    outcome: str


@dataclass
class Warm:
    """A plugin of pytest that takes the place of its loop over the tests."""

    files: list[str]  # whose lines are followed
    only: str  # those of them that are mutated
    share: float
    seed: int
    processes: int
    results: list[Result] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        assert not session.testsfailed, "the tests cannot be collected"
        self.scratch = Path(tempfile.mkdtemp(prefix="mutants-"))
        try:
            self.items = session.items
            gc.collect()
            gc.freeze()  # forks share what is there already
            self.learn()
            self.functions = functions_by_place(self.files)
            self.try_all()
        finally:
            shutil.rmtree(self.scratch, ignore_errors=True)
        return True

    def learn(self) -> None:
        """Run every test once; keep its seconds and the lines that it reaches."""
        self.reach: dict[Line, set[int]] = defaultdict(set)
        self.seconds: dict[int, float] = {}
        parts = [range(n * len(self.items) // 8, (n + 1) * len(self.items) // 8) for n in range(8)]
        pids = {}
        for n, part in enumerate(parts):
            pids[self.forked(lambda part=part, n=n: self.trace(part, self.scratch / f"{n}.pickle"))] = n
            if len(pids) == self.processes or n == len(parts) - 1:
                for pid in pids:
                    if os.waitpid(pid, 0)[1]:
                        raise RuntimeError("tests fail without any mutant: see the output above")
                pids = {}
        for n in range(8):
            for item, seconds, lines in pickle.loads((self.scratch / f"{n}.pickle").read_bytes()):
                self.seconds[item] = seconds
                for line in lines:
                    self.reach[line].add(item)

    def trace(self, part: range, save: Path) -> int:
        """Run some of the tests, each under a tracer of lines; save what they reach."""
        ours = {str(ROOT / file): file for file in self.files}
        found = []
        for n in part:
            lines: set[Line] = set()

            def on_line(frame: types.FrameType, event: str, _: Any, seen: set[Line] = lines) -> Any:
                seen.add((ours[frame.f_code.co_filename], frame.f_lineno))
                return on_line  # noqa: B023

            sys.settrace(lambda frame, event, _: on_line if frame.f_code.co_filename in ours else None)  # noqa: B023
            started = time.monotonic()
            failed = run_item(self.items[n], self.items[n + 1] if n + 1 < part.stop else None)
            sys.settrace(None)
            if failed:
                os.write(2, f"{self.items[n].nodeid} fails:\n{failed}\n".encode())
                return BROKEN
            found.append((n, time.monotonic() - started, lines))
        save.write_bytes(pickle.dumps(found))
        return 0

    def try_all(self) -> None:
        """Try the mutants, or a random share of those of each module, several at a time."""
        running: dict[int, tuple[str, Mutant]] = {}
        for file, mutant in chosen([f for f in self.files if self.only in f], self.share, self.seed):
            tests = self.tests_of(file, mutant)
            if not tests:
                self.results.append(Result(file, mutant, "reached by no test"))
                continue
            if len(running) >= self.processes:
                self.wait(running)
            running[self.forked(lambda f=file, m=mutant, t=tests: self.attempt(f, m, t))] = file, mutant
        while running:
            self.wait(running)

    def wait(self, running: dict[int, tuple[str, Mutant]]) -> None:
        pid, status = os.wait()
        file, mutant = running.pop(pid)
        shutil.rmtree(self.scratch / str(pid), ignore_errors=True)
        code = os.waitstatus_to_exitcode(status)
        outcome = {KILLED: "killed", SURVIVED: "survived", -signal.SIGALRM: "killed: no end"}.get(code, f"fault {code}")
        self.results.append(Result(file, mutant, outcome))
        if len(self.results) % 100 == 0:
            print(f"{len(self.results)} mutants tried", file=sys.stderr, flush=True)

    def tests_of(self, file: str, mutant: Mutant) -> list[int]:
        """Return the tests that reach a mutant: of what a module assigns, those that reach a line with its name."""
        lines = [mutant.line]
        found = set(self.reach[file, mutant.line])
        if mutant.assigned:
            for other, line in users(mutant.assigned, self.files):
                found |= self.reach[other, line]
        else:
            lines = statement_lines(file, mutant.line)
            found = set().union(*(self.reach[file, n] for n in lines))
        words = names_of(file, mutant)
        named = {n for n in found if any(word in self.items[n].nodeid for word in words)}
        ordered = sorted(named or found, key=lambda n: self.seconds[n])[:MOST_TESTS]
        kept, spent = [], 0.0
        for n in ordered:
            spent += self.seconds[n]
            if kept and spent > MOST_SECONDS:
                break
            kept.append(n)
        return kept

    def attempt(self, file: str, mutant: Mutant, tests: list[int]) -> int:
        """Put the fault into this process and run tests until one fails."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(15 + int(10 * sum(self.seconds[n] for n in tests)))
        install(file, mutant, self.functions)
        for n, following in zip(tests, [*tests[1:], None], strict=True):
            if run_item(self.items[n], self.items[following] if following is not None else None):
                return KILLED
        return SURVIVED

    def forked(self, work: Callable[[], int]) -> int:
        """Run a function in a fork; its answer is the exit code."""
        pid = os.fork()
        if pid:
            return pid
        code = BROKEN
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            folder = self.scratch / str(os.getpid())
            folder.mkdir()
            self.items[0].config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]
            code = work()
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(code)


def run_item(item: pytest.Item, following: pytest.Item | None) -> str:
    """Run one test; return how it failed, or an empty text."""
    reports = runtestprotocol(item, log=False, nextitem=following)
    return "\n".join(str(r.longrepr) for r in reports if r.failed)


def chosen(files: list[str], share: float, seed: int) -> Iterator[tuple[str, Mutant]]:
    """Yield the mutants of each file, or a random share of them."""
    for file in files:
        found = mutants((ROOT / file).read_text(encoding="utf-8"))
        kept = random.Random(f"{seed} {file}").sample(found, round(len(found) * share)) if share < 1 else found
        for mutant in sorted(kept, key=found.index):
            yield file, mutant


def functions_by_place(files: list[str]) -> dict[tuple[str, str, int], list[types.FunctionType]]:
    """Return every function of the modules that exists now, by file, dotted name and first line."""
    found: dict[tuple[str, str, int], list[types.FunctionType]] = defaultdict(list)
    ours = {str(ROOT / file): file for file in files}
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__code__.co_filename in ours:
            code = thing.__code__
            found[ours[code.co_filename], code.co_qualname, code.co_firstlineno].append(thing)
    return found


def install(file: str, mutant: Mutant, functions: dict[tuple[str, str, int], list[types.FunctionType]]) -> None:
    """Put a fault into the loaded module: into the code of its functions, or into what it assigns."""
    tree = mutated((ROOT / file).read_text(encoding="utf-8"), mutant)
    code = compile(tree, str(ROOT / file), "exec")
    module = sys.modules[file.removesuffix(".py").replace("/", ".")]
    for new in functions_of(code):
        for function in functions[file, new.co_qualname, new.co_firstlineno]:
            if function.__code__.co_freevars == new.co_freevars and function.__code__ != new:
                function.__code__ = new
    for name in list(vars(module)):
        if hasattr(thing := getattr(module, name), "cache_clear"):
            thing.cache_clear()
    if mutant.assigned:
        assign_anew(tree, module, mutant)


def assign_anew(tree: ast.Module, module: types.ModuleType, mutant: Mutant) -> None:
    """Execute the faulty statement of a module and those that depend on it; give the results to who imported them."""
    changed: set[str] = set()
    for statement in tree.body:
        names = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
        here = statement.lineno <= mutant.line <= (statement.end_lineno or 0)
        if not here and not (names & changed and isinstance(statement, ast.Assign | ast.AnnAssign)):
            continue
        before = dict(vars(module))
        exec(compile(ast.Module([statement], []), str(module.__file__), "exec"), vars(module))
        for name in [n for n, value in vars(module).items() if n in before and value is not before[n]]:
            changed.add(name)
            for other in list(sys.modules.values()):
                if getattr(other, "__dict__", {}).get(name) is before[name] and other is not module:
                    setattr(other, name, vars(module)[name])


def users(names: str, files: list[str]) -> Iterator[Line]:
    """Yield the lines of functions that use what a module assigns, directly or by way of another such name."""
    wanted = set(names.split(", "))
    uses: list[tuple[str, ast.AST, str]] = []
    for file in files:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        for statement in tree.body:
            assigned = ast.unparse(statement.targets[0]) if isinstance(statement, ast.Assign) else ""
            uses += [(file, n, assigned) for n in ast.walk(statement) if isinstance(n, ast.Name | ast.Attribute)]
    grown = True
    while grown:
        more = {assigned for _, n, assigned in uses if assigned and _named(n) in wanted}
        grown = not more <= wanted
        wanted |= more
    yield from ((file, n.lineno) for file, n, _ in uses if _named(n) in wanted)  # type: ignore[attr-defined]


def _named(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def statement_lines(file: str, line: int) -> list[int]:
    """Return the lines of the innermost statement around a line: the tracer sees one of them."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    around = [
        s for s in ast.walk(tree)
        if isinstance(s, ast.stmt) and s.lineno <= line <= (s.end_lineno or s.lineno)
        and not isinstance(s, ast.FunctionDef | ast.ClassDef)
    ]  # fmt: skip
    if not around:
        return [line]
    inner = min(around, key=lambda s: (s.end_lineno or s.lineno) - s.lineno)
    return list(range(inner.lineno, (inner.end_lineno or inner.lineno) + 1))


def names_of(file: str, mutant: Mutant) -> list[str]:
    """Return the texts by which a test is named after a place: the rule that a function implements, else none."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == mutant.place.split(".")[0]:
            texts = [n.value for d in function.decorator_list for n in ast.walk(d) if isinstance(n, ast.Constant)]
            return [f"[{text}" for text in texts if isinstance(text, str)]
    return []
