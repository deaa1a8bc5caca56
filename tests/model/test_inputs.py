"""The inputs: which row is meant, which vintage, what may be set, and that draws depend on nothing else."""

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.special import expit, logit

from model.distributions import InputError
from model.halves import YEARS
from model.inputs import HALF_YEARLY, ONCE, SHIFTED_FROM, YEARLY, Draws, Inputs, read_inputs

N = 5_000


def row(name: str, low: float | None, central: float, high: float | None, **more: Any) -> dict[str, Any]:
    """Return a row of `assumptions` as read, named `input` or `input-year`; the rest is as most rows have it."""
    year = next((p for p in name.split("-")[-1:] if p.isdigit() and len(p) == 4), "")
    input_id = name.removesuffix(f"-{year}")
    return {
        "assumption_id": name, "input_id": input_id, "input_name": input_id, "family_id": None, "drawn": ONCE,
        "period": year, "vintage": None, "low": low, "central": central, "high": high, "unit": "share",
        "distribution": "logit-normal", "interval": "p90", "basis": "assumed", "reason": "Invented.",
        "source_ids": None, "known_on": None,
    } | more  # fmt: skip


def level(name: str, growth: float | tuple[float, float, float], **more: Any) -> Inputs:
    """Return a level of 8 in 2025 and its growth: fixed, or as drawn."""
    low, mid, high = growth if isinstance(growth, tuple) else (None, growth, None)
    kind = "lognormal" if isinstance(growth, tuple) else "fixed"
    shared = {"unit": "ratio", "distribution": kind} | more
    return read_inputs(
        [
            row("flow-2025", 4, 8, 16, distribution="lognormal", unit="units"),
            row("flow-growth", low, mid, high, **shared),
        ]
    )


# Which row


def test_a_row_is_found_by_name_and_year_and_a_row_without_year_holds_always() -> None:
    inputs = read_inputs([row("die-yield-2026", 0.1, 0.2, 0.3), row("lag", 0.4, 0.5, 0.6)])
    assert inputs.get("die-yield", "2026").id == "die-yield-2026"
    assert inputs.get("lag", "2022").id == inputs.get("lag", "2028").id == "lag"


def test_a_year_of_its_own_comes_before_the_row_for_all_years() -> None:
    inputs = read_inputs([row("lag", 0.4, 0.5, 0.6), row("lag-2026", 0.1, 0.2, 0.3)])
    assert inputs.get("lag", "2026").shape.central == 0.2
    assert inputs.get("lag", "2025").shape.central == 0.5


def test_a_half_year_of_its_own_comes_before_its_year() -> None:
    halves = [row("lag-h1", 0.1, 0.2, 0.3, input_id="lag", period="2026-H1"), row("lag-2026", 0.4, 0.5, 0.6)]
    inputs = read_inputs(halves)
    assert inputs.get("lag", "2026-H1").shape.central == 0.2
    assert inputs.get("lag", "2026-H2").shape.central == 0.5


def test_a_level_needs_one_row_with_its_year() -> None:
    for rows in ([row("flow", 0.1, 0.2, 0.3)], [row("flow-2025", 0.1, 0.2, 0.3), row("flow-2026", 0.1, 0.2, 0.3)]):
        with pytest.raises(InputError, match=r"^flow: a level needs one row, with the year in which it holds"):
            read_inputs(rows).anchor("flow")


