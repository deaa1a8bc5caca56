"""Where the page of a thing lies in the site: of each claim, chip, firm, plant and claimant. Addresses never change.

In: a table and a key of it. Out: the address below the site, and Markdown that links to it or marks a place.
"""

import re

from reports.text.markdown import Markdown, escape

FOLDERS = {"targets": "claims", "chips": "chips", "firms": "firms", "fabs": "fabs", "actors": "analysts"}
EVERYTHING = "things.html"  # the page that lists them all
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def address(table: str, key: str, suffix: str = "html") -> str:
    """Return where the page of a thing lies, or another file about it. Raises ValueError for a key that is none.

    >>> address("targets", "idc-2025-half")
    'claims/idc-2025-half.html'
    """
    return f"{FOLDERS[table]}/{_checked(key)}.{suffix}"


def thing(text: object, table: str, key: str, up: str = "") -> Markdown:
    """Return a Markdown link to the page of a thing; `up` leads from the page that links to the root of the site.

    >>> thing("H20", "chips", "nvidia-h20", up="../")
    '[H20](<../chips/nvidia-h20.html>)'
    """
    return Markdown(f"[{escape(text)}](<{up}{address(table, key)}>)")


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
