"""Faults in the SQL of rules on rows, in conditions, in what they show and in look-ups, and the rules that see them.

Tables of examples are made once; their look-ups are made again when one of these has a fault.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import duckdb

from checks.rows.accusations import selection_of
from checks.rows.joined_lookups import LOOKUPS, PLACES
from checks.rows.joined_rows import joined, words_of
from checks.rows.predicates import IMPLEMENTED, Selecting, Tables
from checks.rulebook import rules
from schemas.package import sql_name
from torture.mutation import Mutant
from torture.results import sampled
from torture.sql_mutation import SqlMutant
from torture.sql_pieces import LOOKUP_FILE, Piece, conditions, lookups, lookups_of, selection_with

# a file, a mutant of it, the rules that see it, and what has it in place for a while
Fault = tuple[str, Mutant | SqlMutant, frozenset[str], Callable[[], AbstractContextManager[None]]]


class RememberedTables:
    """Makes the tables of an example once, and their look-ups again when one has changed."""

    def __init__(self, make: Callable[[Any], Tables]) -> None:
        self._make = make
        self._made: dict[str, tuple[Tables, int]] = {}
        self._changes = 0

    def __call__(self, example: Any) -> Tables:
        key = repr(example)
        tables, changes = self._made.get(key) or (self._make(example), self._changes)
        for name in [n for n in tables.made if n not in tables.texts] if changes < self._changes else ():
            tables.con.execute(f"drop table {sql_name(name)}")
            del tables.made[name]
        self._made[key] = tables, self._changes
        return tables

    def forget_lookups(self, changed: bool) -> None:
        """Have look-ups made again, if they have changed."""
        self._changes += changed


def sql_faults(made: RememberedTables, only: list[str], share: float, seed: int) -> list[Fault]:
    """Return the mutants of conditions and look-ups that can run, with the rules that see them."""
    faults: list[Fault] = []
    for piece in pieces(only):
        ids = rules_seeing(piece)
        for mutant in sampled(piece.mutants(), share, f"{seed} {piece.owner} {piece.part}"):
            fault = partial(sql_installed, made, piece, mutant.sql)
            if can_run(fault, ids, made):
                faults.append((piece.file, mutant, ids, fault))
    return faults


def pieces(only: list[str]) -> list[Piece]:
    """Return the conditions and look-ups in files whose path contains one of the texts in `only`."""
    return [piece for piece in (*conditions(), *lookups()) if any(text in piece.file for text in only)]


def rules_seeing(piece: Piece) -> frozenset[str]:
    """Return the rules whose answers rest on a piece of SQL."""
    if piece.file != LOOKUP_FILE:
        return frozenset({piece.owner})
    return frozenset(rule for rule in IMPLEMENTED if piece.owner in lookups_of(rule))


def can_run(fault: Callable[[], AbstractContextManager[None]], ids: frozenset[str], made: RememberedTables) -> bool:
    """Tell whether DuckDB can plan SQL with a fault: that the tests see what it refuses is no merit of theirs."""
    with fault():
        for rule_id in sorted(ids):
            rule = rules()[rule_id]
            selection = selection_of(rule)
            sql = [selection.where, *selection.shows.values()]
            tables = made(rule.bad)
            try:
                rows = joined(tables, rule.table, words_of(*sql))
                tables.con.execute(f"explain select {', '.join(sql)} from {rows}")  # nosec B608 # a mutant of our own SQL
            except duckdb.BinderException:
                return False
    return True


@contextmanager
def sql_installed(made: RememberedTables, piece: Piece, sql: str) -> Iterator[None]:
    """Have a fault in a condition or a look-up for a while."""
    holder: dict[str, Any] = IMPLEMENTED
    if piece.file != LOOKUP_FILE:
        selection = selection_with(piece, sql)
        fault: Any = Selecting(lambda rule: selection)
    elif piece.owner in LOOKUPS:
        holder, fault = LOOKUPS, replace(LOOKUPS[piece.owner], sql=sql)
    else:
        holder, fault = PLACES, sql
    before = holder[piece.owner]
    holder[piece.owner] = fault
    made.forget_lookups(piece.file == LOOKUP_FILE)
    try:
        yield
    finally:
        holder[piece.owner] = before
        made.forget_lookups(piece.file == LOOKUP_FILE)
