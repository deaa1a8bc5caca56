"""Where the page of a thing lies in the site: of each claim, chip, firm, plant and claimant. Addresses never change.

In: a table and a key of it. Out: the address below the site, and Markdown that links to it or marks a place.
"""

import re

from reports.text.language import ENGLISH, words
from reports.text.markdown import Markdown, escape, link

TRANSLATED = ("targets",)  # tables whose things have a page in each language of the site
FOLDERS = {"targets": "claims", "chips": "chips", "firms": "firms", "fabs": "fabs", "actors": "analysts"}
EVERYTHING = "things.html"  # the page that lists them all
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def address(table: str, key: str, suffix: str = "html", language: str = ENGLISH) -> str:
    """Return where the page of a thing lies, or another file about it: that of the language if there is one, else the
    English one. Raises ValueError for a key that is none.

    >>> address("targets", "idc-2025-half")
    'claims/idc-2025-half.html'
    >>> address("targets", "a", language="zh"), address("chips", "a", language="zh")
    ('zh/claims/a.html', 'chips/a.html')
    """
    folder = f"{language}/" if is_translated(table, language) else ""
    return f"{folder}{FOLDERS[table]}/{_checked(key)}.{suffix}"


def is_translated(table: str, language: str) -> bool:
    """Tell whether things of a table have pages in a language other than English, which lies at the root of the site.

    >>> is_translated("targets", "zh"), is_translated("chips", "zh"), is_translated("targets", "en")
    (True, False, False)
    """
    return language != ENGLISH and table in TRANSLATED


def thing(text: object, table: str, key: str, language: str = ENGLISH) -> Markdown:
    """Return a Markdown link to the page of a thing, from a page in a language; it says so if it leads to English.

    >>> thing("H20", "chips", "nvidia-h20"), thing("A", "targets", "a", "zh")
    ('[H20](<chips/nvidia-h20.html>)', '[A](<claims/a.html>)')
    >>> thing("H20", "chips", "nvidia-h20", "zh")
    '[H20（英文）](<../chips/nvidia-h20.html>){hreflang="en"}'
    """
    if language != ENGLISH and not is_translated(table, language):
        foreign = escape(words(language)["site.foreign"])
        return Markdown(f'[{escape(text)}{foreign}](<../{address(table, key)}>){{hreflang="en"}}')
    return Markdown(f"[{escape(text)}](<{address(table, key)}>)")


def with_source(linked: str, url: str, language: str = ENGLISH) -> Markdown:
    """Return a link to the page of a thing with one to its source beside it.

    >>> with_source(thing("H20", "chips", "nvidia-h20"), "https://a.org")
    '[H20](<chips/nvidia-h20.html>) ([source](<https://a.org>))'
    """
    return Markdown(
        words(language).fill("thing.with-source", thing=linked, source=link(words(language)["thing.source"], url))
    )


def anchor(key: str) -> Markdown:
    """Return an empty place in a page that a link can lead to.

    >>> anchor("nvidia-h20")
    '[]{#nvidia-h20}'
    """
    return Markdown(f"[]{{#{_checked(key)}}}")


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key of a row")
    return key
