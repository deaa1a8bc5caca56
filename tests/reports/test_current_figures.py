"""Which figures a chart of rivals shows at first, and that it shows all of them on request."""

from pathlib import Path

import pytest

from reports.charts.base import Chart, Row
from reports.charts.current_figures import chosen_figures, show_current
from reports_support import write_database

# One house said a thing twice and another once; a forum said it last; the house said another year and another chip.
ROWS = """
create table actors as from (values ('house', 'analyst'), ('rival', 'analyst'), ('forum', 'community'))
  as a(actor_id, kind);
create table regions as from (values ('cn', 'country'), ('cn-gd', 'province')) as r(region_id, kind);
create table observations_named as
select observation_id, claimant_id, as_of, chip_id, make_date(year, 12, 31) as ends_on, rank, 'shipments' as metric_id,
  'd1' as definition_id, null as firm_id, null as fab_id, null as process_id,
  if(observation_id = 'part', 'cn-gd', 'cn') as region_id
from (values
  ('old', 'house', '2025-03', 'a', 2025, 'preferred'), ('new', 'house', '2025-09-06', 'a', 2025, 'normal'),
  ('other', 'rival', '2025-01', 'a', 2025, 'normal'), ('post', 'forum', '2026-01', 'a', 2025, 'preferred'),
  ('next-year', 'house', '2025-03', 'a', 2026, 'preferred'), ('chip', 'house', '2025-03', 'b', 2025, 'preferred'),
  ('withdrawn', 'house', '2026-01', 'a', 2025, 'deprecated'), ('part', 'rival', '2026-02', 'a', 2025, 'preferred')
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
    assert chosen_figures(rows(*SHOWN)) == (rows(*SHOWN), rows(*CURRENT))


def test_a_figure_is_superseded_by_one_that_is_not_in_the_chart_too() -> None:
    assert chosen_figures(rows("old", "other")) == (rows("old", "other"), rows("other"))


def test_where_nothing_would_be_left_all_is_shown() -> None:
    assert chosen_figures(rows("post", "old")) == (rows("post", "old"), rows("post", "old"))


def test_of_too_many_those_of_the_country_the_preferred_and_the_new_are_drawn_first() -> None:
    """By hand: `part` is of a province; of the others four are preferred, of which `post` is newest; of those of
    2025-03 `chip` comes first by its key."""
    asked = rows("part", *SHOWN)
    assert chosen_figures(asked, most=2)[0] == rows("post", "chip")
    assert chosen_figures(asked, most=6)[0] == rows(*SHOWN)
    assert chosen_figures(asked, most=7)[0] == asked


def test_what_a_chart_has_no_room_for_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.charts.current_figures.chosen_figures", lambda rows: (rows[:2], rows[:2]))

    def make(shown: list[Row]) -> Chart:
        return Chart("c", "s", shown, lambda *_: None, "t", "u", "a", "Dots.", "", (1, 1))

    chart = show_current(rows(*SHOWN), make)  # type: ignore[arg-type]
    assert chart.caption.startswith("Dots. 2 of 6 figures are shown") and chart.rows == rows("old", "new")


def test_a_chart_has_all_its_rows_and_a_second_drawing_of_them() -> None:
    def make(shown: list[Row]) -> Chart:
        words = f"{len(shown)} figures."
        return Chart("c", "s", shown, lambda *_: None, words, "u", words, "", "", (len(shown), 2 * len(shown)))

    chart = show_current(rows(*SHOWN), make)  # type: ignore[arg-type]
    assert (chart.title, chart.height, len(chart.rows)) == ("4 figures.", (4, 8), 6)
    assert chart.everything and (chart.everything.height, chart.everything.alt) == ((6, 12), "6 figures.")
    assert chart.everything.words == "all 6 figures, with superseded ones and forum posts"
    assert show_current(rows(*CURRENT), make).everything is None  # type: ignore[arg-type]
