"""The faults that a review of the first estimate found, A1 to A10: one test or more for each, named by it.

Each says what must hold now and did not then. The balances of A2 stand in test_supply.py."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from model.condition import Posterior
from model.distributions import values
from model.figure_likelihood import log_likelihoods
from model.halves import HALVES, YEARS, at, of_year, yearly
from model.imports import OPEN_FROM, POLICIES, imports, policies
from model.indicator import FOREIGN, Run, Setting, cells, run
from model.inputs import Draws, Inputs, read_inputs
from model.outputs import bindings, choice_effects, stocks
from model.proof import ORIGINS
from model.sensitivity import drivers
from model.smc import Sample
from model.supply import Choices, supply
from model.tables import inputs
from model.vendors import FAMILIES, OTHERS
from model.wafers import wafers
from model.witnesses import Witness, in_force, predicted
from schemas.cells import TextTable
from schemas.periods import period_end
from schemas.typed_rows import typed_rows

Shares = dict[tuple[int, str, str, str, str], np.ndarray]


def shares(result: Run, setting: Setting, smuggled: bool = True) -> Shares:
    return {
        (c.year, c.tier, c.definition, c.metric, c.ratio): c.draws for c in cells(result, setting, smuggled=smuggled)
    }


def moved(draw: Draws, *keys: tuple[str, str], by: float = 1.0) -> Draws:
    """Return the same draws, but for some scores."""
    assert all(key in draw.scores for key in keys), keys
    return Draws(draw.inputs, draw.n, 0, draw.scores | {key: draw.scores[key] + by for key in keys})


# A1


def test_a1_a_vintage_is_a_column_and_never_in_force_without_a_day(texts: dict[str, TextTable]) -> None:
    """Also where it was said later than the row that holds now; its id says nothing."""
    rows = typed_rows(texts["assumptions"])
    assert all("vintage" in row for row in rows)
    known = {row["input_id"]: row for row in typed_rows(texts["inputs"])}
    plain = next(row for row in rows if row["input_id"] == "unmet-demand")
    more = {"family_id": None, "drawn": known["unmet-demand"]["drawn"], "input_name": "Demand"}
    later = plain | {"assumption_id": "any-name", "vintage": "2026-11", "low": 0.3, "central": 0.4, "high": 0.5}
    assert read_inputs([plain | more, later | more]).get("unmet-demand").id == plain["assumption_id"]
    assert read_inputs([plain | more, later | more], date(2026, 12, 1)).get("unmet-demand").id == "any-name"


# A2


def test_a2_no_more_huawei_dies_are_domestic_than_wafers_gave(drawn: Draws, before: Run) -> None:
    """In every draw and half-year, up to then; in 2022 too."""
    made = np.cumsum(before.supply.wafers.huawei_dies, axis=0)
    used = np.cumsum(before.supply.used["dies-home"], axis=0)
    assert np.all(used <= made * (1 + 1e-9) + 1e-6)


def test_a2_no_foreign_die_is_left_before_it_arrived(before: Run) -> None:
    for stock in ("dies-foreign", "stacks-foreign"):
        arrived = np.cumsum(before.supply.arrived[stock], axis=0)
        assert np.all(before.supply.left[stock] <= arrived * (1 + 1e-9))


# A3


def test_a3_every_share_stands_with_and_without_smuggled_chips(before: Run, now: Setting) -> None:
    """Without them no share is smaller, in any draw, and where some came in that of D1 is larger."""
    with_them, without = shares(before, now), shares(before, now, smuggled=False)
    assert with_them.keys() == without.keys()
    for place in with_them:
        assert np.all(without[place] >= with_them[place] * (1 - 1e-12)), place
    place = (2025, "all", "d1", "value", "sales")
    assert np.all(without[place] > with_them[place])


def test_a3_published_shares_are_compared_like_with_like(drawn: Draws, before: Run, heard: list[Witness],
                                                         now: Setting) -> None:  # fmt: skip
    """Houses leave smuggled chips out, so what is predicted for them does not move with them; a share of sales does not
    move with demand, a share of demand does."""
    keys = [key for key in drawn.scores if key[0].startswith("smuggled-imports")]
    smuggling = run(moved(drawn, *keys), now)
    wanting = run(moved(drawn, *[k for k in drawn.scores if k[0] == "unmet-demand"]), now)
    seen = set()
    for w in heard:
        base = predicted(before, w)
        if base is None or w.metric not in ("chip-unit-share", "chip-value-share", "ai-chip-self-sufficiency"):
            continue
        for other, moves in ((smuggling, False), (wanting, w.metric == "ai-chip-self-sufficiency")):
            after = predicted(other, w)
            assert after is not None and (not np.allclose(base, after)) == moves, w.id
        seen.add(w.metric)
    assert {"chip-unit-share", "ai-chip-self-sufficiency"} <= seen


# A4


def test_a4_own_memory_and_hbm_are_held_to_published_figures(drawn: Draws, before: Run, heard: list[Witness],
                                                             now: Setting) -> None:  # fmt: skip
    """Neither is put in by hand: the likelihood of the figures depends on both."""
    told = in_force([w for w in heard if w.use == "condition"])
    base = sum(log_likelihoods(before, drawn, told).values())
    for name in ("huawei-own-memory-packages", "domestic-hbm-supply", "foreign-hbm-bank-total"):
        key = next(k for k in drawn.scores if k[0] == name)
        other = moved(drawn, key)
        assert not np.allclose(base, sum(log_likelihoods(run(other, now), other, told).values())), name


def test_a4_what_binds_may_be_nothing_and_adds_up(before: Run, now: Setting) -> None:
    rows = bindings(before, now)
    for year in {row["year"] for row in rows}:
        parts = {row["binding"]: row["probability"] for row in rows if row["year"] == year}
        assert sum(parts.values()) == pytest.approx(1, abs=1e-3)
        assert parts["demand"] > 0


# A5


def test_a5_foreign_dies_do_not_grow_with_wafers_of_smic(drawn: Draws, before: Run) -> None:
    """Ten times the wafers: not one foreign die more arrives, and hardly more of them are used, as pools are shared."""
    more = supply(replace(drawn, shifts={"ai-wafer-capacity": np.log(10)}), Choices())
    for stock in ("others-foreign", "dies-foreign"):
        assert np.array_equal(more.arrived[stock], before.supply.arrived[stock])
    few, many = (s.used["others-foreign"].sum() for s in (before.supply, more))
    assert many < 1.01 * few


@pytest.mark.parametrize("scarce", ["packaging-capacity=1", "HBM"])
def test_a5_other_designers_are_limited_by_packaging_and_hbm(committed: Inputs, before: Run, scarce: str) -> None:
    """With next to none, their chips with HBM are next to none too; those without it are still made."""
    none = ("foreign-hbm-bank-total=1", "smuggled-hbm=1", "domestic-hbm-supply=1", "domestic-hbm-supply-growth=1")
    changed = committed.changed((scarce,) if "=" in scarce else none)
    made = supply(Draws(changed, 50, 5), Choices())
    share = {v: Draws(changed, 50, 5)(f"hbm-share-{v}") for v in OTHERS}
    for vendor in OTHERS:
        plain = made.wanted_units[vendor][of_year(2025)] * (1 - share[vendor])
        with_hbm = np.maximum(made.units[vendor][of_year(2025)] - plain, 0)
        assert np.all(with_hbm <= 20), vendor
    assert sum(made.units[v][of_year(2025)].sum() for v in OTHERS) > 0


def test_a5_hbm_that_one_does_not_use_is_there_for_others(drawn: Draws, before: Run) -> None:
    """Huawei sells less: the others have no less HBM, and get more of it where it was short."""
    key = next(k for k in drawn.scores if k[0] == "vendor-sales-huawei")
    less = supply(moved(drawn, key, by=-2.0), Choices())
    first = at(2022, 1)
    before_all, after_all = (sum(s.units[v][first] for v in OTHERS) for s in (before.supply, less))
    assert np.all(after_all >= before_all * (1 - 1e-9))
    short = before.supply.needed["HBM stacks"][at(2025, 2)] > before.supply.there["HBM stacks"][at(2025, 2)]
    gained = sum(less.units[v][at(2025, 2)] for v in OTHERS) - sum(before.supply.units[v][at(2025, 2)] for v in OTHERS)
    assert not short.any() or np.median(gained[short]) > 0


# A6


def test_a6_dies_follow_from_the_half_year_of_start(committed: Inputs) -> None:
    """Yield, Huawei’s share and gross dies of the year of sale move nothing within the lag of a year: what is sold in
    2026-H1 was started in 2025-H1, and of 2026 itself nothing is sold before 2027."""
    slow = committed.changed(["lag-quarters=4"])
    draw = Draws(slow, 50, 5)
    base = wafers(draw)
    for name in ("die-yield-sellable", "huawei-share-of-ai-wafers", "ai-wafer-capacity"):
        changed = wafers(replace(draw, shifts={name: 1.0}))
        first = at(2026, 2)  # half-years between two years lean on both
        assert np.array_equal(base.huawei_dies[:first], changed.huawei_dies[:first]), name
        assert np.all(base.huawei_dies[first:] != changed.huawei_dies[first:]), name
    by_hand = 6 * base.ai * draw("ai-wafer-utilisation") * base.sellable * base.huawei_part
    dies = by_hand * draw.halves("gross-dies-per-wafer-ascend")
    assert base.huawei_dies[2:] == pytest.approx(dies[:-2])


def test_a6_gross_dies_are_those_of_the_half_year_of_start(committed: Inputs) -> None:
    rows = {key: row for key, row in committed.rows.items() if key[0] == "gross-dies-per-wafer-ascend"}
    changed = committed.changed(
        ["lag-quarters=4", *(f"{name}:{period}=50" for name, period in rows if period >= "2026")]
    )
    base = wafers(Draws(committed.changed(["lag-quarters=4"]), 50, 5)).huawei_dies
    found = wafers(Draws(changed, 50, 5)).huawei_dies
    late = any(period >= "2026" for _, period in rows)
    first = at(2027, 1)
    assert np.array_equal(base[:first], found[:first])
    assert late is not np.array_equal(base[first:], found[first:])


# A7


def test_a7_the_median_of_every_input_is_its_central_value(committed: Inputs) -> None:
    for row in committed.rows.values():
        if row.shape.distribution != "fixed":
            assert values(row.shape, np.zeros(1)) == pytest.approx([row.shape.central]), row.id


def test_a7_who_makes_own_memory_is_one_or_the_other(drawn: Draws, before: Run) -> None:
    """Nobody has disclosed it, so it is a state, not a share; both states occur."""
    states = np.unique(before.supply.memory["950pr"])
    assert states.tolist() == [0, 1]


def test_a7_d5_is_a_bound(before: Run, now: Setting) -> None:
    found = shares(before, now)
    for (year, tier, definition, metric, ratio), draws in found.items():
        if definition == "d5":
            assert np.all(draws <= found[year, tier, "d4", metric, ratio])
            assert np.all(np.isfinite(draws))


# A8


def test_a8_what_a_share_rests_on_is_read_from_the_table(drawn: Draws) -> None:
    """The two inputs with the largest correlation, in that order, whatever they are."""
    ids = [row.id for row in drawn.inputs.rows.values()][:3]
    titles = {row.id: row.title for row in drawn.inputs.rows.values()}
    rows = [{"year": 2028, "definition_id": d, "metric": m, "assumption_id": i}
            for d in ("d1", "d2", "d3", "d4") for m in ("units", "value") for i in ids]  # fmt: skip
    found = drivers(drawn, [*rows, rows[0] | {"year": 2026, "assumption_id": "older"}])
    assert set(found.values()) == {f"Above all: {titles[ids[0]]}, {titles[ids[1]]}."}
    assert found["d0", "units"] == found["d1", "units"] and found["d5", "value"] == found["d4", "value"]


def test_a8_every_choice_moves_what_follows_from_wafers(drawn: Draws, before: Run, now: Setting) -> None:
    """D2 of the nowcast, in its median: no choice is a row that only repeats the base, also of the last full year."""
    nothing = Sample(np.empty((0, drawn.n)), np.zeros(drawn.n), (0.0, 1.0), (0.3,))
    rows = choice_effects(Posterior(drawn, before, nothing, (), (), ()), now)
    of = {(r["choice"], r["year"], r["definition_id"]): (r["p05"], r["p50"], r["p95"]) for r in rows}
    for choice in {r["choice"] for r in rows} - {"base"}:
        for year in (now.last_full_year, now.last_full_year + 1):
            assert of[choice, year, "d2"] != of["base", year, "d2"], (choice, year)


# A9


def test_a9_demand_is_at_least_what_was_sold_in_every_draw(before: Run, now: Setting) -> None:
    """No floor: what buyers wanted is what they bought and something beyond it. No share is above one."""
    assert before.wanted_beyond.min() > 0
    found = shares(before, now)
    for (year, tier, definition, metric, ratio), draws in found.items():
        if ratio == "demand":
            assert np.all(draws <= found[year, tier, definition, metric, "sales"])
            assert draws.max() <= 1


# A10


N, AT_ONCE = 200, 40  # draws in which a score is tried, and scores tried in one run


def moving(inputs: Inputs, now: Setting, figures: list[Witness]) -> Iterator[str]:
    """Yield the row behind each score whose rise changes a cell, as it stands or with wafers as a share of all, a
    figure that is predicted, or how likely the figures are.

    Several are tried in one run: a block of the same draws for each, and one block in which none is moved."""
    by_all_wafers = replace(now, choices=Choices(wafers="le-7nm"))
    base = Draws(inputs, N, 11)
    run(base, now), run(base, by_all_wafers), log_likelihoods(run(base, now), base, figures)
    keys = sorted(base.scores)
    for first in range(0, len(keys), AT_ONCE):
        tried = keys[first : first + AT_ONCE]
        blocks = {key: np.tile(scores, len(tried) + 1) for key, scores in base.scores.items()}
        for n, key in enumerate(tried, 1):
            blocks[key][n * N : (n + 1) * N] += 1.0
        draw = Draws(inputs, N * (len(tried) + 1), 0, blocks)
        result, other = run(draw, now), run(draw, by_all_wafers)
        found = [c.draws for r, setting in ((result, now), (other, by_all_wafers)) for c in cells(r, setting)]
        found += [p for w in figures if (p := predicted(result, w)) is not None]
        found += log_likelihoods(result, draw, figures).values()
        moves = np.zeros(len(tried), dtype=bool)
        for outcome in found:
            by_block = outcome.reshape(-1, N)
            moves |= np.any(abs(by_block[1:] - by_block[0]) > 1e-12 * abs(by_block[0]), axis=1)
        yield from (
            base.used[key] for key, is_moving in zip(tried, moves, strict=True) if is_moving and key in base.used
        )


def test_a10_every_input_moves_something(drawn: Draws, before: Run, now: Setting, heard: list[Witness]) -> None:
    """Years in use bear on the stock in use alone."""
    figures = in_force([w for w in heard if w.use == "condition"])
    longer = Draws(drawn.inputs.changed(["retirement-years=20"]), drawn.n, 0, drawn.scores)
    assert stocks(longer, before) != stocks(drawn, before)
    known = {row.id for row in drawn.inputs.rows.values() if row.shape.distribution != "fixed"}
    assert known - {*moving(drawn.inputs, now, figures), "retirement-years"} == set()


def test_a10_every_row_is_read(committed: Inputs, now: Setting, heard: list[Witness]) -> None:
    draw = Draws(committed, 10, 1)
    result = run(draw, now)
    log_likelihoods(result, draw, heard)
    stocks(draw, result)
    assert {row.id for row in committed.rows.values()} - set(draw.used.values()) == set()


def test_a10_prices_have_a_common_and_an_own_part(committed: Inputs, now: Setting) -> None:
    """Logarithms of two chips’ prices hang together, as they share a level, but not wholly; levels of two years are
    apart."""
    draw = Draws(committed, 4_000, 3)
    prices = {f: np.log(run(draw, now).weights["value"][f]) for f in ("910c", "cambricon")}
    level = np.log(draw.years("price-level"))
    half = at(2025, 1)
    one, two = (prices[f][half] for f in prices)
    together = float(np.corrcoef(one, two)[0, 1])
    shared = level[2025 - YEARS[0]].var() / np.sqrt(one.var() * two.var())
    assert together == pytest.approx(shared, abs=0.05) and 0.02 < together < 0.9
    assert abs(np.corrcoef(level[2], level[3])[0, 1]) < 0.06


def test_a10_amd_counts_in_the_training_class(before: Run, now: Setting) -> None:
    """Without AMD’s chips the shares of T1 would be larger, in every draw."""
    none = replace(before, sold=before.sold | {"amd": np.zeros_like(before.sold["amd"])}, _counted={})
    place = (2025, "T1", "d1", "units", "sales")
    assert "amd" in FOREIGN
    assert np.all(shares(none, now)[place] > shares(before, now)[place])


def test_a10_training_class_and_all_are_one_draw(committed: Inputs) -> None:
    """T1 is never above all imports: what is below it is drawn apart and added."""
    bought = imports(Draws(committed, 2_000, 3))
    assert np.all(bought.licensed >= bought.t1 + bought.amd)
    one, other = (yearly(x)[2024 - YEARS[0]] for x in (bought.t1, bought.t3))
    assert abs(np.corrcoef(np.log(one), np.log(other))[0, 1]) < 0.07


def test_a10_policy_persists_with_the_stated_probability(committed: Inputs) -> None:
    """It is kept, or drawn anew and may then be the same: p + (1 − p) Σ w²."""
    n = 40_000
    found = policies(Draws(committed, n, 3))
    kept = committed.get("policy-persistence").shape.central
    weights = np.array([committed.get(f"policy-probability-{p}").shape.central for p in POLICIES])
    weights = weights / weights.sum()
    same = kept + (1 - kept) * float(np.sum(weights**2))
    assert np.array_equal(found[at(*OPEN_FROM)] >= 0, np.ones(n, dtype=bool))
    for year in (2027, 2028):
        stays = float(np.mean(found[at(year, 1)] == found[at(year - 1, 2)]))
        assert stays == pytest.approx(same, abs=4 * np.sqrt(same * (1 - same) / n))


def test_a10_on_an_earlier_day_nothing_is_known_that_came_later(
    texts: dict[str, TextTable], heard: list[Witness]
) -> None:
    earliest: dict[tuple[str, str | None], date] = {}
    for row in typed_rows(texts["assumptions"]):
        since = row["vintage"] or row["known_on"]
        key = (row["input_id"], row["period"])
        earliest[key] = min(earliest.get(key, date.max), period_end(since) if since else date.min)
    for day in ORIGINS:
        known = in_force(heard, day)
        assert known and all(w.said_on <= day for w in known)
        for used in inputs(texts, day).rows.values():
            assert used.known_on <= day or earliest[used.name, used.period or None] > day, (used.id, day)


def test_a10_side_tables_count_the_same_draws(drawn: Draws, before: Run, now: Setting) -> None:
    """Chinese-designed chips of a year are the same in the cells and in what is added up beside them."""
    found = shares(before, now)[2025, "all", "d1", "units", "sales"]
    units = {f: yearly(before.sold[f])[2025 - YEARS[0]] for f in before.sold}
    assert found == pytest.approx(sum(units[f] for f in FAMILIES) / sum(units.values()))
    assert len(HALVES) == len(before.sold["t1"])
