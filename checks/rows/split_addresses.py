"""Addresses of pages taken apart, whatever a stranger wrote into the cell."""

from urllib.parse import SplitResult, urljoin
from urllib.parse import urlsplit as _urlsplit


def urlsplit(url: str) -> SplitResult:
    """Take an address apart as urllib does; one that it refuses, as for a bracket left open, has a path and no host.

    >>> urlsplit("https://[a.org/x").hostname is None
    True
    """
    try:
        parts = _urlsplit(url)
        parts.port  # noqa: B018 - refused late
    except ValueError:
        return SplitResult("", "", url, "", "")
    return parts


def address_led_to(at: str, location: str) -> str:
    """Return the address to which a page leads from its own; an empty text if that is none of the web.

    >>> address_led_to("https://a.org/x/", "../y"), address_led_to("https://a.org/", "https://[b")
    ('https://a.org/y', '')
    """
    try:
        found = urljoin(at, location)
    except ValueError:  # as for a bracket left open
        return ""
    return found if urlsplit(found).scheme in ("http", "https") else ""
