"""Runs the tests of single row rules against mutants of the rules: of their modules, conditions and look-ups.

In: the modules of the rules and what they share. Out: what became of each mutant. A rule’s tests are its two examples
in the rule book and its cases in tests/checks/edges.yaml; asked are the rules that use the faulty place, and only they.
"""

import random
from collections.abc import Collection
from functools import cache, partial
from typing import Any

import test_row_edges as edges  # tests/checks is on the path: see torture.mutants
import test_row_rules as examples

from checks.rows.row_layer import load_rules, rules_of
from checks.rulebook import rules
from torture.install import installed
from torture.plain_tests import Test, attempt
from torture.reached import rules_using
from torture.results import Result, chosen
from torture.row_sql_mutants import Fault, RememberedTables, pieces, rules_seeing, sql_faults, sql_installed
from torture.sql_mutation import rewritten
from torture.sql_pieces import Piece

MOST = 80  # tests for what many rules use: a random choice


def try_rules(files: list[str], only: list[str], share: float, seed: int) -> tuple[list[Result], list[str]]:
    """Try the mutants of the modules whose path contains one of the texts in `only`, and of the SQL in them. Return
    also the tests that fail without any mutant."""
    load_rules()
    made = RememberedTables(examples.tables_with)
    examples.tables_with = edges.tables_with = made
    tries = list(chosen([f for f in files if any(text in f for text in only)], share, seed))
    faults: list[Fault] = [
        (file, m, rules_using(file, m, tuple(files)), partial(installed, file, m)) for file, m in tries
    ]
    faults += sql_faults(made, only, share, seed)
    asked = sorted(frozenset().union(*(ids for _, _, ids, _ in faults)))
    failing = [name for rule in asked for name, test in tests_of(rule).items() if not passes(rule, test)]
    failing += [f"{piece.owner} {piece.part}, written anew" for piece in pieces(only) if not is_the_same(piece, made)]
    found = []
    for file, mutant, ids, fault in faults:
        tests = [test for rule in sorted(ids) for name, test in tests_of(rule).items() if name not in failing]
        tests = random.Random(seed).sample(tests, min(MOST, len(tests)))
        examples.rules_of = only_rules(ids)
        found.append(Result(file, mutant, attempt(fault(), tests)))
    return found, failing


def is_the_same(piece: Piece, made: RememberedTables) -> bool:
    """Tell whether SQL as mutants are written, but without a fault, passes all tests."""
    ids = rules_seeing(piece)
    examples.rules_of = only_rules(ids)
    tests = [test for rule in ids for test in tests_of(rule).values()]
    return attempt(sql_installed(made, piece, rewritten(piece.sql, piece.places)), tests) == "survived"


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


@cache
def tests_of(rule_id: str) -> dict[str, Test]:
    """Return the tests of one rule, ready to be called."""
    rule = rules()[rule_id]
    cases = {case.id: case.values for case in edges.CASES if case.values[0] == rule_id}
    said = {case.id: case.values for case in edges.sayings(edges.EDGES) if case.values[0] == rule_id}
    return {
        f"{rule_id} bad": lambda: examples.test_bad_example_breaks_this_rule_alone(rule),
        f"{rule_id} good": lambda: examples.test_good_example_breaks_nothing(rule),
        **{str(name): partial(edges.test_what_is_said, *values) for name, values in said.items()},
        **{str(name): partial(edges.test_an_edge, *values) for name, values in cases.items()},
    }
