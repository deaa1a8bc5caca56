"""One large table, read: is its form in order, and what would `make format` write otherwise?

In: a table whose CSV is large. Out: a `LargeTable`, its cells canonical and kept as Parquet, with the cells that are
wrong by themselves; problems of form and what is out of form are added to those of the other tables. A file in plain
form is read by DuckDB alone; any other is first written anew, record by record.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from checks.findings import Finding
from checks.structure.large_cells import WrongCells, batches, dictionary_columns, look_at_cells, size_of_cells
from checks.structure.large_keys import first_out_of_order, is_ascending
from checks.structure.structure_layer import Read, changed_cell_finding, form_finding, form_of_line_finding
from schemas.csv_header import Columns
from schemas.csv_text import Problem, TextTable
from schemas.large_tables import LINE, load_large, parquet_path, raw_name, write_large
from schemas.package import Table, sql_name, sql_text
from schemas.plain_files import refusal
from schemas.plain_form import PlainForm, needless_quotes_at, plain_form
from schemas.unfolded import unfold

LARGEST = 16 << 30  # bytes of a table


@dataclass(frozen=True)
class LargeTable:
    """A table whose form could be made out; its cells that are not sure to be right; whether its keys ascend."""

    table: Table
    wrong: WrongCells
    ascending: bool


def read_large(con: duckdb.DuckDBPyConnection, table: Table, read: Read, root: Path, folder: Path) -> LargeTable | None:
    """Read one table into `folder`; None if its form cannot be made out, or it has no rows."""
    found = _read(con, table, read, root, folder)
    if found and not con.execute(f"select 1 from {raw_name(table)} limit 1").fetchall():  # nosec B608 # names are quoted
        con.execute(f"drop view {raw_name(table)}")
        read.texts[table.name] = TextTable(table, {f.name: [] for f in table.fields})
        return None
    return found


def _read(con: duckdb.DuckDBPyConnection, table: Table, read: Read, root: Path, folder: Path) -> LargeTable | None:
    if refused := refusal(root, table.path, LARGEST):
        read.problems.append(Problem(table.path, 1, "", refused, "restore the file", "file-readable"))
        return None
    form = _load_plain(con, table, root, folder)
    cells = WrongCells(con, table)
    few = dictionary_columns(con, parquet_path(table, folder)) if form else set()
    quoted = look_at_cells(cells, few) if form else 0
    if form is None or _has_rows_that_are_none(cells) or _size(cells, few, form) != form.size:
        return _read_unfolded(con, table, read, root, folder)
    if changed := _change(cells, folder):
        read.out_of_form += changed
        cells = WrongCells(con, table)
        look_at_cells(cells, dictionary_columns(con, parquet_path(table, folder)))
    ascending = is_ascending(con, table)
    if not changed:
        read.out_of_form += _check_order(con, table, root, form, quoted, ascending)
    return LargeTable(table, cells, ascending)


def _load_plain(con: duckdb.DuckDBPyConnection, table: Table, root: Path, folder: Path) -> PlainForm | None:
    """Load a file while its form is looked at; None if it is not plain, or DuckDB reads it otherwise."""
    path = root / table.path
    with ThreadPoolExecutor(1) as beside:
        form = beside.submit(plain_form, path, [f.name for f in table.fields])
        try:
            load_large(con, table, path, folder)
        except duckdb.Error:
            return None
    rows = con.execute(f"select count(*) from {raw_name(table)}").fetchall()[0][0]  # nosec B608 # names are quoted
    found = form.result()
    return found if found and rows == found.lines else None


def _size(cells: WrongCells, few: set[str], form: PlainForm) -> int:
    """Return the bytes of a file: of its cells, of what ends each of them, and of quotes round them. DuckDB lets pass a
    comma too many at the end of a line."""
    return size_of_cells(cells, few) + form.lines * len(cells.table.fields) + 2 * form.quoted


def _has_rows_that_are_none(wrong: WrongCells) -> bool:
    """Tell whether there may be rows without a cell that is filled, or that repeat the header or mark a conflict."""
    table = wrong.table
    if table.fields[0].required and table.fields[0].name in wrong.sure_keys:
        return False
    names, raw = [sql_name(f.name) for f in table.fields], raw_name(table)
    columns = Columns(tuple(f.name for f in table.fields))
    first, whole = f"coalesce({names[0]}, '')", f"concat({', '.join(names)})"
    blank = f"not regexp_matches({first}, '[!-~]') and not regexp_matches({whole}, '[!-~]')"
    marker = f"regexp_matches({names[0]}, '^(<{{7}}|[|]{{7}}|={{7}}|>{{7}})')"
    if wrong.con.execute(f"select 1 from {raw} where ({blank}) or {marker} limit 1").fetchall():  # nosec B608 # names are quoted
        return True
    known = ", ".join(map(sql_text, columns.names))
    header = f"regexp_matches({names[0]}, '[^ -~]') or lower(trim({names[0]})) in ({known})"
    filled = " and ".join(f"{name} is not null" for name in names)
    return any(
        columns.are_in(list(row))
        for batch in batches(wrong.con, f"select {', '.join(names)} from {raw} where ({header}) and {filled}")  # nosec B608 # names are quoted
        for row in batch
    )


def _change(wrong: WrongCells, folder: Path) -> list[Finding]:
    """Write the table anew with its cells in canonical form; say where the first stood that was not."""
    con, table, raw = wrong.con, wrong.table, raw_name(wrong.table)
    names = [name for (name,) in con.execute(f"select distinct name from {wrong.changed}").fetchall()]
    if not names:
        return []
    places, number = [], 0
    for name in names:
        times, line, unseen = con.execute(
            f"select count(*), min(r.{LINE}), min(r.{LINE}) filter (c.unseen) from {raw} r "  # nosec B608 # names are quoted
            f"join {wrong.changed} c on c.name = ? and c.cell = r.{sql_name(name)}",
            [name],
        ).fetchall()[0]
        number += times
        places.append((unseen is None, unseen or line, name))
    _, line, name = min(places)
    cell, mended = con.execute(
        f"select c.cell, c.mended from {raw} r join {wrong.changed} c on c.name = ? and c.cell = r.{sql_name(name)} "  # nosec B608 # names are quoted
        f"where r.{LINE} = ?",
        [name, line],
    ).fetchall()[0]
    _rewrite(wrong, names, folder)
    return [changed_cell_finding(table, line, name, (cell, mended), number)]


def _rewrite(wrong: WrongCells, names: list[str], folder: Path) -> None:
    joins, cells = [], []
    for n, f in enumerate(wrong.table.fields):
        name = f"raw.{sql_name(f.name)}"
        if f.name in names:
            joins.append(f"left join {wrong.changed} c{n} on c{n}.name = {sql_text(f.name)} and c{n}.cell = {name}")
            name = f"case when c{n}.cell is null then {name} else nullif(c{n}.mended, '') end"
        cells.append(f"{name} as {sql_name(f.name)}")
    query = f"select {LINE}, {', '.join(cells)} from {raw_name(wrong.table)} raw {' '.join(joins)} order by {LINE}"  # nosec B608 # names are quoted
    write_large(wrong.con, wrong.table, query, folder)


def _check_order(
    con: duckdb.DuckDBPyConnection, table: Table, root: Path, form: PlainForm, quoted: int, ascending: bool
) -> list[Finding]:  # fmt: skip
    """Find the first line that is quoted otherwise, or whose row stands elsewhere."""
    names = [f.name for f in table.fields]
    needless = needless_quotes_at(root / table.path, names) if form.unquoted_at or quoted != form.quoted else 0
    unsorted = 0 if ascending else first_out_of_order(con, table)
    places = [line for line in (form.unquoted_at, needless, unsorted) if line]
    return [form_of_line_finding(table, min(places), places == [unsorted])] if places else []


def _read_unfolded(
    con: duckdb.DuckDBPyConnection, table: Table, read: Read, root: Path, folder: Path
) -> LargeTable | None:  # fmt: skip
    """Read a file whose form is not plain."""
    rows = folder / f"{table.name}.csv"
    found = unfold(table, root / table.path, rows)
    read.problems += found.problems
    if found.problems:
        return None
    load_large(con, table, rows, folder, numbered=True)
    rows.unlink()
    wrong = WrongCells(con, table)
    look_at_cells(wrong, dictionary_columns(con, parquet_path(table, folder)))
    changed = _change(wrong, folder)
    if changed:
        wrong = WrongCells(con, table)
        look_at_cells(wrong, dictionary_columns(con, parquet_path(table, folder)))
    ascending = is_ascending(con, table)
    if found.notes:
        read.out_of_form.append(form_finding(found.notes))
    elif changed:
        read.out_of_form += changed
    elif not ascending or found.odd_at:
        unsorted = 0 if ascending else first_out_of_order(con, table)
        places = [line for line in (found.odd_at, unsorted) if line]
        read.out_of_form += [form_of_line_finding(table, min(places), not found.odd_at)] if places else []
    return LargeTable(table, wrong, ascending)
