"""The page of the trajectory, on a small database of invented numbers: its columns follow the ladder of the data."""

import doctest
import re
from pathlib import Path

import duckdb
import pytest

from reports.pages import likelihood, trajectory
from reports.pages.published import PublishedShare
from reports.query import CONNECTION
from reports_support import write_database

LADDER = """
drop view labels; drop table definitions; drop table tiers;
create table definitions as from (values ('d0', 0), ('d1', 1), ('d2', 2), ('d3', 3), ('d5', 5)) t(definition_id, rung);
create table labels as
  select 'definitions' as vocabulary, definition_id as code, 'en' as language, 'Step ' || rung as name,
    'step ' || rung as short_name
  from definitions;
create table tiers as from (values ('T1', 1), ('all', 2)) t(tier_id, position);
insert into labels select 'tiers', tier_id, 'en', 'class ' || tier_id, null from tiers;
create table self_sufficiency as
  select year, tier_id as tier, definition_id, rung, metric, ratio,
    if(rung < 5, 38.0 - rung, null) as low, if(rung < 5, 40.0 - rung, null) as median,
    if(rung < 5, 49.0 - rung, null) as high, if(rung < 5, status, 'not-estimable') as status
  from definitions, tiers, (values ('units'), ('value')) m(metric), (values ('sales'), ('demand')) r(ratio),
    (values (2025, 'estimate'), (2026, 'nowcast'), (2027, 'projection'), (2028, 'projection')) y(year, status);
create table scenarios (scenario text, year int, definition_id text, metric text, p05 double, p50 double, p95 double,
  weight double);
create table trajectories (definition_id text, metric text, level double, by_year int, probability double,
  status text, rests_on text);
"""


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with the tables that the page asks; queries read it."""
    path = write_database(tmp_path / "small.duckdb", LADDER)
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(path))
    return path


def change(path: Path, sql: str) -> None:
    CONNECTION.close()
    with duckdb.connect(str(path)) as con:
        con.execute(sql)


def header(table: str) -> list[str]:
    """Return the headings of a table."""
    line = next(line for line in table.splitlines() if line.startswith("|"))
    return [cell.strip().replace("\\", "") for cell in line.strip("|").split("|")]


def test_the_shares_of_a_year(database: Path) -> None:
    row = trajectory.shares(2026)
    assert (row.design, row.die, row.memory) == ("39% \\(37 to 48\\)", "38% \\(36 to 47\\)", "37% \\(35 to 46\\)")


def test_a_rung_that_becomes_estimable_is_a_column(database: Path) -> None:
    text = trajectory.by_year_table(trajectory.by_year())
    assert header(text) == ["Year", "Step 1 (D1)", "Step 2 (D2)", "Step 3 (D3)"]
    assert re.findall(r"^\| (20.*?) \|", text, re.MULTILINE) == [
        "2025",
        "2026, nowcast",
        "2027, projection",
        "2028, projection",
    ]
    change(database, "update self_sufficiency set low = 1, median = 2, high = 3 where rung = 5 and year > 2026")
    text = trajectory.by_year_table(trajectory.by_year())
    assert header(text)[-1] == "Step 5 (D5)"
    ends = [line.split("|")[-2].strip() for line in text.splitlines()[2:]]
    assert ends == ["not estimable", "not estimable", "2% \\(1 to 3\\)", "2% \\(1 to 3\\)"]
    assert r"{#share-all-sales-d5}Step 5 \(D5\) | class all | sales |" in trajectory.every_cell(2027)
    change(database, "update self_sufficiency set status = 'bound', high = 3.2 where rung = 5 and year = 2028")
    assert "at most 3\\.2%" in trajectory.by_year_table(trajectory.by_year()).splitlines()[-1]


def test_every_cell_has_a_column_for_each_metric(database: Path) -> None:
    text = trajectory.every_cell(2025)
    assert header(text) == ["Definition", "Class", "Share of", "Units", "FP16 compute", "Memory bandwidth", "Value"]
    lines = [line for line in text.splitlines() if line.startswith("| []{#share-")]
    assert len(lines) == 16 and lines[0].startswith(
        '| []{#share-t1-sales-d0}Step 0 \\(D0\\) | class T1 \\(T1\\) | sales | [40% \\(38 to 49\\)]{data-sort="40'
    )


def test_a_published_share_lies_inside_above_or_below(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for share, place in ((41.0, "inside"), (58.0, "above"), (9.0, "below")):
        found = PublishedShare("units", share, share, share, "<b>House", "estimated", 0, "https://a.org/1")
        monkeypatch.setattr(trajectory, "published_share", lambda measure, year, found=found: found)
        text = trajectory.compare_with_published("units", 2025)
        assert (text.claimant, text.place, text.ours) == ("\\<b\\>House", place, "39% \\(37 to 48\\)")


def test_probabilities_join_what_is_not_estimable(database: Path) -> None:
    rows: list[tuple[object, ...]] = [("d0", "units", 0.7, 2027, 0.9, "projection", "Nothing.")]
    for level in (0.7, 1.0):
        rows += [("d1", "units", level, year, 0.5, "projection", "Imports.") for year in (2027, 2028)]
        rows += [(d, "units", level, 2030, None, "not-estimable", "Inputs end.") for d in ("d1", "d5")]
        rows += [("d5", "units", level, year, None, "not-estimable", "No data.") for year in (2027, 2028)]
    with duckdb.connect(str(database)) as con:
        con.executemany("insert into trajectories values (?, ?, ?, ?, ?, ?, ?)", rows)
    assert [(r["definition_id"], r["by_year"], r["levels"]) for r in likelihood.level_probabilities("units")] == [
        ("d1", "2027", [[0.7, 0.5], [1.0, 0.5]]),
        ("d1", "2028", [[0.7, 0.5], [1.0, 0.5]]),
        ("d5", "2027–2028", [[0.7, None], [1.0, None]]),
    ]
    found = likelihood.likelihood()
    assert found.never == "For 2030 it is not estimable: inputs end\\."
    assert found.rests_on == "- Step 1 (D1): imports\\.\n- Step 5 (D5): no data\\.\n"
    assert header(found.by_units) == ["Definition", "Year", "Reaches 70%", "Reaches 100%"]
    assert (found.top, found.reached) == ("100", "99\\.5")
    by_value = """insert into trajectories
      select * replace ('value' as metric, if(definition_id = 'd1', 'Prices.', rests_on) as rests_on)
      from trajectories where definition_id in ('d1', 'd5') and by_year < 2030"""
    change(database, by_value)
    lines = likelihood.likelihood().rests_on.splitlines()
    assert lines == [
        "- Step 1 (D1) by units: imports\\.",
        "- Step 1 (D1) by value: prices\\.",
        "- Step 5 (D5): no data\\.",
    ]
    change(database, "delete from trajectories where by_year = 2030")
    assert likelihood.likelihood().never == ""


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (0.75, "Dies \\& so on, 2\\.5 million \\(2 to 3\\), enough for about 9 months at that year’s rate"),
        (0.0, "Dies \\& so on, 2\\.5 million \\(2 to 3\\)"),
        (None, "Dies \\& so on, 2\\.5 million \\(2 to 3\\)"),
    ],
)
def test_a_stock_lasts_for_months(years: float | None, expected: str) -> None:
    row = {"bank": "Dies & so on", "low": 2e6, "median": 2.5e6, "high": 3e6, "years_left": years}
    assert trajectory.stock_text(row) == expected


def test_the_page_of_the_package() -> None:
    page = trajectory.trajectory_page()
    assert page.last.year + 1 == page.nowcast.year < page.projection.year
    tables = (page.by_year, page.events, page.likely.by_units, page.likely.by_value, page.every_cell, page.forecasts)
    assert not [text for text in tables if "No rows" in text]


def test_examples_in_docstrings() -> None:
    failed, tried = doctest.testmod(likelihood)
    assert tried and not failed
