"""Whether the estimate learns: the score, and who is left out with whom."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from model.condition import Posterior
from model.figure_likelihood import stated
from model.indicator import VERSION, Run
from model.inputs import Draws
from model.outputs import QUANTILE_NAMES
from model.proof import (
    BACKTEST,
    _year_before,
    backtest_rows,
    crps,
    expected,
    left_out_groups,
    past_estimates,
    released_estimates,
)
from model.smc import Sample
from model.tables import outcomes, witnesses
from model.witnesses import Witness
from model_support import figure
from schemas.cells import TextTable
from schemas.typed_rows import typed_rows


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


DAY = date(2025, 1, 31)


@pytest.fixture
def on_the_day(drawn: Draws, before: Run) -> Posterior:
    """Return the prior, as if it were what the figures of DAY leave of it."""
    return Posterior(drawn, before, Sample(np.empty((0, drawn.n)), np.zeros(drawn.n), (0.0, 1.0), (1.0,)), (), (), ())


def test_a_backtest_speaks_of_what_was_not_over_and_not_said(on_the_day: Posterior, drawn: Draws, before: Run) -> None:
    came = figure(id="came", period="2025", said_on=date(2026, 4, 1))
    others = [
        figure(id="over", period="2024", said_on=date(2025, 4, 1)),
        figure(id="known", period="2025", said_on=DAY),
        figure(id="foreign", period="2025", metric="trade-growth", said_on=date(2026, 4, 1)),
    ]
    (row,) = backtest_rows({DAY: on_the_day}, [came, *others])
    draws = expected(drawn, before, came)
    assert draws is not None and (row["as_of"], row["observation_id"]) == (DAY, "came")
    assert row["p50"] == pytest.approx(np.exp(np.median(draws)), rel=1e-3)
    assert row["crps"] == pytest.approx(crps(draws, np.log(800_000)), abs=1e-4)


def test_estimates_of_a_day_are_those_of_all_tiers(on_the_day: Posterior) -> None:
    """Seven years, six definitions, three metrics, two ratios."""
    rows = past_estimates({DAY: on_the_day})
    assert len(rows) == 7 * 6 * 3 * 2
    assert {(r["as_of"], r["occasion"], r["model_version"]) for r in rows} == {(DAY, BACKTEST, VERSION)}
    assert all(r["p05"] <= r["p25"] <= r["p50"] <= r["p75"] <= r["p95"] for r in rows)


def test_a_release_replaces_its_own_rows_alone() -> None:
    """What v1.0.0 published stays as it was; v1.1.0 is what the estimates now say; backtests are not its business."""
    key = {"model_version": "2", "year": 2025, "definition_id": "d2", "metric": "units", "ratio": "sales"}
    shares = dict.fromkeys(QUANTILE_NAMES, 0.2)
    past = {"as_of": date(2026, 11, 1), "occasion": "v1.0.0"} | key | dict.fromkeys(QUANTILE_NAMES, 0.1)
    draft = {"as_of": date(2026, 12, 1), "occasion": "v1.1.0"} | key | dict.fromkeys(QUANTILE_NAMES, 0.15)
    other = past | {"occasion": BACKTEST}
    estimates = [{"tier": tier, "status": "estimate"} | key | shares for tier in ("all", "T1")]
    day = date(2026, 12, 2)
    assert released_estimates([past, draft, other], estimates, day, "v1.1.0") == [
        past, {"as_of": day, "occasion": "v1.1.0"} | key | shares
    ]  # fmt: skip


def test_outcomes_are_preferred_and_observed(texts: Mapping[str, TextTable]) -> None:
    """Figures that the estimate leaves are none, but for sums of figures that it uses."""
    rows = {row["observation_id"]: row for row in typed_rows(texts["observations"])}
    bases = {row["basis_id"]: row for row in typed_rows(texts["bases"])}
    found = outcomes(texts)
    assert {rows[w.id]["rank"] for w in found} == {"preferred"}
    assert all(bases[rows[w.id]["basis"]]["observed"] for w in found)
    assert {bases[rows[w.id]["basis"]]["derived"] for w in found if w.use == "leave"} == {True}
    assert {w.id for w in witnesses(texts)} & {w.id for w in found}
