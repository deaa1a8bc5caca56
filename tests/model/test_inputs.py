"""The inputs: which row is meant, which vintage, what may be set, and that draws depend on nothing else."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm, rankdata

from model.distributions import InputError
from model.inputs import CHAINS, Draws, Inputs, read_inputs

N = 5_000


def row(assumption_id: str, low: float | None, central: float, high: float | None, **more: Any) -> dict[str, Any]:
    """Return a row of `assumptions` as read; what is not given is as most rows have it."""
    year = next((p for p in assumption_id.split("-as-of-")[0].split("-")[-1:] if p.isdigit() and len(p) == 4), "")
    return {
        "assumption_id": assumption_id, "input_id": assumption_id.split("-as-of-")[0].removesuffix(f"-{year}"),
        "family_id": None, "period": year, "low": low, "central": central, "high": high, "unit": "share",
        "distribution": "triangular",
        "zero_probability": None, "interval": "p90", "basis": "assumed", "reason": "Invented.", "source_ids": None,
        "known_on": None,
    } | more  # fmt: skip


def chained(rho: float, family: str = "die-yield", correlation: str = "correlation-yield-years") -> Inputs:
    """Return three years of one input of a chained family, with a stated correlation."""
    years = [row(f"{family}-sellable-{y}", 0.3, 0.4, 0.5, family_id=family) for y in (2024, 2025, 2026)]
    return read_inputs([*years, row(correlation, None, rho, None, distribution="fixed", unit="correlation")])


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Return the correlation of the normal scores of the ranks: free of the shapes of the distributions."""
    scores = [norm.ppf(rankdata(x) / (len(x) + 1)) for x in (a, b)]
    return float(np.corrcoef(*scores)[0, 1])


# Which row


def test_a_row_is_found_by_name_and_year_and_a_row_without_year_holds_always() -> None:
    inputs = read_inputs([row("die-yield-2026", 0.1, 0.2, 0.3), row("lag", 0.4, 0.5, 0.6)])
    assert inputs.get("die-yield", 2026).id == "die-yield-2026"
    assert inputs.get("lag", 2022).id == inputs.get("lag", 2028).id == "lag"


def test_a_year_of_its_own_comes_before_the_row_for_all_years() -> None:
    inputs = read_inputs([row("lag", 0.4, 0.5, 0.6), row("lag-2026", 0.1, 0.2, 0.3)])
    assert inputs.get("lag", 2026).shape.central == 0.2
    assert inputs.get("lag", 2025).shape.central == 0.5


def test_a_missing_year_is_one_line_that_names_it() -> None:
    inputs = read_inputs([row("die-yield-2026", 0.1, 0.2, 0.3)])
    with pytest.raises(InputError, match=r"^die-yield: no value for 2025; add a row to data/assumptions\.csv$"):
        inputs.get("die-yield", 2025)
    with pytest.raises(InputError, match=r"^other: no value for 2026"):
        Draws(inputs, 10, 1)("other", 2026)


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
    row("yield-2026-as-of-2025-09", 0.1, 0.2, 0.3, input_id="yield", period="2026", known_on="2025-09"),
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
def test_as_of_takes_the_latest_vintage_known_on_the_day(order: int, as_of: date | None, central: float) -> None:
    assert read_inputs(VINTAGES[::order], as_of).get("yield", 2026).shape.central == central


def test_as_of_ignores_rows_known_later_and_keeps_rows_without_a_date() -> None:
    inputs = read_inputs([*VINTAGES, row("lag", 0.1, 0.2, 0.3)], date(2025, 9, 29))
    assert inputs.get("lag", 2026).id == "lag"
    with pytest.raises(InputError, match="no value for 2026"):
        inputs.get("yield", 2026)


def test_as_of_does_not_stumble_over_a_row_that_was_not_known() -> None:
    wrong = row("x-2026", 0.5, 0.3, 0.1, known_on="2026-01-01")
    assert read_inputs([wrong], date(2025, 12, 31)).rows == {}


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
        ("die-yield:2026=much", "not of the form name:year=value"),
        ("die-yield:2026=", "not of the form"),
        ("die-yield:2026", "not of the form"),
        ("die-yield:soon=0.3", "not of the form"),
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


