"""The indicator: nested definitions, the published anchors of 2025, seeds, and what bears on a cell."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pytest

from model.distributions import InputError
from model.indicator import (
    DEFINITIONS,
    METRICS,
    QUANTILES,
    RATIOS,
    TIERS,
    YEARS,
    Cell,
    Setting,
    cells,
    estimate,
    inputs_behind,
    quantiles,
    years,
)
from model.inputs import Draws, Inputs

N = 2_000
NOW = Setting(last_full_year=2025)
SETTINGS = {
    "central": NOW,
    "in proportion": Setting(2025, foreign_first=False),
    "fully good": Setting(2025, yield_kind="fully-good"),
    "a year earlier": Setting(2024),
}
Found = Mapping[tuple[int, str, str, str, str], Cell]


def found(inputs: Inputs, setting: Setting = NOW, n: int = N, seed: int = 5) -> Found:
    return {(c.year, c.tier, c.definition, c.metric, c.ratio): c for c in cells(Draws(inputs, n, seed), setting)}


@pytest.fixture(scope="module")
def now(committed: Inputs) -> Found:
    """Return all cells of the central setting."""
    return found(committed, n=5_000)


def middle(now: Found, definition: str, metric: str, ratio: str = "sales", year: int = 2025) -> float:
    draws = now[year, "all", definition, metric, ratio].draws
    assert draws is not None
    return float(np.median(draws))


# Structure


def test_every_cell_is_there_once(committed: Inputs) -> None:
    places = [(c.year, c.tier, c.definition, c.metric, c.ratio) for c in cells(Draws(committed, 20, 1), NOW)]
    wanted = {(y, t, d, m, r) for y in YEARS for t in TIERS for d in DEFINITIONS for m in METRICS for r in RATIOS}
    assert len(places) == len(set(places)) and set(places) == wanted


def test_status_says_what_is_past_present_and_future(now: Found) -> None:
    for (year, _, definition, _, _), cell in now.items():
        known = {2026: "nowcast", 2027: "projection", 2028: "projection"}.get(year, "estimate")
        assert cell.status == ("not-estimable" if definition == "d5" else known)
        assert (cell.draws is None) == (definition == "d5")


@pytest.mark.parametrize("setting", SETTINGS)
def test_definitions_are_nested_in_every_draw_and_cell(committed: Inputs, setting: str) -> None:
    here = found(committed, SETTINGS[setting])
    for year, tier, definition, metric, ratio in here:
        for wide, narrow in pairwise(DEFINITIONS[:5]):
            if wide == definition:
                a, b = (here[year, tier, d, metric, ratio].draws for d in (wide, narrow))
                assert a is not None and b is not None
                assert np.all(a >= b * (1 - 1e-12)), (year, tier, wide, metric, ratio)


@pytest.mark.parametrize("setting", SETTINGS)
def test_draws_are_finite_and_shares_of_sales_between_nothing_and_all(committed: Inputs, setting: str) -> None:
    """D0 is left out: it is D1 with the share sold under Chinese brands on top, of which no more is known."""
    for (_, _, definition, _, ratio), cell in found(committed, SETTINGS[setting]).items():
        if cell.draws is not None:
            assert np.all(np.isfinite(cell.draws)) and cell.draws.min() >= 0
            if ratio == "sales" and definition != "d0":
                assert cell.draws.max() <= 1 + 1e-12


def test_the_widest_definition_is_a_share_too(now: Found) -> None:
    for (_, _, _, _, ratio), cell in now.items():
        assert cell.draws is None or ratio == "demand" or cell.draws.max() <= 1


@pytest.mark.parametrize("setting", SETTINGS)
def test_banks_are_never_negative_and_only_run_down(committed: Inputs, setting: str) -> None:
    draw = Draws(committed, N, 5)
    left = {"dies": draw("foreign-die-bank-total", 2022), "stacks": draw("foreign-hbm-bank-total", 2022)}
    for _, made in years(draw, SETTINGS[setting]):
        for bank in left:
            assert made.banks_left[bank].min() >= 0 and made.bank_use[bank].min() >= 0
            assert made.banks_left[bank] + made.bank_use[bank] == pytest.approx(left[bank], abs=1e-3)
            left[bank] = made.banks_left[bank]


def test_foreign_first_is_never_more_domestic_than_in_proportion(committed: Inputs) -> None:
    """In the first year that follows from production; later the banks have run down differently."""
    first, even = found(committed), found(committed, SETTINGS["in proportion"])
    for place, cell in first.items():
        other = even[place].draws
        if cell.draws is not None and other is not None and place[2] == "d2" and place[0] <= 2026:
            assert np.all(cell.draws <= other + 1e-9), place


def test_less_hbm_lowers_what_is_designed_and_what_is_made_at_home(committed: Inputs) -> None:
    """Draw by draw: fewer stacks mean fewer packages with HBM, and fewer of those with domestic HBM."""
    low, high = (found(committed.changed([f"domestic-hbm-supply:2026={n}"])) for n in (300_000, 3_000_000))
    for definition in ("d1", "d3"):
        a, b = (here[2026, "all", definition, "compute", "sales"].draws for here in (low, high))
        assert a is not None and b is not None and np.median(a) < np.median(b), definition


# Published anchors


def test_units_of_2025_are_those_that_idc_counted(now: Found) -> None:
    """IDC: Chinese-designed cards were 41 % of all accelerator cards shipped in China in 2025."""
    assert middle(now, "d1", "units") == pytest.approx(0.41, abs=0.03)


def test_value_of_2025_is_near_that_of_bernstein(now: Found) -> None:
    """Bernstein: local chips worth 16 of 37 billion dollars, 43 %."""
    assert middle(now, "d1", "value") == pytest.approx(0.43, abs=0.04)


def test_value_over_demand_of_2025_does_not_close(now: Found) -> None:
    """The same 43 % against our share of demand: our median is about 6 points lower, the figure within our interval."""
    draws = now[2025, "all", "d1", "value", "demand"].draws
    assert draws is not None
    low, high = np.quantile(draws, (0.05, 0.95))
    assert np.median(draws) < 0.43 - 0.04 and low < 0.43 < high


def test_what_was_bought_was_wanted(now: Found) -> None:
    """Of a past year, no share of demand is above the same share of sales."""
    for (year, tier, definition, metric, ratio), cell in now.items():
        if ratio == "demand" and year <= 2025 and cell.draws is not None:
            sold = now[year, tier, definition, metric, "sales"].draws
            assert sold is not None and (cell.draws <= sold).all()


@pytest.mark.parametrize("metric", METRICS)
def test_made_at_home_is_far_below_designed_at_home_in_2025(now: Found, metric: str) -> None:
    d1, d2, d3 = (middle(now, d, metric) for d in ("d1", "d2", "d3"))
    assert d2 < 0.6 * d1
    assert d3 < 0.05 * d1


@pytest.mark.parametrize("metric", ["units", "value"])
def test_the_stricter_the_definition_the_wider_the_interval_in_2025(now: Found, metric: str) -> None:
    """Width of the 90 % interval over the median."""
    widths = []
    for definition in ("d1", "d2", "d3"):
        draws = now[2025, "all", definition, metric, "sales"].draws
        assert draws is not None
        low, mid, high = np.quantile(draws, [0.05, 0.5, 0.95])
        widths.append((high - low) / mid)
    assert widths[1] > 1.5 * widths[0]
    assert widths[2] > widths[1]


def test_units_of_2025_by_hand(committed: Inputs) -> None:
    """All inputs of the cell fixed at IDC's counts and 120,000 smuggled: 1.65 of 4.13 million."""
    counts = {"domestic-shipments": 1_650_000, "licensed-imports-all": 2_360_000, "smuggled-imports": 120_000,
              "licensed-imports-t1": 480_000}  # fmt: skip
    fixed = committed.changed([f"{k}:2025={v}" for k, v in counts.items()])
    draws = found(fixed, n=50)[2025, "all", "d1", "units", "sales"].draws
    assert draws == pytest.approx(np.full(50, 1.65 / 4.13))


