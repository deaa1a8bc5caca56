"""The claims page: counts that its charts state, rules and evidence in words. Rows are invented."""

from datetime import date
from typing import Any

import pytest

from reports.charts import claims_timeline, verdict_bars
from reports.charts.base import svg
from reports.pages.claim_evidence import by_theme, evidence_by_theme, piece, weighed_piece
from reports.pages.claimant_records import error, rank
from reports.pages.claims import chances, changes, due, every_claim, main_claim
from reports.pages.verdict_guide import limit, meanings
from reports.query import query
from reports.text.labels import count_standings, statuses
from reports.text.language import words

Row = dict[str, Any]


@pytest.fixture
def rows() -> list[Row]:
    """Return a few claims of each kind."""
    return [
        claim("met"),
        claim("missed", "2026-03-31", collection="founding-report"),
        claim("unverifiable"),
        *[claim("open", "2027-12-31")] * 7,
        claim("late", None),
    ]


def claim(status: str, due: str | None = "2025-12-31", **more: Any) -> Row:
    """Return a row of the scoreboard, rated on 23 November 2026."""
    return {
        "target_id": "t",
        "statement": "A <plant> starts.",
        "claimant_id": "a",
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
        "reason": "Somebody saw it.",
        "speech_act": "promise",
        "probability_above": None,
        "theme": "Output and plants",
        "topic_id": "logic",
        "url": "https://a.org",
        "standing": statuses()[status].standing,
    } | more


def test_counts_by_standing(rows: list[Row]) -> None:
    assert count_standings(rows) == {"kept": 1, "partly": 0, "broken": 2, "unknown": 1, "open": 7}


def test_timeline_counts_what_has_fallen_due(rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims_timeline, "query", lambda sql: rows)
    chart = claims_timeline.claims_timeline()
    assert chart.title == (
        "Of 11 claims 3 have fallen due: 1 of these were kept or borne out, 0 in part, 1 were broken or late, "
        "1 cannot be settled yet."
    )
    assert "Open: 7 (2027: 7)" in chart.alt
    for narrow in (False, True):
        drawing = svg(chart, narrow)
        assert "A &lt;plant&gt; starts." in drawing and "<plant>" not in drawing
        assert drawing.count('class="tip"') == 5  # one for each cell


def test_columns_are_quarters_or_years(rows: list[Row]) -> None:
    wide, narrow = (claims_timeline.columns(rows, small) for small in (False, True))
    days = (date(2024, 1, 1), date(2025, 4, 1), date(2029, 1, 1))
    assert [wide.of(day) for day in days] == [0, 2, 17]
    assert [narrow.of(date(2028, 6, 1)), narrow.of(None)] == [4, 6]


def test_verdicts_by_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"kind": "firm", "standing": "kept", "status": "met", "claims": 4},
        {"kind": "firm", "standing": "broken", "status": "late", "claims": 1},
        {"kind": "state", "standing": "unknown", "status": "unverifiable", "claims": 2},
        {"kind": "state", "standing": "broken", "status": "missed", "claims": 5},
        {"kind": "analyst", "standing": "broken", "status": "missed", "claims": 4},
    ]
    monkeypatch.setattr(verdict_bars, "query", lambda sql: rows)
    chart = verdict_bars.verdict_bars()
    assert chart.title == (
        "Firms have the best record, with 4 of 5 claims that could be judged kept or borne out, states the worst, with "
        "0 of 5; 2 claims cannot be settled yet."
    )
    assert svg(chart, True) and "Firms: met 4, late 1." in chart.alt
    assert verdict_bars.title({}, words()) == (
        "No kind of claimant has 5 claims that could be judged; 0 claims cannot be settled yet."
    )


def test_evidence_in_words() -> None:
    said: Row = {
        "happened": "2026-01",
        "url": "https://a.org/1",
        "statement": "It *runs*",
        "publisher": "P",
        "unit": None,
    }
    assert piece(said) == r"[Jan 2026](<https://a.org/1>): It \*runs\* (P)"
    number = said | {"unit": "dies", "value": None, "value_low": 1.0, "value_high": 2000.0, "bound": None}
    assert piece(number) == r"[Jan 2026](<https://a.org/1>): It \*runs\*\: 1 to 2,000 dies\. (P)"


def test_themes_keep_their_order() -> None:
    rows = [claim("met", theme=theme) for theme in ("Chips and FP8", None, "Output and plants")]
    assert list(by_theme(rows)) == ["Output and plants", "Chips and FP8", "Other"]


