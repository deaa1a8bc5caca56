"""The index that the search of the site reads: pages, their sections, and things.

In: the rendered pages and the entries of things as pages of a language name them. Out, for each language:
theme/search-index-<language>.js, a script, as pages opened from a folder cannot fetch. It is small: column by column,
cells parted by line breaks. `unpack` in theme/search.js reads it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from reports.text.addresses import FOLDERS
from reports.things.entries import Entry

SECTION = re.compile(r"""<section id="([^"]+)"[^>]*\bclass="[^"]*level2[^>]*>\s*<h2[^>]*>(.*?)</h2>""", re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
PIECES = ", "  # between the pieces of a hint


@dataclass(frozen=True)
class Section:
    """A page, or the section of one at `anchor`, by its title."""

    page: str
    anchor: str
    title: str


def write_index(site: Path, found: list[Entry], language: str) -> None:
    """Write the index of the pages in `site` and of `found`, for pages in a language."""
    target = site / "theme" / f"search-index-{language}.js"
    target.parent.mkdir(exist_ok=True)
    text = json.dumps(packed(page_sections(site), found), ensure_ascii=False, separators=(",", ":"))
    target.write_text(f"globalThis.searchIndex = {text};\n", encoding="utf-8")


def page_sections(site: Path) -> list[Section]:
    """Return each page of `site` in any language, and after it its sections."""
    sections = []
    for path in sorted([*site.glob("*.html"), *site.glob("??/*.html")]):
        html, name = path.read_text(encoding="utf-8"), path.relative_to(site).as_posix()
        heading = HEADING.search(html)
        sections.append(Section(name, "", plain(heading[1]) if heading else name))
        sections += [Section(name, key, plain(text)) for key, text in SECTION.findall(html)]
    return sections


def packed(sections: Iterable[Section], found: list[Entry]) -> dict[str, object]:
    """Return the index: columns of pages, of things by their folder, and the pieces that their hints name by number.

    The path of a section is its anchor alone, as it follows its page; that of a thing is its key, `under` what stands
    before its folder where its page is translated.
    """
    counts = Counter(piece for entry in found for piece in entry.hint.split(PIECES))
    pieces = [piece for piece, _ in counts.most_common()]
    places = {piece: n for n, piece in enumerate(pieces)}
    listed = list(sections)
    things: dict[str, dict[str, str]] = {}
    for table, folder in FOLDERS.items():
        if of_table := [e for e in found if e.table == table]:
            things[folder] = {
                "under": of_table[0].path.removesuffix(f"{folder}/{of_table[0].key}.html"),
                "path": column(e.key for e in of_table),
                "title": column(e.title for e in of_table),
                "chinese": column(e.chinese for e in of_table),
                "hint": column(" ".join(f"{places[p]}" for p in e.hint.split(PIECES)) for e in of_table),
                "words": column(e.words for e in of_table),
            }
    pages = {
        "path": column(f"#{s.anchor}" if s.anchor else s.page for s in listed),
        "title": column(s.title for s in listed),
    }
    return {"pieces": column(pieces), "pages": pages, "things": things}


def column(cells: Iterable[str]) -> str:
    """Return cells in one text, a line each.

    >>> column(["a", "", "b\\nc"])
    'a\\n\\nb c'
    """
    return "\n".join(cell.replace("\n", " ") for cell in cells)


def plain(html: str) -> str:
    """Return the text of a heading.

    >>> plain("A <em>b</em> &amp; c")
    'A b & c'
    """
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()
