"""Text of others on pages, in charts, in the PDF and in the search: it is shown, and nothing of it acts.

The package of this tree, with something hostile in every text and address of every table, is loaded without its checks,
which would refuse it, and rendered: a page with a chart and tables, with the metadata that search engines read, pages
of things, charts to embed, the index of the search, the feed, a PDF.
"""

import csv
import itertools
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from release.metadata.facts import read_facts
from release.metadata.schema_org import schema_org, with_metadata
from reports.pages.feed import atom
from reports.pages.what_changed import entries as changed
from reports.query import CONNECTION
from reports.render.built_in import REPORTS, execute_page, project, render
from reports.render.extras import embedded
from reports.render.kernel import Kernel
from reports.render.pdf import write_pdf
from reports.text.language import ENGLISH
from reports.things.entries import entries, listed_once
from reports.things.frame import frame
from reports.things.on_record import relations
from reports.things.search_index import write_index
from reports.things.write_pages import KINDS, write_kind
from schemas.cells import read_tables
from schemas.csv_text import TextTable
from schemas.database import connect_new, load_package_table, load_tables, load_views
from schemas.package import ROOT, read_package
from schemas.views import read_views
from scripts.build import DATABASE, facts

PAGE = "firms.qmd"
SHORT = """---
title: Firms
---

```{python}
from reports.charts.base import show
from reports.pages.firms import firms

page = firms()
```

```{python}
#| output: asis
show(page.makers)
print(page.entity_list)
print(page.suppliers)
```

Inline: `{python} page.undated`.
"""
FREE = r"^\S(.*\S)?$"  # the pattern of a text that may say anything
PAYLOADS = [
    '"><img src="https://evil.example/i" onerror="canary()">',
    "</script><script>canary()</script>",
    "'><svg/onload=canary()><iframe src=javascript:canary()>",
    "[here](javascript:canary()) ![i](https://evil.example/m)",
    "`<script>canary()</script>`{=html} <https://evil.example/a>",
    "{{< include secret.txt >}} {{< video https://evil.example/v >}}",
    "{{ 7*7 }} {% include 'secret.txt' %} `{python} 7*7`",
    '#read("report.typ") #eval("7*7") #image("https://evil.example/t")',
    "\\input{secret.txt} $\\frac{1$ $$x$$",
    "]]> &lt;script&gt;canary()&lt;/script&gt; &#60;b&#62; -->",
    ":::: {.x onclick=canary()} # Heading | cell | cell",
    '=HYPERLINK("https://evil.example/f") <style>@import "https://evil.example/c"</style>',
]
ADDRESSES = [
    'https://a.org/"onmouseover="canary()',
    "https://a.org/'><script>canary()</script>",
    "https://a.org/)(javascript:canary())",
]


@dataclass
class Rendered:
    """The folder of a site, and the text of a PDF."""

    site: Path
    pdf: str


def poisoned(text: TextTable) -> TextTable:
    """Return a table with something hostile before each text that may say anything, and in each address. Computed
    tables that no page here shows are empty."""
    if text.table.is_derived and text.table.name not in ("estimates", "verdicts"):
        return text.without(range(len(text.keys())))
    columns = dict(text.columns)
    for n, f in enumerate(text.table.fields):
        given = {FREE: PAYLOADS, r"^https?://\S+$": ADDRESSES}.get(f.constraints.get("pattern", ""), [])
        if given and f.name != "unit" and not text.table.is_derived:
            columns[f.name] = [_one(given, row + n, cell) for row, cell in enumerate(columns[f.name])]
    return replace(text, columns=columns)


def _one(given: list[str], n: int, cell: str) -> str:
    payload = given[n % len(given)]
    return cell and (f"{payload}?{n}" if given is ADDRESSES else f"{payload} {cell}")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rendered]:
    folder = tmp_path_factory.mktemp("hostile")
    package = read_package()
    con = connect_new(folder / DATABASE)
    load_tables(con, package, {name: poisoned(text) for name, text in read_tables(package).items()})
    load_package_table(con, facts(package))
    load_views(con, read_views(ROOT / "schemas" / "views"))
    con.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHINA_AI_CHIPS_DB", str(folder / DATABASE))
        yield rendered(folder)
    CONNECTION.close()


def rendered(folder: Path) -> Rendered:
    """Render a page with its charts, two pages of each kind of thing, the index of the search, and a PDF."""
    reports, site = folder / "reports", folder / "site"
    shutil.copytree(
        REPORTS, reports, ignore=shutil.ignore_patterns("_site", "figures", ".quarto", "__pycache__", "explore*")
    )
    (reports / "secret.txt").write_text("a secret that no page shows", encoding="utf-8")
    (reports / PAGE).write_text(SHORT, encoding="utf-8")
    with Kernel(reports) as kernel:
        markdown, _ = execute_page(PAGE, kernel)
    render({PAGE: markdown}, site, reports)
    known = relations()
    found = entries(known)
    around = {ENGLISH: frame((site / "firms.html").read_text(encoding="utf-8"), "https://site.org/")}
    for kind in KINDS:
        two = itertools.islice([e for e in found if e.table == kind.table], 2)
        write_kind(site, kind, known, around, two, "https://github.com/a/b")
    write_index(site, listed_once(found), ENGLISH)
    embedded(reports / "figures", site)
    (site / "feed.xml").write_text(atom(changed(), "https://site.org/", *PAYLOADS[:3]), encoding="utf-8")
    (site / "firms.html").write_text(described((site / "firms.html").read_text(encoding="utf-8")), encoding="utf-8")
    write_pdf(folder / "report.pdf", f"# Firms\n\n{markdown}", reports, project(), {"annex": True})
    return Rendered(site, "\n".join(p.extract_text() for p in pypdf.PdfReader(folder / "report.pdf").pages))


