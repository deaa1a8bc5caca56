"""Views and macros give answers computed by hand from a few invented rows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from schemas.errors import PackageError
from schemas.package import ROOT, Package
from schemas.views import check_metrics, parse_view, read_views
from scripts.build import build
from tests_support import observation

Make = Callable[..., duckdb.DuckDBPyConnection]


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


@pytest.mark.parametrize(
    ("period", "in_2025"),
    [
        ("2025", True), ("2025-H2", True), ("2025-Q1", True), ("2025-12-31", True), ("2024/2025", True),
        ("2024-11/2026-02", True), ("2025-12-31/2026", True), ("2024-12-31", False), ("2026-Q1", False),
        ("2023/2024", False), (None, None),
    ],
)  # fmt: skip
def test_a_period_covers_a_year_if_they_have_a_day_in_common(
    real: duckdb.DuckDBPyConnection, period: str | None, in_2025: bool | None
) -> None:
    assert real.execute("select covers(?::varchar, 2025)", [period]).fetchone() == (in_2025,)


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


def test_claims_timeline_and_source_uses(make_database: Make) -> None:
    said = {"claimant_id": "idc", "kind": "press", "topic_id": "output", "source_id": "s1"}
    con = make_database(
        targets=[
            said | {"target_id": "t1", "claim_type": "numeric", "statement": "Output triples", "said_on": "2025-08-27",
                    "deadline": "2026"},
            said | {"target_id": "t2", "claim_type": "event", "statement": "A fab opens", "said_on": "2025-08"},
        ],
        outcomes=[
            {"outcome_id": "x1", "target_id": "t1", "happened_on": "2026-09", "condition": "",
             "evidence": "statement", "independent": "true", "statement": "Later", "source_id": "s1"},
            {"outcome_id": "x2", "target_id": "t1", "happened_on": "2026-03-01", "condition": "missed",
             "evidence": "statement", "independent": "true", "statement": "Earlier", "source_id": "s1"},
        ],
        events=[
            {"event_id": "e1", "happened_on": "2025-08-27", "actor_id": "idc", "kind": "market-reaction",
             "title": "Shares jump", "description": "They do.", "firm_ids": "child;parent", "source_id": "s1"}
        ],
    )  # fmt: skip
    assert con.execute(
        "select target_id, claimant, due_on, outcomes, latest_condition, latest_statement from claims order by 1"
    ).fetchall() == [("t1", "IDC", date(2026, 12, 31), 2, None, "Later"), ("t2", "IDC", None, 0, None, None)]
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


def test_relays_of_one_report_go_back_to_one_original(make_database: Make) -> None:
    page = {
        "published_on": "2026-01-05",
        "accessed_on": "2026-02-01",
        "language": "en",
        "kind": "news",
        "reliability": "B",
    }
    relay = page | {"publisher": "Relay", "original_publisher": "Reuters"}
    pages = [
        page | {"source_id": "s1", "title": "Chips Triple", "publisher": "Reuters"},
        relay | {"source_id": "s3", "title": "R", "original_title": "Chips triple"},
        relay | {"source_id": "s4", "title": "S", "original_title": "Fabs open"},
        relay | {"source_id": "s5", "title": "T", "original_title": "Fabs open"},
        relay | {"source_id": "s6", "title": "U"},
        page | {"source_id": "s7", "title": "Chips triple", "publisher": "Reuters"},
    ]
    con = make_database(sources=[p | {"url": f"https://a.org/{p['source_id']}"} for p in pages])
    assert con.execute("select source_id, original_id from originals order by 1").fetchall() == [
        ("s1", "s1"), ("s3", "s1"), ("s4", "s4"), ("s5", "s4"), ("s6", "s6"), ("s7", "s7"),
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


def test_a_witness_stands_beside_its_figure(make_database: Make) -> None:
    expected = {"house_id": "idc", "use": "hold", "prior_p05": "10", "prior_p50": "40", "prior_p95": "80",
                "p50": "42"}  # fmt: skip
    said = {"period": "2025", "definition_id": "d1", "use": "hold", "use_reason": "To test."}
    con = make_database(
        observations=[
            observation("o1", "chip-unit-share", "%", **said, value="41"),
            observation("o2", "chip-value-share", "%", **said, value_low="50", value_high="60", interval="range"),
            observation("o3", "chip-unit-share", "%", period="2024", definition_id="d1", value="30"),
        ],
        witnesses=[
            expected | {"observation_id": "o1", "p05": "35", "p95": "50", "p_value": "0.9"},
            expected | {"observation_id": "o2", "p05": "35", "p95": "54.9", "p_value": "0.08"},
        ],
    )
    found = con.execute("select observation_id, house, stated, unit, before, after, inside, p_value from witness_fit")
    assert found.fetchall() == [
        ("o1", "IDC", 41.0, "%", 40.0, 42.0, True, 0.9), ("o2", "IDC", 55.0, "%", 40.0, 42.0, False, 0.08),
    ]  # fmt: skip
    uses = con.execute("select use, use_reason from observations_named order by observation_id").fetchall()
    assert uses == [("hold", "To test."), ("hold", "To test."), (None, None)]


def test_observations_named(make_database: Make) -> None:
    con = make_database(
        observations=[observation("o1", "chip-unit-share", "%", period="2025", definition_id="d1", value="41")]
    )
    named = con.execute("select metric, subject, central, claimant, publisher, reliability from observations_named")
    assert named.fetchall() == [("Share of accelerators by units", "Mainland China", 41.0, "IDC", "P", "B")]


def test_rows_about_a_firm_are_found_by_its_id(make_database: Make) -> None:
    con = make_database(
        processes=[{"process_id": "p1", "foundry_id": "child", "name": "P1", "node_class": "7nm", "source_ids": "s1"}],
        chips=[{"chip_id": "c1", "name": "C1", "designer_id": "parent", "form": "card", "status": "production",
                "origin": "domestic", "tier": "T1", "source_ids": "s1"}],
        fabs=[{"fab_id": "f1", "name": "F1", "operator_id": "child", "country": "CN", "kind": "logic",
               "status": "production", "summary": "F1.", "summary_zh": "工厂。", "source_ids": "s1"}],
        observations=[
            observation("o1", "wafer-capacity", "wafers per month", region_id="", period="2025", value="1",
                        firm_id="parent"),
            observation("o2", "wafer-capacity", "wafers per month", region_id="", period="2025", value="1",
                        fab_id="f1"),
            observation("o3", "die-yield", "%", region_id="", period="2025", value="1", chip_id="c1", process_id="p1"),
            observation("o4", "chip-unit-share", "%", period="2025", value="1"),
        ],
    )  # fmt: skip
    about = con.execute("select observation_id, about_firm_ids from observations_named order by 1").fetchall()
    assert about == [("o1", ["parent"]), ("o2", ["child"]), ("o3", ["child", "parent"]), ("o4", [])]


# What a name stands for, where its id is not called after it: `subject` is the name of one of five things.
IDS = {
    "subject": ("firm_id", "chip_id", "fab_id", "process_id", "region_id"),
    "vendor": ("firm_id", "chip_id", "definition_id"),
    "publisher": ("source_id",), "url": ("source_id",), "measure": ("metric_id",), "theme": ("topic_id",),
}  # fmt: skip
NAMES = {
    "metric", "definition", "claimant", "designer", "process", "foundry", "operator", "chip", "fab", "outcome_by",
    "forecaster", *IDS,
}  # fmt: skip


def test_ids_stand_beside_names(real: duckdb.DuckDBPyConnection) -> None:
    """The metric of self_sufficiency is a word of the model, not the name of a row."""
    columns: dict[str, set[str]] = {}
    for view, column in real.execute(
        "select table_name, column_name from duckdb_columns() c join duckdb_views() v on v.view_name = c.table_name "
        "where not v.internal"
    ).fetchall():
        columns.setdefault(view, set()).add(column)
    missing = {
        (view, name)
        for view, found in columns.items()
        for name in found & NAMES
        if not set(IDS.get(name, (f"{name}_id",))) <= found
    }
    assert missing == {("self_sufficiency", "metric")}


def test_words_stand_in_the_comments_of_views(make_database: Make) -> None:
    con = make_database(
        grades=[
            {"grade_id": "A", "description": "The document itself."},
            {"grade_id": "B", "description": "Somebody who read it."},
            {"grade_id": "C", "description": "It’s said."},
        ]
    )
    comment = con.execute(
        "select comment from duckdb_columns() where table_name = 'capacity' and column_name = 'reliability'"
    ).fetchone()
    words = "Grade of the page. A: The document itself. B: Somebody who read it. C: It’s said."
    assert comment == (words,)


def test_a_view_that_lists_the_words_of_no_table_is_named(make_package: Callable[..., Package]) -> None:
    package = make_package()
    view = package.root / "schemas" / "views" / "capacity.sql"
    view.write_text(view.read_text(encoding="utf-8").replace("{{grades}}", "{{marks}}"), encoding="utf-8")
    with pytest.raises(PackageError, match="lists the meanings of marks, which is no table with descriptions"):
        build(package, package.root / "build")


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
--   a: {in-a-comment} and {known}, {{statuses}}
--     {further-on}
create view v as select case o.metric_id when 'a-case' then 1 when 'known' then 2 end as a
from observations o -- where metric_id = 'not-sql'
where metric_id in ('known',
  'in-a-list') and o.metric_id <> 'unequal' or metric_id not in ('excluded') and unit = 'no-metric'
"""


def test_metrics_that_a_view_names_and_that_do_not_exist_are_named_with_their_lines() -> None:
    found = check_metrics([parse_view("v", VIEW)], {"known"})
    assert {(p.line, p.message.split()[3].rstrip(",")) for p in found} == {
        (2, "in-a-comment"), (3, "further-on"), (4, "a-case"), (7, "in-a-list"), (7, "unequal"), (7, "excluded"),
    }  # fmt: skip
    assert {p.file for p in found} == {"schemas/views/v.sql"}


def test_a_description_goes_on_in_lines_that_stand_further_in() -> None:
    view = parse_view("v", VIEW)
    assert view.columns == {"a": "{in-a-comment} and {known}, {{statuses}} {further-on}"}
    assert view.comment == "A row." and view.vocabularies() == {"statuses"}


def test_views_that_use_each_other_are_named(tmp_path: Path) -> None:
    for name, other in (("va", "vb"), ("vb", "vc"), ("vc", "va")):
        (tmp_path / f"{name}.sql").write_text(f"-- A row is one.\ncreate view {name} as select x from {other};\n")
    with pytest.raises(PackageError, match=r"views use each other in a circle: .*v[abc], v[abc], v[abc]"):
        read_views(tmp_path)
