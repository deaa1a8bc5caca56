"""The index that the search of the site reads: pages, their sections, and things.

In: the rendered pages and the entries of things as pages of a language name them. Out, for each language, an index
theme/search-index-<language>.js, one line per entry: kind, address, title, Chinese, a line that tells one from another,
and more words. It is a script, as pages opened from a folder cannot fetch.
"""

import json
import re
from html import unescape
from pathlib import Path

from reports.text.addresses import FOLDERS
from reports.things.entries import Entry

SECTION = re.compile(r"""<section id="([^"]+)"[^>]*\bclass="[^"]*level2[^>]*>\s*<h2[^>]*>(.*?)</h2>""", re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
PAGE = "page"


def write_index(site: Path, found: list[Entry], language: str) -> None:
    """Write the index of the pages in `site` and of `found`, for pages in a language."""
    things = [[FOLDERS[e.table], e.path, e.title, e.chinese, e.hint, e.words] for e in found]
    lines = ",\n".join(json.dumps(line, ensure_ascii=False) for line in [*page_lines(site), *things])
    target = site / "theme" / f"search-index-{language}.js"
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"globalThis.searchIndex = [\n{lines}\n];\n", encoding="utf-8")


def page_lines(site: Path) -> list[list[str]]:
    """Return a line for each page of `site` in any language and for each of its sections."""
    lines = []
    for path in sorted([*site.glob("*.html"), *site.glob("??/*.html")]):
        html, name = path.read_text(encoding="utf-8"), path.relative_to(site).as_posix()
        heading = HEADING.search(html)
        title = plain(heading[1]) if heading else name
        lines.append([PAGE, name, title, "", "", ""])
        lines += [[PAGE, f"{name}#{key}", plain(text), "", title, ""] for key, text in SECTION.findall(html)]
    return lines


def plain(html: str) -> str:
    """Return the text of a heading.

    >>> plain("A <em>b</em> &amp; c")
    'A b & c'
    """
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()
