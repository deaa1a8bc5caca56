"""The smoother that says where the posterior lies, against the exact answer of a linear model."""

import numpy as np
import pytest

from model.kalman import Figures, smoothed


def test_a_linear_model_with_normal_errors_gives_its_posterior() -> None:
    """Two scores, one figure of their sum: mean and covariance by the normal equations, worked out by hand.

    Prior N(0, I); figure 2.0 of s1 + s2 with variance 0.5: gain (1, 1) / 2.5, mean (0.8, 0.8), variance 0.6, covariance
    -0.4.
    """
    start = np.random.default_rng(3).standard_normal((2, 20_000))
    figures = Figures(np.array([2.0]), np.array([[0.5]]))
    found = smoothed(start, lambda s: s.sum(axis=0, keepdims=True), figures, seed=1)
    assert found.mean(axis=1) == pytest.approx([0.8, 0.8], abs=0.03)
    assert np.cov(found) == pytest.approx(np.array([[0.6, -0.4], [-0.4, 0.6]]), abs=0.03)


def test_the_same_seed_gives_the_same_particles() -> None:
    start, figures = np.random.default_rng(3).standard_normal((2, 50)), Figures(np.array([1.0]), np.array([[0.2]]))
    one, two, other = (smoothed(start, lambda s: s[:1], figures, seed) for seed in (1, 1, 2))
    assert np.array_equal(one, two) and not np.array_equal(one, other)
