"""How likely published figures are, given what the model predicts for them.

On the logarithm (shares: the log-odds) a figure is what is predicted, plus a bias of its house, plus an error by its
basis. Biases are summed out; their size and the errors are inputs, and so are fitted. Figures of one house share its
bias, so that ten of them do not count ten times.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from model.distributions import COVERAGE, Array
from model.indicator import Run
from model.inputs import Draws
from model.kalman import Figures
from model.witnesses import Witness, predicted

ABOUT, ROUND = 0.05, 0.02  # what “about” adds to an error; what rounding leaves of any figure
MORE_THAN = 0.2  # what “more than” adds on its side: mostly it means a little more
KIND_UNKNOWN = 0.25  # of yields that do not say whether before or after binning
LEAST_SHARE = 0.005  # shares are read as between this and all but this


def scaled(witness: Witness, amount: Array | float) -> Array:
    """Return an amount on the scale on which errors are even: logarithms, or log-odds of a share."""
    if not witness.is_share:
        return np.log(np.maximum(amount, 1e-9))
    inside = np.clip(amount, LEAST_SHARE, 1 - LEAST_SHARE)
    return np.log(inside / (1 - inside))


def stated(witness: Witness) -> float:
    """Return the figure on that scale."""
    return float(scaled(witness, witness.value / 100 if witness.is_share else witness.value))


def spread(witness: Witness, errors: dict[str, Array]) -> Array:
    """Return the standard error of a figure: that of its basis, or what its own interval says if that is more."""
    return _size(_kind(witness), errors)


def _kind(witness: Witness) -> tuple[str, float, float, float]:
    """Return on what the standard error of a figure rests, which many have in common: its basis, its own error, what
    adds to these, and what part of log-odds a part of the share is."""
    own = 0.0
    if witness.interval in COVERAGE and witness.low and witness.high:
        own = float(np.log(witness.high / witness.low)) / (2 * COVERAGE[witness.interval])
    extra = ROUND**2 + ABOUT**2 * (witness.bound == "about") + KIND_UNKNOWN**2 * (witness.metric == "die-yield")
    share = min(max(witness.value / 100, LEAST_SHARE), 1 - LEAST_SHARE) if witness.is_share else 0.0
    return witness.basis, own, extra, 1 - share


def _size(kind: tuple[str, float, float, float], errors: dict[str, Array]) -> Array:
    basis, own, extra, part = kind
    error = errors[basis if basis in errors else "estimated"]
    return np.asarray(np.sqrt(np.maximum(error, own) ** 2 + extra) / part)


def errors_of(draw: Draws) -> dict[str, Array]:
    """Return the errors by basis, as drawn."""
    return {basis: draw(f"witness-error-{basis}") for basis in ("official", "estimated", "reported", "forecast")}


def figures_of(draw: Draws, witnesses: Sequence[Witness]) -> Figures:
    """Return the figures with the covariance of their errors: those of one house share its bias. Errors at their
    median."""
    errors = {basis: np.array([np.median(error)]) for basis, error in errors_of(draw).items()}
    sizes = np.array([float(np.mean(spread(w, errors))) for w in witnesses])
    houses = np.array([w.house for w in witnesses])
    shared = np.median(draw("house-bias")) ** 2 * (houses[:, None] == houses[None, :])
    return Figures(np.array([stated(w) for w in witnesses]), np.diag(sizes**2) + shared)


def predictions(result: Run, witnesses: Sequence[Witness]) -> Array:
    """Return what is predicted for each figure, on the scale of errors, figures × draws."""
    found = [(w, predicted(result, w)) for w in witnesses]
    return np.stack([scaled(w, amount) for w, amount in found if amount is not None])


def log_likelihoods(result: Run, draw: Draws, witnesses: Sequence[Witness]) -> dict[str, Array]:
    """Return the log-likelihood of each house’s witnesses, one value per draw."""
    errors, bias = errors_of(draw), draw("house-bias")
    by_house = groupby(sorted(witnesses, key=lambda w: (w.house, w.id)), key=lambda w: w.house)
    sizes = {kind: _size(kind, errors) for kind in {_kind(w) for w in witnesses}}
    return {house: _of_house(result, list(group), sizes, bias) for house, group in by_house}


def _of_house(
    result: Run, witnesses: Sequence[Witness], sizes: dict[tuple[str, float, float, float], Array], bias: Array
) -> Array:
    """Return the log-likelihood of one house’s figures: normal, with what they share summed out."""
    total, squares, weighted, weights = (np.zeros(len(bias)) for _ in range(4))
    for w in witnesses:
        found = predicted(result, w)
        if found is None:
            continue
        miss, error = stated(w) - scaled(w, found), sizes[_kind(w)]
        if w.bound in ("at-least", "at-most"):
            beyond = miss < 0 if w.bound == "at-least" else miss > 0
            error = np.where(beyond, np.hypot(error, MORE_THAN), error)
        weight = 1 / error**2
        total -= np.log(error)
        squares += miss**2 * weight
        weighted += miss * weight
        weights += weight
    return total - 0.5 * (squares - weighted**2 / (1 / bias**2 + weights)) - 0.5 * np.log1p(bias**2 * weights)
