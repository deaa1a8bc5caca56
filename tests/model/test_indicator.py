"""The indicator: every cell once, nested definitions, shares between nothing and all, and one cell by hand."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from model.halves import YEARS, at
from model.indicator import DEFINITIONS, METRICS, RATIOS, TIERS, Run, Setting, cells, run
from model.inputs import Draws, Inputs
from model.supplied import Supply
from model.supply import Choices
from model.vendors import FAMILIES

Place = tuple[int, str, str, str, str]
Shares = Mapping[Place, np.ndarray]
SETTINGS = {
    "central": Choices(),
    "foreign first": Choices(order="foreign-first"),
    "in proportion": Choices(order="proportional"),
    "fully good": Choices(yield_kind="fully-good"),
    "wafers of 7 nm": Choices(wafers="le-7nm"),
}
ROUNDING = 1e-9


def shares(result: Run, setting: Setting, smuggled: bool = True) -> Shares:
    return {
        (c.year, c.tier, c.definition, c.metric, c.ratio): c.draws for c in cells(result, setting, smuggled=smuggled)
    }


@pytest.fixture(scope="module", params=SETTINGS)
def found(request: pytest.FixtureRequest, drawn: Draws, before: Run, now: Setting) -> Shares:
    setting = replace(now, choices=SETTINGS[request.param])
    return shares(run(drawn, setting), setting)


def test_every_cell_is_there_once(before: Run, now: Setting) -> None:
    places = [(c.year, c.tier, c.definition, c.metric, c.ratio) for c in cells(before, now)]
    wanted = {(y, t, d, m, r) for y in YEARS for t in TIERS for d in DEFINITIONS for m in METRICS for r in RATIOS}
    assert len(places) == len(set(places)) and set(places) == wanted


def test_status_says_what_is_past_present_future_and_a_bound(before: Run) -> None:
    for cell in cells(before, Setting(last_full_year=2025)):
        known = {2026: "nowcast", 2027: "projection", 2028: "projection"}.get(cell.year, "estimate")
        assert cell.status == ("bound" if cell.definition == "d5" else known)


def test_each_definition_counts_no_more_than_the_wider_one(found: Shares) -> None:
    """In every draw and cell."""
    for wide, narrow in pairwise(DEFINITIONS):
        for (year, tier, definition, metric, ratio), draws in found.items():
            if definition == wide:
                assert np.all(found[year, tier, narrow, metric, ratio] <= draws * (1 + ROUNDING)), (year, tier, wide)


def test_every_share_lies_between_nothing_and_all(found: Shares) -> None:
    for place, draws in found.items():
        assert np.all(np.isfinite(draws)), place
        assert draws.min() >= 0 and draws.max() <= 1 + ROUNDING, place


def test_foreign_first_is_never_more_domestic_in_the_first_year(drawn: Draws, now: Setting) -> None:
    """Later the stocks have run down differently."""
    first, even = (
        shares(run(drawn, s), s)
        for s in (replace(now, choices=SETTINGS[k]) for k in ("foreign first", "in proportion"))
    )
    for metric in METRICS:
        place = (YEARS[0], "all", "d2", metric, "sales")
        assert np.all(first[place] <= even[place] + ROUNDING)


def test_a_chip_of_each_kind_by_hand(before: Run, now: Setting) -> None:
    """40 Chinese chips of each family, of which a half has a Chinese die and a quarter Chinese memory, and 100 of each
    kind from abroad: D1 480 of 880, D2 240, and D3 60, as die and memory of a chip are apart."""
    ones = np.ones_like(before.sold["t1"])
    parts = SimpleNamespace(die={f: ones / 2 for f in FAMILIES}, memory={f: ones / 4 for f in FAMILIES})
    sold = {f: ones * (20 if f in FAMILIES else 50) for f in before.sold}
    by_hand = replace(before, supply=cast(Supply, parts), sold=sold, _counted={},
                      wanted_beyond=np.full_like(before.wanted_beyond, 0.25))  # fmt: skip
    made = shares(by_hand, now)
    for definition, share in (("d1", 480 / 880), ("d2", 240 / 880), ("d3", 60 / 880)):
        for ratio, of in (("sales", 1.0), ("demand", 1.25)):
            draws = made[2025, "all", definition, "units", ratio]
            assert draws == pytest.approx(np.full_like(draws, share / of))
    without = shares(by_hand, now, smuggled=False)
    assert without[2025, "all", "d1", "units", "sales"][0] == pytest.approx(480 / 780)


def test_value_weighs_units_by_price(before: Run, now: Setting) -> None:
    """One Chinese chip at 30 and one H20 at 90: a quarter of the value, half of the units."""
    ones, none = np.ones_like(before.sold["t1"]), np.zeros_like(before.sold["t1"])
    sold = {f: ones if f in ("910b", "t1") else none for f in before.sold}
    prices = dict.fromkeys(before.sold, ones) | {"910b": 30 * ones, "t1": 90 * ones}
    two = replace(before, sold=sold, weights=before.weights | {"value": prices}, _counted={})
    made = shares(two, now)
    assert made[2025, "all", "d1", "units", "sales"][0] == pytest.approx(0.5)
    assert made[2025, "all", "d1", "value", "sales"][0] == pytest.approx(0.25)


def test_training_class_leaves_out_what_is_below_it(before: Run, now: Setting) -> None:
    """One chip each from Huawei, of a class below, and of a vendor of whose chips a part reaches the class."""
    ones, none = np.ones_like(before.sold["t1"]), np.zeros_like(before.sold["t1"])
    sold = {f: ones if f in ("910b", "cambricon", "t3", "t1") else none for f in before.sold}
    made = shares(replace(before, sold=sold, _counted={}), now)
    part = before.t1_part["cambricon"]
    assert made[2025, "T1", "d1", "units", "sales"] == pytest.approx((1 + part) / (2 + part))


def test_same_seed_same_cells_other_seed_others(committed: Inputs, now: Setting) -> None:
    one, again, other = (shares(run(Draws(committed, 50, seed), now), now) for seed in (1, 1, 2))
    assert all(np.array_equal(one[place], again[place]) for place in one)
    assert all(not np.array_equal(one[y, "all", "d1", "units", "sales"], other[y, "all", "d1", "units", "sales"])
               for y in YEARS)  # fmt: skip


def test_draws_are_apart_from_each_other(drawn: Draws, before: Run, now: Setting) -> None:
    """The first ten draws alone give the first ten of all: no draw sees another."""
    few = Draws(drawn.inputs, 10, 0, {k: v[:10] for k, v in drawn.scores.items()})
    alone, together = shares(run(few, now), now), shares(before, now)
    assert all(np.allclose(alone[place], together[place][:10], rtol=1e-12) for place in alone)


@pytest.mark.parametrize("name", ["ai-wafer-capacity", "die-yield-sellable"])
def test_more_wafers_do_not_lower_the_median_of_a_domestic_share(
    drawn: Draws, before: Run, now: Setting, name: str
) -> None:
    more = shares(run(replace(drawn, shifts={name: 0.5}), now), now)
    less = shares(before, now)
    for year in range(2026, 2029):
        for definition in ("d1", "d2"):
            place = (year, "all", definition, "units", "sales")
            assert np.median(more[place]) >= np.median(less[place]), place
    assert before.imports.policy[at(2026, 2)].min() >= 0
