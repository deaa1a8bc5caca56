"""Names for cells, series and middles are the same in SQL and in Python, and what is observed stands in one table."""

from collections.abc import Callable, Collection
from datetime import date

import duckdb
import pytest

from schemas.package import read_package
from schemas.vocabulary import CELL, DIMENSIONS, SERIES, central_value, known_on
from tests_support import observation

Database = Callable[..., duckdb.DuckDBPyConnection]


@pytest.mark.parametrize(("macro", "columns"), [("cell_key", CELL), ("series_key", SERIES)])
def test_each_column_of_a_key_and_no_other_tells_rows_apart(
    real: duckdb.DuckDBPyConnection, macro: str, columns: Collection[str]
) -> None:
    texts = [f.name for f in read_package().table["observations"].fields if f.sql_type == "varchar"]
    assert set(columns) <= set(texts)
    for column in texts:
        before = "'another'" if column == "metric_id" else "null"
        same = real.execute(f"""
            with a as (select * from observations where metric_id is not null limit 1),
              b as (select * replace ({before} as {column}) from a),
              c as (select * replace ('x' as {column}) from a)
            select {macro}(b) = {macro}(c) from b, c
        """).fetchone()
        assert same == (column not in columns,), column


def test_dimensions_are_those_that_a_metric_may_ask_for() -> None:
    items = read_package().table["metrics"].field["dimensions"].items
    assert items and items.enum == DIMENSIONS


@pytest.mark.parametrize(("ends", "middle"), [((5.0, 1.0, 100.0), 5.0), ((None, 2.0, 5.0), 3.5)])
def test_the_middle_is_the_value_or_that_of_the_range(
    real: duckdb.DuckDBPyConnection, ends: tuple[float | None, ...], middle: float
) -> None:
    named = dict(zip(("value", "value_low", "value_high"), ends, strict=True))
    assert central_value(named) == middle
    columns = ", ".join(f"cast(? as double) as {name}" for name in named)
    assert real.execute(f"select central_value(o) from (select {columns}) o", list(ends)).fetchone() == (middle,)


def test_what_is_observed_is_said_by_the_table_of_bases(make_database: Database) -> None:
    bases = [
        {"basis_id": "weighed", "name": "weighed", "observed": "true", "position": "1", "marker": "square",
         "derived": "false", "colour": "ink", "description": "Put on scales."},
        {"basis_id": "hoped", "name": "hoped", "observed": "false", "position": "2", "marker": "circle",
         "derived": "false", "colour": "ink", "description": "Hoped for."},
    ]  # fmt: skip
    con = make_database(bases=bases)
    assert con.execute("select is_observed('weighed'), is_observed('hoped'), is_observed('unheard-of')").fetchone() == (
        True, False, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "as_of", "recorded", "known"),
    [
        ("", "2025-10-28", "2026-11-23", date(2025, 10, 28)),
        ("2021-04", "2025-10-28", "2026-11-23", date(2021, 4, 30)),
        ("", "2026", "2026-11-23", date(2026, 11, 23)),
    ],
)
def test_since_when_a_number_is_known(
    real: duckdb.DuckDBPyConnection, first: str, as_of: str, recorded: str, known: date
) -> None:
    row = {"first_said_on": first or None, "as_of": as_of, "recorded_on": date.fromisoformat(recorded)}
    assert known_on(row) == known
    columns = "? as first_said_on, ? as as_of, cast(? as date) as recorded_on"
    assert real.execute(
        f"select known_on(o) from (select {columns}) o", [first or None, as_of, recorded]
    ).fetchone() == (known,)


def test_a_derived_figure_says_whose_figures_it_is_made_of(make_database: Database) -> None:
    con = make_database(
        actors=[
            {"actor_id": "idc", "name": "IDC", "kind": "analyst"},
            {"actor_id": "ours", "name": "Ours", "kind": "package"},
        ],
        observations=[
            observation("o1", "chip-unit-share", "%", period="2025", definition_id="one-vendor", value="40"),
            observation("o2", "chip-unit-share", "%", period="2025", definition_id="d1", value="60", basis="derived",
                        derivation="complement", derived_from_ids="o1", claimant_id="ours"),
        ],
    )  # fmt: skip
    named = (
        "select claimant_id, claimant, derived, derived_from_ids from observations_named where observation_id = 'o2'"
    )
    assert con.execute(named).fetchall() == [("ours", "our complement of IDC’s figures", True, ["o1"])]
    links = "select observation_id, derived_from_id from observations_observations"
    assert con.execute(links).fetchall() == [("o2", "o1")]


def test_every_translation_is_of_a_word_that_is_there(real: duckdb.DuckDBPyConnection) -> None:
    lost = real.execute("""
        select vocabulary, code from translations
        anti join (select vocabulary, code from labels where language = 'en') using (vocabulary, code)
    """).fetchall()
    assert lost == []