def test_a_missing_year_is_one_line_that_names_it() -> None:
    inputs = read_inputs([row("die-yield-2026", 0.1, 0.2, 0.3)])
    with pytest.raises(InputError, match=r"^die-yield: no value for 2025; add a row to data/assumptions\.csv$"):
        inputs.get("die-yield", "2025")
    with pytest.raises(InputError, match=r"^other: no value for 2026"):
        Draws(inputs, 10, 1).period("other", "2026")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (row("x-2026", 0.4, 0.3, 0.5), "not in order"),
        (row("x-2026", 0.5, 0.3, 0.1), "not in order"),
        (row("x-2026", 0.1, 0.3, 0.5, distribution="cauchy"), "unknown distribution"),
        (row("x-2026", None, 0.3, 0.5), "needs a low and a high end"),
        (row("x-2026", 0.1, 0.3, 1.5), "above 1"),
    ],
)
def test_an_impossible_row_is_one_line_that_names_it(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_inputs([row("fine-2026", 0.1, 0.2, 0.3), wrong])
    assert str(caught.value).startswith("x-2026: ") and message in str(caught.value)
    assert "\n" not in str(caught.value)


# Which vintage

VINTAGES = [
    row("yield-2026-as-of-2025-09", 0.1, 0.2, 0.3, input_id="yield", period="2026", vintage="2025-09"),
    row("yield-2026", 0.3, 0.4, 0.5, known_on="2026-03-15"),
]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("as_of", "central"),
    [
        (None, 0.4),
        (date(2026, 3, 15), 0.4),
        (date(2026, 3, 14), 0.2),
        (date(2025, 9, 30), 0.2),  # a month is known at its end
    ],
)
def test_as_of_takes_the_latest_state_known_on_the_day(order: int, as_of: date | None, central: float) -> None:
    assert read_inputs(VINTAGES[::order], as_of).get("yield", "2026").shape.central == central


def test_a_later_vintage_is_not_in_force_without_a_day() -> None:
    """Even one that is newer than the row that holds now."""
    newer = row("yield-2026-as-of-2026-10", 0.1, 0.2, 0.3, input_id="yield", period="2026", vintage="2026-10")
    assert read_inputs([newer, VINTAGES[1]]).get("yield", "2026").shape.central == 0.4
    with pytest.raises(InputError, match="no value for 2026"):
        read_inputs([newer]).get("yield", "2026")


def test_before_any_state_was_known_the_earliest_stands() -> None:
    """The model needs every input; a row without a date counts as always known."""
    inputs = read_inputs([*VINTAGES, row("lag", 0.1, 0.2, 0.3)], date(2025, 9, 29))
    assert inputs.get("yield", "2026").id == "yield-2026-as-of-2025-09"
    assert inputs.get("lag", "2026").id == "lag"
    assert read_inputs([VINTAGES[1]], date(2025, 9, 29)).get("yield", "2026").id == "yield-2026"


def test_as_of_does_not_stumble_over_a_state_that_is_not_in_force() -> None:
    wrong = row("yield-2026-as-of-2026-10", 0.5, 0.3, 0.1, input_id="yield", period="2026", vintage="2026-10")
    assert read_inputs([*VINTAGES, wrong], date(2026, 9, 30)).get("yield", "2026").id == "yield-2026"


# What may be set


@pytest.fixture
def settable() -> Inputs:
    return read_inputs(
        [
            row("die-yield-sellable-2025", 0.3, 0.4, 0.5, family_id="die-yield"),
            row("die-yield-sellable-2026", 0.4, 0.5, 0.6, family_id="die-yield"),
            row("die-yield-fully-good-2026", 0.2, 0.3, 0.4, family_id="die-yield"),
            row("lag", 0.5, 0.6, 0.7),
        ]
    )


def fixed(before: Inputs, after: Inputs) -> dict[str, float]:
    """Return the rows that a change touched, with their new value."""
    assert before.rows.keys() == after.rows.keys()
    touched = {r.id: r.shape for k, r in after.rows.items() if r != before.rows[k]}
    assert all(s.distribution == "fixed" and s.low is None and s.high is None for s in touched.values())
    return {name: s.central for name, s in touched.items()}


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("die_yield:2026=0.35", {"die-yield-sellable-2026", "die-yield-fully-good-2026"}),
        ("die-yield:2026=0.35", {"die-yield-sellable-2026", "die-yield-fully-good-2026"}),
        ("die-yield-sellable:2026=0.35", {"die-yield-sellable-2026"}),
        ("die_yield_sellable=0.35", {"die-yield-sellable-2025", "die-yield-sellable-2026"}),
        (" die-yield-sellable:2025 = 0.35", {"die-yield-sellable-2025"}),
        ("lag=0.35", {"lag"}),
    ],
)
def test_set_fixes_the_rows_meant_and_no_other(settable: Inputs, text: str, touched: set[str]) -> None:
    assert fixed(settable, settable.changed([text])) == dict.fromkeys(touched, 0.35)


