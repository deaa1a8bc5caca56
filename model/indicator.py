"""The indicator: self-sufficiency by year, tier, definition, metric and ratio, as quantiles over draws.

R_sales is domestic units (weighted) over all units sold; R_demand the same over what buyers wanted, with demand in
money turned into the metric by what the money sold bought on average.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from model.distributions import Array
from model.inputs import Draws, Input, Inputs
from model.supply import FAMILIES, HUAWEI, IMPORTS, Choices, Supply, first_banks, supply

VERSION = "1.0.0"
YEARS = range(2022, 2029)
DEFINITIONS = ("d0", "d1", "d2", "d3", "d4", "d5")
METRICS = ("units", "compute", "bandwidth", "value")
RATIOS = ("sales", "demand")
TIERS = ("T1", "all")
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
DIGITS = 4
WEIGHTS = {"compute": "chip-fp16-tflops", "bandwidth": "chip-memory-bandwidth", "value": "chip-price"}
SPECIFIED = {"others-hbm": "others", "others-no-hbm": "others", "t1": "imports-t1"}  # families that share a row


@dataclass(frozen=True)
class Setting:
    """A way to run the model: what counts as past, and the choices that the sensitivity turns."""

    last_full_year: int
    foreign_first: bool = True
    yield_kind: str = "sellable"
    wafers: str = "ai"

    @property
    def choices(self) -> Choices:
        return Choices(self.foreign_first, self.yield_kind, self.wafers)


@dataclass(frozen=True)
class Cell:
    """One ratio, as draws: share of domestic in what was sold or wanted. None where it cannot be estimated."""

    year: int
    tier: str
    definition: str
    metric: str
    ratio: str
    draws: Array | None
    status: str


def years(draw: Draws, setting: Setting, span: range = YEARS) -> dict[int, Supply]:
    """Supply of every year of the span, banks running down from the first to the last."""
    banks = first_banks(draw, span[0])
    return {year: supply(draw, year, year <= setting.last_full_year, banks, setting.choices) for year in span}


def cells(draw: Draws, setting: Setting, span: range = YEARS) -> Iterator[Cell]:
    """Every cell of the table, in its order."""
    for year, made in years(draw, setting, span).items():
        status = _status(year, setting)
        weight = {m: _weights(draw, year, m) for m in METRICS}
        for tier in TIERS:
            wanted = draw("demand-value", year) / _money(draw, made, weight["value"], year)
            for metric in METRICS:
                sold = _sold(draw, made, weight[metric], year, tier)
                for definition in DEFINITIONS:
                    home = _domestic(draw, made, weight[metric], year, tier, definition)
                    for ratio in RATIOS:
                        if home is None:
                            yield Cell(year, tier, definition, metric, ratio, None, "not-estimable")
                        else:
                            share = home / sold if ratio == "sales" else home / sold / wanted
                            yield Cell(year, tier, definition, metric, ratio, share, status)


def _status(year: int, setting: Setting) -> str:
    if year <= setting.last_full_year:
        return "estimate"
    return "nowcast" if year == setting.last_full_year + 1 else "projection"


def _weights(draw: Draws, year: int, metric: str) -> dict[str, Array]:
    """What one unit of each family counts in the metric: 1, TFLOPS, GB/s or thousand yuan."""
    if metric == "units":
        return {f: np.ones(draw.n) for f in (*FAMILIES, *IMPORTS)}
    return {f: draw(f"{WEIGHTS[metric]}-{SPECIFIED.get(f, f)}", year) for f in (*FAMILIES, *IMPORTS)}


def _in_tier(draw: Draws, family: str, year: int, tier: str) -> Array | float:
    """Share of a family that belongs to the tier."""
    if tier == "all" or family in HUAWEI or family in ("t1", "smuggled"):
        return 1.0
    return 0.0 if family == "t3" else draw("t1-share-of-other-vendors", year)


def _sold(draw: Draws, made: Supply, weight: dict[str, Array], year: int, tier: str) -> Array:
    """Everything sold in the tier, domestic, licensed and smuggled, in the metric."""
    home = sum(made.units[f] * weight[f] * _in_tier(draw, f, year, tier) for f in FAMILIES)
    abroad = sum(made.imports[f] * weight[f] * _in_tier(draw, f, year, tier) for f in IMPORTS)
    return np.asarray(home + abroad)


def _money(draw: Draws, made: Supply, price: dict[str, Array], year: int) -> Array:
    """Value of everything sold, in billion dollars: prices are in thousand yuan."""
    return _sold(draw, made, price, year, "all") / draw("usd-cny-rate", year) / 1e6


def _domestic(
    draw: Draws, made: Supply, weight: dict[str, Array], year: int, tier: str, definition: str
) -> Array | None:
    """What counts as domestic, in the metric; None for D5, on which there are no data."""
    if definition == "d5":
        return None
    total: Array = np.zeros(draw.n)
    for f in FAMILIES:
        share: Array | float = 1.0
        if definition == "d2":
            share = made.die[f]
        elif definition in ("d3", "d4"):
            share = made.die_and_memory[f]
        total = total + made.units[f] * weight[f] * _in_tier(draw, f, year, tier) * share
    if definition == "d0":
        total = total * (1 + draw("brand-only-share", year))
    if definition == "d4":
        total = total * draw("domestic-packaging-and-substrate-share", year)
    return total


def estimate(inputs: Inputs, n: int, seed: int, setting: Setting) -> list[dict[str, object]]:
    """Rows of the table `estimates`: quantiles rounded to DIGITS, with model version and hash of the inputs."""
    draw = Draws(inputs, n, seed)
    rows = []
    for cell in cells(draw, setting):
        ends = [None] * 5 if cell.draws is None else [round(float(q), DIGITS) for q in quantiles(cell.draws)]
        rows.append(
            {"year": cell.year, "tier": cell.tier, "definition_id": cell.definition, "metric": cell.metric,
             "ratio": cell.ratio}
            | dict(zip(("p05", "p25", "p50", "p75", "p95"), ends, strict=True))
            | {"status": cell.status, "model_version": VERSION, "inputs_hash": inputs.hash}
        )  # fmt: skip
    return rows


def quantiles(draws: Array) -> Array:
    """The quantiles of the table, each the order statistic at or below its place: one partition, no interpolation."""
    places = [round(q * (len(draws) - 1)) for q in QUANTILES]
    return np.partition(draws, places)[places]


def explain(
    inputs: Inputs, year: int, definition: str, metric: str, tier: str, ratio: str, setting: Setting
) -> list[Input]:
    """The inputs that bear on one cell, by name: those that were drawn, and change it when they change."""
    draw = Draws(inputs, 512, 1)
    before = _one(draw, year, definition, metric, tier, ratio, setting)
    if before is None:
        return []
    found = []
    for row_id in sorted(set(draw.used.values())):
        row = next(r for r in inputs.rows.values() if r.id == row_id)
        moved = replace(row, shape=replace(row.shape, central=row.shape.central * 0.5, distribution="fixed"))
        changed = Inputs({**inputs.rows, (row.name, row.year): moved})
        after = _one(Draws(changed, 512, 1), year, definition, metric, tier, ratio, setting)
        if after is None or not np.array_equal(before, after):
            found.append(row)
    return found


def _one(draw: Draws, year: int, definition: str, metric: str, tier: str, ratio: str, setting: Setting) -> Array | None:
    wanted = (year, definition, metric, tier, ratio)
    return next(c.draws for c in cells(draw, setting) if (c.year, c.definition, c.metric, c.tier, c.ratio) == wanted)
