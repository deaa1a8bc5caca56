"""Published figures that the model can predict, and what it predicts for them.

In: observations that a column marks as witnesses, and a run. Out: per witness the predicted quantity, as draws.
Quantities are sums over half-years of what was sold, shares of such sums, or levels.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from model.distributions import Array
from model.halves import HALVES, YEARS, at, total, yearly
from model.indicator import Run
from model.vendors import FAMILIES, HUAWEI, HUAWEI_FAMILIES, OTHERS
from schemas.periods import period_end, period_start
from schemas.vocabulary import known_on

Row = Mapping[str, Any]
NVIDIA, AMD = ("t1", "t3"), ("amd",)
LICENSED = (*FAMILIES, "t1", "t3", "amd")
SOLD = {HUAWEI: HUAWEI_FAMILIES, "nvidia": NVIDIA, "amd": AMD} | {v: (v,) for v in OTHERS}
ABROAD = ("nvidia", "amd")
PURE = ("cambricon", "kunlunxin", "enflame", "metax", "moore-threads")  # firms that sell little but accelerators
CHIPS = {"ascend-910b": ("910b",), "ascend-910c": ("910c",), "ascend-950pr": ("950pr",), "ascend-950dt": ("950dt",),
         "nvidia-h20": ("t1",)}  # fmt: skip


@dataclass(frozen=True)
class Witness:
    """One published figure: whose, of what, how sure, and since when it is public."""

    id: str
    house: str
    metric: str
    definition: str
    firm: str
    chip: str
    region: str
    period: str
    value: float
    low: float | None
    high: float | None
    interval: str
    bound: str
    basis: str
    said_on: date
    use: str

    @property
    def is_share(self) -> bool:
        return self.metric in SHARES

    @property
    def quantity(self) -> tuple[str, ...]:
        """What it is a figure of: rivals and later vintages have the same."""
        return (self.metric, self.definition, self.firm, self.chip, self.period)


Predict = Callable[[Run], Array]
Plan = Callable[[Witness], Predict | None]


def read_witnesses(observations: Iterable[Row]) -> list[Witness]:
    """Return the observations whose `use` says that they are held against the model, in the order of their ids.

    Each row has also `house_id` (the body for which its claimant speaks) and `observed`.
    """
    return as_figures(o for o in observations if o["use"] in ("condition", "hold"))


def as_figures(observations: Iterable[Row]) -> list[Witness]:
    """Return observations as figures, whatever their use, in the order of their ids; without those that are
    none, of which the rules on rows speak."""
    return [_witness(row) for row in sorted(observations, key=lambda o: o["observation_id"]) if is_figure(row)]


def is_figure(row: Row) -> bool:
    """Tell whether an observation names a period, and a value or a range with both ends and a middle on logarithms."""
    low, high = row["value_low"], row["value_high"]
    return bool(row["period"]) and (
        row["value"] is not None or (low is not None and high is not None and min(low, high) >= 0)
    )


def in_force(witnesses: Iterable[Witness], day: date = date.max) -> list[Witness]:
    """Return the figures that were public on a day: of one house and quantity only what it said last."""
    last: dict[tuple[str, ...], Witness] = {}
    for w in sorted(witnesses, key=lambda w: (w.said_on, w.id)):
        if w.said_on <= day:
            last[w.house, *w.quantity] = w
    return sorted(last.values(), key=lambda w: w.id)


def _witness(row: Row) -> Witness:
    low, high = row["value_low"], row["value_high"]
    middle = row["value"] if row["value"] is not None else (low * high) ** 0.5
    return Witness(
        id=row["observation_id"], house=row["house_id"], metric=row["metric_id"], definition=row["definition_id"] or "",
        firm=row["firm_id"] or "", chip=row["chip_id"] or "", region=row["region_id"] or "", period=row["period"] or
        "", value=middle, low=low, high=high, interval=row["interval"] or "", bound=row["bound"] or "",
        basis=row["basis"] if row["observed"] else "forecast", said_on=known_on(row), use=row["use"],
    )  # fmt: skip


def covered(period: str) -> Array | None:
    """Return how much of each half-year a period covers: all or nothing; None where it cuts one, or lies outside."""
    start, end = period_start(period), period_end(period)
    cover = np.zeros(len(HALVES))
    for n, (year, half) in enumerate(HALVES):
        first, last = date(year, 6 * half - 5, 1), period_end(f"{year}-H{half}")
        if start <= first and last <= end:
            cover[n] = 1.0
        elif start <= last and first <= end:
            return None
    whole = start >= date(YEARS[0], 1, 1) and end <= date(YEARS[-1], 12, 31)
    return cover if whole and cover.any() else None


def until(moment: str) -> Array | None:
    """Return how much of each half-year lies before the end of a moment, from the first on."""
    end = period_end(moment)
    if not date(YEARS[0], 1, 1) <= end <= date(YEARS[-1], 12, 31):
        return None
    cover = np.array([float((year, half) < (end.year, 1 + (end.month > 6))) for year, half in HALVES])
    start = date(end.year, 1 if end.month <= 6 else 7, 1)
    cover[at(end.year, 1 + (end.month > 6))] = ((end - start).days + 1) / 182.5
    return np.minimum(cover, 1.0)


def level_in(period: str) -> Array | None:
    """Return weights that average a level over a period: its half-years, or that of its moment."""
    cover = covered(period)
    if cover is None:
        end = period_end(period)
        if end.year not in YEARS:
            return None
        cover = np.zeros(len(HALVES))
        cover[at(end.year, 1 + (end.month > 6))] = 1.0
    return cover / cover.sum()


def _families(w: Witness) -> tuple[str, ...] | None:
    if w.firm in ABROAD and w.region != "cn":
        return None  # what it sells in the world
    if w.metric == "revenue-cny" and w.firm not in PURE:
        return None
    if w.chip:
        return CHIPS.get(w.chip)
    if w.firm == "nvidia" and w.definition == "one-vendor-training":
        return ("t1",)
    if w.firm:
        return SOLD.get(w.firm)
    return {"d1": FAMILIES, "all-vendors": LICENSED, "accelerators": FAMILIES,
            "imported": ("t1", "t3", "amd")}.get(w.definition)  # fmt: skip


def _sum(result: Run, families: tuple[str, ...], cover: Array, metric: str = "units") -> Array:
    """Return what was sold of families over the covered half-years, in units or thousand yuan or TFLOPS."""
    halves = np.flatnonzero(cover)
    part = slice(halves[0], halves[-1] + 1)
    return np.asarray(cover[part] @ result.together(families, metric)[part])


def _flow(metric: str, scale: float = 1.0) -> Plan:
    def plan(w: Witness) -> Predict | None:
        return _summed(covered(w.period), _families(w), metric, scale)

    return plan


def _summed(cover: Array | None, families: tuple[str, ...] | None, metric: str, scale: float = 1.0) -> Predict | None:
    if cover is None or families is None:
        return None
    return lambda result: _sum(result, families, cover, metric) * scale


def _usd(w: Witness) -> Predict | None:
    return _summed(covered(w.period), _families(w) or (LICENSED if not w.firm else None), "usd", 1e-6)


def _demand(w: Witness) -> Predict | None:
    sold = _summed(covered(w.period), None if w.firm else LICENSED, "usd", 1e-6)
    return sold and (lambda result: sold(result) * (1 + _beyond(result, w)))


def _beyond(result: Run, w: Witness) -> Array:
    return result.wanted_beyond[period_end(w.period).year - YEARS[0]]


def _cumulative(w: Witness) -> Predict | None:
    return _summed(until(w.period), _families(w), "units")


def _share(metric: str) -> Plan:
    def plan(w: Witness) -> Predict | None:
        cover = covered(w.period)
        part, whole = _summed(cover, _families(w), metric), _summed(cover, LICENSED, metric)
        return part and whole and (lambda result: part(result) / whole(result))

    return plan


def _of_demand(w: Witness) -> Predict | None:
    cover = covered(w.period)
    part, whole = _summed(cover, FAMILIES, "value"), _summed(cover, LICENSED, "value")
    return part and whole and (lambda result: part(result) / whole(result) / (1 + _beyond(result, w)))


def _level(of: Callable[[Run], Array]) -> Plan:
    def plan(w: Witness) -> Predict | None:
        weights = level_in(w.period)
        return None if weights is None else lambda result: np.asarray(weights @ of(result))

    return plan


def _wafers(w: Witness) -> Predict | None:
    of = {"ai-wafers": "ai", "le-7nm-wafers": "le_7nm", "le-7nm-output": "le_7nm"}.get(w.definition)
    return _level(lambda result: getattr(result.supply.wafers, of))(w) if of else None


def _smuggled(w: Witness) -> Predict | None:
    cover = until(w.period) if w.metric == "smuggled-chips-cumulative" else covered(w.period)
    return _summed(cover, ("smuggled",), "units")


def _growth(w: Witness) -> Predict | None:
    n = int(w.period) - YEARS[0] if len(w.period) == 4 else 0
    if w.firm != HUAWEI or not 0 < n < len(YEARS):
        return None

    def predict(result: Run) -> Array:
        units = yearly(total(result.sold[f] for f in HUAWEI_FAMILIES))
        return units[n] / np.maximum(units[n - 1], 1.0)

    return predict


def _bank(key: str) -> Plan:
    return lambda w: lambda result: result.banked[key]


def _home_stacks(w: Witness) -> Predict | None:
    cover = covered(w.period)
    return None if cover is None else lambda result: np.asarray(cover @ result.supply.arrived["stacks-home"])


SHARES = {"chip-unit-share", "chip-value-share", "chip-share-unspecified", "ai-chip-self-sufficiency", "die-yield"}
PREDICTED: dict[str, Plan] = {
    "chip-shipments": _flow("units"),
    "chip-production": _flow("units"),
    "china-chip-production": _flow("units"),
    "chip-shipments-cumulative": _cumulative,
    "chip-unit-share": _share("units"),
    "chip-value-share": _share("value"),
    "chip-share-unspecified": _share("value"),
    "ai-chip-self-sufficiency": _of_demand,
    "ai-chip-revenue-cny": _flow("value", 1e-6),
    "revenue-cny": _flow("value", 1e-6),
    "ai-chip-revenue-usd": _usd,
    "ai-chip-supply-usd": _usd,
    "ai-chip-demand-usd": _demand,
    "wafer-capacity": _wafers,
    "china-wafer-capacity": _wafers,
    "die-yield": _level(lambda r: r.supply.wafers.between),
    "foreign-dies-received": _bank("dies"),
    "hbm-stack-imports": _bank("stacks"),
    "hbm-stack-output": _home_stacks,
    "smuggled-chips": _smuggled,
    "smuggled-chips-cumulative": _smuggled,
    "supply-growth-multiple": _growth,
}


def predicted(result: Run, witness: Witness) -> Array | None:
    """Return what the run predicts for a figure, in its unit (shares in parts of one); None where it cannot."""
    predict = _predict(witness)
    return predict(result) if predict else None


def can_predict(row: Row) -> bool:
    """Tell whether any run predicts a figure, from what the observation is about; nothing is run."""
    if row["metric_id"] not in PREDICTED or not is_figure(row):
        return False
    return _predict(_witness({**row, "house_id": "", "observed": True})) is not None


@cache
def _predict(witness: Witness) -> Predict | None:
    plan = PREDICTED.get(witness.metric)
    return plan(witness) if plan else None
