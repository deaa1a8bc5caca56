"""The chain of a source in a tooltip: publishers, day, reliability."""

from pathlib import Path

import pytest

from reports.text.source_chain import source_chains
from reports_support import write_database

SOURCES = """
create table sources as from (values
  ('https://a.org', 'Reuters', 'IDC', '2026-04-01', 'B'), ('https://b.org', 'Huawei', null, '2025-09', 'A'),
  ('https://c.org', 'Xueqiu', 'Xueqiu', null, 'C')
) as s(url, publisher, original_publisher, published_on, reliability)
"""


def test_the_chain_is_that_of_the_registered_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", SOURCES)))
    assert source_chains(
        ["https://c.org", "https://a.org", "https://b.org", "https://nowhere.org", "https://a.org"]
    ) == {
        "https://a.org": "IDC → Reuters, 1 April 2026 [B]",
        "https://b.org": "Huawei, Sep 2025 [A]",
        "https://c.org": "Xueqiu [C]",
    }
    assert source_chains([]) == {}
