"""Time the core of the estimate, and the same core in squigglepy: `make bench` writes bench/results.md.

Measures our `estimate` (all years, definitions and metrics), how its time grows with the draws, the squigglepy core
step by step, and how far apart the two are in the headline cells.
"""

import os
import platform
import sys
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import numpy as np
import squigglepy as sq

from bench.squigglepy_core import Sampled, cells
from model.distributions import Array
from model.indicator import QUANTILES, Setting, estimate, quantiles
from model.indicator import cells as our_cells
from model.inputs import Draws, Inputs
from model.tables import inputs as read_inputs
from schemas.cells import read_text
from schemas.package import ROOT, read_package

SETTING = Setting(last_full_year=2025)
SEED, DRAWS, BEST_OF = 20261123, 100_000, 5
GROWTH = (25_000, 50_000, 100_000, 200_000, 400_000)
TARGET, SECONDS = 5.0, 5.0
TOLERANCE = 4.0  # standard errors of the difference of two samples
HEADLINE = [(y, "all", d, m, "sales") for y in range(2022, 2029) for m in ("units", "value") for d in ("d1", "d2", "d3", "d4")]  # fmt: skip # noqa: E501
Key = tuple[int, str, str, str, str]
PORTS: dict[str, dict] = {
    "squigglepy, its own types": {},
    "… and our quantile step": {"percentiles": quantiles},
    "… and no correlation": {"percentiles": quantiles, "correlated": False},
    "squigglepy, our two-piece lognormal": {"two_piece": True},
}
PERCENTS = [round(100 * q) for q in QUANTILES]


def main() -> int:
    tables = read_package(ROOT).table
    inputs = read_inputs({name: read_text(tables[name], ROOT)[0] for name in ("assumptions", "inputs")})
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    first = time_ours(inputs, DRAWS)
    fits: dict = {}
    time_squigglepy(inputs, fits, DRAWS)  # fits the betas, once, as ours does
    growth = {n: min(time_ours(inputs, n) for _ in range(BEST_OF)) for n in GROWTH}
    ours, ports = time_in_turns(inputs, fits)
    text = "\n".join(
        [
            "# Benchmark of the core",
            "",
            f"Made by `make bench` on {date.today()}: {os.cpu_count()} cores ({platform.machine()}), "
            f"load {load} before; Python {platform.python_version()}, "
            + ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "squigglepy"))
            + ". What is measured, and how to read it: [README](README.md).",
            "",
            *speed_lines(ours, first, ports),
            "",
            *growth_lines(growth),
            "",
            *agreement_lines(inputs, fits),
            "",
        ]
    )
    print(text)
    Path(__file__).with_name("results.md").write_text(text, encoding="utf-8")
    return 0


def time_in_turns(inputs: Inputs, fits: dict) -> tuple[float, dict[str, dict[str, float]]]:
    """Return the fastest of BEST_OF runs of our core, and of each port by step. They take turns, so that all get their
    share of the moments at which the machine is slow."""
    ours: list[float] = []
    ports: dict[str, list[dict[str, float]]] = {name: [] for name in PORTS}
    for _ in range(BEST_OF):
        ours.append(time_ours(inputs, DRAWS))
        for name, spent in ports.items():
            spent.append(time_squigglepy(inputs, fits, DRAWS, **PORTS[name]))
    return min(ours), {name: min(spent, key=lambda s: s["total"]) for name, spent in ports.items()}


def time_ours(inputs: Inputs, n: int) -> float:
    """Return the seconds of our core on a fresh copy of the inputs, so that nothing but the fitted shapes is left over
    from the run before."""
    started = perf_counter()
    estimate(Inputs(dict(inputs.rows)), n, SEED, SETTING)
    return perf_counter() - started


def squigglepy_percentiles(draws: Array) -> Array:
    """Return the percentiles as a user of squigglepy takes them."""
    return np.array(list(sq.get_percentiles(draws, PERCENTS).values()))


def time_squigglepy(
    inputs: Inputs, fits: dict, n: int, *, two_piece: bool = False, correlated: bool = True,
    percentiles: Callable[[Array], Array] = squigglepy_percentiles,
) -> dict[str, float]:  # fmt: skip
    """Run the squigglepy core and return its seconds by step."""
    sq.set_seed(SEED)
    started, summing, rows = perf_counter(), 0.0, []
    x = Sampled(inputs, n, SETTING.last_full_year, two_piece, correlated, fits)
    for key, draws in cells(x):
        before = perf_counter()
        rows.append((key, [round(float(q), 4) for q in percentiles(draws)]))
        summing += perf_counter() - before
    total = perf_counter() - started
    spent = x.spent | {"percentiles": summing, "total": total}
    return spent | {"arithmetic": total - summing - x.spent["sampling"] - x.spent["correlation"]}


