"""Markdown of the pages: escaped values, links, tables, and the blocks that both renderers know.

In: values as the data have them. Out: Markdown in which every value is escaped.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reports.text.dates import moment
from reports.text.language import ENGLISH
from reports.text.numbers import number

PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^$@\"'&:=/])")

PERCENT = re.compile(r"(?<=\d) %")


class Markdown(str):
    """Text that is Markdown already: Quarto's inline code, and ours, put it into prose as it is."""

    def _repr_markdown_(self) -> str:
        return str(self)


def escape(value: object) -> str:
    """Return text that Markdown shows as it is: every punctuation mark is escaped, line breaks become spaces. Whatever
    the data write, a per cent sign follows its figure without a space.

    >>> escape("a|b <c>")
    'a\\\\|b \\\\<c\\\\>'
    >>> escape("41 % of units")
    '41% of units'
    """
    return PUNCTUATION.sub(r"\\\1", PERCENT.sub("%", " ".join(str(value).split())))


def link(text: object, url: str) -> str:
    """Return a Markdown link to an outside page; anything but http(s) is shown as text."""
    if not url.startswith(("https://", "http://")):
        return escape(text)
    safe = re.sub(r"[<>\s\\\"|]", lambda m: f"%{ord(m.group()):02X}", url)
    return f"[{escape(text)}](<{safe}>)"


Cell = Callable[[dict[str, Any]], str]
Key = Callable[[dict[str, Any]], object]


def table(
    rows: Sequence[dict[str, Any]],
    columns: Mapping[str, str | Cell],
    right: Sequence[str] = (),
    keys: Mapping[str, str | Key] | None = None,
    place: str = "",
) -> str:
    """Return a Markdown pipe table. `columns` maps headings to a key of the row or a function that returns Markdown.

    Headings in `right` are aligned right. `keys` maps headings to what their cells sort by, where that is not their
    text: a key of the row or a function; see `sort_key`. `place` is the name of a row that an address can end in,
    with columns in braces. Without rows it says so.
    """
    if not rows:
        return "*No rows.*\n"
    body = [[c(row) if callable(c) else _plain(row[c]) for c in columns.values()] for row in rows]
    rules = [_rule(h, [cells[n] for cells in body], h in right) for n, h in enumerate(columns)]
    for row, cells in zip(rows, body, strict=True):
        for heading, key in (keys or {}).items():
            n = list(columns).index(heading)
            cells[n] = keyed(cells[n], key(row) if callable(key) else row[key])
    if place:
        for row, cells in zip(rows, body, strict=True):
            cells[0] = f"[]{{#{slug(place.format_map(row))}}}{cells[0]}"
    lines = ["| " + " | ".join(cells) + " |" for cells in [list(columns), *body]]
    lines.insert(1, "|" + "|".join(rules) + "|")
    return "\n".join(lines) + "\n"


def slug(name: object) -> str:
    """Return a name as the end of an address.

    >>> slug("nvidia-h20 logic TSMC"), slug("chips/known")
    ('nvidia-h20-logic-tsmc', 'chips-known')
    """
    return re.sub(r"[^a-z0-9]+", "-", str(name).lower()).strip("-")


def dated(column: str, language: str = ENGLISH) -> Cell:
    """Return a cell with the day, month or period of a column in words, which sorts by what the data have.

    >>> dated("on")({"on": "2019-05-16"}), dated("on")({"on": None})
    ('[16 May 2019]{data-sort="2019-05-16"}', '')
    """
    return lambda row: keyed(escape(moment(row[column], language)), row[column])


def keyed(cell: str, key: object) -> str:
    """Return a cell with what it sorts by; without a key it comes last.

    >>> keyed("about 1,200", 1200.0), keyed("disputed: 600", None), keyed("", 3)
    ('[about 1,200]{data-sort="1200.0"}', '[disputed: 600]{data-sort=""}', '')
    """
    text = "" if key is None else str(key).replace('"', "")
    return f'[{cell}]{{data-sort="{text}"}}' if cell else cell


def sort_key(*parts: object) -> str | None:
    """Return a key of several parts, which are compared one after the other: of figures the unit, then the amount.

    >>> sort_key("USD per unit", 12000.0), sort_key("USD per unit", None)
    ('USD-per-unit 12000.0', None)
    """
    return None if None in parts else " ".join(str(part).replace(" ", "-") for part in parts)


def _rule(heading: str, cells: list[str], right: bool) -> str:
    """Return the line under a heading. Renderers of Markdown divide a table’s width by the lengths of these lines."""
    visible = (re.sub(r"\]\(<.*?>\)|\{data-sort=\".*?\"\}|\\", "", cell) for cell in cells)
    widest = max(max(map(len, visible)), max(map(len, heading.split()), default=0))
    dashes = "-" * min(max(widest, 5), 48)
    return dashes + ":" if right else ":" + dashes


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list):
        return escape(", ".join(map(str, value)))
    return escape(value)


def sortable(table: str, filters: str = "") -> str:
    """Return a table that readers can search and sort, with lists for the columns in `filters` (headings, `;` between).

    >>> print(sortable("| a |", "Who"))
    ::: {.sortable data-filter="Who"}
    <BLANKLINE>
    | a |
    <BLANKLINE>
    :::
    <BLANKLINE>
    """
    filtered = f' data-filter="{filters}"' if filters else ""
    return f"::: {{.sortable{filtered}}}\n\n{table.rstrip()}\n\n:::\n"


def stacked(table: str) -> str:
    """Return a table that a phone shows row by row as a stack, so that no column is out of view."""
    return f"::: {{.stacked}}\n\n{table.rstrip()}\n\n:::\n"


def site_only(text: str) -> str:
    """Return what print leaves out."""
    return f'::: {{.content-visible when-format="html"}}\n\n{text.rstrip()}\n\n:::\n'


def print_only(text: str) -> str:
    """Return what stands in print in its place."""
    return f'::: {{.content-hidden when-format="html"}}\n\n{text.rstrip()}\n\n:::\n'


def cite(pages: Sequence[dict[str, Any]] | None, most: int = 4) -> str:
    """Return links to `pages` (`publisher`, `url`); those of one publisher are numbered, those left out counted.

    >>> cite([{"publisher": "A", "url": "https://a.org"}, {"publisher": "A", "url": "https://a.org/2"}], most=1)
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


def text_with_pages(given: str | None, pages: Sequence[dict[str, Any]] | None, most: int = 4) -> str:
    """Return a note or a summary with the pages behind it. Escaped."""
    text = escape(given) if given else ""
    return f"{text} ({cite(pages, most)})" if text and pages else text or cite(pages, most)
