"""The polynomial of what-if: its terms by hand, and that it says what a run says."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit

import model.surface
from model.condition import Posterior
from model.indicator import Run, Setting, cells, run
from model.inputs import Draws, Inputs
from model.smc import Sample
from model.surface import DEGREE, ENDS, LEVERS, design_matrix, shares, surface, terms, value

FEW = 60


def posterior(draw: Draws, result: Run) -> Posterior:
    """Return draws as if they had heard all figures."""
    nothing = Sample(np.empty((0, draw.n)), np.zeros(draw.n), (0.0, 1.0), (0.3,))
    return Posterior(draw, result, nothing, tuple(sorted(draw.scores)), (), ())


def test_terms_are_all_products_up_to_the_degree_once() -> None:
    """Of eight levers: 1 + 8 + 36 + 120 products of at most three."""
    found = terms()
    assert DEGREE == 3 and len(LEVERS) == 8
    assert len(found) == len({tuple(sorted(t)) for t in found}) == 165
    assert found[0] == ()


def test_the_value_of_a_polynomial_by_hand() -> None:
    """1 + 2 x + 3 x² y at x = 0.5, y = −1: 1 + 1 − 0.75."""
    coefficients = {(): 1.0, (0,): 2.0, (0, 0, 1): 3.0}
    point = np.array([0.5, -1.0, *[0.3] * (len(LEVERS) - 2)])
    assert value([coefficients.get(t, 0.0) for t in terms()], point) == pytest.approx(float(expit(1.25)))
    assert design_matrix(np.zeros((1, len(LEVERS))))[0].tolist() == [1.0] + [0.0] * 164


@pytest.fixture(scope="module")
def sharp(committed: Inputs, now: Setting) -> Posterior:
    """Return draws of the prior, drawn together around the medians as figures draw them together."""
    start = Draws(committed, FEW, 5)
    run(start, now)
    draw = Draws(committed, FEW, 0, {k: 0.3 * v for k, v in start.scores.items()})
    return posterior(draw, run(draw, now))


def test_no_shift_is_the_estimate(sharp: Posterior, now: Setting) -> None:
    found = shares(sharp, now, np.zeros(len(LEVERS)), FEW)
    for c in cells(sharp.run, now):
        if (c.tier, c.ratio) == ("all", "sales") and (c.year, c.definition, c.metric) in found:
            assert found[c.year, c.definition, c.metric] == pytest.approx(np.quantile(c.draws, ENDS))
    assert {place[0] for place in found} == {2026, 2027, 2028}


@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_moves_shares_to_come_and_none_that_is_over(
    drawn: Draws, before: Run, now: Setting, lever: str
) -> None:
    old = {
        (c.year, c.definition, c.metric): c.draws for c in cells(before, now) if (c.tier, c.ratio) == ("all", "sales")
    }
    moved = set()
    for shift in (-1.0, 1.0):
        changed = run(replace(drawn, shifts={lever: shift}), now)
        for c in cells(changed, now):
            place = (c.year, c.definition, c.metric)
            if (c.tier, c.ratio) == ("all", "sales") and not np.allclose(old[place], c.draws, rtol=1e-9):
                moved.add((shift, c.year))
    assert moved == {(shift, year) for shift in (-1.0, 1.0) for year in (2026, 2027, 2028)}


def test_it_says_what_a_run_says(sharp: Posterior, now: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten random points of the cube, the same draws for both: half a percentage point off in the mean, two at
    most in nineteen of twenty cases, and never more than five."""
    monkeypatch.setattr(model.surface.shares, "__defaults__", (FEW,))
    fitted = defaultdict(list)
    for row in surface(sharp, now):
        fitted[row["year"], row["definition_id"], row["metric"], row["quantile"]].append(row["coefficient"])
    random, errors = np.random.default_rng(7), []
    for _ in range(10):
        point = random.uniform(-1, 1, len(LEVERS))
        for place, ends in shares(sharp, now, point).items():
            errors += [abs(value(fitted[*place, end], point) - s) for end, s in zip(ENDS, ends, strict=True)]
    assert np.mean(errors) < 0.005
    assert np.quantile(errors, 0.95) < 0.02 and max(errors) < 0.05, (np.quantile(errors, 0.95), max(errors))
