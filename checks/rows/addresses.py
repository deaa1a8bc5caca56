"""Addresses of pages taken apart, whatever a stranger wrote into the cell."""

from urllib.parse import SplitResult
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
