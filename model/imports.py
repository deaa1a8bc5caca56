"""Accelerators from abroad: licensed ones of training class and below it, AMD’s, and smuggled ones, by half-year.

What is licensed follows from what was sold up to the first half of `OPEN_FROM`, and then from a policy that is drawn
once and persists: exports shut, open for chips of the class of the H20, or for those of the class of the H200."""

from dataclasses import dataclass

import numpy as np

from model.distributions import Array
from model.halves import HALVES, YEARS, at
from model.inputs import Draws
from model.special_functions import ndtri
from model.supply import flow

POLICIES = ("shut", "h20-class", "h200-class")
OPEN_FROM = (2026, 2)  # first half-year that follows from the policy


@dataclass(frozen=True)
class Imports:
    """Units by half-year; `policy` is an index into POLICIES by half-year from OPEN_FROM, -1 before."""

    t1: Array
    t3: Array
    amd: Array
    smuggled: Array
    policy: Array

    @property
    def licensed(self) -> Array:
        return self.t1 + self.amd + self.t3


def imports(draw: Draws) -> Imports:
    """Draw what comes from abroad."""
    policy = policies(draw)
    t1 = np.stack([draw.half("licensed-imports-t1", *half) for half in HALVES[: at(*OPEN_FROM)]])
    classes = np.stack([flow(draw, f"licensed-imports-{name}") for name in POLICIES])
    first = at(*OPEN_FROM)
    later = np.take_along_axis(classes[:, first:], np.maximum(policy[first:], 0)[None], axis=0)[0]
    return Imports(
        np.concatenate([t1, later]), flow(draw, "licensed-imports-t3", tilt="half-tilt"), flow(draw, "amd-imports"),
        flow(draw, "smuggled-imports", tilt="half-tilt"), policy,
    )  # fmt: skip


def policies(draw: Draws) -> Array:
    """Return the policy by half-year: drawn for the first, kept from year to year with a probability, else drawn
    anew."""
    weights = [draw.central(f"policy-probability-{name}") for name in POLICIES]
    ends = ndtri(np.cumsum(weights)[:-1] / sum(weights))
    keeps = ndtri(draw.central("policy-persistence"))
    out = np.full((len(HALVES), draw.n), -1)
    now = None
    for year in YEARS:
        if year < OPEN_FROM[0]:
            continue
        fresh = np.searchsorted(ends, draw.score("policy", str(year)))
        now = fresh if now is None else np.where(draw.score("policy-kept", str(year)) < keeps, now, fresh)
        for half in (1, 2):
            if (year, half) >= OPEN_FROM:
                out[at(year, half)] = now
    return out
