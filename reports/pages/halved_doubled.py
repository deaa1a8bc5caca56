"""What if: what each of eight inputs does to the shares to come when it is halved or doubled, from the table `surface`.

The script of the page evaluates the same table for all moves between; here it is done in Python, for readers without
script and for tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy.special import expit

from model.surface import LEVERS, design_matrix
from reports.query import Row, query
from reports.text.labels import definition_label
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Markdown, escape, table
from reports.text.values import modelled

SURFACE = """
select year, definition_id, metric, quantile, coefficients
from surface
order by year, metric, quantile, definition_id
"""
Place = tuple[int, str, str]  # year, definition, metric
HALVED, DOUBLED = -1.0, 1.0  # base-2 logarithms of the factors


@dataclass(frozen=True)
class WhatIf:
    """The first and the last year that can be moved, and a table of the effects in each, in units of sales."""

    first: int
    last: int
    first_table: Markdown
    last_table: Markdown


def what_if(language: str = ENGLISH) -> WhatIf:
    """Return what the page shows without script."""
    years = sorted({year for year, _, _ in shares_under({})})
    tables = (effects(year, language) for year in (years[0], years[-1]))
    return WhatIf(years[0], years[-1], *tables)


def shares_under(moves: Mapping[str, float]) -> dict[Place, list[float]]:
    """Return low end, median and high end, in %, of each share to come with inputs moved: base-2 logarithms of the
    factors between -1 and 1, of shares of their odds. No share is above that of the definition before it."""
    rows = query(SURFACE)
    point = np.array([[moves.get(lever, 0.0) for lever in LEVERS]])
    thousandths = np.array([row["coefficients"].split() for row in rows], float) @ design_matrix(point)[0]
    raw = 100 * expit(thousandths / 1000)
    found: dict[Place, list[float]] = {}
    above: dict[tuple[int, str, float], float] = {}
    for row, value in zip(rows, raw, strict=True):
        key = (row["year"], row["metric"], row["quantile"])
        above[key] = min(above.get(key, np.inf), float(value))
        found.setdefault((row["year"], row["definition_id"], row["metric"]), []).append(above[key])
    return {place: sorted(three) for place, three in found.items()}


def effects(year: int, language: str = ENGLISH) -> Markdown:
    """Return a row for each input with the medians if it is halved and if it is doubled, a column a definition; the
    first row has them as published."""
    known = words(language)
    published = shares_under({})
    definitions = sorted({d for y, d, _ in published if y == year})
    rows: list[Row] = [{"name": known["what-if.published"], "states": [published]}]
    for lever in LEVERS:
        states = [shares_under({lever: move}) for move in (HALVED, DOUBLED)]
        rows.append({"name": known[f"what-if.name.{lever}"], "states": states})

    def cell(definition: str, row: Row) -> str:
        return escape(known["what-if.between"].join(median(s, year, definition, language) for s in row["states"]))

    columns: dict[str, str | Cell] = {known["what-if.input-moved"]: "name"}
    columns |= {escape(definition_label(d, language)): partial(cell, d) for d in definitions}
    return Markdown(table(rows, columns))


def median(state: Mapping[Place, Any], year: int, definition: str, language: str) -> str:
    """Write the median of a share of units."""
    low, mid, high = state[year, definition, "units"]
    figure = modelled({"low": low, "median": mid, "high": high}).figure(language, "value.{}-brief")
    return figure.replace(" ", "\u00a0")
