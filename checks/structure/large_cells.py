"""Cells of a large table that break a rule: found by value, as one text stands in many rows.

In: the view of a table, see `schemas.large_tables`. Out: the lines that must be looked at, and how many rows there are
of each cause, where there are too many to look at. The words are those of `schemas.cells` and `cell_texts`, which are
asked of distinct cells, and of the lines. Cells that `make format` would write otherwise are put into `changed`.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from checks.canonical import canonical_cell
from checks.structure.cell_texts import text_error
from checks.structure.large_texts import Texts
from checks.structure.structure_layer import is_unseen
from checks.structure.sure_cells import KEY, is_sure, may_hold_signs
from schemas.cells import cell_error
from schemas.csv_text import SPECIAL, quoted
from schemas.large_tables import LINE, parquet_path, raw_name
from schemas.package import Field, Table, sql_name, sql_text
from schemas.problems import Cause, cause_of
from schemas.references import missing_words

FIRST = 250  # lines of a cause that are looked at: more than of any column are named
BATCH = 10_000  # cells that are held at once


@dataclass
class Suspects:
    """Lines that must be looked at; mistakes by cause, and by column and kind, in all rows."""

    lines: set[int] = field(default_factory=set)
    like: Counter[Cause] = field(default_factory=Counter)
    in_all: Counter[tuple[str, str]] = field(default_factory=Counter)


class WrongCells:
    """Distinct cells with what is wrong with them, kept in the database."""

    def __init__(self, con: duckdb.DuckDBPyConnection, table: Table, folder: Path):
        self.con, self.table = con, table
        self.texts = Texts(con, table, str(parquet_path(table, folder)))
        self.causes: dict[Cause, int] = {}
        self.sure_keys: set[str] = set()  # columns of keys in which every cell is sure
        self.wrong, self.changed, self.twins = (
            sql_name(f"{kind}_{table.name}") for kind in ("wrong", "changed", "twins")
        )
        con.execute(f"create or replace table {self.wrong} (name varchar, cell varchar, cause integer, times integer)")
        con.execute(f"create or replace table {self.changed} (name varchar, cell varchar, mended varchar, unseen bool)")
        con.execute(f"create or replace table {self.twins} (name varchar, cell varchar, model varchar, line bigint)")

    def add(self, f: Field, found: list[tuple[str, Cause, int]]) -> None:
        """Add cells, each with a cause and how often it holds in the cell."""
        if found:
            cells, causes, times = zip(*found, strict=True)
            numbers = [self.causes.setdefault(cause, len(self.causes)) for cause in causes]
            self.con.execute(
                f"insert into {self.wrong} select ?, unnest(?::varchar[]), unnest(?::integer[]), unnest(?::integer[])",
                [f.name, cells, numbers, times],
            )

    def add_changed(self, f: Field, found: list[tuple[str, str, bool]]) -> None:
        """Add cells that are written otherwise, each as it should be, and whether it holds what nobody sees."""
        if found:
            self.con.execute(
                f"insert into {self.changed} select ?, unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::bool[])",  # nosec B608 # names are quoted
                [f.name, *map(list, zip(*found, strict=True))],
            )

    def suspects(self) -> Suspects:
        """Find the rows: the first of each cause, and how many there are."""
        found, causes = Suspects(), list(self.causes)
        names = self.con.execute(f"select distinct name from {self.wrong} order by name").fetchall()  # nosec B608 # names are quoted
        for (name,) in names:
            cell = f"w.name = ? and nullif(w.cell, '') is not distinct from r.{sql_name(name)}"
            rows = self.con.execute(
                f"select w.cause, sum(w.times)::bigint, min(r.{LINE}, {FIRST}) from {raw_name(self.table)} r "  # nosec B608 # names are quoted
                f"join {self.wrong} w on {cell} group by w.cause",
                [name],
            ).fetchall()
            for cause, times, lines in rows:
                found.lines |= set(lines)
                column, kind, _ = causes[cause]
                if kind == "cells":
                    found.in_all[column, kind] += times
                else:
                    found.like[causes[cause]] += times
        return found


def batches(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a query, never many at once; the connection can be used meanwhile."""
    cursor = con.cursor()
    cursor.execute(query)
    while batch := cursor.fetchmany(BATCH):
        yield batch


