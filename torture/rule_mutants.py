"""Runs the tests of single row rules against mutants of the rules, in one process: they are plain, quick functions.

In: the modules of the rules and what they share. Out: what became of each mutant. A rule’s tests are its two examples
in the rule book and its cases in tests/checks/edges.yaml; asked are the rules that use the faulty place, and only they.
"""

import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import Any

import test_row_edges as edges  # tests/checks is on the path: see torture.mutants
import test_row_rules as examples

from checks.rows.row_layer import load_rules, rules_of
from checks.rulebook import rules
from torture.install import installed
from torture.mutation import Mutant
from torture.reached import rules_using
from torture.results import Result, chosen

SECONDS = 10  # that the tests of a mutant may take
MOST = 60  # tests for what many rules use: a random choice
SHARED = ("checks/rows/predicates.py",)  # makes the tables themselves


def try_rules(files: list[str], only: list[str], share: float, seed: int) -> list[Result]:
    """Try the mutants of the modules whose path contains one of the texts in `only`."""
    load_rules()
    examples.tables_with = remembered(examples.tables_with)  # type: ignore[assignment]
    edges.tables_with = examples.tables_with  # type: ignore[attr-defined]
    found = []
    for file, mutant in chosen([f for f in files if any(text in f for text in only)], share, seed):
        ids = rules_using(file, mutant, tuple(files))
        tests = [test for rule in sorted(ids) for test in tests_of(rule)]
        tests = random.Random(seed).sample(tests, min(MOST, len(tests)))
        if file in SHARED:
            examples.tables_with.forget()  # type: ignore[attr-defined]
        outcome = attempt(file, mutant, ids, tests) if tests else "reached by no test"
        found.append(Result(file, mutant, outcome))
    return found


def remembered(make: Callable[[Any], Any]) -> Any:
    """Return a function that makes the tables of an example once."""
    made: dict[str, Any] = {}

    def tables(example: Any) -> Any:
        key = repr(example)
        if key not in made:
            made[key] = make(example)
        return made[key]

    tables.forget = made.clear  # type: ignore[attr-defined]
    return tables


@cache
def tests_of(rule_id: str) -> list[Callable[[], None]]:
    """Return the tests of one rule, ready to be called."""
    rule = rules()[rule_id]
    cases = [case.values for case in edges.CASES if case.values[0] == rule_id]
    return [
        lambda: examples.test_bad_example_breaks_this_rule_alone(rule),
        lambda: examples.test_good_example_breaks_nothing(rule),
        *(lambda values=values: edges.test_an_edge(*values) for values in cases),
    ]


def attempt(file: str, mutant: Mutant, ids: frozenset[str], tests: list[Callable[[], None]]) -> str:
    """Return what became of a mutant."""
    examples.rules_of = lambda table: [r for r in rules_of(table) if r.id in ids]
    with installed(file, mutant):
        try:
            with limited(SECONDS):
                for test in tests:
                    test()
        except TimeoutError:
            return "killed: no end"
        except Exception:
            return "killed"
    return "survived"


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise TimeoutError after some seconds."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
