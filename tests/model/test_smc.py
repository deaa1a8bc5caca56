"""The sampler against answers that are known exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logsumexp
from scipy.stats import norm

from model.smc import QUICK, THOROUGH, Effort, effective, resampled, sample

N = 4_000
LINES = np.array([[1.0, 0.5, 0, 0, -0.5], [0, 1.0, 1.0, 0, 0], [0.3, 0, -1.0, 2.0, 0], [1.0, 1.0, 1.0, 1.0, 1.0]])
SEEN, ERROR = np.array([2.0, -1.5, 3.0, 1.0]), np.array([0.5, 0.3, 0.4, 0.2])


def start(scores: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((scores, N))


def linear(scores: np.ndarray) -> np.ndarray:
    """Return the log-likelihood of four figures, each a line in five scores with a normal error."""
    return -0.5 * np.sum(((SEEN[:, None] - LINES @ scores) / ERROR[:, None]) ** 2, axis=0)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_linear_model_with_normal_errors_has_the_exact_mean_and_covariance(seed: int) -> None:
    """Posterior precision: that of the prior (one) plus AᵀA over the squared errors."""
    scaled = LINES / ERROR[:, None]
    covariance = np.linalg.inv(np.eye(5) + scaled.T @ scaled)
    mean = covariance @ scaled.T @ (SEEN / ERROR)
    found = sample(start(5, 10 + seed), linear, seed)
    spread = np.sqrt(np.diag(covariance))
    assert (found.scores.mean(axis=1) - mean) / spread == pytest.approx(np.zeros(5), abs=0.08)
    assert np.cov(found.scores) / np.outer(spread, spread) == pytest.approx(
        covariance / np.outer(spread, spread), abs=0.1
    )
    assert found.log_likelihood == pytest.approx(linear(found.scores))


def test_a_skewed_posterior_has_the_quantiles_of_numerical_integration() -> None:
    """A lognormal quantity exp(x + y) seen as 6 with a normal error of 2, beside y seen as 1 or less."""

    def likelihood(scores: np.ndarray) -> np.ndarray:
        total = np.exp(scores[0] + scores[1])
        return norm.logpdf(6, total, 2) + norm.logcdf((1 - scores[1]) / 0.5)

    grid = np.linspace(-6, 6, 1_201)
    x, y = np.meshgrid(grid, grid, indexing="ij")
    density = likelihood(np.stack([x.ravel(), y.ravel()])).reshape(x.shape) - 0.5 * (x**2 + y**2)
    margin = logsumexp(density, axis=1)
    cumulated = np.cumsum(np.exp(margin - margin.max()))
    found = sample(start(2, 5), likelihood, 5)
    for q in (0.05, 0.25, 0.5, 0.75, 0.95):
        exact = grid[np.searchsorted(cumulated / cumulated[-1], q)]
        assert np.mean(found.scores[0] <= exact) == pytest.approx(q, abs=0.025), q


@pytest.mark.parametrize("effort", [THOROUGH, QUICK])
def test_what_was_heard_before_is_kept_on_the_way_to_what_is_heard_now(effort: Effort) -> None:
    """From the exact posterior of two figures to that of four, whose likelihood holds the first two."""

    def first_two(scores: np.ndarray) -> np.ndarray:
        return -0.5 * np.sum(((SEEN[:2, None] - LINES[:2] @ scores) / ERROR[:2, None]) ** 2, axis=0)

    def exact(n: int) -> tuple[np.ndarray, np.ndarray]:
        scaled = LINES[:n] / ERROR[:n, None]
        covariance = np.linalg.inv(np.eye(5) + scaled.T @ scaled)
        return covariance @ scaled.T @ (SEEN[:n] / ERROR[:n]), covariance

    mean, covariance = exact(2)
    drawn = mean[:, None] + np.linalg.cholesky(covariance) @ start(5, 7)
    found = sample(drawn, lambda s: linear(s) - first_two(s), 7, effort, first_two).scores
    mean, covariance = exact(4)
    spread = np.sqrt(np.diag(covariance))
    assert (found.mean(axis=1) - mean) / spread == pytest.approx(np.zeros(5), abs=0.1)
    assert found.std(axis=1) / spread == pytest.approx(np.ones(5), abs=0.06)


def test_what_says_nothing_leaves_the_prior() -> None:
    found = sample(start(3, 1), lambda scores: np.zeros(scores.shape[1]), 1)
    assert found.temperatures == (0.0, 1.0)
    assert found.scores.mean(axis=1) == pytest.approx(np.zeros(3), abs=0.07)
    assert np.cov(found.scores) == pytest.approx(np.eye(3), abs=0.08)


def test_temperatures_rise_to_one_and_moves_are_accepted() -> None:
    found = sample(start(5, 3), linear, 3)
    assert found.temperatures[0] == 0 and found.temperatures[-1] == 1
    assert np.all(np.diff(found.temperatures) > 0)
    assert 0.1 < np.mean(found.acceptance) < 0.9


def test_same_seed_same_sample() -> None:
    few = start(5, 1)[:, :200]
    one, again, other = (sample(few, linear, seed).scores for seed in (1, 1, 2))
    assert np.array_equal(one, again) and not np.array_equal(one, other)


WEIGHTS = st.lists(st.floats(0, 100), min_size=1, max_size=60).filter(lambda w: sum(w) > 1e-3)


@settings(max_examples=100, deadline=None)
@given(weights=WEIGHTS, seed=st.integers(0, 2**32 - 1))
def test_each_particle_is_kept_as_often_as_its_weight_says_but_for_one(weights: list[float], seed: int) -> None:
    w = np.array(weights)
    counts = np.bincount(resampled(w, np.random.default_rng(seed)), minlength=len(w))
    assert counts.sum() == len(w)
    assert np.all(abs(counts - len(w) * w / w.sum()) < 1 + 1e-6)


@settings(max_examples=100, deadline=None)
@given(weights=WEIGHTS, times=st.floats(0.01, 100))
def test_the_effective_sample_lies_between_one_and_all_whatever_the_scale(weights: list[float], times: float) -> None:
    w = np.array(weights)
    assert 1 - 1e-9 <= effective(w) <= len(w) + 1e-9
    assert effective(w * times) == pytest.approx(effective(w))


@pytest.mark.parametrize(("weights", "size"), [([1, 1, 1, 1], 4), ([1, 0, 0], 1), ([3, 1], 1.6), ([0, 0], 0)])
def test_the_effective_sample_by_hand(weights: list[float], size: float) -> None:
    assert effective(np.array(weights, dtype=float)) == pytest.approx(size)


def test_led_from_one_posterior_to_another_it_arrives_at_the_second() -> None:
    """Particles that have heard x seen as 1 (error 1) are led to what x seen as -2 (error 1/2) leaves: precision 5,
    mean -8/5."""
    first = np.random.default_rng(7).standard_normal((1, N)) * 0.5**0.5 + 0.5

    def heard(scores: np.ndarray) -> np.ndarray:
        return -0.5 * (scores[0] - 1) ** 2

    def on_top(scores: np.ndarray) -> np.ndarray:
        return -0.5 * (scores[0] + 2) ** 2 / 0.25 - heard(scores)

    found = sample(first, on_top, 3, heard=heard)
    assert found.scores.mean() == pytest.approx(-1.6, abs=0.04)
    assert found.scores.std() == pytest.approx(0.2**0.5, abs=0.03)