def described(page: str) -> str:
    """Return a page with metadata of a hostile descriptor in its head."""
    first, second, *_ = PAYLOADS
    facts = replace(
        read_facts(read_package()), title=first, description=second, keywords=tuple(PAYLOADS), creators=(first, second)
    )
    return with_metadata(page, schema_org(facts, {second: first}))


CANARY = "window.hits = 0; window.canary = () => { window.hits += 1 }"
ACTS = (
    "script:not([src]):not([type]), iframe, object, embed, base, form[action], "
    "[onerror], [onload], [onmouseover], [onclick], [onfocus]"
)
REACHES = "[src*='evil.example'], link[href*='evil'], [href^='javascript:' i], [href^='data:text' i]"


def test_nothing_acts_in_a_browser(hostile: Rendered, chromium: Any, serve: Callable[[Path], str]) -> None:
    """No policy helps here: pages are opened from a folder, too."""
    pages = [hostile.site / "firms.html", *sorted(hostile.site.glob("*/*.html"))]
    pages = [
        p
        for p in pages
        if p.parent.name in {"site", "claims", "chips", "firms", "fabs", "analysts", "figures", "embed"}
    ]
    assert any(p.parent.name == "embed" for p in pages)
    assert len(pages) > 10
    asked: list[str] = []
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(CANARY)
    context.on("request", lambda request: asked.append(request.url))
    for path in pages:
        tab = context.new_page()
        tab.on("dialog", lambda dialog: dialog.dismiss())
        tab.goto(path.as_uri())
        assert tab.evaluate("hits") == 0, path.name
        assert tab.eval_on_selector_all(ACTS, "found => found.map(e => e.outerHTML)") == [], path.name
        assert tab.eval_on_selector_all(REACHES, "found => found.map(e => e.outerHTML)") == [], path.name
        assert "secret that no page shows" not in (text := tab.inner_text("body")), path.name
        assert path.name != "firms.html" or all(word in text for word in ("onerror", "{{ 7*7 }}", "#read(", "canary()"))
        tab.close()
    context.close()
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []


def test_metadata_for_search_engines_is_data(hostile: Rendered, chromium: Any) -> None:
    tab = chromium.new_page()
    tab.goto((hostile.site / "firms.html").as_uri())
    (text,) = tab.eval_on_selector_all("script[type='application/ld+json']", "found => found.map(e => e.textContent)")
    found = json.loads(text)
    assert (found["name"], found["description"], found["keywords"]) == (PAYLOADS[0], PAYLOADS[1], PAYLOADS)
    tab.close()


def test_the_feed_is_text_and_opens_without_acting(hostile: Rendered, chromium: Any) -> None:
    elements = list(ET.parse(hostile.site / "feed.xml").getroot().iter())
    assert any("canary()" in (element.text or "") for element in elements if element.tag.endswith("}content"))
    assert {element.tag.partition("}")[0] for element in elements} == {"{http://www.w3.org/2005/Atom"}
    assert {element.get("type") for element in elements if element.tag.endswith("}content")} == {"text"}
    links = [element.get("href", "") for element in elements if element.tag.endswith("}link")]
    assert links and all(link.startswith("https://site.org/") for link in links)
    asked: list[str] = []
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(CANARY)
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    tab.goto((hostile.site / "feed.xml").as_uri())
    assert tab.evaluate("window.hits ?? 0") == 0
    assert [url for url in asked if not url.startswith("file://")] == []
    context.close()


def test_a_drawing_that_is_opened_by_itself_neither_acts_nor_fetches(hostile: Rendered) -> None:
    drawings = sorted((hostile.site / "figures").glob("*.svg"))
    assert drawings
    for path in drawings:
        root = ET.parse(path).getroot()
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        names = {name for element in root.iter() for name in element.attrib}
        assert not tags & {"script", "foreignObject", "iframe", "image", "a"} and not {
            n for n in names if n.startswith("on")
        }
        given = [value for element in root.iter() for value in element.attrib.values()]
        given += [element.text or "" for element in root.iter() if element.tag.endswith("}style")]
        assert not [text for text in given if re.search(r"evil|canary|javascript:|@import|url\((?!#|data:font)", text)]


def test_the_search_shows_names_as_text(hostile: Rendered, chromium: Any) -> None:
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(CANARY)
    tab = context.new_page()
    tab.goto((hostile.site / "firms.html").as_uri())
    tab.click("#search")
    tab.fill("#search-dialog input", "canary")
    hits = tab.locator("#search-dialog li a")
    hits.first.wait_for()
    assert any("canary()" in text and "<" in text for text in hits.all_inner_texts())
    assert tab.evaluate("hits") == 0
    context.close()


def test_type_setting_reads_no_file_and_runs_no_code(hostile: Rendered) -> None:
    shown = " ".join(hostile.pdf.split())
    assert "#read(" in shown and '#eval("7*7")' in shown.replace("“", '"').replace("”", '"')
    assert "#set " not in shown and "a secret that no page shows" not in shown


def test_no_spreadsheet_takes_a_download_for_formulae(hostile: Rendered) -> None:
    """Readers open rows of a chart, and of a thing, in a spreadsheet."""
    files = [*(hostile.site / "figures").glob("*.csv"), *hostile.site.glob("*/*.csv")]
    cells = [c for path in files for row in csv.reader(path.read_text(encoding="utf-8").splitlines()) for c in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [
        cell for cell in cells if cell.lstrip()[:1] in tuple("=@＝＠") or re.match(r"[+\-＋－](?![\d.]+$)", cell)
    ] == []