def test_every_limit_of_a_status_has_words_with_its_number() -> None:
    for status in statuses().values():
        for name in status.limits:
            for language in ("en", "zh"):
                assert any(mark.isdigit() for mark in limit(name, language)), (name, language)
    assert limit("met") == "met from a probability of 90%"
    assert limit("partly_met", "zh") == "达到承诺的 75% 即为部分实现"


def test_meanings_count_claims(rows: list[Row]) -> None:
    lines = meanings(rows).splitlines()
    assert len(lines) == 2 + len({r["status"] for r in rows})
    assert next(line for line in lines if "**open**" in line).startswith("| []{#verdict-open}**open** | 7 |")


def test_a_rank_wants_enough_and_an_error_is_a_factor() -> None:
    assert (rank(None), rank(3)) == ("–", "3")
    assert error(0.6931) == "2 ×"


def test_the_deciding_piece_is_marked() -> None:
    said: Row = {"happened": "2026", "url": "https://a.org/1", "statement": "It runs", "publisher": "P", "unit": None}
    assert weighed_piece(said | {"decides": True}).startswith("Decides: [2026]")
    assert weighed_piece(said | {"decides": False}).startswith("[2026]")


def test_a_claim_without_evidence_is_listed_with_none() -> None:
    text = evidence_by_theme({"Output and plants": [claim("met", None, probability=0.93)]}, {"t": []})
    assert text.startswith(
        "### Output and plants\n\n**[A \\<plant\\> starts\\.](<claims/t.html>)** A \\& B, said Jan 2025, no deadline. "
    )
    assert "Verdict: **met**, 93%. Somebody saw it\\.\n\n- none found\n" in text


def test_what_falls_due_next_has_a_measurable_end_and_evidence() -> None:
    said: Row = {"happened": "2026", "url": "https://a.org/1", "statement": "It runs", "publisher": "P", "unit": None}
    rows = [
        claim("open", "2026-11-23", target_id="today"),
        claim("open", "2026-11-22", target_id="yesterday"),
        claim("open", "2027-12-31", target_id="statement", claim_type="statement"),
        claim("open", "2027-12-31", target_id="founding", collection="founding-report"),
        claim("open", "2027-12-31", target_id="silent"),
    ]
    found = due(rows, {r["target_id"]: [] if r["target_id"] == "silent" else [said] for r in rows}, date(2026, 11, 23))
    assert found.claims == 3 and found.table.count("It runs") == 1


def test_growth_and_the_model_can_differ() -> None:
    rows = [
        claim("on-track", "2027-12-31", probability=0.49),
        claim("on-track", "2027-12-31", probability=0.5),
        claim("off-track", "2027-12-31", probability=0.1),
        claim("met", probability=0.95),
        claim("late"),
    ]
    found = chances(rows)
    assert found.doubtful == 1
    about = claim("off-track", "2027-12-31", probability=0.1, probability_above=0.85)
    assert "| 10%; more than claimed\\: 85% |" in chances([about]).table
    assert found.table.count("| our model |") == 3 and found.table.count("| published figures |") == 1


def test_changed_verdicts_are_called_by_name() -> None:
    first = {"day": date(2026, 11, 23), "claims": 180}
    assert changes([], first).table == ""
    row = {
        "rated_on": date(2027, 1, 1),
        "target_id": "t",
        "statement": "S",
        "status_before": "on-track",
        "reason": "Seen.",
        "status": "met",
        "change": "data",
    }
    found = changes([row], first)
    assert (found.count, found.since, found.claims) == (1, "23 November 2026", 180)
    assert '| []{#t-2027-01-01}[1 January 2027]{data-sort="2027-01-01"} | [S]' in found.table
    assert "| [S](<claims/t.html>) | on track | met | data | Seen" in found.table


def test_the_main_claim_may_be_without_evidence() -> None:
    row = claim("open", target_id="ft-2025-triple-ai-chip-output", said_on="2025-08-27")
    found = main_claim([claim("met"), row], {row["target_id"]: []})
    assert (found.evidence, found.said_on, found.verdict) == ("", "27 August 2025", "open")


def test_topics_are_called_by_name() -> None:
    (topic,) = query("select name from topics where topic_id = 'ic-industry'")
    row = claim("met", None, topic_id="ic-industry")
    text = every_claim([row], {"t": []})
    assert f'| met | [no date]{{data-sort=""}} | [A \\& B](<analysts/a.html>) | {topic["name"]} | none found |' in text
