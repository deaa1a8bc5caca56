"""The grid of half-years: what is split adds up again, and growth within a year is that between years."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.halves import HALVES, STEEPEST, YEARS, at, flow_by_half, of_year, rate_by_half, yearly

LOGS = st.lists(st.floats(-3, 3), min_size=len(YEARS), max_size=len(YEARS))


def column(numbers: list[float]) -> np.ndarray:
    """Return a number a year, of one draw."""
    return np.array(numbers)[:, None]


def test_halves_are_found_by_year() -> None:
    assert HALVES[of_year(2025)] == ((2025, 1), (2025, 2))
    assert [at(*half) for half in HALVES] == list(range(len(HALVES)))


@settings(max_examples=50, deadline=None)
@given(logs=LOGS, growing=LOGS, tilt=st.floats(-2, 2))
def test_halves_of_a_flow_add_up_to_the_year(logs: list[float], growing: list[float], tilt: float) -> None:
    flows = np.exp(column(logs))
    found = flow_by_half(flows, column(growing), tilt)
    assert yearly(found) == pytest.approx(flows)
    assert found.min() >= 0


@settings(max_examples=50, deadline=None)
@given(growing=st.lists(st.floats(-30, 30), min_size=len(YEARS), max_size=len(YEARS)))
def test_growth_alone_makes_the_halves_differ_by_the_steepest_at_most(growing: list[float]) -> None:
    found = flow_by_half(np.ones((len(YEARS), 1)), column(growing), 0.0)
    apart = np.log(found[1::2] / found[0::2])
    assert abs(apart).max() <= STEEPEST + 1e-12


def test_a_flow_that_doubles_every_year_grows_by_the_root_of_two_in_half_a_year() -> None:
    logs = column([n * math.log(2) for n in range(len(YEARS))])
    found = flow_by_half(np.exp(logs), logs, 0.0)
    assert found[1:] / found[:-1] == pytest.approx(np.full((len(HALVES) - 1, 1), math.sqrt(2)))


def test_a_tilt_is_the_first_half_over_the_second() -> None:
    flat = column([0.0] * len(YEARS))
    found = flow_by_half(np.exp(flat), flat, math.log(3))
    assert found[:2, 0] == pytest.approx([0.75, 0.25])


def test_a_rate_that_rises_evenly_by_year_rises_evenly_by_half() -> None:
    """Levels 10, 20, … of the middles of the years: those of the halves are 7.5, 12.5, 17.5 …"""
    found = rate_by_half(column([10.0 * (n + 1) for n in range(len(YEARS))]))
    assert found[:, 0] == pytest.approx([7.5 + 5 * n for n in range(len(HALVES))])


@settings(max_examples=50, deadline=None)
@given(levels=LOGS)
def test_halves_of_a_rate_lie_between_the_years_around_them(levels: list[float]) -> None:
    found = rate_by_half(column(levels))[:, 0]
    inner = found[1:-1]
    ends = [sorted(pair) for pair in pairwise(levels) for _ in (1, 2)]
    assert all(low - 1e-9 <= x <= high + 1e-9 for x, (low, high) in zip(inner, ends, strict=True))
