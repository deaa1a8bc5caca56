"""The Explore page offers queries that run, and names everything that there is to query."""

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from reports.pages import explore as page
from reports.render.built_in import REPORTS
from reports.text.language import words
from scripts.build import DATABASE


def test_the_form_says_everything_in_words_of_the_language() -> None:
    for language in ("en", "zh"):
        form = page.form(language)
        assert "$" not in form and "{size}" not in form and page.SIZE in form
        assert words(language)["explore.run"] in form and words(language)["explore.no-engine"] in form


def test_the_form_holds_every_example_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "EXAMPLES", {"A < B": "select '\"' < 'b'"})
    assert '<option value="select &#x27;&quot;&#x27; &lt; &#x27;b&#x27;">A &lt; B</option>' in page.form()
    assert "<script" not in page.form() and " hidden>" in page.form()


@pytest.mark.parametrize("label", page.EXAMPLES)
def test_an_example_gives_rows(real: duckdb.DuckDBPyConnection, label: str) -> None:
    assert real.execute(page.EXAMPLES[label]).fetchone()


def test_tables_are_listed_without_titles_and_link_tables_by_name(real: duckdb.DuckDBPyConnection) -> None:
    found = page.explore()
    assert "`actors` |" in found.table_list and "| A row is somebody who says or does something" in found.table_list
    assert "`package` | 1 | One row\\: what this file was built from" in found.table_list
    assert "chips_sources" not in found.table_list and "`chips_sources`" in found.links
    assert found.links.endswith(" and `processes_sources`")
    for kind, n in (("tables", found.tables), ("views", found.views)):
        assert real.execute(f"select count(*) from duckdb_{kind}() where not internal").fetchone() == (n,)


def test_what_the_page_says_to_do_locally_works(real_build: Path) -> None:
    text = (REPORTS / "explore.qmd").read_text(encoding="utf-8")
    (python,) = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert subprocess.run([sys.executable, "-c", python], cwd=real_build, capture_output=True).returncode == 0
    (sql,) = re.findall(r"^```sql\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    (command,) = re.findall(r'^duckdb -readonly china-ai-chips.duckdb "(.*)"$', text, re.MULTILINE)
    with duckdb.connect() as con:
        con.execute(sql.replace(DATABASE, str(real_build / DATABASE)))
        assert con.fetchone() and con.execute(command).fetchone()
