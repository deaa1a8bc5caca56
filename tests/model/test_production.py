"""The production identity: the least of three, banks that never owe, shares between nothing and all."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.production import (
    CONSTRAINTS,
    both_domestic,
    defect_density,
    domestic_share,
    drawn_from_bank,
    gross_dies_per_wafer,
    new_dies,
    packages,
    share_of,
    sold_after_lag,
)

AMOUNT = st.floats(0, 1e7)
SHARE = st.floats(0, 1)


def of(x: float) -> np.ndarray:
    return np.array([x], dtype=float)


def test_gross_dies_by_hand() -> None:
    """100 mm² on 300 mm: 706.858 dies of area, less 942.478 / 14.1421 = 66.643 at the rim."""
    assert gross_dies_per_wafer(100, edge=0) == pytest.approx(640.215, abs=1e-3)


@given(area=st.floats(20, 800), more=st.floats(1.01, 2), edge=st.floats(0, 5))
def test_larger_dies_and_wider_edges_give_fewer(area: float, more: float, edge: float) -> None:
    here = gross_dies_per_wafer(area, edge)
    assert gross_dies_per_wafer(area * more, edge) < here
    assert gross_dies_per_wafer(area, edge + 0.5) < here
    assert here < math.pi * 150**2 / area


@given(yield_=st.floats(0.01, 0.99), area=st.floats(10, 900))
def test_defect_density_inverts_the_poisson_yield(yield_: float, area: float) -> None:
    assert math.exp(-defect_density(yield_, area) * area / 100) == pytest.approx(yield_)


def test_new_dies_by_hand() -> None:
    """1,000 wafers a month, 80 dies, a quarter good: 240,000 a year."""
    assert new_dies(of(1000), of(80), of(0.25)) == pytest.approx([240_000])


@given(now=AMOUNT, before=AMOUNT, lag=st.floats(0, 8))
def test_lag_lies_between_the_two_years(now: float, before: float, lag: float) -> None:
    (found,) = sold_after_lag(of(now), of(before), of(lag))
    slack = 1e-9 * max(now, before)
    assert min(now, before) - slack <= found <= max(now, before) + slack


def test_lag_by_hand() -> None:
    """Three of four quarters late: a quarter of this year's and three quarters of last year's."""
    assert sold_after_lag(of(800), of(400), of(3)) == pytest.approx([500])
    assert sold_after_lag(of(800), of(400), of(0)) == pytest.approx([800])
    assert sold_after_lag(of(800), of(400), of(4)) == sold_after_lag(of(800), of(400), of(6)) == pytest.approx([400])


@given(total=AMOUNT, wishes=st.lists(AMOUNT, min_size=1, max_size=8))
def test_a_bank_never_owes_and_nothing_is_lost(total: float, wishes: list[float]) -> None:
    left, taken_so_far = of(total), 0.0
    for wish in wishes:
        taken, left = drawn_from_bank(of(wish), left)
        taken_so_far += taken[0]
        assert left[0] >= 0
        assert 0 <= taken[0] <= wish
    assert taken_so_far + left[0] == pytest.approx(total, abs=1e-6)


@given(part=AMOUNT, whole=st.floats(0, 1e7, allow_subnormal=False))
def test_a_share_of_nothing_is_nothing(part: float, whole: float) -> None:
    (found,) = share_of(of(min(part, whole)), of(whole))
    assert found == (min(part, whole) / whole if whole else 0)


def test_a_bank_gives_what_it_has() -> None:
    taken, left = drawn_from_bank(np.array([70.0, 130.0]), np.array([100.0, 100.0]))
    assert (taken.tolist(), left.tolist()) == ([70, 100], [30, 0])


@given(
    dies=AMOUNT, stacks=AMOUNT, capacity=AMOUNT, dies_each=st.integers(1, 4), stacks_each=st.integers(1, 8),
    yield_=SHARE,
)  # fmt: skip
def test_packages_are_the_least_of_three(
    dies: float, stacks: float, capacity: float, dies_each: int, stacks_each: int, yield_: float
) -> None:
    made = packages(of(dies), of(stacks), of(capacity), of(dies_each), of(stacks_each), of(yield_))
    allowed = [dies / dies_each, stacks / stacks_each, capacity]
    assert made.out[0] == pytest.approx(min(allowed) * yield_)
    assert allowed[made.binding[0]] == min(allowed)


@pytest.mark.parametrize(
    ("have", "out", "binds"),
    [
        ((100.0, 800.0, 90.0), 40, "logic dies"),  # 100 dies, two each: 50, of which four fifths pass
        ((400.0, 80.0, 90.0), 8, "HBM"),  # 80 stacks, eight each: 10
        ((400.0, 1600.0, 90.0), 72, "packaging"),
    ],
)
def test_packages_by_hand(have: tuple[float, float, float], out: float, binds: str) -> None:
    made = packages(*map(of, have), of(2), of(8), of(0.8))
    assert made.out == pytest.approx([out])
    assert CONSTRAINTS[made.binding[0]] == binds


@given(foreign=AMOUNT, domestic=AMOUNT, part=SHARE)
def test_foreign_first_is_never_more_domestic_than_proportional(foreign: float, domestic: float, part: float) -> None:
    used = (foreign + domestic) * part
    first, even = (domestic_share(of(foreign), of(domestic), of(used), order)[0] for order in (True, False))
    assert 0 <= first <= 1 and 0 <= even <= 1
    assert first <= even + 1e-9


@given(foreign=AMOUNT, domestic=AMOUNT, used=AMOUNT, first=st.booleans())
def test_domestic_share_is_a_share_whatever_is_used(foreign: float, domestic: float, used: float, first: bool) -> None:
    assert 0 <= domestic_share(of(foreign), of(domestic), of(used), first)[0] <= 1


def test_domestic_share_by_hand() -> None:
    """60 foreign, 40 domestic, 80 used: foreign first leaves 20 of 80 domestic; in proportion 40 of 100."""
    assert domestic_share(of(60), of(40), of(80), True) == pytest.approx([0.25])
    assert domestic_share(of(60), of(40), of(80), False) == pytest.approx([0.4])
    assert domestic_share(of(60), of(40), of(50), True) == pytest.approx([0])
    assert domestic_share(of(60), of(40), of(100), True) == pytest.approx([0.4])  # all used: the order is no matter
    assert domestic_share(of(0), of(0), of(0), True) == domestic_share(of(0), of(0), of(0), False) == [0]


@given(die=SHARE, memory=SHARE, first=st.booleans())
def test_both_domestic_is_at_most_either_and_at_least_what_must_meet(die: float, memory: float, first: bool) -> None:
    (found,) = both_domestic(of(die), of(memory), first)
    assert max(0.0, die + memory - 1) - 1e-12 <= found <= min(die, memory)
