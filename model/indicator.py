"""The indicator: self-sufficiency by year, tier, definition, metric and ratio, as quantiles over draws.

R_sales is domestic units (weighted) over all units sold; R_demand the same over what buyers wanted, with demand in
money turned into the metric by what the money sold bought on average.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.distributions import Array, InputError
from model.inputs import Draws, Input, Inputs
from model.production import total
from model.supply import HUAWEI, OTHERS, Choices, Supply, first_banks, supply

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


def years(draw: Draws, setting: Setting, span: range = YEARS) -> Iterator[tuple[int, Supply]]:
    """Yield every year of the span with its supply, banks running down from the first to the last."""
    banks = first_banks(draw, span[0])
    for year in span:
        yield year, supply(draw, year, year <= setting.last_full_year, banks, setting.choices)


def cells(draw: Draws, setting: Setting, span: range = YEARS) -> Iterator[Cell]:
    """Yield every cell of the table, in its order. A division by zero shows as a draw that is not finite."""
    with np.errstate(divide="ignore", invalid="ignore"):
        yield from _cells(draw, setting, span)


def _cells(draw: Draws, setting: Setting, span: range) -> Iterator[Cell]:
    for year, made in years(draw, setting, span):
        status = _status(year, setting)
        parts = {metric: _parts(draw, made, year, metric) for metric in METRICS}
        demand = draw("demand-value", year) / _money(draw, parts["value"], year)
        if year <= setting.last_full_year:
            demand = np.maximum(demand, 1)  # what was bought was in demand; later supply is only what could be made
        for tier in TIERS:
            for metric in METRICS:
                sold, domestic = _in_tier(draw, parts[metric], year, tier)
                for definition in DEFINITIONS:
                    share = domestic[definition] / sold if definition in domestic else None
                    for ratio in RATIOS:
                        if share is None:
                            yield Cell(year, tier, definition, metric, ratio, None, "not-estimable")
                        else:
                            draws = share if ratio == "sales" else share / demand
                            yield Cell(year, tier, definition, metric, ratio, draws, status)


def _status(year: int, setting: Setting) -> str:
    if year <= setting.last_full_year:
        return "estimate"
    return "nowcast" if year == setting.last_full_year + 1 else "projection"


def _weighed(draw: Draws, units: dict[str, Array], year: int, metric: str) -> dict[str, Array]:
    """Return units by family in the metric, of which each unit counts 1, TFLOPS, GB/s or thousand yuan."""
    if metric == "units":
        return units
    return {f: n * draw(f"{WEIGHTS[metric]}-{SPECIFIED.get(f, f)}", year) for f, n in units.items()}


def _parts(draw: Draws, made: Supply, year: int, metric: str) -> dict[str, tuple[Array, Array]]:
    """Return what was sold, in the metric: designed in China, with a die from there, with die and memory, and imported.
    Each as that which is T1 throughout (Huawei's; training-class imports) and the rest, so that tiers share the
    sums."""
    home = _weighed(draw, made.units, year, metric)
    abroad = _weighed(draw, made.imports, year, metric)
    huawei, others = ([f for f in group if f in home] for group in (HUAWEI, OTHERS))
    return {
        "designed": (total(home[f] for f in huawei), total(home[f] for f in others)),
        "die": (total(home[f] * made.die[f] for f in huawei), total(home[f] * made.die[f] for f in others)),
        "both": (
            total(home[f] * made.die_and_memory[f] for f in huawei),
            total(home[f] * made.die_and_memory[f] for f in others),
        ),
        "imports": (abroad["t1"] + abroad["smuggled"], abroad["t3"]),
    }


def _money(draw: Draws, parts: dict[str, tuple[Array, Array]], year: int) -> Array:
    """Return the value of everything sold, in billion dollars: prices are in thousand yuan."""
    return total((*parts["designed"], *parts["imports"])) / draw("usd-cny-rate", year) / 1e6


def _in_tier(
    draw: Draws, parts: dict[str, tuple[Array, Array]], year: int, tier: str
) -> tuple[Array, dict[str, Array]]:
    """Return what was sold in the tier, and what of it counts as domestic by definition; nothing for D5, on which there
    are no data. D0 adds Chinese brands on chips designed elsewhere, a share of what is not D1."""
    if tier == "all":
        designed, die, both, imports = (whole + rest for whole, rest in parts.values())
    else:  # of the rest, T1 are a share of other designers' chips and no imports
        share = draw("t1-share-of-other-vendors", year)
        designed, die, both = (parts[k][0] + parts[k][1] * share for k in ("designed", "die", "both"))
        imports = parts["imports"][0]
    domestic = {
        "d0": designed + imports * draw("brand-only-share", year),
        "d1": designed,
        "d2": die,
        "d3": both,
        "d4": both * draw("domestic-packaging-and-substrate-share", year),
    }
    return designed + imports, domestic


def estimate(inputs: Inputs, n: int, seed: int, setting: Setting, span: range = YEARS) -> list[dict[str, object]]:
    """Return the rows of the table `estimates`: quantiles rounded to DIGITS, with the model's version."""
    draw = Draws(inputs, n, seed)
    rows = []
    for cell in cells(draw, setting, span):
        ends = [None] * 5 if cell.draws is None else [round(float(q), DIGITS) for q in quantiles(cell.draws)]
        rows.append(
            {"year": cell.year, "tier": cell.tier, "definition_id": cell.definition, "metric": cell.metric,
             "ratio": cell.ratio}
            | dict(zip(("p05", "p25", "p50", "p75", "p95"), ends, strict=True))
            | {"status": cell.status, "model_version": VERSION}
        )  # fmt: skip
    return rows


def quantiles(draws: Array) -> Array:
    """Return the quantiles of the table, each the order statistic nearest to its place, to seven digits: no
    interpolation.

    No draw may be negative. Raises InputError if one is not a number: some input that others are divided by is zero.
    """
    places = [round(q * (len(draws) - 1)) for q in QUANTILES]
    ordered = draws.astype(np.float32)
    # the bits of floats that are not negative, read as integers, have the same order, and numpy selects those faster;
    # what is infinite, no number or negative comes last or first
    _settle(ordered.view(np.int32), sorted(set(places)))
    least, most = ordered[: places[0] + 1].min(), ordered[places[-1] :].max()
    if not (np.isfinite(least) and np.isfinite(most)):
        raise InputError("the inputs give no finite number: one that others are divided by is zero")
    assert least >= 0
    return ordered[places].astype(np.float64)


def _settle(draws: NDArray[np.int32], places: list[int]) -> None:
    """Bring the order statistics of `places` to their places: the middle one, then those on either side of it.

    One place at a time, because numpy selects one several times as fast as five at once.
    """
    if places:
        middle = len(places) // 2
        at = places[middle]
        draws.partition(at)
        _settle(draws[:at], places[:middle])
        _settle(draws[at + 1 :], [place - at - 1 for place in places[middle + 1 :]])


def inputs_behind(
    inputs: Inputs, year: int, definition: str, metric: str, tier: str, ratio: str, setting: Setting
) -> list[Input]:
    """Return the inputs that bear on one cell, by name: those that were drawn, and change it when they change."""
    draw = Draws(inputs, 512, 1)
    before = _one(draw, year, definition, metric, tier, ratio, setting)
    if before is None:
        return []
    found = []
    for row_id in sorted(set(draw.used.values())):
        row = next(r for r in inputs.rows.values() if r.id == row_id)
        central = row.shape.central * 0.5 or 0.01
        moved = replace(row, shape=replace(row.shape, central=central, distribution="fixed"))
        changed = Inputs({**inputs.rows, (row.name, row.year): moved})
        after = _one(Draws(changed, 512, 1), year, definition, metric, tier, ratio, setting)
        if after is None or not np.array_equal(before, after):
            found.append(row)
    return found


def _one(draw: Draws, year: int, definition: str, metric: str, tier: str, ratio: str, setting: Setting) -> Array | None:
    key = (year, definition, metric, tier, ratio)
    return next(c.draws for c in cells(draw, setting) if (c.year, c.definition, c.metric, c.tier, c.ratio) == key)
