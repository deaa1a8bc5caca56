"""The scoreboard shows the latest verdict and the evidence that it rests on."""

from collections.abc import Callable
from datetime import date

import duckdb

Make = Callable[..., duckdb.DuckDBPyConnection]


def test_scoreboard_has_a_row_for_every_target_with_its_latest_verdict(make_database: Make) -> None:
    said = {"claimant_id": "idc", "kind": "press", "claim_type": "event", "topic_id": "output", "source_id": "s1",
            "said_on": "2025-08-27", "deadline": "2026-Q3"}  # fmt: skip
    found = {"target_id": "t1", "evidence": "statement", "independent": "true", "source_id": "s1"}
    rated = {"rule_version": "1", "change": "first"}
    con = make_database(
        targets=[
            said | {"target_id": "t1", "statement": "A fab opens", "collection": "founding-report"},
            said | {"target_id": "t2", "statement": "Shipments rise"},
            said | {"target_id": "t3", "statement": "Nobody looked"},
        ],
        outcomes=[
            found | {"outcome_id": "x1", "happened_on": "2026-03-01", "statement": "Walls"},
            found | {"outcome_id": "x2", "happened_on": "2026-09", "condition": "met", "statement": "It runs"},
            # not among the evidence of the latest verdict, so not shown
            found | {"outcome_id": "x3", "happened_on": "2026-10", "statement": "A rumour"},
        ],
        observations=[
            {"observation_id": "o1", "metric_id": "chip-shipments", "region_id": "cn", "period": "2025",
             "definition_id": "d1", "value": "1650000", "unit": "units", "basis": "estimated", "rank": "normal",
             "claimant_id": "idc", "source_id": "s1", "as_of": "2026-01", "recorded_on": "2026-11-23"},
            # said later, but about an earlier year
            {"observation_id": "o2", "metric_id": "chip-shipments", "region_id": "cn", "period": "2024",
             "definition_id": "d1", "value": "900000", "unit": "units", "basis": "estimated", "rank": "normal",
             "claimant_id": "idc", "source_id": "s1", "as_of": "2026-02", "recorded_on": "2026-11-23"},
        ],
        verdicts=[
            rated | {"target_id": "t1", "rated_on": "2026-04-01", "status": "in-progress", "evidence_ids": "x1"},
            rated | {"target_id": "t1", "rated_on": "2026-11-23", "status": "met", "evidence_ids": "x1;x2",
                     "change": "data"},
            rated | {"target_id": "t2", "rated_on": "2026-11-23", "status": "partly-met", "probability": "0.4",
                     "attainment": "0.8", "evidence_ids": "o1;o2"},
        ],
    )  # fmt: skip
    assert con.execute(
        "select target_id, claimant, due_on, status, probability, attainment, rated_on, change, evidence_on, "
        "first_evidence, url from scoreboard order by 1"
    ).fetchall() == [
        ("t1", "IDC", date(2026, 9, 30), "met", None, None, date(2026, 11, 23), "data", "2026-09", "It runs",
         "https://a.org/1"),
        ("t2", "IDC", date(2026, 9, 30), "partly-met", 0.4, 0.8, date(2026, 11, 23), "first", "2026-01",
         "IDC: 1650000 units for 2025.", "https://a.org/1"),
        ("t3", "IDC", date(2026, 9, 30), "open", None, None, date(2026, 11, 23), None, None, None,
         "https://a.org/1"),
    ]  # fmt: skip
    assert con.execute("select evidence_ids from scoreboard where target_id = 't1'").fetchall() == [(["x2", "x1"],)]


def test_every_claim_of_the_real_package_is_on_the_scoreboard_once(real: duckdb.DuckDBPyConnection) -> None:
    assert (
        real.execute("select count(*), count(distinct target_id) from scoreboard").fetchone()
        == real.execute("select count(*), count(*) from targets").fetchone()
    )
