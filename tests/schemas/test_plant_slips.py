"""Plans for plants stand beside what came of them, and nothing is inferred where nothing is known."""

from collections.abc import Callable

import duckdb

from tests_support import observation

Make = Callable[..., duckdb.DuckDBPyConnection]


def plant(key: str, status: str, began: str = "") -> dict[str, str]:
    return {"fab_id": key, "name": key.upper(), "operator_id": "child", "country": "CN", "kind": "logic",
            "status": status, "production_on": began, "summary": "A plant.", "summary_zh": "一座工厂。",
            "source_ids": "s1"}  # fmt: skip


def claim(key: str, fab_id: str, deadline: str, **more: str) -> dict[str, str]:
    return {"target_id": key, "claimant_id": "idc", "kind": "press", "claim_type": "event", "topic_id": "output",
            "fab_id": fab_id, "deadline": deadline, "statement": "It runs", "said_on": "2024-01",
            "source_id": "s1"} | more  # fmt: skip


def plan(key: str, fab_id: str, planned_on: str, **more: str) -> dict[str, str]:
    return {"plan_id": key, "fab_id": fab_id, "milestone": "production", "planned_on": planned_on,
            "said_on": "2024-01", "claimant_id": "idc", "source_id": "s1"} | more  # fmt: skip


DAY = observation("o", "chip-unit-share", "%", period="2025", value="1", recorded_on="2026-11-23")


def test_a_plan_slips_to_the_start_or_else_to_the_plan_said_next(make_database: Make) -> None:
    con = make_database(
        fabs=[
            plant("a", "production", began="2025-03"),
            plant("b", "construction"),
            plant("c", "equipping"),
            plant("d", "production"),
            plant("e", "announced"),
            plant("f", "construction"),
            plant("g", "production", began="2020"),
        ],
        plans=[
            plan("a2", "a", "2025", said_on="2024-06"),
            plan("b3", "b", "2026-06", said_on="2025"),
            plan("b4", "b", "2026-H1", said_on="2026-02"),  # said again, no other day
            plan("c1", "c", "2025-H1"),
            plan("c2", "c", "2026-H2", said_on="2025-07", milestone="full-production"),  # of another milestone
            plan("d1", "d", "2024"),
            plan("e1", "e", "2027"),  # the same as the claim: one row
        ],
        targets=[
            claim("ta", "a", "2024"),  # began in March 2025, three months late; the plan for 2025 was kept
            claim("tb", "b", "2024", superseded_by="tb2"),  # replaced by a claim for 2025, which a plan replaced
            claim("tb2", "b", "2025", said_on="2024-06"),
            claim("te", "e", "2027"),
            claim("tf", "f", "2025-12", claim_type="statement"),  # no event
        ],
        observations=[DAY],
    )
    assert con.execute("""
        select fab_id, plan_id, target_id, planned_on, replanned_on, production_on, slip_months, overdue_months
        from plant_slips
    """).fetchall() == [
        ("a", None, "ta", "2024", "2025", "2025-03", 3, None),
        ("a", "a2", None, "2025", None, "2025-03", -9, None),
        ("b", None, "tb", "2024", "2025", None, 12, None),
        ("b", None, "tb2", "2025", "2026-06", None, 6, None),
        ("b", "b3", None, "2026-06", None, None, None, 5),
        ("b", "b4", None, "2026-H1", None, None, None, 5),
        ("c", "c1", None, "2025-H1", None, None, None, 17),
        ("c", "c2", None, "2026-H2", None, None, None, None),
        ("d", "d1", None, "2024", None, None, None, None),
        ("e", "e1", "te", "2027", None, None, None, None),
    ]  # fmt: skip


def test_finished_buildings_are_no_start(make_database: Make) -> None:
    con = make_database(
        fabs=[plant("a", "production", began="2026-01"), plant("b", "equipping")],
        plans=[
            plan("a1", "a", "2025", milestone="construction"),
            plan("a2", "a", "2025", milestone="full-production"),
            plan("b1", "b", "2025", milestone="construction"),
            plan("b2", "b", "2025", milestone="equipment"),
        ],
        observations=[DAY],
    )
    found = con.execute("select plan_id, slip_months, overdue_months from plant_slips order by plan_id").fetchall()
    assert found == [("a1", None, None), ("a2", None, None), ("b1", None, None), ("b2", None, None)]


def test_the_latest_plan_is_the_one_said_last_not_the_one_for_the_latest_day(make_database: Make) -> None:
    con = make_database(
        fabs=[plant("a", "equipping")],
        plans=[
            plan("a1", "a", "2027", said_on="2025-11"),
            plan("a2", "a", "2026-H2", said_on="2026-01-30"),
            plan("a3", "a", "2026-06", said_on="2026-02", milestone="construction"),
        ],
    )
    assert con.execute("select milestone, plan_id, planned_on from latest_plans").fetchall() == [
        ("construction", "a3", "2026-06"),
        ("production", "a2", "2026-H2"),
    ]
