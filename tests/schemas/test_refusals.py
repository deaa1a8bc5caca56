"""What the database refuses, though our own checks let it pass, is named at file and line."""

from collections.abc import Callable

import pytest

from schemas.csv_text import DataError, TextTable, read_text
from schemas.database import connect_new, load_rows, load_tables
from schemas.package import Package


def test_a_row_that_breaks_a_constraint_is_named(make_package: Callable[..., Package]) -> None:
    package = make_package()
    texts: dict[str, TextTable] = {t.name: read_text(t, package.root)[0] for t in package.tables}
    firms = texts["firms"].columns
    firms["founded"] = ["1990", "1492"]  # below the least year of the schema
    with pytest.raises(DataError) as raised:
        load_tables(connect_new(), package, texts)
    (problem,) = raised.value.problems
    assert (problem.file, problem.line, problem.column) == ("data/firms.csv", 3, "founded")
    assert "is refused by the database" in problem.message


def test_a_cell_of_no_type_is_named_where_tables_are_made_without_keys(make_package: Callable[..., Package]) -> None:
    package = make_package()
    texts: dict[str, TextTable] = {t.name: read_text(t, package.root)[0] for t in package.tables}
    texts["firms"].columns["founded"] = ["1990", "many"]
    with pytest.raises(DataError) as raised:
        load_rows(connect_new(), package, texts)
    (problem,) = raised.value.problems
    assert (problem.file, problem.line) == ("data/firms.csv", 3)
    assert "is refused by the database" in problem.message
