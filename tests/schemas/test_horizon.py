"""The horizon is the newest dated page, by table and by topic; a page without a date moves nothing."""

from collections.abc import Callable
from datetime import date

import duckdb

from tests_support import observation

PAGE = {
    "title": "A page",
    "publisher": "P",
    "accessed_on": "2026-11-01",
    "language": "en",
    "kind": "news",
    "reliability": "B",
}


def test_the_newest_dated_page_counts(make_database: Callable[..., duckdb.DuckDBPyConnection]) -> None:
    dates = {"s1": "2025-08-27", "s2": "2026-10", "s3": "", "s4": "2026-11-01"}  # nobody names the last
    con = make_database(
        sources=[
            PAGE | {"source_id": key, "url": f"https://a.org/{key}", "published_on": day} for key, day in dates.items()
        ],
        observations=[
            observation("o1", "chip-unit-share", "%", period="2025", value="41", source_id="s1"),
            observation("o2", "chip-unit-share", "%", period="2024", value="30", source_id="s3"),
            observation("o3", "chip-value-share", "%", period="2025", value="58", source_id="s2"),
        ],
    )
    found = con.execute("select topic_id, newest_on, pages, undated from horizon where table_name = 'observations'")
    assert found.fetchall() == [(None, date(2026, 10, 1), 3, 1), ("share", date(2026, 10, 1), 3, 1)]
