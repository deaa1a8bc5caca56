"""The small model in public libraries: its draws in squigglepy, its conditioning in emcee.

Both are written as one would write them there; neither uses anything of ours but the numbers of the small model."""

import math

import emcee
import numpy as np
import squigglepy as sq

from bench.small_model import BIAS, COUNT, ERROR, HEARD, LOGNORMAL, SHARES, share_sold
from model.distributions import COVERAGE, Array
from model.figure_likelihood import ROUND

HOUSES = tuple(dict.fromkeys(house for house, _ in HEARD))
WALKERS, STEPS, WARM_UP = 32, 4_000, 1_000


def log_odds(share: float) -> float:
    return math.log(share / (1 - share))


def squigglepy_shares(n: int, seed: int) -> Array:
    """Return draws of the share by squigglepy."""
    sq.set_seed(seed)
    drawn = {name: np.asarray(sq.sample(sq.lognorm(*ends, credibility=90), n)) for name, ends in LOGNORMAL.items()}
    for name, (low, high) in SHARES.items():
        odds = np.asarray(sq.sample(sq.norm(log_odds(low), log_odds(high), credibility=90), n))
        drawn[name] = 1 / (1 + np.exp(-odds))
    return share_sold(drawn)


def emcee_posterior(seed: int, steps: int = STEPS) -> Array:
    """Return draws of the count by emcee: the count, the size of biases, and the bias of each house as parameters.

    Ours sums the biases out; here each is drawn, so the two agree only if that sum is right.
    """
    random = np.random.default_rng(seed)
    start = 0.1 * random.standard_normal((WALKERS, 2 + len(HOUSES)))
    sampler = emcee.EnsembleSampler(WALKERS, start.shape[1], log_density, vectorize=True)
    sampler.random_state = np.random.RandomState(seed).get_state()
    sampler.run_mcmc(start, steps)
    return np.exp(_line(COUNT, sampler.get_chain(discard=min(WARM_UP, steps // 4), flat=True)[:, 0]))


def log_density(scores: Array) -> Array:
    """Return the logarithm of the posterior density at scores (rows): all are standard normal before any figure is
    heard."""
    count, size = _line(COUNT, scores[:, 0]), np.exp(_line(BIAS, scores[:, 1]))
    found = -0.5 * np.sum(scores**2, axis=1)
    for house, value in HEARD:
        miss = math.log(value) - count - size * scores[:, 2 + HOUSES.index(house)]
        found -= 0.5 * miss**2 / (ERROR**2 + ROUND**2)
    return found


def _line(ends: tuple[float, float], scores: Array) -> Array:
    low, high = np.log(ends)
    return (low + high) / 2 + (high - low) / 2 / COVERAGE["p90"] * scores
