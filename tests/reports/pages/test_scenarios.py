"""States of the world, growth and what is in use, on invented numbers."""

from pathlib import Path

import pytest

from reports.pages import scenarios
from reports_support import body, write_database

STATES = """
create table scenarios as select *, 2026 as year, 'units' as metric
from (values
  ('as-published', 'd1', 0.3, 0.4, 0.5, 1.0), ('as-published', 'd3', 0.0, 0.002, 0.004, 1.0),
  ('exports-shut', 'd1', 0.5, 0.6, 0.7, 0.554), ('exports-h200-class', 'd1', 0.1, 0.2, 0.3, 0.446),
  ('own-memory-foreign', 'd1', 0.3, 0.4, 0.5, 0.003), ('without-smuggled', 'd1', 0.35, 0.45, 0.55, 1.0),
  ('prior', 'd1', 0.01, 0.4, 0.9, 1.0)
) t(scenario, definition_id, p05, p50, p95, weight);
create table growth as from (values
  (2026, 'd2', 'value', 0.9, 1.0, 1.26, 0.0), (2026, 'd1', 'units', 1.2, 1.94, 3.1, 0.0601))
  t(year, definition_id, metric, p05, p50, p95, probability_of_three_times);
create table self_sufficiency as from (values (2025, 'd1', 'estimate'), (2026, 'd1', 'nowcast'), (2025, 'd5', 'bound'))
  t(year, definition_id, status);
create table stocks as select *
from (values ('all', 900, 1000, 1200), ('domestic', 300, 400, 500), ('licensed', 500, 550, 600),
  ('smuggled', 40, 50, 70), ('domestic-share', 0.3, 0.4, 0.45)) t(origin, p05, p50, p95),
  (values (2025), (2026)) y(year);
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", STATES)))


def test_states_stand_apart_with_their_weights_and_the_prior_is_none_of_them() -> None:
    rows = body(scenarios.mixture(2026).table)
    assert [row[:3] for row in rows] == [
        ["All cases, weighted by probability", "", "40% \\(30 to 50\\)"],
        ["US exports to China shut", "55%", "60% \\(50 to 70\\)"],
        ["Exports open for H200\\-class chips", "45%", "20% \\(10 to 30\\)"],
        ["Huawei’s own memory is made abroad", "\\<1%", "40% \\(30 to 50\\)"],
        ["Excluding smuggled accelerators", "", "45% \\(35 to 55\\)"],
    ]
    assert rows[0][-1] == "below 1%, nothing counted" and rows[1][-1] == "not estimable"


def test_the_mixture_is_said_in_each_language() -> None:
    said = scenarios.mixture(2026).weights.replace("\\", "")
    assert said == "exports shut 55% and open for H200-class chips 45%; made abroad <1%"
    assert scenarios.mixture(2026, "zh").weights.startswith("对华出口关闭 55%，开放 H200 级 45%；")


def test_a_share_of_a_state_that_is_not_there_is_not_estimable() -> None:
    assert scenarios.share_in("without-smuggled", 2026, "d1", "units").text() == "45% (35 to 55)"
    assert scenarios.share_in("without-smuggled", 2026, "d1", "value").text() == "not estimable"


def test_growth_is_in_times() -> None:
    assert [row[1:] for row in body(scenarios.growth())] == [
        ["units", "1\\.9 \\(1\\.2 to 3\\.1\\)", "6%"], ["value", "1\\.0 \\(0\\.9 to 1\\.3\\)", "\\<1%"],
    ]  # fmt: skip


def test_what_is_in_use_stands_beside_what_is_abroad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "abroad", lambda: "table")
    found = scenarios.in_use(2025)
    assert (found.everything, found.domestic) == ("1,000 \\(900 to 1,200\\)", "40% \\(30 to 45\\)")
    assert [row[0] for row in body(found.table)] == ["2025", "2026, nowcast"]
    assert body(found.table)[0][2:] == [
        "400 \\(300 to 500\\)", "550 \\(500 to 600\\)", "50 \\(40 to 70\\)", "40% \\(30 to 45\\)",
    ]  # fmt: skip
