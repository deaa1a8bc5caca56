"""The rubric's constants, and the arithmetic of one number against one target.

In: rows of `targets`, `observations` and `estimates` as mappings. Out: probabilities, attainment, status words.
Which rows bear on a target is decided in `model.evidence`, what follows from them in `model.rating`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf, log
from statistics import NormalDist, fmean, median
from typing import Any

from model.distributions import COVERAGE
from schemas.vocabulary import central_value

Row = Mapping[str, Any]
VERSION = "1"
NORMAL = NormalDist()
DIGITS = 3


def constant(value: float, reason: str, date: str = "2026-11-23") -> Any:
    """Return a constant with the day on which it was set and why; `dataclasses.fields(Rubric)` lists them."""
    return field(default=value, metadata={"date": date, "reason": reason})


@dataclass(frozen=True)
class Rubric:
    """Every number that the rules use. To change one is a new VERSION."""

    met: float = constant(0.90, "nine in ten, the usual bar for a firm statement")
    likely_met: float = constant(0.66, "two in three, “likely” in the language of the IPCC")
    partly_met: float = constant(0.75, "three quarters of the promised change is substantially less, yet in its spirit")
    doubt: float = constant(0.05, "outside the 90 % interval of the values a single source is enough")
    sources: float = constant(2, "one source cannot settle what its own interval leaves open")
    point_error: float = constant(0.10, "half-width of the 90 % interval of a bare figure: so far rival houses differ")
    point_coverage: float = constant(0.90, "the coverage of that interval")
    range_coverage: float = constant(0.98, "ends of no stated coverage are hardly passed; as in the estimate")
    tolerance: float = constant(0.10, "“equal” and “about” are claims of a round number")
    on_track: float = constant(1.0, "recent growth suffices, as the IEA rates its milestones")
    needs_acceleration: float = constant(0.5, "half of the growth needed")
    span_slack: float = constant(0.25, "years by which two values may miss being one or two years apart")
    fresh_days: float = constant(730, "growth that ended two years ago is not recent")
    stock_days: float = constant(365, "a stock counted a year or more before the deadline says nothing about it")
    field_met: float = constant(0.98, "rounding of data sheets")
    field_partly: float = constant(0.75, "the same bar as for numbers")
    slip_days: float = constant(183, "two quarters, by which plants and chips slip without anybody calling it late")
    stalled_days: float = constant(730, "24 months without evidence, as Global Energy Monitor infers “shelved”")
    abandoned_days: float = constant(1461, "48 months without evidence, as Global Energy Monitor infers “cancelled”")


RUBRIC = Rubric()

# Metrics that the model estimates: the metric, ratio and definition of its row; claims of China without firm or chip.
ESTIMATED = {
    "chip-unit-share": ("units", "sales", None),
    "chip-value-share": ("value", "sales", None),
    "chip-compute-share": ("compute", "sales", None),
    "ai-chip-self-sufficiency": ("value", "demand", "d1"),
}
DEFINITIONS = ("d1", "d2", "d3", "d4")
QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}


def probability_at_most(observation: Row, x: float) -> float:
    """Return the probability that the true value is x or less: two half-lognormals (halves of a normal if low is not
    positive) that meet at the value and hit low and high; a bare figure is given the interval of RUBRIC.point_error."""
    middle = central_value(observation)
    low, high = observation["value_low"], observation["value_high"]
    coverage = {name: 2 * NORMAL.cdf(score) - 1 for name, score in COVERAGE.items()}.get(
        observation["interval"], RUBRIC.range_coverage
    )
    if low is None or high is None:
        error = RUBRIC.point_error * abs(middle)
        low, high, coverage = middle - error, middle + error, RUBRIC.point_coverage
    if low > 0 and x > 0:
        low, middle, high, x = log(low), log(middle), log(high), log(x)
    width = (middle - low if x < middle else high - middle) / NORMAL.inv_cdf((1 + coverage) / 2)
    if width <= 0:
        return float(x >= middle)
    return NORMAL.cdf((x - middle) / width)


def target_range(target: Row) -> tuple[float, float]:
    """Return the values between which the target is met."""
    value = float(target["value"])
    slack = RUBRIC.tolerance * abs(value)
    match target["comparator"]:
        case "at-least":
            return value, inf
        case "at-most":
            return -inf, value
    return value - slack, value + slack


def probability_met(observation: Row, target: Row) -> float:
    """Return the probability that the target is met, as this observation alone has it."""
    low, high = target_range(target)
    return (1.0 if high == inf else probability_at_most(observation, high)) - (
        0.0 if low == -inf else probability_at_most(observation, low)
    )


def attainment(value: float, target: Row) -> float | None:
    """Return the share of the promised change from the baseline that was reached; without a baseline, of the value
    itself."""
    promised, base = float(target["value"]), target["baseline_value"]
    if base is not None and promised != base:
        return (value - float(base)) / (promised - float(base))
    if target["comparator"] == "at-most":
        return promised / value if value else None
    return value / promised if promised else None


def closeness(reached: float | None, target: Row) -> float:
    """Return attainment for the bar of partly met: of a claim of “about”, too much is as wrong as too little."""
    if reached is None or reached <= 0:
        return 0.0
    return min(reached, 1 / reached) if target["comparator"] in ("equal", "about") else reached


def status_of_values(observations: Iterable[Row], target: Row) -> tuple[str, float, float | None]:
    """Return the status, probability and median attainment of a due target from one observation per independent
    claimant."""
    rows = list(observations)
    p = fmean(probability_met(o, target) for o in rows)
    reached = attainment(median(central_value(o) for o in rows), target)
    if not target["definition_id"] and len({probability_met(o, target) >= 0.5 for o in rows}) > 1:
        return "unverifiable", p, reached
    if p >= RUBRIC.met:
        return "met", p, reached
    if p >= RUBRIC.likely_met:
        return "likely-met", p, reached
    if p > RUBRIC.doubt and len(rows) < RUBRIC.sources:
        return "unverifiable", p, reached
    return ("partly-met" if closeness(reached, target) >= RUBRIC.partly_met else "missed"), p, reached


def growth(first: float, last: float, years: float) -> float:
    """Return the compound growth a year."""
    return float((last / first) ** (1 / years)) - 1


def status_of_pace(latest: float, trailing: float, years_left: float, target: Row) -> str:
    """Rate by pace: on track if the target is met already, or recent growth (or decline) is at least what is needed."""
    low, high = target_range(target)
    if low <= latest <= high:
        return "on-track"
    ratio = trailing / growth(latest, float(target["value"]), years_left)
    if ratio >= RUBRIC.on_track:
        return "on-track"
    return "needs-acceleration" if ratio >= RUBRIC.needs_acceleration else "off-track"


def estimate_for(target: Row, estimates: Iterable[Row]) -> Row | None:
    """Return the model's row on what a target claims, if there is one."""
    metric, ratio, definition = ESTIMATED.get(target["metric_id"], (None, None, None))
    definition = target["definition_id"] or definition
    of_china = target["region_id"] == "cn" and not (target["firm_id"] or target["chip_id"])
    if not of_china or definition not in DEFINITIONS or len(target["deadline"] or "") != 4:
        return None
    key = (int(target["deadline"]), "all", definition, metric, ratio)
    for row in estimates:
        if (row["year"], row["tier"], row["definition_id"], row["metric"], row["ratio"]) == key:
            return row if row["p50"] is not None else None
    return None


def estimated_probability(estimate: Row, target: Row) -> float:
    """Return the probability by the model, its quantiles joined by straight lines; beyond them it stays at 5 or 95
    %."""
    points = [(float(estimate[name]) * 100, share) for name, share in QUANTILES.items()]

    def below(x: float) -> float:
        if x < points[0][0]:
            return points[0][1]
        for (x0, p0), (x1, p1) in pairwise(points):
            if x < x1:
                return p0 + (p1 - p0) * (x - x0) / (x1 - x0)
        return points[-1][1]

    low, high = target_range(target)
    return (1.0 if high == inf else below(high)) - (0.0 if low == -inf else below(low))
