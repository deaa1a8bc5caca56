"""What templates of pages of things call: words of a language with links in them, and texts of the data in it.

In: rows and keys, and the language of the page. Out: markup in which every value is escaped. What the data have in
English alone stands on other pages in English, marked as such.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from reports.text.addresses import FOLDERS, address, is_translated
from reports.text.labels import label_of, name_or
from reports.text.language import ENGLISH, words
from reports.text.numbers import likelihood_words, probability
from reports.text.units import in_units_of
from reports.text.values import Value

HAN = re.compile(r"[\u4e00-\u9fff]")


def say(key: str, language: str = ENGLISH, **values: object) -> Markup:
    """Return the words of a key with their places filled, each escaped unless it is markup.

    >>> say("thing-page.more", n="<b>"), say("thing-page.more", "zh", n=Markup("<b>3</b>"))
    (Markup('&lt;b&gt; more'), Markup('另有 <b>3</b> 条'))
    """
    text = escape(words(language)[key])
    return text.format(**values) if values else text


def joined(parts: Iterable[str | None], between: str, language: str = ENGLISH) -> Markup:
    """Return parts with what stands between the members of a list (`names`, `between`, `sentences`); empty ones do not
    count.

    >>> joined(["One.", "", "Two."], "sentences"), joined(["一。", "二。"], "sentences", "zh")
    (Markup('One. Two.'), Markup('一。二。'))
    """
    return escape(words(language)[f"list.{between}"]).join(part for part in parts if part)


def text_of(row: Mapping[str, Any], column: str, language: str = ENGLISH) -> Markup:
    """Return a text of a row in the language of the page, or else the English one, marked; nothing if there is none.

    >>> row = {"name": "SMIC", "name_zh": "中芯国际", "scope": "A & B"}
    >>> text_of(row, "name", "zh"), text_of(row, "scope"), text_of(row, "scope", "zh")
    (Markup('中芯国际'), Markup('A &amp; B'), Markup('<span lang="en">A &amp; B</span>'))
    """
    return escape(row.get(f"{column}_{language}") or "") or as_english(row[column], language)


def as_english(text: object, language: str = ENGLISH) -> Markup:
    """Return a text or a name that may be in English, marked where the page is not.

    >>> as_english("Reuters"), as_english("Reuters", "zh"), as_english("新华社", "zh"), as_english(None, "zh")
    (Markup('Reuters'), Markup('<span lang="en">Reuters</span>'), Markup('新华社'), Markup(''))
    """
    written = escape("" if text is None else text)
    plain = language == ENGLISH or not written or HAN.search(written)
    return written if plain else Markup('<span lang="en">{}</span>').format(written)


def label(vocabulary: str, code: str, language: str = ENGLISH) -> Markup:
    """Return what a key of the vocabulary is called in the language of the page, or else in English, marked."""
    return as_english(name_or(label_of(vocabulary, code).name, vocabulary, code, language), language)


def outside(text: object, url: str | None) -> Markup:
    """Return a link to a page elsewhere; anything but http(s) is shown as text.

    >>> outside("A & B", "https://a.org/?x=1&y=2"), outside("A", "javascript:alert(1)")
    (Markup('<a href="https://a.org/?x=1&amp;y=2">A &amp; B</a>'), Markup('A'))
    """
    if not (url or "").lower().startswith(("https://", "http://")):
        return escape(text)
    return Markup('<a href="{}">{}</a>').format(url, text)


def thing_link(table: str, key: str | None, text: object, language: str = ENGLISH) -> Markup:
    """Return a link from the page of one thing to that of another, saying so if that is in English; without a key the
    text.

    >>> thing_link("chips", "h20", "H20"), thing_link("chips", None, "<b>"), thing_link("targets", "a", "甲", "zh")
    (Markup('<a href="../chips/h20.html">H20</a>'), Markup('&lt;b&gt;'), Markup('<a href="../claims/a.html">甲</a>'))
    >>> thing_link("chips", "h20", "H20", "zh")
    Markup('<a href="../../chips/h20.html" hreflang="en">H20<small>（英文）</small></a>')
    """
    if not key:
        return escape(text)
    if language == ENGLISH or is_translated(table, language):
        return Markup('<a href="../{}">{}</a>').format(address(table, key), text)
    link = Markup('<a href="{}" hreflang="en">{}<small>{}</small></a>')
    return link.format(to_english(address(table, key), language), text, words(language)["site.foreign"])


def to_english(path: str, language: str = ENGLISH) -> str:
    """Return the way from the page of a thing to a path at the root of the site, where all is in English.

    >>> to_english("claims/a.json"), to_english("claims/a.json", "zh")
    ('../claims/a.json', '../../claims/a.json')
    """
    return f"{'../' if language == ENGLISH else '../../'}{path}"


def amount(row: Mapping[str, Any], language: str = ENGLISH) -> str:
    """Write the value of a row with its range, bound and unit; nothing if it has none.

    >>> row = {"value": 9, "value_low": None, "value_high": None, "bound": "at-least", "unit": "units"}
    >>> amount(row), amount(row | {"value": 90000}, "zh")
    ('at least 9 units', '至少 9 万颗')
    """
    if row["value"] is None and row["value_low"] is None:
        return ""
    value = Value(row["value"], row["value_low"], row["value_high"], row.get("bound"), unit=row["unit"] or "")
    return in_units_of(value, language).text(language)


def verdict(row: Mapping[str, Any], language: str = ENGLISH) -> Markup:
    """Return the status of a claim, and how likely it is kept, if that is known.

    >>> verdict({"status": "met", "probability": 0.95}), verdict({"status": "met", "probability": None})
    (Markup('<strong>met</strong>, very likely (95%)'), Markup('<strong>met</strong>'))
    """
    status = Markup("<strong>{}</strong>").format(label("statuses", row["status"], language))
    if row["probability"] is None:
        return status
    return say("verdict.with-chance", language, verdict=status, **chance(row["probability"], language))


def chance(share: float, language: str = ENGLISH) -> dict[str, str]:
    """Return what sentences on a probability are filled with.

    >>> chance(0.0231)
    {'likelihood': 'very unlikely', 'share': '2%'}
    """
    return {"likelihood": likelihood_words(share, language), "share": probability(share, language)}


def list_address(table: str, language: str = ENGLISH) -> str:
    """Return the way from the page of a thing to the list of all of its kind.

    >>> list_address("chips"), list_address("targets", "zh")
    ('../things.html#chips', '../claims.html#every-claim')
    """
    return f"../things.html#{FOLDERS[table]}" if language == ENGLISH else f"../{FOLDERS[table]}.html#every-claim"
