"""Sentences and tables on the model's figures, on a small database of invented numbers."""

import doctest
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

import reports.charts.banks
import reports.charts.intervals
import reports.text.labels
from reports.pages import estimates
from reports.pages.published import PublishedShare, last_full_year


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> duckdb.DuckDBPyConnection:
    """A database with the tables that the sentences ask, open for writing; queries open it after it is closed."""
    path = tmp_path / "small.duckdb"
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(path))
    con = duckdb.connect(str(path))
    con.execute("""create table self_sufficiency (year int, tier text, definition_id text, definition text, metric text,
      ratio text, low double, median double, high double, status text)""")
    con.execute("""create table trajectories (definition_id text, metric text, level double, by_year int,
      probability double, status text, rests_on text)""")
    return con


def fill(con: duckdb.DuckDBPyConnection, demand: float = 30.0) -> None:
    for year, status in ((2025, "estimate"), (2026, "nowcast"), (2027, "projection")):
        for n, definition in enumerate(("d1", "d2", "d3", "d4")):
            for metric in ("units", "value"):
                for ratio, median in (("sales", 40.0), ("demand", demand)):
                    row = (
                        year,
                        "all",
                        definition,
                        definition,
                        metric,
                        ratio,
                        median - n - 2,
                        median - n,
                        median + 9,
                        status,
                    )
                    con.execute("insert into self_sufficiency values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    con.close()


def test_standfirst_has_each_status_once(database: duckdb.DuckDBPyConnection) -> None:
    fill(database)
    text = estimates.standfirst(last_full_year())
    assert text.startswith(
        "Of the AI accelerators bought in mainland China in 2025, an estimated **40 % \\(38 to 49\\)** by"
    )
    assert "the nowcast for 2026 is 40 %" in text and "The projection for 2027 is 40 %" in text


def test_against_published_says_where_the_figure_lies(
    database: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database)
    said = {"units": 41.0, "value": 58.0}
    monkeypatch.setattr(
        estimates,
        "published_share",
        lambda m, y: PublishedShare(m, said[m], said[m], said[m], "<b>House", "estimated", 0),
    )
    text = estimates.against_published(2025)
    assert "**41 %**, which lies inside our" in text and "**58 %**, which lies above our" in text
    assert "\\<b\\>House" in text


def test_reached_joins_what_is_not_estimable(database: duckdb.DuckDBPyConnection) -> None:
    rows = []
    for level in (0.7, 1.0):
        rows += [("d1", "units", level, year, 0.5, "projection", "Imports.") for year in (2027, 2028)]
        rows += [("d1", "units", level, 2030, None, "not-estimable", "Inputs end.")]
        rows += [("d5", "units", level, year, None, "not-estimable", "No data.") for year in (2027, 2028, 2030)]
    database.executemany("insert into trajectories values (?, ?, ?, ?, ?, ?, ?)", rows)
    database.close()
    assert [(r["definition_id"], r["by_year"], r["levels"]) for r in estimates.reached("units")] == [
        ("d1", "2027", [[0.7, 0.5], [1.0, 0.5]]),
        ("d1", "2028", [[0.7, 0.5], [1.0, 0.5]]),
        ("d5", "2027 to 2028", [[0.7, None], [1.0, None]]),
    ]
    assert estimates.never_reached() == "For 2030 it is not estimable: inputs end\\."
    assert estimates.rests_on() == "- D1: imports\\.\n- D5: no data\\.\n"


@pytest.mark.parametrize(
    "module",
    [estimates, reports.text.labels, reports.charts.intervals, reports.charts.banks],
)
def test_examples_in_docstrings(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed


def test_a_row_of_an_input_has_its_name_its_year_and_its_vintage() -> None:
    row = {"input_id": "licensed-imports-t1", "period": "2026", "vintage": None}
    assert reports.text.labels.input_label(row) == "Licensed imports, training class, 2026"
    assert reports.text.labels.input_label(row | {"vintage": "2026-01"}).endswith(", 2026, as known in 2026-01")
    assert reports.text.labels.input_label(row | {"input_id": "die-area", "period": None}) == "Die area"
