"""Rows of a large table held against each other: their order, keys that stand twice, names that look alike, circles.

In: the view of a table, see `schemas.large_tables`. Out: the lines of the rows that must be looked at, with those of
the rows above that they repeat or look like. The words are those of `schemas.cells`, `cell_texts` and `references`.
"""

import duckdb
import numpy as np
from numpy.typing import NDArray

from checks.characters import ALIKE, look_of
from checks.structure.cell_texts import NAMES, twin_words
from checks.structure.large_cells import BATCH, FIRST, Suspects, WrongCells, batches
from checks.structure.sure_cells import is_sure
from schemas.large_tables import LINE, raw_name
from schemas.package import Field, Table, sql_name, sql_text
from schemas.problems import cause_of
from schemas.references import circle_words


def is_ascending(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Tell whether each row has a key, and one that is larger than that of the row above: no key stands twice, then."""
    key = _row(table.primary_key)
    found = con.execute(
        f"select count(*) from (select {key} as key, lag({key}) over () as before, {LINE}, "  # nosec B608 # names are quoted
        f"lag({LINE}) over () as line_before from {raw_name(table)}) "
        f"where not (key > before and {LINE} > line_before) or key = {_row(table.primary_key, empty=True)}"
    ).fetchall()
    return found == [(0,)]


def _row(names: tuple[str, ...], empty: bool = False) -> str:
    """Return cells as one value that compares as Python compares texts."""
    cells = ["''" if empty else f"coalesce({sql_name(name)}, '')" for name in names]
    return cells[0] if len(cells) == 1 else f"row({', '.join(cells)})"


def first_out_of_order(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Return the line of the first row that stands elsewhere once rows are sorted by key, then by all cells; or 0."""
    row = _row((*table.primary_key, *(f.name for f in table.fields)))
    raw = raw_name(table)
    fall = con.execute(
        f"select min({LINE}) from (select {LINE}, {row} < lag({row}) over (order by {LINE}) as falls from {raw}) "  # nosec B608 # names are quoted
        "where falls"
    ).fetchall()[0][0]
    if fall is None:
        return 0
    return int(
        con.execute(
            f"select min({LINE}) from {raw} where {LINE} < $1 "  # nosec B608 # names are quoted
            f"and {row} > (select min({row}) from {raw} where {LINE} >= $1)",
            [fall],
        ).fetchall()[0][0]
    )


def repeated(con: duckdb.DuckDBPyConnection, table: Table, names: tuple[str, ...], kind: str) -> Suspects:
    """Find rows whose cells in some columns, none of them empty, stand in a row above."""
    keys = ", ".join(map(sql_name, names))
    filled = " and ".join(f"{sql_name(name)} is not null" for name in names)
    raw = raw_name(table)
    con.execute(
        f"create or replace table repeated as select {keys}, count(*) - 1 as more, min({LINE}) as first "  # nosec B608 # names are quoted
        f"from {raw} where {filled} group by all having count(*) > 1"
    )
    rows = con.execute(
        f"select r.{LINE}, repeated.first from {raw} r join repeated using ({keys}) where r.{LINE} > repeated.first "  # nosec B608 # names are quoted
        f"order by r.{LINE} limit {FIRST}"
    ).fetchall()
    found = Suspects({line for row in rows for line in row})
    found.in_all[", ".join(names), kind] = con.execute(
        "select coalesce(sum(more), 0)::bigint from repeated"
    ).fetchall()[0][0]
    return found


def circling(con: duckdb.DuckDBPyConnection, table: Table, f: Field) -> Suspects:
    """Find rows that are their own ancestors: where a way ends that is followed for twice as many steps each time, and
    at last for more steps than there are rows."""
    key, lead, raw = sql_name(table.primary_key[0]), sql_name(f.name), raw_name(table)
    con.execute(
        f"create or replace table leads as select {key} as start, arg_max({lead}, {LINE}) as at "  # nosec B608 # names are quoted
        f"from {raw} where {key} is not null and {lead} is not null group by all"
    )
    con.execute("create or replace table ways as from leads")
    rounds = left = _count(con, "ways")
    while left and rounds:
        con.execute("create or replace table ways as select a.start, b.at from ways a join ways b on a.at = b.start")
        left, rounds = _count(con, "ways"), rounds >> 1
    found = Suspects()
    if left:
        rows = con.execute(
            f"select count(*), min(r.{LINE}, {FIRST}) from {raw} r join leads on leads.start = r.{key} "  # nosec B608 # names are quoted
            f"and leads.at = r.{lead} where r.{key} in (select ways.at from ways)"
        ).fetchall()
        for times, lines in rows:
            found.lines |= set(lines)
            found.like[cause_of(f.name, "no-circles", circle_words(""))] = times
    return found


def _count(con: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(con.execute(f"select count(*) from {name}").fetchall()[0][0])  # nosec B608 # names are ours


def twin_columns(table: Table) -> list[Field]:
    """Return the columns in which no two texts may look alike."""
    return [f for f in table.fields if f.name in NAMES or (f.name,) == table.primary_key]


def look_at_twins(wrong: WrongCells, f: Field) -> None:
    """Find texts of a column that look like another one in a row above, and keep both in the table of twins."""
    con, name, raw = wrong.con, sql_name(f.name), raw_name(wrong.table)
    look, looks = _look(wrong, f)
    cells = raw if (f.name,) == wrong.table.primary_key else f"(select distinct {name} from {raw})"  # nosec B608 # names are quoted
    hashed = con.execute(f"select hash({look}) as h from {cells}{looks}").fetchnumpy()["h"]  # nosec B608 # names are quoted
    again = _twice(np.asarray(hashed))
    if not len(again):
        return
    con.execute("create or replace table alike (h ubigint)")
    for at in range(0, len(again), BATCH):
        con.execute("insert into alike select unnest(?::ubigint[])", [again[at : at + BATCH].tolist()])
    con.execute(
        f"insert into {wrong.twins} with seen as (select coalesce({name}, '') as cell, {look} as look, "  # nosec B608 # names are quoted
        f"min({LINE}) as first from {raw}{looks} where hash({look}) in (from alike) group by all), "
        "paired as (select cell, first_value(cell) over above as model, first_value(first) over above as line "
        "from seen window above as (partition by look order by first)) "
        f"select {sql_text(f.name)}, cell, model, line from paired where cell not in ('', model)"
    )
    for batch in batches(con, f"select cell, model, line from {wrong.twins} where name = {sql_text(f.name)}"):  # nosec B608 # names are quoted
        told = [(cell, cause_of(f.name, "names-told-apart", twin_words(cell, model, at))) for cell, model, at in batch]
        wrong.add(f, [(cell, cause, 1) for cell, cause in told])


def lines_of_models(wrong: WrongCells, f: Field, lines: set[int]) -> set[int]:
    """Return the lines of the rows that those on some lines look like."""
    found = wrong.con.execute(
        f"select distinct t.line from {wrong.twins} t join {raw_name(wrong.table)} r on t.cell = r.{sql_name(f.name)} "  # nosec B608 # names are quoted
        f"where t.name = ? and r.{LINE} in (select unnest(?::bigint[]))",
        [f.name, sorted(lines)],
    ).fetchall()
    return {line for (line,) in found}


def _look(wrong: WrongCells, f: Field) -> tuple[str, str]:
    """Return the expression for how a text looks, and what must be joined: of a sure cell it is as `look_of` says of
    ASCII in single blanks, of any other Python has said it."""
    con, cell = wrong.con, sql_name(f.name)
    alike = f"{sql_text(''.join(map(chr, ALIKE)))}, {sql_text(''.join(map(chr, ALIKE.values())))}"
    if f.name in wrong.sure_keys:
        return f"translate({cell}, {alike})", ""
    con.execute("create or replace table looks (text varchar, look varchar)")
    other = f"select distinct {cell} from {raw_name(wrong.table)} where not coalesce({is_sure(f)}, true)"  # nosec B608 # names are quoted
    for batch in batches(con, other):
        texts = [text for (text,) in batch]
        shown = [texts, list(map(look_of, texts))]
        con.execute("insert into looks select unnest(?::varchar[]), unnest(?::varchar[])", shown)
    look = f"coalesce(looks.look, translate(lower({cell}), {alike}), '')"
    return look, f" left join looks on looks.text = {cell}"


def _twice(hashed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    hashed.sort()
    return np.unique(hashed[1:][hashed[1:] == hashed[:-1]])
