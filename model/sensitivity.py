"""Which input moves a cell: rank correlations over correlated draws, and Sobol total indices over independent ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from model.distributions import Array
from model.indicator import Setting, cells
from model.inputs import Draws, Input, Inputs

Place = tuple[int, str, str]  # year, definition, metric; share of sales, all tiers


@dataclass
class GivenScores(Draws):
    """Draws whose scores are given by row id; inputs without one stay at their central value."""

    scores: Mapping[str, Array] = field(default_factory=dict)

    def _score(self, row: Input, year: int) -> Array:
        return self.scores.get(row.id, np.zeros(self.n))


def cell(draw: Draws, place: Place, setting: Setting) -> Array:
    """Return the draws of one cell."""
    for c in cells(draw, setting):
        if (c.year, c.definition, c.metric) == place and (c.tier, c.ratio) == ("all", "sales") and c.draws is not None:
            return c.draws
    raise LookupError(f"the model does not estimate {place}")


def rank_correlations(draw: Draws, place: Place, setting: Setting) -> dict[str, float]:
    """Return the Spearman correlation of every input that was drawn with the cell, by row id; constants are left
    out."""
    ranks = rankdata(cell(draw, place, setting))
    found = {}
    for (name, year), row_id in draw.used.items():
        values = draw(name, year)
        if np.ptp(values) > 0:
            found[row_id] = float(np.corrcoef(rankdata(values), ranks)[0, 1])
    return found


def sobol_totals(
    inputs: Inputs, place: Place, setting: Setting, factors: list[str], base: int, seed: int
) -> dict[str, float]:
    """Return the Sobol total index of the given inputs (row ids), the others held at their centre, by Saltelli's
    scheme."""
    from SALib.analyze.sobol import analyze
    from SALib.sample.sobol import sample

    problem = {"num_vars": len(factors), "names": factors, "bounds": [[1e-4, 1 - 1e-4]] * len(factors)}
    points = sample(problem, base, calc_second_order=False, seed=seed)
    scores = {name: ndtri(points[:, n]) for n, name in enumerate(factors)}
    result = cell(GivenScores(inputs, len(points), seed, scores=scores), place, setting)
    totals = analyze(problem, result, calc_second_order=False, seed=seed)["ST"]
    return {name: max(float(total), 0.0) for name, total in zip(factors, totals, strict=True)}
