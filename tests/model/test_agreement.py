"""Agreement of raters: by hand, and of the rules with those who read claims without sight of the rules."""

import csv
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest

from model.agreement import cohens_kappa, confusion

READINGS = Path(__file__).with_name("second_reader.csv")
ENOUGH, AGREES = 60, 0.8


def test_kappa_by_hand() -> None:
    """20 and 15 of 50 agreed on, 5 and 10 not: observed 0.7, expected 0.5, so kappa is 0.4."""
    first = ["yes"] * 20 + ["yes"] * 5 + ["no"] * 10 + ["no"] * 15
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert cohens_kappa(first, second) == pytest.approx(0.4)
    assert confusion(first, second) == {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    assert cohens_kappa(["met", "met"], ["met", "met"]) == 1


def test_the_rules_agree_with_each_second_reader(real: duckdb.DuckDBPyConnection) -> None:
    by_reader: dict[str, dict[str, str]] = defaultdict(dict)
    days = set()
    for r in csv.DictReader(READINGS.read_text(encoding="utf-8").splitlines()):
        by_reader[r["reader"]][r["target_id"]] = r["status"]
        days.add(r["read_on"])
    (day,) = days
    stood = dict(real.execute(f"select target_id, status from scoreboard_as_of(date '{day}')").fetchall())
    for reader, found in by_reader.items():
        keys = sorted(found.keys() & stood.keys())
        assert len(keys) >= ENOUGH, reader
        assert cohens_kappa([stood[k] for k in keys], [found[k] for k in keys]) >= AGREES, reader
