"""One connection stays open for each state of the database file."""

import os
from pathlib import Path

import duckdb
import pytest

from reports.query import CONNECTION, query
from reports_support import write_database


def write(path: Path, n: int) -> None:
    """Write a file with one number beside its place, then move it there, as the build does."""
    write_database(path.with_suffix(".new"), f"create table numbers as select {n} as n")
    path.with_suffix(".new").replace(path)


def test_a_rebuilt_file_and_another_file_are_opened_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first.duckdb", tmp_path / "second.duckdb"
    write(first, 1)
    write(second, 2)
    for path, n in ((first, 1), (second, 2), (first, 1)):
        monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(path))
        assert query("select n from numbers") == [{"n": n}]
    write(first, 3)
    assert query("select n from numbers") == [{"n": 3}]


def test_a_file_that_did_not_change_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "one.duckdb"
    write(path, 1)
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(path))
    query("select n from numbers")
    opened = CONNECTION.opened
    query("select n from numbers")
    assert CONNECTION.opened is opened
    os.utime(path, ns=(1, 1))
    query("select n from numbers")
    assert CONNECTION.opened is not opened


def test_what_one_does_to_rows_nobody_else_sees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "one.duckdb", 1)
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(tmp_path / "one.duckdb"))
    rows = query("select n from numbers")
    rows[0]["n"] = 2
    rows.clear()
    assert query("select n from numbers") == [{"n": 1}]


def test_a_query_is_asked_with_its_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "one.duckdb", 1)
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(tmp_path / "one.duckdb"))
    assert [query("select ? as n", n)[0]["n"] for n in (1, "1", 2, 1)] == [1, "1", 2, 1]


def test_the_data_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "one.duckdb", 1)
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(tmp_path / "one.duckdb"))
    with pytest.raises(duckdb.Error):
        query("create table more as select 1")
    assert query("select n from numbers") == [{"n": 1}]
