"""Every table that the model writes, as rows: estimates, and what explains and tests them.

In: the inputs, the number of draws, a seed, the setting, and the published figures that the backtest is held against.
Out: rows by table name, rounded. Reads and writes no file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from model.distributions import Array, InputError
from model.indicator import DEFINITIONS, DIGITS, YEARS, Cell, Setting, cells, estimate, quantiles, years
from model.inputs import Draws, Inputs, read_inputs
from model.production import CONSTRAINTS
from model.sensitivity import Place, rank_correlations, sobol_totals

Row = dict[str, Any]
SIDE_DRAWS = 20_000  # draws for the tables beside the estimate
# Cells whose sensitivity is shown: years after the last full one, definition, metric.
PLACES = ((0, "d2", "units"), (1, "d1", "units"), (1, "d2", "units"), (1, "d3", "units"))
LEVELS, AHEAD = (0.7, 0.9, 1.0), (2, 3, 5)  # levels of which the probability is given, by years after the last full one
PRACTICALLY_ALL = (
    0.995  # a share of 100 % with this much is called reached: smuggling alone never ends at exactly nothing
)
MOST_INPUTS = 12  # inputs kept in the sensitivity of a cell


def tables(
    assumptions: Iterable[Mapping[str, Any]], n: int, seed: int, setting: Setting, published: Mapping[Place, float]
) -> dict[str, list[Row]]:
    """Return all tables by name."""
    assumptions = list(assumptions)
    inputs = read_inputs(assumptions)
    few = min(n, SIDE_DRAWS)
    return {
        "estimates": estimate(inputs, n, seed, setting),
        "sensitivities": sensitivities(inputs, few, seed, setting),
        "choice_effects": choice_effects(inputs, few, seed, setting),
        "bindings": bindings(inputs, few, seed, setting),
        "banks": banks(inputs, few, seed, setting),
        "trajectories": trajectories(inputs, few, seed, setting),
        "backtests": backtests(assumptions, few, seed, setting, published),
    }


def rounded(value: float) -> float:
    return round(float(value), DIGITS)


def interval_ends(draws: Array) -> Row:
    """Return the 5, 50 and 95 % quantiles of shares."""
    low, _, mid, _, high = (rounded(q) for q in quantiles(draws))
    return {"p05": low, "p50": mid, "p95": high}


def sensitivities(inputs: Inputs, n: int, seed: int, setting: Setting) -> list[Row]:
    """Return the inputs that move each of PLACES most, by rank correlation, with their Sobol total index."""
    rows = []
    for ahead, definition, metric in PLACES:
        place = (setting.last_full_year + ahead, definition, metric)
        found = rank_correlations(Draws(inputs, n, seed), place, setting)
        # prices share their scores and so their correlation but for its last digits: of equals the name decides
        candidates = sorted(found, key=lambda k: (-round(abs(found[k]), 6), k))[: 2 * MOST_INPUTS]
        totals = sobol_totals(inputs, place, setting, candidates, 512, seed)
        # an input of another year correlates without bearing on the cell: its Sobol index is nothing
        most = [k for k in candidates if totals[k] >= 0.0005][:MOST_INPUTS]
        year = place[0]
        rows += [
            {"year": year, "definition_id": definition, "metric": metric, "assumption_id": k,
             "rank_correlation": round(found[k], 3), "sobol_total": round(totals[k], 3)}
            for k in most
        ]  # fmt: skip
    return rows


def choice_effects(inputs: Inputs, n: int, seed: int, setting: Setting) -> list[Row]:
    """Return the nowcast and the projections under each choice of what a word means."""
    choices = {
        "base": setting,
        "yield-fully-good": replace(setting, yield_kind="fully-good"),
        "wafers-le-7nm": replace(setting, wafers="le-7nm"),
        "proportional-order": replace(setting, foreign_first=False),
    }
    return [
        {"year": c.year, "definition_id": c.definition, "metric": c.metric, "choice": choice} | interval_ends(c.draws)
        for choice, chosen in choices.items()
        for c in _shown(inputs, n, seed, chosen)
        if c.draws is not None and c.metric == "units" and c.year >= setting.last_full_year
    ]


def _shown(inputs: Inputs, n: int, seed: int, setting: Setting) -> Iterable[Cell]:
    return (c for c in cells(Draws(inputs, n, seed), setting) if (c.tier, c.ratio) == ("all", "sales"))


def bindings(inputs: Inputs, n: int, seed: int, setting: Setting) -> list[Row]:
    """Return the probability of each constraint in the years that follow from production."""
    return [
        {"year": year, "binding": name, "probability": rounded(float(np.mean(made.binding == index)))}
        for year, made in years(Draws(inputs, n, seed), setting)
        if made.binding is not None
        for index, name in enumerate(CONSTRAINTS)
    ]


def banks(inputs: Inputs, n: int, seed: int, setting: Setting) -> list[Row]:
    """Return what is left of the foreign dies and stacks at the end of each year, to three digits."""
    rows = []
    for year, made in years(Draws(inputs, n, seed), setting):
        for key, name in (("dies", "Ascend dies"), ("stacks", "HBM stacks")):
            low, _, mid, _, high = (float(f"{q:.3g}") for q in quantiles(made.banks_left[key]))
            used = float(np.median(made.bank_use[key]))
            left = round(mid / used, 2) if used > 0 else None
            rows.append({"year": year, "bank": name, "p05": low, "p50": mid, "p95": high, "years_left": left})
    return rows


def trajectories(inputs: Inputs, n: int, seed: int, setting: Setting) -> list[Row]:
    """Return the probability of 70, 90 and 100 % by each of the years AHEAD."""
    found = {(c.year, c.definition, c.metric): c.draws for c in _shown(inputs, n, seed, setting)}
    rows = []
    for definition in DEFINITIONS:
        for metric in ("units", "value"):
            for level in LEVELS:
                for by in (setting.last_full_year + ahead for ahead in AHEAD):
                    draws = found.get((by, definition, metric))
                    rows.append(
                        {"definition_id": definition, "metric": metric, "level": level, "by_year": by}
                        | _probability(draws, level, by, definition)
                    )
    return rows


def _probability(draws: Array | None, level: float, by: int, definition: str) -> Row:
    if by > YEARS[-1]:
        why = f"The inputs end in {YEARS[-1]}; nothing published reaches to {by} in this detail."
        return {"probability": None, "status": "not-estimable", "rests_on": why}
    if draws is None:
        why = "There are almost no data on the origin of tools line by line."
        return {"probability": None, "status": "not-estimable", "rests_on": why}
    rests = (
        "wafer capacity, yield, HBM supply, licensed imports" if definition > "d1" else "licensed and smuggled imports"
    )
    share = rounded(float(np.mean(draws >= min(level, PRACTICALLY_ALL))))
    return {"probability": share, "status": "projection", "rests_on": f"Above all: {rests}."}


def backtests(
    assumptions: list[Mapping[str, Any]], n: int, seed: int, setting: Setting, published: Mapping[Place, float]
) -> list[Row]:
    """Return past years as the model would have had them on a day, from production, not from counts: a month after the
    end of each, and the year before once more with a year's hindsight."""
    last = setting.last_full_year
    days = [(last - 1, date(last, 1, 31)), (last - 1, date(last + 1, 1, 31)), (last, date(last + 1, 1, 31))]
    return [row for year, day in days for row in _backtest(assumptions, n, seed, year, day, published)]


def _backtest(
    assumptions: list[Mapping[str, Any]], n: int, seed: int, year: int, as_of: date, published: Mapping[Place, float]
) -> list[Row]:
    base = {"as_of": as_of, "year": year}
    try:
        inputs = read_inputs(assumptions, as_of)
        setting = Setting(last_full_year=year - 1)
        draws = {c.definition: c.draws for c in cells(Draws(inputs, n, seed), setting, range(YEARS[0], year + 1))
                 if (c.year, c.tier, c.metric, c.ratio) == (year, "all", "units", "sales")}  # fmt: skip
    except InputError as error:
        note = f"Not estimable with what was known: {str(error).split(';')[0]}."
        return [base | {"definition_id": "d1", "metric": "units", "note": note}]
    rows = []
    for definition in ("d1", "d2", "d3"):
        found = draws[definition]
        assert found is not None
        known = published.get((year, definition, "units"))
        row: Row = base | {"definition_id": definition, "metric": "units"} | interval_ends(found)
        if known is not None:
            row |= {"published": rounded(known), "hit": bool(row["p05"] <= known <= row["p95"])}
        rows.append(row)
    return rows