# Rows


def test_same_seed_same_rows_other_seed_others(committed: Inputs) -> None:
    one, again, other = (estimate(committed, 500, seed, NOW) for seed in (1, 1, 2))
    assert one == again
    differ = [a["year"] for a, b in zip(one, other, strict=True) if a["p50"] != b["p50"]]
    assert set(differ) == set(YEARS)
    keys = ("year", "tier", "definition_id", "metric", "ratio", "model_version", "status")
    assert [[r[k] for k in keys] for r in one] == [[r[k] for k in keys] for r in other]


def test_quantiles_of_rows_are_in_order_and_nested(committed: Inputs) -> None:
    for row in estimate(committed, 500, 1, NOW):
        ends = [row[q] for q in ("p05", "p25", "p50", "p75", "p95")]
        if row["definition_id"] == "d5":
            assert ends == [None] * 5
        else:
            assert ends == sorted(ends)  # type: ignore[type-var]


def test_quantiles_by_hand() -> None:
    """Of 0, 1 … 100 in any order the quantiles are their own places."""
    shuffled = np.random.default_rng(1).permutation(101).astype(float)
    assert quantiles(shuffled).tolist() == [100 * q for q in QUANTILES]


@pytest.mark.parametrize("n", [1, 2, 21, 1_000, 10_007])
def test_quantiles_are_order_statistics_to_seven_digits(n: int) -> None:
    """Of draws of any size, a third of which are nothing."""
    generator = np.random.default_rng(n)
    draws = np.exp(generator.normal(0, 8, n)) * (generator.random(n) > 1 / 3)
    places = [round(q * (n - 1)) for q in QUANTILES]
    assert quantiles(draws) == pytest.approx(np.sort(draws)[places], rel=1e-7)


@pytest.mark.parametrize("wrong", [np.nan, -np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("n", [1, 1_000])
def test_quantiles_of_what_is_no_number_are_refused(wrong: float, n: int) -> None:
    draws = np.linspace(0, 1, n)
    draws[n // 2] = wrong
    with pytest.raises(InputError, match="no finite number"):
        quantiles(draws)


def test_quantiles_of_negative_draws_are_no_case_of_the_model() -> None:
    with pytest.raises(AssertionError):
        quantiles(np.linspace(-1, 1, 1_000))


# What bears on a cell


def test_explain_of_what_cannot_be_estimated_is_empty(committed: Inputs) -> None:
    assert inputs_behind(committed, 2025, "d5", "units", "all", "sales", NOW) == []