def test_same_seed_same_draws_other_seed_others(committed: Inputs) -> None:
    one, again, other = (Draws(committed, N, seed)("domestic-shipments", 2025) for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.06


def test_draws_do_not_depend_on_the_order_of_asking(committed: Inputs) -> None:
    wanted = [("die-yield-sellable", 2027), ("domestic-hbm-supply", 2025), ("lag-quarters", 2026)]
    forward, backward = Draws(committed, 100, 1), Draws(committed, 100, 1)
    first = {k: forward(*k) for k in wanted}
    last = {k: backward(*k) for k in reversed(wanted)}
    assert all(np.array_equal(first[k], last[k]) for k in wanted)


@pytest.mark.parametrize(
    "text", ["die-yield:2025=0.35", "lag-quarters=3", "domestic-hbm-supply:2025=7", "chip-price=50"]
)
def test_changing_one_input_does_not_change_the_draws_of_another(committed: Inputs, text: str) -> None:
    changed = committed.changed([text])
    moved = fixed(committed, changed)
    before, after = Draws(committed, 200, 1), Draws(changed, 200, 1)
    for r in committed.rows.values():
        year = r.year or 2025
        if committed.get(r.name, year).id == r.id and r.id not in moved:
            assert np.array_equal(before(r.name, year), after(r.name, year)), r.id


def test_a_new_input_does_not_change_the_draws_of_another() -> None:
    few = [row("a-2026", 0.1, 0.2, 0.3), row("b-2026", 0.1, 0.2, 0.3)]
    before = Draws(read_inputs(few), 100, 1)
    after = Draws(read_inputs([row("c-2026", 0.1, 0.2, 0.3), *few]), 100, 1)
    assert np.array_equal(before("a", 2026), after("a", 2026))
    assert not np.array_equal(before("a", 2026), before("b", 2026))


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.7, 0.95])
def test_years_of_a_chained_input_hang_together_as_stated(rho: float) -> None:
    """One year apart the correlation is the stated one, two years apart its square."""
    draw = Draws(chained(rho), N, 7)
    a, b, c = (draw("die-yield-sellable", y) for y in (2024, 2025, 2026))
    assert correlation(a, b) == pytest.approx(rho, abs=0.04)
    assert correlation(b, c) == pytest.approx(rho, abs=0.04)
    assert correlation(a, c) == pytest.approx(rho**2, abs=0.05)


def test_every_chained_family_of_the_data_hangs_together(committed: Inputs) -> None:
    draw = Draws(committed, N, 7)
    for family, stated in CHAINS.items():
        rows = [r for r in committed.rows.values() if r.family == family and r.shape.distribution != "fixed"]
        rho = committed.get(stated, 2026).shape.central
        for r in rows:
            after = next((s for s in rows if s.name == r.name and s.year == (r.year or 0) + 1), None)
            if after is not None and r.year is not None and after.year is not None:
                found = correlation(draw(r.name, r.year), draw(after.name, after.year))
                assert found == pytest.approx(rho, abs=0.05), after.id


def test_method_states_the_correlations(committed: Inputs) -> None:
    """Yield 0.7, wafers 0.8 (section A5 of the method)."""
    assert committed.get("correlation-yield-years", 2026).shape.central == 0.7
    assert committed.get("correlation-wafer-years", 2026).shape.central == 0.8


def test_definitions_of_one_input_share_their_scores_and_prices_one_level(committed: Inputs) -> None:
    draw = Draws(committed, N, 7)
    for a, b in [("die-yield-sellable", "die-yield-fully-good"), ("chip-price-910c", "chip-price-t3")]:
        assert correlation(draw(a, 2025), draw(b, 2025)) == pytest.approx(1, abs=1e-6)


def test_unchained_inputs_are_independent(committed: Inputs) -> None:
    draw = Draws(committed, N, 7)
    pairs = [
        (("domestic-shipments", 2024), ("domestic-shipments", 2025)),
        (("die-yield-sellable", 2025), ("package-yield-after-packaging", 2025)),
        (("domestic-hbm-supply", 2026), ("ai-wafer-capacity", 2026)),
    ]
    for a, b in pairs:
        assert abs(correlation(draw(*a), draw(*b))) < 0.06, (a, b)


def test_draws_of_the_data_have_the_stated_middle_and_ends(committed: Inputs) -> None:
    """Lognormals of the data: 5, 50 and 95 % of the draws below low, central and high."""
    draw = Draws(committed, N, 7)
    for r in committed.rows.values():
        s = r.shape
        if s.distribution == "lognormal" and s.interval == "p90" and r.year is not None:
            below = [float(np.mean(draw(r.name, r.year) < end)) for end in (s.low, s.central, s.high)]
            assert below == pytest.approx([0.05, 0.5, 0.95], abs=0.03), r.id
