"""The sentence on how new the pages are, on a small database."""

from pathlib import Path

import pytest

from reports.pages.horizon import horizon
from reports_support import write_database

PAGES = """
create table horizon as from (values
  ('chip_suppliers', null, date '2026-09-22'), ('targets', null, null), ('fabs', null, date '2026-08-05'),
  ('observations', 'hbm', date '2026-10-01'), ('observations', 'yield', date '2026-09-09')
) h(table_name, topic_id, newest_on);
"""


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "small.duckdb", PAGES)))


def test_tables_and_topics_are_named_with_their_newest_day(database: None) -> None:
    assert horizon("targets", "chip_suppliers", topics=("hbm",)).sentence.replace("\\", "") == (
        "The newest dated page behind the figures, by subject: "
        "Chip suppliers 22 September 2026; HBM and DRAM 1 October 2026."
    )
