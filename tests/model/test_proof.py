"""Whether the estimate learns: the score, and who is left out with whom."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from model.figure_likelihood import stated
from model.indicator import Run
from model.inputs import Draws
from model.proof import _year_before, crps, expected, left_out_groups
from model.witnesses import Witness
from model_support import figure


@settings(max_examples=30, deadline=None)
@given(mean=st.floats(-3, 3), spread=st.floats(0.1, 3), truth=st.floats(-5, 5))
def test_the_score_of_a_normal_is_its_closed_form(mean: float, spread: float, truth: float) -> None:
    """Gneiting, Raftery (2007), eq. 5: σ (z (2 Φ(z) − 1) + 2 φ(z) − 1/√π)."""
    draws = norm.ppf((np.arange(4_000) + 0.5) / 4_000, mean, spread)
    z = (truth - mean) / spread
    exact = spread * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))
    assert crps(draws, truth) == pytest.approx(exact, abs=2e-3 * spread)


@settings(max_examples=30, deadline=None)
@given(draws=st.lists(st.floats(-5, 5), min_size=1, max_size=12), truth=st.floats(-5, 5))
def test_the_score_is_its_definition(draws: list[float], truth: float) -> None:
    x = np.array(draws)
    pairs = abs(x[:, None] - x[None, :]).mean()
    assert crps(x, truth) == pytest.approx(abs(x - truth).mean() - pairs / 2, abs=1e-9)
    assert crps(x, truth) >= -1e-9


def test_a_sure_forecast_scores_how_far_it_was_off() -> None:
    assert crps(np.full(5, 2.0), 3.5) == pytest.approx(1.5)


def test_large_houses_are_left_out_alone_and_every_house_once() -> None:
    counts = {"idc": 6, "bernstein": 4, "ft": 3, "reuters": 2, "epoch": 1, "trendforce": 1}
    told = [figure(id=f"{house}-{n}", house=house) for house, k in counts.items() for n in range(k)]
    groups = left_out_groups(told)
    assert groups[:2] == [("bernstein",), ("idc",)]
    assert sorted(h for group in groups for h in group) == sorted(counts)


def test_last_year_is_that_of_the_same_thing_its_own_house_first() -> None:
    now = figure(id="now", period="2025", value=800.0)
    own = figure(id="own", period="2024", value=400.0, said_on=date(2025, 1, 15))
    other = figure(id="a-other", house="bernstein", period="2024", value=500.0, said_on=date(2025, 1, 15))
    later = figure(id="later", period="2024", value=300.0, said_on=date(2026, 6, 1))
    elsewhere = figure(id="elsewhere", firm="cambricon", period="2024", said_on=date(2025, 1, 15))
    assert _year_before(now, [now, own, other, later, elsewhere]) == stated(own)
    assert _year_before(now, [now, other, later, elsewhere]) == stated(other)
    assert _year_before(now, [now, later, elsewhere]) is None
    assert _year_before(figure(period="2025-H1"), [own]) is None


def test_what_is_expected_has_the_errors_of_the_figure_on_top(drawn: Draws, before: Run, heard: list[Witness]) -> None:
    """The same seed gives the same noise; another figure of the same thing has noise of its own."""
    told = next(w for w in heard if w.use == "condition")
    one, again, other = (expected(drawn, before, told, seed) for seed in (1, 1, 2))
    assert one is not None and again is not None and other is not None
    assert np.array_equal(one, again) and not np.array_equal(one, other)
