"""One large table, read: is its form in order, and what would `make format` write otherwise?

In: a table whose CSV is large. Out: a `LargeTable`, its cells canonical and kept as Parquet, with the cells that are
wrong by themselves; problems of form and what is out of form are added to those of the other tables. A file in plain
form is read by DuckDB alone; any other is first written anew, record by record.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from checks.findings import Finding
from checks.structure.large_cells import WrongCells, batches, look_at_cells
from checks.structure.large_keys import first_out_of_order, is_ascending
from checks.structure.structure_layer import Read, changed_cell_finding, form_finding, form_of_line_finding
from schemas.csv_header import Columns
from schemas.csv_text import Problem, TextTable
from schemas.large_tables import LINE, load_large, raw_name, write_large
from schemas.package import Table, sql_name, sql_text
from schemas.plain_files import LARGEST_TABLE, refusal
from schemas.plain_form import PlainForm, needless_quotes_at, plain_form
from schemas.unfolded import unfold


@dataclass(frozen=True)
class LargeTable:
    """A table whose form could be made out; its cells that are not sure to be right; whether its keys ascend; and what
    finds the first line that is quoted otherwise, if nothing else is known to be out of form."""

    table: Table
    wrong: WrongCells
    ascending: bool
    odd_line: Callable[[], int] | None


def read_large(con: duckdb.DuckDBPyConnection, table: Table, read: Read, root: Path, folder: Path) -> LargeTable | None:
    """Read one table into `folder`; None if its form cannot be made out, or it has no rows."""
    found = _read(con, table, read, root, folder)
    if found and not con.execute(f"select 1 from {raw_name(table)} limit 1").fetchall():  # nosec B608 # names are quoted
        con.execute(f"drop view {raw_name(table)}")
        read.texts[table.name] = TextTable(table, {f.name: [] for f in table.fields})
        return None
    return found


def _read(con: duckdb.DuckDBPyConnection, table: Table, read: Read, root: Path, folder: Path) -> LargeTable | None:
    if refused := refusal(root, table.path, LARGEST_TABLE):
        read.problems.append(Problem(table.path, 1, "", refused, "restore the file", "file-readable"))
        return None
    form = _load_plain(con, table, root, folder)
    if form is None:
        return _read_unfolded(con, table, read, root, folder)
    cells = WrongCells(con, table, folder)
    quoted = look_at_cells(cells)
    if _has_rows_that_are_none(cells) or _size(cells, form) != form.size:
        return _read_unfolded(con, table, read, root, folder)
    path, odd_at = root / table.path, form.unquoted_at

    def odd_line() -> int:
        needless = needless_quotes_at(path, [f.name for f in table.fields]) if odd_at or quoted != form.quoted else 0
        return min(odd_at or needless, needless or odd_at)

    return _canonical(cells, folder, read, odd_line)


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


def _size(cells: WrongCells, form: PlainForm) -> int:
    """Return the bytes of a file: of its cells, of what ends each of them, and of quotes round them. DuckDB lets pass a
    comma too many at the end of a line."""
    return cells.texts.size() + form.lines * len(cells.table.fields) + 2 * form.quoted


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
    found = con.execute(f"select distinct name from {wrong.changed}").fetchall()  # nosec B608 # names are quoted
    names = [name for (name,) in found]
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


def _read_unfolded(
    con: duckdb.DuckDBPyConnection, table: Table, read: Read, root: Path, folder: Path
) -> LargeTable | None:  # fmt: skip
    """Read a file whose form is not plain."""
    rows = folder / f"{table.name}.csv"
    found = unfold(table, root / table.path, rows)
    read.problems += found.problems
    read.counts[table.path] = found.like
    if found.problems:
        return None
    load_large(con, table, rows, folder, numbered=True)
    rows.unlink()
    cells = WrongCells(con, table, folder)
    look_at_cells(cells)
    if found.notes:
        read.out_of_form.append(form_finding(found.notes))
        return _canonical(cells, folder, Read(), None)
    return _canonical(cells, folder, read, lambda: found.odd_at)


def _canonical(wrong: WrongCells, folder: Path, read: Read, odd_line: Callable[[], int] | None) -> LargeTable:
    """Bring the cells of a table into canonical form."""
    con, table = wrong.con, wrong.table
    if changed := _change(wrong, folder):
        read.out_of_form += changed
        wrong, odd_line = WrongCells(con, table, folder), None
        look_at_cells(wrong)
    return LargeTable(table, wrong, is_ascending(con, table), odd_line)


def check_lines(found: LargeTable) -> list[Finding]:
    """Find the first line that is quoted otherwise, or whose row stands elsewhere, of a table in which nothing else is
    wrong: to sort a large table takes its time."""
    if found.odd_line is None:
        return []
    odd = found.odd_line()
    unsorted = 0 if found.ascending else first_out_of_order(found.wrong.con, found.table)
    places = [line for line in (odd, unsorted) if line]
    return [form_of_line_finding(found.table, min(places), sorted_only=not odd)] if places else []
