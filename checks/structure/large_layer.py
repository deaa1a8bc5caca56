"""Structure layer for a package with large tables: DuckDB finds what must be looked at, and our own reader looks at it.

In: a package, and a folder in which large tables are kept for later layers. Out: the other tables as text, and the same
findings as if our own reader had read all of them, those of one cause made one where they are many.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from checks.findings import Finding, first_of
from checks.structure.cell_texts import check_texts
from checks.structure.large_cells import Suspects, look_at_references
from checks.structure.large_keys import circling, lines_of_models, look_at_twins, repeated, twin_columns
from checks.structure.large_reader import LargeTable, check_lines, read_large
from checks.structure.structure_layer import (
    Read,
    check_structure,
    conclude,
    dangling,
    read_as_text,
    unsound_files,
    without_accused,
)
from schemas.cells import check_cells
from schemas.csv_text import Problem, TextTable
from schemas.large_files import is_large
from schemas.large_rows import text_of
from schemas.large_tables import connect_large, load_small, raw_name
from schemas.package import Field, Package, Table, sql_name
from schemas.problems import Cause, by_cause, cause_of
from schemas.references import FEW, check_leads, circle_problem


def check_tables(package: Package, folder: Path) -> tuple[dict[str, TextTable], list[Finding]]:
    """Check the form and content of every table, as `check_structure` does; large ones are kept in `folder`."""
    large = [table for table in package.tables if is_large(package.root, table)]
    if not large:
        return check_structure(package)
    read = read_as_text([table for table in package.tables if table not in large], package.root)
    with connect_large(folder, package.root / "data") as con:
        _check_large(con, large, read, package.root, folder)
    texts, findings = conclude(package, read)
    return texts, _counted(findings, read.counts)


def _check_large(con: duckdb.DuckDBPyConnection, large: list[Table], read: Read, root: Path, folder: Path) -> None:
    """Read large tables, then check the content of all."""
    loaded = [found for table in large if (found := read_large(con, table, read, root, folder))]
    known = Known(
        con, {n: t for n, t in read.texts.items() if t.table.path not in read.unread}, [t.table for t in loaded]
    )
    content = dangling(read, known.dangling(), known.referring())
    for found in loaded:
        problems, read.counts[found.table.path] = check_large_content(found, known)
        content += problems
    read.problems += content
    formless = unsound_files(read.problems)
    read.out_of_form += [f for one in loaded if one.table.path not in formless for f in check_lines(one)]


class Known:
    """Keys to which columns may refer: those of small tables as text, those of large ones in the database."""

    def __init__(self, con: duckdb.DuckDBPyConnection, texts: Mapping[str, TextTable], large: Iterable[Table]):
        self.con, self.texts = con, texts
        self.large = {table.name: table for table in large}
        for name in {f.reference.table for table in self.large.values() for f in table.fields if f.reference}:
            if name in texts:
                load_small(con, texts[name])

    def referring(self) -> dict[str, int]:
        """Count the cells of large tables that refer to a small one without rows."""
        found: Counter[str] = Counter()
        for table in self.large.values():
            for f in table.fields:
                if f.reference and f.reference.table in self.texts and not self.texts[f.reference.table].keys():
                    count = f"select count({sql_name(f.name)}) from {raw_name(table)}"  # nosec B608 # names are quoted
                    found[f.reference.table] += self.con.execute(count).fetchall()[0][0]
        return dict(found)

    def names(self) -> set[str]:
        """Return the tables that have rows to refer to."""
        return {*self.large, *(name for name, text in self.texts.items() if text.keys())}

    def dangling(self) -> list[Problem]:
        """Find references of small tables to large ones that lead nowhere."""
        return [
            problem
            for text in self.texts.values()
            for f in text.table.fields
            if f.reference and f.reference.table in self.large
            for problem in check_leads(text, f, self.keys_for(f, text.columns[f.name]))
        ]

    def keys_for(self, f: Field, cells: Iterable[str]) -> dict[str, None]:
        """Return the keys among which the items of some cells of a column must be; of a large table those that are
        items, and a few more, so that nobody takes them for all."""
        assert f.reference
        if f.reference.table in self.texts:
            return dict.fromkeys(self.texts[f.reference.table].columns[f.reference.column])
        items = {item for cell in cells for item in (cell.split(f.items.delimiter) if f.items else [cell])}
        key, raw = sql_name(f.reference.column), raw_name(self.large[f.reference.table])
        rows = self.con.execute(
            f"(select {key} from {raw} where {key} in (select unnest(?::varchar[]))) union all "  # nosec B608 # names are quoted
            f"(select {key} from {raw} limit {FEW + 1})",
            [sorted(items)],
        ).fetchall()
        return dict.fromkeys(key for (key,) in rows)


def check_large_content(found: LargeTable, known: Known) -> tuple[list[Problem], Counter[Cause]]:
    """Check cells, keys and references of a large table, as `check_contents` does. Of a cause that holds very often the
    first rows are named; how often each holds is returned, too."""
    con, table = known.con, found.table
    look_at_references(found.wrong, known.names())
    for f in twin_columns(table):
        look_at_twins(found.wrong, f)
    parts = [found.wrong.suspects(), *_suspects_of_keys(con, found)]
    circles = {f.name: circling(con, table, f) for f in table.fields if f.reference and f.reference.table == table.name}
    suspects = Suspects()
    for part in (*parts, *circles.values()):
        suspects.lines |= part.lines
        suspects.like += part.like
        suspects.in_all += part.in_all
    for f in twin_columns(table):
        suspects.lines |= lines_of_models(found.wrong, f, suspects.lines)
    text = text_of(con, table, suspects.lines)
    others = check_cells(text, suspects.in_all)
    for f in table.fields:
        if f.reference and f.reference.table in known.names():
            others += check_leads(text, f, known.keys_for(f, text.columns[f.name]))
    rows = {text.line(row): row for row in range(len(text.lines))}
    others += [circle_problem(text, table.field[name], rows[n]) for name, on in circles.items() for n in on.lines]
    return without_accused(check_texts(text), others), suspects.like


def _suspects_of_keys(con: duckdb.DuckDBPyConnection, found: LargeTable) -> list[Suspects]:
    unique = [((f.name,), "unique") for f in found.table.fields if f.constraints.get("unique")]
    keys = [] if found.ascending else [(found.table.primary_key, "primary-key")]
    return [repeated(con, found.table, names, kind) for names, kind in unique + keys]


def _counted(findings: list[Finding], counts: Mapping[str, Counter[Cause]]) -> list[Finding]:
    """Make one finding of those of a cause of which there are more than are named."""
    found = []
    for same in by_cause(sorted(findings), lambda f: (f.file, f.rule, f.column, f.severity, f.message)):
        first = same[0]
        words = first.message.removeprefix(f"{first.column} ")
        cause = cause_of(first.column, first.rule.removeprefix("structure/"), words)
        number = counts.get(first.file, Counter())[cause]
        found += [first_of(same, number)] if number > len(same) else same
    return found
