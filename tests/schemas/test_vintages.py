"""What was known on a day: by observations, by the views, and on the scoreboard."""

from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from tests_support import observation

Make = Callable[..., duckdb.DuckDBPyConnection]


@pytest.fixture
def shares(make_database: Make) -> duckdb.DuckDBPyConnection:
    """Return three vintages of one house’s forecast."""
    share = {"period": "2027", "definition_id": "d1", "basis": "forecast"}
    return make_database(
        observations=[
            observation("o1", "chip-value-share", "%", **share, value="82", as_of="2025-05"),
            observation("o2", "chip-value-share", "%", **share, value="39", as_of="2025-09-06", rank="preferred"),
            # a vintage known to the year is certain only at its end, but never later than it was recorded here
            observation("o3", "chip-value-share", "%", **share, value="52", as_of="2026"),
        ]
    )


@pytest.mark.parametrize("macro", ["observations_as_of", "observations_named_as_of", "market_share_as_of"])
def test_a_vintage_gives_what_was_known_and_the_latest_word(shares: duckdb.DuckDBPyConnection, macro: str) -> None:
    known = f"select observation_id, is_latest from {macro}(?) order by 1"
    assert shares.execute(known, ["2025-05-30"]).fetchall() == []
    assert shares.execute(known, ["2025-05-31"]).fetchall() == [("o1", True)]
    assert shares.execute(known, ["2025-12-31"]).fetchall() == [("o1", False), ("o2", True)]
    assert shares.execute(known, ["2026-11-22"]).fetchall() == [("o1", False), ("o2", True)]
    assert shares.execute(known, ["2026-11-23"]).fetchall() == [("o1", False), ("o2", False), ("o3", True)]


def test_a_figure_is_known_since_it_was_first_said(make_database: Make) -> None:
    """A page of today relays results of 2021; what was said of them later is not known then."""
    results = {"period": "2020", "firm_id": "child", "region_id": "", "basis": "official"}
    con = make_database(
        observations=[
            observation(
                "r1", "revenue-cny", "CNY bn", **results, value="0.459", as_of="2025-10-28", first_said_on="2021-04"
            ),
            observation("r2", "revenue-cny", "CNY bn", **results, value="0.46", as_of="2025-10-28"),
        ]
    )
    known = "select observation_id from observations_as_of(?) order by 1"
    assert con.execute(known, ["2021-04-29"]).fetchall() == []
    assert con.execute(known, ["2025-08-27"]).fetchall() == [("r1",)]
    assert con.execute(known, ["2025-10-28"]).fetchall() == [("r1",), ("r2",)]


def test_the_rank_of_a_vintage_is_said_to_be_that_of_today(shares: duckdb.DuckDBPyConnection) -> None:
    for view in ("market_share", "observations_named", "capacity"):
        names = {r[0] for r in shares.execute(f"describe from {view}_as_of('2025-12-31')").fetchall()}
        columns = {r[0] for r in shares.execute(f"describe {view}").fetchall()}
        assert names == columns - {"rank", "rank_reason", "note"} | {"rank_today", "note_today", "is_latest"}
    found = shares.execute("select observation_id, rank_today, share from market_share_as_of('2025-12-31') order by 1")
    assert found.fetchall() == [("o1", "normal", 82.0), ("o2", "preferred", 39.0)]


def test_capacity_as_of_leaves_out_what_is_no_capacity(make_database: Make) -> None:
    wafers = {"region_id": "", "firm_id": "child", "period": "2025", "value": "20000", "definition_id": "ai-wafers"}
    con = make_database(
        observations=[
            observation("w1", "wafer-capacity", "wafers per month", **wafers, as_of="2025-06"),
            observation("w2", "wafer-capacity", "wafers per month", **wafers, as_of="2025-09"),
            observation("u1", "chip-unit-share", "%", period="2024", value="41", as_of="2025-06"),
        ]
    )
    assert con.execute("select observation_id, firm_id, central from capacity_as_of('2025-08-27')").fetchall() == [
        ("w1", "child", 20000.0)
    ]


