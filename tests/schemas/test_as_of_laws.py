"""What is known on a day: never less than on a day before, and at last everything."""

from datetime import date, timedelta
from itertools import pairwise

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.package import ROOT, read_package
from schemas.views import read_views

OBSERVATIONS = read_package().table["observations"]
FIRST, LAST = date(2024, 1, 1), date(2027, 1, 1)
MACROS = ("period_start", "period_end", "known_on", "cell_key", "observation_vintages", "observations_as_of")
days = st.dates(FIRST, LAST)
moments = st.one_of(
    st.sampled_from(("2024", "2025", "2025-H1", "2025-Q3", "2025-08", "2026-02")), days.map(date.isoformat)
)
rows = st.lists(
    st.tuples(st.sampled_from(("a", "b")), st.sampled_from(("2025", "2026")), moments, st.none() | moments, days),
    max_size=8,
)


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    """Return the table of observations without keys, and what tells what was known of it."""
    con = duckdb.connect()
    con.execute("set threads to 1")
    con.execute(f"create table observations ({', '.join(f'{f.name} {f.sql_type}' for f in OBSERVATIONS.fields)})")
    views = [v for v in read_views(ROOT / "schemas" / "views") if v.name in MACROS]
    assert len(views) == len(MACROS)
    for view in views:
        con.execute(view.sql)
    return con


@settings(max_examples=25, deadline=None)
@given(spoken=rows, asked=st.lists(days, min_size=2, max_size=3))
def test_what_is_known_only_grows(con: duckdb.DuckDBPyConnection, spoken: list, asked: list[date]) -> None:
    _say(con, spoken)
    known = [_known(con, day) for day in sorted(asked)]
    assert all(earlier <= later for earlier, later in pairwise(known))
    assert _known(con, LAST + timedelta(days=365)) == {f"o{n}" for n in range(len(spoken))}


@settings(max_examples=25, deadline=None)
@given(spoken=rows, day=days)
def test_the_latest_word_is_the_last_of_those_known(con: duckdb.DuckDBPyConnection, spoken: list, day: date) -> None:
    _say(con, spoken)
    words = con.execute(
        "select observation_id, row(claimant_id, period), period_end(as_of), known_on(o) from observations o"
    ).fetchall()
    known = [word for word in words if word[3] <= day]
    expected = {key for key, cell, said, _ in known if said == max(w[2] for w in known if w[1] == cell)}
    latest = con.execute("select observation_id from observations_as_of(?) where is_latest", [day]).fetchall()
    assert {key for (key,) in latest} == expected


def _say(con: duckdb.DuckDBPyConnection, spoken: list) -> None:
    con.execute("truncate observations")
    columns = [list(cells) for cells in zip(*spoken, strict=True)] or [[]] * 5
    con.execute(
        "insert into observations (observation_id, metric_id, claimant_id, period, as_of, first_said_on, recorded_on) "
        "select unnest(?), 'm', unnest(?), unnest(?), unnest(?), unnest(?::varchar[]), unnest(?::date[])",
        [[f"o{n}" for n in range(len(spoken))], *columns],
    )


def _known(con: duckdb.DuckDBPyConnection, day: date) -> set[str]:
    """Return what is known on a day; of each claimant and cell a latest word is among it."""
    found = con.execute("select observation_id, claimant_id, period, is_latest from observations_as_of(?)", [day])
    heard = found.fetchall()
    assert {(c, p) for _, c, p, _ in heard} == {(c, p) for _, c, p, latest in heard if latest}
    return {key for key, *_ in heard}
