"""Every figure for the future is scored, or says why it is not; expected values are computed by hand."""

from collections.abc import Callable
from math import log, pi, sqrt

import duckdb
import pytest
from scipy.stats import norm

from model.figure_likelihood import stated
from model.witnesses import SHARES
from model_support import figure as known
from tests_support import observation

Make = Callable[..., duckdb.DuckDBPyConnection]
ACTORS = [
    {"actor_id": "idc", "name": "IDC", "kind": "analyst"},
    {"actor_id": "house", "name": "House", "kind": "analyst"},
    {"actor_id": "person", "name": "Person", "kind": "person", "speaks_for_id": "house"},
    {"actor_id": "package", "name": "This package", "kind": "package"},
    {"actor_id": "parent", "name": "Parent", "kind": "firm", "firm_id": "parent"},
]
COUNT = {"period": "2025", "definition_id": "d1"}


def forecast(**more: str) -> dict[str, str]:
    said = COUNT | {"basis": "forecast", "claimant_id": "house", "as_of": "2025-03", "value": "200"}
    return observation("f", "chip-shipments", "units", **said | more)


def figure(**more: str) -> dict[str, str]:
    return observation("o", "chip-shipments", "units", **COUNT | {"rank": "preferred", "value": "100"} | more)


def allowed(input_id: str, central: str) -> dict[str, str]:
    return {
        "assumption_id": input_id,
        "input_id": input_id,
        "central": central,
        "unit": "ratio",
        "distribution": "fixed",
        "basis": "assumed",
        "reason": "A test.",
    }


ALLOWED = [allowed("witness-error-forecast", "0.4"), allowed("house-bias", "0.3")]  # 0.5 together


def closed_form(miss: float, spread: float) -> float:
    """Gneiting, Raftery (2007), eq. 5."""
    z = miss / spread
    return spread * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / sqrt(pi))


def test_a_forecast_is_held_against_the_preferred_figure_that_came_later(make_database: Make) -> None:
    said = forecast(value_low="90", value_high="250", interval="range", bound="about")
    con = make_database(actors=ACTORS, observations=[said, figure()], assumptions=ALLOWED)
    (row,) = con.execute("""
        select forecast_id, forecaster_id, bound, outcome_id, outcome, outcome_by_id, log_error, in_range, spread_from,
          skipped, lead_years, lead_class
        from forecast_scores
    """).fetchall()  # fmt: skip
    assert row == ("f", "house", "about", "o", 100.0, "idc", 0.693, True, "stated", None, 0.75, "half-to-one")


def test_a_bare_forecast_has_the_width_that_the_model_allows(make_database: Make) -> None:
    con = make_database(actors=ACTORS, observations=[forecast(), figure()], assumptions=ALLOWED)
    ((width, score),) = con.execute("select spread_from, crps from forecast_scores").fetchall()
    assert (width, score) == ("usual", pytest.approx(closed_form(log(2), 0.5), abs=1e-4))


def test_the_width_of_a_range_is_that_of_a_normal_of_which_it_holds_nine_tenths(make_database: Make) -> None:
    said = forecast(value_low="100", value_high="400", interval="range")
    con = make_database(actors=ACTORS, observations=[said, figure()], assumptions=ALLOWED)
    ((score,),) = con.execute("select crps from forecast_scores").fetchall()
    assert score == pytest.approx(closed_form(log(2), log(4) / (2 * norm.ppf(0.95))), abs=1e-4)


def test_shares_are_compared_by_log_odds(make_database: Make) -> None:
    """Odds of 80 % are four times those of 50 %; an error of 0.5 at 80 % is one of 2.5 in log-odds."""
    said = observation("f", "chip-unit-share", "%", **COUNT, value="80", basis="forecast", claimant_id="house",
                       as_of="2025-03")  # fmt: skip
    came = observation("o", "chip-unit-share", "%", **COUNT, value="50", rank="preferred")
    con = make_database(actors=ACTORS, observations=[said, came], assumptions=ALLOWED)
    ((error, score),) = con.execute("select log_error, crps from forecast_scores").fetchall()
    assert (error, score) == (1.386, pytest.approx(closed_form(log(4), 2.5), abs=1e-4))


@pytest.mark.parametrize("z", [-4.0, -1.0, 0.0, 0.3, 2.0])
def test_the_score_of_a_normal_in_sql(real: duckdb.DuckDBPyConnection, z: float) -> None:
    assert real.execute("select normal_crps(?, 0.7)", [0.7 * z]).fetchone() == (
        pytest.approx(closed_form(0.7 * z, 0.7), abs=2e-6),
    )


@pytest.mark.parametrize("metric", ["chip-shipments", "chip-unit-share"])
@pytest.mark.parametrize("value", [0.1, 20.0, 99.9])
def test_errors_are_even_on_the_scale_of_the_model(real: duckdb.DuckDBPyConnection, metric: str, value: float) -> None:
    unit = "%" if metric in SHARES else "units"
    found = stated(known(metric=metric, value=value))
    assert real.execute("select error_scale(?::double, ?)", [value, unit]).fetchone() == (pytest.approx(found),)


BY_ITSELF = [
    figure(claimant_id="house"),
    figure(claimant_id="person"),  # who speaks for the house
]


@pytest.mark.parametrize("came", BY_ITSELF)
def test_nobody_is_judged_by_itself(make_database: Make, came: dict[str, str]) -> None:
    con = make_database(actors=ACTORS, observations=[forecast(), came], assumptions=ALLOWED)
    assert con.execute("select skipped, log_error, crps from forecast_scores").fetchall() == [
        ("own-figure", None, None)
    ]


