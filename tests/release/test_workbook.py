"""The workbook says what the views say, cell by cell; text stays text."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import openpyxl
import pytest

from release.metadata.facts import Facts, read_facts
from release.workbook import FIRST, LONGEST, Column, Sheet, cell_text, read_sheets, workbook
from schemas.errors import PackageError
from schemas.package import ROOT, read_package
from schemas.views import read_views

Book: TypeAlias = openpyxl.Workbook


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(read_package())


@pytest.fixture(scope="module")
def sheets(real_build: Path) -> list[Sheet]:
    with duckdb.connect(str(real_build / "china-ai-chips.duckdb"), read_only=True) as con:
        return read_sheets(con)


@pytest.fixture(scope="module")
def book(sheets: list[Sheet], facts: Facts) -> Book:
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets, facts)))


def small(facts: Facts, *rows: tuple[Any, ...]) -> Any:
    """Return the sheet of a workbook with these rows of one view."""
    columns = tuple(Column(f"c{n}", "") for n in range(len(rows[0])))
    content = workbook([Sheet("view", "A row is one thing.", columns, rows)], facts)
    return openpyxl.load_workbook(io.BytesIO(content))["view"]


def as_shown(value: Any) -> Any:
    """Return what a reader of the workbook finds for a value of a view."""
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return "; ".join(value) or None if isinstance(value, list) else value


def test_there_is_a_sheet_for_every_view(book: Book) -> None:
    views = sorted(v.name for v in read_views(ROOT / "schemas" / "views") if v.kind == "view")
    assert book.sheetnames == [FIRST, *views]


def test_cells_are_those_of_the_views(book: Book, real: duckdb.DuckDBPyConnection) -> None:
    for name in book.sheetnames[1:]:
        found = [[cell.value for cell in row] for row in book[name].iter_rows()]
        relation = real.sql(f"from {name} order by all")
        assert found[0] == relation.columns
        for row, expected in zip(found[1:], relation.fetchall(), strict=True):
            for value, right in zip(row, map(as_shown, expected), strict=True):
                same = value == pytest.approx(right, rel=1e-15) if isinstance(right, float) else value == right
                assert same and isinstance(value, bool) == isinstance(right, bool), (name, value, right)


def test_the_first_sheet_says_what_a_row_is(book: Book, sheets: list[Sheet]) -> None:
    listed = {row[0]: row[1:] for row in book[FIRST].iter_rows(min_row=6, values_only=True)}
    assert listed["capacity"][0].startswith("A row is ")
    assert {name: rows for name, (_, rows) in listed.items()} == {sheet.name: len(sheet.rows) for sheet in sheets}


def test_headers_have_notes_and_stay_in_sight(book: Book, sheets: list[Sheet]) -> None:
    for sheet in sheets:
        page = book[sheet.name]
        assert page.freeze_panes == "B2" and page.auto_filter.ref.startswith("A1:")
        notes = {cell.value: cell.comment.text for cell in page[1] if cell.comment}
        assert notes == {column.name: column.comment for column in sheet.columns if column.comment}


def test_text_that_looks_like_a_formula_stays_text(facts: Facts) -> None:
    texts = ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(“x”)", "http://a.org", "1e3", " padded ")
    cells = small(facts, texts)[2]
    assert [cell.value for cell in cells] == list(texts)
    assert {cell.data_type for cell in cells} == {"s"} and not any(cell.hyperlink for cell in cells)


def test_types_of_cells(facts: Facts) -> None:
    cells = small(facts, (1, 0.5, True, date(2026, 11, 23), "x", ["a", "b"], [], None))[2]
    values = [1, 0.5, True, datetime(2026, 11, 23), "x", "a; b", None, None]
    assert [cell.value for cell in cells] == values
    assert [cell.data_type for cell in cells] == ["n", "n", "b", "d", "s", "s", "n", "n"]


def test_a_cell_is_cut_where_excel_cuts_and_says_so(facts: Facts) -> None:
    assert cell_text("x" * LONGEST) == "x" * LONGEST
    (cell,) = small(facts, ("x" * (LONGEST + 1),))[2]
    assert len(cell.value) == LONGEST and cell.value.endswith("whole in the CSV)")


def test_a_name_that_is_too_long_for_a_sheet_is_refused() -> None:
    con = duckdb.connect()
    con.execute(f"create view {'v' * 32} as select 1 as a")
    with pytest.raises(PackageError, match="no sheet with more than 31 characters"):
        read_sheets(con)


def test_made_twice_it_is_the_same(sheets: list[Sheet], facts: Facts, real_build: Path) -> None:
    with duckdb.connect(str(real_build / "china-ai-chips.duckdb"), read_only=True) as con:
        assert workbook(read_sheets(con), facts) == workbook(sheets, facts)
