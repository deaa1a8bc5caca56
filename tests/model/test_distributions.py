"""The distributions: their ends, their order, and the shapes that are refused with one line."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.distributions import GRID, InputError, Shape, check, quantiles, values

NORMAL = NormalDist()
ENDS = {"p90": NORMAL.inv_cdf(0.95), "p80": NORMAL.inv_cdf(0.90), "p50": NORMAL.inv_cdf(0.75)}
KINDS = ("lognormal", "beta", "triangular", "normal", "uniform", "bernoulli-lognormal", "fixed")


def shape(
    distribution: str, low: float | None, central: float, high: float | None, interval: str = "p90", **more: object
) -> Shape:
    base = Shape("x", distribution, low, central, high, interval, 0.0, "units")
    return replace(base, **more)  # type: ignore[arg-type]


@st.composite
def ordered(draw: st.DrawFn, top: float = 1e6) -> tuple[float, float, float]:
    """Return low, central and high, each at least 2 % above the one before."""
    low = draw(st.floats(top / 1e6, top / 10))
    central = low * draw(st.floats(1.02, 3))
    return low, central, central * draw(st.floats(1.02, 3))


@pytest.mark.parametrize("distribution", KINDS)
@settings(max_examples=25, deadline=None)
@given(ends=ordered(top=0.9), interval=st.sampled_from(["p90", "p80", "p50", "range"]), zero=st.floats(0, 0.9))
def test_quantile_functions_never_fall_and_are_never_negative(
    distribution: str, ends: tuple[float, float, float], interval: str, zero: float
) -> None:
    found = quantiles(shape(distribution, *ends, interval, zero_probability=zero))
    assert np.all(np.isfinite(found))
    assert np.all(np.diff(found) >= -1e-12 * ends[2])
    assert found.min() >= 0


@settings(max_examples=50, deadline=None)
@given(ends=ordered(), interval=st.sampled_from(sorted(ENDS)))
@pytest.mark.parametrize("distribution", ["lognormal", "normal"])
def test_lognormal_and_normal_hit_low_central_and_high(
    distribution: str, ends: tuple[float, float, float], interval: str
) -> None:
    at = np.array([-ENDS[interval], 0.0, ENDS[interval]])
    if distribution == "normal" and 2 * ends[0] < ends[1]:
        at, ends = at[1:], ends[1:]  # cut at zero, as no input is negative
    # the table's step of 0.005 in the score costs less than one part in 10,000 of any interval that is not absurd
    assert values(shape(distribution, *_three(ends), interval), at) == pytest.approx(ends, rel=1e-4)


def _three(ends: tuple[float, ...]) -> tuple[float, float, float]:
    return (ends[0], *ends) if len(ends) == 2 else (ends[0], ends[1], ends[2])


def test_lognormal_by_hand() -> None:
    """Low 4,000, central 8,000, high 32,000: two standard units of each half double and quadruple the distance."""
    found = shape("lognormal", 4000, 8000, 32000)
    twice = 2 * ENDS["p90"]
    assert values(found, np.array([-twice, twice])) == pytest.approx([2000, 128000], rel=1e-4)


@settings(max_examples=40, deadline=None)
@given(ends=ordered())
@pytest.mark.parametrize("interval", sorted(ENDS))
def test_triangular_has_the_stated_tails_and_its_mode_at_central(
    interval: str, ends: tuple[float, float, float]
) -> None:
    """What lies beyond low and high is what the interval leaves out, unless a foot would have to pass zero."""
    low, central, high = ends
    found = quantiles(shape("triangular", *ends, interval))
    cut = found[0] == 0  # a foot below zero is cut off: what lies below it becomes zero
    at = np.array([-ENDS[interval], ENDS[interval]])
    ends_found = np.interp(at, GRID, found)
    assert ends_found[1] == pytest.approx(high, rel=2e-3)
    if not cut:
        assert ends_found[0] == pytest.approx(low, rel=2e-3)
    inside = found > 0
    chance = np.array([NORMAL.cdf(x) for x in GRID])[inside]
    density = np.diff(chance) / np.maximum(np.diff(found[inside]), 1e-12 * high)
    steps = slice(1, -1) if cut else slice(200, -200)  # the far tails of the table hold next to nothing
    peak = found[inside][:-1][steps][np.argmax(density[steps])]
    assert peak == pytest.approx(central, abs=0.05 * (high - low))


def test_triangular_by_hand() -> None:
    """Low 0, mode 1, high 2 as utmost ends: a quarter lies below the root of one half, three quarters below 2 − it."""
    found = shape("triangular", 0, 1, 2, "range")
    at = np.array([NORMAL.inv_cdf(0.25), 0.0, NORMAL.inv_cdf(0.75)])
    assert values(found, at) == pytest.approx([math.sqrt(0.5), 1, 2 - math.sqrt(0.5)], abs=1e-3)


def test_triangular_with_an_end_at_its_mode_keeps_that_foot() -> None:
    found = quantiles(shape("triangular", 0, 0, 100, "p90"))
    assert found[0] == pytest.approx(0, abs=1e-3)
    assert np.interp(ENDS["p90"], GRID, found) == pytest.approx(100, rel=1e-3)


@pytest.mark.parametrize("ends", [(0.2, 0.3, 0.4), (0.35, 0.42, 0.55), (0.45, 0.49, 0.53), (0.1, 0.35, 0.65)])
def test_beta_comes_near_to_low_central_and_high(ends: tuple[float, float, float]) -> None:
    """Two parameters cannot meet three points: within a tenth of the interval's width. Never outside 0 and 1."""
    found = shape("beta", *ends, unit="share")
    at = np.array([-ENDS["p90"], 0.0, ENDS["p90"]])
    assert values(found, at) == pytest.approx(ends, abs=0.1 * (ends[2] - ends[0]))
    assert 0 <= quantiles(found).min() <= quantiles(found).max() <= 1


