"""As known on a day: what the page shows is what the macros give, and hindsight is called by its name."""

import json
from datetime import date
from pathlib import Path

import pytest

from reports.pages import as_known
from reports.pages.as_known import LEDGERS, State, cells, hindsight, replay, share, states
from reports.query import query
from reports.text.values import published

MACROS = {
    "shares": "select observation_id from market_share_as_of(?) where is_latest and observed and region_id = 'cn'",
    "capacity": "select observation_id from capacity_as_of(?) where is_latest and observed",
    "forecasts": "select observation_id from observations_named_as_of(?) where is_latest and not observed "
    "and ends_on > $1 and topic_id in ('share', 'shipments', 'self-sufficiency', 'market-size', 'capacity')",
}
SCOREBOARD = """
select count(*) as made, count(*) filter (due_on < $1) as due, count(*) filter (rule_version is not null) as rated
from scoreboard_as_of($1)
"""


@pytest.fixture(scope="module")
def found() -> list[State]:
    return states()


def test_the_days_are_quarters_and_those_of_the_estimates(found: list[State]) -> None:
    days = [s.day for s in found]
    assert days == sorted(set(days)) and date(2025, 4, 1) in days
    assert {r["day"] for r in query("select distinct as_of as day from estimates_as_of")} <= set(days)


@pytest.mark.parametrize("day", [date(2025, 7, 31), None])
def test_a_state_is_what_the_macros_give(found: list[State], day: date | None) -> None:
    state = next(s for s in found if s.day == day) if day else found[-1]
    for name, sql in MACROS.items():
        expected = {r["observation_id"] for r in query(sql.replace("?", "$1"), state.day)}
        assert {r["observation_id"] for r in state.rows[name]} == expected and expected, name
    assert state.claims == query(SCOREBOARD, state.day)[0]


def test_an_estimate_is_never_of_a_later_day(found: list[State]) -> None:
    assert found[0].estimate == [] and all(r["as_of"] <= s.day for s in found for r in s.estimate)


def test_hindsight_and_release_are_told_apart() -> None:
    row = {"as_of": date(2025, 1, 31), "occasion": "backtest", "model_version": "2.0.0"}
    assert hindsight([row]).startswith("In hindsight: computed later, with version 2.0.0")
    assert "31 January 2025 with release v0.1.0" in hindsight([row | {"occasion": "v0.1.0"}])
    assert hindsight([]) == "The model was not run for days as early as this."


def test_the_json_gives_each_row_once_and_each_day_its_rows(found: list[State]) -> None:
    made = json.loads(json.dumps(replay(found)))
    assert len(json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()) < 200_000
    for state, shown in zip(found, made["days"], strict=True):
        assert shown["day"] == str(state.day)
        for name in LEDGERS:
            expected = [json.loads(json.dumps(cells(r))) for r in state.rows[name]]
            assert [made[name][n] for n in shown[name]] == expected
    assert made["days"][0]["estimate"] is None and made["days"][-1]["estimate"] == len(made["estimates"]) - 1


def test_a_row_shows_its_figure_and_leads_to_its_page(found: list[State]) -> None:
    row = next(r for r in found[-1].rows["shares"] if r["claimant"] == "IDC")
    shown = cells(row)
    assert shown[3] == published(row).text() and shown[5] == ("IDC", row["url"])


def test_a_share_is_written_with_its_interval() -> None:
    text = share({"p05": 0.349, "p50": 0.404, "p95": 0.461}).replace("\N{NO-BREAK SPACE}", " ").replace(" %", "%")
    assert text == "40% (35 to 46)"
    assert share({"p05": None, "p50": None, "p95": None}) == "not estimable"


def test_the_page_writes_its_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_known, "FILE", tmp_path / "as-known.json")
    page = as_known.as_known()
    assert json.loads((tmp_path / "as-known.json").read_text(encoding="utf-8"))["days"][-1]["name"] in page.newest
    assert page.several.count("\n") >= 5 and "|" in page.shares and "|" in page.estimate