def test_nor_by_what_is_computed_from_its_own_figures(make_database: Make) -> None:
    part = figure(claimant_id="house", rank="normal", period="2024") | {"observation_id": "part"}
    other = figure(rank="normal", period="2023") | {"observation_id": "other"}
    total = figure(claimant_id="package", basis="derived", derivation="sum", derived_from_ids="other;part")
    con = make_database(actors=ACTORS, observations=[forecast(), part, other, total], assumptions=ALLOWED)
    assert con.execute("select skipped from forecast_scores").fetchall() == [("own-figure",)]
    houses = con.execute("select house_id from figure_houses where observation_id = 'o' order by 1").fetchall()
    assert houses == [("house",), ("idc",)]


def test_own_plans_have_an_error_and_are_in_no_average(make_database: Make) -> None:
    con = make_database(actors=ACTORS, observations=[forecast(basis="target"), figure()], assumptions=ALLOWED)
    assert con.execute("select own_plan, skipped, log_error, crps from forecast_scores").fetchall() == [
        (True, "own-plan", 0.693, None)
    ]
    assert con.execute("select count(*) from forecaster_scores").fetchall() == [(0,)]


def said_by_the_model(as_of: str, middle: str, crps: str) -> dict[str, str]:
    return {"as_of": as_of, "observation_id": "o", "p05": "50", "p50": middle, "p95": "300", "crps": crps}


def test_the_model_stands_beside_the_house_as_it_was_before_the_house_spoke(make_database: Make) -> None:
    backtests = [
        said_by_the_model("2024-01-31", "80", "0.3"), said_by_the_model("2025-01-31", "120", "0.2"),
        said_by_the_model("2025-07-31", "100", "0.1"),
    ]  # fmt: skip
    con = make_database(
        actors=ACTORS, observations=[forecast(), figure()], assumptions=ALLOWED, backtests=backtests
    )  # fmt: skip
    assert con.execute("""
        select said_on, log_error, crps, in_range, spread_from, lead_class
        from forecast_scores where forecaster_id = 'model'
    """).fetchall() == [
        ("2024-01-31", -0.223, 0.3, True, "draws", "one-to-two"),
        ("2025-01-31", 0.182, 0.2, True, "draws", "half-to-one"),
        ("2025-07-31", 0.0, 0.1, True, "draws", "under-half"),
    ]  # fmt: skip
    assert con.execute(
        "select forecast_id, model_said_on, model_forecast, model_crps from forecast_pairs"
    ).fetchall() == [("f", "2025-01-31", 120.0, 0.2)]


@pytest.mark.parametrize(("by_the_model", "ranks"), [(5, (2, 1)), (4, (None, None))])
def test_a_rank_takes_five_forecasts_and_somebody_to_compare_with(
    make_database: Make, by_the_model: int, ranks: tuple[int | None, int | None]
) -> None:
    """The house says 200 of 100 five times, which scores twice the 0.2 that the model scores each time."""
    years = range(2021, 2026)
    came = [figure(period=str(y)) | {"observation_id": f"o{y}"} for y in years]
    said = [forecast(period=str(y), as_of=f"{y - 1}-12") | {"observation_id": f"f{y}"} for y in years]
    backtests = [
        said_by_the_model("2020-01-31", "100", "0.2") | {"observation_id": f"o{y}"} for y in years[:by_the_model]
    ]
    con = make_database(actors=ACTORS, observations=[*said, *came], assumptions=ALLOWED, backtests=backtests)
    assert con.execute(
        "select forecaster_id, forecasts, mean_crps, rank from forecaster_scores where lead_class = 'all' order by 1"
    ).fetchall() == [
        ("house", 5, round(closed_form(log(2), 0.5), 3), ranks[0]), ("model", by_the_model, 0.2, ranks[1])
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "early", "came"),
    [
        ("deprecated", forecast(rank="deprecated", rank_reason="slip"), [figure()]),
        ("computed-here", forecast(basis="derived-forecast", claimant_id="package"), [figure()]),
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
    assert con.execute("select skipped, skipped_text <> '', crps from forecast_scores").fetchall() == [
        (reason, True, None)
    ]


def test_growth_rates_are_not_compared(make_database: Make) -> None:
    growth = {"region_id": "", "firm_id": "child", "period": "2025"}
    said = observation("f", "revenue-growth", "%", **growth, value="20", basis="forecast", as_of="2025-03")
    came = observation("o", "revenue-growth", "%", **growth, value="30", rank="preferred")
    con = make_database(observations=[said, came])
    assert con.execute("select skipped, outcome from forecast_scores").fetchall() == [("growth-rate", 30.0)]


@pytest.mark.parametrize(
    ("bound", "outcome", "held"), [("at-least", "250", True), ("at-least", "150", False), ("at-most", "150", True)]
)
def test_a_bound_is_held_against_the_figure_that_came(
    make_database: Make, bound: str, outcome: str, held: bool
) -> None:
    con = make_database(actors=ACTORS, observations=[forecast(bound=bound), figure(value=outcome)])
    assert con.execute("select bound_held, outcome_by_id from forecast_scores").fetchall() == [(held, "idc")]


def test_every_figure_for_the_future_is_there_once(real: duckdb.DuckDBPyConnection) -> None:
    found = real.execute("select forecast_id from forecast_scores where forecaster_id <> 'model' order by 1").fetchall()
    assert found and found == real.execute("""
        select observation_id from observations
        where not is_observed(basis) and period is not null order by 1
    """).fetchall()  # fmt: skip


def test_who_is_scored_is_no_party_to_the_outcome(real: duckdb.DuckDBPyConnection) -> None:
    assert real.execute("""
        select count(*) from forecast_scores s join figure_houses h on h.observation_id = s.outcome_id
        where s.skipped is null and h.house_id = s.forecaster_id
    """).fetchall() == [(0,)]
