"""What comes from abroad: what was counted, then what a policy lets in."""

import numpy as np
import pytest

from model.halves import HALVES, at, yearly
from model.imports import OPEN_FROM, POLICIES, Imports, imports
from model.inputs import Draws, Inputs

N = 4_000
FIRST = at(*OPEN_FROM)


@pytest.fixture(scope="module")
def bought(committed: Inputs) -> Imports:
    return imports(Draws(committed, N, 3))


def test_no_policy_holds_before_it_is_open_and_one_after(bought: Imports) -> None:
    assert np.all(bought.policy[:FIRST] == -1)
    assert set(np.unique(bought.policy[FIRST:])) == set(range(len(POLICIES)))


def test_a_policy_is_as_likely_as_its_input_says_in_every_half(committed: Inputs, bought: Imports) -> None:
    weights = np.array([committed.get(f"policy-probability-{p}").shape.central for p in POLICIES])
    for n in range(FIRST, len(HALVES)):
        found = [np.mean(bought.policy[n] == k) for k in range(len(POLICIES))]
        assert found == pytest.approx(weights / weights.sum(), abs=0.03)


def test_a_policy_does_not_change_within_a_year(bought: Imports) -> None:
    for year in (2027, 2028):
        assert np.array_equal(bought.policy[at(year, 1)], bought.policy[at(year, 2)])


@pytest.mark.parametrize("policy", POLICIES)
def test_licences_are_those_of_the_policy_that_holds(committed: Inputs, policy: str) -> None:
    """If one policy is certain, what comes in is what its inputs say: 100 a half-year of 200 in the year of the row."""
    sure = [f"policy-probability-{p}={float(p == policy)}" for p in POLICIES]
    fixed = [f"licensed-imports-{policy}=200", f"licensed-imports-{policy}-growth=1"]
    found = imports(Draws(committed.changed([*sure, *fixed]), 20, 1))
    assert np.all(found.policy[FIRST:] == POLICIES.index(policy))
    assert found.t1[FIRST:] == pytest.approx(np.full((len(HALVES) - FIRST, 20), 100))


def test_what_was_counted_does_not_follow_from_the_policy(committed: Inputs) -> None:
    one, other = (
        imports(Draws(committed.changed([f"policy-probability-{p}={w}" for p, w in zip(POLICIES, weights, strict=True)]), 20, 1))  # noqa: E501
        for weights in ((1, 0, 0), (0, 0, 1))
    )  # fmt: skip
    assert np.array_equal(one.t1[:FIRST], other.t1[:FIRST])
    assert not np.array_equal(one.t1[FIRST:], other.t1[FIRST:])


def test_a_half_year_of_a_counted_year_is_half_of_it(committed: Inputs) -> None:
    found = imports(Draws(committed.changed(["licensed-imports-t1:2024=1000"]), 2, 1)).t1
    assert found[at(2024, 1)] == pytest.approx([500, 500])
    assert yearly(found)[2] == pytest.approx([1000, 1000])


def test_licensed_is_every_kind_but_smuggled(bought: Imports) -> None:
    assert np.array_equal(bought.licensed, bought.t1 + bought.amd + bought.t3)
