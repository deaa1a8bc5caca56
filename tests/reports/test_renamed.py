"""Names are for readers: with every display name, title, note and statement changed, no chart loses a row."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chart_catalogue import CHARTS, build_database
from reports.pages.published import last_full_year
from reports.query import query
from schemas.cells import TextTable, read_tables
from schemas.package import read_package
from scripts.build import DATABASE

NAMES = {
    "name", "name_zh", "short_name", "title", "short_title", "original_title", "publisher", "original_publisher",
    "note", "summary", "summary_zh", "statement", "statement_zh", "description", "reason", "rank_reason", "locator",
    "subject",
}  # fmt: skip
PRIVATE = "\u2020"  # a sign that no name has


def renamed(table: TextTable) -> TextTable:
    """Return the table with another text in each cell of words."""
    return replace(
        table,
        columns={
            column: [cell and f"{PRIVATE}{n} {cell[::-1].strip()}" for n, cell in enumerate(cells)]
            if column in NAMES
            else cells
            for column, cells in table.columns.items()
        },
    )


@pytest.fixture(scope="module")
def other_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("renamed") / DATABASE
    build_database(path, {name: renamed(table) for name, table in read_tables(read_package()).items()})
    return path


@pytest.fixture
def in_other_words(other_words: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHINA_AI_CHIPS_DB", str(other_words))
        yield


def test_the_names_are_others(in_other_words: None) -> None:
    assert query("select count(*) as n from metrics where not starts_with(name, ?)", PRIVATE) == [{"n": 0}]
    assert query("select count(*) as n from labels where language = 'en' and contains(name, ?)", PRIVATE)[0]["n"] > 100


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_keeps_its_rows(name: str, built: None, other_words: Path) -> None:
    year = last_full_year()
    before = len(CHARTS[name](year).rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHINA_AI_CHIPS_DB", str(other_words))
        assert len(CHARTS[name](year).rows) == before > 0


def test_a_view_keeps_its_rows(built: None, other_words: Path) -> None:
    views = [r["name"] for r in query("select view_name as name from duckdb_views() where not internal")]
    counted = " union all ".join(f"select '{view}' as view, count(*) as n from {view}" for view in views)
    before = query(counted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHINA_AI_CHIPS_DB", str(other_words))
        assert query(counted) == before
