"""The charts of the pages on fabs and firms: what they say follows the rows, and they can be drawn wide and narrow."""

import doctest
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reports.charts import capacity, fab_map, fab_status, firm_revenue, forest, fp8_timeline, plants, supply_chain
from reports.charts.base import Chart, svg
from reports.text.markdown import text_with_pages

Row = dict[str, Any]


def figure(**given: Any) -> Row:
    """Return a figure as the forest plots take it; 7k AI wafers, unless stated otherwise."""
    row = {
        "panel": "AI wafers", "panel_text": "Only those.", "subject": "SMIC", "period": "2025", "central": 7000.0,
        "value_low": None, "value_high": None, "bound": None, "basis": "estimated", "rank": "preferred",
        "claimant": "A bank", "as_of": "2025-09-06", "note": None, "foreign": False, "definition_id": "ai-wafers",
        "url": "https://a.org",
    }  # fmt: skip
    return row | given


def plant(**given: Any) -> Row:
    """Return a plant as the charts take it."""
    row = {
        "fab_id": "f", "name": "Fab 1", "kind": "logic", "status": "production", "operator_id": "smic",
        "operator": "SMIC", "operator_country": "CN", "beneficiary_id": None, "beneficiary": None, "city": "Wuhan",
        "latitude": 30.6, "longitude": 114.3, "location_precision": "city", "production_planned_on": None,
        "production_on": None, "summary": None, "url": "https://a.org",
    }  # fmt: skip
    return row | given


def maker(**given: Any) -> Row:
    """Return a supplier as the matrix takes it."""
    row = {
        "designer": "Biren", "all_chips": 2, "stage": "logic", "supplier": "TSMC", "country": "TW", "chips": ["BR100"],
        "bases": ["reported"], "ended": False, "last_period": None, "url": "https://a.org",
    }  # fmt: skip
    return row | given


def earned(**given: Any) -> Row:
    """Return a revenue as the small multiples take it."""
    row = {
        "firm": "Hygon", "ticker": "SSE:1", "kind": "reported", "year": 2024, "period": "2024", "central": 9.0,
        "basis": "official", "rank": "preferred", "claimant": "Hygon", "as_of": "2025-03", "url": "https://a.org",
        "note": None, "observation_id": "o",
    }  # fmt: skip
    return row | given


def both(draw: Any, rows: list[Row], height: Any) -> str:
    """Return the wide and the narrow drawing one after the other."""
    sizes = height if isinstance(height, tuple) else (height(rows, False), height(rows, True))
    chart = Chart(
        "test", "select 1", rows, lambda ax, narrow, tip: draw(ax, narrow, tip, rows), "T", "U", "A", "C", "S", sizes
    )
    return svg(chart, narrow=False) + svg(chart, narrow=True)


@pytest.mark.parametrize("module", [forest])
def test_examples_in_docstrings(module: Any) -> None:
    assert doctest.testmod(module).failed == 0


def test_meanings_of_capacity_are_counted_not_averaged() -> None:
    rows = [figure(), figure(panel="All", central=22000.0), figure(panel="All", central=5e5, period="2030")]
    assert capacity.spread_text(rows) == (
        "For 2025, published figures of advanced logic run from 7,000 to 22,000 wafers a month, under 2 different "
        "meanings of capacity."
    )
    assert "under one meaning of" in capacity.spread_text(rows[:1])


def test_yields_say_how_many_are_vague_and_leave_forecasts_out() -> None:
    rows = [
        figure(central=20.0, definition_id="yield-unspecified"),
        figure(central=35.0, value_low=30.0, value_high=40.0, definition_id="sellable"),
        figure(central=90.0, basis="forecast", definition_id="sellable"),
    ]
    said = capacity.yield_ranges(rows)
    assert "run from 20% to 40%" in said and said.endswith("2 of the 3 figures here tell which yield is meant.")
    assert "none of the 1" in capacity.yield_ranges(rows[:1])


def test_a_forest_shows_bounds_ranges_and_forecasts_apart() -> None:
    rows = [figure(bound="at-most"), figure(value_low=6000.0, value_high=8000.0, basis="forecast", claimant="<b>")]
    drawn = both(lambda ax, n, tip, r: forest.draw(ax, n, tip, r, forest.Scale(forest.thousands)), rows, forest.height)
    assert drawn.count("at most 7k") >= 2 and "6k to 8k" in drawn and "&lt;b&gt;" in drawn and "<b>" not in drawn
    assert forest.marks(rows) == "Filled dot: estimated; hollow dot: forecast."
    assert forest.style(rows[0])["mfc"] != forest.style(rows[1])["mfc"]


def test_a_range_alone_is_written_as_a_range() -> None:
    assert forest.figure(figure(value_low=25e4, value_high=3e5), forest.thousands) == "250k to 300k"
    assert forest.brief_subject(figure(period="2025-09")) == "A bank"


def test_the_map_puts_plants_of_a_city_together() -> None:
    rows = [
        plant(),
        plant(name="Fab 2", status="announced"),
        plant(name="Fab 3", city=None, latitude=None, longitude=None),
    ]
    groups = fab_map.clusters(rows, by_city=True)
    assert [(g.name, len(g.plants)) for g in groups] == [("Wuhan 2", 2)]
    drawn = both(fab_map.draw, rows, fab_map.HEIGHTS)
    assert drawn.count("Wuhan 2") == 2 and drawn.count("1 without a known site") == 2


def test_a_ring_is_cut_at_the_frame() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert sorted(fab_map.clip_ring(square, (5, 5), (20, 20))) == [(5, 5), (5, 10), (10, 5), (10, 10)]
    assert fab_map.clip_ring(square, (50, 50), (60, 60)) == []


