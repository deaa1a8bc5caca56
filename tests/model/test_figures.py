"""What one figure says of a claimed number, by hand."""

from math import inf, sqrt
from typing import Any

import pytest

from model.figures import (
    Chances,
    attainment,
    chances_of,
    closeness,
    estimated_chances,
    estimated_quantiles,
    growth,
    mean_chances,
    probability_at_most,
    target_range,
)
from verdict_support import number, target


def test_the_distribution_hits_low_value_and_high() -> None:
    wide = number("o1", 100.0, value_low=50.0, value_high=200.0, interval="p90")
    assert [round(probability_at_most(wide, x), 6) for x in (50, 100, 200)] == [0.05, 0.5, 0.95]
    # half way in logarithms: score 1.6449 / 2 = 0.8224, of which the normal has 0.7946
    assert probability_at_most(wide, 100 * sqrt(2)) == pytest.approx(0.7946, abs=1e-4)
    # a range without stated coverage is read as 98 %, its middle as the value; below zero the normal is used
    loss = number("o2", None, value_low=-20.0, value_high=20.0, interval="range")
    assert [round(probability_at_most(loss, x), 6) for x in (-20, 0, 20)] == [0.01, 0.5, 0.99]


@pytest.mark.parametrize(
    ("basis", "accounts", "error"),
    [("estimated", False, 0.12), ("reported", False, 0.15), ("official", False, 0.02), ("official", True, 0.005)],
)
def test_a_bare_figure_has_the_error_of_its_basis(basis: str, accounts: bool, error: float) -> None:
    """The 95 % point lies 1.6449 standard errors above the figure."""
    row = number("o1", 100.0, basis=basis, accounts=accounts)
    assert probability_at_most(row, 100 * (1 + 1.6449 * error)) == pytest.approx(0.95, abs=1e-4)


def test_a_bound_leaves_nothing_on_its_wrong_side() -> None:
    assert probability_at_most(number("o1", 100.0, bound="at-least"), 99.0) == 0.0
    assert probability_at_most(number("o1", 100.0, bound="at-most"), 101.0) == 1.0


def test_about_is_below_within_or_above() -> None:
    """±10 % of 100 by a figure of 100 with 12 %: upper end ln 1.1 over ln(1.1974)/1.6449 = 0.87, of which the normal
    has 0.808; lower end ln 0.9 over ln(0.8026)/1.6449 = −0.788, 0.215."""
    found = chances_of(number("o1", 100.0), target(comparator="about"))
    assert found.below == pytest.approx(0.2153, abs=2e-3)
    assert found.above == pytest.approx(1 - 0.808, abs=2e-3)
    assert found.below + found.within + found.above == pytest.approx(1)
    # of a promise, more is kept; of a forecast it is wrong
    assert found.kept(target(comparator="about")) == pytest.approx(found.within + found.above)
    assert found.kept(target(comparator="about", speech_act="forecast")) == pytest.approx(found.within)


def test_a_ceiling_is_kept_below_it_alone() -> None:
    found = chances_of(number("o1", 90.0, basis="official", accounts=True), target(comparator="at-most"))
    assert (round(found.kept(target(comparator="at-most")), 3), found.below) == (1.0, 0.0)
    assert chances_of(number("o1", 120.0, basis="official", accounts=True), target(comparator="at-most")).above > 0.99


def test_a_range_that_is_claimed_is_met_within_it() -> None:
    claimed = target(comparator="about", value=150.0, value_low=100.0, value_high=200.0)
    assert chances_of(number("o1", 130.0, basis="official", accounts=True), claimed).within > 0.99


def test_houses_are_mixed_with_equal_weight() -> None:
    assert mean_chances([Chances(1, 0, 0), Chances(0, 0.5, 0.5)]) == Chances(0.5, 0.25, 0.25)


def test_attainment_from_the_baseline_else_of_the_value() -> None:
    assert attainment(16.0, target(value=40.0, baseline_value=10.0)) == pytest.approx(0.2)
    assert attainment(80.0, target()) == pytest.approx(0.8)
    assert attainment(400.0, target(comparator="at-most")) == pytest.approx(0.25)


ESTIMATE: dict[str, Any] = {
    "year": 2027, "tier": "all", "definition_id": "d1", "metric": "value", "ratio": "sales",
    "p05": 0.30, "p25": 0.40, "p50": 0.50, "p75": 0.60, "p95": 0.80,
}  # fmt: skip
GROWTH: dict[str, Any] = {"year": 2026, "definition_id": "d1", "metric": "units", "p05": 1.0, "p50": 1.3, "p95": 1.7}


