"""Tempered sequential Monte Carlo on standard normal scores: from the prior to the posterior in steps.

In each step the likelihood counts a little more, so much that the effective sample stays above a part of the whole;
particles are drawn anew in proportion to their weights and then moved. A move mixes a particle with a draw from a
normal fitted to all of them (a preconditioned Crank–Nicolson proposal, corrected for the prior), and is accepted by
the rule of Metropolis. Numpy only, seeded.

Del Moral, Doucet, Jasra (2006), Sequential Monte Carlo samplers; Cotter et al. (2013), MCMC methods for functions.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.distributions import Array

SHRUNK = 0.1  # how far the fitted covariance is drawn towards that of the prior
ACCEPTED = 0.3  # acceptance at which moves are aimed


@dataclass(frozen=True)
class Effort:
    """How much is done: the part of the particles that the effective sample keeps at each step, moves after each step
    and after the last."""

    kept: float
    moves: int
    last_moves: int


THOROUGH, QUICK = Effort(0.3, 3, 60), Effort(0.2, 2, 10)


@dataclass(frozen=True)
class Sample:
    """Particles of the posterior, one column each, and how the run went."""

    scores: Array
    log_likelihood: Array
    temperatures: tuple[float, ...]
    acceptance: tuple[float, ...]


def sample(
    start: Array, log_likelihood: Callable[[Array], Array], seed: int, effort: Effort = THOROUGH,
    heard: Callable[[Array], Array] | None = None,
) -> Sample:  # fmt: skip
    """Lead particles `start` (scores × particles, drawn from the prior) to the posterior.

    With `heard`, they are drawn from the prior times what was heard before (as a logarithm), and `log_likelihood` is
    what comes on top of it."""
    random = np.random.default_rng(seed)
    scores, likelihood = start, log_likelihood(start)
    temperature, temperatures, acceptance, mix = 0.0, [0.0], [], 0.5
    while temperature < 1:
        step = _next_step(likelihood, temperature, effort.kept)
        chosen = resampled(np.exp(step * (likelihood - likelihood.max())), random)
        scores, likelihood, temperature = scores[:, chosen], likelihood[chosen], temperature + step
        fitted = Fitted.of(scores)
        state = State(scores, likelihood, _base(scores, fitted, heard))
        for _ in range(effort.last_moves if temperature >= 1 else effort.moves):
            state, rate = _moved(state, log_likelihood, temperature, mix, fitted, random, heard)
            mix = float(np.clip(mix * np.exp(rate - ACCEPTED), 0.02, 0.95))
            acceptance.append(rate)
        scores, likelihood = state.scores, state.likelihood
        temperatures.append(temperature)
    return Sample(scores, likelihood, tuple(temperatures), tuple(acceptance))


def effective(weights: Array) -> float:
    """Return the effective sample size of weights.

    >>> float(effective(np.array([1.0, 1.0, 0.0, 0.0])))
    2.0
    """
    return float(weights.sum() ** 2 / np.maximum((weights**2).sum(), np.finfo(float).tiny))


def _next_step(log_likelihood: Array, temperature: float, kept: float) -> float:
    """Return the largest step at which enough of the sample stays effective, by bisection."""

    def enough(step: float) -> bool:
        weights = np.exp(step * (log_likelihood - log_likelihood.max()))
        return effective(weights) >= kept * len(log_likelihood)

    low, high = 0.0, 1.0 - temperature
    if enough(high):
        return high
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if enough(middle) else (low, middle)
    return max(low, 1e-6)


def resampled(weights: Array, random: np.random.Generator) -> Array:
    """Return which particles are kept, systematically: each as often as its weight says, but for a fraction."""
    n = len(weights)
    places = (random.random() + np.arange(n)) / n
    return np.searchsorted(np.cumsum(weights) / weights.sum(), places, side="left").clip(max=n - 1)


@dataclass(frozen=True)
class Fitted:
    """The normal fitted to the particles, drawn a little towards the prior."""

    mean: Array
    root: Array
    inverse: Array

    @staticmethod
    def of(scores: Array) -> "Fitted":
        spread = (1 - SHRUNK) * np.cov(scores) + SHRUNK * np.eye(len(scores))
        root = np.linalg.cholesky(spread)
        return Fitted(scores.mean(axis=1, keepdims=True), np.asarray(root), np.asarray(np.linalg.inv(root)))

    def prior_over(self, scores: Array) -> Array:
        """Return the logarithm of the density of the prior over that of this normal, but for a constant."""
        whitened = self.inverse @ (scores - self.mean)
        return 0.5 * (np.einsum("ij,ij->j", whitened, whitened) - np.einsum("ij,ij->j", scores, scores))


@dataclass(frozen=True)
class State:
    """Particles with their log-likelihood and the density of the prior, with what was heard before, over the fitted
    one."""

    scores: Array
    likelihood: Array
    over: Array

    def where(self, accepted: NDArray[np.bool_], other: "State") -> "State":
        """Return the other particles where they are accepted, and these elsewhere."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return State(*(np.where(accepted, then, now) for now, then in pairs))


def _base(scores: Array, fitted: Fitted, heard: Callable[[Array], Array] | None) -> Array:
    over = fitted.prior_over(scores)
    return over if heard is None else over + heard(scores)


def _moved(
    state: State, log_likelihood: Callable[[Array], Array], temperature: float, mix: float, fitted: Fitted,
    random: np.random.Generator, heard: Callable[[Array], Array] | None,
) -> tuple[State, float]:  # fmt: skip
    drawn = fitted.root @ random.standard_normal(state.scores.shape)
    proposed = fitted.mean + np.sqrt(1 - mix**2) * (state.scores - fitted.mean) + mix * drawn
    then = State(proposed, log_likelihood(proposed), _base(proposed, fitted, heard))
    gain = temperature * (then.likelihood - state.likelihood) + then.over - state.over
    accepted = np.log(random.random(len(gain))) < gain
    return state.where(accepted, then), float(accepted.mean())
