"""The claims page: counts that its charts state, rules and evidence in words. Rows are invented."""

import json
from datetime import date
from typing import Any

import pytest

from reports.charts import claims_timeline, verdict_bars
from reports.charts.base import svg
from reports.pages.claims import by_theme, piece, rule
from reports.text.labels import BY_KEY, STATUSES, counts
from schemas.package import ROOT

Row = dict[str, Any]


def claim(status: str, due: str | None = "2025-12-31", **more: Any) -> Row:
    """A row of the scoreboard, rated on 23 November 2026."""
    return {
        "target_id": "t",
        "statement": "A <plant> starts.",
        "claimant": "A & B",
        "kind": "firm",
        "said_on": "2025-01",
        "deadline": due and due[:4],
        "due_on": due and date.fromisoformat(due),
        "status": status,
        "probability": None,
        "collection": None,
        "rated_on": date(2026, 11, 23),
        "claim_type": "event",
        "superseded_by": None,
        "topic": "logic",
    } | more


ROWS = [
    claim("met"),
    claim("missed", "2026-03-31", collection="founding-report"),
    claim("unverifiable"),
    *[claim("in-progress", "2027-12-31")] * 7,
    claim("late", None),
]


def test_every_status_of_the_schema_is_explained() -> None:
    schema = json.loads((ROOT / "schemas" / "tables" / "verdicts.json").read_text())
    allowed = next(f["constraints"]["enum"] for f in schema["fields"] if f["name"] == "status")
    assert set(allowed) == set(BY_KEY)
    assert len({(s.marker, s.filled) for s in STATUSES}) == len(STATUSES), "told apart without colour"


def test_counts_by_group() -> None:
    assert counts(ROWS) == {"kept": 1, "partly": 0, "broken": 2, "unknown": 1, "open": 7}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (claim("met"), "event, due"),
        (claim("not-rated", "2027-12-31"), "event, open"),
        (claim("late", None, claim_type="statement"), "statement"),
        (claim("not-rated", "2027-12-31", superseded_by="t2"), "replaced"),
        (claim("missed", superseded_by="t2", claim_type="numeric"), "numeric, due"),
    ],
)
def test_the_rule_is_named(row: Row, name: str) -> None:
    assert rule(row) == name


def test_timeline_counts_what_has_fallen_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims_timeline, "query", lambda sql: ROWS)
    chart = claims_timeline.claims_timeline()
    assert chart.title == (
        "Of 11 claims 3 have fallen due: 1 of these were met or likely met, 0 partly, 1 are missed or late, "
        "1 cannot be verified."
    )
    assert "In progress: 7 (2027: 7)" in chart.alt
    for narrow in (False, True):
        drawing = svg(chart, narrow)
        assert "A &lt;plant&gt; starts." in drawing and "<plant>" not in drawing
        assert drawing.count('class="tip"') == 5  # one for each cell


def test_columns_are_quarters_or_years() -> None:
    wide, narrow = (claims_timeline.columns(ROWS, small) for small in (False, True))
    days = (date(2024, 1, 1), date(2025, 4, 1), date(2029, 1, 1))
    assert [wide.of(day) for day in days] == [0, 2, 17]
    assert [narrow.of(date(2028, 6, 1)), narrow.of(None)] == [4, 6]


def test_verdicts_by_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"kind": "firm", "status": "met", "claims": 3},
        {"kind": "firm", "status": "late", "claims": 1},
        {"kind": "state", "status": "unverifiable", "claims": 2},
        {"kind": "state", "status": "missed", "claims": 1},
    ]
    monkeypatch.setattr(verdict_bars, "query", lambda sql: rows)
    chart = verdict_bars.verdict_bars()
    assert chart.title == (
        "Firms: 3 of 4 claims that could be judged were met or likely met, states 0 of 1; 2 claims cannot be verified."
    )
    assert svg(chart, True) and "Firms: met 3, late 1." in chart.alt
    assert verdict_bars.title({}) == "No claim could be judged yet; 0 claims cannot be verified."


def test_evidence_in_words() -> None:
    said: Row = {
        "happened": "2026-01",
        "url": "https://a.org/1",
        "statement": "It *runs*",
        "publisher": "P",
        "unit": None,
    }
    assert piece(said) == r"[2026\-01](<https://a.org/1>): It \*runs\* (P)"
    number = said | {"unit": "dies", "value": None, "value_low": 1.0, "value_high": 2000.0, "bound": None}
    assert piece(number) == r"[2026\-01](<https://a.org/1>): It \*runs\*\: 1 to 2,000 dies\. (P)"


def test_themes_keep_their_order() -> None:
    rows = [claim("met", topic="chip"), claim("met", topic="unheard-of"), claim("met", topic="output")]
    assert list(by_theme(rows)) == ["Output and plants", "Chips and FP8", "Other"]
