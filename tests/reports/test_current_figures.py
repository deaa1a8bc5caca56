"""Which figures a chart of rivals shows at first, and that it shows all of them on request."""

from pathlib import Path

import pytest

from reports.charts.base import Chart, Row
from reports.charts.current_figures import current_figures, show_current
from reports_support import write_database

# One house said a thing twice and another once; a forum said it last; the house said another year and another chip.
ROWS = """
create table actors as from (values ('house', 'analyst'), ('rival', 'analyst'), ('forum', 'community'))
  as a(actor_id, kind);
create table regions as from (values ('cn', 'country'), ('cn-gd', 'province')) as r(region_id, kind);
create table observations_named as
select observation_id, claimant_id, as_of, chip_id, make_date(year, 12, 31) as ends_on, rank, 'shipments' as metric_id,
  'd1' as definition_id, null as firm_id, null as fab_id, null as process_id, 'cn' as region_id
from (values
  ('old', 'house', '2025-03', 'a', 2025, 'preferred'), ('new', 'house', '2025-09-06', 'a', 2025, 'normal'),
  ('other', 'rival', '2025-01', 'a', 2025, 'normal'), ('post', 'forum', '2026-01', 'a', 2025, 'preferred'),
  ('next-year', 'house', '2025-03', 'a', 2026, 'preferred'), ('chip', 'house', '2025-03', 'b', 2025, 'preferred'),
  ('withdrawn', 'house', '2026-01', 'a', 2025, 'deprecated')
) as o(observation_id, claimant_id, as_of, chip_id, year, rank)
"""
SHOWN = ["old", "new", "other", "post", "next-year", "chip"]
CURRENT = ["new", "other", "next-year", "chip"]


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", ROWS)))


def rows(*ids: str) -> list[Row]:
    return [{"observation_id": i} for i in ids]


def test_posts_and_what_the_same_house_said_anew_are_left_out() -> None:
    assert current_figures(rows(*SHOWN)) == rows(*CURRENT)


def test_a_figure_is_superseded_by_one_that_is_not_in_the_chart_too() -> None:
    assert current_figures(rows("old", "other")) == rows("other")


def test_where_nothing_would_be_left_all_is_shown() -> None:
    assert current_figures(rows("post", "old")) == rows("post", "old")


def test_a_chart_has_all_its_rows_and_a_second_drawing_of_them() -> None:
    def make(shown: list[Row]) -> Chart:
        words = f"{len(shown)} figures."
        return Chart("c", "s", shown, lambda *_: None, words, "u", words, "", "", (len(shown), 2 * len(shown)))

    chart = show_current(rows(*SHOWN), make)  # type: ignore[arg-type]
    assert (chart.title, chart.height, len(chart.rows)) == ("4 figures.", (4, 8), 6)
    assert chart.everything and (chart.everything.height, chart.everything.alt) == ((6, 12), "6 figures.")
    assert chart.everything.words == "all 6 figures, with superseded ones and forum posts"
    assert show_current(rows(*CURRENT), make).everything is None  # type: ignore[arg-type]
