"""What-if without a run: how the headline shares follow from the inputs that matter most, as a table of coefficients.

Each input of LEVERS may be moved from the nowcast year on: a positive quantity by a factor, a share by its odds, both
as a logarithm between -1 and 1. The log-odds of the 5, 50 and 95 % quantiles of a share are then a polynomial of
third degree in these logarithms, fitted to runs on a design that fills the cube."""

from collections.abc import Sequence
from itertools import combinations_with_replacement

import numpy as np
from scipy.special import expit, logit
from scipy.stats import qmc

from model.condition import Posterior
from model.distributions import Array
from model.indicator import Setting, cells, run
from model.inputs import Draws

LEVERS = (
    "ai-wafer-capacity", "die-yield-sellable", "huawei-share-of-ai-wafers", "domestic-hbm-supply",
    "huawei-own-memory-packages", "packaging-capacity", "licensed-imports-t3", "smuggled-imports",
)  # fmt: skip
DEFINITIONS = ("d1", "d2", "d3", "d4")
METRICS = ("units", "value")
POINTS, PARTICLES, DEGREE = 360, 1000, 3
NEAREST = 1e-4  # of a share to 0 or 1
ENDS = (0.05, 0.5, 0.95)


def terms(degree: int = DEGREE) -> list[tuple[int, ...]]:
    """Return the products of levers in the polynomial, as tuples of their places; the first is the constant.

    >>> terms(1)[:3]
    [(), (0,), (1,)]
    """
    return [t for d in range(degree + 1) for t in combinations_with_replacement(range(len(LEVERS)), d)]


def design_matrix(points: Array) -> Array:
    """Return the value of each term (columns) at points (rows, one column a lever)."""
    return np.stack([np.prod(points[:, list(t)], axis=1) for t in terms()], axis=1)


def shares(
    posterior: Posterior, setting: Setting, shifts: Array, n: int = PARTICLES
) -> dict[tuple[int, str, str], Array]:
    """Return the quantiles ENDS of the headline shares at one point, from the first n draws."""
    draw, n = posterior.draw, min(n, posterior.draw.n)
    few = Draws(draw.inputs, n, 0, {k: v[:n] for k, v in draw.scores.items()}, dict(zip(LEVERS, shifts, strict=True)))
    return {
        (c.year, c.definition, c.metric): np.quantile(c.draws, ENDS)
        for c in cells(run(few, setting), setting)
        if (c.tier, c.ratio) == ("all", "sales") and c.year > setting.last_full_year and c.definition in DEFINITIONS
        and c.metric in METRICS
    }  # fmt: skip


def fitted(matrix: Array, shares: Array) -> Array:
    """Return coefficients (terms × columns) that give the log-odds of shares (points × columns) at points of a design.

    Points count as they move the share itself, p (1 − p) per log-odds; products of levers are drawn towards nothing.
    """
    ridge = np.diag([float(len(term) > 1) for term in terms()])
    columns = []
    for column in shares.T:
        weight = (column * (1 - column)) ** 2
        weighed = matrix.T * (weight / weight.mean())
        columns.append(np.linalg.solve(weighed @ matrix + ridge, weighed @ logit(column)))
    return np.stack(columns, axis=1)


def surface(posterior: Posterior, setting: Setting, seed: int = 1) -> list[dict[str, object]]:
    """Return the coefficients as rows: per year, definition, metric and quantile one row a term."""
    points = 2 * qmc.LatinHypercube(len(LEVERS), seed=seed, optimization=None).random(POINTS) - 1
    points[0] = 0.0
    found = [shares(posterior, setting, point) for point in points]
    matrix = design_matrix(points)
    places = list(found[0])
    values = np.array([[np.clip(at[place], NEAREST, 1 - NEAREST) for place in places] for at in found])
    by_place = fitted(matrix, values.reshape(len(points), -1)).reshape(len(matrix[0]), len(places), len(ENDS))
    return [
        {"year": year, "definition_id": definition, "metric": metric, "quantile": end,
         "term": "*".join(LEVERS[i] for i in term) or "1", "coefficient": float(f"{by_place[t, p, e]:.5g}")}
        for p, (year, definition, metric) in enumerate(places)
        for e, end in enumerate(ENDS)
        for t, term in enumerate(terms())
    ]  # fmt: skip


def value(coefficients: Sequence[float], shifts: Array) -> float:
    """Return a share from its coefficients, in the order of `terms`, at one point."""
    return float(expit(design_matrix(np.asarray(shifts)[None])[0] @ np.asarray(coefficients)))
