"""Where the posterior lies, roughly: an ensemble smoother with multiple data assimilation.

Draws are moved towards the figures in a few steps, each by the regression of scores on what is predicted, with the
errors of the figures blown up so that the steps together count each figure once. For a linear model with normal
errors that is the posterior; otherwise it is a normal near it, from which the sampler starts.

Emerick, Reynolds (2013), Ensemble smoother with multiple data assimilation, Computers & Geosciences 55.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.distributions import Array

STEPS = 8


@dataclass(frozen=True)
class Figures:
    """Published figures on the scale of errors, and the covariance of their errors."""

    stated: Array
    covariance: Array


def smoothed(start: Array, predict: Callable[[Array], Array], figures: Figures, seed: int) -> Array:
    """Return particles (scores × particles) moved from the prior towards the figures; `predict` returns what each
    particle predicts for each figure, figures × particles."""
    random = np.random.default_rng(seed)
    scores, n = start, start.shape[1]
    root = np.linalg.cholesky(figures.covariance)
    for _ in range(STEPS):
        predicted = predict(scores)
        off_scores = scores - scores.mean(axis=1, keepdims=True)
        off = predicted - predicted.mean(axis=1, keepdims=True)
        spread = off @ off.T / (n - 1) + STEPS * figures.covariance
        noise = np.sqrt(STEPS) * (root @ random.standard_normal(predicted.shape))
        gain = np.linalg.solve(spread, figures.stated[:, None] + noise - predicted)
        scores = scores + (off_scores @ off.T / (n - 1)) @ gain
    return scores
