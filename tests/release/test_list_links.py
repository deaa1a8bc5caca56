"""Lists item by item: with keys to both sides, and as the DuckDB file has them."""

import json

import duckdb

from release.list_links import list_links
from schemas.cells import read_tables
from schemas.package import read_package
from tests_support import text_tables


def test_items_by_hand() -> None:
    texts = text_tables(
        {
            "firms": [
                {"firm_id": "b", "roles": "foundry;designer", "source_ids": "s2;s1"},
                {"firm_id": "a", "roles": "", "source_ids": "s1"},
            ]
        }
    )
    links = {link.name: link for link in list_links(texts.values())}
    assert links["firms_roles"].csv() == b"firm_id,roles\nb,designer\nb,foundry\n"
    assert links["firms_sources"].csv() == b"firm_id,source_id\na,s1\nb,s1\nb,s2\n"
    assert links["firms_sources"].path == "data/links/firms_sources.csv"


def test_schemas_lead_to_the_row_and_to_what_the_item_names() -> None:
    links = {link.name: link for link in list_links(read_tables(read_package()).values())}
    keys = {
        name: [
            (key["fields"], key["reference"]["resource"], key["reference"]["fields"])
            for key in links[name].schema()["foreignKeys"]
        ]
        for name in ("events_chips", "chips_native_formats", "verdicts_evidence_ids")
    }
    assert keys["events_chips"] == [(["event_id"], "events", ["event_id"]), (["chip_id"], "chips", ["chip_id"])]
    assert keys["chips_native_formats"] == [(["chip_id"], "chips", ["chip_id"])]
    (whole,) = keys["verdicts_evidence_ids"]  # whose key has several columns
    assert whole == (["target_id", "rule_version", "rated_on"], "verdicts", ["target_id", "rule_version", "rated_on"])
    allowed = links["chips_native_formats"].schema()["fields"][1]["constraints"]["enum"]
    assert "fp16" in allowed and json.dumps(allowed)


def test_each_list_column_has_a_table_and_those_of_duckdb_agree(real: duckdb.DuckDBPyConnection) -> None:
    package = read_package()
    links = {link.name: link for link in list_links(read_tables(package).values())}
    assert len(links) == sum(f.is_list for t in package.tables for f in t.fields)
    for table in (link for t in package.tables for link in t.links):
        assert list(links[table.name].rows) == sorted(real.table(table.name).fetchall()), table.name
