"""Agreement of raters: by hand, and of the rules with those who read claims without sight of the rules."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from model.agreement import cohens_kappa, confusion
from model.rubric import VERSION, Row
from schemas.cells import read_tables
from schemas.package import read_package
from schemas.typed_rows import typed_rows

READINGS = Path(__file__).with_name("second_reader.csv")
ENOUGH, AGREES = 60, 0.8


def test_kappa_by_hand() -> None:
    """20 and 15 of 50 agreed on, 5 and 10 not: observed 0.7, expected 0.5, so kappa is 0.4."""
    first = ["yes"] * 20 + ["yes"] * 5 + ["no"] * 10 + ["no"] * 15
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert cohens_kappa(first, second) == pytest.approx(0.4)
    assert confusion(first, second) == {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    assert cohens_kappa(["met", "met"], ["met", "met"]) == 1


def stood(day: str) -> dict[str, str]:
    """Return the status of each target by the rules of today as of a day."""
    rows: list[Row] = list(typed_rows(read_tables(read_package())["verdicts"]))
    mine = [r for r in rows if r["rule_version"] == VERSION and str(r["rated_on"]) <= day]
    return {r["target_id"]: r["status"] for r in sorted(mine, key=lambda r: r["rated_on"])}


def test_the_rules_agree_with_each_second_reader() -> None:
    by_reader: dict[str, dict[str, str]] = defaultdict(dict)
    days = set()
    for r in csv.DictReader(READINGS.read_text(encoding="utf-8").splitlines()):
        by_reader[r["reader"]][r["target_id"]] = r["status"]
        days.add(r["read_on"])
    (day,) = days
    rated = stood(day)
    for reader, found in by_reader.items():
        keys = sorted(found.keys() & rated.keys())
        assert len(keys) >= ENOUGH, reader
        assert cohens_kappa([rated[k] for k in keys], [found[k] for k in keys]) >= AGREES, reader
