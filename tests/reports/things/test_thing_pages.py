"""Pages of things: nothing from the data is unescaped, every kind says what is on record, files lie beside them."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from reports.text.addresses import FOLDERS
from reports.things.entries import Entry, entries, listed_once
from reports.things.frame import frame
from reports.things.on_record import Relations, relations
from reports.things.search_index import packed, write_index
from reports.things.templates import fill
from reports.things.write_pages import KINDS, Kind, report_address, write_kind

HOSTILE = """"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;{{ 7*7 }}"""
ADDRESS = "javascript:alert(1)//\" onmouseover='x'"
CODES = re.compile(
    r"(.*_ids?|.*_on|.*_since|roles|.*status|standing|speech_act|kind|basis|rank|bound|stage|tier|result|condition|change"
    r"|form|period|deadline|valid_.*|country|ownership|native_formats|rule_version|evidence|unit|reliability|as_of)"
)
PAGE = """<!DOCTYPE html><html lang="en"><head><meta name="description" content="Old">
<title>Claims – Site</title><link rel="stylesheet" href="theme/site.css"><link rel="icon" href="data:,">
<link rel="alternate" hreflang="zh" href="zh/claims.html">
<link rel="alternate" type="application/atom+xml" href="feed.xml">
<script src="theme/site.js"></script></head><body>
<header><a lang="zh" hreflang="zh" href="zh/claims.html">中文</a><a href="claims.html" aria-current="page">Claims</a>
<a href="https://a.org">out</a><a href="#content">skip</a></header>
<div class="frame"><main id="content"><h1>Claims</h1></main><nav id="TOC">here</nav></div>
<footer class="site-footer"><a href="a.pdf">PDF</a></footer></body></html>"""
SITE = "https://site.org/"


