"""What one figure, or the model's estimate, says of a claimed number: probabilities below, within and above it.

In: rows of `targets`, `observations`, `estimates` and `growth` as mappings. Out: probabilities, attainment, pace.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log
from statistics import NormalDist, fmean

from model.distributions import COVERAGE
from model.rubric import RUBRIC, Row
from schemas.vocabulary import central_value

NORMAL = NormalDist()
DEFINITIONS = ("d1", "d2", "d3", "d4")
QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}
# Metrics that the model estimates: metric, ratio and definition of its row; claims of China without firm or chip.
ESTIMATED = {
    "chip-unit-share": ("units", "sales", None),
    "chip-value-share": ("value", "sales", None),
    "chip-compute-share": ("compute", "sales", None),
    "ai-chip-self-sufficiency": ("value", "demand", "d1"),
}
ROUND = ("about", "equal")  # comparators of which too much is as far off as too little
MULTIPLE = "supply-growth-multiple"  # of which the table `growth` has the distribution, by its MEASURE
MEASURE, MADE_OF = "units", "d1"


@dataclass(frozen=True)
class Chances:
    """Probabilities that a quantity is below, within or above what meets a claim; they add up to 1."""

    below: float
    within: float
    above: float

    def kept(self, target: Row) -> float:
        """Return the probability that the claim is kept: of a promise of “about”, more is kept too."""
        more = target["speech_act"] == "promise" and target["comparator"] in ROUND
        return self.within + (self.above if more else 0.0)


def target_range(target: Row) -> tuple[float, float]:
    """Return the values between which a claim is met to the letter: of “about”, a tenth on both sides of it or of the
    range that it names."""
    value = float(target["value"])
    match target["comparator"]:
        case "at-least":
            return value, inf
        case "at-most":
            return -inf, value
    low, high = (value if target[end] is None else float(target[end]) for end in ("value_low", "value_high"))
    return low - RUBRIC.tolerance * abs(low), high + RUBRIC.tolerance * abs(high)


def standard_error(observation: Row) -> float:
    """Return the standard error of a figure that states no range, by its basis: relative to the figure."""
    if observation["basis"] == "official":
        return RUBRIC.accounts_error if observation["accounts"] else RUBRIC.official_error
    return RUBRIC.reported_error if observation["basis"] == "reported" else RUBRIC.house_error


def probability_at_most(observation: Row, x: float) -> float:
    """Return the probability that the true value is x or less: two half-lognormals (halves of a normal if low is not
    positive) that meet at the value and hit low and high; a bare figure has the standard error of its basis, one given
    as a bound none on the wrong side of it."""
    middle = central_value(observation)
    low, high = observation["value_low"], observation["value_high"]
    if low is None or high is None:
        z = NORMAL.inv_cdf(0.95)
        error = z * standard_error(observation) * abs(middle)
        low, high, coverage = middle - error, middle + error, 0.9
    else:
        known = {name: 2 * NORMAL.cdf(score) - 1 for name, score in COVERAGE.items()}
        coverage = known.get(observation["interval"], RUBRIC.range_coverage)
    if low > 0 and x > 0:
        low, middle, high, x = log(low), log(middle), log(high), log(x)
    width = (middle - low if x < middle else high - middle) / NORMAL.inv_cdf((1 + coverage) / 2)
    if observation["bound"] == ("at-least" if x < middle else "at-most"):
        return float(x >= middle)
    return NORMAL.cdf((x - middle) / width) if width > 0 else float(x >= middle)


def chances_of(observation: Row, target: Row) -> Chances:
    """Return what this figure by itself says of a claim."""
    low, high = target_range(target)
    below = 0.0 if low == -inf else probability_at_most(observation, low)
    up_to = 1.0 if high == inf else probability_at_most(observation, high)
    return Chances(below, max(up_to - below, 0.0), 1 - max(up_to, below))


def mean_chances(found: Iterable[Chances]) -> Chances:
    """Return the mixture of several, each with the same weight."""
    rows = list(found)
    return Chances(fmean(c.below for c in rows), fmean(c.within for c in rows), fmean(c.above for c in rows))


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
    return min(reached, 1 / reached) if target["comparator"] in ROUND else reached


def growth(first: float, last: float, years: float) -> float:
    """Return the compound growth a year."""
    return float((last / first) ** (1 / years)) - 1


def estimated_quantiles(target: Row, estimates: Iterable[Row], multiples: Iterable[Row]) -> dict[float, float] | None:
    """Return the model's distribution of what a target claims, as probabilities by value in the target's unit, if the
    model has one."""
    of_china = target["region_id"] == "cn" and not (target["firm_id"] or target["chip_id"])
    if not of_china or len(target["deadline"] or "") != 4:
        return None
    year = int(target["deadline"])
    if target["metric_id"] == MULTIPLE:
        rows = [r for r in multiples if (r["year"], r["definition_id"], r["metric"]) == (year, MADE_OF, MEASURE)]
        last_year = str(year - 1) == target["baseline_period"]
        return _points(rows[0], 1) if rows and last_year else None
    metric, ratio, definition = ESTIMATED.get(target["metric_id"], (None, None, None))
    definition = target["definition_id"] or definition
    if definition not in DEFINITIONS:
        return None
    key = (year, "all", definition, metric, ratio)
    for row in estimates:
        if (row["year"], row["tier"], row["definition_id"], row["metric"], row["ratio"]) == key:
            return None if row["p50"] is None else _points(row, 100)
    return None


def _points(row: Row, unit: float) -> dict[float, float]:
    return {float(row[name]) * unit: share for name, share in QUANTILES.items() if row.get(name) is not None}


def estimated_chances(quantiles: dict[float, float], target: Row) -> Chances:
    """Return the chances by the model's quantiles: joined by straight lines in the normal score, which run on beyond
    them."""
    points = sorted(quantiles.items())

    def up_to(x: float) -> float:
        inside = [pair for pair in pairwise(points) if x < pair[1][0]]
        (x0, p0), (x1, p1) = inside[0] if inside else (points[-2], points[-1])
        z0, z1 = NORMAL.inv_cdf(p0), NORMAL.inv_cdf(p1)
        if x1 == x0:
            return float(x >= x1)
        return NORMAL.cdf(z0 + (z1 - z0) * (x - x0) / (x1 - x0))

    low, high = target_range(target)
    below = 0.0 if low == -inf else up_to(low)
    most = 1.0 if high == inf else up_to(high)
    return Chances(below, max(most - below, 0.0), 1 - max(most, below))
