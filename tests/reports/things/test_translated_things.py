"""Claims in Chinese: a page for each beside the English one, with the same facts, and no English word of ours on it."""

import doctest
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from markupsafe import Markup

from reports.query import Row
from reports.text import addresses, units
from reports.text.addresses import FOLDERS
from reports.things import entries as entry_module
from reports.things import phrases
from reports.things.entries import entries
from reports.things.frame import frame
from reports.things.on_record import Relations, relations
from reports.things.templates import fill
from reports.things.write_pages import KINDS, write_kind

COMMON = {"version": "1", "day": "2026-01-31", "site": "https://site.org/", "report": "https://b.org", "title": ""}
CLAIMS = KINDS[0]
LATIN = re.compile(r"[A-Za-z]{3,}")
NOT_WORDS = {"JSON", "CSV", "China", "Chips"}  # forms of files, the name of the site
FRAME = """<html lang="{0}"><head><title>T – S</title></head><body><header>
<a lang="{1}" hreflang="{1}" href="a.html">other</a></header>
<div class="frame"><main></main></div><footer></footer></body></html>"""


class Foreign(HTMLParser):
    """The text of a page outside what is marked as English."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(dict(attrs).get("lang") == "en" or (bool(self.open) and self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1]):
            self.text += f" {data}"


@pytest.fixture(scope="module")
def known() -> Relations:
    return relations()


@pytest.fixture(scope="module")
def both(known: Relations) -> dict[str, tuple[Markup, Markup]]:
    """Return the main parts of all claims' pages in English and Chinese."""
    return {key: (page(key, what, "en"), page(key, what, "zh")) for key, what in CLAIMS.show(known).items()}


def page(key: str, what: dict[str, Any], language: str) -> Markup:
    place = {"table": CLAIMS.table, "folder": FOLDERS[CLAIMS.table], "key": key, "path": f"claims/{key}.html"}
    return fill(CLAIMS.template, language, **what, **COMMON, **place)


def test_both_pages_of_a_claim_have_the_same_facts(both: dict[str, tuple[Markup, Markup]]) -> None:
    assert both
    for key, (english, chinese) in both.items():
        for pattern in (r'href="(https://[^"]+)"', r'<li id="([^"]+)"', r"<(section id=[^>]+)>", r"<(tr|dt|details)>"):
            assert re.findall(pattern, english) == re.findall(pattern, chinese), key
        verdicts = ("".join(re.findall(r'class="verdict">.*|<tr><td>.*', html)) for html in (english, chinese))
        shares = [re.findall(r"(?:&[lg]t; )?\d+%", re.sub(r"<a .*?</a>", "", text)) for text in verdicts]
        assert shares[0] == shares[1], key


def names(value: Any) -> Iterator[str]:
    """Yield what the data say in Chinese of a claim, in which names may be in Latin letters."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith("_zh") and inner:
                yield str(inner)
            yield from names(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from names(inner)


def test_no_english_word_of_ours_is_left_on_a_chinese_page(
    both: dict[str, tuple[Markup, Markup]], known: Relations
) -> None:
    units_and_metrics = {"TFLOPS", "EFLOPS", "HBM", "DRAM"}
    for key, what in CLAIMS.show(known).items():
        text = re.sub(r"https://\S+", "", Foreign(both[key][1]).text)
        said = set(LATIN.findall(" ".join(names(what))))
        assert set(LATIN.findall(text)) - said - NOT_WORDS - units_and_metrics == set(), key


def test_what_is_there_in_english_alone_is_marked(known: Relations, both: dict[str, tuple[Markup, Markup]]) -> None:
    key, row = next((k, r) for k, r in known.rows["targets"].items() if r["deciding_ids"] and r["scope"])
    english = [row["scope"], *(known.evidence[i].get("statement") for i in row["deciding_ids"])]
    for text in filter(None, english):
        assert Markup('<span lang="en">{}</span>').format(text) in both[key][1]
    assert re.search(
        r'href="../../analysts/[^"]+" hreflang="en">[^<]+(<[^<]+</span>)?<small>（英文）</small>', both[key][1]
    )


def test_every_claim_is_written_twice_and_leads_to_its_other_page(known: Relations, tmp_path: Path) -> None:
    around = {
        "en": frame(FRAME.format("en", "zh"), "https://site.org/"),
        "zh": frame(FRAME.format("zh-Hans", "en"), "https://site.org/", "zh/"),
    }
    (tmp_path / "zh").mkdir()
    mine = sorted(known.rows["targets"])[:3]
    found = [e for code in around for e in entries(known, code) if e.key in mine and e.table == "targets"]
    write_kind(tmp_path, CLAIMS, known, around, found, "https://github.com/a/b")
    for key in mine:
        english = (tmp_path / "claims" / f"{key}.html").read_text(encoding="utf-8")
        chinese = (tmp_path / "zh" / "claims" / f"{key}.html").read_text(encoding="utf-8")
        assert f'hreflang="zh" href="../zh/claims/{key}.html">中文</a>' in english and '<html lang="en"' in english
        assert f'hreflang="en" href="../../claims/{key}.html">English</a>' in chinese
        assert '<html lang="zh-Hans"' in chinese and f'href="../../claims/{key}.json"' in chinese
    assert not list((tmp_path / "zh").rglob("*.json")), "a row is written once"


def test_the_search_of_chinese_pages_leads_to_chinese_claims(known: Relations) -> None:
    english, chinese = ({(e.table, e.key): e for e in entries(known, code)} for code in ("en", "zh"))
    assert english.keys() == chinese.keys()
    for (table, key), entry in chinese.items():
        row: Row = known.rows[table][key]
        if table == "targets":
            assert (entry.path, entry.title) == (f"zh/claims/{key}.html", row["statement_zh"])
            assert row["statement"] in entry.words
        else:
            assert entry.path == english[table, key].path and entry.hint.endswith("（英文）")
            assert entry.title == (row["name_zh"] or row["name"]) and row["name"] in f"{entry.title} {entry.hint}"


@pytest.mark.parametrize("module", [addresses, entry_module, phrases, units])
def test_examples_in_docstrings(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed
