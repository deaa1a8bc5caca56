"""The same rules on Spark: the findings and the rows of views that DuckDB gives, and one line for what is missing.

Everything here shares one local Spark, and so one worker.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checks.findings import Finding
from checks.rows.predicates import LINE, Tables
from checks.rows.row_layer import check_rows, load_rules
from checks.run import CouldNotRun
from schemas.errors import UserError
from schemas.package import ROOT
from schemas.views import View, read_views
from scripts.check import main
from spark_support import find_spark, planted
from tests_support import PACKAGE, text_tables, write_package

pytestmark = pytest.mark.xdist_group("spark")
TODAY = date(2026, 2, 1)
AS_PARQUET = ("sources", "chips", "targets")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Start Spark once, for every test here."""
    with pytest.MonkeyPatch.context() as patch:
        find_spark(patch)
        from checks.spark.spark_session import start_spark

        session = start_spark()
        yield session
        session.stop()


@pytest.fixture(scope="module")
def connection(spark: Any) -> Any:
    """Return what takes DuckDB's SQL to Spark."""
    from checks.spark.spark_session import SparkConnection

    return SparkConnection(spark)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which every rule is broken; a table is one CSV, a folder of CSVs, or typed Parquet."""
    root = tmp_path_factory.mktemp("planted")
    write_package(root, planted())
    tables = Tables(text_tables(planted()), TODAY)
    for name in AS_PARQUET:
        path = root / PACKAGE.table[name].path
        typed = f"select * exclude ({LINE}) from {tables.in_sql(name)}"
        tables.con.execute(f"copy ({typed}) to '{path.with_suffix('.parquet')}'")
        path.unlink()
    _split_in_two(root / PACKAGE.table["observations"].path)
    return root


def _split_in_two(path: Path) -> None:
    header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.unlink()
    path.mkdir()
    for part, rows in (("b.csv", lines[:100]), ("a.csv", lines[100:])):
        (path / part).write_text(header + "".join(rows), encoding="utf-8")


def _named(findings: list[Finding]) -> list[tuple[str, str, str, int]]:
    return sorted((f.rule, f.key, f.message, f.count) for f in findings)


def test_every_rule_on_rows_finds_the_same_rows_in_the_same_words(connection: Any, folder: Path) -> None:
    from checks.spark.spark_rows import check_rows_on_spark
    from checks.spark.spark_tables import SparkTables
    from checks.spark.spark_tables import read_tables as read_views_of

    names = [t.name for t in read_views_of(connection, PACKAGE, str(folder))]
    assert names == [t.name for t in PACKAGE.tables]
    found, unasked = check_rows_on_spark(SparkTables({}, TODAY, package=PACKAGE, spark=connection), names)
    assert unasked == {}
    assert _named(found) == _named(check_rows(text_tables(planted()), TODAY))
    assert set(load_rules()) - {f.rule for f in found} == {"metrics/change-not-below-all"}
    assert {f.line for f in found} == {0}
    assert str(found[0]).startswith(f"{found[0].file}, row {found[0].key}: ")


def test_views_have_the_rows_that_they_have_in_duckdb(connection: Any, real: duckdb.DuckDBPyConnection) -> None:
    from checks.spark.spark_tables import read_tables as read_views_of
    from checks.spark.spark_views import make_links, make_views

    read_views_of(connection, PACKAGE, str(ROOT))
    make_links(connection, PACKAGE)
    views = read_views(ROOT / "schemas" / "views")
    make_views(connection, views)
    differing = {}
    for view in views:
        if view.kind == "view":
            ours, theirs = real.sql(f"from {view.name}"), connection.execute(f"select * from {view.name}")
            assert [name for name, _ in theirs.description] == ours.columns
            a, b = _rounded(ours.fetchall()), _rounded(theirs.fetchall())
            if a != b:
                differing[view.name] = [row for row in a if row not in b][:1], [row for row in b if row not in a][:1]
    assert differing == {}


WAYS = """create view ways as with recursive
ways(start, place) as (
  select v.start, v.place from (values ('a', 'a'), ('x', 'x')) as v(start, place)
  union {every}
  select w.start, l.place from ways w join {leads} on l.start = w.place
),
ends as (select place from ways where place <> 'a')
select e.place, count(*) as ways from ways as w join ends e using (place) group by e.place"""
STEPS = "values ('a', 'b'), ('a', 'c'), ('b', 'd'), ('c', 'd'), ('d', 'a'), ('x', 'y')"
LEADS = f"(select * from ({STEPS}) as v(start, place)) as l"


def test_a_view_that_asks_itself_ends_where_rows_lead_in_a_circle(connection: Any) -> None:
    from checks.spark.spark_views import make_views

    make_views(connection, [View("ways", WAYS.format(every="", leads=LEADS), "", {})])
    assert sorted(connection.execute("select * from ways").fetchall()) == [(place, 1) for place in "bcdxy"]


def test_a_query_with_the_name_of_a_view_does_not_ask_itself(connection: Any) -> None:
    from checks.spark.spark_views import make_views

    more = "create view more as with one as (select place from one union select 'z' as place) select place from one"
    make_views(connection, [View("one", "create view one as select 'a' as place", "", {}), View("more", more, "", {})])
    assert sorted(connection.execute("select * from more").fetchall()) == [("a",), ("z",)]


def test_a_view_that_keeps_rows_twice_while_it_asks_itself_is_refused(connection: Any) -> None:
    from sqlglot.errors import ParseError

    from checks.spark.spark_views import make_views

    with pytest.raises(ParseError, match="write union, which ends where rows lead in a circle"):
        make_views(connection, [View("ways", WAYS.format(every="all", leads=LEADS), "", {})])


def _rounded(rows: list[tuple[Any, ...]]) -> list[str]:
    return sorted(repr(tuple(f"{c:.9g}" if isinstance(c, float) else c for c in row)) for row in rows)


EXPRESSIONS = {
    "regexp_matches('Over 2024', 'over|than', 'i')": True,
    "regexp_matches('Über', 'ü', 'i')": True,
    "regexp_matches('OVER', 'over')": False,
    r"regexp_full_match('2025-H1', '\d{4}|\d{4}-H[12]')": True,
    "regexp_full_match('a2025', '2025')": False,
    "list_has_any(['a', 'b'], ['b', 'c'])": True,
    "list_contains(['a', 'b'], 'c')": False,
    "list_sort(list_distinct(['b', null, 'a', 'b']))": ["a", "b"],
    "['a', 'b'][2]": "b",
    "'2025-08-27'[6:7]": "08",
    "concat(null, 'a', 'b')": "ab",
    "date_diff('month', date '2025-01-31', date '2025-03-01')": 2,
    "date_diff('day', date '2025-01-31', date '2025-03-01')": 29,
    "greatest(1, null, 3)": 3,
    "(1 + 0.5 * 1) / 4": 0.375,
    "7 / 2": 3.5,
    "string_split('a;b|c', ';')": ["a", "b|c"],
    "(select list(b order by a) from (values (2, 'x'), (1, 'y'), (3, null)) as t(a, b))": ["y", "x", None],
    "(select list(b order by a) filter (a > 5) from (values (2, 'x')) as t(a, b))": None,
    r"'a\b'": "a\\b",
}


@pytest.mark.parametrize("sql", EXPRESSIONS)
def test_an_expression_means_the_same(connection: Any, sql: str) -> None:
    expected = [(EXPRESSIONS[sql],)]
    assert duckdb.sql(f"select {sql} as found").fetchall() == expected
    assert connection.execute(f"select {sql} as found").fetchall() == expected


def test_two_lists_side_by_side_are_refused(connection: Any) -> None:
    """DuckDB goes through both at once; Spark pairs each item of one with each of the other."""
    both = "select unnest([1, 2]) as a, unnest([3, 4]) as b"
    assert duckdb.sql(both).fetchall() == [(1, 3), (2, 4)]
    with pytest.raises(duckdb.Error, match="two lists side by side"):
        connection.execute(both)
    inside = "select unnest([1, 2]) as a, (select max(b) from (select unnest([3, 4]) as b)) as most"
    assert sorted(connection.execute(inside).fetchall()) == [(1, 4), (2, 4)]


def test_columns_that_are_kept_stay_side_by_side(connection: Any) -> None:
    from checks.spark.spark_tables import SparkTables

    tables = SparkTables({}, TODAY, package=PACKAGE, spark=connection)
    for cells in (["a", "b"], ["c", "d"]):  # the second in the place of the first
        tables.keep_columns("kept", {"number": [0, 1], "cell": cells}, {"number": "bigint"})
        assert sorted(connection.execute("select * from kept").fetchall()) == list(enumerate(cells))


def test_sql_that_cannot_run_is_an_error_as_of_duckdb(connection: Any) -> None:
    for sql in ("select nothing_here", "select from where"):
        with pytest.raises(duckdb.Error):
            connection.execute(sql)


def test_a_folder_without_the_tables_and_a_file_of_other_columns_are_refused(connection: Any, tmp_path: Path) -> None:
    from checks.spark.spark_tables import read_tables as read_views_of

    with pytest.raises(UserError, match=r"lacks data/grades.csv, data/sources.csv, .* \(or the same as .parquet\)"):
        read_views_of(connection, PACKAGE, str(tmp_path))
    duckdb.sql(f"copy (select 1 as grade_id) to '{tmp_path / 'grades.parquet'}'")
    with pytest.raises(UserError, match="grades does not have the columns of its Table Schema: "):
        read_views_of(connection, PACKAGE, str(tmp_path))


def test_a_table_that_is_too_large_for_one_machine_is_named(
    connection: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checks.spark import spark_tables
    from checks.spark.spark_rows import check_rows_on_spark

    spark_tables.read_tables(connection, PACKAGE, str(folder))
    monkeypatch.setattr(spark_tables, "MOST", 1)
    tables = spark_tables.SparkTables({}, TODAY, package=PACKAGE, spark=connection)
    found, unasked = check_rows_on_spark(tables, ["metrics"])
    assert found == []
    assert set(unasked) == {rule for rule in load_rules() if rule.startswith("metrics/")}
    assert set(unasked.values()) == {"metrics has more than 1 rows"}


def test_without_pyspark_one_line_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for name in [name for name in sys.modules if name.startswith("checks.spark")]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["--engine", "spark"]) == 2
    assert capsys.readouterr().err == (
        "cannot check: Spark is asked through pyspark, which is not there: make spark sets it up\n"
    )


def test_without_java_one_line_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    find_spark(monkeypatch)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert main(["--engine", "spark"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("cannot check: Spark needs Java 17 or 21, which is not there: ")


def test_a_layer_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    find_spark(monkeypatch)
    from checks.spark.spark_check import check_with_spark

    with pytest.raises(CouldNotRun, match="on Spark there is the layer rows alone"):
        check_with_spark(str(ROOT), ["structure"], lambda package: TODAY)
