"""The chain of a source: who said it first, whose page was read, on which day, and how reliable that page is."""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.query import query
from reports.text.dates import moment

SOURCES = """
select url, publisher, original_publisher, published_on, reliability from sources
where list_contains(?, url)
order by url
"""


def source_chains(urls: Iterable[str]) -> dict[str, str]:
    """Return the chain of each registered source by its address."""
    wanted = sorted(set(urls))
    return {r["url"]: chain_text(r) for r in query(SOURCES, wanted)} if wanted else {}


def chain_text(source: Mapping[str, Any]) -> str:
    """Write a source's publishers, the first first, its day and its reliability.

    >>> chain_text({"original_publisher": "IDC", "publisher": "Reuters", "published_on": "2026-04-01",
    ...     "reliability": "B"})
    'IDC → Reuters, 1 April 2026 [B]'
    >>> chain_text({"original_publisher": None, "publisher": "Huawei", "published_on": None, "reliability": "A"})
    'Huawei [A]'
    """
    publishers = dict.fromkeys(filter(None, (source["original_publisher"], source["publisher"])))
    when = moment(source["published_on"])
    return f"{', '.join(filter(None, (' → '.join(publishers), when)))} [{source['reliability']}]"
