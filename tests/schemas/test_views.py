"""Views and macros give answers computed by hand from a few invented rows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from schemas.errors import PackageError
from schemas.package import ROOT
from schemas.views import check_metrics, parse_view, read_views

Make = Callable[..., duckdb.DuckDBPyConnection]
OBSERVED = {
    "region_id": "cn", "basis": "estimated", "rank": "normal", "claimant_id": "idc", "source_id": "s1",
    "as_of": "2026-01", "recorded_on": "2026-11-23",
}  # fmt: skip


def observation(key: str, metric: str, unit: str, **more: str) -> dict[str, str]:
    return OBSERVED | {"observation_id": key, "metric_id": metric, "unit": unit} | more


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-08-27", date(2025, 8, 27), date(2025, 8, 27)),
        ("2025-02/2026-01", date(2025, 2, 1), date(2026, 1, 31)),
        ("2025-H2/2026-Q1", date(2025, 7, 1), date(2026, 3, 31)),
        ("2025-08-27/2025-11", date(2025, 8, 27), date(2025, 11, 30)),
        (None, None, None),
    ],
)
def test_period_macros(real: duckdb.DuckDBPyConnection, period: str | None, start: date, end: date) -> None:
    row = real.execute("select period_start(?::varchar), period_end(?::varchar)", [period, period]).fetchone()
    assert row == (start, end)


def test_chip_specs_shows_the_preferred_value_shipped_before_planned(make_database: Make) -> None:
    spec = {"region_id": "", "chip_id": "c1"}
    con = make_database(
        chips=[
            {"chip_id": "c1", "name": "C1", "designer_id": "parent", "foundry_id": "child", "form": "package",
             "status": "production", "origin": "domestic", "tier": "T1", "source_ids": "s1"},
            {"chip_id": "c2", "name": "C2", "designer_id": "child", "form": "card", "status": "announced",
             "origin": "domestic", "tier": "T2", "source_ids": "s1"},
        ],
        observations=[
            # memory: planned 128 and shipped 112 are both preferred in their definition; shipped is shown
            observation("m1", "memory-capacity", "GB", **spec, definition_id="planned", value="128", rank="preferred"),
            observation("m2", "memory-capacity", "GB", **spec, definition_id="shipped", value="112", rank="preferred"),
            observation("m3", "memory-capacity", "GB", **spec, definition_id="shipped", value="96"),
            observation("m4", "memory-capacity", "GB", **spec, definition_id="shipped", value="999",
                        rank="deprecated", rank_reason="slip"),
            # bandwidth: only a plan, given as a range: its middle is shown and marked
            observation("b1", "memory-bandwidth", "GB/s", **spec, definition_id="planned", value_low="1400",
                        value_high="1600", interval="range", rank="preferred"),
            # throughput: only a rival, none preferred: nothing is shown, one is counted
            observation("f1", "fp16-tflops", "TFLOPS", **spec, definition_id="shipped", value="500"),
        ],
    )  # fmt: skip
    row = con.execute(
        "select name, designer, foundry, fp16_tflops, fp16_rivals, memory_capacity_gb, memory_capacity_rivals, "
        "memory_bandwidth_gb_s, memory_bandwidth_rivals, planned from chip_specs order by chip_id"
    ).fetchall()
    assert row == [
        ("C1", "Parent", "Child", None, 1, 112.0, 2, 1500.0, 0, ["memory-bandwidth"]),
        ("C2", "Child", None, None, 0, None, 0, None, 0, None),
    ]


def test_capacity_and_shipments_and_market_share(make_database: Make) -> None:
    con = make_database(
        observations=[
            observation("w1", "wafer-capacity", "wafers per month", region_id="", firm_id="child", period="2026",
                        definition_id="ai-wafers", value_low="10000", value_high="16000", interval="range"),
            observation("n1", "chip-shipments", "units", period="2025", definition_id="d1", value="1650000"),
            observation("u1", "chip-unit-share", "%", period="2025", definition_id="d1", value="41", rank="preferred"),
            observation("u2", "chip-value-share", "%", period="2025-H1", definition_id="one-vendor", firm_id="parent",
                        value="20"),
        ]
    )  # fmt: skip
    assert con.execute(
        "select subject, central, starts_on, ends_on, definition, claimant from capacity"
    ).fetchall() == [("Child", 13000.0, date(2026, 1, 1), date(2026, 12, 31), "AI wafers", "IDC")]
    assert con.execute("select metric, subject, central from shipments").fetchall() == [
        ("Accelerators shipped", "Mainland China", 1650000.0)
    ]
    assert con.execute("select measure, vendor, period, share, rank from market_share order by measure").fetchall() == [
        ("units", "Chinese-designed", "2025", 41.0, "preferred"),
        ("value", "Parent", "2025-H1", 20.0, "normal"),
    ]


def test_observations_as_of_gives_what_was_known_and_the_latest_word(make_database: Make) -> None:
    share = {"period": "2027", "definition_id": "d1", "basis": "forecast"}
    con = make_database(
        observations=[
            observation("o1", "chip-value-share", "%", **share, value="82", as_of="2025-05"),
            observation("o2", "chip-value-share", "%", **share, value="39", as_of="2025-09-06"),
            # a vintage known to the year is certain only at its end, but never later than it was recorded here
            observation("o3", "chip-value-share", "%", **share, value="52", as_of="2026"),
        ]
    )
    known = "select observation_id, is_latest from observations_as_of(?) order by 1"
    assert con.execute(known, ["2025-05-30"]).fetchall() == []
    assert con.execute(known, ["2025-05-31"]).fetchall() == [("o1", True)]
    assert con.execute(known, ["2025-12-31"]).fetchall() == [("o1", False), ("o2", True)]
    assert con.execute(known, ["2026-11-22"]).fetchall() == [("o1", False), ("o2", True)]
    assert con.execute(known, ["2026-11-23"]).fetchall() == [("o1", False), ("o2", False), ("o3", True)]


def test_claims_timeline_and_source_uses(make_database: Make) -> None:
    said = {"claimant_id": "idc", "kind": "press", "topic_id": "output", "source_id": "s1"}
    con = make_database(
        targets=[
            said | {"target_id": "t1", "claim_type": "numeric", "statement": "Output triples", "said_on": "2025-08-27",
                    "deadline": "2026"},
            said | {"target_id": "t2", "claim_type": "event", "statement": "A fab opens", "said_on": "2025-08"},
        ],
        outcomes=[
            {"outcome_id": "x1", "target_id": "t1", "happened_on": "2026-09", "finding": "progress",
             "evidence": "statement", "independent": "true", "statement": "Later", "source_id": "s1"},
            {"outcome_id": "x2", "target_id": "t1", "happened_on": "2026-03-01", "finding": "late",
             "evidence": "statement", "independent": "true", "statement": "Earlier", "source_id": "s1"},
        ],
        events=[
            {"event_id": "e1", "happened_on": "2025-08-27", "actor_id": "idc", "kind": "market-reaction",
             "title": "Shares jump", "description": "They do.", "firm_ids": "child;parent", "source_id": "s1"}
        ],
    )  # fmt: skip
    assert con.execute(
        "select target_id, claimant, due_on, outcomes, latest_finding, latest_statement from claims order by 1"
    ).fetchall() == [("t1", "IDC", date(2026, 12, 31), 2, "progress", "Later"), ("t2", "IDC", None, 0, None, None)]
    assert con.execute("select on_date, kind, key from timeline").fetchall() == [
        (date(2025, 8, 1), "claim-made", "t2"),
        (date(2025, 8, 27), "claim-made", "t1"),
        (date(2025, 8, 27), "market-reaction", "e1"),
        (date(2026, 1, 1), "claim-due", "t1"),
        (date(2026, 3, 1), "outcome", "x2"),
        (date(2026, 9, 1), "outcome", "x1"),
    ]
    assert con.execute("select firm_id from events_firms order by 1").fetchall() == [("child",), ("parent",)]
    assert con.execute("select table_name, count(*) from source_uses group by 1 order by 1").fetchall() == [
        ("events", 1), ("firms", 2), ("outcomes", 2), ("targets", 2),
    ]  # fmt: skip


def test_supply_to_demand_pairs_one_house_and_day(make_database: Make) -> None:
    supply = {"definition_id": "d1", "period": "2025"}
    con = make_database(
        observations=[
            observation("s1", "ai-chip-supply-usd", "USD bn", **supply, value="16", as_of="2025-12-04"),
            observation("s2", "ai-chip-supply-usd", "USD bn", **supply, value="12", as_of="2025-07-17"),
            observation("d1", "ai-chip-demand-usd", "USD bn", period="2025", value="40", as_of="2025-12-04"),
        ]
    )
    assert con.execute("select supply, demand, ratio, supply_id, demand_id from supply_to_demand").fetchall() == [
        (16.0, 40.0, 40.0, "s1", "d1")
    ]


def test_observations_named(make_database: Make) -> None:
    con = make_database(
        observations=[observation("o1", "chip-unit-share", "%", period="2025", definition_id="d1", value="41")]
    )
    named = con.execute("select metric, subject, central, claimant, publisher, reliability from observations_named")
    assert named.fetchall() == [("Share of accelerators by units", "Mainland China", 41.0, "IDC", "P", "B")]


def test_every_view_and_each_of_its_columns_has_a_comment(real: duckdb.DuckDBPyConnection) -> None:
    views = real.execute("select view_name, comment from duckdb_views() where not internal").fetchall()
    assert len(views) >= 8
    assert [name for name, comment in views if not comment] == []
    bare = real.execute(
        "select c.table_name, c.column_name from duckdb_columns() c where not c.internal and c.comment is null"
    ).fetchall()
    assert bare == []


def test_units_stand_in_the_comments_of_chip_specs(real: duckdb.DuckDBPyConnection) -> None:
    comment = real.execute(
        "select comment from duckdb_columns() where table_name = 'chip_specs' and column_name = 'memory_bandwidth_gb_s'"
    ).fetchone()
    assert comment and comment[0].endswith("Unit: GB/s.")


def test_every_file_makes_what_it_is_named_after(real: duckdb.DuckDBPyConnection) -> None:
    made = {r[0] for r in real.execute("select view_name from duckdb_views() where not internal").fetchall()}
    made |= {r[0] for r in real.execute("select function_name from duckdb_functions() where not internal").fetchall()}
    assert made == {v.name for v in read_views(ROOT / "schemas" / "views")}


VIEW = """-- A row.
--   a: {in-a-comment} and {known}
create view v as select case o.metric_id when 'a-case' then 1 when 'known' then 2 end as a
from observations o -- where metric_id = 'not-sql'
where metric_id in ('known',
  'in-a-list') and o.metric_id <> 'unequal' or metric_id not in ('excluded') and unit = 'no-metric'
"""


def test_metrics_that_a_view_names_and_that_do_not_exist_are_named_with_their_lines() -> None:
    found = check_metrics([parse_view("v", VIEW)], {"known"})
    assert {(p.line, p.message.split()[3].rstrip(",")) for p in found} == {
        (2, "in-a-comment"), (3, "a-case"), (6, "in-a-list"), (6, "unequal"), (6, "excluded"),
    }  # fmt: skip
    assert {p.file for p in found} == {"schemas/views/v.sql"}


def test_views_that_use_each_other_are_named(tmp_path: Path) -> None:
    for name, other in (("va", "vb"), ("vb", "vc"), ("vc", "va")):
        (tmp_path / f"{name}.sql").write_text(f"-- A row is one.\ncreate view {name} as select x from {other};\n")
    with pytest.raises(PackageError, match=r"views use each other in a circle: .*v[abc], v[abc], v[abc]"):
        read_views(tmp_path)
