"""What one cell of the estimate rests on: the inputs that it goes with, and how far each published figure moved it."""

from dataclasses import dataclass

import numpy as np

from model.distributions import Array
from model.figure_likelihood import log_likelihoods
from model.indicator import cells, run
from model.inputs import Draws, Input
from model.smc import effective
from model.special_functions import rankdata
from model.tables import Texts
from model.what_if import Case, drawn
from model.witnesses import Witness
from schemas.package import Package

LEAST = 0.08  # rank correlation below which chance may make it
SURE = 0.2  # part of the draws that must stay effective for a figure's influence to be told


@dataclass(frozen=True)
class Influence:
    """A published figure, and the median of the cell without it; None where the draws do not tell."""

    witness: Witness
    without: float | None


@dataclass(frozen=True)
class Explained:
    """A cell: its median here, inputs with their rank correlation, largest first, and figures by how far they moved
    it."""

    median: float
    inputs: tuple[tuple[Input, str, float], ...]
    influences: tuple[Influence, ...]


def explain_cell(package: Package, texts: Texts, place: tuple[int, str, str, str, str]) -> Explained:
    """Explain one cell (year, definition, metric, tier, ratio) from draws that have heard all figures."""
    case = Case.of(package, texts)
    draw, _ = drawn(package, texts, case)
    draws = next(c.draws for c in cells(run(draw, case.setting), case.setting)
                 if (c.year, c.definition, c.metric, c.tier, c.ratio) == place)  # fmt: skip
    median = float(np.median(draws))
    influences = [Influence(w, _median_without(draw, case, w, draws)) for w in case.figures]
    influences.sort(key=lambda i: (i.without is not None, -abs((i.without or median) - median)))
    return Explained(median, tuple(_correlated(draw, draws)), tuple(influences))


def _correlated(draw: Draws, draws: Array) -> list[tuple[Input, str, float]]:
    by_id = {row.id: row for row in draw.inputs.rows.values()}
    ranks, found = rankdata(draws), []
    for key, row_id in draw.used.items():
        if key in draw.scores:
            r = float(np.corrcoef(rankdata(draw.scores[key]), ranks)[0, 1])
            if abs(r) >= LEAST:
                found.append((by_id[row_id], key[1], r))
    return sorted(found, key=lambda f: -abs(f[2]))


def _median_without(draw: Draws, case: Case, witness: Witness, draws: Array) -> float | None:
    """Return the weighted median of the cell as if the figure had not been heard: each draw counts by the likelihood of
    the rest of its house over that of all of its house."""
    result = run(draw, case.setting)
    house = [w for w in case.figures if w.house == witness.house]
    rest = [w for w in house if w.id != witness.id]
    whole = log_likelihoods(result, draw, house)[witness.house]
    ratios = (log_likelihoods(result, draw, rest)[witness.house] if rest else 0.0) - whole
    weights = np.exp(ratios - ratios.max())
    if effective(weights) < SURE * len(weights):
        return None
    order = np.argsort(draws)
    return float(draws[order][np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)])
