"""The data dictionary says what the schemas say, and the code on the page of the data runs."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from reports.pages import contents, data
from reports.render.built_in import REPORTS
from schemas.dictionary import kind
from schemas.package import Field, Items, Reference, Table, read_package

PAGE = (REPORTS / "data.qmd").read_text(encoding="utf-8")


def field(**changes: object) -> Field:
    given: dict[str, object] = {"name": "x", "type": "string", "description": "D", "title": "X", "unit": None,
                                "example": None, "constraints": {}, "items": None, "reference": None}  # fmt: skip
    return Field(**(given | changes))  # type: ignore[arg-type]


def table_of(*fields: Field) -> Table:
    return Table("things", "data/things.csv", "Things", "A row is one thing. More.", fields, ("key",))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "key", "constraints": {"required": True}}, "key"),
        ({"constraints": {"required": True, "enum": ["a", "b"]}}, "required; one of `a`, `b`"),
        ({"reference": Reference("firms", "firm_id")}, "in [`firms`](#firms)"),
        ({"items": Items(";", None), "reference": Reference("sources", "source_id")}, "each in [`sources`](#sources)"),
        ({"type": "number", "constraints": {"minimum": 0, "maximum": 100}}, "≥ 0; ≤ 100"),
    ],
)
def test_rule(changes: dict[str, object], expected: str) -> None:
    one = field(**changes)
    assert data.rule(one, table_of(one)) == expected


def test_type_names_list_and_unit() -> None:
    assert kind(field(type="number", unit="USD bn")) == "number, USD bn"
    assert kind(field(items=Items(";", None))) == "list, divided by “;”"


def test_entry_has_an_anchor_and_every_column() -> None:
    text = data.table_entry(table_of(field(name="key"), field(name="other")), 1)
    assert (
        text.startswith("### `things` {#things}")
        and "1 row. Key: `key`." in text
        and "{#things-other}`other` |" in text
    )


def test_every_table_and_view_has_an_entry() -> None:
    page, package = data.data(), read_package()
    for table in package.tables:
        assert f"](#{table.name})" in page.downloads and f"(download/{table.path})" in page.downloads
        assert f"### `{table.name}` {{#{table.name}}}" in page.tables
    views = [view["name"] for view in contents.views()]
    assert "market_share" in views and all(f"### `{name}`" in page.views for name in views)
    assert "|  |" not in page.views, "a column of a view has no comment"
    assert "{#macro-period-start}`period_start(period)` | First day" in page.macros


def test_link_tables_are_those_of_the_schemas(real: duckdb.DuckDBPyConnection) -> None:
    package = read_package()
    links = contents.link_tables(package)
    made = {name for (name,) in real.execute("select table_name from duckdb_tables()").fetchall()}
    assert "chips_sources" in links and made == {*links, *package.table, "package"}
    assert contents.rows_of(["chips_sources", "package"])["package"] == 1


def test_what_was_known_on_a_day_is_not_more_than_today() -> None:
    early, late = data.known_on("2025-08-27"), data.known_on("9999-12-31")
    assert early.day == "27 August 2025" and 0 < count(early.latest) < count(early.known)
    assert count(early.known) < count(late.known) == count(data.data().size.observations)


def count(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_citation_is_that_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "CITATION.cff").write_text(
        "title: A title\nversion: 1.2.3\ndate-released: 2026-01-31\n"
        "authors: [{name: A team}, {family-names: Doe, given-names: Jo}]\n"
    )
    found = data.citation(replace(read_package(), root=tmp_path))
    assert (found.year, found.version, found.authors) == ("2026", "1\\.2\\.3", "A team, Doe, Jo")
    assert "author = {{A team, Doe, Jo}}" in found.bibtex and "year = {2026}" in found.bibtex
    assert found.licences.startswith("[Creative Commons")


@pytest.fixture
def downloaded(real_build: Path, tmp_path: Path) -> Path:
    """Return a folder with the files that the code on the page names."""
    shutil.copy(real_build / "china-ai-chips.duckdb", tmp_path)
    shutil.copy(real_build / "parquet" / "observations.parquet", tmp_path)
    shutil.copy(REPORTS.parent / "data" / "observations.csv", tmp_path)
    return tmp_path


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_sql_on_the_page_runs(downloaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(downloaded)
    con = duckdb.connect()
    for code in blocks("sql"):
        for statement in filter(str.strip, code.split(";\n")):
            result = con.execute(statement)
            assert "FROM" not in statement or result.fetchone()


def test_python_on_the_page_runs(downloaded: Path) -> None:
    code = "\n".join(b for b in blocks("python") if "pyspark" not in b) + "\nassert len(frame) and len(observations)\n"
    assert "duckdb" in code and "pandas" in code
    subprocess.run([sys.executable, "-c", code], cwd=downloaded, check=True, capture_output=True)
