"""What must hold of a rendered site, whichever renderer made it: the mistakes that neither of them stops at.

In: the folder of a site. Out: a list of problems, each with its page; empty if it is sound.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

SIGNS = {
    "?@": "a reference that leads nowhere",
    "?var:": "a variable that is not there",
    "?meta:": "a metadata entry that is not there",
    "{{<": "a shortcode that was not understood",
    ":::": "a div that is not opened or closed as it should be",
    "@fig-": "a reference that was not resolved",
    "@tbl-": "a reference that was not resolved",
    "@sec-": "a reference that was not resolved",
    "Traceback (most recent call last)": "an error of Python",
    "Unable to display output": "an output that could not be shown",
}
OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//|^https?:", re.IGNORECASE)
METADATA = "application/ld+json"  # of a script that no browser runs
LOADS = dict.fromkeys(("script", "img", "iframe", "source", "audio", "video", "embed"), "src")
LOADS |= {"link": "href", "object": "data", "image": "href", "use": "href", "form": "action"}
NOT_LOADED = {"alternate", "canonical", "license", "author", "prev", "next"}
VOID = {"br", "hr", "img", "input", "link", "meta", "col", "wbr", "source", "area", "base", "embed", "track"}
OPTIONAL_END = {"p", "li", "dt", "dd", "option", "thead", "tbody", "tfoot", "tr", "td", "th"}


@dataclass
class Seen(HTMLParser):
    """What one page holds."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[tuple[str, str]] = field(default_factory=list)
    images: list[dict[str, str | None]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    headings: int = 0
    lang: str = ""
    policy: bool = False
    quiet: list[str] = field(default_factory=list)  # open elements whose text is code
    open: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("code", "pre", "script", "style", "textarea"):
            self.quiet.append(tag)
        if found := values.get("id"):
            self.ids.append(found)
        if tag == "a" and values.get("href"):
            self.links.append(values["href"] or "")
        rel = set((values.get("rel") or "").split())
        if tag in LOADS and (address := values.get(LOADS[tag])) and not rel & NOT_LOADED:
            self.loads.append((tag, address))
        if tag == "img":
            self.images.append(values)
        if tag == "script" and not values.get("src") and values.get("type") != METADATA:
            self.inline.append("a script")
        self.inline += [name for name, _ in attrs if name.startswith("on")]
        self.headings += tag == "h1"
        self.lang = (values.get("lang") or "") if tag == "html" else self.lang
        self.policy |= (values.get("http-equiv") or "").lower() == "content-security-policy"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.quiet and self.quiet[-1] == tag:
            self.quiet.pop()
        if tag in VOID:
            return
        if tag not in self.open:
            self.unbalanced.append(tag)
            return
        while (left := self.open.pop()) != tag:
            if left not in OPTIONAL_END:
                self.unbalanced.append(left)

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.texts.append(data)


def problems(site: Path) -> list[str]:
    """Return all problems of the pages in `site`."""
    pages = {p.relative_to(site).as_posix(): read(p) for p in sorted(site.rglob("*.html"))}
    if not pages:
        return [f"{site}: there is no page"]
    found = []
    for name, page in pages.items():
        found += [f"{name}: {text}" for text in [*page_problems(page), *broken_paths(site, name, page, pages)]]
    for sheet in sorted(site.rglob("*.css")):
        if re.search(r"url\(\s*['\"]?(https?:)?//|@import", sheet.read_text("utf-8")):
            found.append(f"{sheet.relative_to(site)}: loads from elsewhere")
    return found


def read(path: Path) -> Seen:
    """Parse one page."""
    seen = Seen()
    seen.feed(path.read_text(encoding="utf-8"))
    return seen


def page_problems(page: Seen) -> list[str]:
    """Return problems that a page shows by itself."""
    text = " ".join(page.texts)
    found = [f"“{_around(text, sign)}”: {meaning}" for sign, meaning in SIGNS.items() if sign in text]
    if page.headings != 1:
        found.append(f"{page.headings} headings of the first order instead of one")
    if not page.lang:
        found.append("the language of the page is not said")
    if not page.policy:
        found.append("there is no content-security policy")
    found += [f"{part} within the page, which the content-security policy forbids" for part in page.inline]
    found += [f"the id “{i}” stands {page.ids.count(i)} times" for i in sorted(set(page.ids)) if page.ids.count(i) > 1]
    found += [f"the image {image.get('src')} has no alternative text" for image in page.images if "alt" not in image]
    found += outside_loads(page)
    if page.unbalanced or page.open:
        found.append(f"elements are not closed in their order: {', '.join((page.unbalanced + page.open)[:5])}")
    return found


def outside_loads(page: Seen) -> list[str]:
    """Return what a page loads from elsewhere."""
    return [f"{tag}: {address} is loaded from elsewhere" for tag, address in page.loads if OUTSIDE.match(address)]


def _around(text: str, sign: str) -> str:
    at = text.index(sign)
    return " ".join(text[max(0, at - 20) : at + 30].split())


def broken_paths(site: Path, name: str, page: Seen, pages: dict[str, Seen]) -> list[str]:
    """Return links and files that are not there."""
    found, root = [], resolved(site)
    for address in {*page.links, *(a for _, a in page.loads)}:
        if re.match(r"^(?:[a-z][a-z0-9+.-]*:|//)", address, re.IGNORECASE):
            continue
        parts = urlsplit(address)
        path, anchor = unquote(parts.path), unquote(parts.fragment)
        target = resolved((site / name).parent, path) if path else root / name
        if target.is_dir():
            target /= "index.html"
        if not target.exists() or not target.is_relative_to(root):
            found.append(f"{address} leads to nothing")
        elif anchor and "=" not in anchor and target.suffix == ".html":  # with a sign it is for a script to read
            known = pages.get(target.relative_to(root).as_posix())
            if known and anchor not in known.ids:
                found.append(f"{address}: that page has no such place")
    return sorted(found)


@cache
def resolved(folder: Path, path: str = "") -> Path:
    """Return the absolute path of what lies at `path` from a folder; pages of one folder have many links in common."""
    return (folder / path).resolve()
