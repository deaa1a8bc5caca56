"""How the estimate listens: counts of figures, what it expected of each, and houses left out. Numbers are invented."""

import re
from pathlib import Path

import pytest

from reports.pages import learning
from reports_support import body, write_database

TABLES = """
drop table observations;
create table observations as from (values ('a', 'condition', null), ('b', 'condition', null),
  ('c', 'hold', 'To test.'), ('d', 'leave', 'A plan.'), ('e', 'leave', 'A plan.'), ('f', null, null))
  t(observation_id, use, use_reason);
create table witness_fit as select *, 'Accelerators' as metric, 'China' as subject, null as definition,
  '2025' as period, null as bound, 'units' as unit, 'https://a.org' as url, 'A & B' as house
from (values ('a', 'condition', 1650000.0, 1e5, 1e6, 1e7, 1.2e6, 1.5678e6, 2e6, true, 0.8),
  ('c', 'hold', 400.0, 10, 100, 1000, 50, 100, 200, false, 0.01))
  t(observation_id, use, stated, before_low, before, before_high, after_low, after, after_high, inside, p_value);
create table actors as from (values ('x', 'X'), ('y', 'Y')) t(actor_id, name);
create table house_scores as from (values ('x', 3, 1.0, 0.1, 0.5, 0.3), ('y', 1, 0.0, 0.5, 0.9, null))
  t(house_id, figures, covered, crps, crps_prior, crps_persistence);
create table scenarios as select *, 2025 as year, 'units' as metric
from (values ('prior', 'd2', 0.05, 0.3, 0.7), ('as-published', 'd2', 0.2, 0.25, 0.3), ('prior', 'd5', 0, 0.01, 0.04),
  ('as-published', 'd5', 0, 0, 0.009)) t(scenario, definition_id, p05, p50, p95);
create table diagnostics as from (values ('particles', 8000.0), ('two-seed-difference', 0.0123),
  ('inputs-digest', null), ('stacks-short-in-last-full-year', 0.0)) t(diagnostic_id, value);
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", TABLES)))


def test_figures_are_counted_by_use_with_their_reasons() -> None:
    found = learning.heard()
    assert (found.used, found.held, found.left) == ("2", "1", "2")
    assert body(found.reasons) == [
        ["[]{#heard-hold-to-test}kept back", "To test\\.", "1"],
        ["[]{#heard-leave-a-plan}not used", "A plan\\.", "2"],
    ]


def test_each_figure_stands_beside_what_was_expected_the_most_surprising_first() -> None:
    found = learning.fit()
    shown = re.sub(r"\[([^\[\]]*)\]\{data-sort=.*?\}", r"\1", found.table)
    assert (found.used_inside, found.held_inside, found.surprising) == ("1 of 1", "0 of 1", "1")
    assert r"| kept back | 400 units | 100 \(10 to 1,000\) | 100 \(50 to 200\) | 0\.01 |" in shown
    assert '[400 units]{data-sort="units 400.0"}' in found.table
    assert r"1,650,000 units | 1,000,000 \(100,000 to 10,000,000\) | 1,570,000 \(1,200,000 to 2,000,000\)" in shown
    assert found.table.index("kept back") < found.table.index("used")


def test_houses_are_weighed_by_their_figures() -> None:
    found = learning.left_out()
    assert (found.covered, found.crps, found.prior) == ("75%", "0\\.20", "0\\.60")
    assert (found.persistence, found.crps_there) == ("0\\.30", "0\\.10")
    assert '| []{#left-out-y}Y | 1 | [0%]{data-sort="0.0"} | 0\\.50 | 0\\.90 |  |' in found.table


def test_before_and_after_stand_side_by_side() -> None:
    assert body(learning.before_and_after(2025)) == [
        [r"Die made in China \(D2\)", r"30% \(5 to 70\)", r"25% \(20 to 30\)"],
        [r"Made on Chinese tools \(D5\)", "at most 4%", "below 1%, nothing counted"],
    ]  # fmt: skip


def test_diagnostics_are_counts_or_shares() -> None:
    assert [row[1] for row in body(learning.diagnostics())] == ["8,000", "1\\.2 points", "\\<1%"]