def look_at_cells(wrong: WrongCells) -> int:
    """Look at the cells of each column that are not sure to be right. Return how many cells need quotes in a file."""
    fields = wrong.table.fields
    wrong.sure_keys |= {f.name for f in fields if f.constraints.get("pattern") == KEY}
    quoted_cells = wrong.texts.need_quotes(filter(may_hold_signs, fields))
    once = [f for f in fields if f.name in wrong.texts.once]
    queries = [" union all ".join(_unsure(wrong, f) for f in once)] if once else []
    queries += [_unsure(wrong, f) for f in fields if f not in once]
    for query in queries:
        for batch in batches(wrong.con, query):
            for name, rows in groupby(batch, lambda row: row[0]):
                wrong.sure_keys -= {name}
                quoted_cells += _keep_wrong(wrong, wrong.table.field[name], [row[1:] for row in rows])
    return quoted_cells


def _unsure(wrong: WrongCells, f: Field) -> str:
    name = sql_name(f.name)
    unsure = f"not coalesce({is_sure(f)}, false)" + ("" if f.required else f" and {name} is not null")
    cells = f"select cell as {name}, n from ({wrong.texts.of(f)})"  # nosec B608 # names are quoted
    return f"select {sql_text(f.name)}, coalesce({name}, ''), sum(n)::bigint from ({cells}) where {unsure} group by all"  # nosec B608 # names are quoted


def _keep_wrong(wrong: WrongCells, f: Field, rows: list[tuple[str, int]]) -> int:
    """Keep what is wrong with some cells, each with the number of rows. Return how many need quotes, where no cell that
    is sure does."""
    wrong.add(f, [(cell, cause, 1) for cell, _ in rows for cause in _causes(f, cell)])
    wrong.add_changed(f, [(cell, *new) for cell, _ in rows if (new := _changed(f, cell))])
    return 0 if may_hold_signs(f) else sum(n for cell, n in rows if SPECIAL.search(cell))


def _causes(f: Field, cell: str) -> Iterator[Cause]:
    """Yield what is wrong with a cell: with its characters or words, and with what it says."""
    if cell and (found := text_error(f, cell)):
        yield cause_of(f.name, found[0], f"{quoted(cell)} {found[1]}")
    if cell_error(f, cell):
        yield f.name, "cells", ""


def _changed(f: Field, cell: str) -> tuple[str, bool] | None:
    mended = canonical_cell(f, cell)
    return (mended, is_unseen(f, cell)) if mended != cell else None


def look_at_references(wrong: WrongCells, loaded: Collection[str]) -> None:
    """Look up the items of each column that refers to a table, of those that are loaded."""
    for f in wrong.table.fields:
        if f.reference and f.reference.table in loaded:
            for batch in batches(wrong.con, _leading_nowhere(wrong, f)):
                wrong.add(f, [
                    (cell, cause_of(f.name, "reference-exists", missing_words(f, item)), 1)
                    for cell, item in batch
                    if not text_error(f, cell)
                ])  # fmt: skip


def _leading_nowhere(wrong: WrongCells, f: Field) -> str:
    assert f.reference
    target = sql_name(f"raw_{f.reference.table}")
    items = f"unnest(string_split(cell, {sql_text(f.items.delimiter)}))" if f.items else "cell"
    return (
        f"with cells as (select distinct cell from ({wrong.texts.of(f)}) where cell is not null), "  # nosec B608 # names are quoted
        f"items as (select cell, {items} as item from cells) "
        # an anti join, as the table is looked through for the items then: of NOT IN it would be kept whole
        f"select distinct items.cell, items.item from items "
        f"anti join {target} on items.item = {target}.{sql_name(f.reference.column)} where items.item <> ''"
    )
