"""Runs tests against mutants in forks of one warm interpreter: pytest has collected, nothing is set up yet.

In: the modules to mutate and the folders of their tests. Out: what became of each mutant. First every test runs once,
in forks, to learn which lines it reaches; then each mutant has a fork of its own, in which the code of its function is
replaced and the tests that reach its line run until one fails.
"""

import gc
import os
import pickle
import shutil
import signal
import sys
import tempfile
import time
import types
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from schemas.package import ROOT
from torture.install import functions_in, installed
from torture.mutation import Mutant
from torture.reached import Line, lines_of
from torture.results import Result, chosen

MOST_TESTS, MOST_SECONDS = 60, 30.0  # that a mutant is shown, the quickest
KILLED, SURVIVED, BROKEN = 1, 0, 3


@dataclass
class Warm:
    """A plugin of pytest that takes the place of its loop over the tests."""

    files: list[str]
    only: list[str]  # texts in the paths of those of them that are mutated
    share: float
    seed: int
    processes: int
    results: list[Result] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        assert not session.testsfailed, "the tests cannot be collected"
        self.scratch = Path(tempfile.mkdtemp(prefix="mutants-"))
        try:
            self.items = session.items
            for file in self.files:
                functions_in(file)
            gc.freeze()  # forks share what is there already
            self.learn()
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
                return on_line

            sys.settrace(lambda frame, event, _: on_line if frame.f_code.co_filename in ours else None)
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
        for file, mutant in chosen(
            [f for f in self.files if any(text in f for text in self.only)], self.share, self.seed
        ):
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
        """Return the tests that a mutant is shown, the quickest first."""
        reached = set().union(*(self.reach[line] for line in lines_of(file, mutant, tuple(self.files))))
        kept, spent = [], 0.0
        for n in sorted(reached, key=lambda n: self.seconds[n])[:MOST_TESTS]:
            spent += self.seconds[n]
            if kept and spent > MOST_SECONDS:
                break
            kept.append(n)
        return kept

    def attempt(self, file: str, mutant: Mutant, tests: list[int]) -> int:
        """Put the fault into this process and run tests until one fails."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(15 + int(10 * sum(self.seconds[n] for n in tests)))
        with installed(file, mutant):
            return self.run_until_one_fails(tests)

    def run_until_one_fails(self, tests: list[int]) -> int:
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
