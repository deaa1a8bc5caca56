"""How likely figures are: as the multivariate normal that the biases of houses make of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from model.distributions import COVERAGE
from model.figure_likelihood import ABOUT, MORE_THAN, ROUND, log_likelihoods, scaled, spread, stated
from model.indicator import Run
from model.inputs import Draws
from model.witnesses import Witness
from model_support import figure

ERRORS = {"official": 0.05, "estimated": 0.15, "reported": 0.2, "forecast": 0.35}


@dataclass
class Fixed:
    """Draws in which only errors and the size of biases are asked for."""

    bias: float
    n: int = 2

    def __call__(self, name: str) -> np.ndarray:
        return np.full(self.n, ERRORS.get(name.removeprefix("witness-error-"), self.bias))


def errors() -> dict[str, np.ndarray]:
    return {basis: np.array([size]) for basis, size in ERRORS.items()}


def likelihoods(
    monkeypatch: pytest.MonkeyPatch, figures: Mapping[Witness, float], bias: float = 0.12
) -> dict[str, np.ndarray]:
    """Return the log-likelihood of figures of which the model predicts what is given with each."""
    monkeypatch.setattr("model.figure_likelihood.predicted", lambda result, w: np.full(2, figures[w]))
    return log_likelihoods(cast(Run, None), cast(Draws, Fixed(bias)), list(figures))


def misses(figures: Mapping[Witness, float]) -> list[float]:
    return [math.log(w.value / figures[w]) for w in figures]


def exact(figures: Mapping[Witness, float], sizes: Sequence[float], bias: float) -> float:
    """Return the density of the misses: independent errors and one bias for all, summed out; but for the constant that
    all densities share."""
    covariance = np.diag(np.square(sizes)) + bias**2
    return float(multivariate_normal.logpdf(misses(figures), cov=covariance)) + 0.5 * len(sizes) * math.log(2 * math.pi)


@settings(max_examples=50, deadline=None)
@given(predictions=st.lists(st.floats(1e5, 1e7), min_size=1, max_size=8), bias=st.floats(0.01, 0.6), data=st.data())
def test_a_bias_summed_out_is_a_normal_in_many_dimensions(
    predictions: list[float], bias: float, data: st.DataObject
) -> None:
    figures = {
        figure(id=f"obs-{n}", basis=data.draw(st.sampled_from(sorted(ERRORS))), value=1e6): p
        for n, p in enumerate(predictions)
    }
    sizes = [math.hypot(ERRORS[w.basis], ROUND) for w in figures]
    with pytest.MonkeyPatch.context() as patch:
        found = likelihoods(patch, figures, bias)
    assert found["idc"] == pytest.approx([exact(figures, sizes, bias)] * 2, rel=1e-6, abs=1e-6)


def test_houses_are_apart_and_figures_of_one_house_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two figures that both miss by the same count less if one house said both: it was biased once."""
    pair = {figure(id=i, value=1.5e6): 1e6 for i in "ab"}
    apart = {figure(id="a", value=1.5e6): 1e6, figure(id="b", house="bernstein", value=1.5e6): 1e6}
    one = likelihoods(monkeypatch, pair)
    two = likelihoods(monkeypatch, apart)
    assert set(one) == {"idc"} and set(two) == {"idc", "bernstein"}
    right = {w: w.value for w in pair}
    loss_one = likelihoods(monkeypatch, right)["idc"] - one["idc"]
    loss_two = 2 * (likelihoods(monkeypatch, {w: w.value for w in list(apart)[:1]})["idc"] - two["idc"])
    assert np.all(loss_one < loss_two)


def test_the_order_of_figures_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {figure(id=i, house=h, value=v): 1e6 for i, h, v in
            (("a", "idc", 9e5), ("b", "bernstein", 1.2e6), ("c", "idc", 1.4e6))}  # fmt: skip
    turned = dict(reversed(figures.items()))
    one, other = likelihoods(monkeypatch, figures), likelihoods(monkeypatch, turned)
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[house], other[house]) for house in one)


def test_what_cannot_be_predicted_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.figure_likelihood.predicted", lambda result, w: None)
    found = log_likelihoods(cast(Run, None), cast(Draws, Fixed(0.1)), [figure()])
    assert found["idc"].tolist() == [0, 0]


@pytest.mark.parametrize(("bound", "side"), [("at-least", 1), ("at-most", -1)])
def test_a_bound_forgives_what_it_leaves_open(monkeypatch: pytest.MonkeyPatch, bound: str, side: int) -> None:
    """“More than a million”: a prediction above it is likelier than without the words, one below is as likely."""

    def loss(words: str, factor: float) -> float:
        figures = {figure(bound=words, value=1e6): 1e6 * factor}
        return float(likelihoods(monkeypatch, figures)["idc"][0])

    far = 2.0
    assert loss(bound, far**side) > loss("", far**side)
    assert loss(bound, far**-side) == pytest.approx(loss("", far**-side))
    size = math.hypot(math.hypot(ERRORS["estimated"], ROUND), MORE_THAN)
    figures = {figure(bound=bound, value=1e6): 1e6 * far**side}
    assert loss(bound, far**side) == pytest.approx(exact(figures, [size], 0.12))


@pytest.mark.parametrize(
    ("more", "size"),
    [
        ({}, math.hypot(0.15, ROUND)),
        ({"basis": "official"}, math.hypot(0.05, ROUND)),
        ({"basis": "calculated"}, math.hypot(0.15, ROUND)),  # any other basis counts as an estimate
        ({"bound": "about"}, math.sqrt(0.15**2 + ROUND**2 + ABOUT**2)),
        ({"low": 5e5, "high": 2e6, "interval": "p90"}, math.hypot(math.log(4) / (2 * COVERAGE["p90"]), ROUND)),
        ({"low": 9e5, "high": 1.1e6, "interval": "p90"}, math.hypot(0.15, ROUND)),  # narrower than its basis allows
    ],
)
def test_the_error_of_a_figure_by_hand(more: dict[str, object], size: float) -> None:
    assert spread(figure(**more), errors()) == pytest.approx([size])


def test_shares_are_read_on_log_odds_and_counts_on_logarithms() -> None:
    """41 %: log-odds of 0.41. An error of 15 % of a share is one of 15 % / (1 - share) of its odds."""
    share = figure(metric="chip-unit-share", value=41.0)
    assert stated(share) == pytest.approx(math.log(0.41 / 0.59))
    assert scaled(share, np.array([0.5])) == pytest.approx([0])
    assert spread(share, errors()) == pytest.approx([math.hypot(0.15, ROUND) / 0.59])
    assert stated(figure(value=1e6)) == pytest.approx(math.log(1e6))


@pytest.mark.parametrize("value", [0.0, 100.0])
def test_shares_of_nothing_and_all_are_finite(value: float) -> None:
    share = figure(metric="chip-unit-share", value=value)
    assert np.isfinite(stated(share)) and np.all(np.isfinite(spread(share, errors())))
    assert np.all(np.isfinite(scaled(share, np.array([0.0, 1.0]))))
