"""The grid of time: half-years from the first to the last year of the estimate. Years are their sums."""

from collections.abc import Iterable
from functools import reduce

import numpy as np

from model.distributions import Array

YEARS = range(2022, 2029)
STEEPEST = 1.0  # logs of the second half over the first
HALVES = tuple((year, half) for year in YEARS for half in (1, 2))


def at(year: int, half: int) -> int:
    """Return the place of a half-year in HALVES.

    >>> HALVES[at(2025, 2)]
    (2025, 2)
    """
    return 2 * (year - YEARS[0]) + half - 1


def of_year(year: int) -> slice:
    """Return the places of the two halves of a year.

    >>> HALVES[of_year(2023)]
    ((2023, 1), (2023, 2))
    """
    return slice(at(year, 1), at(year, 2) + 1)


def total(amounts: Iterable[Array]) -> Array:
    """Return the sum of amounts."""
    return reduce(np.add, amounts)


def yearly(by_half: Array) -> Array:
    """Add up half-years, rows of an array, to years."""
    return by_half[0::2] + by_half[1::2]


def rate_by_half(by_year: Array) -> Array:
    """Return levels of a rate at the middle of each half, from those at the middle of each year, on a straight line; at
    either end the line goes on."""
    return np.asarray(ON_A_LINE @ by_year)


def _on_a_line() -> Array:
    """Return the part of each year’s level in that of each half, halves × years."""
    level = np.eye(len(YEARS))
    before = np.concatenate([2 * level[:1] - level[1:2], level[:-1]])
    after = np.concatenate([level[1:], 2 * level[-1:] - level[-2:-1]])
    return interleave(0.75 * level + 0.25 * before, 0.75 * level + 0.25 * after)


def interleave(first: Array, second: Array) -> Array:
    """Return first and second halves in turn."""
    out = np.empty((2 * len(first), *first.shape[1:]))
    out[0::2], out[1::2] = first, second
    return out


def flow_by_half(by_year: Array, growing: Array, tilt: Array | float) -> Array:
    """Split a year's flow over its halves: as a flow that grows like `growing` (yearly logs) would fall, and by a tilt.

    `tilt` are logs of what the first half has over the second beyond that. The halves add up to the year. Growth
    makes the halves differ by `STEEPEST` at most, as what begins in a year does not begin on its last day."""
    grown = (ON_A_LINE[1::2] - ON_A_LINE[0::2]) @ growing
    first = by_year / (1 + np.exp(np.clip(grown, -STEEPEST, STEEPEST) - tilt))
    return interleave(first, by_year - first)


ON_A_LINE = _on_a_line()
