"""The loaders are made of the schemas: what is added there is in every one of them."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from release.loaders.loader_files import loaders, quoted
from release.loaders.relations import relations
from release.view_files import write_views
from schemas.package import ROOT, Items, read_package
from schemas.views import parse_view, read_views

VIEWS = read_views(ROOT / "schemas" / "views")
NEW_VIEW = """\
-- A row is one grade that is new.
--   code: Its key.
create view new_grades as select grade_id as code, 1.5::double as weight, ['a'] as parts from grades
"""


def test_kinds_of_tables_are_those_of_the_schemas() -> None:
    package = read_package()
    firms = next(t for t in package.tables if t.name == "firms")
    roles = replace(firms.field["roles"], items=Items("|", None))
    changed = replace(firms, fields=(firms.fields[0], roles))
    tables = tuple(changed if t.name == "firms" else t for t in package.tables)
    found = {r.name: r for r in relations(replace(package, tables=tables), [])}
    assert found["firms"].path == "data/firms.csv" and found["firms"].key == ("firm_id",)
    assert found["firms"].kinds == {"firm_id": "string", "roles": "list|"}
    assert found["targets"].references[:1] == (("claimant_id", "actors.actor_id"),)


def test_kinds_of_views_are_those_of_duckdb() -> None:
    (found,) = [r for r in relations(read_package(), [parse_view("new_grades", NEW_VIEW)]) if r.name == "new_grades"]
    assert found.path == "views/new_grades.csv" and found.row == "A row is one grade that is new"
    assert found.kinds == {"code": "string", "weight": "number", "parts": "list;"}


@pytest.mark.parametrize("name", ["load.py", "load_spark.py", "load.R", "load.jl", "load.sql"])
def test_a_new_table_and_a_new_view_are_in_every_loader(name: str) -> None:
    package = read_package()
    grades = package.table["grades"]
    added = replace(grades, name="brand_new", path="data/brand_new.csv")
    made = loaders(replace(package, tables=(*package.tables, added)), [*VIEWS, parse_view("new_grades", NEW_VIEW)])
    text = made[f"load/{name}"]
    assert "data/brand_new.csv" in text and "new_grades" in text and "@NAME@" not in text and "@RELATIONS@" not in text
    assert loaders(package, VIEWS)[f"load/{name}"] != text


def test_text_is_quoted_as_every_language_reads_it() -> None:
    assert quoted('a "b" \\ é') == '"a \\"b\\" \\\\ é"' and json.loads(quoted("寒")) == "寒"


def test_views_are_written_as_the_raw_tables_are(tmp_path: Path) -> None:
    con = duckdb.connect()
    con.execute(
        "create view v as select * from (values (2, 'b, \"c\"', ['x', 'y'], true, date '2025-01-31', 1.5::double), "
        "(1, null, null, false, null, null)) t(n, text, items, flag, day, value)"
    )
    (path,) = write_views(con, tmp_path / "views")
    assert path.name == "v.csv"
    assert path.read_text(encoding="utf-8").splitlines() == [
        "n,text,items,flag,day,value", "1,,,false,,", '2,"b, ""c""",x;y,true,2025-01-31,1.5',
    ]  # fmt: skip
