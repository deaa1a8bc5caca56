"""The real package, broken in one place in many ways: always a finding at the right line, never a traceback.

Structure and row layers run; the dataset layer has its own tests. What breaks a whole file goes through a copy of the
package on disk; what changes a byte or a cell is put in memory beside the other tables, which are read once.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.canonical import canonical
from checks.findings import Finding
from checks.rows.predicates import Tables
from checks.rows.row_layer import check_rows, check_table, load_rules
from checks.run import is_broken, without_exempt
from checks.structure.structure_layer import check_contents, check_structure, problem_finding
from schemas.cells import read_tables
from schemas.csv_text import TextTable, csv_text, parse
from schemas.package import ROOT, read_package

PACKAGE = read_package()
TODAY = PACKAGE.day


def findings(root: Path) -> list[Finding]:
    """Return what the first two layers say of the package at `root`, rows only if structure is sound."""
    texts, found = check_structure(read_package(root))
    broken = [f for f in found if is_broken([f])]
    return broken or found + without_exempt(check_rows(texts, TODAY), set())


@pytest.fixture(scope="module")
def whole() -> Tables:
    """Return the real tables."""
    return Tables(read_tables(PACKAGE), TODAY)


@pytest.fixture(scope="module")
def sample(whole: Tables) -> Tables:
    """Return one row in ten of each real table, and every row that one of those refers to."""
    texts: dict[str, TextTable] = {}
    needed: dict[str, set[str]] = defaultdict(set)
    for table in reversed(PACKAGE.load_order):
        text = whole.texts[table.name]
        keys = text.columns[table.primary_key[0]]
        kept = {n for n in range(len(keys)) if n % 10 == 0}
        for f in [f for f in table.fields if f.reference and f.reference.table == table.name]:
            delimiter = f.items.delimiter if f.items else "\n"
            parents = dict(zip(keys, (cell.split(delimiter) for cell in text.columns[f.name]), strict=True))
            asked = [keys[n] for n in kept] + list(needed[table.name])
            while asked:
                new = {parent for key in asked for parent in parents.get(key, []) if parent} - needed[table.name]
                needed[table.name] |= new
                asked = list(new)
        rows = [n for n, key in enumerate(keys) if n in kept or key in needed[table.name]]
        texts[table.name] = TextTable(table, {name: [cells[n] for n in rows] for name, cells in text.columns.items()})
        for f in [f for f in table.fields if f.reference]:
            delimiter = f.items.delimiter if f.items else "\n"
            for cell in texts[table.name].columns[f.name]:
                needed[f.reference.table].update(cell.split(delimiter))
    return Tables({t.name: texts[t.name] for t in PACKAGE.tables}, TODAY)


def findings_in_memory(tables: Tables, table: str, raw: bytes) -> list[Finding]:
    """Return what the first two layers say of one table that became `raw`, and of the tables that refer to it."""
    text, problems = parse(PACKAGE.table[table], raw)
    near = {t.name for t in PACKAGE.tables if table in {f.reference.table for f in t.fields if f.reference}} | {table}
    texts = tables.texts | {table: text}
    problems = problems or check_contents({name: texts[name] for name in near}, set())
    if problems:
        return [problem_finding(p) for p in problems]
    load_rules()
    changed = Tables(texts, TODAY, {name: tables[name] for name in texts if name != table})
    return without_exempt([f for name in sorted(near) for f in check_table(name, changed)], set())


def rows_of(table: str) -> list[list[str]]:
    with (ROOT / PACKAGE.table[table].path).open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def as_csv(rows: list[list[str]]) -> bytes:
    return csv_text(rows).encode()


def write(root: Path, table: str, rows: list[list[str]]) -> None:
    (root / PACKAGE.table[table].path).write_bytes(as_csv(rows))


def index(table: str, column: str) -> int:
    return [f.name for f in PACKAGE.table[table].fields].index(column)


def first_line(table: str, matches: Callable[[dict[str, str]], bool]) -> int:
    """Return the line of the first row that fits."""
    names, *rows = rows_of(table)
    return next(n for n, row in enumerate(rows, 2) if matches(dict(zip(names, row, strict=True))))


def set_cell(root: Path, table: str, line: int, column: str, value: str) -> None:
    rows = rows_of(table)
    rows[line - 1][index(table, column)] = value
    write(root, table, rows)


def test_delete_a_source(tree_copy: Path) -> None:
    key = rows_of("observations")[7][index("observations", "source_id")]
    write(tree_copy, "sources", [r for r in rows_of("sources") if r[0] != key])
    found = findings(tree_copy)
    assert ("data/observations.csv", 8, "structure/reference-exists") in {(f.file, f.line, f.rule) for f in found}
    assert all(key in f.message for f in found if f.rule == "structure/reference-exists")


def test_duplicate_a_key(tree_copy: Path) -> None:
    rows = rows_of("chips")
    write(tree_copy, "chips", [*rows, rows[3]])
    assert (len(rows) + 1, "structure/primary-key") in {(f.line, f.rule) for f in findings(tree_copy)}


def test_swap_low_and_high(whole: Tables) -> None:
    line = first_line("observations", lambda r: bool(r["value_low"]) and float(r["value_low"]) < float(r["value_high"]))
    rows = rows_of("observations")
    low, high = index("observations", "value_low"), index("observations", "value_high")
    rows[line - 1][low], rows[line - 1][high] = rows[line - 1][high], rows[line - 1][low]
    found = [f for f in findings_in_memory(whole, "observations", as_csv(rows)) if f.severity == "error"]
    assert (found[0].file, found[0].line, found[0].rule) == (
        "data/observations.csv", line, "observations/range-ordered",
    )  # fmt: skip


def test_swap_two_dates(whole: Tables) -> None:
    line = first_line("chips", lambda r: r["announced_on"][:4] < r["production_since"][:4] and bool(r["announced_on"]))
    rows = rows_of("chips")
    a, b = index("chips", "announced_on"), index("chips", "production_since")
    rows[line - 1][a], rows[line - 1][b] = rows[line - 1][b], rows[line - 1][a]
    assert ("data/chips.csv", line) in {
        (f.file, f.line) for f in findings_in_memory(whole, "chips", as_csv(rows)) if f.severity == "error"
    }


def test_change_a_unit(whole: Tables) -> None:
    line = first_line("observations", lambda r: r["unit"] == "CNY bn")
    rows = rows_of("observations")
    rows[line - 1][index("observations", "unit")] = "CNY mn"
    assert [
        (f.line, f.column) for f in findings_in_memory(whole, "observations", as_csv(rows)) if f.severity == "error"
    ] == [(line, "unit")]


def test_drop_a_column(tree_copy: Path) -> None:
    n = index("fabs", "status")
    write(tree_copy, "fabs", [[c for i, c in enumerate(r) if i != n] for r in rows_of("fabs")])
    found = findings(tree_copy)
    assert [(f.file, f.line, f.column, f.rule) for f in found] == [
        ("data/fabs.csv", 1, "status", "structure/header-as-declared")
    ]


def test_reorder_columns(tree_copy: Path) -> None:
    write(tree_copy, "fabs", [r[::-1] for r in rows_of("fabs")])
    assert [f.rule for f in findings(tree_copy)] == ["structure/header-as-declared"]


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("two\nlines", "structure/one-line-per-row"),
        ("nul\0", "structure/no-nul"),
        ("x" * 200_000, "structure/quotes-balanced"),
    ],
)
def test_nasty_cells(tree_copy: Path, value: str, rule: str) -> None:
    set_cell(tree_copy, "firms", 9, "note", value)
    assert ("data/firms.csv", 9, rule) in {(f.file, f.line, f.rule) for f in findings(tree_copy)}


def test_a_cell_too_long_is_found_though_another_library_lifted_the_limit(tree_copy: Path) -> None:
    before = csv.field_size_limit(10_000_000)
    try:
        test_nasty_cells(tree_copy, "x" * 200_000, "structure/quotes-balanced")
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "big5"])
def test_other_encodings(tree_copy: Path, encoding: str) -> None:
    path = tree_copy / "data" / "firms.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding, "replace"))
    found = [f for f in findings(tree_copy) if f.file == "data/firms.csv"]
    assert found and {f.rule for f in found} <= {
        "structure/utf-8", "structure/no-nul", "structure/allowed-values", "structure/pattern",
    }  # fmt: skip


def test_the_sample_is_sound(sample: Tables) -> None:
    assert check_contents(sample.texts, set()) == []
    assert {len(sample[name]) > 5 for name in ("firms", "chips", "targets", "observations")} == {True}


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_byte_changed_never_ends_in_a_traceback(sample: Tables, data: st.DataObject) -> None:
    """One byte of one table becomes another."""
    table = data.draw(st.sampled_from(["firms", "chips", "targets", "metrics"]))
    raw = canonical(sample.texts[table]).encode()
    place = data.draw(st.integers(0, len(raw) - 1))
    findings_in_memory(sample, table, raw[:place] + bytes([data.draw(st.integers(0, 255))]) + raw[place + 1 :])


CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["", "NA", "0", "-1", "1e9", "2025", "2099-12", "cn", '"', "a;b"])
)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_cell_changed_never_ends_in_a_traceback(sample: Tables, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(["firms", "chips", "fabs", "processes", "targets", "outcomes", "events"]))
    rows = list(csv.reader(io.StringIO(canonical(sample.texts[table]))))
    line = data.draw(st.integers(2, len(rows)))
    rows[line - 1][data.draw(st.integers(0, len(rows[0]) - 1))] = data.draw(CELLS)
    findings_in_memory(sample, table, as_csv(rows))


def test_in_memory_and_on_disk_say_the_same(tree_copy: Path, whole: Tables) -> None:
    rows = rows_of("chips")
    column = index("chips", "production_since")
    line = first_line("chips", lambda r: bool(r["production_since"]))
    rows[line - 1][column] = "2099-12"
    write(tree_copy, "chips", rows)
    on_disk = {f for f in findings(tree_copy) if f.file == "data/chips.csv"}
    in_memory = {f for f in findings_in_memory(whole, "chips", as_csv(rows)) if f.file == "data/chips.csv"}
    assert {f.line for f in on_disk if f.rule == "chips/dates-not-in-future"} == {line}
    assert in_memory == on_disk
