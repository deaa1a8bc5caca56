"""SQL of views and frames: one statement over tables of the package, in a database that is locked in."""

from pathlib import Path

import duckdb
import pytest

from schemas.database import connect_new
from schemas.errors import PackageError
from schemas.locked import QueryError, limited, open_locked
from schemas.sql_files import check_definition, check_query

MACROS = frozenset({"as_of"})


@pytest.mark.parametrize(
    "sql",
    ["-- a row\nwith a as (select 1 as x) select * from a join t using (x)", "from as_of('2025')",
     "select unnest([1]) from range(3), generate_series(1, 2)", "select * from main.t"],
)  # fmt: skip
def test_queries_that_pass(sql: str) -> None:
    check_query("f.sql", sql, MACROS)
    check_definition("f.sql", "v", f"-- a row\ncreate view v as\n{sql}", MACROS)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("", "f.sql:1 holds 0 statements"),
        ("select 1; select 2", "f.sql:1 holds 2 statements"),
        ("copy (select 1) to 'x.csv'", "a statement COPY"),
        ("attach 'x.duckdb'", "a statement ATTACH"),
        ("install httpfs", "a statement LOAD"),
        ("set threads = 1", "a statement SET"),
        ("create table x as select 1", "a statement CREATE"),
        ("select *\nfrom read_text('/etc/hostname')", "f.sql:2 reads “read_text”"),
        ("from read_csv('x.csv')", "reads “read_csv”"),
        ("from glob('*')", "reads “glob”"),
        ("from 'x.parquet'", "reads “x.parquet”"),
        ('from "https://example.org/x.csv"', "reads “https://example.org/x.csv”"),
        ("from query('select 1')", "reads “query”"),
        ("select (select content from read_text('x'))", "reads “read_text”"),
        ("with a as (from read_blob('x')) from a", "reads “read_blob”"),
        ("select from from", "f.sql:1 is not SQL"),
        ("select '" + "x" * 200_000 + "'", "has 200,009 characters"),
    ],
)
def test_queries_that_are_refused(sql: str, words: str) -> None:
    with pytest.raises(PackageError, match=words):
        check_query("f.sql", sql, MACROS)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("create view w as select 1", "f.sql:1 does not begin with create view v as"),
        ("-- a row\n\ncreate or replace view v as select 1", "f.sql:3 does not begin"),
        ("create table v as select 1", "does not begin"),
        ("create macro v(x) as table from read_text(x)", "reads “read_text”"),
        ("create macro v(x) as (select content from read_text(x))", "reads “read_text”"),
        ("create view v as from read_csv('x'); drop view v", "holds 2 statements"),
        ("drop view v", "a statement DROP"),
    ],
)
def test_definitions_that_are_refused(sql: str, words: str) -> None:
    with pytest.raises(PackageError, match=words):
        check_definition("f.sql", "v", sql, MACROS)


def test_macros_that_pass() -> None:
    check_definition("f.sql", "v", "create macro v(x) as (x + 1)", MACROS)
    check_definition("f.sql", "v", "create macro v(x) as table\nselect * from t where a = x", MACROS)


@pytest.mark.parametrize(
    "sql",
    ["from read_text('{0}')", "copy (select 1 as x) to '{0}2'", "attach '{0}3' as x", "install httpfs", "load httpfs",
     "set enable_external_access = true", "set threads = 3", "from '{0}'", "export database '{0}4'"],
)  # fmt: skip
def test_a_locked_database_reaches_nothing(sql: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n")
    (tmp_path / "build").mkdir()
    made = connect_new(tmp_path / "build" / "x.duckdb")
    made.execute("create table t as select 1 as a")
    made.execute("copy t to '{}' (format parquet)".format(tmp_path / "build" / "t.parquet"))
    made.close()
    for con in (open_locked(tmp_path / "build" / "x.duckdb"), connect_new()):
        with pytest.raises(duckdb.Error):
            con.execute(sql.format(file)).fetchall()
        con.close()
    assert {p.name for p in tmp_path.iterdir()} == {"secret.csv", "build"}


def test_a_database_that_is_open_can_be_opened_again_to_write_beside(tmp_path: Path) -> None:
    file, out = tmp_path / "x.duckdb", tmp_path / "out"
    out.mkdir()
    with duckdb.connect(str(file)) as con:
        con.execute("create table t as select 1 as a")
    with open_locked(file), open_locked(file) as again, open_locked(file, writes=out) as writes:
        assert again.execute("from t").fetchall() == [(1,)]
        writes.execute(f"copy t to '{out / 't.csv'}'")
        with pytest.raises(duckdb.Error):
            writes.execute(f"copy t to '{tmp_path / 't.csv'}'")
    assert (out / "t.csv").read_text() == "a\n1\n"


def test_sql_that_does_not_end_is_stopped_and_named() -> None:
    con = connect_new()
    endless = "with recursive r(i) as (select 1 union all select i + 1 from r) select max(i) from r"
    words = r"f\.sql was stopped, as it did not end within 0\.2 seconds"
    with pytest.raises(QueryError, match=words), limited(con, "f.sql", seconds=0.2):
        con.execute(endless)
    with pytest.raises(QueryError, match=r"f\.sql cannot run: Catalog Error"), limited(con, "f.sql"):
        con.execute("from nothing")
    with pytest.raises(QueryError, match="reads or writes what is no table"), limited(con, "f.sql"):
        con.execute("from read_text('/etc/hostname')")
    con.execute("select 1")
