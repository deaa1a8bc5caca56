"""Dies from wafers: delivered as late as the lag says, none lost, and by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.halves import HALVES
from model.inputs import Draws, Inputs
from model.wafers import delivered, wafers

STARTS = st.lists(st.floats(0, 1e6), min_size=6, max_size=6)
EVEN = ("ai-wafer-capacity=1000", "ai-wafer-capacity-growth=1", "ai-wafer-utilisation=1", "die-yield-sellable=0.5",
        "die-yield-sellable-step=0", "huawei-share-of-ai-wafers=0.8", "huawei-share-of-ai-wafers-step=0",
        "gross-dies-per-wafer-ascend=80", "gross-dies-per-wafer-others=100", "lag-quarters=3")  # fmt: skip


def column(numbers: list[float]) -> np.ndarray:
    return np.array(numbers)[:, None]


@settings(max_examples=50, deadline=None)
@given(started=STARTS, lag=st.floats(0, 2))
def test_no_die_is_lost_or_made_by_waiting(started: list[float], lag: float) -> None:
    """Two half-years later all is delivered that was started, and at no time more."""
    padded = column([*started, 0.0, 0.0])
    found = delivered(padded, np.array([lag]))
    assert found.sum() == pytest.approx(sum(started))
    assert np.all(np.cumsum(found, axis=0) <= np.cumsum(padded, axis=0) * (1 + 1e-12) + 1e-6)


@settings(max_examples=50, deadline=None)
@given(started=STARTS, lag=st.floats(0, 2), at=st.integers(0, 5))
def test_what_is_started_moves_nothing_before_its_lag(started: list[float], lag: float, at: int) -> None:
    more = list(started)
    more[at] += 1e6
    change = delivered(column(more), np.array([lag])) - delivered(column(started), np.array([lag]))
    assert np.all(abs(change[: at + int(lag)]) < 1e-6)


def test_a_lag_of_three_quarters_by_hand() -> None:
    """Of a half-year's starts a quarter year's worth, half of them, is ready in the next half-year, half after it."""
    found = delivered(column([100.0, 0, 0, 0]), np.array([1.5]))
    assert found[:, 0].tolist() == [0, 50, 50, 0]
    assert delivered(column([100.0, 0, 0, 0]), np.array([0.0]))[:, 0].tolist() == [100, 0, 0, 0]
    assert delivered(column([100.0, 0, 0, 0]), np.array([0.5]))[:, 0].tolist() == [50, 50, 0, 0]
    assert delivered(column([100.0, 0, 0, 0]), np.array([2.0]))[:, 0].tolist() == [0, 0, 100, 0]


def test_dies_by_hand(committed: Inputs) -> None:
    """1,000 wafers a month, half of the dies sellable: 6,000 × 0.5 × 0.8 × 80 = 192,000 for Huawei in a half-year.

    The others get 6,000 × 0.5 × 0.2 × 100 = 60,000. Nothing is ready in the first half-year, half of it in the second.
    """
    made = wafers(Draws(committed.changed(EVEN), 2, 1))
    ready = [0.0, 0.5, *[1.0] * (len(HALVES) - 2)]
    assert made.huawei_dies[:, 0] == pytest.approx([192_000 * part for part in ready])
    assert made.other_dies[:, 0] == pytest.approx([60_000 * part for part in ready])


def test_wafers_are_counted_for_ai_or_a_share_of_all(committed: Inputs) -> None:
    shared = ("le-7nm-wafer-capacity=20000", "le-7nm-wafer-capacity-growth=1", "ai-share-of-le-7nm-wafers=0.25",
              "ai-share-of-le-7nm-wafers-step=0")  # fmt: skip
    draw = Draws(committed.changed([*EVEN, *shared]), 1, 1)
    assert wafers(draw).ai == pytest.approx(np.full((len(HALVES), 1), 1000))
    assert wafers(draw, "le-7nm").ai == pytest.approx(np.full((len(HALVES), 1), 5000))
