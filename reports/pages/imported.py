"""Licensed imports in the model, year by year, from the estimate's own draws: what its jumps rest on."""

import numpy as np

from model.distributions import Array
from model.halves import YEARS, yearly
from model.imports import imports
from model.inputs import Draws, read_inputs
from reports.pages.scenarios import weights_of
from reports.query import query
from reports.text.language import ENGLISH, words
from reports.text.markdown import Markdown
from reports.text.numbers import number, probability

INPUTS = """
select a.*, i.family_id, i.drawn, i.name as input_name
from assumptions a
join inputs i using (input_id)
order by a.assumption_id
"""
DRAWS = "select input_id, drawn_for, scores from draws order by input_id, drawn_for"

IMPORTS, STATES = "method.qmd#every-input", "trajectory.qmd#what-if-exports-open-or-close"


def licensed_imports() -> dict[int, float]:
    """Return the median of licensed imports, in units, of each year of the model."""
    scores: dict[tuple[str, str], Array] = {
        (row["input_id"], row["drawn_for"].removeprefix("all")): np.array(row["scores"].split(), float)
        for row in query(DRAWS)
    }
    drawn = len(next(iter(scores.values())))
    found = yearly(imports(Draws(read_inputs(query(INPUTS)), drawn, 0, scores)).licensed)
    return {year: float(np.median(units)) for year, units in zip(YEARS, found, strict=True)}


def jump(year: int, language: str = ENGLISH, up: str = "") -> Markdown:
    """Say what the difference between the last full year and the nowcast rests on: licensed imports, and the states of
    US exports with their weights. Numbers lead to where they are computed; `up` leads to the root of the site."""
    known, units, weight = words(language), licensed_imports(), weights_of(year + 1)
    before, after = units[year], units[year + 1]
    way = "fall" if after < before else "rise"
    states = {
        name.removeprefix("exports-").partition("-")[0]: f"[{probability(share, language)}]({up}{STATES})"
        for name, share in weight.items()
        if name.startswith("exports-")
    }
    ends = {
        name: f"[{in_millions(amount, language)}]({up}{IMPORTS})"
        for name, amount in (("before", before), ("after", after))
    }
    return Markdown(known.fill(f"jump.{way}", year=year, next=year + 1, **ends, **states))


def in_millions(units: float, language: str = ENGLISH) -> str:
    """Write units in the language's large number, to two digits.

    >>> in_millions(1_865_913), in_millions(667_347), in_millions(1_865_913, "zh")
    ('1.9', '0.67', '190')
    """
    return number(float(f"{units / float(words(language)['jump.unit']):.2g}"))
