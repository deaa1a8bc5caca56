"""`load.sql` makes in any DuckDB what the build makes, and refuses what the build refuses."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from release.loaders.sql_loader import GENERATIONS, load_sql
from schemas.package import ROOT, Package, read_package, sql_name, sql_text
from schemas.views import read_views

Make = Callable[..., Package]
ORDER = "order by all"
CATALOGUE = {
    "tables": "select table_name, comment from duckdb_tables() where table_name <> 'package' and not temporary",
    "columns": "select table_name, column_name, column_index, data_type, is_nullable, comment from duckdb_columns() "
    "where not internal and table_name <> 'package' and coalesce(comment, '') not like 'Metric %' "
    "and coalesce(comment, '') not like '%See the table %'",
    "constraints": "select table_name, constraint_type, constraint_text from duckdb_constraints() "
    "where table_name <> 'package'",
    "views": "select view_name, comment from duckdb_views() where not internal",
    "macros": "select function_name, parameters, comment from duckdb_functions() where not internal",
}


def load(root: Path, base: str | None = None) -> duckdb.DuckDBPyConnection:
    """Run the text of `load.sql` over the CSVs at a root."""
    con = duckdb.connect()
    con.execute(f"set variable base = {sql_text(base or str(root))}")
    con.execute(load_sql(read_package(), read_views(ROOT / "schemas" / "views")))
    return con


@pytest.fixture(scope="module")
def loaded() -> duckdb.DuckDBPyConnection:
    return load(ROOT)


@pytest.mark.parametrize("what", CATALOGUE)
def test_the_catalogue_is_that_of_the_build(
    what: str, real: duckdb.DuckDBPyConnection, loaded: duckdb.DuckDBPyConnection
) -> None:
    built = real.execute(f"{CATALOGUE[what]} {ORDER}").fetchall()
    found = loaded.execute(f"{CATALOGUE[what]} {ORDER}").fetchall()
    if what == "columns":  # what is said of metrics and of words there is text of rows
        named = {row[:2] for row in found}
        built = [row for row in built if row[:2] in named]
    assert len(found) > 2 and found == built


def test_every_row_is_that_of_the_build(real: duckdb.DuckDBPyConnection, loaded: duckdb.DuckDBPyConnection) -> None:
    names = [name for (name,) in real.execute("select table_name from information_schema.tables").fetchall()]
    for name in set(names) - {"package"}:
        rows = f"from {sql_name(name)} {ORDER}"
        assert loaded.execute(rows).fetchall() == real.execute(rows).fetchall(), name


def test_comments_on_columns_of_metrics_name_the_metric(loaded: duckdb.DuckDBPyConnection) -> None:
    found = loaded.execute(
        "select comment from duckdb_columns() where table_name = 'chip_specs' and column_name = 'fp8_tflops'"
    ).fetchone()
    assert found == ("Metric fp8-tflops; the table metrics has its name, meaning and unit.",)


def test_a_base_may_end_in_a_slash_or_not(make_package: Make) -> None:
    root = make_package().root
    for base in (str(root), f"{root}/"):
        assert load(root, base).execute("select count(*) from firms").fetchone() == (2,)


def firm(name: str, parent: str) -> dict[str, str]:
    cells = {"name": name, "roles": "designer", "country": "CN", "source_ids": "s1"}
    return cells | {"firm_id": name, "parent_id": parent}


def chain(length: int) -> list[dict[str, str]]:
    """Return firms of which each is the parent of the one before it."""
    return [firm(f"f{n}", f"f{n + 1}" if n < length else "") for n in range(1, length + 1)]


def test_children_may_stand_before_their_parents(make_package: Make) -> None:
    con = load(make_package(firms=chain(GENERATIONS)).root)
    assert con.execute("select count(*) from firms").fetchone() == (GENERATIONS,)


def test_more_generations_than_it_can_load_are_an_error_and_not_lost(make_package: Make) -> None:
    with pytest.raises(duckdb.ConstraintException, match="foreign key"):
        load(make_package(firms=chain(GENERATIONS + 1)).root)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"parent_id": "nobody"}, "foreign key"),
        ({"source_ids": "s1;s9"}, "foreign key"),
        ({"roles": "designer;poet"}, "CHECK"),
        ({"country": ""}, "NOT NULL"),
        ({"founded": "soon"}, "soon"),
    ],
)
def test_a_row_that_the_schemas_forbid_stops_it_and_leaves_nothing(
    make_package: Make, change: dict[str, str], says: str
) -> None:
    root = make_package(firms=[firm("a", "") | change]).root
    con = duckdb.connect()
    con.execute(f"set variable base = {sql_text(str(root))}")
    with pytest.raises(duckdb.Error, match=says):
        con.execute(load_sql(read_package(), read_views(ROOT / "schemas" / "views")))
    con.execute("rollback")
    assert con.execute("show tables").fetchall() == []


def test_columns_are_taken_by_name(make_package: Make) -> None:
    root = make_package().root
    path = root / "data" / "grades.csv"
    path.write_text("description,grade_id\nread in full,A\nread in part,B\n", encoding="utf-8")
    assert load(root).execute("select description from grades where grade_id = 'B'").fetchall() == [("read in part",)]


def test_it_is_plain_sql_for_any_client() -> None:
    text = load_sql(read_package(), read_views(ROOT / "schemas" / "views"))
    assert not [line for line in text.splitlines() if line.startswith(".")]