def test_land_has_no_more_than_outlines() -> None:
    assert all(72 <= x <= 136 and 17 <= y <= 54 for ring in fab_map.land() for x, y in ring)
    assert (fab_map.THEME / "land.json").stat().st_size < 40_000


def test_the_ladder_names_every_plant_and_empty_rungs() -> None:
    rows = [
        plant(),
        plant(
            name="Fab & 2",
            status="equipping",
            production_planned_on="2026-H2",
            beneficiary_id="huawei",
            beneficiary="Huawei",
        ),
    ]
    assert plants.totals(rows) == "1 in production and 1 being equipped"
    assert fab_status.title(rows) == "1 of 2 plants are in production; the others: 1 being equipped."
    assert fab_status.title(rows[:1]) == "1 of 1 plants are in production."
    drawn = both(fab_status.draw, rows, fab_status.height)
    assert drawn.count("Fab &amp; 2, plan H2 2026") == 2 and "Cancelled" in drawn
    assert [fab_status.is_for_huawei(r) for r in rows] == [False, True]


def test_forecast_suppliers_do_not_count_as_known() -> None:
    empty = maker(designer="Hygon", stage=None, supplier=None, country=None, chips=None, bases=None, ended=None)
    rows = [maker(), maker(stage="memory", supplier="Samsung", bases=["forecast"]), empty]
    assert supply_chain.title(rows) == (
        "Of 2 Chinese designers, sources name who makes or made the die for 1 (TSMC for 1), who supplies the memory "
        "for 0 and who packages for 0, forecasts aside."
    )
    assert supply_chain.detail(rows[1]) == "1 chip, expected"
    assert supply_chain.detail(maker(ended=True, last_period="2022-10", chips=["a", "b"])) == "2 chips, to 2022"
    assert both(supply_chain.draw, rows, supply_chain.height).count("not known") == 2 * 4


def test_revenue_keeps_parts_of_years_and_forecasts_apart() -> None:
    rows = [
        earned(), earned(year=2025, period="2025-01/2025-09", central=7.0),
        earned(kind="forecast", year=2026, period="2026", central=20.0, claimant="A house"),
        earned(firm="Biren", ticker="HKEX:2", central=0.3),
    ]  # fmt: skip
    assert firm_revenue.title(rows) == "Hygon reports the highest revenue: CNY 9 bn in 2024."
    assert firm_revenue.period_label(rows[1]) == "9 m." and firm_revenue.period_label(earned(period="2026-H1")) == "H1"
    drawn = both(firm_revenue.draw, rows, firm_revenue.height)
    assert "7 (9 m.)" in drawn and "forecast by A house" in drawn


def test_the_title_of_revenue_says_who_grew_most() -> None:
    rows = [
        earned(year=2023, period="2023", central=6.0), earned(),
        earned(firm="Biren", year=2023, period="2023", central=0.1), earned(firm="Biren", central=0.3),
        earned(firm="Biren", year=2025, period="2025-01/2025-09", central=9.0),
        earned(firm="MetaX"),
    ]  # fmt: skip
    said = "designers with two full years to compare grew in the latest, Biren the most: from CNY 0.1 bn in 2023 to"
    assert firm_revenue.title(rows) == f"All 2 {said} 0.3 bn in 2024."
    rows[1]["central"] = 5.0
    assert firm_revenue.title(rows).startswith("1 of the 2 designers")


def test_stacks_made_are_held_against_stacks_imported() -> None:
    made = figure(metric_id="hbm-stack-output", central=2e6, basis="forecast", period="2026", bound="about")
    bought = figure(metric_id="hbm-stack-imports", central=8e6, period="2024")
    assert capacity.output_of_imports([bought | {"central": 5e5}, bought, made]) == (
        "The highest figure for HBM stacks made in China, about 2 million (forecast for 2026, A bank), is 25% of the "
        "highest for stacks imported, 8 million (estimated for 2024, A bank)."
    )
    assert capacity.output_of_imports([made]) == "The highest figure is about 2 million (forecast for 2026, A bank)."


def test_plants_of_a_city_stand_together_where_their_marks_would_touch() -> None:
    rows = [plant(), plant(latitude=30.8), plant(latitude=31.2), plant(city="Xiaogan")]
    assert sorted(len(g.plants) for g in fab_map.clusters(rows, by_city=False)) == [1, 1, 2]


def test_tooltips_of_plants_and_suppliers_name_the_chain_of_their_source(
    real_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(real_build / "china-ai-chips.duckdb"))
    for chart in (fab_map.fab_map(), fab_status.fab_status(), supply_chain.supply_chain(), fp8_timeline.fp8_timeline()):
        tips = re.findall(r"<title>(.*?)</title>", svg(chart, narrow=False))
        chained = sum(" Source: " in tip and bool(re.search(r" \[[ABC]\]\.$", tip)) for tip in tips)
        assert chained > 0.9 * len(tips) > 5, chart.name


def test_queries_give_rows(real: duckdb.DuckDBPyConnection) -> None:
    for sql, values in [
        (plants.SQL, []), (capacity.WAFERS, [list(capacity.LOGIC)]),
        (capacity.WAFERS, [list(capacity.MEMORY)]), (capacity.STACKS, []),
        (capacity.YIELDS, []), (supply_chain.SQL, []), (firm_revenue.SQL, []),
    ]:  # fmt: skip
        assert len(real.execute(sql, list(values)).fetchall()) > 3


def test_no_value_of_the_data_reaches_a_cell_unescaped() -> None:
    page = {"publisher": "A|<b>", "url": "https://a.org/|x"}
    assert text_with_pages("n|ote", [page]) == r"n\|ote ([A\|\<b\>](<https://a.org/%7Cx>))"
    assert text_with_pages(None, [page, page], most=1).endswith("1 more")
