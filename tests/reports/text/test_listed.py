"""Which figures a page shows of more than anybody reads, and that it says so."""

from typing import Any

import duckdb
import pytest

from reports.pages import published
from reports.pages.published import figures_table, period_text
from reports.text.listed import PLACE, first_of, left_out

# a figure of a province; of the country one withdrawn, one preferred of long ago, two rivals of different age
FIGURES = """
create table o as from (values
  ('part', 'cn-gd', 'preferred', '2026-09'), ('withdrawn', 'cn', 'deprecated', '2026-08'),
  ('old', 'cn', 'normal', '2024-01'), ('new', 'cn', 'normal', '2026-01'), ('best', 'cn', 'preferred', '2023-01'),
  ('of-a-firm', null, 'normal', '2025-01')
) as o(observation_id, region_id, rank, as_of);
create table r as from (values ('cn', 'country'), ('cn-gd', 'province')) as r(region_id, kind);
"""


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    con = duckdb.connect()
    con.execute(FIGURES)
    found = con.execute(f"select observation_id, {PLACE} from o left join r using (region_id) order by observation_id")
    return [{"observation_id": key, "place": place} for key, place in found.fetchall()]


def test_the_first_are_of_the_country_in_use_preferred_and_new(rows: list[dict[str, Any]]) -> None:
    in_order = sorted(rows, key=lambda r: r["place"])
    assert [r["observation_id"] for r in in_order] == ["best", "new", "of-a-firm", "old", "withdrawn", "part"]


def test_those_that_are_shown_keep_their_order(rows: list[dict[str, Any]]) -> None:
    assert [r["observation_id"] for r in first_of(rows, 3)] == ["best", "new", "of-a-firm"]
    assert first_of(rows, 6) == rows and first_of([], 3) == []


def test_what_is_left_out_is_said_and_nothing_else() -> None:
    assert left_out(400, 12345).startswith("400 of 12,345 figures are shown") and left_out(7, 7) == ""


def test_a_table_of_too_many_says_of_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"observation_id": "a", "metric_id": "m", "period": "2025", "starts_on": None, "central": 7.0,
           "value_low": None, "value_high": None, "bound": None, "unit": "units", "basis": "estimated",
           "rank": "normal", "rank_reason": None, "claimant_id": "idc", "claimant": "IDC", "as_of": "2026-01",
           "url": "https://example.org/a", "note": None}  # fmt: skip
    found = [row | {"observation_id": f"a{n}", "place": n} for n in (3, 1, 2)]
    monkeypatch.setattr(published, "first_of", lambda rows: first_of(rows, 2))
    text = figures_table(found, {"Period": period_text})
    assert "2 of 3 figures are shown" in text and "a1" in text and "a2" in text and "a3" not in text
    assert "figures are shown" not in figures_table(found[:2], {"Period": period_text})
