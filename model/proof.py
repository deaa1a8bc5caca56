"""Whether the estimate learns: what it says of each figure, of houses left out, and of years to come as of a day.

A figure that was left out is compared with what the rest lets expect of it, by coverage and by CRPS on the scale of
errors (logarithms; log-odds of shares), beside what the prior expects and beside last year's figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from model.condition import Posterior
from model.distributions import Array
from model.figure_likelihood import errors_of, scaled, spread, stated
from model.indicator import VERSION, Run, Setting, cells
from model.inputs import Draws
from model.outputs import QUANTILE_NAMES, quantiles, rounded
from model.witnesses import Witness, predicted
from schemas.periods import period_end

Row = dict[str, Any]
LEFT_OUT_ALONE = (
    4  # a house with this many figures is left out alone; those with fewer are left out together, in GROUPS
)
GROUPS = 3
ORIGINS = (
    date(2024, 1, 31), date(2024, 7, 31), date(2025, 1, 31), date(2025, 7, 31), date(2026, 1, 31), date(2026, 7, 31),
)  # fmt: skip
BACKTEST = "backtest"  # the occasion of estimates that nobody published on their day
KEPT_METRICS = ("units", "compute", "value")  # of which the estimates of a day are kept


def expected(draw: Draws, result: Run, witness: Witness, seed: int = 1) -> Array | None:
    """Return draws of the figure as the house would print it, error and bias included, on the scale of errors."""
    found = predicted(result, witness)
    if found is None:
        return None
    noise = np.random.default_rng([seed, *witness.id.encode()]).standard_normal(draw.n)
    size = np.hypot(spread(witness, errors_of(draw)), draw("house-bias"))
    return scaled(witness, found) + size * noise


def crps(draws: Array, truth: float) -> float:
    """Return the continuous ranked probability score of draws: E|X − truth| − E|X − X'| / 2.

    Gneiting, Raftery (2007), eq. 21.

    >>> round(crps(np.array([0.0, 1.0]), 0.5), 3)
    0.25
    """
    ordered = np.sort(draws)
    n = len(ordered)
    spread_of = 2 * float(np.sum(ordered * (2 * np.arange(1, n + 1) - n - 1))) / n**2
    return float(np.mean(np.abs(ordered - truth))) - spread_of / 2


def witness_rows(both: Posterior, before: tuple[Draws, Run], held: Sequence[Witness]) -> list[Row]:
    """Return per figure what the prior and the posterior expect, and how far in its tail the figure lies (two-
    sided)."""
    rows = []
    for w in sorted([*both.witnesses, *held], key=lambda w: w.id):
        after, prior = expected(both.draw, both.run, w), expected(*before, w)
        if after is None or prior is None:
            continue
        below = float(np.mean(after <= stated(w)))
        rows.append({"observation_id": w.id, "house_id": w.house, "use": w.use}
                    | {f"prior_{k}": v for k, v in _unscaled(w, prior).items()}
                    | _unscaled(w, after) | {"p_value": rounded(2 * min(below, 1 - below))})  # fmt: skip
    return rows


def _unscaled(w: Witness, draws: Array) -> Row:
    """Return quantiles in the unit of the figure."""
    values = 100 / (1 + np.exp(-draws)) if w.is_share else np.exp(draws)
    return {
        k: float(f"{v:.4g}") for k, v in zip(("p05", "p50", "p95"), np.quantile(values, (0.05, 0.5, 0.95)), strict=True)
    }


def left_out_groups(witnesses: Sequence[Witness]) -> list[tuple[str, ...]]:
    """Return which houses are left out together: large ones alone, the others spread over GROUPS by their number."""
    counts: dict[str, int] = {}
    for w in witnesses:
        counts[w.house] = counts.get(w.house, 0) + 1
    alone = [(house,) for house, n in sorted(counts.items()) if n >= LEFT_OUT_ALONE]
    small = sorted((h for h, n in counts.items() if n < LEFT_OUT_ALONE), key=lambda h: (-counts[h], h))
    return alone + [tuple(sorted(small[k::GROUPS])) for k in range(GROUPS) if small[k::GROUPS]]


def house_rows(
    left_out: Mapping[tuple[str, ...], Posterior], before: tuple[Draws, Run], witnesses: Sequence[Witness]
) -> list[Row]:
    """Return per house how the estimate without it (and those left out with it) expects its figures."""
    rows = []
    for houses, posterior in left_out.items():
        for house in houses:
            scores = [s for w in witnesses if w.house == house
                      if (s := _scores(w, posterior, before, witnesses)) is not None]  # fmt: skip
            if scores:
                rows.append({"house_id": house, "figures": len(scores)} | {
                    key: rounded(float(np.mean([s[key] for s in scores if s[key] is not None])))
                    if any(s[key] is not None for s in scores) else None
                    for key in ("covered", "crps", "crps_prior", "crps_persistence")
                })  # fmt: skip
    return sorted(rows, key=lambda r: r["house_id"])


def _scores(w: Witness, posterior: Posterior, before: tuple[Draws, Run], witnesses: Sequence[Witness]) -> Row | None:
    after, prior = expected(posterior.draw, posterior.run, w), expected(*before, w)
    if after is None or prior is None:
        return None
    low, high = np.quantile(after, (0.05, 0.95))
    truth, last = stated(w), _year_before(w, witnesses)
    return {
        "covered": float(low <= truth <= high),
        "crps": crps(after, truth),
        "crps_prior": crps(prior, truth),
        "crps_persistence": None if last is None else abs(last - truth),
    }


def _year_before(w: Witness, witnesses: Iterable[Witness]) -> float | None:
    """Return what a figure of the same thing said of the year before, any house, its own first."""
    if len(w.period) != 4:
        return None
    earlier = [
        o for o in witnesses
        if o.quantity[:4] == w.quantity[:4] and o.period == str(int(w.period) - 1) and o.said_on <= w.said_on
    ]  # fmt: skip
    best = min(earlier, key=lambda o: (o.house != w.house, o.id), default=None)
    return stated(best) if best else None


def backtest_rows(origins: Mapping[date, Posterior], outcomes: Sequence[Witness]) -> list[Row]:
    """Return what the estimate would have expected on a day, from figures said before it alone, of each outcome said
    after it, of a period that was not over; in the unit of the figure, with its score."""
    rows = []
    for day, posterior in origins.items():
        for w in outcomes:
            if w.said_on <= day or period_end(w.period) <= day:
                continue
            draws = expected(posterior.draw, posterior.run, w)
            if draws is not None:
                row = {"as_of": day, "observation_id": w.id} | _unscaled(w, draws)
                rows.append(row | {"crps": rounded(crps(draws, stated(w)))})
    return rows


def past_estimates(origins: Mapping[date, Posterior]) -> list[Row]:
    """Return the estimates as they would have been on each day, from figures said before it alone."""
    return [
        {"as_of": day, "occasion": BACKTEST, "model_version": VERSION}
        | {"year": c.year, "definition_id": c.definition, "metric": c.metric, "ratio": c.ratio}
        | dict(zip(QUANTILE_NAMES, quantiles(c.draws), strict=True))
        for day, posterior in origins.items()
        for c in cells(posterior.run, Setting(day.year - 1))
        if c.tier == "all" and c.metric in KEPT_METRICS
    ]


def released_estimates(history: Iterable[Row], estimates: Iterable[Row], day: date, release: str) -> list[Row]:
    """Return the estimates of every release, each named by its tag: those of earlier ones as they were published, and
    those of this one."""
    kept = [row for row in history if row["occasion"] not in (BACKTEST, release)]
    columns = ("model_version", "year", "definition_id", "metric", "ratio", *QUANTILE_NAMES)
    own = [
        {"as_of": day, "occasion": release} | {k: row[k] for k in columns}
        for row in estimates
        if row["tier"] == "all" and row["metric"] in KEPT_METRICS
    ]
    return kept + own
