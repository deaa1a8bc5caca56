"""Rules in SQL, asked together: one pass over a table evaluates the conditions of all of them and keeps who breaks one.

In: rules on one table that give a `Selection`. Out: for each that is broken its messages by line, how many more rows
break it, and the tables that it looked at. Only offenders are put into words, and of one rule only the first.

Plain SQL by measurement, nine rules on a million rows: 0.6 s of computing, against 1.3 s by pandera on polars, whose
expressions run nowhere else and which holds every row in memory, and 4.6 s by pandera on ibis, which asks once for each
rule. pandera is given the offenders.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

import duckdb

from checks.rows.joined_rows import joined, looked_at, words_of
from checks.rows.predicates import IMPLEMENTED, LINE, Row, Selecting, Selection, Tables
from checks.rulebook import Rule, RuleBookError
from schemas.package import sql_name

MOST = 1000  # offenders of one rule that are put into words
ABSENT = re.compile(r'column (?:named )?"(\w+)"')  # as DuckDB writes it


@dataclass(frozen=True)
class Accusation:
    """What a rule found: messages by line (on Spark by key), how many more rows break it, and at which tables it
    looked."""

    messages: Mapping[Any, str]
    more: int
    looked_at: frozenset[str]


NOTHING = Accusation({}, 0, frozenset())


def accuse(rules: Sequence[Rule], tables: Tables) -> dict[str, Accusation]:
    """Ask rules on one table that are written in SQL; return those that are broken. Raises RuleBookError if one names a
    column that is not there, RuntimeError if one cannot run for another reason."""
    if not rules:
        return {}
    table = rules[0].table
    selections = {rule.id: selection_of(rule) for rule in rules}
    try:
        counts = _mark(tables, table, selections)
    except duckdb.Error as error:
        if len(rules) > 1:  # find out which
            return {rule: found for one in rules for rule, found in accuse([one], tables).items()}
        raise _fault(rules[0], str(error)) from None
    if any(counts.values()):
        _keep_first(tables, table, [rule for rule, count in counts.items() if count])
    return {
        rule: Accusation(
            messages := _describe(tables, table, rule, selections[rule]),
            count - len(messages),
            looked_at(tables, table, words_of(selections[rule].where, *selections[rule].shows.values())),
        )
        for rule, count in counts.items()
        if count
    }


def _fault(rule: Rule, error: str) -> RuleBookError | RuntimeError:
    if absent := ABSENT.search(error):
        return RuleBookError(f"{rule.id} looks at “{absent[1]}”, which no table has: restore it, or mend the rule")
    return RuntimeError(f"{rule.table}: {rule.id} could not run: {error}")


def selection_of(rule: Rule) -> Selection:
    """Return what a rule in SQL selects."""
    how = IMPLEMENTED[rule.id]
    assert isinstance(how, Selecting)
    return how.select(rule)


def _mark(tables: Tables, table: str, selections: Mapping[str, Selection]) -> dict[str, int]:
    """Make the table `marked`: the lines that break a rule, and which; return how many break each."""
    wheres = [s.where for s in selections.values()]
    rows = joined(tables, table, words_of(*wheres))
    marks = ", ".join(
        f"coalesce({where}, false) as {sql_name(rule)}" for rule, where in zip(selections, wheres, strict=True)
    )
    wrong = " or ".join(f"({where})" for where in wheres)
    tables.con.execute(f"create or replace temp table marked as select {LINE}, {marks} from {rows} where {wrong}")  # nosec B608 # our own SQL
    counts = ", ".join(f"count(*) filter ({sql_name(rule)})" for rule in selections)
    (found,) = tables.con.execute(f"select {counts} from marked").fetchall()  # nosec B608 # our own SQL
    return dict(zip(selections, found, strict=True))


def _keep_first(tables: Tables, table: str, broken: Sequence[str]) -> None:
    """Make the table `offenders`: the first rows that break each rule."""
    lines = " union ".join(f"({_first(rule)})" for rule in broken)
    tables.con.execute(
        f"create or replace temp table offenders as select * from {tables.in_sql(table)} where {LINE} in ({lines})"  # nosec B608 # our own SQL
    )


def _first(rule: str) -> str:
    return f"select {LINE} from marked where {sql_name(rule)} order by {LINE} limit {MOST}"  # nosec B608 # our own SQL


def _describe(tables: Tables, table: str, rule: str, selection: Selection) -> dict[int, str]:
    """Put the first offenders of a rule into words."""
    shown = ["*", *(f"{sql} as {sql_name(name)}" for name, sql in selection.shows.items())]
    rows = joined(tables, table, words_of(*selection.shows.values()), "offenders")
    found = tables.con.execute(
        f"select {', '.join(shown)} from {rows} where {LINE} in ({_first(rule)}) order by {LINE}"  # nosec B608 # our own SQL
    )
    return {row[LINE]: selection.describe(row) for row in _rows(found)}


def _rows(found: Any) -> list[Row]:
    columns = [(str(name), nan if kind == "DOUBLE" else None) for name, kind, *_ in found.description or []]
    return [
        {name: missing if cell is None else cell for (name, missing), cell in zip(columns, cells, strict=True)}
        for cells in found.fetchall()
    ]
