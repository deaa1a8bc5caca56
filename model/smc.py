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


THOROUGH, QUICK = Effort(0.35, 4, 60), Effort(0.25, 2, 12)


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
        state = State.at(fitted.whitened(scores), scores, likelihood, heard)
        for _ in range(effort.last_moves if temperature >= 1 else effort.moves):
            state, rate = _moved(state, log_likelihood, temperature, mix, fitted, random, heard)
            mix = float(np.clip(mix * np.exp(rate - ACCEPTED), 0.02, 0.95))
            acceptance.append(rate)
        scores, likelihood = fitted.scores(state.whitened), state.likelihood
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

    @staticmethod
    def of(scores: Array) -> "Fitted":
        spread = (1 - SHRUNK) * np.cov(scores) + SHRUNK * np.eye(len(scores))
        return Fitted(scores.mean(axis=1, keepdims=True), np.asarray(np.linalg.cholesky(spread)))

    def whitened(self, scores: Array) -> Array:
        """Return scores as this normal sees them: standard normal if they were drawn from it."""
        return np.asarray(np.linalg.inv(self.root) @ (scores - self.mean))

    def scores(self, whitened: Array) -> Array:
        """Return the scores that are seen so."""
        scores = self.root @ whitened
        scores += self.mean
        return np.asarray(scores)


@dataclass(frozen=True)
class State:
    """Particles as the fitted normal sees them, with their log-likelihood and the log-density of the prior, with what
    was heard before, over the fitted one."""

    whitened: Array
    likelihood: Array
    over: Array

    @staticmethod
    def at(whitened: Array, scores: Array, likelihood: Array, heard: Callable[[Array], Array] | None) -> "State":
        over = 0.5 * (np.einsum("ij,ij->j", whitened, whitened) - np.einsum("ij,ij->j", scores, scores))
        return State(whitened, likelihood, over if heard is None else over + heard(scores))

    def where(self, accepted: NDArray[np.bool_], other: "State") -> "State":
        """Return the other particles where they are accepted, and these elsewhere."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return State(*(np.where(accepted, then, now) for now, then in pairs))


def _moved(
    state: State, log_likelihood: Callable[[Array], Array], temperature: float, mix: float, fitted: Fitted,
    random: np.random.Generator, heard: Callable[[Array], Array] | None,
) -> tuple[State, float]:  # fmt: skip
    whitened = mix * random.standard_normal(state.whitened.shape)
    whitened += np.sqrt(1 - mix**2) * state.whitened
    proposed = fitted.scores(whitened)
    then = State.at(whitened, proposed, log_likelihood(proposed), heard)
    gain = temperature * (then.likelihood - state.likelihood) + then.over - state.over
    accepted = np.log(random.random(len(gain))) < gain
    return state.where(accepted, then), float(accepted.mean())