def test_the_model_gives_the_chances_of_a_share() -> None:
    share = target(metric_id="chip-value-share", deadline="2027", value=70.0, unit="%")
    quantiles = estimated_quantiles(share, [ESTIMATE], [])
    assert quantiles == {30.0: 0.05, 40.0: 0.25, 50.0: 0.5, 60.0: 0.75, 80.0: 0.95}
    # half way from score 0.6745 to 1.6449 is 1.1597, above which the normal has 0.1231
    assert estimated_chances(quantiles, share).within == pytest.approx(0.1231, abs=1e-4)
    # beyond the quantiles the line runs on: 100 lies as far above 80 as that above 60, score 2.6153
    assert estimated_chances(quantiles, share | {"value": 100.0}).within == pytest.approx(0.0045, abs=1e-4)
    assert estimated_quantiles(dict(share) | {"firm_id": "huawei"}, [ESTIMATE], []) is None
    assert estimated_quantiles(dict(share) | {"deadline": "2028"}, [ESTIMATE], []) is None


def test_tripling_is_read_from_the_growth_of_the_estimate() -> None:
    triple = target(metric_id="supply-growth-multiple", definition_id=None, value=3.0, unit="x", deadline="2026",
                    baseline_value=1.0, baseline_period="2025")  # fmt: skip
    quantiles = estimated_quantiles(triple, [], [GROWTH])
    assert quantiles == {1.0: 0.05, 1.3: 0.5, 1.7: 0.95}
    # 3 lies (3 − 1.3) / 0.4 = 4.25 times 1.6449 above the median
    assert estimated_chances(quantiles, triple).within < 1e-9
    assert estimated_quantiles(dict(triple) | {"baseline_period": "2024"}, [], [GROWTH]) is None


SHARE = target(metric_id="chip-value-share", deadline="2027", value=70.0, unit="%")


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ({"region_id": "world"}, {}), ({"chip_id": "c1"}, {}), ({"deadline": "2027-Q1"}, {}), ({"deadline": None}, {}),
        ({"metric_id": "chip-shipments"}, {}), ({"definition_id": None}, {}), ({"definition_id": "imported"}, {}),
        ({"definition_id": "d2"}, {}), ({}, {"tier": "T1"}), ({}, {"metric": "units"}), ({}, {"ratio": "demand"}),
        ({}, {"year": 2026}), ({}, {"definition_id": "d2"}), ({}, {"p50": None}),
    ],
)  # fmt: skip
def test_the_model_is_silent_on_anything_else(cells: dict[str, Any], row: dict[str, Any]) -> None:
    assert estimated_quantiles(SHARE, [ESTIMATE], [])
    assert estimated_quantiles(dict(SHARE) | cells, [ESTIMATE | row], []) is None


@pytest.mark.parametrize(
    ("metric", "of", "ratio"),
    [("chip-unit-share", "units", "sales"), ("chip-value-share", "value", "sales"),
     ("chip-compute-share", "compute", "sales"), ("ai-chip-self-sufficiency", "value", "demand")],
)  # fmt: skip
def test_which_share_of_the_model_a_metric_is(metric: str, of: str, ratio: str) -> None:
    definition = None if ratio == "demand" else "d1"
    claimed = target(metric_id=metric, deadline="2027", value=70.0, unit="%", definition_id=definition)
    others = ESTIMATE | {"metric": "bandwidth"}
    assert estimated_quantiles(claimed, [others, ESTIMATE | {"metric": of, "ratio": ratio}], [])
    assert estimated_quantiles(claimed, [others], []) is None


@pytest.mark.parametrize("definition", ["d1", "d2", "d3", "d4"])
def test_definitions_that_the_model_knows(definition: str) -> None:
    row = ESTIMATE | {"definition_id": definition}
    assert estimated_quantiles(dict(SHARE) | {"definition_id": definition}, [row], [])
    assert (
        estimated_quantiles(dict(SHARE) | {"definition_id": definition}, [ESTIMATE | {"definition_id": "d0"}], [])
        is None
    )


