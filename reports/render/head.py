"""What search engines, networks and feed readers look for: canonical addresses, cards, sitemap.xml, robots.txt.

In: a finished site and its address. Out: the same pages with tags in their heads and the edition in their footers, one
picture for each page of the report in cards/, and the two files. It runs last, so that it holds for every page,
whichever renderer or template made it; pages without a picture of their own have that of the page which is named like
their folder, else that of the overview.
"""

import html
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reports.query import query
from reports.render.cards import PALETTE, SIZE, Card, draw
from reports.text.dates import day
from reports.text.language import words

EDITION = "<!-- edition -->"  # where the template wants version, day and horizon
NO_PAGES = ("download/", "embed/")  # parts of pages, nobody's first page
FACTS = """
select version, (select max(recorded_on) from observations) as day, (select max(newest_on) from horizon) as newest
from package
"""


@dataclass(frozen=True)
class Head:
    """What a page says of itself: title without the site's name, description, language; its first figure."""

    title: str
    description: str
    language: str
    figure: str
    canonical: str


def complete(site: Path, config: Mapping[str, Any], kept: Path) -> None:
    """Complete the pages of `site`; `config` is `_quarto.yml`, `kept` the folder of pictures drawn before."""
    address, facts = config["site-address"], query(FACTS)[0]
    pages = page_names(site)
    drawn = {f"{Path(name).with_suffix('')}" for name in config["project"]["render"]}
    for name in pages:
        path, stem = site / name, name.removesuffix(".html")
        text = path.read_text(encoding="utf-8")
        head = read_head(text, config["site-title"])
        shown = shown_on_card(stem, drawn) if head.language == config["lang"] else "index"
        image = f"cards/{shown}.png"
        if shown == stem:
            draw(card(site, head, config, facts), site / image, kept)
        finding = head.description or config["site-question"]
        added = tags(head, finding, config["site-title"], page_address(address, name), f"{address}{image}")
        known = words(head.language)
        edition = known.fill("site.edition", **facts | {k: day(facts[k], known.code) for k in ("day", "newest")})
        text = text.replace("</head>", f"{added}</head>", 1).replace(EDITION, html.escape(edition))
        path.write_text(text, encoding="utf-8")
    (site / "sitemap.xml").write_text(sitemap([page_address(address, n) for n in pages], f"{facts['day']}"), "utf-8")
    (site / "robots.txt").write_text(f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n", "utf-8")


def shown_on_card(stem: str, drawn: Set[str]) -> str:
    """Return which of the pages with a picture, `drawn`, stands on the card of a page: itself, that of its folder, or
    the overview.

    >>> [shown_on_card(stem, {"index", "chips"}) for stem in ("chips", "chips/nvidia-h20", "things")]
    ['chips', 'chips', 'index']
    """
    return next((name for name in (stem, stem.split("/")[0]) if name in drawn), "index")


def page_names(site: Path) -> list[str]:
    """Return the pages that have an address of their own, by their paths."""
    names = (p.relative_to(site).as_posix() for p in site.rglob("*.html"))
    return sorted(n for n in names if not n.startswith(NO_PAGES))


def page_address(address: str, name: str) -> str:
    """Return the one address of a page; that of an overview is its folder.

    >>> page_address("https://a.org/b/", "zh/index.html"), page_address("https://a.org/b/", "chips.html")
    ('https://a.org/b/zh/', 'https://a.org/b/chips.html')
    """
    return address + re.sub(r"(^|/)index\.html$", r"\1", name)


def read_head(text: str, site_title: str) -> Head:
    """Return what a page of HTML says of itself, its entities resolved.

    >>> found = read_head('<html lang="en"><title>A &amp; B – S</title><figure id="fig-x">', "S")
    >>> found.title, found.language, found.figure, found.canonical
    ('A & B', 'en', 'x', '')
    """
    patterns = {
        "title": r"<title>(.*?)</title>",
        "description": r'<meta name="description" content="(.*?)"',
        "language": r'<html[^>]* lang="(\w+)',
        "figure": r'<figure id="fig-([\w-]+)"',
        "canonical": r'<link rel="canonical" href="(.*?)"',
    }
    found = {k: re.search(p, text, re.DOTALL) for k, p in patterns.items()}
    values = {k: html.unescape(m[1].strip()) if m else "" for k, m in found.items()}
    return Head(**values | {"title": values["title"].removesuffix(f" – {site_title}")})


def tags(head: Head, finding: str, site_title: str, address: str, image: str) -> str:
    """Return the lines that a head lacks; `finding` is said where the page has no description."""

    def meta(kind: str, name: str, value: object) -> str:
        return f'<meta {kind}="{name}" content="{html.escape(str(value))}">\n'

    known = words(head.language)
    lines = "" if head.description else meta("name", "description", finding)
    lines += "" if head.canonical else f'<link rel="canonical" href="{html.escape(address)}">\n'
    shown = {
        "type": "website", "site_name": site_title, "locale": known["site.locale"], "title": head.title,
        "description": finding, "url": head.canonical or address, "image": image, "image:width": SIZE[0],
        "image:height": SIZE[1], "image:alt": f"{site_title}: {head.title}",
    }  # fmt: skip
    lines += "".join(meta("property", f"og:{name}", value) for name, value in shown.items())
    papers = zip(("light", "dark"), re.findall(r"--paper: (#\w+);", PALETTE.read_text(encoding="utf-8")), strict=False)
    for scheme, paper in papers:
        lines += f'<meta name="theme-color" media="(prefers-color-scheme: {scheme})" content="{paper}">\n'
    return lines + meta("name", "twitter:card", "summary_large_image")


def card(site: Path, head: Head, config: Mapping[str, Any], facts: Mapping[str, Any]) -> Card:
    """Return what the picture of a page says: the finding of its first chart, or else its description."""
    chart = site / "figures" / f"{head.figure}.svg"
    drawn = chart.is_file()
    title = re.search(r"<title[^>]*>(.*?)</title>", chart.read_text(encoding="utf-8"), re.DOTALL) if drawn else None
    finding = html.unescape(title[1]) if title else head.description
    host = config["site-address"].split("//")[1].rstrip("/")
    version = f"version {facts['version']}, {day(facts['day'])}"
    return Card(config["site-title"], head.title, finding, f"{host} · {version}", chart if drawn else None)


def sitemap(addresses: list[str], changed: str) -> str:
    """Return the list of all pages for search engines; `changed` is the day of the data."""
    entries = "".join(f"<url><loc>{escape(a)}</loc><lastmod>{changed}</lastmod></url>\n" for a in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{entries}</urlset>\n'
