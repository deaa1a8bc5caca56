"""The indicator: self-sufficiency by year, tier, definition, metric and ratio, as draws.

R_sales is domestic units (weighted) over all units sold; R_demand the same over what buyers wanted, which is what was
sold and what they wanted beyond it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from model.distributions import Array
from model.halves import HALVES, YEARS, at, total, yearly
from model.imports import OPEN_FROM, POLICIES, Imports, imports
from model.inputs import Draws
from model.supply import Choices, Supply, supply
from model.vendors import FAMILIES, HUAWEI_FAMILIES

VERSION = "2.0.0"
DEFINITIONS = ("d0", "d1", "d2", "d3", "d4", "d5")
METRICS = ("units", "compute", "bandwidth", "value")
RATIOS = ("sales", "demand")
TIERS = ("T1", "all")
WEIGHTS = {"compute": "chip-fp16-tflops", "bandwidth": "chip-memory-bandwidth", "value": "chip-price"}
FOREIGN = ("t1", "amd", "t3", "smuggled")


@dataclass(frozen=True)
class Setting:
    """A way to run the model: what counts as past, and the choices that the sensitivity turns."""

    last_full_year: int
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True)
class Run:
    """Everything that follows from one set of draws: sales by half-year and family, and what a unit of each counts, by
    metric and year."""

    supply: Supply
    imports: Imports
    sold: dict[str, Array]
    weights: dict[str, dict[str, Array]]
    t1_part: dict[str, Array]
    wanted_beyond: Array
    brand_only: Array
    packaged_at_home: Array
    on_home_tools: Array
    usd_cny: Array
    banked: dict[str, Array]
    _counted: dict[tuple[tuple[str, ...], str], Array] = field(default_factory=dict)

    def counted(self, family: str, metric: str) -> Array:
        """Return what was sold of a family by half-year, in a metric; in dollars (thousands) for usd."""
        return self.together((family,), metric)

    def together(self, families: tuple[str, ...], metric: str) -> Array:
        """Return the same of several families added up."""
        key = (families, metric)
        if key not in self._counted:
            if metric == "usd":
                found = self.together(families, "value") / np.repeat(self.usd_cny, 2, axis=0)
            elif len(families) > 1:
                found = total(self.counted(f, metric) for f in families)
            elif metric == "units":
                found = self.sold[families[0]]
            else:
                found = self.sold[families[0]] * self.weights[metric][families[0]]
            self._counted[key] = found
        return self._counted[key]


def run(draw: Draws, setting: Setting) -> Run:
    """Return everything that follows from the draws."""
    made, bought = supply(draw, setting.choices), imports(draw)
    kept = 1 - draw.years("exported-share")
    sold = {f: made.units[f] * np.repeat(kept, 2, axis=0) for f in FAMILIES}
    sold |= {"t1": bought.t1, "amd": bought.amd, "t3": bought.t3, "smuggled": bought.smuggled}
    weights = {metric: {f: _weight(draw, name, f, bought) for f in sold} for metric, name in WEIGHTS.items()}
    prices = np.repeat(draw.years("price-level"), 2, axis=0)  # common to a year, as sources differ by a common factor
    weights["value"] = {f: own * prices for f, own in weights["value"].items()}
    t1_part = {f: draw(f"t1-share-{f}") for f in FAMILIES if f not in HUAWEI_FAMILIES}
    return Run(
        made, bought, sold, weights, t1_part, draw.years("unmet-demand"), draw("brand-only-share"),
        draw("domestic-packaging-and-substrate-share"), draw("home-tools-share"), draw.years("usd-cny-rate"),
        {"dies": draw("foreign-die-bank-total"), "stacks": draw("foreign-hbm-bank-total")},
    )  # fmt: skip


def _weight(draw: Draws, name: str, family: str, bought: Imports) -> Array:
    """Return what a unit of a family counts, by half-year."""
    if family != "t1":
        return draw.halves(f"{name}-{family}")
    before = [draw.period(f"{name}-imports", f"{year}-H{half}") for year, half in HALVES[: at(*OPEN_FROM)]]
    by_policy = np.stack([draw(f"{name}-{policy}") for policy in POLICIES])
    later = bought.policy[len(before) :].astype(np.intp)
    return np.concatenate([before, np.take_along_axis(by_policy, later, axis=0)])


def amounts(result: Run, metric: str) -> dict[str, dict[str, Array]]:
    """Return what was sold, and what of it counts as domestic, D1 to D3, each by family and year, in units, TFLOPS,
    GB/s or thousand yuan."""
    found = {"sold": {f: yearly(result.counted(f, metric)) for f in result.sold}, "d2": {}, "d3": {}}
    for family in FAMILIES:
        with_die = result.counted(family, metric) * result.supply.die[family]
        found["d2"][family] = yearly(with_die)
        found["d3"][family] = yearly(with_die * result.supply.memory[family])
    return found | {"d1": found["sold"]}


@dataclass(frozen=True)
class Cell:
    """One ratio, as draws: share of domestic in what was sold or wanted."""

    year: int
    tier: str
    definition: str
    metric: str
    ratio: str
    draws: Array
    status: str


def cells(result: Run, setting: Setting, smuggled: bool = True) -> Iterator[Cell]:
    """Yield every cell of the table; without `smuggled`, chips that were smuggled in are left out of what was sold."""
    beyond = 1 / (1 + result.wanted_beyond)
    foreign = [f for f in FOREIGN if smuggled or f != "smuggled"]
    for metric in METRICS:
        found = amounts(result, metric)
        for tier in TIERS:
            parts = {} if tier == "all" else result.t1_part | {"t3": 0.0}
            imported = _added(found["sold"], foreign, parts)
            home = {d: _added(found[d], FAMILIES, parts) for d in ("d1", "d2", "d3")}
            whole = np.maximum(home["d1"] + imported, 1e-9)
            share = {d: amount / whole for d, amount in home.items()}
            share["d0"] = share["d1"] + imported * result.brand_only / whole
            share["d4"] = share["d3"] * result.packaged_at_home
            share["d5"] = share["d4"] * result.on_home_tools
            for definition in DEFINITIONS:
                for n, year in enumerate(YEARS):
                    status = "bound" if definition == "d5" else status_of(year, setting)
                    draws = share[definition][n]
                    yield Cell(year, tier, definition, metric, "sales", draws, status)
                    yield Cell(year, tier, definition, metric, "demand", draws * beyond[n], status)


def _added(amounts: dict[str, Array], families: Iterable[str], parts: Mapping[str, Array | float]) -> Array:
    """Return amounts of several families added up, of some only the part that is counted."""
    return total(amounts[f] * parts[f] if f in parts else amounts[f] for f in families)


def status_of(year: int, setting: Setting) -> str:
    """Return what an estimate of a year is called."""
    if year <= setting.last_full_year:
        return "estimate"
    return "nowcast" if year == setting.last_full_year + 1 else "projection"
