"""Small projects for the tests of the report: pages in a folder of their own, and DuckDB files with what they ask for.

The template and the filters are those of the tree.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import yaml

from reports.query import CONNECTION
from reports.render.kernel import Kernel
from reports.render.page_cells import Page, execute
from schemas.package import ROOT
from tests_support import PACKAGE

CONFIG: dict[str, Any] = {
    "project": {"type": "website", "output-dir": "_site", "resources": ["/theme/", "!/theme/*.ttf"]},
    "website": {"title": "Site"},
    "lang": "en",
    "execute": {"echo": False, "warning": False},
    "site-title": "Site",
    "site-question": "Who and why?",
    "site-languages": ["en", "zh"],
    "site-nav": ["index", "data"],
}


def project(root: Path, pages: Mapping[str, str], **config: Any) -> Path:
    """Write a Quarto project in `root`/pages with the given pages; `config` adds to its `_quarto.yml`."""
    folder = root / "pages"
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    whole = CONFIG | {"project": CONFIG["project"] | {"render": list(pages)}} | config
    (folder / "_quarto.yml").write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    return folder


def page(title: str, body: str, **meta: Any) -> str:
    """Return the text of a page."""
    return f"---\n{yaml.safe_dump({'title': title} | meta, allow_unicode=True)}---\n\n{body}\n"


def cell(code: str, asis: bool = True) -> str:
    """Return a Python cell."""
    return f"```{{python}}\n{'#| output: asis' if asis else '# shown as text'}\n{code}\n```\n"


def run(page: Page, folder: Path) -> str:
    """Return the Markdown of a page whose cells ran in a kernel of its own."""
    with Kernel(folder) as kernel:
        return execute(page, kernel)


WORDS = ("bases", "definitions", "events", "inputs", "metrics", "statuses", "tiers", "topics", "translations")


def write_database(path: Path, sql: str = "", inputs: str = "1") -> Path:
    """Write a DuckDB file with the facts of a package, whose inputs are called `inputs`, its real vocabulary, and what
    `sql` makes."""
    CONNECTION.close()
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as con:
        con.execute("create table package as select '1.2.3' as version, ? as inputs_hash", [inputs])
        con.execute("create table observations as select date '2026-01-31' as recorded_on")
        for table in (PACKAGE.table[name] for name in WORDS):
            columns = ", ".join(f"{f.sql_cast()} as {f.name}" for f in table.fields)
            rows = f"read_csv('{ROOT / table.path}', header = true, all_varchar = true)"
            con.execute(f"create table {table.name} as select {columns} from {rows}")
        con.execute((ROOT / "schemas" / "views" / "labels.sql").read_text(encoding="utf-8"))
        con.execute(sql or "select 1")
    return path


def body(table: str) -> list[list[str]]:
    """Return the cells of a table, row by row, without its head."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
