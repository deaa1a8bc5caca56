"""What-if without a run: how the headline shares follow from the inputs that matter most, as a table of coefficients.

Each input of LEVERS may be halved or doubled from the nowcast year on, or moved by less: a positive quantity itself, a
share by its odds. The log-odds of a quantile of a share are a polynomial of fourth degree in the moves, base-2
logarithms between -1 and 1, fitted to runs of all draws on a design that fills the cube and has its corners. Beyond a
factor of two the polynomial would need more runs than there is time for, and the draws, which are those that fit the
published figures, would say little of such a world."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import combinations_with_replacement, product

import numpy as np

from model.distributions import Array
from model.halves import YEARS, total, yearly
from model.indicator import FOREIGN, Run, Setting, amounts, run
from model.inputs import Draws
from model.special_functions import logit, sobol
from model.supply import supply
from model.vendors import FAMILIES

SUPPLIED = (
    "ai-wafer-capacity", "die-yield-sellable", "huawei-share-of-ai-wafers", "domestic-hbm-supply",
    "huawei-own-memory-packages", "packaging-capacity",
)  # fmt: skip
IMPORTED = {"licensed-imports-t3": "t3", "smuggled-imports": "smuggled"}  # what each moves by the same factor
LEVERS = (*SUPPLIED, *IMPORTED)
DEFINITIONS = ("d1", "d2", "d3", "d4")
METRICS = ("units", "value")
ENDS = (0.05, 0.5, 0.95)
DEGREE = 4
SCATTERED = 192  # states of supply in the design beside its corners
WIDER = 1.5  # the scattered ones are drawn from a cube that much wider and cut to size, so that many are on edges
IMPORTS = 4  # states of imports for each state of supply
NEAREST = 1e-4  # of a share to 0 or 1
RIDGE, STRICTER = 0.1, 12.0  # how much products of two levers are drawn towards nothing, and each degree more
Blocks = Callable[[Callable[[Array, Array], Array], Iterable[Array], Iterable[Array]], Iterable[Array]]


def terms(degree: int = DEGREE) -> list[tuple[int, ...]]:
    """Return the products of levers in the polynomial, as tuples of their places; the first is the constant.

    >>> terms(1)[:3]
    [(), (0,), (1,)]
    """
    return [t for d in range(degree + 1) for t in combinations_with_replacement(range(len(LEVERS)), d)]


def design_matrix(points: Array) -> Array:
    """Return the value of each term (columns) at points (rows, one column a lever)."""
    return np.stack([np.prod(points[:, list(t)], axis=1) for t in terms()], axis=1)


def design(seed: int = 1) -> tuple[Array, Array]:
    """Return states of supply (rows, a column for each of SUPPLIED), and for each of them IMPORTS states of imports."""
    width = len(SUPPLIED)
    cube = sobol(width + IMPORTS * len(IMPORTED), seed).random_base2(SCATTERED.bit_length())[:SCATTERED]
    scattered = np.clip(WIDER * (2 * cube - 1), -1, 1)
    corners = np.array(list(product((-1.0, 1.0), repeat=width)))
    ends = np.tile(list(product((-1.0, 1.0), repeat=len(IMPORTED))), (len(corners), 1, 1))
    imported = np.concatenate([scattered[:, width:].reshape(SCATTERED, IMPORTS, -1), ends])
    return np.concatenate([scattered[:, :width], corners]), imported


def shares(draw: Draws, setting: Setting, supplied: Array, imported: Array) -> Array:
    """Return the quantiles ENDS of the headline shares at states of supply, each with several of imports: states ×
    states of imports × years after the last full one × DEFINITIONS × METRICS × ENDS.

    Imports do nothing to supply, so that it is computed once for all of them."""
    before = run(draw, setting)
    return np.stack([_at(draw, before, setting, *state) for state in zip(supplied, imported, strict=True)])


def _at(draw: Draws, before: Run, setting: Setting, supplied: Array, imported: Array) -> Array:
    made = supply(replace(draw, shifts=dict(zip(SUPPLIED, np.log(2) * supplied, strict=True))), setting.choices)
    kept = np.repeat(1 - draw.years("exported-share"), 2, axis=0)
    after = replace(before, supply=made, sold={f: made.units[f] * kept for f in FAMILIES}, _counted={})
    ahead = slice(YEARS.index(setting.last_full_year + 1), None)
    found = np.empty((len(imported), len(YEARS[ahead]), len(DEFINITIONS), len(METRICS), draw.n))
    for m, metric in enumerate(METRICS):
        made_of = amounts(after, metric)
        home = [total(made_of[d][f] for f in FAMILIES)[ahead] for d in DEFINITIONS[:3]]
        bought = {f: yearly(before.counted(f, metric))[ahead] for f in FOREIGN}
        for n, moves in enumerate(imported):
            factor = dict(zip(IMPORTED.values(), 2**moves, strict=True))
            sold = home[0] + total(bought[f] * factor.get(f, 1.0) for f in FOREIGN)
            for d, part in enumerate(home):
                found[n, :, d, m] = part / np.maximum(sold, 1e-9)
        found[:, :, 3, m] = found[:, :, 2, m] * before.packaged_at_home
    found.sort(axis=-1)
    return found[..., [round(end * (draw.n - 1)) for end in ENDS]]


def fitted(matrix: Array, shares: Array) -> Array:
    """Return coefficients (terms × columns) that give the log-odds of shares (points × columns) at points of a design.

    Points count as they move the share itself, p (1 − p) per log-odds; products of levers are drawn towards nothing,
    the more the higher their degree.
    """
    ridge = np.diag([RIDGE * STRICTER ** (len(term) - 2) if len(term) > 1 else 0.0 for term in terms()])
    columns = []
    for column in np.clip(shares, NEAREST, 1 - NEAREST).T:
        weight = (column * (1 - column)) ** 2
        weighed = matrix.T * (weight / weight.mean())
        columns.append(np.linalg.solve(weighed @ matrix + ridge, weighed @ logit(column)))
    return np.stack(columns, axis=1)


def surface(draw: Draws, setting: Setting, blocks: int = 1, across: Blocks = map) -> list[dict[str, object]]:
    """Return a row per quantile of a share with its coefficients, in thousandths. The design is computed in `blocks`,
    by `across`: map, or one that uses several processes."""
    supplied, imported = design()
    found = across(partial(shares, draw, setting), np.array_split(supplied, blocks), np.array_split(imported, blocks))
    at_points = np.concatenate(list(found)).reshape(imported.shape[0] * IMPORTS, -1)
    points = np.concatenate([np.repeat(supplied, IMPORTS, axis=0), imported.reshape(len(at_points), -1)], axis=1)
    coefficients = np.rint(1000 * fitted(design_matrix(points), at_points)).astype(int)
    places = product(range(setting.last_full_year + 1, YEARS.stop), DEFINITIONS, METRICS, ENDS)
    return [
        {"year": year, "definition_id": definition, "metric": metric, "quantile": end, "levers": list(LEVERS),
         "coefficients": " ".join(map(str, column))}
        for (year, definition, metric, end), column in zip(places, coefficients.T, strict=True)
    ]  # fmt: skip
