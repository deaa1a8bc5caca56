"""Invented targets, observations and outcomes from which ratings are computed by hand."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from model.evidence import Case
from model.rating import Rating, rate
from model.rubric import Row
from schemas.package import read_package

TODAY = date(2026, 11, 23)
NAMES = {t.name: [f.name for f in t.fields] for t in read_package().tables}
Cells = dict[str, Any]


def row(table: str, **cells: Any) -> Cells:
    assert cells.keys() <= set(NAMES[table])
    return {name: None for name in NAMES[table]} | cells


def target(**cells: Any) -> Cells:
    """Return a due promise: at least 100 in 2025, of China."""
    basic = {
        "target_id": "t1", "claimant_id": "ft", "claim_type": "numeric", "speech_act": "promise",
        "aspect_id": "shipments", "metric_id": "chip-shipments", "region_id": "cn", "definition_id": "d1",
        "comparator": "at-least", "value": 100.0, "unit": "units", "deadline": "2025", "evidence_until": "2026-06",
        "said_on": "2025-03-01", "source_id": "s0",
    }  # fmt: skip
    return row("targets", **basic | cells)


def event(**cells: Any) -> Cells:
    """Return a promise that something happens by March 2026, evidence of which is awaited until June."""
    empty = {"metric_id": None, "definition_id": None, "comparator": None, "value": None, "unit": None}
    basic = {"claim_type": "event", "aspect_id": "volume-production", "deadline": "2026-Q1", "said_on": "2024-01"}
    return target(**empty | basic | cells)


def number(key: str, value: float | None, claimant: str = "idc", accounts: bool = False, **cells: Any) -> Cells:
    """Return an estimate of shipments in 2025 by a house, as the rules see it."""
    basic = {
        "observation_id": key, "metric_id": "chip-shipments", "region_id": "cn", "definition_id": "d1",
        "period": "2025", "value": value, "unit": "units", "basis": "estimated", "rank": "normal",
        "claimant_id": claimant, "source_id": "s1", "as_of": "2026-02", "recorded_on": TODAY,
    }  # fmt: skip
    found = row("observations", **basic | cells)
    return found | {"observed": found["basis"] in ("official", "reported", "estimated"), "accounts": accounts}


def specification(**cells: Any) -> Cells:
    """Return a promise of 128 GB of memory."""
    basic = {"claim_type": "specification", "aspect_id": "specification", "metric_id": "memory-capacity",
             "chip_id": "c1", "region_id": None, "definition_id": "shipped", "value": 128.0, "unit": "GB",
             "deadline": "2026-Q1"}  # fmt: skip
    return target(**basic | cells)


def measured(key: str, value: float, **cells: Any) -> Cells:
    """Return what somebody says of the memory of that chip."""
    basic = {"metric_id": "memory-capacity", "chip_id": "c1", "region_id": None, "definition_id": "shipped",
             "period": None, "unit": "GB"}  # fmt: skip
    return number(key, value, **basic | cells)


def piece(
    key: str, condition: str | None, evidence: str, on: str, house: str = "reuters", independent: bool = True,
    accounts: bool = False, **cells: Any,
) -> Cells:  # fmt: skip
    """Return an outcome as the rules see it."""
    found = {"outcome_id": key, "target_id": "t1", "condition": condition, "evidence": evidence, "happened_on": on}
    made = row("outcomes", **found | {"independent": independent} | cells)
    return made | {"house_id": house, "accounts": accounts}


def rating(
    of: Row, outcomes: Iterable[Row] = (), observations: Iterable[Row] = (), kind: str = "flow", today: date = TODAY
) -> Rating:
    return rate(Case(of, tuple(outcomes), tuple(observations), kind, today))


def reached(found: Rating) -> tuple[str, str]:
    """Return the status of a rating and its reason."""
    return found.status, found.reason


def tables(**more: Sequence[Row]) -> dict[str, Sequence[Row]]:
    """Return all that ratings are made of: one promise and one figure that keeps it, unless told otherwise."""
    actors = [("ft", None, None), ("idc", None, None), ("editor", "ft", None), ("huawei", None, "huawei")]
    return {
        "targets": [target()], "outcomes": [], "observations": [number("o1", 130.0)], "estimates": [], "growth": [],
        "conditions": [{"target_id": "t1", "result": r} for r in ("met", "partly", "missed")],
        "metrics": [{"metric_id": "chip-shipments", "kind": "flow"}], "verdicts": [],
        "firms": [{"firm_id": "huawei", "parent_id": None}],
        "sources": [{"source_id": "s1", "publisher": "Reuters", "original_publisher": None}],
        "bases": [{"basis_id": "estimated", "observed": True}, {"basis_id": "official", "observed": True}],
        "actors": [{"actor_id": a, "name": a, "speaks_for_id": b, "firm_id": f} for a, b, f in actors],
    } | more  # fmt: skip
