"""Shows mutants of the frames of rules on the whole the examples of the rules that expect something of them.

In: the frames. Out: what became of each mutant. An example is filled in once and shown to every mutant of its frame;
what is then not as expected is asked in SQL, since Great Expectations takes a quarter of a second each time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

import duckdb
import test_frame_edges as edges  # tests/checks is on the path: see torture.mutants
from filled_tables import FilledTables, said_of

from checks.dataset import frames_in_sql
from checks.dataset.expectations import read_suites
from checks.findings import Finding
from checks.rulebook import Example, Rule, _example, rules
from schemas.errors import UserError
from torture.plain_tests import SECONDS, limited
from torture.results import Result, sampled
from torture.sql_mutation import SqlMutant, rewritten
from torture.sql_pieces import Piece, frames

Judge = Callable[[list[Finding]], bool]
Shown = tuple[str, Rule, Example, Judge]  # name, rule, rows, whether what is said is right


def try_frames(only: list[str], share: float, seed: int) -> tuple[list[Result], list[str]]:
    """Try the mutants of the frames whose path contains one of the texts in `only`. Return also the examples that fail
    without any mutant."""
    tables, found, failing = FilledTables(), [], []
    for piece in frames():
        if any(text in piece.file for text in only):
            mutants = sampled(piece.mutants(), share, f"{seed} {piece.owner}")
            results, wrong = try_frame(tables, piece, mutants)
            found += results
            failing += wrong
    return found, failing


def try_frame(tables: FilledTables, piece: Piece, mutants: list[SqlMutant]) -> tuple[list[Result], list[str]]:
    """Show mutants of one frame its examples, until one gives another answer."""
    living, outcome, failing = list(mutants), dict.fromkeys(mutants, "survived"), []
    for name, rule, example, is_right in shown(piece.owner):
        texts = tables.fill(example)
        say = partial(said_of, rule, example, tables.con, texts)
        if not is_right(say()):
            failing.append(name)
            continue
        with sql_of_frame(rewritten(piece.sql)):
            if not is_right(say()):
                failing.append(f"{name}, {piece.owner} written anew")
        for mutant in list(living):
            with sql_of_frame(mutant.sql):
                outcome[mutant] = tried(say, is_right)
            if outcome[mutant] != "survived":
                living.remove(mutant)
    ran = [m for m in mutants if outcome[m] != "cannot run"]
    return [Result(piece.file, m, outcome[m]) for m in ran], failing


def tried(say: Callable[[], list[Finding]], is_right: Judge) -> str:
    """Return what became of a mutant at one example; what DuckDB cannot plan is none."""
    try:
        with limited(SECONDS):
            return "survived" if is_right(say()) else "killed"
    except TimeoutError:
        return "killed: no end"
    except UserError as error:
        return "cannot run" if "Binder Error" in str(error) else "killed"
    except duckdb.Error:
        return "killed"


@contextmanager
def sql_of_frame(sql: str) -> Iterator[None]:
    """Have other SQL in the place of every frame for a while."""
    with (
        patch.object(frames_in_sql, "frame_sql", lambda name, macros: sql),
        patch.object(frames_in_sql, "macros_of", lambda con: frozenset()),  # takes longer than most frames
        patch.object(frames_in_sql, "row_macros", lambda con: {}),
    ):
        yield


def shown(frame: str) -> Iterator[Shown]:
    """Yield the examples of the rules that expect something of a frame."""
    for expectation in read_suites()[frame]:
        rule = expectation.rule
        yield f"{rule.id} bad", rule, rule.bad, partial(edges.is_first, rule)
        yield f"{rule.id} good", rule, rule.good, is_nothing
    asked = {expectation.rule.id for expectation in read_suites()[frame]}
    for case in edges.CASES:
        rule_id, wrong, example = case.values
        if rule_id in asked:
            rule = rules()[rule_id]
            yield (
                str(case.id),
                rule,
                _example(rule.table, example),
                partial(edges.is_first, rule) if wrong else is_nothing,
            )
    for case in edges.sayings(edges.EDGES):
        rule_id, text, example = case.values
        if rule_id in asked:
            rule = rules()[rule_id]
            yield str(case.id), rule, _example(rule.table, example), partial(says, text)


def is_nothing(found: list[Finding]) -> bool:
    return found == []


def says(text: str, found: list[Finding]) -> bool:
    return [f.message for f in found] == [text]
