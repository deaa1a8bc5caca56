"""The method page: counts of inputs, their ends, disputes and the record of forecasts. Numbers are invented."""

from pathlib import Path
from typing import Any

import pytest

from reports.pages import disputes, method, model_inputs, track_record
from reports_support import write_database

Row = dict[str, Any]
SHARES = """
create table self_sufficiency as select *, 2025 as year
from (values ('d1', 40.0, 'estimate'), ('d4', 0.4, 'estimate'), ('d5', 0.1, 'bound'), ('d5', 0.2, 'bound'))
  t(definition_id, median, status);
"""
ASSUMPTIONS = """
create table assumptions as select *, null as subject, null as vintage, null as definition_id, 1.0 as low,
  2.0 as central, 3.0 as high, 'dies' as unit, null as note
from (values
  ('b-2025', 'ai-wafer-capacity', '2025', 'sourced', 'So <it> is.'),
  ('a', 'brand-only-share', null, 'assumed', 'Guess.'),
  ('c', 'brand-only-share', '2026', 'assumed', 'Guess.')
) t(assumption_id, input_id, period, basis, reason);
create table assumptions_sources as from (values ('b-2025', 's2'), ('b-2025', 's1')) t(assumption_id, source_id);
create table sources as from (values ('s1', 'A', 'https://a.org/1'), ('s2', 'A', 'https://a.org/2'))
  t(source_id, publisher, url);
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", SHARES + ASSUMPTIONS)))


def test_inputs_are_counted_once_however_many_sources_they_have(data: None) -> None:
    found = model_inputs.every_input()
    assert (found.all, found.assumed, found.calculated, found.sourced) == ("3", "2", "0", "1")
    assert found.assumed_share == "67%"
    assert r"So \<it\> is\. [A](<https://a.org/1>), [A 2](<https://a.org/2>)" in found.table


def test_what_has_only_a_bound_is_named_once(data: None) -> None:
    expected = (
        r"For “Made on Chinese tools \(D5\)” there is only an upper bound: there is almost no data on the tools of "
        "individual lines."
    )
    assert method.bounds() == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((0.5, 1000.0, 2000.0, "<u>"), r"0\.5 – 1,000 – 2,000 \<u\>"),
        ((0.1, 0.123456, None, "share"), r"10 – 12\.35%"),
        ((None, 4.0, None, "dies"), "4 dies"),
    ],
)
def test_ends_of_an_input(row: tuple[Any, ...], expected: str) -> None:
    names = ("low", "central", "high", "unit")
    assert model_inputs.ends(dict(zip(names, row, strict=True))) == expected


def figure(central: float, house: str, **more: Any) -> Row:
    base = {"metric_id": "die-yield", "central": central, "value_low": None, "value_high": None, "unit": "%",
            "claimant_id": house, "observed": True, "rank": "normal", "firm_id": "smic", "chip_id": None,
            "process_id": None, "region_id": None}  # fmt: skip
    return base | more


FIGURES = [
    figure(30, "a", value_low=20.0),
    figure(60, "b"),
    figure(50, "b"),
    figure(99, "c", rank="deprecated"),
    figure(1, "d", observed=False),
]


def test_a_span_is_of_what_was_counted_by_two_houses_or_more() -> None:
    expected = "Forecasts and targets aside, the figures run from 20 to 60%, from 2 claimants."
    assert disputes.span(FIGURES) == expected
    assert disputes.span(FIGURES[1:]) == ""
    assert disputes.span([]) == ""


def test_a_span_over_different_questions_is_not_given() -> None:
    assert disputes.span([*FIGURES, figure(70, "e", metric_id="memory-yield")]) == ""


def test_a_lone_figure_is_in_no_dispute() -> None:
    lone = figure(1, "a", chip_id="c1")
    assert disputes.rivals([lone, *FIGURES[:2]]) == FIGURES[:2]


def test_yields_are_those_of_smic_at_7_nm(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = [figure(1, "a"), figure(2, "a", firm_id=None, process_id=disputes.SEVEN_NM)]
    others = [figure(3, "a", process_id="smic-5nm"), figure(4, "a", firm_id=None, process_id="tsmc-n2")]
    asked: list[Row] = []

    def figures(**conditions: Any) -> list[Row]:
        asked.append(conditions)
        return ours + others

    monkeypatch.setattr(disputes, "figures", figures)
    assert disputes.yields(2026) == ours
    assert asked == [{"metric": "die-yield", "last_year": 2027}]


PAIRED = """
create table forecast_pairs as select 'House' as forecaster, 'Shipped' as metric, 'Ascend' as subject, '2025' as period,
  '2025-03' as said_on, 120.0 as forecast, 'units' as unit, crps, '2025-01-31' as model_said_on,
  90.0 as model_forecast, 60.0 as model_low, 150.0 as model_high, model_crps, 100.0 as outcome,
  'IDC' as outcome_by, outcome_id
from (values (0.1, 0.5, 'o1'), (0.2, 0.7, 'o1'), (0.3, 0.3, 'o2')) t(crps, model_crps, outcome_id);
"""


def test_pairs_have_the_mean_score_of_house_and_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """(0.1 + 0.2 + 0.3) / 3 and (0.5 + 0.7 + 0.3) / 3, over two figures."""
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", PAIRED)))
    found = track_record.pairs()
    assert (found.outcomes, found.house, found.model) == ("2", r"0\.20", r"0\.50")
    assert r"90 units \(60 to 150\), Jan 2025" in found.table and "100 units, IDC" in found.table


def test_a_forecaster_without_ranges_or_with_few_forecasts_says_so() -> None:
    assert [track_record.held({"held": 3, "ranges": n}) for n in (4, 0)] == ["3 of 4", "no ranges"]
    assert [track_record.score(value) for value in (0.123, None)] == [r"0\.12", "–"]
