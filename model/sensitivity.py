"""Which input moves a cell: rank correlations over the draws, and the part of the variance that goes with each.

The draws are those of the posterior, in which inputs hang together; so the parts need not add up to one, and say what
the cell goes with, not what would happen if the input alone were set."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from model.distributions import Array
from model.indicator import Setting, cells, run
from model.inputs import Draws
from model.special_functions import rankdata

Row = dict[str, Any]
Place = tuple[int, str, str]  # year, definition, metric; share of sales, all tiers
PLACES = ((0, "d2", "units"), *((1, d, m) for d in ("d1", "d2", "d3") for m in ("units", "value")),
          *((3, d, m) for d in ("d1", "d2", "d3", "d4") for m in ("units", "value")))  # fmt: skip
MOST = 12  # inputs kept for a cell
LEAST = 0.05  # correlation below which chance may make it


def sensitivities(draw: Draws, setting: Setting) -> list[Row]:
    """Return the inputs that each of PLACES goes with most, by rank correlation."""
    found = {(c.year, c.definition, c.metric): c.draws for c in cells(run(draw, setting), setting)
             if (c.tier, c.ratio) == ("all", "sales")}  # fmt: skip
    keys = sorted(draw.scores)
    ranks = _standardised(np.stack([draw.scores[k] for k in keys]))
    rows = []
    for ahead, definition, metric in PLACES:
        year = setting.last_full_year + ahead
        correlation = ranks @ _standardised(found[year, definition, metric][None])[0] / draw.n
        order = np.argsort(-np.abs(correlation), kind="stable")[:MOST]
        rows += [
            {"year": year, "definition_id": definition, "metric": metric, "assumption_id": draw.used.get(keys[i],
            keys[i][0]), "drawn_for": keys[i][1] or "all", "rank_correlation": round(float(correlation[i]), 3),
            "variance_share": round(float(correlation[i] ** 2), 3)} for i in order if abs(correlation[i]) >= LEAST and
            keys[i] in draw.used
        ]  # fmt: skip
    return rows


def _standardised(rows: Array) -> Array:
    ranks = rankdata(rows, axis=1)
    ranks = ranks - ranks.mean(axis=1, keepdims=True)
    return np.asarray(ranks / np.maximum(ranks.std(axis=1, keepdims=True), 1e-12))


def drivers(draw: Draws, moves: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """Return per definition and metric the two inputs that the last year of PLACES goes with most, as a sentence; D0
    goes with what D1 does, D5 with what D4 does."""
    titles = {row.id: row.title for row in draw.inputs.rows.values()}
    last = max(row["year"] for row in moves)
    found = {}
    for definition, same in {"d0": "d1", "d5": "d4"}.items() | {(d, d) for d in ("d1", "d2", "d3", "d4")}:
        for metric in ("units", "value"):
            names = [titles[r["assumption_id"]] for r in moves
                     if (r["year"], r["definition_id"], r["metric"]) == (last, same, metric)]  # fmt: skip
            found[definition, metric] = f"Above all: {', '.join(list(dict.fromkeys(names))[:2])}."
    return found
