"""Distributions through a low, a central and a high value, as quantile functions of a standard normal score.

Every input is drawn by one table look-up: its quantile function is laid out on a grid of scores once, and scores are
mapped through it by linear interpolation. So any shape costs the same, and correlation is set on the scores.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize
from scipy.special import betaincinv, ndtr

from schemas.errors import UserError

Array = NDArray[np.float64]
GRID: Array = np.linspace(-5.0, 5.0, 2001)
CHUNK = 8_192  # scores looked up at a time, so that what is held in between stays in the cache
COVERAGE = {"p90": 1.6448536269514722, "p80": 1.2815515655446004, "p50": 0.6744897501960817}


class InputError(UserError):
    """An input that no distribution can have; the text is one clear line."""


@dataclass(frozen=True)
class Shape:
    """One input as the data give it. `interval` says what low and high are: range means the utmost ends."""

    name: str
    distribution: str
    low: float | None
    central: float
    high: float | None
    interval: str
    zero_probability: float
    unit: str


def check(shape: Shape) -> None:
    """Check that the shape is possible. Raises InputError."""
    at = f"{shape.name}: "
    if shape.distribution not in QUANTILES:
        raise InputError(f"{at}unknown distribution “{shape.distribution}”; known are {', '.join(QUANTILES)}")
    if shape.distribution == "fixed":
        low = high = shape.central
    elif shape.low is None or shape.high is None:
        raise InputError(f"{at}a {shape.distribution} distribution needs a low and a high end")
    else:
        low, high = shape.low, shape.high
    if not np.all(np.isfinite([low, shape.central, high])):
        raise InputError(f"{at}values must be finite")
    if not low <= shape.central <= high:
        raise InputError(f"{at}low {low:g}, central {shape.central:g} and high {high:g} are not in order")
    if low < 0:
        raise InputError(f"{at}low {low:g} is negative; no input of the model can be")
    if shape.unit in ("share", "correlation") and high > 1:
        raise InputError(f"{at}high {high:g} is above 1, and a {shape.unit} cannot be")
    if shape.distribution in ("lognormal", "bernoulli-lognormal") and low <= 0:
        raise InputError(f"{at}a lognormal needs a low end above 0, not {low:g}")
    if not 0 <= shape.zero_probability < 1:
        raise InputError(f"{at}zero_probability {shape.zero_probability:g} is not within 0 and 1")


@cache
def quantiles(shape: Shape) -> Array:
    """Return the shape's values at the scores of GRID."""
    check(shape)
    return np.asarray(QUANTILES[shape.distribution](shape), dtype=np.float64)


def values(shape: Shape, scores: Array) -> Array:
    """Return the shape's values at any scores, by linear interpolation. GRID is even, so that there is nothing to
    search."""
    left, rise = _steps(shape)
    per_score = (len(GRID) - 1) / (GRID[-1] - GRID[0])
    found = np.empty(len(scores))
    for first in range(0, len(scores), CHUNK):
        on = scores[first : first + CHUNK] * per_score
        on += len(GRID) // 2 + 1  # GRID has 0 in its middle and a flat step before it
        step = on.astype(np.intp)
        on -= step
        on *= rise.take(step, mode="clip")
        np.add(on, left.take(step, mode="clip"), out=found[first : first + CHUNK])
    return found


@cache
def _steps(shape: Shape) -> tuple[Array, Array]:
    """Return where each step of the table starts, and how far it rises; at either end one more, flat, for scores
    beyond."""
    left = np.concatenate([quantiles(shape)[:1], quantiles(shape)])
    return left, np.diff(left, append=left[-1])


def _fixed(shape: Shape) -> Array:
    return np.full_like(GRID, shape.central)


def _width(shape: Shape) -> float:
    """Return the score of the high end. A range of no stated coverage is read as 98 %: ends that are hardly ever
    passed."""
    return COVERAGE.get(shape.interval, 2.3263478740408408)


