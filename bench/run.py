"""Time the estimate, and set a small model beside public libraries: `make bench` writes bench/results.md.

Measures the whole model before figures are heard, how its time grows with the draws, and how long it takes to tell how
likely the figures are; draws of a small model beside squigglepy; its conditioning beside emcee.
"""

import os
import platform
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import numpy as np
import squigglepy as sq

from bench.public_ports import STEPS, WALKERS, emcee_posterior, squigglepy_shares
from bench.small_model import our_posterior, our_shares, small_inputs
from model.condition import likelihood_of
from model.distributions import Array
from model.indicator import cells, run
from model.inputs import Draws
from model.outputs import QUANTILES, quantiles
from model.tables import inputs, setting, witnesses
from model.witnesses import in_force
from schemas.cells import read_tables
from schemas.package import ROOT, read_package

SEED, DRAWS, PARTICLES, BEST_OF = 20261129, 100_000, 20_000, 5
GROWTH = (1_000, 2_000, 4_000, 8_000, 16_000)
TOLERANCE = 4.0  # standard errors of the difference of two samples
MOST_APART = 0.01  # how far quantiles of two samplers may be apart, in parts of all draws


def main() -> int:
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "squigglepy", "emcee"))
    text = "\n".join(
        [
            "# Benchmark of the estimate",
            "",
            f"Made by `make bench` on {date.today()}: {os.cpu_count()} cores ({platform.machine()}), load {load} "
            f"before; Python {platform.python_version()}, {libraries}. What is measured, and how to read it: "
            "[README](README.md).",
            "",
            *model_lines(),
            "",
            *draws_lines(),
            "",
            *conditioning_lines(),
            "",
        ]
    )
    print(text)
    Path(__file__).with_name("results.md").write_text(text, encoding="utf-8")
    return 0


def fastest(work: Callable[[], object], times: int = BEST_OF) -> float:
    """Return the seconds of the fastest of a few runs."""
    spent = []
    for _ in range(times):
        started = perf_counter()
        work()
        spent.append(perf_counter() - started)
    return min(spent)


def model_lines() -> list[str]:
    """Return how long the whole model takes, over draws, and what hearing the figures once adds."""
    package = read_package(ROOT)
    texts = read_tables(package)
    known, chosen = inputs(texts), setting(package.day)
    told = in_force([w for w in witnesses(texts) if w.use == "condition"])

    def whole(n: int) -> None:
        list(cells(run(Draws(known, n, SEED), chosen), chosen))

    def hearing(n: int) -> None:
        likelihood_of(Draws(known, n, SEED), chosen, told)

    seconds = {n: fastest(partial(whole, n)) for n in GROWTH}
    heard = {n: fastest(partial(hearing, n)) for n in GROWTH}
    exponent = float(np.polyfit(np.log(GROWTH), np.log(list(seconds.values())), 1)[0])
    return [
        f"## The whole model, best of {BEST_OF}, one process",
        "",
        "| draws | to all cells, seconds | µs a draw | to the likelihood, seconds |",
        "|---:|---:|---:|---:|",
        *(f"| {n:,} | {s:.3f} | {1e6 * s / n:.0f} | {heard[n]:.3f} |" for n, s in seconds.items()),
        "",
        f"{len(told)} figures. Time grows with draws to the power {exponent:.2f}.",
    ]


def draws_lines() -> list[str]:
    """Return how fast draws of the small model are beside squigglepy, and how far apart quantiles are."""
    known = small_inputs()
    percents = [round(100 * q) for q in QUANTILES]
    ours = fastest(lambda: quantiles(our_shares(known, DRAWS, SEED)))
    theirs = fastest(lambda: sq.get_percentiles(squigglepy_shares(DRAWS, SEED), percents))
    seeds = range(SEED, SEED + BEST_OF)
    one = np.concatenate([our_shares(known, DRAWS, seed) for seed in seeds])
    other = np.concatenate([squigglepy_shares(DRAWS, seed) for seed in seeds])
    errors = {q: place_error(one, other, q) for q in QUANTILES}
    worst = max(errors.values())
    return [
        f"## Draws of a small model, {DRAWS:,} each, beside squigglepy",
        "",
        "| | seconds | " + " | ".join(f"{p} %" for p in percents) + " |",
        "|---|---:|" + "---:|" * len(percents),
        f"| ours | {ours:.3f} | " + " | ".join(f"{v:.4f}" for v in quantiles(one)) + " |",
        f"| squigglepy | {theirs:.3f} | " + " | ".join(f"{v:.4f}" for v in quantiles(other)) + " |",
        "",
        f"Quantiles are of {BEST_OF} seeds together. Largest error: {worst:.1f} standard errors, tolerance "
        f"{TOLERANCE:g}: {'met' if worst <= TOLERANCE else 'MISSED'}. Ours takes {ours / theirs:.2f} of the time.",
    ]


def conditioning_lines() -> list[str]:
    """Return how the count, given what two houses say, comes out by our sampler and by emcee."""
    known = small_inputs()
    started = perf_counter()
    ours, found = our_posterior(known, PARTICLES, SEED)
    middle = perf_counter()
    theirs = emcee_posterior(SEED)
    spent = (middle - started, perf_counter() - middle)
    worst = max(place_gap(ours, theirs, q) for q in QUANTILES)
    percents = " | ".join(f"{round(100 * q)} %" for q in QUANTILES)
    return [
        "## A count given what two houses say, beside emcee",
        "",
        f"| | seconds | {percents} |",
        "|---|---:|" + "---:|" * len(QUANTILES),
        f"| ours, {PARTICLES:,} particles | {spent[0]:.2f} | {in_thousands(ours)} |",
        f"| emcee, {WALKERS} walkers of {STEPS:,} steps | {spent[1]:.2f} | {in_thousands(theirs)} |",
        "",
        f"Counts in thousands. A quantile of ours lies at most {worst:.2%} of the draws from its place in emcee’s, "
        f"tolerance {MOST_APART:.0%}: {'met' if worst <= MOST_APART else 'MISSED'}. Our sampler took "
        f"{len(found.temperatures) - 1} steps.",
    ]


def in_thousands(draws: Array) -> str:
    return " | ".join(f"{v / 1e3:.0f}" for v in quantiles(draws))


def place_gap(ours: Array, theirs: Array, q: float) -> float:
    """Return how far a quantile of ours lies from its place among theirs, as a part of all draws."""
    return abs(float(np.mean(theirs <= np.quantile(ours, q))) - q)


def place_error(ours: Array, theirs: Array, q: float) -> float:
    """Return the same in standard errors of two samples of as many draws, all independent."""
    return place_gap(ours, theirs, q) / float(np.sqrt(2 * q * (1 - q) / len(ours)))


if __name__ == "__main__":
    sys.exit(main())
