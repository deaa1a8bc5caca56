"""A small model that ours and public libraries compute alike: Huawei’s chips of a year from wafers, and their share.

Ends are symmetric, on logarithms or log-odds, so that every library can draw the same distributions."""

import math
from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np

from model.distributions import Array
from model.figure_likelihood import log_likelihoods
from model.halves import HALVES
from model.indicator import Run
from model.inputs import ONCE, Draws, Inputs, read_inputs
from model.smc import Sample, sample
from model.witnesses import Witness, read_witnesses

GROSS_DIES, DIES_EACH = 78, 2  # dies of a wafer, and in a package
LOGNORMAL = {"wafers": (3e3, 15e3), "imports": (4e5, 2e6), "smuggled": (2e4, 6e5)}
SHARES = {"utilisation": (0.8, 0.98), "good": (0.2, 0.6), "huawei": (0.6, 0.92), "packed": (0.55, 0.9)}
COUNT, BIAS = (2e5, 3.2e6), (0.05, 0.3)  # what is counted, and how large the biases of houses are: 5 and 95 %
ERROR = 0.15
HEARD = (("one", 900_000.0), ("one", 1_000_000.0), ("other", 700_000.0))  # houses, and what they count


def centre(low: float, high: float, kind: str) -> float:
    """Return the middle on the scale of the distribution."""
    if kind == "lognormal":
        return math.sqrt(low * high)
    return 1 / (1 + math.exp(-(math.log(low / (1 - low)) + math.log(high / (1 - high))) / 2))


def small_inputs() -> Inputs:
    """Return the inputs of both parts as rows of ours."""
    drawn = [(name, ends, "lognormal") for name, ends in LOGNORMAL.items()]
    drawn += [(name, ends, "logit-normal") for name, ends in SHARES.items()]
    drawn += [("count", COUNT, "lognormal"), ("house-bias", BIAS, "lognormal")]
    rows = [_row(name, low, centre(low, high, kind), high, kind) for name, (low, high), kind in drawn]
    bases = ("official", "estimated", "reported", "forecast")
    return read_inputs(rows + [_row(f"witness-error-{basis}", None, ERROR, None, "fixed") for basis in bases])


def _row(name: str, low: float | None, central: float, high: float | None, kind: str) -> dict[str, object]:
    unit = "share" if kind == "logit-normal" else "units"
    return {
        "assumption_id": name, "input_id": name, "input_name": name, "family_id": None, "drawn": ONCE, "period": "",
        "vintage": None, "low": low, "central": central, "high": high, "unit": unit, "distribution": kind,
        "interval": "p90", "basis": "assumed", "reason": "", "source_ids": None, "known_on": None,
    }  # fmt: skip


def share_sold(x: dict[str, Array]) -> Array:
    """Return Huawei’s share in what was sold."""
    made = 12 * x["wafers"] * x["utilisation"] * x["good"] * x["huawei"] * GROSS_DIES / DIES_EACH * x["packed"]
    return made / (made + x["imports"] + x["smuggled"])


def our_shares(inputs: Inputs, n: int, seed: int) -> Array:
    """Return draws of the share by our own draws."""
    draw = Draws(inputs, n, seed)
    return share_sold({name: draw(name) for name in (*LOGNORMAL, *SHARES)})


# Conditioning


@dataclass(frozen=True)
class Counted:
    """A run in which Huawei’s single-die chips alone are sold: half of a year’s count in every half-year."""

    by_year: Array

    def together(self, families: tuple[str, ...], metric: str) -> Array:
        half = self.by_year / 2 if "910b" in families else np.zeros_like(self.by_year)
        return np.broadcast_to(half, (len(HALVES), len(half)))


def heard() -> list[Witness]:
    """Return what houses count of the chips sold in 2025."""
    empty = dict.fromkeys(("definition_id", "chip_id", "value_low", "value_high", "interval", "bound", "first_said_on"))
    same = empty | {
        "metric_id": "chip-shipments", "firm_id": "huawei", "region_id": "cn", "period": "2025", "basis": "estimated",
        "observed": True, "use": "condition", "as_of": "2026-01", "recorded_on": date(2026, 1, 31),
    }  # fmt: skip
    return read_witnesses(
        same | {"observation_id": f"obs-{n}", "house_id": house, "value": value}
        for n, (house, value) in enumerate(HEARD)
    )


def our_posterior(inputs: Inputs, n: int, seed: int) -> tuple[Array, Sample]:
    """Return draws of the count, given what the houses say, by our sampler and our likelihood."""
    names = ("count", "house-bias")
    told, prior = heard(), Draws(inputs, n, seed)

    def likelihood(scores: Array) -> Array:
        draw = Draws(inputs, n, 0, {(name, ""): s for name, s in zip(names, scores, strict=True)})
        return sum(log_likelihoods(cast(Run, Counted(draw("count"))), draw, told).values(), np.zeros(n))

    found = sample(np.stack([prior.score(name, "") for name in names]), likelihood, seed)
    return Draws(inputs, n, 0, {("count", ""): found.scores[0]})("count"), found
