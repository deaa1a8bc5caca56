"""The page on plants: what stands in its tables follows the columns of the rows. Every row is invented."""

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from reports.charts import plants as charts
from reports.pages import fabs, huawei_plants
from reports.text.labels import country_label, fab_kind_label, fab_status_label, stage_label
from reports_support import body
from schemas.package import Package, read_package
from scripts.build import DATABASE, build

Row = dict[str, Any]


def plant(**given: Any) -> Row:
    """Return a plant as the tables take it."""
    row = {
        "fab_id": "f", "name": "Fab 1", "name_zh": None, "city": None, "kind": "dram", "status": "announced",
        "collection": "founding-report", "operator": "O", "production_on": None, "production_planned_on": None,
        "summary": "One plant.", "pages": [{"publisher": "P", "url": "https://a.org/1"}], "wafers": None,
    }  # fmt: skip
    return row | given


def wafers(**given: Any) -> Row:
    """Return a figure of the capacity of a plant."""
    row = {
        "metric_id": "fab-capacity", "central": 7000.0, "value_low": None, "value_high": None, "bound": None,
        "period": "2025", "claimant": "A bank",
    }  # fmt: skip
    return row | given


def test_plants_of_a_collection_that_got_as_far_share_a_row() -> None:
    other = {"publisher": "Q", "url": "https://a.org/2"}
    rows = body(
        huawei_plants.reported_plants(
            [
                plant(production_planned_on="2025-Q4"),
                plant(fab_id="g", name="Fab 2", production_planned_on="2026", summary="More.", pages=[other]),
                plant(fab_id="h", name="Fab 3", production_planned_on="2026", status="production"),
            ]
        )
    )
    assert rows == [
        ["[Fab 3](<fabs/h.html>), site not known", "DRAM, in production", r"One plant\. ([P](<https://a.org/1>))"],
        [
            "[Fab 1](<fabs/f.html>), site not known; [Fab 2](<fabs/g.html>), site not known",
            "DRAM, announced, start planned for Q4 2025 and 2026",
            r"One plant\. More\. ([P](<https://a.org/1>), [Q](<https://a.org/2>))",
        ],
    ]


def test_plants_of_no_collection_keep_to_themselves_whatever_is_said_of_them() -> None:
    plants = [plant(collection=None), plant(fab_id="g", name="Fab 2", collection=None)]
    assert len(body(huawei_plants.reported_plants(plants))) == 2


def test_a_plant_without_a_summary_is_shown_with_its_pages() -> None:
    pages = "[P](<https://a.org/1>)"
    assert body(huawei_plants.reported_plants([plant(summary=None)]))[0][-1] == pages
    assert f"| {pages} |" in fabs.all_plants([plant(summary=None)])
    assert rf"| One plant\. ({pages}) |" in fabs.all_plants([plant()])


def test_the_city_is_left_out_where_the_name_says_it() -> None:
    assert huawei_plants.place(plant(name="Wuhan fab", city="Wuhan")) == "[Wuhan fab](<fabs/f.html>)"
    assert huawei_plants.place(plant(name="Fab|1", city="Wuhan")) == r"[Fab\|1](<fabs/f.html>), Wuhan"


def test_a_start_that_was_planned_is_no_start() -> None:
    assert fabs.start(plant(production_planned_on="2026-H2")) == "plan H2 2026"
    assert fabs.start(plant(status="production", production_planned_on="2018-09")) == ""
    assert fabs.start(plant(status="production", production_on="2019-09", production_planned_on="2018")) == "Sep 2019"


def test_what_is_planned_when_full_is_told_from_what_runs_by_the_metric() -> None:
    found = plant(wafers=[wafers(), wafers(metric_id="fab-design-capacity", period=None, bound="at-least")])
    assert fabs.wafers(found) == r"7k \(A bank, 2025\); design at least 7k \(A bank\)"
    assert fabs.wafers(plant()) == ""


@pytest.fixture
def small(make_package: Callable[..., Package], monkeypatch: pytest.MonkeyPatch) -> duckdb.DuckDBPyConnection:
    """Return a package with three plants, one of the founding report, and three claims about plants, as the file to
    ask."""
    fab = {"country": "CN", "operator_id": "child", "kind": "logic", "status": "production", "source_ids": "s1",
           "summary": "A plant.", "summary_zh": "一座工厂。"}  # fmt: skip
    said = {"kind": "firm", "topic_id": "plants", "source_id": "s1", "firm_id": "parent", "said_on": "2025-08"}
    package = make_package(
        firms=[
            {"firm_id": "parent", "name": "Parent", "roles": "designer", "country": "CN", "source_ids": "s1"},
            {"firm_id": "child", "name": "Child", "roles": "foundry", "country": "CN", "source_ids": "s1"},
            {"firm_id": "far", "name": "Far", "roles": "memory", "country": "KR", "source_ids": "s1"},
        ],
        actors=[
            {"actor_id": "idc", "name": "IDC", "kind": "analyst"},
            {"actor_id": "huawei", "name": "Telephones", "kind": "firm"},
        ],
        fabs=[
            fab | {"fab_id": "a", "name": "A", "location_precision": "city", "latitude": "30", "longitude": "110"},
            fab | {"fab_id": "b", "name": "B", "operator_id": "far"},
            fab
            | {
                "fab_id": "c",
                "name": "C",
                "status": "announced",
                "announced_on": "2025-08",
                "collection": "founding-report",
            },
        ],
        targets=[
            said | {"target_id": "t1", "claimant_id": "huawei", "claim_type": "statement", "statement": "No | plants."},
            said | {"target_id": "t2", "claimant_id": "idc", "claim_type": "statement", "statement": "Many."},
            said | {"target_id": "t3", "claimant_id": "huawei", "claim_type": "event", "statement": "One."},
        ],
    )
    build(package, package.root / "build")
    path = package.root / "build" / DATABASE
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(path))
    return duckdb.connect(str(path), read_only=True)


def test_plants_are_counted_by_columns(small: duckdb.DuckDBPyConnection) -> None:
    found = fabs._counts()
    assert (found.plants, found.made, found.abroad) == (3, 2, "1")
    assert (found.planned, found.running, found.announced) == (1, "none", "August 2025")
    assert small.execute(fabs.PLACED).fetchall() == [(1, 0, 0, 2)]


def test_what_huawei_says_is_found_by_who_said_it_and_of_what(small: duckdb.DuckDBPyConnection) -> None:
    found = huawei_plants.huawei_plants([])
    assert found.denial == r"In Aug 2025: [No \| plants\.](<https://a.org/1>)" and found.count == 0


def test_kinds_statuses_and_stages_that_tables_may_hold_have_names_in_every_language() -> None:
    tables = read_package().table
    allowed = {(t, f.name): f.constraints["enum"] for t in ("fabs", "chip_suppliers") for f in tables[t].fields
               if "enum" in f.constraints}  # fmt: skip
    assert set(charts.LADDER) == set(allowed["fabs", "status"]) and charts.KINDS.keys() == set(allowed["fabs", "kind"])
    for language in ("en", "zh"):
        assert all(fab_kind_label(kind, language) for kind in allowed["fabs", "kind"])
        assert all(fab_status_label(status, language) for status in allowed["fabs", "status"])
        assert all(stage_label(stage, language) for stage in allowed["chip_suppliers", "stage"])


def test_a_country_without_a_name_is_shown_by_its_code() -> None:
    assert (country_label("KR"), country_label("KR", "zh"), country_label("SG")) == ("South Korea", "韩国", "SG")
