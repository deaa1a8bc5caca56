"""The estimate under other inputs, on an earlier day, or before any figure was heard.

Draws are functions of scores, and a changed input changes the function, not the scores. So draws of the estimate as it
stands are draws under the changed input too, each with the weight by which its likelihood changed; where too few of
them keep a weight, they are led there in steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from model.condition import conditioned, likelihood_of, prior
from model.distributions import Array
from model.indicator import Setting, run
from model.inputs import Draws, Inputs, Score
from model.outputs import Row, estimates
from model.smc import QUICK, effective, resampled, sample
from model.tables import SEED, Texts, digest, inputs, is_current, setting, witnesses
from model.witnesses import Witness, in_force
from schemas.package import Package
from schemas.typed_rows import typed_rows

FEW = 1_200  # draws
LEAST = 0.1  # part of the draws that must stay effective


@dataclass(frozen=True)
class Case:
    """Inputs, setting and figures of one state of the package."""

    inputs: Inputs
    setting: Setting
    figures: tuple[Witness, ...]

    @property
    def digest(self) -> str:
        return digest(self.inputs, self.figures, self.setting)

    @staticmethod
    def of(package: Package, texts: Texts) -> "Case":
        told = in_force([w for w in witnesses(texts) if w.use == "condition"])
        return Case(inputs(texts), setting(package.day), tuple(told))


def drawn(package: Package, texts: Texts, case: Case) -> tuple[Draws, tuple[Score, ...]]:
    """Return draws of the estimate as it stands, and which scores the figures bear on: those of the table `draws`
    where it is of this case, else drawn anew, which takes a minute."""
    rows = typed_rows(texts["draws"]) if "draws" in texts else []
    if not rows or not is_current(package, texts):
        found = conditioned(case.inputs, FEW, SEED, case.setting, case.figures, QUICK)
        return found.draw, found.moved
    scores = {
        (row["input_id"], row["drawn_for"].removeprefix("all")): np.array(row["scores"].split(), float) for row in rows
    }
    return Draws(case.inputs, len(next(iter(scores.values()))), SEED, scores), tuple(sorted(scores))


def both_estimates(
    draw: Draws, keys: tuple[Score, ...], before: Case, after: Case, seed: int = SEED
) -> tuple[list[Row], list[Row], str]:
    """Return the estimates of two states from the same draws, and how those of the second were found.

    The draws are those of the first; for the second each has the weight by which its likelihood changed. Where too few
    keep a weight, they are led from the one likelihood to the other in steps, and moved.
    """
    old = estimates(run(draw, before.setting), before.setting)

    def under(case: Case, scores: Mapping[Score, Array]) -> Array:
        return likelihood_of(Draws(case.inputs, draw.n, draw.seed, dict(scores)), case.setting, case.figures)

    ratios = under(after, draw.scores) - under(before, draw.scores)
    weights = np.exp(ratios - ratios.max())
    share = effective(weights) / draw.n
    if share >= LEAST:
        kept = resampled(weights, np.random.default_rng(seed))
        scores = {k: v[kept] for k, v in draw.scores.items()}
        how = f"draws weighed anew, {share:.0%} stay effective"
    else:
        rest = {k: v for k, v in draw.scores.items() if k not in keys}

        def heard(case: Case, moved: Array) -> Array:
            return under(case, rest | dict(zip(keys, moved, strict=True)))

        found = sample(
            np.stack([draw.scores[k] for k in keys]), lambda s: heard(after, s) - heard(before, s), seed,
            QUICK, lambda s: heard(before, s),
        )  # fmt: skip
        scores = rest | dict(zip(keys, found.scores, strict=True))
        how = f"draws led to the new state in {len(found.temperatures) - 1} steps, as {share:.0%} would stay effective"
    moved = Draws(after.inputs, draw.n, draw.seed, scores)
    return old, estimates(run(moved, after.setting), after.setting), how


def changed(package: Package, texts: Texts, assignments: Sequence[str], seed: int) -> tuple[list[Row], str]:
    """Return the estimates with inputs fixed, `name:period=value`, and how they were found."""
    case = Case.of(package, texts)
    after = replace(case, inputs=case.inputs.changed(assignments))
    _, rows, how = both_estimates(*drawn(package, texts, case), case, after, seed)
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
