"""Every table that the model writes, as rows: estimates, and what explains and tests them.

In: posteriors of two seeds, and the setting. Out: rows by table name, rounded. Reads and writes no file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from model.condition import Posterior
from model.distributions import Array
from model.halves import YEARS, at, of_year, total, yearly
from model.imports import OPEN_FROM, POLICIES
from model.indicator import DEFINITIONS, VERSION, Cell, Run, Setting, cells, run, status_of
from model.inputs import Draws
from model.sensitivity import drivers, sensitivities
from model.vendors import FAMILIES

Row = dict[str, Any]
DIGITS = 4
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
QUANTILE_NAMES = ("p05", "p25", "p50", "p75", "p95")
LEVELS, AHEAD = (0.7, 0.9, 1.0), (2, 3, 5)  # levels of which the probability is given, by years after the last full one
PRACTICALLY_ALL = 0.995  # a share of 100 % with this much is called reached
CONSTRAINTS = {"logic dies": ("Ascend dies",), "HBM": ("own memory", "HBM stacks"), "packaging": ("packaging",)}
TRIPLE = 3.0
H100_TFLOPS = 989  # dense FP16, as the data sheet of the SXM module has it
SHOWN = 400  # draws that are written


def rounded(value: float) -> float:
    return round(float(value), DIGITS)


def quantiles(draws: Array) -> list[float]:
    """Return the quantiles of the table, each the order statistic nearest to its place: no interpolation."""
    ordered = np.sort(draws)
    return [rounded(ordered[round(q * (len(draws) - 1))]) for q in QUANTILES]


def interval_ends(draws: Array) -> Row:
    """Return the 5, 50 and 95 % quantiles."""
    low, _, mid, _, high = quantiles(draws)
    return {"p05": low, "p50": mid, "p95": high}


def significant(draws: Array) -> Row:
    """Return the same of amounts, to three digits."""
    return {k: float(f"{v:.3g}") for k, v in interval_ends(draws).items()}


def estimates(result: Run, setting: Setting) -> list[Row]:
    """Return the table `estimates`."""
    return [
        {"year": c.year, "tier": c.tier, "definition_id": c.definition, "metric": c.metric, "ratio": c.ratio}
        | dict(zip(QUANTILE_NAMES, quantiles(c.draws), strict=True))
        | {"status": c.status, "model_version": VERSION}
        for c in cells(result, setting)
    ]


def _headline(found: Iterator[Cell], metrics: tuple[str, ...] = ("units", "value")) -> Iterator[Cell]:
    return (c for c in found if (c.tier, c.ratio) == ("all", "sales") and c.metric in metrics)


def scenarios(result: Run, before: Run, setting: Setting) -> list[Row]:
    """Return the headline shares in each state that is otherwise mixed: smuggling left out, exports shut or open for
    two classes of chips, Huawei’s own memory made in China or not; and before any witness was heard."""
    rows: list[Row] = []

    def add(name: str, part: Array | None, found: Iterator[Cell]) -> None:
        for c in _headline(found):
            if c.year < setting.last_full_year:
                continue
            draws = c.draws if part is None else c.draws[part]
            weight = 1.0 if part is None else rounded(float(np.mean(part)))
            rows.append({"scenario": name, "year": c.year, "definition_id": c.definition, "metric": c.metric}
                        | interval_ends(draws) | {"weight": weight})  # fmt: skip

    everything = list(cells(result, setting))
    add("as-published", None, iter(everything))
    add("without-smuggled", None, cells(result, setting, smuggled=False))
    own = result.supply.memory["950pr"][-1] > 0.5
    for name, part in (("own-memory-chinese", own), ("own-memory-foreign", ~own)):
        add(name, part, iter(everything))
    for n, policy in enumerate(POLICIES):
        for year in YEARS:
            if year >= OPEN_FROM[0]:
                part = result.imports.policy[at(year, 2)] == n
                add(f"exports-{policy}", part, (c for c in everything if c.year == year))
    add("prior", None, cells(before, setting))
    return rows


def choice_effects(posterior: Posterior, setting: Setting) -> list[Row]:
    """Return nowcast and projections under each choice of what a word means, all else as it was found."""
    choices = {
        "base": setting.choices,
        "yield-fully-good": replace(setting.choices, yield_kind="fully-good"),
        "wafers-le-7nm": replace(setting.choices, wafers="le-7nm"),
        "foreign-first": replace(setting.choices, order="foreign-first"),
        "proportional-order": replace(setting.choices, order="proportional"),
    }
    rows = []
    for name, chosen in choices.items():
        changed = replace(setting, choices=chosen)
        result = run(posterior.draw, changed)
        rows += [
            {"year": c.year, "definition_id": c.definition, "metric": c.metric, "choice": name} | interval_ends(c.draws)
            for c in _headline(cells(result, changed), ("units",))
            if c.year >= setting.last_full_year
        ]
    return rows


def bindings(result: Run, setting: Setting) -> list[Row]:
    """Return the probability that each constraint is the scarcest for Huawei, or that none is, in the years that are
    not over: the least of what there was over what all that was wanted would have needed, in the second half of the
    year."""
    rows = []
    for year in YEARS:
        if year <= setting.last_full_year:
            continue
        late = at(year, 2)
        left = [
            np.min(
                [result.supply.there[p][late] / np.maximum(result.supply.needed[p][late], 1e-9) for p in pools], axis=0
            )
            for pools in CONSTRAINTS.values()
        ]
        scarcest, enough = np.argmin(left, axis=0), np.min(left, axis=0) >= 1
        for n, name in enumerate(CONSTRAINTS):
            rows.append(
                {"year": year, "binding": name, "probability": rounded(float(np.mean((scarcest == n) & ~enough)))}
            )
        rows.append({"year": year, "binding": "demand", "probability": rounded(float(np.mean(enough)))})
    return rows


def banks(result: Run) -> list[Row]:
    """Return what is left of foreign dies and stacks at the end of each year."""
    rows = []
    for year in YEARS:
        for name, stock in (("Ascend dies", "dies-foreign"), ("HBM stacks", "stacks-foreign")):
            ends = significant(result.supply.left[stock][at(year, 2)])
            used = float(np.median(result.supply.used[stock][of_year(year)].sum(axis=0)))
            left = round(ends["p50"] / used, 2) if used >= 1 else None
            rows.append({"year": year, "bank": name} | ends | {"years_left": left})
    return rows


def trajectories(result: Run, setting: Setting, because: Mapping[tuple[str, str], str]) -> list[Row]:
    """Return the probability of 70, 90 and 100 % by each of the years AHEAD; `because` names what moves a share
    most."""
    found = {(c.year, c.definition, c.metric): c.draws for c in _headline(cells(result, setting))}
    rows = []
    for definition in DEFINITIONS:
        for metric in ("units", "value"):
            for level in LEVELS:
                for by in (setting.last_full_year + ahead for ahead in AHEAD):
                    row: Row = {"definition_id": definition, "metric": metric, "level": level, "by_year": by}
                    draws = found.get((by, definition, metric))
                    if draws is None:
                        why = f"The inputs end in {YEARS[-1]}; nothing published reaches to {by} in this detail."
                        rows.append(row | {"probability": None, "status": "not-estimable", "rests_on": why})
                        continue
                    share = rounded(float(np.mean(draws >= min(level, PRACTICALLY_ALL))))
                    rows.append(
                        row
                        | {
                            "probability": share,
                            "status": status_of(by, setting),
                            "rests_on": because[definition, metric],
                        }
                    )
    return rows


def growth(result: Run, setting: Setting) -> list[Row]:
    """Return how many times the last full year the nowcast is, of Chinese-designed chips and of those with a Chinese
    die, by units, compute and value, and the probability of three times."""
    rows = []
    n = setting.last_full_year - YEARS[0]
    for definition in ("d1", "d2"):
        for metric in ("units", "compute", "value"):
            sold = total(
                yearly(result.counted(f, metric) * (result.supply.die[f] if definition == "d2" else 1.0))
                for f in FAMILIES
            )
            times = sold[n + 1] / np.maximum(sold[n], 1e-9)
            rows.append({"year": YEARS[n + 1], "definition_id": definition, "metric": metric} | interval_ends(times)
                        | {"probability_of_three_times": rounded(float(np.mean(times >= TRIPLE)))})  # fmt: skip
    return rows


def stocks(draw: Draws, result: Run) -> list[Row]:
    """Return accelerators in use at the end of each year, in thousand H100 equivalents (dense FP16 over H100_TFLOPS),
    by where they come from: what was sold since the first year, less what is retired at an even rate over its years
    in use."""
    kept = np.exp(-1 / draw("retirement-years"))
    groups = {"domestic": FAMILIES, "licensed": ("t1", "amd", "t3"), "smuggled": ("smuggled",)}
    flows = {
        g: total(yearly(result.counted(f, "compute")) for f in families) / (1000 * H100_TFLOPS)
        for g, families in groups.items()
    }
    stock = {g: np.zeros(draw.n) for g in groups}
    rows = []
    for n, year in enumerate(YEARS):
        for group in groups:
            stock[group] = stock[group] * kept + flows[group][n]
            rows.append({"year": year, "origin": group} | significant(stock[group]))
        everything = total(stock.values())
        rows.append({"year": year, "origin": "all"} | significant(everything))
        rows.append({"year": year, "origin": "domestic-share"} | interval_ends(stock["domestic"] / everything))
    return rows


def diagnostics(first: Posterior, second: Posterior, setting: Setting) -> list[Row]:
    """Return how the sampler went, and what must not happen: two seeds apart, and needs above what there was."""
    pairs = zip(_headline(cells(first.run, setting)), _headline(cells(second.run, setting)), strict=True)
    apart = max(abs(float(np.median(a.draws) - np.median(b.draws))) for a, b in pairs)
    last = of_year(setting.last_full_year)

    def short(pool: str) -> float:
        supply = first.run.supply
        return float(np.mean(np.any(supply.needed[pool][last] > supply.there[pool][last] * 1.0001, axis=0)))

    ancestors = len(np.unique(np.concatenate([first.sample.log_likelihood, second.sample.log_likelihood])))
    found = {
        "particles": first.draw.n + second.draw.n,
        "distinct-particles": ancestors,
        "steps": len(first.sample.temperatures) - 1,
        "mean-acceptance": float(np.mean(first.sample.acceptance)),
        "two-seed-difference": apart,
        "stacks-short-in-last-full-year": short("HBM stacks"),
        "dies-short-in-last-full-year": short("Ascend dies"),
        "witnesses": len(first.witnesses),
    }
    return [{"diagnostic_id": key, "value": rounded(value)} for key, value in found.items()]


def draws(posterior: Posterior) -> list[Row]:
    """Return some draws as they were drawn, evenly from all of them: the scores on which the figures bear."""
    chosen = np.linspace(0, posterior.draw.n - 1, min(SHOWN, posterior.draw.n)).astype(int)
    return [
        {"input_id": name, "drawn_for": when or "all"}
        | {"scores": " ".join(f"{score:.2f}" for score in posterior.draw.scores[name, when][chosen])}
        for name, when in posterior.moved
    ]


def all_tables(first: Posterior, second: Posterior, before: Run, setting: Setting) -> dict[str, list[Row]]:
    """Return the tables that need the posterior alone, by name."""
    both = pooled(first, second, setting)
    moves = sensitivities(both.draw, setting)
    return {
        "estimates": estimates(both.run, setting),
        "scenarios": scenarios(both.run, before, setting),
        "sensitivities": moves,
        "choice_effects": choice_effects(both, setting),
        "bindings": bindings(both.run, setting),
        "banks": banks(both.run),
        "trajectories": trajectories(both.run, setting, drivers(both.draw, moves)),
        "growth": growth(both.run, setting),
        "stocks": stocks(both.draw, both.run),
        "diagnostics": diagnostics(first, second, setting),
        "draws": draws(first),
    }


def pooled(first: Posterior, second: Posterior, setting: Setting) -> Posterior:
    """Return the draws of both seeds together."""
    scores = {key: np.concatenate([first.draw.scores[key], second.draw.scores[key]]) for key in first.keys}
    draw = Draws(first.draw.inputs, first.draw.n + second.draw.n, 0, scores)
    return replace(first, draw=draw, run=run(draw, setting))
