"""Published figures: which are heard, which half-years they cover, and what is predicted for them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from model.halves import HALVES, YEARS, at, of_year
from model.indicator import Run
from model.vendors import FAMILIES, HUAWEI_FAMILIES
from model.witnesses import SHARES, Witness, covered, in_force, level_in, predicted, read_witnesses, until
from model_support import figure


def places(cover: np.ndarray | None) -> dict[tuple[int, int], float]:
    """Return the half-years that are covered, with how much of them."""
    assert cover is not None
    return {HALVES[n]: round(float(c), 3) for n, c in enumerate(cover) if c}


@pytest.mark.parametrize(
    ("period", "halves"),
    [
        ("2025", [(2025, 1), (2025, 2)]),
        ("2025-H2", [(2025, 2)]),
        ("2024/2025", [(2024, 1), (2024, 2), (2025, 1), (2025, 2)]),
        ("2025-Q3", None),  # cuts a half-year
        ("2025-06", None),
        ("2021", None),  # before the first year
        ("2028", [(2028, 1), (2028, 2)]),
        ("2029", None),
    ],
)
def test_half_years_of_a_period_by_hand(period: str, halves: list[tuple[int, int]] | None) -> None:
    cover = covered(period)
    if halves is None:
        assert cover is None
    else:
        assert places(cover) == dict.fromkeys(halves, 1.0)


@pytest.mark.parametrize(
    ("moment", "last", "part"),
    [
        ("2022-12-31", (2022, 2), 1.0),
        ("2025-06-30", (2025, 1), 181 / 182.5),
        ("2025-09", (2025, 2), 92 / 182.5),
        ("2024-03-31", (2024, 1), 91 / 182.5),
    ],
)
def test_what_was_sold_until_a_moment_counts_from_the_first_year(
    moment: str, last: tuple[int, int], part: float
) -> None:
    expected = {half: 1.0 for half in HALVES if half < last} | {last: round(part, 3)}
    assert places(until(moment)) == expected


def test_a_moment_outside_the_years_cannot_be_told() -> None:
    assert until("2021-12-31") is None and until("2029-03-01") is None


@pytest.mark.parametrize(
    ("period", "weights"),
    [
        ("2025", {(2025, 1): 0.5, (2025, 2): 0.5}),
        ("2025-12-31", {(2025, 2): 1.0}),
        ("2025-Q1", {(2025, 1): 1.0}),
        ("2026-H1", {(2026, 1): 1.0}),
    ],
)
def test_a_level_is_the_mean_of_its_half_years(period: str, weights: dict[tuple[int, int], float]) -> None:
    assert places(level_in(period)) == weights


# Which are heard


def test_of_one_house_and_quantity_the_last_is_in_force() -> None:
    first = figure(id="a", value=700_000, said_on=date(2025, 6, 1))
    last = figure(id="b", value=812_000, said_on=date(2026, 1, 15))
    other_house = figure(id="c", house="bernstein", said_on=date(2025, 1, 1))
    other_year = figure(id="d", period="2024", said_on=date(2025, 1, 1))
    heard = [last, first, other_house, other_year]
    for order in (heard, heard[::-1]):
        assert [w.id for w in in_force(order)] == ["b", "c", "d"]
        assert [w.id for w in in_force(order, date(2026, 1, 14))] == ["a", "c", "d"]
        assert [w.id for w in in_force(order, date(2026, 1, 15))] == ["b", "c", "d"]
        assert in_force(order, date(2024, 12, 31)) == []


def observation(**more: object) -> dict[str, object]:
    return {
        "observation_id": "obs-1", "house_id": "idc", "metric_id": "chip-shipments", "definition_id": None,
        "firm_id": "huawei", "chip_id": None, "region_id": "cn", "period": "2025", "value": 5.0, "value_low": None,
        "value_high": None, "interval": None, "bound": None, "basis": "estimated", "observed": True, "use": "condition",
        "as_of": "2026-01", "first_said_on": None, "recorded_on": date(2026, 2, 3),
    } | more  # fmt: skip


def test_only_what_a_column_marks_is_heard_in_order() -> None:
    rows = [observation(observation_id=f"obs-{n}", use=use) for n, use in
            enumerate(("hold", "leave", None, "condition"))]  # fmt: skip
    assert [(w.id, w.use) for w in read_witnesses(rows[::-1])] == [("obs-0", "hold"), ("obs-3", "condition")]


def test_a_range_without_a_value_is_its_geometric_middle() -> None:
    (heard,) = read_witnesses([observation(value=None, value_low=20.0, value_high=80.0)])
    assert heard.value == pytest.approx(40)


def test_what_was_not_observed_is_a_forecast_whatever_its_basis() -> None:
    assert [read_witnesses([observation(observed=seen)])[0].basis for seen in (True, False)] == [
        "estimated",
        "forecast",
    ]


# What is predicted


@pytest.fixture
def counted(before: Run) -> Run:
    """Return a run in which every family sells ten times its place in a half-year, each at 2,000 yuan, 8 yuan a
    dollar."""
    ones = np.ones_like(before.sold["t1"])
    sold = {f: ones * 10 * (n + 1) for n, f in enumerate(before.sold)}
    weights = before.weights | {"value": dict.fromkeys(before.sold, 2 * ones)}
    return replace(before, sold=sold, weights=weights, usd_cny=np.full_like(before.usd_cny, 8.0), _counted={})


def units(result: Run, families: Sequence[str], halves: int = 2) -> float:
    return sum(float(result.sold[f][0, 0]) for f in families) * halves


def test_units_of_a_firm_a_chip_and_all(counted: Run) -> None:
    everybody = tuple(f for f in counted.sold if f != "smuggled")
    cases = {
        figure(): units(counted, HUAWEI_FAMILIES),
        figure(period="2025-H1"): units(counted, HUAWEI_FAMILIES, 1),
        figure(firm="cambricon"): units(counted, ["cambricon"]),
        figure(chip="ascend-910c"): units(counted, ["910c"]),
        figure(firm="", definition="d1"): units(counted, FAMILIES),
        figure(firm="", definition="all-vendors"): units(counted, everybody),
        figure(firm="nvidia"): units(counted, ["t1", "t3"]),
        figure(firm="amd"): units(counted, ["amd"]),
        figure(metric="ai-chip-revenue-cny", value=1): units(counted, HUAWEI_FAMILIES) * 2000 / 1e9,
        figure(metric="ai-chip-revenue-usd", value=1): units(counted, HUAWEI_FAMILIES) * 2000 / 8 / 1e9,
        figure(metric="chip-unit-share", value=1): units(counted, HUAWEI_FAMILIES) / units(counted, everybody),
        figure(metric="chip-shipments-cumulative", period="2023-12-31"): units(counted, HUAWEI_FAMILIES, 4),
    }
    for witness, expected in cases.items():
        found = predicted(counted, witness)
        assert found is not None
        assert found == pytest.approx(np.full_like(found, expected)), witness


def test_demand_is_what_was_sold_and_what_was_wanted_beyond(counted: Run) -> None:
    wanted = replace(counted, wanted_beyond=np.full_like(counted.wanted_beyond, 0.25))
    sales = predicted(wanted, figure(metric="ai-chip-supply-usd", firm="", definition="all-vendors"))
    demand = predicted(wanted, figure(metric="ai-chip-demand-usd", firm=""))
    assert sales is not None and demand is not None
    assert demand / sales == pytest.approx(np.full_like(sales, 1.25))


def test_what_a_firm_sells_in_the_world_is_not_predicted(counted: Run) -> None:
    assert predicted(counted, figure(firm="nvidia", region="")) is None
    assert predicted(counted, figure(metric="revenue-cny", firm="hygon")) is None  # sells other chips too
    assert predicted(counted, figure(metric="no-such-metric")) is None


def test_every_figure_of_the_data_that_is_heard_is_predicted(before: Run, heard: list[Witness]) -> None:
    """A finite number in every draw, a share for a share."""
    for w in heard:
        found = predicted(before, w)
        if w.use == "condition":
            assert found is not None, w.id
        if found is not None:
            assert found.shape == before.sold["t1"][0].shape and np.all(np.isfinite(found)), w.id
            assert found.min() >= 0 and (w.metric not in SHARES or found.max() <= 1), w.id


def test_years_of_the_grid_are_those_of_the_covers() -> None:
    for year in YEARS:
        cover = covered(str(year))
        assert cover is not None and cover[of_year(year)].sum() == cover.sum() == 2
        assert cover[at(year, 1)] == 1
