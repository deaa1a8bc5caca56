"""Runs the tests of single row rules against mutants of the rules.

In: the modules of the rules and what they share. Out: what became of each mutant. A rule’s tests are its two examples
in the rule book and its cases in tests/checks/edges.yaml; asked are the rules that use the faulty place, and only they.
"""

import random
from collections.abc import Callable, Collection
from functools import cache, partial
from typing import Any

import test_row_edges as edges  # tests/checks is on the path: see torture.mutants
import test_row_rules as examples

from checks.rows.row_layer import load_rules, rules_of
from checks.rulebook import rules
from torture.plain_tests import Test, attempt
from torture.reached import rules_using
from torture.results import Result, chosen

MOST = 80  # tests for what many rules use: a random choice
SHARED = "checks/rows/predicates.py"  # makes the tables themselves


def try_rules(files: list[str], only: list[str], share: float, seed: int) -> tuple[list[Result], list[str]]:
    """Try the mutants of the modules whose path contains one of the texts in `only`. Return also the tests that fail
    without any mutant."""
    load_rules()
    examples.tables_with = remembered(examples.tables_with)
    edges.tables_with = examples.tables_with
    tries = list(chosen([f for f in files if any(text in f for text in only)], share, seed))
    using = {(file, mutant): rules_using(file, mutant, tuple(files)) for file, mutant in tries}
    asked = sorted(frozenset().union(*using.values()))
    failing = [name for rule in asked for name, test in tests_of(rule).items() if not passes(rule, test)]
    found = []
    for file, mutant in tries:
        ids = using[file, mutant]
        tests = [test for rule in sorted(ids) for name, test in tests_of(rule).items() if name not in failing]
        tests = random.Random(seed).sample(tests, min(MOST, len(tests)))
        if file == SHARED:
            examples.tables_with.forget()  # type: ignore[attr-defined]
        examples.rules_of = only_rules(ids)
        found.append(Result(file, mutant, attempt(file, mutant, tests)))
    return found, failing


def only_rules(ids: Collection[str]) -> Any:
    """Return what gives of the rules of a table those with these ids."""
    return lambda table: [rule for rule in rules_of(table) if rule.id in ids]


def passes(rule_id: str, test: Test) -> bool:
    examples.rules_of = only_rules({rule_id})
    try:
        test()
    except AssertionError:
        return False
    return True


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
def tests_of(rule_id: str) -> dict[str, Test]:
    """Return the tests of one rule, ready to be called."""
    rule = rules()[rule_id]
    cases = {case.id: case.values for case in edges.CASES if case.values[0] == rule_id}
    return {
        f"{rule_id} bad": lambda: examples.test_bad_example_breaks_this_rule_alone(rule),
        f"{rule_id} good": lambda: examples.test_good_example_breaks_nothing(rule),
        **{str(name): partial(edges.test_an_edge, *values) for name, values in cases.items()},
    }
