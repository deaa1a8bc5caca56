"""From the prior to what the published figures leave of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.distributions import Array
from model.indicator import Run, Setting, run
from model.inputs import Draws, Inputs, Score
from model.likelihood import log_likelihoods
from model.smc import THOROUGH, Effort, Sample, sample
from model.witnesses import Witness

PROBES = 24  # draws in which a score is tried


@dataclass(frozen=True)
class Posterior:
    """Draws given the witnesses, what follows from them, and how the sampler went."""

    draw: Draws
    run: Run
    sample: Sample
    keys: tuple[Score, ...]
    witnesses: tuple[Witness, ...]


def prior(inputs: Inputs, n: int, seed: int, setting: Setting) -> tuple[Draws, Run]:
    """Return draws of the prior and what follows from them."""
    draw = Draws(inputs, n, seed)
    return draw, run(draw, setting)


def conditioned(
    inputs: Inputs, n: int, seed: int, setting: Setting, witnesses: Sequence[Witness], effort: Effort = THOROUGH,
    told: Sequence[Score] = (),
) -> Posterior:  # fmt: skip
    """Return the posterior given the witnesses.

    Scores on which no witness depends stay as the prior drew them; `told` are those on which one does, where known.
    """
    draw, before = prior(inputs, n, seed, setting)
    keys = tuple(sorted(draw.scores))
    told = told or scores_told(inputs, setting, witnesses)
    if not witnesses or not told:
        unmoved = Sample(np.empty((0, n)), np.zeros(n), (0.0, 1.0), (1.0,))
        return Posterior(draw, before, unmoved, keys, tuple(witnesses))

    def likelihood(scores: Array) -> Array:
        fixed = {k: draw.scores[k] for k in keys if k not in told}
        return likelihood_of(Draws(inputs, n, 0, fixed | dict(zip(told, scores, strict=True))), setting, witnesses)

    found = sample(np.stack([draw.scores[k] for k in told]), likelihood, seed, effort)
    after = Draws(inputs, n, 0, draw.scores | dict(zip(told, found.scores, strict=True)))
    return Posterior(after, run(after, setting), found, keys, tuple(witnesses))


def likelihood_of(draw: Draws, setting: Setting, witnesses: Sequence[Witness]) -> Array:
    """Return the log-likelihood of all witnesses, one value per draw."""
    return sum(log_likelihoods(run(draw, setting), draw, witnesses).values(), np.zeros(draw.n))


def scores_told(inputs: Inputs, setting: Setting, witnesses: Sequence[Witness]) -> tuple[Score, ...]:
    """Return the scores on which the likelihood depends: those whose change changes it in any of a few draws."""
    base = Draws(inputs, PROBES, 0)
    before = likelihood_of(base, setting, witnesses)
    found = []
    for key in sorted(base.scores):
        moved = Draws(inputs, PROBES, 0, base.scores | {key: base.scores[key] + 1.0})
        if not np.array_equal(before, likelihood_of(moved, setting, witnesses)):
            found.append(key)
    return tuple(found)