class Tags(HTMLParser):
    """What tags and attributes a page has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.fixture(scope="module")
def known() -> Relations:
    return relations()


def poison(value: Any, key: str = "") -> Any:
    """Return rows with something hostile in every text that is no code, and in every address."""
    if isinstance(value, dict):
        return {k: poison(v, str(k)) for k, v in value.items()}
    if isinstance(value, list):
        return [poison(v, key) for v in value]
    if not isinstance(value, str) or CODES.fullmatch(key):
        return value
    return ADDRESS if key in ("url", "archive_url", "website") else HOSTILE


def shown(kind: Kind, key: str, what: dict[str, Any], title: str = "Title", language: str = "en") -> Markup:
    """Return the main part of a page."""
    common = {"version": "1", "day": "2026-01-31", "path": "p", "site": "https://site.org/", "report": "https://a.org"}
    place = {"table": kind.table, "folder": FOLDERS[kind.table], "key": key}
    return fill(kind.template, language, **what, **common, **place, title=title)


@pytest.mark.parametrize(
    ("kind", "language"), [*((k, "en") for k in KINDS), (KINDS[0], "zh")], ids=lambda p: getattr(p, "table", p)
)
def test_nothing_hostile_comes_through(known: Relations, kind: Kind, language: str) -> None:
    pages = kind.show(known)
    for key in sorted(pages, key=lambda k: -len(str(pages[k])))[:5]:  # those with the most on them
        html = shown(kind, key, poison(deepcopy(pages[key])), HOSTILE, language)
        seen = Tags(html)
        assert HOSTILE not in html and "&lt;script&gt;" in html and "{{ 7*7 }}" in html
        assert not seen.tags & {"script", "img", "iframe", "style", "link", "object", "form", "svg", "base"}
        assert {name for name, _ in seen.attributes} <= {
            "href", "class", "id", "lang", "role", "aria-label", "tabindex", "download", "hreflang"
        }  # fmt: skip
        addresses = [value for name, value in seen.attributes if name == "href"]
        assert all(re.match(r"https://|(\.\./)+[a-z]|#", a) for a in addresses), addresses


def test_the_fields_that_are_taken_for_codes_hold_nothing_hostile(known: Relations) -> None:
    """The test above leaves codes as they are, as words are looked up by them; the schema holds them to a pattern."""
    claim = next(iter(known.rows["targets"].values()))
    texts = {k for k, v in claim.items() if isinstance(v, str) and not CODES.fullmatch(k)}
    assert {"statement", "statement_zh", "claimant", "reason"} <= texts


def test_the_frame_is_that_of_the_page_with_another_content() -> None:
    html = frame(PAGE, SITE).page("A <b>", 'She said "x"', "claims/a.html", Markup("<h1>A</h1>"))
    assert "<title>A &lt;b&gt; – Site</title>" in html and 'content="She said &#34;x&#34;"' in html
    assert '<link rel="canonical" href="https://site.org/claims/a.html">' in html
    assert 'href="../theme/site.css"' in html and 'src="../theme/site.js"' in html and 'href="../a.pdf"' in html
    assert 'href="../feed.xml"' in html and 'href="data:,"' in html and 'href="#content"' in html
    assert 'href="../claims.html" aria-current="true"' in html and 'href="https://a.org"' in html
    for gone in ("Old", "hreflang", "中文", "TOC", "<h1>Claims</h1>"):
        assert gone not in html
    assert html.count("<h1>") == html.count("<main") == 1


def test_the_frame_leads_to_the_same_page_in_other_languages() -> None:
    english = frame(PAGE, SITE).page("A", "B", "claims/a.html", Markup(""), {"zh": "zh/claims/a.html"})
    assert '<link rel="alternate" hreflang="zh" href="../zh/claims/a.html">' in english
    assert '<a lang="zh" hreflang="zh" href="../zh/claims/a.html">中文</a>' in english
    foreign = '<a href="../chips.html" hreflang="en">芯片<small>（英文）</small></a>'
    source = PAGE.replace('"theme/', '"../theme/').replace('lang="zh" hreflang="zh"', 'lang="en" hreflang="en"')
    chinese = frame(source.replace("<a href=", f"{foreign}<a href=", 1), SITE, "zh/")
    html = chinese.page("甲", "乙", "zh/claims/a.html", Markup(""), {"en": "claims/a.html"})
    assert '<link rel="alternate" hreflang="en" href="../../claims/a.html">' in html
    assert '<a lang="en" hreflang="en" href="../../claims/a.html">English</a>' in html
    assert 'href="../../theme/site.css"' in html and 'href="../claims.html"' in html
    assert '<a href="../../chips.html" hreflang="en">芯片<small>（英文）</small></a>' in html
    assert '<link rel="canonical" href="https://site.org/zh/claims/a.html">' in html


def test_a_page_without_the_frame_is_named() -> None:
    with pytest.raises(ValueError, match=r"template\.html changed"):
        frame("<html><main>x</main></html>", SITE)


def test_a_claim_says_what_is_on_record(known: Relations) -> None:
    kind = KINDS[0]
    key = next(k for k, r in known.rows["targets"].items() if r["deciding_ids"] and len(known.verdicts[k]) > 1)
    row, what = known.rows["targets"][key], kind.show(known)[key]
    html = shown(kind, key, what)
    assert row["statement_zh"] in html and str(Markup.escape(row["statement"])) in html
    first, *_ = row["deciding_ids"]
    piece = known.evidence[first].get("statement") or known.evidence[first]["metric"]
    assert str(Markup.escape(piece)) in html[html.index("This decides:") : html.index("What settles it")]
    assert html.count("<tr>") >= 1 + len(known.verdicts[key])
    assert f"../analysts/{row['claimant_id']}.html" in html and row["source"]["publisher"] in html


def test_figures_without_a_period_have_no_column_for_it(known: Relations) -> None:
    kind = next(k for k in KINDS if k.table == "chips")
    for dated in (False, True):
        key, what = next(
            (key, what) for key, what in kind.show(known).items() if what["specifications"] and not what["figures"]
        )
        figures = [f | {"period": "2025" if dated else None} for f in what["specifications"]]
        html = shown(kind, key, what | {"specifications": figures})
        part = html[html.index('id="specifications"') :]
        part = part[: part.index("</table>")]
        assert ("<th>Period</th>" in part) == dated
        assert part.count("<td") == part.count("<tr id=") * part.count("<th>")


def test_claims_about_the_same_stand_together(known: Relations) -> None:
    pages = KINDS[0].show(known)
    for key, what in pages.items():
        assert all(key in [r["target_id"] for r in pages[other["target_id"]]["rivals"]] for other in what["rivals"])
    replaced = [r for r in known.rows["targets"].values() if r["superseded_by"]]
    assert replaced
    for row in replaced:
        assert row in pages[row["superseded_by"]]["earlier"] and pages[row["target_id"]]["later"]


def test_of_the_figures_of_a_firm_the_latest_come_first(known: Relations) -> None:
    what = KINDS[2].show(known)["smic"]
    latest = {(f["metric_id"], f["definition_id"], f["subject"]): f["ends_on"] for f in what["figures"]}
    assert len(latest) == len(what["figures"]) and what["earlier"]
    for f in what["earlier"]:
        assert f["ends_on"] is None or f["ends_on"] <= latest[f["metric_id"], f["definition_id"], f["subject"]]


def test_pages_and_rows_are_written(known: Relations, tmp_path: Path) -> None:
    named = [e for e in entries(known) if e.table == "chips"]
    write_kind(tmp_path, KINDS[1], known, {"en": frame(PAGE, SITE)}, named, "https://github.com/a/b")
    assert {p.stem for p in (tmp_path / "chips").glob("*.html")} == set(known.rows["chips"])
    row = json.loads((tmp_path / "chips" / "nvidia-h20.json").read_text(encoding="utf-8"))["row"]
    head, cells = (tmp_path / "chips" / "nvidia-h20.csv").read_text(encoding="utf-8").splitlines()
    assert list(row) == head.split(",") and row["name"] in cells
    assert head == (Path("data") / "chips.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "issues/new?template=error.yml" in (tmp_path / "chips" / "nvidia-h20.html").read_text(encoding="utf-8")


def test_an_error_is_reported_with_the_fields_of_the_form_filled() -> None:
    assert report_address("https://github.com/a/b", "chips", "x-1") == (
        "https://github.com/a/b/issues/new?template=error.yml&title=Error%3A+chips+x-1&table=chips&key=x-1"
    )
    form = Path(".github/ISSUE_TEMPLATE/error.yml").read_text(encoding="utf-8")
    assert "- type: input\n  id: key\n" in form and "- type: dropdown\n  id: table\n" in form
    assert all(re.search(rf"^    - {kind.table}$", form, re.MULTILINE) for kind in KINDS)


def entry(**more: str) -> Entry:
    return Entry(**({"table": "firms", "key": "huawei", "title": "Huawei", "chinese": "华为", "hint": "Design"} | more))


def test_a_firm_is_listed_once() -> None:
    found = [entry(), entry(table="actors"), entry(table="actors", key="idc")]
    assert [(e.table, e.key) for e in listed_once(found)] == [("firms", "huawei"), ("actors", "idc")]


@pytest.fixture
def small_site(tmp_path: Path) -> Callable[[str], Path]:
    def make(html: str) -> Path:
        (tmp_path / "zh").mkdir()
        (tmp_path / "index.html").write_text(html, encoding="utf-8")
        (tmp_path / "zh" / "index.html").write_text("<h1>标题</h1>", encoding="utf-8")
        return tmp_path

    return make


def test_the_index_names_pages_sections_and_things(small_site: Callable[[str], Path]) -> None:
    section = '<section id="why" class="level2">\n<h2>Why &amp; <em>how</em></h2></section>'
    site = small_site(f'<h1 class="title">Over</h1>{section}')
    write_index(site, [entry()], "en")
    text = (site / "theme" / "search-index-en.js").read_text(encoding="utf-8")
    assert json.loads(text.removeprefix("globalThis.searchIndex = ").rstrip().removesuffix(";")) == {
        "pieces": "Design",
        "pages": {"path": "index.html\n#why\nzh/index.html", "title": "Over\nWhy & how\n标题"},
        "things": {
            "firms": {"under": "", "path": "huawei", "title": "Huawei", "chinese": "华为", "hint": "0", "words": ""}
        },
    }


def test_what_hints_have_in_common_is_in_the_index_once() -> None:
    hints = ["Chip by Huawei, sampling", "Chip by Huawei, production", ""]
    index = packed([], [Entry("chips", f"c{n}", f"C{n}", "", hint) for n, hint in enumerate(hints)])
    assert index["pieces"] == "Chip by Huawei\nsampling\nproduction\n"
    assert index["things"] == {
        "chips": {
            "under": "",
            "path": "c0\nc1\nc2",
            "title": "C0\nC1\nC2",
            "chinese": "\n\n",
            "hint": "0 1\n0 2\n3",
            "words": "\n\n",
        }
    }
