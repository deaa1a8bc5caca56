"""Invented targets, observations and outcomes from which ratings are computed by hand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from model.evidence import Case
from model.rating import Rating, rate
from model.rubric import Row
from schemas.package import read_package

TODAY = date(2026, 11, 23)
NAMES = {t.name: [f.name for f in t.fields] for t in read_package().tables}


def row(table: str, **cells: Any) -> Row:
    assert cells.keys() <= set(NAMES[table])
    return {name: None for name in NAMES[table]} | cells


def target(**cells: Any) -> Row:
    """Return a due promise: at least 100 in 2025, of China."""
    basic = {
        "target_id": "t1", "claimant_id": "ft", "claim_type": "numeric", "speech_act": "promise",
        "aspect_id": "shipments", "metric_id": "chip-shipments", "region_id": "cn", "definition_id": "d1",
        "comparator": "at-least", "value": 100.0, "unit": "units", "deadline": "2025", "evidence_until": "2026-06",
        "said_on": "2025-03-01", "source_id": "s0",
    }  # fmt: skip
    return row("targets", **basic | cells)


def event(**cells: Any) -> Row:
    """Return a promise that something happens by March 2026, evidence of which is awaited until June."""
    empty = {"metric_id": None, "definition_id": None, "comparator": None, "value": None, "unit": None}
    basic = {"claim_type": "event", "aspect_id": "volume-production", "deadline": "2026-Q1", "said_on": "2024-01"}
    return target(**empty | basic | cells)


def number(key: str, value: float | None, claimant: str = "idc", accounts: bool = False, **cells: Any) -> Row:
    """Return an estimate of shipments in 2025 by a house, as the rules see it."""
    basic = {
        "observation_id": key, "metric_id": "chip-shipments", "region_id": "cn", "definition_id": "d1",
        "period": "2025", "value": value, "unit": "units", "basis": "estimated", "rank": "normal",
        "claimant_id": claimant, "source_id": "s1", "as_of": "2026-02", "recorded_on": TODAY,
    }  # fmt: skip
    found = row("observations", **basic | cells)
    return found | {"observed": found["basis"] in ("official", "reported", "estimated"), "accounts": accounts}


def piece(
    key: str, condition: str | None, evidence: str, on: str, house: str = "reuters", independent: bool = True,
    accounts: bool = False, **cells: Any,
) -> Row:  # fmt: skip
    """Return an outcome as the rules see it."""
    found = {"outcome_id": key, "target_id": "t1", "condition": condition, "evidence": evidence, "happened_on": on}
    made = row("outcomes", **found | {"independent": independent} | cells)
    return made | {"house_id": house, "accounts": accounts}


def rating(
    of: Row, outcomes: Iterable[Row] = (), observations: Iterable[Row] = (), kind: str = "flow", today: date = TODAY
) -> Rating:
    return rate(Case(of, tuple(outcomes), tuple(observations), kind, today))
