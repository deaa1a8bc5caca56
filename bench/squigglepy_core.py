"""The core of the estimate as one would write it with squigglepy and numpy, for the benchmark.

In: the inputs of the package, a number of draws, a seed. Out: draws by cell, and the time that each step took. Inputs
are sampled with `sq.sample`, chains of years are correlated with `sq.correlate`; the rest is numpy. Only the base
setting is ported (foreign stock first, sellable dies, wafers for AI as counted), and D5 is left out.

`two_piece=False` takes squigglepy's own `sq.lognorm` through low and high, which misses our central value;
`two_piece=True` samples a normal score and makes our two-piece lognormal of it, which can be compared cell by cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import numpy as np
import squigglepy as sq
from scipy.optimize import minimize
from scipy.special import betaincinv, ndtr

from model.distributions import COVERAGE, Shape, _feet
from model.inputs import Input, Inputs

Numbers = Any  # an array of draws, or a float where the input is fixed
YEARS = range(2022, 2029)
HUAWEI = ("910b", "910c", "950pr", "950dt")
WITH_HBM = (*HUAWEI, "others-hbm")
FAMILIES = (*WITH_HBM, "others-no-hbm")
IMPORTS = ("t1", "t3", "smuggled")
METRICS = {"units": "", "compute": "chip-fp16-tflops", "bandwidth": "chip-memory-bandwidth", "value": "chip-price"}
ROW_OF = {"others-hbm": "others", "others-no-hbm": "others", "t1": "imports-t1"}
Z98 = 2.3263478740408408

# inputs correlated from year to year: the correlation, and how many years before the first produced one are used
CHAINS = {
    "die-yield-sellable": ("correlation-yield-years", 0),
    "package-yield-after-packaging": ("correlation-yield-years", None),
    "ai-wafer-capacity": ("correlation-wafer-years", 1),
    "packaging-capacity": ("correlation-wafer-years", 0),
    "domestic-hbm-supply": ("correlation-hbm-years", None),
    "huawei-own-memory-packages": ("correlation-hbm-years", 0),
}


def fitted_beta(shape: Shape, fits: dict[Shape, tuple[float, float]]) -> tuple[float, float]:
    """Fit the a and b of the beta nearest to low, central and high; kept in `fits`, as squigglepy has no such fit."""
    if shape not in fits:
        assert shape.low is not None and shape.high is not None
        width = COVERAGE.get(shape.interval, Z98)
        stated, points = np.array([shape.low, shape.central, shape.high]), ndtr([-width, 0.0, width])
        mean, spread = min(max(shape.central, 0.02), 0.98), max((shape.high - shape.low) / (2 * width), 1e-4)
        size = max(mean * (1 - mean) / spread**2 - 1, 1.0)
        start = np.log([mean * size, (1 - mean) * size])
        options = {"xatol": 1e-6, "fatol": 1e-14, "maxiter": 2000}
        best = minimize(
            lambda logs: float(np.sum((betaincinv(*np.exp(logs), points) - stated) ** 2)),
            start, method="Nelder-Mead", options=options,
        )  # fmt: skip
        fits[shape] = tuple(float(v) for v in np.exp(best.x))
    return fits[shape]


@dataclass
class Sampled:
    """Samples by input and year: `x("ai-wafer-utilisation", 2026)`. Every input is sampled once."""

    inputs: Inputs
    n: int
    last_full_year: int
    two_piece: bool
    correlated: bool
    fits: dict[Shape, tuple[float, float]]
    spent: dict[str, float] = field(default_factory=lambda: {"sampling": 0.0, "correlation": 0.0})
    _by_row: dict[str, Numbers] = field(default_factory=dict)
    _price_score: Numbers = None

    def __call__(self, name: str, year: int) -> Numbers:
        row = self.inputs.get(name, year)
        if row.id not in self._by_row:
            started = perf_counter()
            chain = self._chain(name)
            if self.correlated and row in chain and len(chain) > 1:
                self._sample_chain(chain, self.inputs.get(CHAINS[name][0], year).shape.central)
                self.spent["correlation"] += perf_counter() - started
            else:
                self._by_row[row.id] = self._price(row) if row.family == "chip-price" else self._sample(row)
                self.spent["sampling"] += perf_counter() - started
        return self._by_row[row.id]

    def _sample(self, row: Input) -> Numbers:
        dist = self._distribution(row.shape)
        if isinstance(dist, float):
            return dist
        return self._finished(row.shape, np.asarray(sq.sample(dist, self.n)))

    def _distribution(self, shape: Shape) -> Any:
        """Return the squigglepy distribution of a shape; a float if it is fixed."""
        low, mid, high = shape.low, shape.central, shape.high
        if shape.distribution == "fixed" or low == high:
            return float(mid)
        credibility = {"p90": 90, "p80": 80, "p50": 50}.get(shape.interval, 98)
        match shape.distribution:
            case "lognormal":
                return sq.norm(mean=0, sd=1) if self.two_piece else sq.lognorm(low, high, credibility=credibility)
            case "bernoulli-lognormal":
                if self.two_piece:
                    return sq.norm(mean=0, sd=1)
                return sq.zero_inflated(shape.zero_probability, sq.lognorm(low, high, credibility=credibility))
            case "beta":
                return sq.beta(*fitted_beta(shape, self.fits))
            case "triangular":
                if shape.interval in COVERAGE:
                    low, high = _feet(low, mid, high, float(ndtr(-COVERAGE[shape.interval])))
                return sq.triangular(low, mid, high)
            case "uniform":
                return sq.uniform(low, high)
        raise ValueError(f"{shape.name}: no squigglepy distribution for {shape.distribution}")

    def _finished(self, shape: Shape, samples: Numbers) -> Numbers:
        """Return samples never below 0; a normal score as the two-piece lognormal, if that is asked for."""
        if shape.distribution == "triangular":  # sq.triangular of 0.30 drops its lclip
            return np.maximum(samples, 0)
        if not self.two_piece or "lognormal" not in shape.distribution:
            return samples
        values = two_piece_lognormal(shape, samples)
        if shape.zero_probability:
            values = values * sq.sample(sq.bernoulli(1 - shape.zero_probability), self.n)
        return values

    def _price(self, row: Input) -> Numbers:
        """Return a price. All prices hang on one score: `sq.correlate` cannot take a correlation of 1, a common factor
        can."""
        if row.shape.distribution != "lognormal":
            return self._sample(row)
        if self._price_score is None:
            self._price_score = sq.sample(sq.norm(mean=0, sd=1), self.n)
        if self.two_piece:
            return two_piece_lognormal(row.shape, self._price_score)
        dist = self._distribution(row.shape)
        return np.exp(dist.norm_mean + dist.norm_sd * self._price_score)

    def _chain(self, name: str) -> list[Input]:
        """Return the years of an input that are used and not fixed, if the input is a chain."""
        if name not in CHAINS:
            return []
        before = CHAINS[name][1]
        first = YEARS[0] if before is None else self.last_full_year + 1 - before
        rows = [self.inputs.get(name, year) for year in range(first, YEARS[-1] + 1)]
        return [row for row in rows if row.year is not None and not isinstance(self._distribution(row.shape), float)]

    def _sample_chain(self, rows: list[Input], rho: float) -> None:
        """Sample the years of one input together: correlation falls with every year between two of them."""
        matrix = [[rho ** abs(a.year - b.year) for b in rows] for a in rows]
        dists = sq.correlate(tuple(self._distribution(row.shape) for row in rows), matrix)
        for row, dist in zip(rows, dists, strict=True):
            self._by_row[row.id] = self._finished(row.shape, sq.sample(dist, self.n))


def two_piece_lognormal(shape: Shape, score: Numbers) -> Numbers:
    """Return two halves of a lognormal that meet in the median, from a normal score."""
    width = COVERAGE.get(shape.interval, Z98)
    down, up = np.log(shape.central / shape.low) / width, np.log(shape.high / shape.central) / width
    return shape.central * np.exp(score * np.where(score < 0, down, up))


YearSupply = tuple[dict[str, Numbers], Numbers, Any, Numbers, Numbers]


def share_of(part: Numbers, whole: Numbers) -> Numbers:
    """Return part / whole, and 0 where the whole is 0."""
    part, whole = np.broadcast_arrays(np.asarray(part, dtype=float), np.asarray(whole, dtype=float))
    return np.divide(part, whole, out=np.zeros(whole.shape), where=whole > 0)


def supply_counted(x: Sampled, year: int, dies: Numbers, stacks: Numbers) -> YearSupply:
    """Return a past year: units, the domestic share of Huawei's dies and of the memory, foreign dies and stacks
    used."""
    total, packed = x("domestic-shipments", year), x("package-yield-after-packaging", year)
    huawei, no_hbm = total * x("huawei-share-of-shipments", year), x("no-hbm-share-other-vendors", year)
    dual = huawei * x("share-910c-of-huawei", year)
    units = {"910b": huawei - dual, "910c": dual, "950pr": 0.0, "950dt": 0.0,
             "others-hbm": (total - huawei) * (1 - no_hbm), "others-no-hbm": (total - huawei) * no_hbm}  # fmt: skip
    need = sum(units[f] * x(f"dies-per-package-{f}", year) for f in ("910b", "910c")) / packed
    per = {"910b": "910b", "910c": "910c", "others-hbm": "others"}
    stacks_need = sum(units[f] * x(f"hbm-stacks-per-package-{row}", year) for f, row in per.items()) / packed
    at_home = np.minimum(x("domestic-hbm-supply", year), stacks_need)
    memory = dict.fromkeys(WITH_HBM, share_of(at_home, stacks_need))
    return units, share_of(np.maximum(need - dies, 0), need), memory, np.minimum(dies, need), stacks_need - at_home


def supply_produced(x: Sampled, year: int, dies: Numbers, stacks: Numbers) -> YearSupply:
    """Return the current year or a later one, from wafers, memory and packaging."""
    lag = np.clip(x("lag-quarters", year) / 4, 0, 1)
    starts = [x("ai-wafer-capacity", y) * x("ai-wafer-utilisation", y) for y in (year, year - 1)]
    good = 12 * ((1 - lag) * starts[0] + lag * starts[1]) * x("die-yield-sellable", year)
    share, packed = x("huawei-share-of-ai-wafers", year), x("package-yield-after-packaging", year)
    new = good * share * x("gross-dies-per-wafer-ascend", year)
    home_stacks = x("domestic-hbm-supply", year)
    all_stacks = stacks + home_stacks
    huawei_stacks = all_stacks * x("huawei-share-of-hbm", year)

    each_950, each_910c = x("dies-per-package-950", year), x("dies-per-package-910c", year)
    stacks_910c, stacks_others = x("hbm-stacks-per-package-910c", year), x("hbm-stacks-per-package-others", year)
    capacity = x("packaging-capacity", year)
    started_950 = np.minimum(np.minimum((new + dies) / each_950, x("huawei-own-memory-packages", year)), capacity)
    left, room = new + dies - started_950 * each_950, np.maximum(capacity - started_950, 0)
    started_910c = np.minimum(np.minimum(left / each_910c, huawei_stacks / stacks_910c), room)

    late, no_hbm = x("share-950dt-of-950", year), x("no-hbm-share-other-vendors", year)
    others = good * (1 - share) * x("gross-dies-per-wafer-others", year)
    others = others / np.maximum(1 - x("foreign-made-share-other-vendors", year), 0.05)
    with_hbm = np.minimum(others * (1 - no_hbm), (all_stacks - huawei_stacks) / stacks_others)
    made_950 = started_950 * packed
    units = {"910b": 0.0, "910c": started_910c * packed, "950pr": made_950 * (1 - late), "950dt": made_950 * late,
             "others-hbm": with_hbm * packed, "others-no-hbm": others * no_hbm}  # fmt: skip
    used = started_950 * each_950 + started_910c * each_910c
    stacks_used = started_910c * stacks_910c + with_hbm * stacks_others
    memory = dict.fromkeys(WITH_HBM, share_of(np.maximum(stacks_used - stacks, 0), stacks_used))
    memory["950pr"] = memory["950dt"] = x("huawei-own-memory-made-in-china", year)
    home_die = share_of(np.maximum(used - dies, 0), used)
    return units, home_die, memory, np.minimum(dies, used), np.minimum(stacks, stacks_used)


def cells(x: Sampled) -> Iterator[tuple[tuple[int, str, str, str, str], Numbers]]:
    """Yield every cell as (year, tier, definition, metric, ratio) and its draws."""
    dies_left, stacks_left = (x(f"foreign-{bank}-bank-total", YEARS[0]) for bank in ("die", "hbm"))
    for year in YEARS:
        dies = np.minimum(x("foreign-die-bank-use", year), np.maximum(dies_left, 0))
        stacks = np.minimum(x("foreign-hbm-bank-use", year), np.maximum(stacks_left, 0))
        make = supply_counted if year <= x.last_full_year else supply_produced
        smuggled = x("smuggled-hbm", year)
        units, home_die, memory, dies_used, stacks_used = make(x, year, dies, stacks + smuggled)
        dies_left = np.maximum(dies_left - dies_used, 0)
        stacks_left = np.maximum(stacks_left - np.maximum(stacks_used - smuggled, 0), 0)
        kept = 1 - np.minimum(x("domestic-exports", year) / np.maximum(sum(units.values()), 1), 1)
        units = {f: n * kept for f, n in units.items()}

        home_others = 1 - x("foreign-made-share-other-vendors", year)
        die = dict.fromkeys(HUAWEI, home_die) | dict.fromkeys(("others-hbm", "others-no-hbm"), home_others)
        joint = {f: np.minimum(die[f], memory[f]) for f in WITH_HBM}
        joint["others-no-hbm"] = home_others * x("domestic-dram-share-no-hbm", year)
        t1 = x("licensed-imports-t1", year)
        imports = {"t1": t1, "t3": np.maximum(x("licensed-imports-all", year) - t1, 0),
                   "smuggled": x("smuggled-imports", year)}  # fmt: skip

        def weighed(metric: str, amounts: dict[str, Numbers], year: int = year) -> dict[str, Numbers]:
            prefix = METRICS[metric]
            return {f: n * x(f"{prefix}-{ROW_OF.get(f, f)}", year) if prefix else n for f, n in amounts.items()}

        money = sum(weighed("value", units).values()) + sum(weighed("value", imports).values())
        demand = x("demand-value", year) / (money / x("usd-cny-rate", year) / 1e6)
        if year <= x.last_full_year:
            demand = np.maximum(demand, 1)
        t1_others = x("t1-share-of-other-vendors", year)
        for metric in METRICS:
            home, abroad = weighed(metric, units), weighed(metric, imports)
            for tier in ("T1", "all"):
                if tier == "T1":
                    counts = {f: n if f in HUAWEI else n * t1_others for f, n in home.items()}
                    sold = sum(counts.values()) + abroad["t1"] + abroad["smuggled"]
                else:
                    counts, sold = home, sum(home.values()) + sum(abroad.values())
                d1 = sum(counts.values())
                d3 = sum(counts[f] * joint[f] for f in FAMILIES)
                domestic = {
                    "d0": d1 + (sold - d1) * x("brand-only-share", year),
                    "d1": d1,
                    "d2": sum(counts[f] * die[f] for f in FAMILIES),
                    "d3": d3,
                    "d4": d3 * x("domestic-packaging-and-substrate-share", year),
                }
                for definition, amount in domestic.items():
                    share = amount / sold
                    yield (year, tier, definition, metric, "sales"), share
                    yield (year, tier, definition, metric, "demand"), share / demand
