"""What the Table Schemas say, in SQL; and that they are what the standard asks for."""

import json
from pathlib import Path

import jsonschema
import pytest

from schemas.package import ROOT, read_package

PACKAGE = read_package()
SCHEMAS = sorted((ROOT / "schemas" / "tables").glob("*.json"))


def official(profile: str) -> dict:
    """Return the official Data Package v2.0 profile, as dplib ships it."""
    import dplib

    return json.loads((Path(dplib.__file__).parent / "profiles" / "2.0" / f"{profile}.json").read_text())


def test_descriptor_is_a_data_package_v2() -> None:
    jsonschema.validate(json.loads((ROOT / "datapackage.json").read_text()), official("datapackage"))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.stem)
def test_schema_is_a_table_schema_v2(path: Path) -> None:
    jsonschema.validate(json.loads(path.read_text()), official("tableschema"))


def test_profile_refuses_a_broken_schema() -> None:
    """The profile test can fail: a field without a name is refused."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"fields": [{"type": "string"}]}, official("tableschema"))


def test_frictionless_reads_the_package() -> None:
    from frictionless import Package

    report = Package(str(ROOT / "datapackage.json")).validate()
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "message"])[:5]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.stem)
def test_every_table_and_column_is_described(path: Path) -> None:
    schema = json.loads(path.read_text())
    assert schema["title"] and schema["description"].endswith(".")
    for field in schema["fields"]:
        assert field["title"] and field["description"].endswith("."), field["name"]
        assert field["type"] not in ("number", "integer") or "unit" in field, f"{field['name']} has no unit"


def test_every_example_is_a_valid_cell() -> None:
    from schemas.cells import cell_error

    for table in PACKAGE.tables:
        for f in table.fields:
            if f.example is not None:
                assert cell_error(f, f.example) is None, f"{table.name}.{f.name}"


def test_every_resource_has_its_schema_and_file() -> None:
    assert {t.name for t in PACKAGE.tables} == {p.stem for p in SCHEMAS}
    assert all((ROOT / t.path).exists() for t in PACKAGE.tables)


def test_load_order_puts_targets_before_those_who_refer_to_them() -> None:
    order = [t.name for t in PACKAGE.load_order]
    assert order.index("firms") < order.index("chips") < order.index("observations") < order.index("outcomes")


def test_create_table_states_every_constraint() -> None:
    sql = PACKAGE.table["processes"].sql_create()
    assert '"process_id" varchar not null check (regexp_full_match("process_id", \'^[a-z0-9]+(-[a-z0-9]+)*$\'))' in sql
    assert '"uses_euv" boolean,' in sql
    assert 'primary key ("process_id")' in sql
    assert 'foreign key ("foundry_id") references "firms" ("firm_id")' in sql
    assert "unique" in PACKAGE.table["sources"].sql_create()
    assert '"founded" >= 1800' in PACKAGE.table["firms"].sql_create()


def test_comment_carries_the_unit() -> None:
    field = PACKAGE.table["chips"].field["compute_dies"]
    assert field.comment == "Compute dies per package. Unit: dies."


def test_list_column_becomes_a_link_table() -> None:
    links = {link.name: link for link in PACKAGE.table["events"].links}
    assert set(links) == {"events_firms", "events_chips"}
    assert links["events_firms"].primary_key == ("event_id", "firm_id")
