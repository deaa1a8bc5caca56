"""From the prior to what the published figures leave of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.distributions import Array
from model.figure_likelihood import figures_of, log_likelihoods, predictions
from model.indicator import Run, Setting, run
from model.inputs import Draws, Inputs, Score
from model.kalman import smoothed
from model.smc import THOROUGH, Effort, Sample, sample
from model.witnesses import Witness, predicted

WIDER, EVEN = 1.3, 0.02  # how much wider than the smoother’s draws the sampler starts
PROBES = 24  # draws in which a score is tried
NOISE = 1e-9  # changes of a log-likelihood that come from the order of adding


@dataclass(frozen=True)
class Posterior:
    """Draws given the witnesses, what follows from them, and how the sampler went. `keys` are all scores, `moved` those
    on which the witnesses bear."""

    draw: Draws
    run: Run
    sample: Sample
    keys: tuple[Score, ...]
    moved: tuple[Score, ...]
    witnesses: tuple[Witness, ...]


def prior(inputs: Inputs, n: int, seed: int, setting: Setting) -> tuple[Draws, Run]:
    """Return draws of the prior and what follows from them."""
    draw = Draws(inputs, n, seed)
    return draw, run(draw, setting)


def conditioned(
    inputs: Inputs, n: int, seed: int, setting: Setting, witnesses: Sequence[Witness], effort: Effort = THOROUGH
) -> Posterior:
    """Return the posterior given the witnesses. Scores on which no witness depends stay as the prior drew them."""
    draw, before = prior(inputs, n, seed, setting)
    keys = tuple(sorted(draw.scores))
    told = _told(inputs, keys, setting, witnesses) if witnesses else ()
    if not told:
        unmoved = Sample(np.empty((0, n)), np.zeros(n), (0.0, 1.0), (1.0,))
        return Posterior(draw, before, unmoved, keys, (), tuple(witnesses))

    rest = {k: draw.scores[k] for k in keys if k not in told}

    def drawn(scores: Array) -> Draws:
        return Draws(inputs, scores.shape[1], 0, rest | dict(zip(told, scores, strict=True)))

    placed = [w for w in witnesses if predicted(before, w) is not None]
    near = smoothed(
        np.stack([draw.scores[k] for k in told]), lambda s: predictions(run(drawn(s), setting), placed),
        figures_of(draw, placed), seed,
    )  # fmt: skip
    middle, root = near.mean(axis=1, keepdims=True), np.linalg.cholesky(WIDER * np.cov(near) + EVEN * np.eye(len(near)))

    def likelihood(points: Array) -> Array:
        """Return the likelihood of points that are standard normal where `near` lies, over what lies there anyway."""
        scores = root @ points
        scores += middle
        over = 0.5 * (np.einsum("ij,ij->j", points, points) - np.einsum("ij,ij->j", scores, scores))
        return likelihood_of(drawn(scores), setting, witnesses) + over

    start = np.random.default_rng([seed, 1]).standard_normal(near.shape)
    found = sample(start, likelihood, seed, effort)
    scores = middle + root @ found.scores
    after = drawn(scores)
    return Posterior(after, run(after, setting), found, keys, told, tuple(witnesses))


def likelihood_of(draw: Draws, setting: Setting, witnesses: Sequence[Witness]) -> Array:
    """Return the log-likelihood of all witnesses, one value per draw."""
    return sum(log_likelihoods(run(draw, setting), draw, witnesses).values(), np.zeros(draw.n))


def _told(inputs: Inputs, keys: Sequence[Score], setting: Setting, witnesses: Sequence[Witness]) -> tuple[Score, ...]:
    """Return the scores on which the likelihood depends: those whose change changes it in any of a few draws. One run
    holds them all: a block of the same draws for each score, moved in its block alone."""
    base, shape = Draws(inputs, PROBES, 0), (len(keys) + 1, PROBES)
    run(base, setting)
    blocks = {key: np.tile(base.scores[key], shape[0]) for key in keys}
    for n, key in enumerate(keys, 1):
        blocks[key][n * PROBES : (n + 1) * PROBES] += 1.0
    found = likelihood_of(Draws(inputs, shape[0] * PROBES, 0, blocks), setting, witnesses).reshape(shape)
    moved = np.abs(found[1:] - found[0]).max(axis=1) > NOISE
    return tuple(key for key, is_moved in zip(keys, moved, strict=True) if is_moved)
