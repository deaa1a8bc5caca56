"""Rules in SQL, asked together: a pass over a table evaluates the conditions of many and keeps the rows that meet one.

In: rules on one table that give a `Selection`. Out: for each that is broken its messages by line, how many more rows
break it, and the tables that it looked at. Only offenders are put into words, and of one rule only the first.

Plain SQL, as it runs on Spark too and what does not fit in memory is spilled. Nine rules on a million rows took 0.6 s
of computing; by pandera on polars 0.4 s, whose expressions run nowhere else and which holds every row in memory; by
pandera on ibis 2.5 s, as it asks once for each rule. pandera is given the offenders.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

import duckdb

from checks.rows.joined_rows import joined, looked_at, looked_up, words_of
from checks.rows.predicates import IMPLEMENTED, Row, Selecting, Selection, Tables
from checks.rulebook import Rule, RuleBookError
from schemas.large_tables import LINE
from schemas.package import sql_name

MOST = 1000  # offenders of one rule that are put into words
ON_LINES = f"where {LINE} in (select unnest(cast(? as bigint[]))) order by {LINE}"
ABSENT = re.compile(r'column (?:named )?"(\w+)"')  # as DuckDB writes it


@dataclass(frozen=True)
class Accusation:
    """What a rule found: messages by line (on Spark by key), how many more rows break it, and at which tables it
    looked."""

    messages: Mapping[Any, str]
    more: int
    looked_at: frozenset[str]


@dataclass(frozen=True)
class Marked:
    """Where a rule is broken: the first lines, and how many there are."""

    lines: list[int]
    count: int


NOTHING = Accusation({}, 0, frozenset())


def accuse(rules: Sequence[Rule], tables: Tables) -> dict[str, Accusation]:
    """Ask rules on one table that are written in SQL; return those that are broken. Raises RuleBookError if one names a
    column that is not there, RuntimeError if one cannot run for another reason."""
    if not rules:
        return {}
    table = rules[0].table
    selections = {rule.id: selection_of(rule) for rule in rules}
    marked: dict[str, Marked] = {}
    for group in _with_the_same_lookups(tables, rules, selections):
        marked |= _mark(tables, group, selections)
    if marked:
        _keep(tables, table, sorted(set().union(*(found.lines for found in marked.values()))))
    return {
        rule.id: _accusation(tables, table, selections[rule.id], marked[rule.id]) for rule in rules if rule.id in marked
    }


def selection_of(rule: Rule) -> Selection:
    """Return what a rule in SQL selects."""
    how = IMPLEMENTED[rule.id]
    assert isinstance(how, Selecting)
    return how.select(rule)


def _with_the_same_lookups(
    tables: Tables, rules: Iterable[Rule], selections: Mapping[str, Selection]
) -> Iterable[list[Rule]]:
    """Group the rules that join the same look-ups. Each group is a pass of its own, which reads its columns alone: the
    passes together take half the time of a single one in which every row drags every look-up along."""
    groups: dict[frozenset[str], list[Rule]] = defaultdict(list)
    for rule in rules:
        words = words_of(selections[rule.id].where)
        groups[frozenset(found.name for _, found in looked_up(tables, rule.table, words))].append(rule)
    return groups.values()


def _mark(tables: Tables, group: Sequence[Rule], selections: Mapping[str, Selection]) -> dict[str, Marked]:
    """Return how many rows break each of some rules, and the lines of the first."""
    wheres = {rule.id: selections[rule.id].where for rule in group}
    marks = ", ".join(f"coalesce({where}, false) as {sql_name(rule)}" for rule, where in wheres.items())
    wrong = " or ".join(f"({where})" for where in wheres.values())
    try:
        rows = joined(tables, group[0].table, words_of(*wheres.values()))
        tables.con.execute(f"create or replace temp table marked as select {LINE}, {marks} from {rows} where {wrong}")  # nosec B608 # our own SQL
    except duckdb.Error as error:
        if len(group) == 1:
            raise _fault(group[0], str(error)) from None
        return {name: found for rule in group for name, found in _mark(tables, [rule], selections).items()}
    counts = ", ".join(f"count(*) filter ({sql_name(rule)})" for rule in wheres)
    (found,) = tables.con.execute(f"select {counts} from marked").fetchall()  # nosec B608 # our own SQL
    return {rule: Marked(_first(tables, rule), count) for rule, count in zip(wheres, found, strict=True) if count}


def conditions_look_at(rules: Sequence[Rule], tables: Tables) -> frozenset[str]:
    """Return the tables at which the conditions of rules on one table look, once these were asked; not those at which
    only the words for offenders do."""
    if not rules:
        return frozenset()
    return looked_at(tables, rules[0].table, words_of(*(selection_of(rule).where for rule in rules)))


def _fault(rule: Rule, error: str) -> RuleBookError | RuntimeError:
    if absent := ABSENT.search(error):
        return RuleBookError(f"{rule.id} looks at “{absent[1]}”, which no table has: restore it, or mend the rule")
    return RuntimeError(f"{rule.table}: {rule.id} could not run: {error}")


def _first(tables: Tables, rule: str) -> list[int]:
    first = f"select {LINE} from marked where {sql_name(rule)} order by {LINE} limit {MOST}"  # nosec B608 # our own SQL
    return [line for (line,) in tables.con.execute(first).fetchall()]


def _keep(tables: Tables, table: str, lines: list[int]) -> None:
    """Make the table `offenders`: the rows on some lines."""
    tables.con.execute(
        f"create or replace temp table offenders as select * from {tables.in_sql(table)} {ON_LINES}",  # nosec B608 # our own SQL
        [lines],
    )


def _accusation(tables: Tables, table: str, selection: Selection, marked: Marked) -> Accusation:
    """Put the first offenders of a rule into words."""
    shown = ["*", *(f"{sql} as {sql_name(name)}" for name, sql in selection.shows.items())]
    words = words_of(selection.where, *selection.shows.values())
    rows = joined(tables, table, words_of(*selection.shows.values()), "offenders")
    found = tables.con.execute(f"select {', '.join(shown)} from {rows} {ON_LINES}", [marked.lines])  # nosec B608 # our own SQL
    messages = {row[LINE]: selection.describe(row) for row in _rows(found)}
    return Accusation(messages, marked.count - len(messages), looked_at(tables, table, words))


def _rows(found: Any) -> list[Row]:
    columns = [(str(name), nan if kind == "DOUBLE" else None) for name, kind, *_ in found.description or []]
    return [
        {name: missing if cell is None else cell for (name, missing), cell in zip(columns, cells, strict=True)}
        for cells in found.fetchall()
    ]
