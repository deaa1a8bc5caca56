"""The estimate under other inputs, on an earlier day, or before any figure was heard.

Draws are functions of scores, and a changed input changes the function, not the scores. So draws of the estimate as it
stands are draws under the changed input too, each with the weight by which its likelihood changed; where too few of
them keep a weight, the figures are heard anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from model.condition import conditioned, likelihood_of, prior
from model.indicator import Setting, run
from model.inputs import Draws, Inputs
from model.outputs import Row, estimates
from model.smc import QUICK, effective, resampled
from model.tables import SEED, Texts, digest, inputs, setting, witnesses
from model.witnesses import Witness, in_force
from schemas.package import Package

FEW = 1_200  # draws
LEAST = 0.1  # part of the draws that must stay effective


@dataclass(frozen=True)
class Case:
    """Inputs, setting and figures of one state of the package."""

    inputs: Inputs
    setting: Setting
    told: tuple[Witness, ...]

    @property
    def digest(self) -> str:
        return digest(self.inputs, self.told, self.setting)

    @staticmethod
    def of(package: Package, texts: Texts) -> "Case":
        told = in_force([w for w in witnesses(texts) if w.use == "condition"])
        return Case(inputs(texts), setting(package.day), tuple(told))


def both_estimates(before: Case, after: Case, seed: int = SEED) -> tuple[list[Row], list[Row], str]:
    """Return the estimates of two states from the same draws, and how those of the second were found.

    The draws are those of the first; for the second each has the weight by which its likelihood changed. Where too few
    keep a weight, the second state hears its figures anew.
    """
    base = conditioned(before.inputs, FEW, seed, before.setting, before.told, QUICK)
    old = estimates(base.run, before.setting)
    draw = Draws(after.inputs, FEW, seed, dict(base.draw.scores))
    ratios = likelihood_of(draw, after.setting, after.told) - base.sample.log_likelihood
    weights = np.exp(ratios - ratios.max())
    share = effective(weights) / FEW
    if share < LEAST:
        anew = conditioned(after.inputs, FEW, seed, after.setting, after.told, QUICK)
        how = f"figures heard anew, as {share:.0%} of the draws would have stayed effective"
        return old, estimates(anew.run, after.setting), how
    kept = resampled(weights, np.random.default_rng(seed))
    moved = Draws(after.inputs, FEW, seed, {k: v[kept] for k, v in draw.scores.items()})
    return old, estimates(run(moved, after.setting), after.setting), f"draws weighed anew, {share:.0%} stay effective"


def changed(package: Package, texts: Texts, assignments: Sequence[str], seed: int) -> tuple[list[Row], str]:
    """Return the estimates with inputs fixed, `name:period=value`, and how they were found."""
    case = Case.of(package, texts)
    _, rows, how = both_estimates(case, replace(case, inputs=case.inputs.changed(assignments)), seed)
    return rows, how


def as_of(package: Package, texts: Texts, day: date, assignments: Sequence[str], seed: int) -> tuple[list[Row], str]:
    """Return the estimates from what was public on a day."""
    known, chosen = inputs(texts, day).changed(assignments), setting(day)
    told = in_force([w for w in witnesses(texts) if w.use == "condition"], day)
    found = conditioned(known, FEW, seed, chosen, told, QUICK)
    return estimates(found.run, chosen), f"{len(told)} figures were public on {day}"


def prior_only(
    package: Package, texts: Texts, assignments: Sequence[str], n: int, seed: int
) -> tuple[list[Row], str]:  # fmt: skip
    """Return the estimates before any figure was heard."""
    known, chosen = inputs(texts).changed(assignments), setting(package.day)
    return estimates(prior(known, n, seed, chosen)[1], chosen), "no published figure was heard"