def _lognormal(shape: Shape) -> Array:
    """Return two halves of a lognormal that meet in the median: low, central and high are hit exactly."""
    assert shape.low is not None and shape.high is not None
    width = _width(shape)
    down, up = np.log(shape.central / shape.low) / width, np.log(shape.high / shape.central) / width
    return shape.central * np.exp(GRID * np.where(GRID < 0, down, up))


def _bernoulli_lognormal(shape: Shape) -> Array:
    """Return zero with `zero_probability`, else the lognormal; the score counts through the zeros first."""
    share = (ndtr(GRID) - shape.zero_probability) / (1 - shape.zero_probability)
    inner = np.interp(np.clip(share, 1e-6, 1 - 1e-6), ndtr(GRID), _lognormal(shape))
    return np.where(share > 0, inner, 0.0)


def _uniform(shape: Shape) -> Array:
    assert shape.low is not None and shape.high is not None
    return shape.low + (shape.high - shape.low) * ndtr(GRID)


def _normal(shape: Shape) -> Array:
    assert shape.low is not None and shape.high is not None
    width = _width(shape)
    down, up = (shape.central - shape.low) / width, (shape.high - shape.central) / width
    return np.maximum(shape.central + GRID * np.where(GRID < 0, down, up), 0.0)


def _triangular(shape: Shape) -> Array:
    """Return a triangular shape with its mode at central. With a stated coverage its feet lie outside low and high, but
    never below zero."""
    assert shape.low is not None and shape.high is not None
    low, mode, high = shape.low, shape.central, shape.high
    if shape.interval in COVERAGE and high > low:
        tail = float(ndtr(-COVERAGE[shape.interval]))
        low, high = _feet(low, mode, high, tail)
    if high == low:
        return np.full_like(GRID, mode)
    u = ndtr(GRID)
    at_mode = (mode - low) / (high - low)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.maximum(np.where(u < at_mode, rising, falling), 0.0)


def _feet(low: float, mode: float, high: float, tail: float) -> tuple[float, float]:
    """Find the feet of the triangle of which `tail` lies below low and as much above high; an end at the mode stays
    there."""
    span = high - low

    def right(left: float) -> float:
        """Return the right foot for a given left one, from the share above high."""
        if high <= mode:
            return mode

        def above(foot: float) -> float:
            return (foot - high) ** 2 / ((foot - left) * (foot - mode)) - tail

        return float(brentq(above, high, high + 20 * span))

    def below(left: float) -> float:
        return (low - left) ** 2 / ((right(left) - left) * (mode - left)) - tail

    if low >= mode:
        return mode, right(mode)
    left = float(brentq(below, low - 20 * span, low))
    return left, right(left)


def _beta(shape: Shape) -> Array:
    """Fit the beta whose 5, 50 and 95 % points (or those that the interval says) come nearest to low, central, high."""
    assert shape.low is not None and shape.high is not None
    if shape.high == shape.low:
        return np.full_like(GRID, shape.central)
    width = _width(shape)
    points = ndtr(np.array([-width, 0.0, width]))
    stated = np.array([shape.low, shape.central, shape.high])

    def miss(logs: Array) -> float:
        return float(np.sum((betaincinv(np.exp(logs[0]), np.exp(logs[1]), points) - stated) ** 2))

    mean = min(max(shape.central, 0.02), 0.98)
    spread = max((shape.high - shape.low) / (2 * width), 1e-4)
    size = max(mean * (1 - mean) / spread**2 - 1, 1.0)
    start = np.log([mean * size, (1 - mean) * size])
    best = minimize(miss, start, method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-14, "maxiter": 2000})
    a, b = np.exp(best.x)
    return np.asarray(betaincinv(a, b, ndtr(GRID)), dtype=np.float64)


QUANTILES = {
    "lognormal": _lognormal,
    "beta": _beta,
    "triangular": _triangular,
    "normal": _normal,
    "uniform": _uniform,
    "bernoulli-lognormal": _bernoulli_lognormal,
    "fixed": _fixed,
}
