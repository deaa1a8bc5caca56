"""The distributions: their median and ends, their order, and the shapes that are refused with one line."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.distributions import InputError, Shape, check, logs, odds, values

NORMAL = NormalDist()
ENDS = {"p90": NORMAL.inv_cdf(0.95), "p80": NORMAL.inv_cdf(0.90), "p50": NORMAL.inv_cdf(0.75), "range": NORMAL.inv_cdf(0.99)}  # fmt: skip # noqa: E501
LINES = ("lognormal", "logit-normal", "normal")
GRID = np.linspace(-6, 6, 2_401)


def shape(
    distribution: str, low: float | None, central: float, high: float | None, interval: str = "p90", **more: object
) -> Shape:
    base = Shape("x", distribution, low, central, high, interval, "units")
    return replace(base, **more)  # type: ignore[arg-type]


@st.composite
def ordered(draw: st.DrawFn) -> tuple[float, float, float]:
    """Return low, central and high of a share, each at least 2 % above the one before."""
    low = draw(st.floats(0.002, 0.1))
    central = low * draw(st.floats(1.02, 3))
    return low, central, central * draw(st.floats(1.02, 3))


@pytest.mark.parametrize("distribution", [*LINES, "uniform"])
@settings(max_examples=40, deadline=None)
@given(ends=ordered(), interval=st.sampled_from(sorted(ENDS)))
def test_values_never_fall_with_the_score_and_are_never_negative(
    distribution: str, ends: tuple[float, float, float], interval: str
) -> None:
    if distribution == "uniform":
        ends = (ends[0], (ends[0] + ends[2]) / 2, ends[2])
    found = values(shape(distribution, *ends, interval), GRID)
    assert np.all(np.isfinite(found)) and found.min() >= 0
    assert np.all(np.diff(found) >= -1e-12)


@pytest.mark.parametrize("distribution", LINES)
@settings(max_examples=60, deadline=None)
@given(ends=ordered(), interval=st.sampled_from(sorted(ENDS)))
def test_low_central_and_high_are_hit(distribution: str, ends: tuple[float, float, float], interval: str) -> None:
    """Central is the median, and low and high leave out what the interval leaves out on each side."""
    at = np.array([-ENDS[interval], 0.0, ENDS[interval]])
    assert values(shape(distribution, *ends, interval), at) == pytest.approx(ends, rel=1e-9)


def test_lognormal_by_hand() -> None:
    """Low 4,000, central 8,000, high 32,000: two widths from the middle double and quadruple the distance."""
    twice = 2 * ENDS["p90"]
    assert values(shape("lognormal", 4000, 8000, 32000), np.array([-twice, twice])) == pytest.approx([2000, 128000])


def test_logit_normal_by_hand() -> None:
    """Odds of 1/4, 1 and 4 at the ends: two widths out they are 1/16 and 16, so the shares are 1/17 and 16/17."""
    twice = 2 * ENDS["p90"]
    found = values(shape("logit-normal", 0.2, 0.5, 0.8, unit="share"), np.array([-twice, twice]))
    assert found == pytest.approx([1 / 17, 16 / 17])


def test_uniform_by_hand() -> None:
    at = np.array([NORMAL.inv_cdf(p) for p in (0.1, 0.5, 0.9)])
    assert values(shape("uniform", 10, 20, 30), at) == pytest.approx([12, 20, 28])


def test_a_normal_is_cut_at_zero_but_for_steps_of_log_odds() -> None:
    at = np.array([-5.0])
    assert values(shape("normal", 0.1, 1, 3), at) == [0]
    assert values(shape("normal", -0.5, 0.2, 0.9, unit="log-odds"), at)[0] < -1


@settings(max_examples=40, deadline=None)
@given(ends=ordered(), score=st.floats(-4, 4))
@pytest.mark.parametrize("distribution", LINES)
def test_logarithms_and_log_odds_are_those_of_the_values(
    distribution: str, ends: tuple[float, float, float], score: float
) -> None:
    one, at = shape(distribution, *ends), np.array([score])
    value = float(values(one, at)[0])
    if value > 0:
        assert logs(one, at)[0] == pytest.approx(math.log(value), abs=1e-9)
    if 0.001 < value < 0.999:
        assert odds(one, at)[0] == pytest.approx(math.log(value / (1 - value)), abs=1e-9)


@pytest.mark.parametrize("distribution", LINES)
def test_no_width_is_one_value(distribution: str) -> None:
    assert values(shape(distribution, 0.3, 0.3, 0.3), GRID) == pytest.approx(np.full_like(GRID, 0.3))


REFUSED = {
    "low above central": (shape("normal", 3, 2, 4), "low 3, central 2 and high 4 are not in order"),
    "low above high": (shape("lognormal", 5, 4, 3), "low 5, central 4 and high 3 are not in order"),
    "central above high": (shape("uniform", 1, 5, 4), "low 1, central 5 and high 4 are not in order"),
    "unknown": (shape("triangular", 1, 2, 3), "unknown distribution “triangular”"),
    "no ends": (shape("logit-normal", None, 0.2, 0.3), "needs a low and a high end"),
    "negative": (shape("normal", -1, 2, 3), "low -1 is negative"),
    "negative fixed": (shape("fixed", None, -1, None), "-1 is negative"),
    "share above one": (shape("logit-normal", 0.2, 0.5, 1.1, unit="share"), "high 1.1 is above 1"),
    "fixed share above one": (shape("fixed", None, 1.5, None, unit="share"), "1.5 is above 1"),
    "lognormal at zero": (shape("lognormal", 0, 2, 3), "a lognormal needs a low end above 0"),
    "log-odds of nothing": (shape("logit-normal", 0, 0, 0.5, unit="share"), "too near to 0 or 1"),
    "log-odds of all": (shape("logit-normal", 0.5, 1, 1, unit="share"), "too near to 0 or 1"),
    "uniform off its middle": (shape("uniform", 1, 1.5, 3), "is not the middle of its ends"),
    "not finite": (shape("normal", 1, math.inf, math.inf), "values must be finite"),
    "not a number": (shape("fixed", None, math.nan, None), "values must be finite"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_impossible_shapes_are_one_line_that_names_the_input(case: str) -> None:
    wrong, message = REFUSED[case]
    with pytest.raises(InputError) as caught:
        check(wrong)
    assert str(caught.value).startswith("x: ") and message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_fixed_value_needs_no_ends() -> None:
    check(shape("fixed", None, 7, None))
