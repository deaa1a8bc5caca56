"""Laws of the estimate, in draws far from the middle and under every choice: shares are shares, definitions nest, no
row's place in the table matters."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.indicator import DEFINITIONS, Setting, cells, run
from model.inputs import Draws, Inputs
from model.supply import Choices
from model.tables import inputs
from schemas.cells import read_tables
from schemas.csv_text import TextTable
from schemas.package import read_package

N, ROUNDING = 12, 1e-9
choices = st.builds(
    Choices,
    order=st.sampled_from((Choices().order, "foreign-first", "proportional")),
    yield_kind=st.sampled_from((Choices().yield_kind, "fully-good")),
    wafers=st.sampled_from((Choices().wafers, "le-7nm")),
)


@pytest.fixture(scope="module")
def asked(committed: Inputs, now: Setting) -> Draws:
    """Return a few draws with the score of every input that a run asks for."""
    draw = Draws(committed, N, 1)
    run(draw, now)
    return draw


@settings(max_examples=5, deadline=None)
@given(chosen=choices, seed=st.integers(0, 2**32 - 1), far=st.floats(1, 2.5), smuggled=st.booleans())
def test_shares_are_shares_and_definitions_nest_in_every_draw(
    asked: Draws, now: Setting, chosen: Choices, seed: int, far: float, smuggled: bool
) -> None:
    scores = {key: far * np.random.default_rng([seed, n]).normal(size=N) for n, key in enumerate(asked.scores)}
    setting = replace(now, choices=chosen)
    found = {
        (c.definition, c.year, c.tier, c.metric, c.ratio): c.draws
        for c in cells(run(Draws(asked.inputs, N, 1, scores), setting), setting, smuggled=smuggled)
    }
    for place, draws in found.items():
        assert np.all(np.isfinite(draws)) and draws.min() >= 0 and draws.max() <= 1 + ROUNDING, place
    for wide, narrow in pairwise(DEFINITIONS):
        for (definition, year, tier, metric, ratio), draws in found.items():
            if definition == wide:
                inside = found[narrow, year, tier, metric, ratio]
                assert np.all(inside <= draws * (1 + ROUNDING)), (wide, year, tier, metric, ratio)


def test_the_order_of_rows_changes_no_draw(now: Setting) -> None:
    package = read_package()
    texts = read_tables(package)
    turned = {
        name: TextTable(text.table, {column: cells[::-1] for column, cells in text.columns.items()})
        for name, text in texts.items()
    }
    one, other = (
        {
            (c.definition, c.year, c.tier, c.metric, c.ratio): c.draws
            for c in cells(run(Draws(inputs(t), N, 1), now), now)
        }
        for t in (texts, turned)
    )
    assert one.keys() == other.keys() and all(np.array_equal(one[place], other[place]) for place in one)