def test_scoreboard_as_of_gives_claims_ratings_and_evidence_of_that_day(make_database: Make) -> None:
    claim = {"claimant_id": "idc", "kind": "press", "claim_type": "event", "topic_id": "output", "source_id": "s1",
             "deadline": "2026-Q3"}  # fmt: skip
    found = {"evidence": "statement", "independent": "true", "source_id": "s1"}
    rating = {"rule_version": "1", "change": "data"}
    con = make_database(
        targets=[
            claim | {"target_id": "t1", "statement": "A fab opens", "said_on": "2025-08-27"},
            claim | {"target_id": "t2", "statement": "Another opens", "said_on": "2026-02"},
        ],
        outcomes=[
            found | {"outcome_id": "x1", "target_id": "t1", "happened_on": "2026-03", "condition": "",
                     "statement": "Walls"},
            found | {"outcome_id": "x2", "target_id": "t1", "happened_on": "2026-09-01", "condition": "met",
                     "statement": "It runs"},
            found | {"outcome_id": "x3", "target_id": "t2", "happened_on": "2026-09-01", "condition": "",
                     "statement": "A roof"},
        ],
        verdicts=[
            rating | {"target_id": "t1", "rated_on": "2026-10-01", "status": "in-progress", "evidence_ids": "x1"},
            rating | {"target_id": "t1", "rated_on": "2026-11-23", "status": "met", "evidence_ids": "x1;x2"},
        ],
    )  # fmt: skip
    stood = "select target_id, status, evidence_ids, first_evidence, rated_on from scoreboard_as_of(?) order by 1"
    assert con.execute(stood, ["2025-08-26"]).fetchall() == []
    assert con.execute(stood, ["2026-02-27"]).fetchall() == [("t1", "open", None, None, None)]
    assert con.execute(stood, ["2026-09-30"]).fetchall() == [
        ("t1", "open", ["x2", "x1"], "It runs", None),
        ("t2", "open", ["x3"], "A roof", None),
    ]
    assert con.execute(stood, ["2026-10-01"]).fetchall() == [
        ("t1", "in-progress", ["x1"], "Walls", date(2026, 10, 1)),
        ("t2", "open", ["x3"], "A roof", date(2026, 10, 1)),
    ]
    assert con.execute(stood, ["2026-11-23"]).fetchall() == con.execute(
        "select target_id, status, evidence_ids, first_evidence, rated_on from scoreboard order by 1"
    ).fetchall() == [
        ("t1", "met", ["x2", "x1"], "It runs", date(2026, 11, 23)),
        ("t2", "open", ["x3"], "A roof", date(2026, 11, 23)),
    ]  # fmt: skip


def test_what_happened_is_not_known_before_its_page_is_out(make_database: Make) -> None:
    page = {"title": "A page", "publisher": "P", "accessed_on": "2026-06-01", "language": "en", "kind": "news",
            "reliability": "B"}  # fmt: skip
    claim = {"target_id": "t1", "claimant_id": "idc", "kind": "press", "claim_type": "event", "topic_id": "output",
             "statement": "A fab opens", "said_on": "2025-08-27", "deadline": "2026-Q3", "source_id": "s1"}  # fmt: skip
    con = make_database(
        sources=[
            page | {"source_id": "s1", "url": "https://a.org/1", "published_on": "2025-08-27"},
            page | {"source_id": "s2", "url": "https://a.org/2", "published_on": "2026-05-10"},
            page | {"source_id": "s3", "url": "https://a.org/3", "published_on": ""},
        ],
        targets=[claim],
        outcomes=[
            {"outcome_id": f"x{n}", "target_id": "t1", "happened_on": "2026-03", "condition": "",
             "evidence": "statement", "independent": "true", "statement": "Walls", "source_id": f"s{n}"}
            for n in (2, 3)
        ],
    )  # fmt: skip
    known = "select evidence_ids from scoreboard_as_of(?)"
    assert con.execute(known, ["2026-03-30"]).fetchall() == [(None,)]
    assert con.execute(known, ["2026-05-09"]).fetchall() == [(["x3"],)]  # an undated page says nothing else
    assert con.execute(known, ["2026-05-10"]).fetchall() == [(["x3", "x2"],)]
