"""The rows of a table as rules in SQL see them: with `today`, and with the columns of look-ups that the SQL names.

A period is looked up by the name of its column: `as_of_start` and `as_of_end` are its first and last day, beside
`as_of_precision` and `as_of_plain`, the plain period that an interval is. Other look-ups: `checks.rows.joined_lookups`.
Each is made once, when it is first asked for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from checks.rows.joined_lookups import LOOKUPS, PLACES, Lookup
from checks.rows.lookups import plain_period
from checks.rows.predicates import Tables, bound
from checks.rulebook import rules
from schemas.package import sql_name
from schemas.periods import period_end, period_start, precision
from schemas.places import fill

OF_PERIODS: Mapping[str, Callable[[str], object]] = {
    "start": period_start,
    "end": period_end,
    "precision": precision,
    "plain": plain_period,
}
TYPES = {"start": "date", "end": "date"}  # of columns that are no texts
LITERAL = re.compile(r"'(?:[^']|'')*'")
WORD = re.compile(r"\b[a-z][a-z0-9_]*\b")


def words_of(*sql: str) -> frozenset[str]:
    """Return the words of SQL, without what stands in its texts."""
    return frozenset(WORD.findall(LITERAL.sub("", " ".join(sql))))


def joined(tables: Tables, table: str, words: Iterable[str], rows: str = "") -> str:
    """Return SQL of the rows of a table, or of `rows` of it, with the columns of look-ups that are among the words."""
    columns, joins = ["o.*", f"date '{tables.today}' as today"], {}
    # those of few rows first: what is asked of these rows alone is then joined to no other
    for word, found in sorted(looked_up(tables, table, words), key=lambda one: one[1].keys != ("line",)):
        name = sql_name(found.name)
        columns.append(f"{name}.{sql_name(word.removeprefix(f'{found.name}_'))} as {word}")
        joins[name] = f"left join {_made(tables, found)} {name} on {_condition(found)}"
    return f"(select {', '.join(columns)} from {rows or tables.in_sql(table)} o {' '.join(joins.values())})"  # nosec B608 # names of ours


def ask(tables: Tables, table: str, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what SQL about `{rows}` of a table selects, for a rule in Python that looks things up in a large table."""
    words = words_of(sql)
    found = tables.con.execute(fill(sql, {"rows": joined(tables, table, words)}), list(values)).fetchall()
    tables.looked_at.update(looked_at(tables, table, words))
    return found


def looked_at(tables: Tables, table: str, words: Iterable[str]) -> frozenset[str]:
    """Return the tables at which SQL with such words about the rows of a table looks. Look-ups are made by then."""
    return frozenset({table}.union(*(tables.made[_key(found)] for _, found in looked_up(tables, table, words))))


def looked_up(tables: Tables, table: str, words: Iterable[str]) -> Iterator[tuple[str, Lookup]]:
    """Yield the words that are columns of look-ups for the rows of a table, each with its look-up."""
    own = set(tables.schema(table).field)
    for word in sorted(set(words) - own):
        column, _, end = word.rpartition("_")
        if column in own and end in OF_PERIODS:
            yield word, _periods(table, column)
        else:
            for name, found in LOOKUPS.items():
                if word.startswith(f"{name}_") and word not in found.keys:
                    yield word, found


def _periods(table: str, column: str) -> Lookup:
    """Return the look-up of the periods in a column. Python says what they are, and is asked once for each."""

    def columns(tables: Tables) -> dict[str, list[object]]:
        sql = f"select distinct {column} from {tables.in_sql(table)} where {column} is not null"  # nosec B608 # names of ours
        periods = [period for (period,) in tables.con.execute(sql).fetchall()]
        return {column: periods} | {name: [f(p) for p in periods] for name, f in OF_PERIODS.items()}

    return Lookup(column, (column,), table, columns=columns)


def _key(found: Lookup) -> str:
    return f"{found.name} of {found.table}"


def _made(tables: Tables, found: Lookup) -> str:
    """Return the name of a look-up’s table, which is made if it is not there; keep the tables that it looked at."""
    name = _key(found)
    if name not in tables.made:
        before = set(tables.looked_at)
        tables.looked_at.clear()
        if found.columns:
            tables.keep_columns(name, found.columns(tables), TYPES)
        else:
            tables.con.execute(f"create temp table {sql_name(name)} as {_sql(tables, found)}")
        tables.made[name] = frozenset(tables.looked_at)
        tables.looked_at.update(before)
    return sql_name(name)


def _sql(tables: Tables, found: Lookup) -> str:
    """Return the SQL that makes a look-up."""
    bounds = {name: bound(rules()[found.rule], name) for name in rules()[found.rule].bounds} if found.rule else {}
    rows = joined(tables, found.table, words_of(found.sql))
    return fill(found.sql, PLACES | {"rows": rows} | bounds)


def _condition(found: Lookup) -> str:
    """Return on what a look-up is joined to the rows `o`; of several keys some may be missing on both sides."""
    equal = "=" if len(found.keys) == 1 else "is not distinct from"
    return " and ".join(f"o.{key} {equal} {sql_name(found.name)}.{key}" for key in found.keys)