def speed_lines(ours: float, first: float, ports: dict[str, dict[str, float]]) -> list[str]:
    steps = ("sampling", "correlation", "arithmetic", "percentiles")
    ratio = next(iter(ports.values()))["total"] / ours
    return [
        f"## {DRAWS:,} draws, best of {BEST_OF} in turns, one process",
        "",
        f"| core | seconds | {' | '.join(steps)} | times ours |",
        "|---|" + "---:|" * (len(steps) + 2),
        f"| ours | {ours:.2f} |{' |' * len(steps)} 1.0 |",
        *(
            f"| {name} | {s['total']:.2f} | {' | '.join(f'{s[k]:.2f}' for k in steps)} | {s['total'] / ours:.1f} |"
            for name, s in ports.items()
        ),
        "",
        f"- At most {SECONDS:g} s: {'met' if ours <= SECONDS else 'MISSED'} ({ours:.2f} s; "
        f"{first:.2f} s for the first run of a process, which fits the betas).",
        f"- At least {TARGET:g} times as fast as squigglepy with its own types: "
        f"{'met' if ratio >= TARGET else 'MISSED'} ({ratio:.1f}).",
    ]


def growth_lines(growth: dict[int, float]) -> list[str]:
    """Return time over draws as a table, and the slope of its upper half beside that of its lower half."""
    n, seconds = list(growth), list(growth.values())
    lower = (seconds[2] - seconds[0]) / (n[2] - n[0])
    upper = (seconds[4] - seconds[2]) / (n[4] - n[2])
    exponent = float(np.polyfit(np.log(n), np.log(seconds), 1)[0])
    return [
        "## Time over draws",
        "",
        "| draws | seconds | µs a draw |",
        "|---:|---:|---:|",
        *(f"| {k:,} | {s:.2f} | {1e6 * s / k:.1f} |" for k, s in growth.items()),
        "",
        f"Slope from {n[2]:,} to {n[4]:,} over slope from {n[0]:,} to {n[2]:,}: {upper / lower:.2f} (1 is linear); "
        f"time grows with draws to the power {exponent:.2f}.",
    ]


def agreement_lines(inputs: Inputs, fits: dict) -> list[str]:
    """Return how far apart the two cores are in the headline cells, in standard errors and in percentage points."""
    ours = our_headline(inputs, DRAWS)
    lines = []
    for name, two_piece in (("our two-piece lognormal", True), ("its own types", False)):
        theirs = port_headline(inputs, DRAWS, two_piece, fits)
        errors = {(k, q): error(ours[k], theirs[k], q) for k in HEADLINE for q in QUANTILES}
        points = {
            (k, q): 100 * abs(a - b)
            for k in HEADLINE
            for q, a, b in zip(QUANTILES, quantiles(ours[k]), quantiles(theirs[k]), strict=True)
        }
        far = sum(e > TOLERANCE for e in errors.values())
        lines.append(
            f"| squigglepy, {name} | {len(errors)} | {far} | {max(errors.values()):.1f} | "
            f"{np.mean([e <= 2 for e in errors.values()]):.0%} | {max(points.values()):.2f} {cell_text(points)} |"
        )
    return [
        "## Agreement with ours",
        "",
        f"Headline cells: share of sales, all tiers, units and value, D1 to D4, 2022 to 2028, the quantiles "
        f"{', '.join(map(str, PERCENTS))} %. The error is the share of the port's draws below our quantile, less the "
        f"share that should be, in standard errors of two samples of {DRAWS:,}; tolerance {TOLERANCE:g}.",
        "",
        "| port | quantiles | beyond tolerance | largest error | within 2 | largest difference, percentage points |",
        "|---|---:|---:|---:|---:|---|",
        *lines,
    ]


def our_headline(inputs: Inputs, n: int) -> dict[Key, Array]:
    """Return our draws of the headline cells."""
    found = our_cells(Draws(inputs, n, SEED), SETTING)
    keyed = (((c.year, c.tier, c.definition, c.metric, c.ratio), c.draws) for c in found)
    return {key: draws for key, draws in keyed if key in HEADLINE and draws is not None}


def port_headline(inputs: Inputs, n: int, two_piece: bool, fits: dict) -> dict[Key, Array]:
    """Return the port's draws of the headline cells."""
    sq.set_seed(SEED)
    sampled = Sampled(inputs, n, SETTING.last_full_year, two_piece, True, fits)
    return {key: np.asarray(draws) for key, draws in cells(sampled) if key in HEADLINE}


def error(ours: Array, theirs: Array, q: float) -> float:
    """Return standard errors between a quantile of ours and its place among theirs; none inside a heap of equal
    values."""
    at = float(quantiles(ours)[QUANTILES.index(q)])
    below, upto = float(np.mean(theirs < at - 1e-9)), float(np.mean(theirs <= at + 1e-9))
    return max(below - q, q - upto, 0.0) / float(np.sqrt(2 * q * (1 - q) / len(ours)))


def cell_text(points: dict[tuple[Key, float], float]) -> str:
    (year, _, definition, metric, _), q = max(points, key=lambda k: points[k])
    return f"({definition.upper()}, {metric}, {year}, {100 * q:.0f} %)"


if __name__ == "__main__":
    sys.exit(main())
