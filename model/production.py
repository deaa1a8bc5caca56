"""The production identity: how many accelerators China's designers can sell in a year, and from what.

Pure functions over arrays of draws. Packages out are the least of what logic dies, memory and packaging allow, times
the yield of packaging; what foreign dies and foreign memory were banked is used first (or in proportion, as a
sensitivity). Chips with Huawei's own memory, and cards without HBM, have constraints of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from model.distributions import Array

CONSTRAINTS = ("logic dies", "HBM", "packaging")


def gross_dies_per_wafer(area: float, edge: float = 3.0, diameter: float = 300.0) -> float:
    """Count whole dies of `area` mm² on a wafer (mm), less an edge on all sides.

    De Vries (2005), eq. 2: the area of the disc over that of a die, less the dies cut by the rim.

    >>> round(gross_dies_per_wafer(665.61), 1), round(gross_dies_per_wafer(665.61, edge=0), 1)
    (76.7, 80.4)
    """
    d = diameter - 2 * edge
    return float(np.pi * (d / 2) ** 2 / area - np.pi * d / np.sqrt(2 * area))


def defect_density(yield_: float, area: float) -> float:
    """Return the defects per cm² that give a yield on dies of `area` mm², by Poisson: y = exp(-A·D).

    >>> round(defect_density(0.20, 666.0), 3)
    0.242
    """
    return float(-np.log(yield_) / (area / 100))


def new_dies(wafers_per_month: Array, gross_dies: Array, yield_: Array) -> Array:
    """Return the good dies of a year: twelve months of wafer starts, gross dies per wafer, yield."""
    return 12 * wafers_per_month * gross_dies * yield_


def sold_after_lag(this_year: Array, last_year: Array, lag_quarters: Array) -> Array:
    """Return what is sold in a year if wafers take `lag_quarters` from start to sale and start evenly over each
    year."""
    lag = np.clip(lag_quarters / 4, 0, 1)
    return (1 - lag) * this_year + lag * last_year


def total(amounts: Iterable[Array]) -> Array:
    """Return the sum of amounts; unlike `sum` it does not begin by adding each draw to zero."""
    return reduce(np.add, amounts)


def share_of(part: Array, whole: Array) -> Array:
    """Return part / whole, and 0 where the whole is 0."""
    return part / np.maximum(whole, np.finfo(float).tiny)


def drawn_from_bank(needed: Array, left: Array) -> tuple[Array, Array]:
    """Return what can be taken from a bank, and what is left: never below zero."""
    taken = np.minimum(needed, np.maximum(left, 0))
    return taken, left - taken


@dataclass(frozen=True)
class Packages:
    """Packages started and out, and how many each of CONSTRAINTS allowed to start."""

    started: Array
    out: Array
    allowed: tuple[Array, Array, Array]

    @property
    def binding(self) -> Array:
        """Which constraint bound: an index into CONSTRAINTS."""
        return np.stack(self.allowed).argmin(axis=0)


def packages(
    dies: Array, stacks: Array, capacity: Array, dies_each: Array, stacks_each: Array, yield_: Array
) -> Packages:
    """Return the least of what dies, memory stacks and packaging capacity allow, times the yield of packaging."""
    by_dies, by_stacks = dies / dies_each, stacks / stacks_each
    started = np.minimum(np.minimum(by_dies, by_stacks), capacity)
    return Packages(started, started * yield_, (by_dies, by_stacks, capacity))


def domestic_share(foreign: Array, domestic: Array, used: Array, foreign_first: bool) -> Array:
    """Return the share of what was used that is domestic: foreign stock first, or in proportion to what there was."""
    if not foreign_first:
        return share_of(domestic, foreign + domestic)
    return share_of(np.maximum(used - foreign, 0), used)


def both_domestic(die: Array, memory: Array, foreign_first: bool) -> Array:
    """Return the share of packages with domestic die and domestic memory. If both foreign banks are used first, the
    domestic dies meet the domestic memory at the end of the year; in proportion, they meet by chance."""
    return np.minimum(die, memory) if foreign_first else die * memory
