"""Tests as plain functions, run against mutants in one process; which mutant concerns which is learnt from the lines
that each test reaches.

In: files of tests and the modules to mutate. Out: what became of each mutant. Left out are tests that ask pytest for
more than their parameters: such a test may see more than is reported here, never less.
"""

import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from types import FrameType
from typing import Any

import pytest

from schemas.package import ROOT
from torture.install import installed
from torture.reached import Line, lines_of
from torture.results import Result, chosen

SECONDS = 20  # that the tests of a mutant may take
MOST = 80  # tests that a mutant is shown, the quickest
Test = Callable[[], object]


@dataclass
class Collected:
    """A plugin of pytest that keeps the tests that need nothing but their parameters."""

    tests: dict[str, Test] = field(default_factory=dict)
    left_out: int = 0

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            assert isinstance(item, pytest.Function)
            parameters = dict(item.callspec.params) if hasattr(item, "callspec") else {}
            if set(item.fixturenames) <= parameters.keys():
                self.tests[item.nodeid] = partial(item.obj, **parameters)
            else:
                self.left_out += 1


def try_files(
    tests: Sequence[str], files: list[str], only: list[str], share: float, seed: int
) -> tuple[list[Result], list[str]]:
    """Try the mutants of the modules whose path contains one of the texts in `only`. Return also the tests that fail
    without any mutant."""
    found = Collected()
    pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", *tests], plugins=[found])
    print(f"{len(found.tests)} plain tests; {found.left_out} need more and are left out", file=sys.stderr)
    reach, seconds, failing = learnt(found.tests, files)
    results = []
    for file, mutant in chosen([f for f in files if any(text in f for text in only)], share, seed):
        concerned = set().union(*(reach[line] for line in lines_of(file, mutant, tuple(files)))) - failing.keys()
        ordered = sorted(concerned, key=lambda name: seconds[name])[:MOST]
        outcome = attempt(installed(file, mutant), [found.tests[name] for name in ordered])
        results.append(Result(file, mutant, outcome))
    return results, [f"{name}: {error}" for name, error in failing.items()]


def learnt(tests: dict[str, Test], files: list[str]) -> tuple[dict[Line, set[str]], dict[str, float], dict[str, str]]:
    """Run every test; return which reach a line of the modules, how long each takes, and which fail."""
    ours = {str(ROOT / file): file for file in files}
    reach: dict[Line, set[str]] = defaultdict(set)
    seconds, failing = {}, {}
    for name, test in tests.items():

        def on_line(frame: FrameType, event: str, _: Any, test_name: str = name) -> Any:
            reach[ours[frame.f_code.co_filename], frame.f_lineno].add(test_name)
            return on_line

        started = time.process_time()
        sys.settrace(lambda frame, event, _: on_line if frame.f_code.co_filename in ours else None)
        try:
            test()
        except Exception as error:
            failing[name] = f"{type(error).__name__} {error}"[:200]
        finally:
            sys.settrace(None)
        seconds[name] = time.process_time() - started
    return reach, seconds, failing


def attempt(fault: AbstractContextManager[None], tests: Sequence[Test]) -> str:
    """Return what became of a mutant, there while `fault` is entered: killed by a failing test, or because it did not
    end, or not."""
    if not tests:
        return "reached by no test"
    try:
        with fault, limited(SECONDS):
            for test in tests:
                test()
    except TimeoutError:
        return "killed: no end"
    except Exception:  # of a test, or of the module itself
        return "killed"
    return "survived"


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise TimeoutError after some seconds of computing."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
