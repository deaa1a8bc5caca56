"""The feed of what changed, as Atom (RFC 4287), for programs that tell their readers when a site has news.

In: the entries of `reports.pages.what_changed` and the address of the site. Out: the text of feed.xml. Ids are the
addresses of the entries on the page Changes, so they never change.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from reports.pages.what_changed import Entry
from schemas.visible import in_xml

ATOM = "http://www.w3.org/2005/Atom"
LONGEST = 40  # entries; readers of feeds keep the earlier ones themselves
MOST = 20  # lines of an entry


def atom(entries: Sequence[Entry], address: str, title: str, author: str, rights: str) -> str:
    """Return the feed; `entries` are the newest first."""
    shown = entries[:LONGEST]
    feed = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    add(feed, "id", f"{address}feed.xml")
    add(feed, "title", title)
    add(feed, "updated", moment(max(e.day for e in shown)))
    add(feed, "link", rel="self", type="application/atom+xml", href=f"{address}feed.xml")
    add(feed, "link", rel="alternate", type="text/html", href=f"{address}changes.html")
    add(add(feed, "author"), "name", author)
    add(feed, "rights", rights)
    for entry in shown:
        feed.append(element(entry, address))
    Xml.indent(feed)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(feed, encoding="unicode")}\n'


def element(entry: Entry, address: str) -> Xml.Element:
    """Return one entry."""
    place = f"{address}changes.html#{entry.anchor}"
    made = Xml.Element("entry")
    add(made, "id", place)
    add(made, "title", entry.title)
    add(made, "updated", moment(entry.day))
    add(made, "link", rel="alternate", type="text/html", href=place)
    left = len(entry.lines) - MOST
    lines = [*entry.lines[:MOST], *([f"… and {left:,} more"] if left > 0 else [])]
    add(made, "content", "\n".join(lines) or entry.title, type="text")
    return made


def add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    """Add an element with text to another; returns it."""
    child = Xml.SubElement(parent, name, attributes)
    child.text = in_xml(text) if text else text
    return child


def moment(day: str) -> str:
    """Return the beginning of a day as RFC 3339 has it.

    >>> moment("2026-11-29")
    '2026-11-29T00:00:00Z'
    """
    return f"{day}T00:00:00Z"
