"""Functions of SciPy, imported when one is first called: a check of the package calls none, and waits for no import."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def logit(shares: ArrayLike) -> Array:
    """Return the log-odds of shares."""
    from scipy import special

    return np.asarray(special.logit(shares))


def ndtr(scores: ArrayLike) -> Array:
    """Return the chance that a standard normal is below each score."""
    from scipy import special

    return np.asarray(special.ndtr(scores))


def ndtri(chances: ArrayLike) -> Array:
    """Return the score below which a standard normal is with each chance."""
    from scipy import special

    return np.asarray(special.ndtri(chances))


def rankdata(values: ArrayLike, axis: int | None = None) -> Array:
    """Return the ranks of values, those of equal ones averaged."""
    from scipy import stats

    return np.asarray(stats.rankdata(values, axis=axis))


def sobol(width: int, seed: int) -> Any:
    """Return a Sobol sequence of points in so many dimensions."""
    from scipy.stats import qmc

    return qmc.Sobol(width, seed=seed)