def test_set_takes_several_and_the_last_holds(settable: Inputs) -> None:
    changed = settable.changed(["die-yield=0.1", "die-yield-sellable:2026=0.2"])
    assert fixed(settable, changed) == {
        "die-yield-sellable-2025": 0.1,
        "die-yield-fully-good-2026": 0.1,
        "die-yield-sellable-2026": 0.2,
    }
    assert settable.changed([]) == settable


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no-such:2026=0.35", "no input no-such of 2026"),
        ("no_such=0.35", "no input no-such"),
        ("die-yield:2031=0.35", "no input die-yield of 2031"),
        ("die-yield:2026=much", "not of the form name:period=value"),
        ("die-yield:2026=", "not of the form"),
        ("die-yield:2026", "not of the form"),
        ("die-yield:soon=0.3", "no input die-yield of soon"),
        ("", "not of the form"),
        ("die-yield:2026=-0.1", "negative"),
        ("die-yield:2026=1.01", "above 1"),
        ("lag=nan", "finite"),
        ("lag=inf", "finite"),
    ],
)
def test_set_refuses_with_one_line(settable: Inputs, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        settable.changed([text])
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_the_hash_is_of_what_bears_on_the_numbers(settable: Inputs) -> None:
    same = read_inputs([row("lag", 0.5, 0.6, 0.7, reason="Other words.", source_ids=["s"])])
    assert read_inputs([row("lag", 0.5, 0.6, 0.7)]).hash == same.hash
    hashes = {settable.hash, *(settable.changed([f"lag={v}"]).hash for v in (0.5, 0.6))}
    assert len(hashes) == 3


# Draws


def test_same_seed_same_draws_other_seed_others() -> None:
    inputs = read_inputs([row("lag", 0.4, 0.5, 0.6)])
    one, again, other = (Draws(inputs, N, seed)("lag") for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.06


def test_scores_that_are_given_are_used_and_those_made_are_kept() -> None:
    inputs = read_inputs([row("lag", 0.4, 0.5, 0.6), row("yield", 0.1, 0.2, 0.3)])
    draw = Draws(inputs, 3, 1, {("lag", ""): np.zeros(3)})
    assert draw("lag") == pytest.approx([0.5] * 3)
    first = draw("yield")
    assert np.array_equal(Draws(inputs, 3, 99, dict(draw.scores))("yield"), first)
    assert draw.used == {("lag", ""): "lag", ("yield", ""): "yield"}


def test_draws_do_not_depend_on_the_order_of_asking(committed: Inputs) -> None:
    wanted = ["lag-quarters", "unmet-demand", "chip-price-t3"]
    forward, backward = Draws(committed, 100, 1), Draws(committed, 100, 1)
    first = {k: forward.years(k) for k in wanted}
    last = {k: backward.years(k) for k in reversed(wanted)}
    assert all(np.array_equal(first[k], last[k]) for k in wanted)


def test_a_new_input_does_not_change_the_draws_of_another() -> None:
    few = [row("a", 0.1, 0.2, 0.3), row("b", 0.1, 0.2, 0.3)]
    before = Draws(read_inputs(few), 100, 1)
    after = Draws(read_inputs([row("c", 0.1, 0.2, 0.3), *few]), 100, 1)
    assert np.array_equal(before("a"), after("a"))
    assert not np.array_equal(before("a"), before("b"))


@pytest.mark.parametrize(
    ("drawn", "by_year", "by_half"), [(ONCE, 1, 1), (YEARLY, len(YEARS), len(YEARS)), (HALF_YEARLY, 7, 2 * len(YEARS))]
)
def test_an_input_is_drawn_as_often_as_it_says(drawn: str, by_year: int, by_half: int) -> None:
    draw = Draws(read_inputs([row("x", 0.2, 0.3, 0.4, drawn=drawn)]), 50, 1)
    assert len(np.unique(draw.years("x"), axis=0)) == by_year
    assert len(np.unique(draw.halves("x"), axis=0)) == by_half


def test_half_a_year_of_a_flow_is_its_own_row_or_half_the_year() -> None:
    rows = [row("flow-2024", None, 10, None, distribution="fixed", unit="units"),
            row("flow-h1", None, 3, None, input_id="flow", period="2025-H1", distribution="fixed", unit="units")]  # fmt: skip # noqa: E501
    draw = Draws(read_inputs(rows), 2, 1)
    assert [draw.half("flow", *half)[0] for half in ((2024, 1), (2024, 2), (2025, 1))] == [5, 5, 3]


def test_a_level_grows_from_its_year_both_ways() -> None:
    """8 in 2025, doubling: 1 in 2022, 64 in 2028."""
    draw = Draws(level("flow", 2.0), 3, 1, {("flow", "2025"): np.zeros(3)})
    found = np.exp(draw.log_level("flow"))
    assert found[:, 0] == pytest.approx([1, 2, 4, 8, 16, 32, 64])


def test_growth_of_one_year_has_its_own_row() -> None:
    rows = [row("flow-2025", 4, 8, 16, distribution="lognormal", unit="units")]
    rows += [row(n, None, v, None, unit="ratio", distribution="fixed") for n, v in
             (("flow-growth", 1.0), ("flow-growth-2026", 3.0))]  # fmt: skip
    draw = Draws(read_inputs(rows), 1, 1, {("flow", "2025"): np.zeros(1)})
    assert np.exp(draw.log_level("flow"))[:, 0] == pytest.approx([8, 8, 8, 8, 24, 24, 24])


def test_growth_drawn_once_is_the_same_in_all_years_and_yearly_growth_is_not() -> None:
    for drawn, kinds in ((ONCE, 1), (YEARLY, len(YEARS) - 1)):
        draw = Draws(level("flow", (1.1, 1.5, 2.0), drawn=drawn), 4, 1)
        steps = np.diff(draw.log_level("flow"), axis=0)
        assert len({tuple(np.round(step, 9)) for step in steps}) == kinds


def test_growth_shared_by_several_levels_is_drawn_for_each() -> None:
    rows = [row(f"{name}-2023", 4, 8, 16, distribution="lognormal", unit="units") for name in ("one", "two")]
    rows.append(row("growth", 1.1, 1.5, 2.0, unit="ratio", distribution="lognormal", drawn=YEARLY))
    draw = Draws(read_inputs(rows), N, 1)
    one, two = (np.diff(draw.log_level(name, "growth"), axis=0)[3] for name in ("one", "two"))
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.06
    assert np.median(np.exp(one)) == pytest.approx(1.5, rel=0.02)


def test_a_share_moves_in_steps_of_log_odds() -> None:
    rows = [row("part-2024", 0.1, 0.2, 0.4), row("part-step", None, math.log(4), None, unit="log-odds",
                                               distribution="fixed")]  # fmt: skip
    draw = Draws(read_inputs(rows), 1, 1, {("part", "2024"): np.zeros(1)})
    assert expit(draw.share("part"))[1:4, 0] == pytest.approx([1 / 17, 0.2, 0.5])


def test_a_shift_moves_a_level_from_the_first_year_of_what_if_alone() -> None:
    plain, moved = (Draws(level("flow", 2.0), 4, 1, shifts=s) for s in ({}, {"flow": math.log(3)}))
    times = np.exp(moved.log_level("flow") - plain.log_level("flow"))
    first = SHIFTED_FROM - YEARS[0]
    assert times[:first] == pytest.approx(np.ones((first, 4)))
    assert times[first:] == pytest.approx(np.full((len(YEARS) - first, 4), 3.0))


def test_a_shift_moves_the_odds_of_a_share() -> None:
    rows = [row("part-2024", 0.1, 0.2, 0.4), row("part-step", None, 0.0, None, unit="log-odds", distribution="fixed")]
    plain, moved = (Draws(read_inputs(rows), 4, 1, shifts=s).share("part") for s in ({}, {"part": 0.7}))
    assert logit(expit(moved)) - logit(expit(plain)) == pytest.approx(
        np.where(np.array(YEARS)[:, None] < SHIFTED_FROM, 0.0, 0.7) * np.ones(4)
    )


@pytest.mark.parametrize("name", ["chip-price-910c", "price-level", "unmet-demand"])
def test_draws_of_the_data_have_the_stated_middle_and_ends(committed: Inputs, name: str) -> None:
    """5, 50 and 95 % of the draws lie below low, central and high."""
    found = Draws(committed, N, 7).period(name, "2025")
    s = committed.get(name, "2025").shape
    assert s.interval == "p90"
    assert s.low is not None and s.high is not None
    below = [float(np.mean(found < end)) for end in (s.low, s.central, s.high)]
    assert below == pytest.approx([0.05, 0.5, 0.95], abs=0.03)
