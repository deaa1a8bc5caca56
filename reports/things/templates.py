"""The templates of pages of things: Jinja with every value escaped, and filters that put data into words.

In: the name of a template in the folder `templates` and what it shows. Out: HTML; nothing in it is from the data
without being escaped, and only addresses that begin with http(s) become links.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reports.text.addresses import address
from reports.text.dates import day, period, validity
from reports.text.labels import (
    basis_label,
    country_label,
    fab_kind_label,
    fab_status_label,
    label_of,
    ownership_label,
    role_label,
    stage_label,
    status_label,
)
from reports.text.numbers import likelihood_words, number, probability
from reports.text.values import Value

FOLDER = Path(__file__).resolve().parent / "templates"
WHOLE_DAY = 10  # characters of 2025-08-27


@cache
def templates() -> Environment:
    """Return the templates of this folder."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "amount": amount,
        "basis": basis_label,
        "chance": chance,
        "country": country_label,
        "fab_kind": fab_kind_label,
        "fab_status": fab_status_label,
        "number": number,
        "ownership": ownership_label,
        "role": role_label,
        "stage": stage_label,
        "status": status_label,
        "when": when,
    }
    made.globals |= {"outside": outside, "thing": thing_link, "topic": topic, "query": quote, "validity": validity}
    return made


def fill(name: str, **shown: Any) -> Markup:
    """Return a template filled."""
    return Markup(templates().get_template(name).render(shown))  # nosec B704 # the template escapes


def outside(text: object, url: str | None) -> Markup:
    """Return a link to a page elsewhere; anything but http(s) is shown as text.

    >>> outside("A & B", "https://a.org/?x=1&y=2"), outside("A", "javascript:alert(1)")
    (Markup('<a href="https://a.org/?x=1&amp;y=2">A &amp; B</a>'), Markup('A'))
    """
    if not (url or "").lower().startswith(("https://", "http://")):
        return escape(text)
    return Markup('<a href="{}">{}</a>').format(url, text)


def thing_link(table: str, key: str | None, text: object) -> Markup:
    """Return a link from the page of one thing to that of another; without a key the text.

    >>> thing_link("chips", "h20", "H20"), thing_link("chips", None, "<b>")
    (Markup('<a href="../chips/h20.html">H20</a>'), Markup('&lt;b&gt;'))
    """
    return Markup('<a href="../{}">{}</a>').format(address(table, key), text) if key else escape(text)


def when(text: object) -> str:
    """Write a date at its own precision; nothing for none.

    >>> when("2025-08-27"), when("2026-Q1"), when(None)
    ('27 August 2025', 'Q1 2026', '')
    """
    if text is None:
        return ""
    written = str(text)
    return day(written) if len(written) == WHOLE_DAY and "/" not in written else period(written)


def amount(row: Mapping[str, Any]) -> str:
    """Write the value of a row with its range, bound and unit; nothing if it has none.

    >>> amount({"value": 9, "value_low": None, "value_high": None, "bound": "at-least", "unit": "units"})
    'at least 9 units'
    """
    if row["value"] is None and row["value_low"] is None:
        return ""
    return Value(row["value"], row["value_low"], row["value_high"], row.get("bound"), unit=row["unit"] or "").text()


def chance(share: float) -> str:
    """Write a probability in words, with its number.

    >>> chance(0.0231)
    'very unlikely (2 %)'
    """
    return f"{likelihood_words(share)} ({probability(share)})"


def topic(key: str) -> str:
    """Return what a topic is called."""
    return label_of("topics", key).name