@pytest.mark.parametrize("row", [{"year": 2027}, {"definition_id": "d2"}, {"metric": "value"}])
def test_the_growth_of_something_else_is_not_the_multiple(row: dict[str, Any]) -> None:
    triple = target(metric_id="supply-growth-multiple", value=3.0, unit="x", deadline="2026", baseline_period="2025")
    assert estimated_quantiles(triple, [], [GROWTH | row]) is None


def test_between_quantiles_the_normal_score_is_a_line() -> None:
    steps = {40.0: 0.05, 50.0: 0.5, 60.0: 0.95}
    assert estimated_chances(steps, dict(SHARE) | {"value": 55.0}).within == pytest.approx(0.2054, abs=1e-3)
    about = dict(SHARE) | {"value": 50.0, "comparator": "about", "speech_act": "forecast"}
    found = estimated_chances({40.0: 0.05, 50.0: 0.5, 60.0: 0.95}, about)
    assert found.below == pytest.approx(found.above) and found.within == pytest.approx(0.589, abs=1e-3)
    most = estimated_chances(
        {40.0: 0.05, 50.0: 0.5, 60.0: 0.95}, dict(SHARE) | {"value": 40.0, "comparator": "at-most"}
    )
    assert (most.below, most.within) == (0.0, pytest.approx(0.05)) and most.above == pytest.approx(0.95)


def test_what_meets_a_claim() -> None:
    assert target_range(target()) == (100.0, inf)
    assert target_range(target(comparator="at-most")) == (-inf, 100.0)
    for comparator in ("about", "equal"):
        assert target_range(target(comparator=comparator)) == pytest.approx((90.0, 110.0))
        wide = target(comparator=comparator, value_low=80.0, value_high=120.0)
        assert target_range(wide) == pytest.approx((72.0, 132.0))
    assert target_range(target(comparator="about", value=-100.0)) == pytest.approx((-110.0, -90.0))


@pytest.mark.parametrize(
    ("cells", "x", "p"),
    [
        ({"value_low": 100.0, "value_high": 100.0, "interval": "p90"}, 99.0, 0.0),
        ({"value_low": 100.0, "value_high": 100.0, "interval": "p90"}, 100.0, 1.0),
        ({"value_low": 50.0, "value_high": 400.0, "interval": "p90"}, 50.0, 0.05),
        ({"value_low": 50.0, "value_high": 400.0, "interval": "p90"}, 400.0, 0.95),
        ({"value_low": 50.0, "value_high": 400.0, "interval": "p50"}, 400.0, 0.75),
        ({"value_low": 50.0, "value_high": 400.0, "interval": "range"}, 400.0, 0.99),
        ({"value_low": -50.0, "value_high": 250.0, "interval": "p90"}, -50.0, 0.05),  # halves of a normal
        ({"value_low": -50.0, "value_high": 250.0, "interval": "p90"}, 25.0, 0.2054),
        ({"value_low": 50.0, "value_high": 400.0, "interval": "p90"}, -1.0, 0.00044),  # no logarithm of what is asked
        ({"bound": "at-least"}, 100.0, 0.5), ({"bound": "at-least"}, 1000.0, 1.0), ({"bound": "at-most"}, 99.0, 0.470),
        ({}, 100.0, 0.5),
    ],
)  # fmt: skip
def test_the_probability_of_a_figure_by_hand(cells: dict[str, Any], x: float, p: float) -> None:
    assert probability_at_most(number("o1", 100.0, **cells), x) == pytest.approx(p, abs=2e-3)


def test_attainment_where_nothing_can_be_divided() -> None:
    assert attainment(50.0, target(baseline_value=100.0)) == 0.5  # no change was promised: of the value itself
    assert attainment(0.0, target(comparator="at-most")) is None
    assert attainment(5.0, target(value=0.0)) is None
    assert attainment(0.0, target()) == 0.0
    assert attainment(5.0, target(value=0.0, baseline_value=10.0)) == 0.5


def test_closeness_is_of_both_sides_only_for_about() -> None:
    about = target(comparator="about")
    assert [closeness(x, about) for x in (None, 0.0, -1.0, 0.8, 1.25)] == [0.0, 0.0, 0.0, 0.8, 0.8]
    assert [closeness(x, target()) for x in (None, 0.0, 0.8, 1.25)] == [0.0, 0.0, 0.8, 1.25]


def test_growth_is_by_the_year() -> None:
    assert growth(100.0, 121.0, 2.0) == pytest.approx(0.1)
    assert growth(100.0, 50.0, 1.0) == pytest.approx(-0.5)
