"""Every figure for the future is scored, or stands among those that are not, with the reason."""

from collections.abc import Callable

import duckdb
import pytest

from tests_support import observation

Make = Callable[..., duckdb.DuckDBPyConnection]
ACTORS = [
    {"actor_id": "idc", "name": "IDC", "kind": "analyst"},
    {"actor_id": "house", "name": "House", "kind": "analyst"},
    {"actor_id": "parent", "name": "Parent", "kind": "firm", "firm_id": "parent"},
]
COUNT = {"period": "2025", "definition_id": "d1"}


def forecast(**more: str) -> dict[str, str]:
    said = COUNT | {"basis": "forecast", "claimant_id": "house", "as_of": "2025-03", "value": "200"}
    return observation("f", "chip-shipments", "units", **said | more)


def figure(**more: str) -> dict[str, str]:
    return observation("o", "chip-shipments", "units", **COUNT | {"rank": "preferred", "value": "100"} | more)


def test_a_forecast_is_held_against_the_preferred_figure_that_came_later(make_database: Make) -> None:
    said = forecast(value_low="90", value_high="250", interval="range", bound="about")
    con = make_database(actors=ACTORS, observations=[said, figure()])
    assert con.execute(
        "select forecast_id, claimant_id, bound, outcome_id, outcome, outcome_by_id, judged_by_own_figure, log_ratio, "
        "in_range from forecast_scores"
    ).fetchall() == [("f", "house", "about", "o", 100.0, "idc", False, 0.693, True)]
    assert con.execute("select count(*) from forecasts_unscored").fetchall() == [(0,)]


def test_a_house_that_is_judged_by_itself_is_marked(make_database: Make) -> None:
    con = make_database(actors=ACTORS, observations=[forecast(), figure(claimant_id="house")])
    assert con.execute("select judged_by_own_figure from forecast_scores").fetchall() == [(True,)]


@pytest.mark.parametrize(
    ("reason", "early", "came"),
    [
        ("deprecated", forecast(rank="deprecated", rank_reason="slip"), [figure()]),
        ("own-plan", forecast(basis="target"), [figure()]),
        ("own-plan", forecast(claimant_id="parent", firm_id="parent"), [figure(firm_id="parent")]),
        ("said-late", forecast(as_of="2026-01"), [figure(as_of="2026-02")]),
        ("bound", forecast(bound="at-least"), [figure()]),
        ("bound", forecast(bound="at-most"), []),
        ("not-due", forecast(period="2026"), [figure()]),
        ("no-figure", forecast(), []),
        ("no-figure", forecast(), [figure(period="2024")]),
        ("other-definition", forecast(), [figure(definition_id="one-vendor")]),
        ("none-preferred", forecast(), [figure(rank="normal")]),
        ("early-figure", forecast(as_of="2025"), [figure(as_of="2025-11")]),
        ("bound-of-figure", forecast(), [figure(bound="at-least")]),
        ("not-positive", forecast(), [figure(value="0")]),
    ],
)
def test_what_is_not_scored_says_why(make_database: Make, reason: str, early: dict[str, str], came: list) -> None:
    other = observation("x", "chip-unit-share", "%", period="2024", value="1")  # sets the day until which data go
    con = make_database(actors=ACTORS, observations=[early, *came, other])
    assert con.execute("select reason, reason_text <> '' from forecasts_unscored").fetchall() == [(reason, True)]
    assert con.execute("select count(*) from forecast_scores").fetchall() == [(0,)]


def test_growth_rates_are_not_compared(make_database: Make) -> None:
    growth = {"region_id": "", "firm_id": "child", "period": "2025"}
    said = observation("f", "revenue-growth", "%", **growth, value="20", basis="forecast", as_of="2025-03")
    came = observation("o", "revenue-growth", "%", **growth, value="30", rank="preferred")
    con = make_database(observations=[said, came])
    assert con.execute("select reason, outcome from forecasts_unscored").fetchall() == [("growth-rate", 30.0)]


@pytest.mark.parametrize(
    ("bound", "outcome", "held"), [("at-least", "250", True), ("at-least", "150", False), ("at-most", "150", True)]
)
def test_a_bound_is_held_against_the_figure_that_came(make_database: Make, bound: str, outcome: str, held) -> None:
    con = make_database(actors=ACTORS, observations=[forecast(bound=bound), figure(value=outcome)])
    assert con.execute("select bound_held, outcome_by_id from forecasts_unscored").fetchall() == [(held, "idc")]


def test_every_figure_for_the_future_is_in_one_of_the_two(real: duckdb.DuckDBPyConnection) -> None:
    shared_out = real.execute("""
        select forecast_id from forecast_scores union all select forecast_id from forecasts_unscored order by 1
    """).fetchall()
    assert shared_out and shared_out == real.execute("""
        select observation_id from observations
        where not is_observed(basis) and period is not null order by 1
    """).fetchall()  # fmt: skip
