"""Where the page of a thing lies in the site: of each claim, chip, firm, plant and claimant. Addresses never change.

In: a table and a key of it. Out: the address below the site, and Markdown that links to it or marks a place.
"""

import re

from reports.text.language import ENGLISH, words
from reports.text.markdown import Markdown, escape, link

FOLDERS = {"targets": "claims", "chips": "chips", "firms": "firms", "fabs": "fabs", "actors": "analysts"}
EVERYTHING = "things.html"  # the page that lists them all
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def address(table: str, key: str, suffix: str = "html") -> str:
    """Return where the page of a thing lies, or another file about it. Raises ValueError for a key that is none.

    >>> address("targets", "idc-2025-half")
    'claims/idc-2025-half.html'
    """
    return f"{FOLDERS[table]}/{_checked(key)}.{suffix}"


def thing(text: object, table: str, key: str, language: str = ENGLISH) -> Markdown:
    """Return a Markdown link to the page of a thing, from a page in a language.

    >>> thing("H20", "chips", "nvidia-h20"), thing("H20", "chips", "nvidia-h20", "zh")
    ('[H20](<chips/nvidia-h20.html>)', '[H20](<../chips/nvidia-h20.html>)')
    """
    up = "" if language == ENGLISH else "../"  # English lies at the root of the site, others in a folder
    return Markdown(f"[{escape(text)}](<{up}{address(table, key)}>)")


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
