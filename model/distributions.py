"""Distributions through a low, a central and a high value, as functions of a standard normal score.

Every shape is a straight line in the score, in two halves that meet in the median: on the value itself, its logarithm
or its log-odds. So central is the median whatever the shape, low and high are hit exactly, and correlation is set on
the scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from model.special_functions import Array, logit, ndtr
from schemas.errors import UserError

COVERAGE = {"p90": 1.6448536269514722, "p80": 1.2815515655446004, "p50": 0.6744897501960817}
WHOLE = 2.3263478740408408  # score of the ends of a range of no stated coverage: 98 %, ends that are hardly ever passed
NEAREST = 1e-3  # how near a share with log-odds comes to nothing or all
DISTRIBUTIONS = ("lognormal", "logit-normal", "normal", "uniform", "fixed")


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
    unit: str


def check(shape: Shape) -> None:
    """Check that the shape is possible. Raises InputError."""
    for _, text in faults(shape):
        raise InputError(f"{shape.name}: {text}")


def faults(shape: Shape) -> Iterator[tuple[str, str]]:
    """Yield what makes the shape impossible: which of the rules on assumptions it breaks, and how, in words."""
    if shape.distribution not in DISTRIBUTIONS:
        yield "known", f"unknown distribution “{shape.distribution}”; known are {', '.join(DISTRIBUTIONS)}"
        return
    low, high = (shape.central,) * 2 if shape.distribution == "fixed" else (shape.low, shape.high)
    if low is None or high is None:
        yield "both-ends", f"a {shape.distribution} distribution needs a low and a high end"
        return
    if not np.all(np.isfinite([low, shape.central, high])):
        yield "finite", "values must be finite"
        return
    if not low <= shape.central <= high:
        yield "ordered", f"low {low:g}, central {shape.central:g} and high {high:g} are not in order"
    if min(low, high) < 0 and shape.unit != "log-odds":
        yield "negative", f"low {low:g} is negative; no input of the model can be, but a step of log-odds"
    if shape.unit == "share" and max(low, high) > 1:
        yield "share", f"high {high:g} is above 1, and a share cannot be"
    yield from _faults_of_kind(shape, low, high)


def _faults_of_kind(shape: Shape, low: float, high: float) -> Iterator[tuple[str, str]]:
    if shape.distribution == "lognormal" and low <= 0:
        yield "lognormal", f"a lognormal needs a low end above 0, not {low:g}"
    if shape.distribution == "logit-normal" and shape.unit != "share":
        yield "logit-normal", f"log-odds are of shares, not of {shape.unit}"
    if shape.distribution == "logit-normal" and (shape.central < NEAREST or 1 - NEAREST < shape.central <= 1):
        yield "near", f"central {shape.central:g} is too near to 0 or 1 for log-odds"
    if shape.distribution == "uniform" and not np.isclose(shape.central, (low + high) / 2):
        yield "uniform", f"central {shape.central:g} of a uniform distribution is not the middle of its ends"


@cache
def _line(shape: Shape) -> tuple[float, float, float]:
    """Return the median and the slopes below and above it, on the scale of the shape."""
    assert shape.low is not None and shape.high is not None
    ends = np.array([shape.low, shape.central, shape.high])
    if shape.distribution == "lognormal":
        ends = np.log(ends)
    if shape.distribution == "logit-normal":
        ends = logit(np.clip(ends, NEAREST, 1 - NEAREST))
    width = COVERAGE.get(shape.interval, WHOLE)
    return float(ends[1]), float(ends[1] - ends[0]) / width, float(ends[2] - ends[1]) / width


def on_line(shape: Shape, scores: Array) -> Array:
    """Return values on the scale on which the shape is a line: logarithms of a lognormal, log-odds of a logit-
    normal."""
    middle, down, up = _line(shape)
    outer = np.maximum if up > down else np.minimum  # of two lines through the median, the one that bends so
    return middle + outer(down * scores, up * scores)


def values(shape: Shape, scores: Array) -> Array:
    """Return the shape's values at any scores."""
    if shape.distribution == "uniform":
        assert shape.low is not None and shape.high is not None
        return shape.low + (shape.high - shape.low) * ndtr(scores)
    line = on_line(shape, scores)
    if shape.distribution == "logit-normal":
        return share_of_odds(line)
    if shape.unit == "log-odds":
        return line
    found = np.exp(line) if shape.distribution == "lognormal" else np.maximum(line, 0.0)
    return np.minimum(found, 1.0) if shape.unit == "share" else found


def share_of_odds(log_odds: Array) -> Array:
    """Return the shares that have these log-odds; the hyperbolic tangent overflows at none, and is quick."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * log_odds))


def logs(shape: Shape, scores: Array) -> Array:
    """Return logarithms of a positive shape's values."""
    return on_line(shape, scores) if shape.distribution == "lognormal" else np.log(values(shape, scores))


def odds(shape: Shape, scores: Array) -> Array:
    """Return log-odds of a share's values."""
    if shape.distribution == "logit-normal":
        return on_line(shape, scores)
    return logit(np.clip(values(shape, scores), NEAREST, 1 - NEAREST))
