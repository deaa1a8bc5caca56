"""Plans for plants stand beside what came of them, and nothing is inferred where nothing is known."""

from collections.abc import Callable

import duckdb

from tests_support import observation

Make = Callable[..., duckdb.DuckDBPyConnection]


def plant(key: str, status: str, planned: str = "", began: str = "") -> dict[str, str]:
    return {"fab_id": key, "name": key.upper(), "operator_id": "child", "country": "CN", "kind": "logic",
            "status": status, "production_planned_on": planned, "production_on": began, "source_ids": "s1"}  # fmt: skip


def claim(key: str, fab_id: str, deadline: str, **more: str) -> dict[str, str]:
    return {"target_id": key, "claimant_id": "idc", "kind": "press", "claim_type": "event", "topic_id": "output",
            "fab_id": fab_id, "deadline": deadline, "statement": "It runs", "said_on": "2024-01",
            "source_id": "s1"} | more  # fmt: skip


def test_a_plan_slips_to_the_start_or_else_to_the_later_plan(make_database: Make) -> None:
    con = make_database(
        fabs=[
            plant("a", "production", planned="2025", began="2025-03"),
            plant("b", "construction", planned="2026-06"),
            plant("c", "equipping", planned="2025-H1"),
            plant("d", "production", planned="2024"),
            plant("e", "announced", planned="2027"),
            plant("f", "construction"),
            plant("g", "production", began="2020"),
        ],
        targets=[
            claim("a1", "a", "2024"),  # began in March 2025, three months late; the plan for 2025 was kept
            claim(
                "b1", "b", "2024", superseded_by="b2"
            ),  # replaced by a claim for 2025, which the plant replaced again
            claim("b2", "b", "2025"),
            claim("e1", "e", "2027"),  # the same date as in fabs: one row
            claim("f1", "f", "2025-12", claim_type="statement"),  # no event
        ],
        observations=[observation("o", "chip-unit-share", "%", period="2025", value="1", recorded_on="2026-11-23")],
    )
    assert con.execute("""
        select fab_id, target_id, planned_on, replanned_on, production_on, slip_months, overdue_months from plant_slips
    """).fetchall() == [
        ("a", "a1", "2024", "2025", "2025-03", 3, None),
        ("a", None, "2025", None, "2025-03", -9, None),
        ("b", "b1", "2024", "2025", None, 12, 11),
        ("b", "b2", "2025", "2026-06", None, 6, 5),
        ("b", None, "2026-06", None, None, None, 5),
        ("c", None, "2025-H1", None, None, None, 17),
        ("d", None, "2024", None, None, None, None),
        ("e", "e1", "2027", None, None, None, None),
    ]  # fmt: skip
