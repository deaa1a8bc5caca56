"""The data dictionary says what the schemas say, and the code on the page of the data runs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from reports.pages import data as dictionary
from reports.render.built_in import REPORTS
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
    assert dictionary.rule(one, table_of(one)) == expected


def test_type_names_list_and_unit() -> None:
    assert dictionary.kind(field(type="number", unit="USD bn")) == "number, USD bn"
    assert dictionary.kind(field(items=Items(";", None))) == "list, divided by “;”"


def test_entry_has_an_anchor_and_every_column() -> None:
    text = dictionary.table_entry(table_of(field(name="key"), field(name="other")), 1)
    assert text.startswith("### `things` {#things}") and "1 row. Key: `key`." in text and "| `other` |" in text


def test_every_table_and_view_has_an_entry(real_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(real_build / "china-ai-chips.duckdb"))
    package = read_package()
    text = dictionary.downloads(package)
    for table in package.tables:
        assert f"](#{table.name})" in text and f"(download/{table.path})" in text
    views = dictionary.views()
    assert {"market_share", "claims"} <= {v["name"] for v in views}
    entry = dictionary.view_entry(views[0], 3)
    assert "|  |" not in entry, "a column of a view has no comment"


@pytest.fixture
def downloaded(real_build: Path, tmp_path: Path) -> Path:
    """A folder with the files that the code on the page names."""
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
