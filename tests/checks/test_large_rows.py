"""Rules on a large table: what is found of a table that is kept in a folder is what is found of it as text."""

import csv
import io
import random
from pathlib import Path

import pytest
from test_dataset_rules import NOTHING

from checks.dataset import read_frames
from checks.dataset.dataset_layer import check_dataset
from checks.findings import Finding
from checks.rows.row_layer import check_rows
from schemas.cells import read_tables
from schemas.csv_text import TextTable, csv_text, parse
from schemas.database import connect_new, load_tables, load_views
from schemas.large_rows import LargeTables, view_tables
from schemas.large_tables import connect_large, load_large
from schemas.package import ROOT, read_package
from schemas.views import read_views

PACKAGE = read_package()
OBSERVATIONS = PACKAGE.table["observations"]
VIEWS = read_views(ROOT / "schemas" / "views")
CHANGED = ("metric_id", "firm_id", "chip_id", "period", "definition_id", "value", "value_low", "unit", "basis", "rank",
           "claimant_id", "source_id", "as_of", "first_said_on", "note")  # fmt: skip


def shuffled(seed: int) -> bytes:
    """Return the observations with 400 cells taken from other rows: sound by themselves, wrong in many ways."""
    header, *rows = csv.reader(io.StringIO((ROOT / OBSERVATIONS.path).read_text(encoding="utf-8")))
    chance = random.Random(seed)
    for _ in range(400):
        column = header.index(chance.choice(CHANGED))
        cell = chance.choice(rows)[column]
        if cell or not OBSERVATIONS.fields[column].required:
            chance.choice(rows)[column] = cell
    return csv_text([header, *rows]).encode()


@pytest.fixture(scope="module")
def raw() -> bytes:
    return shuffled(1)


@pytest.fixture(scope="module")
def small(raw: bytes) -> dict[str, TextTable]:
    """Return every table as text."""
    text, problems = parse(OBSERVATIONS, raw)
    assert not problems
    return read_tables(PACKAGE) | {"observations": text}


@pytest.fixture
def large(raw: bytes, tmp_path: Path) -> LargeTables:
    """Return observations as a large table."""
    path = tmp_path / "observations.csv"
    path.write_bytes(raw)
    load_large(connect_large(tmp_path), OBSERVATIONS, path, tmp_path)
    return LargeTables({"observations": OBSERVATIONS}, tmp_path)


def others(texts: dict[str, TextTable]) -> dict[str, TextTable]:
    return {name: text for name, text in texts.items() if name != "observations"}


def test_rules_on_rows_find_the_same(small: dict[str, TextTable], large: LargeTables) -> None:
    found = check_rows(dict(small), PACKAGE.day)
    assert len({f.rule for f in found if f.file == OBSERVATIONS.path}) > 25
    assert sorted(check_rows(others(small), PACKAGE.day, large=large)) == sorted(found)


def dataset_found(small: dict[str, TextTable], large: LargeTables) -> list[Finding]:
    con = large.connect()
    view_tables(con, PACKAGE, others(small))
    load_views(con, VIEWS)
    return sorted(check_dataset(con, others(small), PACKAGE.day, release=NOTHING, large=large))


@pytest.mark.parametrize("long", [10_000, 0])
def test_expectations_find_the_same(
    small: dict[str, TextTable], large: LargeTables, long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frames are read whole, and then as long ones are, of which Great Expectations sees offenders."""
    monkeypatch.setattr(read_frames, "LONG", long)
    con = connect_new()
    load_tables(con, PACKAGE, small)
    load_views(con, VIEWS)
    found = sorted(check_dataset(con, small, PACKAGE.day, release=NOTHING))
    assert len({f.rule for f in found}) > 5
    assert dataset_found(small, large) == found


def test_what_is_left_out_of_a_long_frame_is_counted(
    small: dict[str, TextTable], large: LargeTables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_frames, "LONG", 0)
    whole = dataset_found(small, large)
    monkeypatch.setattr(read_frames, "MOST", 1)
    part = dataset_found(small, large)
    assert {f.rule for f in part} == {f.rule for f in whole} and len(part) < len(whole)
    assert sum(f.count for f in part) == len(whole)


def test_connections_spill_into_folders_of_their_own(tmp_path: Path) -> None:
    """Two processes ask a package at once; DuckDB removes the folder of the one that ends first."""
    with connect_large(tmp_path) as one, connect_large(tmp_path) as other:
        places = [con.execute("select current_setting('temp_directory')").fetchone() for con in (one, other)]
    assert places[0] != places[1]
