"""Cells of tables that link the pages behind a row."""

from collections.abc import Sequence
from typing import Any

from reports.query import escape, link


def cited(pages: Sequence[dict[str, Any]] | None, most: int = 4) -> str:
    """Links to `pages`, each with `publisher` and `url`; those of one publisher are numbered, those left out counted.

    >>> cited([{"publisher": "A", "url": "https://a.org"}, {"publisher": "A", "url": "https://a.org/2"}], most=1)
    '[A](<https://a.org>), 1 more'
    """
    seen: dict[str, int] = {}
    links = []
    for page in pages or []:
        name = page["publisher"]
        seen[name] = seen.get(name, 0) + 1
        links.append(link(name if seen[name] == 1 else f"{name} {seen[name]}", page["url"]))
    left = len(links) - most
    return ", ".join(links[:most] + ([f"{left} more"] if left > 0 else []))


def noted(note: str | None, pages: Sequence[dict[str, Any]] | None, most: int = 4) -> str:
    """A note with the pages behind it."""
    text = escape(note) if note else ""
    return f"{text} ({cited(pages, most)})" if text and pages else text or cited(pages, most)