def test_beta_by_hand() -> None:
    """The uniform is a beta: its 5, 50 and 95 % points are .05, .5 and .95, so the quarter point is .25."""
    found = values(shape("beta", 0.05, 0.5, 0.95), np.array([NORMAL.inv_cdf(0.25), NORMAL.inv_cdf(0.9)]))
    assert found == pytest.approx([0.25, 0.9], abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(ends=ordered())
@pytest.mark.parametrize("distribution", ["uniform", "triangular"])
def test_a_range_of_these_is_never_left(distribution: str, ends: tuple[float, float, float]) -> None:
    found = quantiles(shape(distribution, *ends, "range"))
    slack = 1e-9 * ends[2]
    assert ends[0] - slack <= found.min() <= found.max() <= ends[2] + slack
    if distribution == "uniform":
        assert np.interp(0.0, GRID, found) == pytest.approx((ends[0] + ends[2]) / 2)


@pytest.mark.parametrize("distribution", ["lognormal", "normal", "beta"])
def test_a_range_of_the_others_is_hardly_left(distribution: str) -> None:
    """Ends of no stated coverage hold 98 %: one draw in a hundred lies beyond each."""
    found = values(shape(distribution, 0.2, 0.3, 0.45, "range"), np.array([NORMAL.inv_cdf(0.01), NORMAL.inv_cdf(0.99)]))
    assert found == pytest.approx([0.2, 0.45], abs=0.02)


@settings(max_examples=40, deadline=None)
@given(ends=ordered(), zero=st.floats(0.05, 0.9))
def test_bernoulli_is_zero_as_often_as_it_says_and_lognormal_above(
    ends: tuple[float, float, float], zero: float
) -> None:
    found = shape("bernoulli-lognormal", *ends, zero_probability=zero)
    below, above = NORMAL.inv_cdf(zero) - 0.01, NORMAL.inv_cdf(zero + (1 - zero) / 2)
    assert values(found, np.array([below]))[0] == 0
    assert values(found, np.array([above]))[0] == pytest.approx(ends[1], rel=0.02)


@pytest.mark.parametrize("distribution", [k for k in KINDS if k != "fixed"])
def test_values_are_those_of_the_table_by_linear_interpolation(distribution: str) -> None:
    """Also beyond its ends, and for more scores than are looked up at a time."""
    scores = np.concatenate([GRID, [-40, 40], np.random.default_rng(1).normal(0, 2, 20_000)])
    one = shape(distribution, 0.2, 0.3, 0.45, zero_probability=0.3)
    assert values(one, scores) == pytest.approx(np.interp(scores, GRID, quantiles(one)), rel=1e-9, abs=1e-12)


def test_fixed_is_one_value() -> None:
    assert set(values(shape("fixed", None, 7, None), np.array([-9.0, -1, 0, 1, 9]))) == {7.0}


@pytest.mark.parametrize("distribution", ["lognormal", "beta", "triangular", "normal", "uniform"])
def test_no_width_is_one_value(distribution: str) -> None:
    assert quantiles(shape(distribution, 0.3, 0.3, 0.3)) == pytest.approx(np.full_like(GRID, 0.3))


REFUSED = {
    "low above central": (shape("triangular", 3, 2, 4), "low 3, central 2 and high 4 are not in order"),
    "low above high": (shape("lognormal", 5, 4, 3), "low 5, central 4 and high 3 are not in order"),
    "central above high": (shape("uniform", 1, 5, 4), "low 1, central 5 and high 4 are not in order"),
    "unknown": (shape("cauchy", 1, 2, 3), "unknown distribution “cauchy”"),
    "no ends": (shape("beta", None, 0.2, 0.3), "needs a low and a high end"),
    "negative": (shape("triangular", -1, 2, 3), "low -1 is negative"),
    "negative fixed": (shape("fixed", None, -1, None), "-1 is negative"),
    "share above one": (shape("beta", 0.2, 0.5, 1.1, unit="share"), "high 1.1 is above 1"),
    "fixed share above one": (shape("fixed", None, 1.5, None, unit="share"), "1.5 is above 1"),
    "lognormal at zero": (shape("lognormal", 0, 2, 3), "a lognormal needs a low end above 0"),
    "not finite": (shape("triangular", 1, math.inf, math.inf), "values must be finite"),
    "not a number": (shape("fixed", None, math.nan, None), "values must be finite"),
    "zero probability": (shape("bernoulli-lognormal", 1, 2, 3, zero_probability=1.0), "is not within 0 and 1"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_impossible_shapes_are_one_line_that_names_the_input(case: str) -> None:
    wrong, message = REFUSED[case]
    for refuse in (check, quantiles):
        with pytest.raises(InputError) as caught:
            refuse(wrong)
        assert str(caught.value).startswith("x: ") and message in str(caught.value)
        assert "\n" not in str(caught.value)
