"""Good dies from wafers: starts, gross dies, yield and Huawei's part, all of the half-year in which wafers are
started."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.distributions import Array, share_of_odds
from model.halves import rate_by_half
from model.inputs import Draws

MONTHS = 6  # in a half-year


@dataclass(frozen=True)
class Wafers:
    """Per half-year of start: wafers a month for AI chips and at 7 nm and below, yields, Huawei's part of the AI
    wafers; and per half-year of delivery: good dies for Huawei and for the other designers."""

    ai: Array
    le_7nm: Array
    sellable: Array
    fully_good: Array
    huawei_part: Array
    huawei_dies: Array
    other_dies: Array

    @cached_property
    def between(self) -> Array:
        """A yield of which nobody says what it counts: the middle of both, on logarithms."""
        return np.sqrt(self.sellable * self.fully_good)


def wafers(draw: Draws, choice: str = "ai") -> Wafers:
    """Draw wafers and what becomes of them. `choice` says what the dies follow from: wafers counted for AI chips, or
    (le-7nm) a share of all wafers at 7 nm and below."""
    counted = np.exp(rate_by_half(draw.log_level("ai-wafer-capacity")))
    part = share_by_half(draw, "ai-share-of-le-7nm-wafers")
    wide = np.exp(rate_by_half(draw.log_level("le-7nm-wafer-capacity")))
    ai = counted if choice == "ai" else wide * part
    sellable = share_by_half(draw, "die-yield-sellable")
    huawei = share_by_half(draw, "huawei-share-of-ai-wafers")
    started = MONTHS * ai * draw("ai-wafer-utilisation") * sellable
    lag = draw("lag-quarters") / 2
    return Wafers(
        ai=ai,
        le_7nm=wide,
        sellable=sellable,
        fully_good=sellable * draw("fully-good-share-of-sellable"),
        huawei_part=huawei,
        huawei_dies=delivered(started * huawei * draw.halves("gross-dies-per-wafer-ascend"), lag),
        other_dies=delivered(started * (1 - huawei) * draw("gross-dies-per-wafer-others"), lag),
    )


def share_by_half(draw: Draws, name: str, step: str = "") -> Array:
    """Return a share by half-year, whose log-odds go from year to year in steps."""
    return share_of_odds(rate_by_half(draw.share(name, step)))


def delivered(started: Array, lag: Array) -> Array:
    """Return what is ready in each half-year of what was started evenly over each; `lag` in half-years, up to two.

    Nothing is ready of what was started before the first half-year.
    """
    earlier = [np.zeros_like(started)] + [np.concatenate([np.zeros_like(started[:k]), started[:-k]]) for k in (1, 2)]
    earlier[0] = started
    whole = np.clip(np.floor(lag), 0, 1)
    rest = np.clip(lag - whole, 0, 1)
    near = np.where(whole == 0, earlier[0], earlier[1])
    far = np.where(whole == 0, earlier[1], earlier[2])
    return (1 - rest) * near + rest * far
