"""What is made of what is wanted: nothing from nothing, every stock in balance, and the same part for all."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.distributions import Array
from model.halves import at, yearly
from model.inputs import SHIFTED_FROM, Draws, Inputs
from model.supplied import Supply, share_of
from model.supply import POOLS, STOCKS, Choices, allotted, ratio, supply, taken_abroad
from model.vendors import FAMILIES, HUAWEI, HUAWEI_FAMILIES, OTHERS

AMOUNT = st.floats(0, 1e7)
CHOICES = {
    "as reported": Choices(),
    "foreign first": Choices(order="foreign-first"),
    "in proportion": Choices(order="proportional"),
    "fully good": Choices(yield_kind="fully-good"),
    "wafers of 7 nm": Choices(wafers="le-7nm"),
}
PAIRS = {
    "Ascend dies": ("dies-foreign", "dies-home"),
    "other dies": ("others-foreign", "others-home"),
    "own memory": ("own",),
    "HBM stacks": ("stacks-foreign", "stacks-home"),
    "packaging": ("packaging",),
}
ROUNDING = 1e-9


def of(x: float) -> Array:
    return np.array([x], dtype=float)


@pytest.fixture(scope="module", params=CHOICES)
def made(request: pytest.FixtureRequest, drawn: Draws, before: object) -> Supply:
    """Return the supply of the prior’s draws under each choice."""
    return supply(drawn, CHOICES[request.param])


# Balances


def test_every_stock_balances_in_every_draw(made: Supply) -> None:
    """All that ever came in is used or left: nothing is clipped away, nothing is used that was not there."""
    assert set(made.arrived) == set(made.left) == set(STOCKS)
    for stock in STOCKS:
        came, went = np.cumsum(made.arrived[stock], axis=0), np.cumsum(made.used[stock], axis=0)
        slack = ROUNDING * came.max() + ROUNDING
        assert np.allclose(came - went, made.left[stock], rtol=0, atol=slack), stock
        assert made.left[stock].min() >= 0 and made.used[stock].min() >= -slack, stock


def test_no_more_is_used_of_a_pool_than_there_was_and_was_needed(made: Supply) -> None:
    for pool in POOLS:
        used = sum((made.used[stock] for stock in PAIRS[pool]), np.zeros_like(made.there[pool]))
        assert np.all(used <= made.there[pool] * (1 + ROUNDING) + ROUNDING), pool
        assert np.all(used <= made.needed[pool] * (1 + ROUNDING) + ROUNDING), pool


def test_dies_and_stacks_used_are_those_in_the_chips_made(drawn: Draws, made: Supply) -> None:
    """Counted from units back through the yield of packaging. Dies of others are one a card."""
    huawei = {f: made.units[f] for f in HUAWEI_FAMILIES}
    each = {f: drawn(f"dies-per-package-{f.removesuffix('pr').removesuffix('dt')}") for f in huawei}
    dies = sum(huawei[f] * each[f] for f in huawei)
    packed = dies / np.maximum(made.used["dies-foreign"] + made.used["dies-home"], 1e-300)
    some = dies > 1
    assert packed[some].max() <= 1 + ROUNDING
    started = made.used["packaging"] * packed
    assert np.all(started[some] >= np.sum(list(huawei.values()), axis=0)[some] * (1 - 1e-6))


def test_nobody_sells_more_than_he_wants(made: Supply) -> None:
    parts = {HUAWEI: HUAWEI_FAMILIES} | {v: (v,) for v in OTHERS}
    for vendor, families in parts.items():
        sold = sum((made.units[f] for f in families), np.zeros_like(made.wanted_units[vendor]))
        assert np.all(sold <= made.wanted_units[vendor] * (1 + ROUNDING)), vendor


def test_shares_of_dies_and_memory_lie_between_nothing_and_all(made: Supply) -> None:
    for family in FAMILIES:
        for share in (made.die[family], made.memory[family]):
            assert np.all(np.isfinite(share)), family
            assert share.min() >= -ROUNDING and share.max() <= 1 + ROUNDING, family


# By hand

PLENTY = {
    "vendor-sales-huawei": 100, "vendor-growth": 1, "vendor-half-tilt": 1, "package-yield": 0.8,
    "package-yield-step": 0, "share-950-of-huawei": 0, "share-910c-of-910": 0.5, "packaging-capacity": 1e9,
    "packaging-capacity-growth": 1, "foreign-die-bank-total": 1e9, "foreign-hbm-bank-total": 1e9,
    "hbm-stacks-per-package-910b": 4, "hbm-stacks-per-package-910c": 8, "foreign-share-of-huawei-dies": 1,
    **{f"vendor-sales-{v}": 1e-6 for v in OTHERS},
}  # fmt: skip


def fixed(committed: Inputs, **changes: float) -> Draws:
    """Return one draw in which all that is made follows from Huawei’s 100 a year, but for the changes."""
    given = PLENTY | {k.replace("_", "-"): v for k, v in changes.items()}
    return Draws(committed.changed([f"{k}={v}" for k, v in given.items()]), 1, 1)


def last(by_half: Array) -> float:
    return float(yearly(by_half)[-1, 0])


def test_with_plenty_all_is_made_that_is_wanted(committed: Inputs) -> None:
    """50 single and 50 dual chips a year, of 62.5 packages started each: 187.5 dies and 750 stacks."""
    made = supply(fixed(committed), Choices())
    assert [last(made.units[f]) for f in HUAWEI_FAMILIES] == pytest.approx([50, 50, 0, 0])
    assert last(made.used["dies-foreign"]) == pytest.approx(187.5)
    assert last(made.used["stacks-foreign"] + made.used["stacks-home"]) == pytest.approx(750, rel=1e-4)
    assert last(made.used["packaging"]) == pytest.approx(125, rel=1e-4)


def test_scarce_packaging_gives_everybody_the_same_part(committed: Inputs) -> None:
    made = supply(fixed(committed, packaging_capacity=25), Choices())
    assert [last(made.units[f]) for f in HUAWEI_FAMILIES[:2]] == pytest.approx([10, 10], rel=1e-4)
    assert last(made.needed["packaging"]) == pytest.approx(125, rel=1e-4)


def test_own_memory_that_is_lacking_makes_older_chips_instead(committed: Inputs) -> None:
    """Of 125 packages all were to have memory of Huawei’s own, of which there are 75 a year."""
    short = {"huawei_own_memory_packages": 75.0, "huawei_own_memory_packages_growth": 1.0, "share_950_of_huawei": 1.0,
             "share_910c_of_910": 1.0, "share_950dt_of_950": 0.0}  # fmt: skip
    made = supply(fixed(committed, **short), Choices())
    later = {f: float(yearly(made.units[f])[SHIFTED_FROM + 1 - 2022, 0]) for f in HUAWEI_FAMILIES}
    assert later == pytest.approx({"910b": 0, "910c": 40, "950pr": 60, "950dt": 0}, rel=1e-4)


@pytest.mark.parametrize(
    ("used", "foreign", "home", "order", "reported", "abroad"),
    [
        (80, 60, 40, "foreign-first", None, 60),
        (50, 60, 40, "foreign-first", None, 50),
        (80, 60, 40, "proportional", None, 48),
        (80, 60, 40, "as-reported", 0.5, 40),
        (80, 60, 10, "as-reported", 0.5, 70),  # home holds only 10
        (80, 20, 70, "as-reported", 0.5, 20),  # the foreign stock holds only 20
        (0, 0, 0, "proportional", None, 0),
    ],
)
def test_foreign_and_domestic_stock_by_hand(
    used: float, foreign: float, home: float, order: str, reported: float | None, abroad: float
) -> None:
    foreign = max(foreign, used - home)
    part = None if reported is None else of(reported)
    assert taken_abroad(of(used), of(foreign), of(home), order, part) == pytest.approx([abroad])


@given(foreign=AMOUNT, home=AMOUNT, part=st.floats(0, 1), reported=st.floats(0, 1))
@pytest.mark.parametrize("order", ["foreign-first", "proportional", "as-reported"])
def test_neither_stock_gives_more_than_it_has(
    order: str, foreign: float, home: float, part: float, reported: float
) -> None:
    used = (foreign + home) * part
    (abroad,) = taken_abroad(of(used), of(foreign), of(home), order, of(reported))
    slack = 1e-9 * (foreign + home) + 1e-9
    assert -slack <= abroad <= foreign + slack and used - abroad <= home + slack


@given(part=AMOUNT, whole=st.floats(0, 1e7, allow_subnormal=False))
def test_a_share_of_nothing_is_nothing(part: float, whole: float) -> None:
    (found,) = share_of(of(min(part, whole)), of(whole))
    assert found == (min(part, whole) / whole if whole else 0)


@pytest.mark.parametrize(
    ("there", "first", "second", "share", "met"),
    [
        (100, 80, 80, 0.6, (60, 40)),  # each has what it has a claim to
        (100, 30, 80, 0.6, (30, 70)),  # what the first does not need, the second may have
        (100, 80, 10, 0.6, (80, 10)),  # and the other way round
        (100, 20, 30, 0.6, (20, 30)),
        (0, 20, 30, 0.6, (0, 0)),
    ],
)
def test_two_claims_to_one_stock_by_hand(
    there: float, first: float, second: float, share: float, met: tuple[float, float]
) -> None:
    one, other = allotted(of(there), of(first), of(second), of(share))
    assert (one[0] * first, other[0] * second) == pytest.approx(met)


@pytest.mark.parametrize(("there", "needed", "part"), [(10, 40, 0.25), (40, 10, 1), (0, 10, 0)])
def test_what_there_is_of_what_is_needed_is_at_most_all(there: float, needed: float, part: float) -> None:
    assert ratio(of(there), of(needed)) == pytest.approx([part])


# More is not less

AMPLE = ("packaging-capacity=1e9", "packaging-capacity-growth=1", "foreign-hbm-bank-total=1e9")
FIRST = at(SHIFTED_FROM, 1)


def cumulated(made: Supply, home: bool) -> Array:
    """Return all Chinese-designed chips made since the year of the change, or those with a Chinese die."""
    units = [made.units[f] * (made.die[f] if home else 1.0) for f in FAMILIES]
    return np.cumsum(np.sum(units, axis=0)[FIRST:], axis=0)


@pytest.mark.parametrize("name", ["ai-wafer-capacity", "die-yield-sellable"])
@pytest.mark.parametrize("up", [0.1, 0.7])
def test_more_dies_never_make_fewer_chips(committed: Inputs, name: str, up: float) -> None:
    """Where HBM and packaging are ample, so that nobody takes from another what he needs."""
    ample = committed.changed(AMPLE)
    less, more = (supply(Draws(ample, 200, 5, shifts=s), Choices()) for s in ({}, {name: up}))
    for home in (False, True):
        assert np.all(cumulated(more, home) >= cumulated(less, home) * (1 - 1e-9)), home


@pytest.mark.parametrize(
    "name", ["ai-wafer-capacity", "die-yield-sellable", "packaging-capacity", "domestic-hbm-supply"]
)
def test_more_of_a_part_makes_more_chips_but_for_what_a_pool_shares_out(
    drawn: Draws, before: object, name: str
) -> None:
    """A pool that falls short gives all the same part, so a 910C with eight stacks may take what would have served more
    than one smaller card: fewer chips in a few draws, and hardly fewer."""
    less, more = (supply(replace(drawn, shifts=s), Choices()) for s in ({}, {name: 0.7}))
    times = cumulated(more, False)[-1] / cumulated(less, False)[-1]
    assert np.mean(times < 1 - 1e-9) < 0.15 and times.min() > 0.95
    assert np.mean(times) > 1
