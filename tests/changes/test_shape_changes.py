"""Changes of shape and the version they ask for. The levels are those of the Data Package recipe on versions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from changes.bump import Level, bump_between, level_of_rows, next_version
from changes.row_changes import CellChange, RowChange, TableChanges, WholeRow
from changes.shape_changes import compare_shapes
from schemas.package import read_package

Edit = Callable[[dict[str, Any]], object]


def of(schema: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in schema["fields"] if f["name"] == name)
    return found


EDITS: dict[str, tuple[Edit, Level, str]] = {
    "column gone": (
        lambda s: (s["fields"].pop(), s.pop("foreignKeys")),
        Level.MAJOR,
        "regions.parent_id: the column is gone",
    ),
    "column new": (
        lambda s: s["fields"].append({"name": "size", "title": "Size", "type": "number", "description": "How large."}),
        Level.MAJOR,
        "regions.size: the column is new",
    ),
    "order": (lambda s: s["fields"].reverse(), Level.MAJOR, "regions: the columns have another order"),
    "type": (
        lambda s: of(s, "name_zh").update(type="number", constraints={}),
        Level.MAJOR,
        "the type was string, is number",
    ),
    "value no longer allowed": (
        lambda s: of(s, "kind")["constraints"]["enum"].remove("city"),
        Level.MAJOR,
        "regions.kind: no longer allowed: city",
    ),
    "value allowed": (
        lambda s: of(s, "kind")["constraints"]["enum"].append("planet"),
        Level.MINOR,
        "regions.kind: now allowed: planet",
    ),
    "required": (
        lambda s: of(s, "name_zh").setdefault("constraints", {}).update(required=True),
        Level.MAJOR,
        "regions.name_zh: required is new: True",
    ),
    "not required": (
        lambda s: of(s, "name")["constraints"].pop("required"),
        Level.MINOR,
        "regions.name: required is gone (was True)",
    ),
    "described": (
        lambda s: of(s, "name").update(description="What it is called."),
        Level.PATCH,
        "regions.name: description",
    ),
    "key": (
        lambda s: (s.update(primaryKey=["name"]), of(s, "region_id")["constraints"].update(unique=True)),
        Level.MAJOR,
        "the key was region_id, is name",
    ),
    "reference gone": (lambda s: s.pop("foreignKeys"), Level.MINOR, "regions.parent_id: the reference is gone"),
}


@pytest.mark.parametrize("case", EDITS)
def test_a_change_of_a_schema_has_its_level(tree_copy: Path, case: str) -> None:
    edit, level, words = EDITS[case]
    before, path = read_package(tree_copy), tree_copy / "schemas" / "tables" / "regions.json"
    schema = json.loads(path.read_text())
    edit(schema)
    path.write_text(json.dumps(schema))
    found = compare_shapes(before, read_package(tree_copy))
    assert words in " | ".join(map(str, found))
    assert max(change.level for change in found) == level


def test_tables_and_the_descriptor(tree_copy: Path) -> None:
    before, path = read_package(tree_copy), tree_copy / "datapackage.json"
    descriptor = json.loads(path.read_text())
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "banks"]
    descriptor |= {"title": "Another title", "name": "other", "version": "9.9.9"}
    path.write_text(json.dumps(descriptor))
    after = read_package(tree_copy)
    found = {str(change): change.level for change in compare_shapes(before, after)}
    assert found.pop("banks: the table is gone") == Level.MAJOR
    assert found.pop("datapackage.json: name was china-ai-chips, is other") == Level.MAJOR
    assert list(found.values()) == [Level.PATCH] and "Another title" in next(iter(found))
    assert Level.MINOR in [change.level for change in compare_shapes(after, before)]


def test_nothing_changed(tree_copy: Path) -> None:
    assert compare_shapes(read_package(tree_copy), read_package(tree_copy)) == []


ROW = WholeRow(("huawei",), 2, {"firm_id": "huawei"})


def test_rows_ask_for_a_level() -> None:
    package = read_package()
    level: Callable[[TableChanges], Level] = lambda changes: level_of_rows(changes, package, {("firms", "huawei")})  # noqa: E731
    assert level(TableChanges("firms", "", removed=(ROW,))) == Level.MAJOR  # another table refers to it
    assert level(TableChanges("actors", "", removed=(ROW,))) == Level.MINOR
    assert level(TableChanges("firms", "", added=(ROW,))) == Level.MINOR
    number = RowChange(("x",), 2, (CellChange("founded", "1986", "1987"),))
    assert level(TableChanges("firms", "", changed=(number,))) == Level.PATCH
    reference = RowChange(("x",), 2, (CellChange("parent_id", "", "huawei"),))
    assert level(TableChanges("firms", "", changed=(number, reference))) == Level.MINOR
    assert level(TableChanges("firms", "")) == Level.NONE


@pytest.mark.parametrize(
    ("level", "after"),
    [(Level.NONE, "1.2.3"), (Level.PATCH, "1.2.4"), (Level.MINOR, "1.3.0"), (Level.MAJOR, "2.0.0")],
)
def test_the_next_version_is_raised_by_its_level(level: Level, after: str) -> None:
    assert next_version("1.2.3", level) == after
    assert bump_between("1.2.3", after) == level


def test_a_lower_version_is_no_bump() -> None:
    assert bump_between("1.2.3", "1.1.9") == Level.NONE
    assert bump_between("0.1.0", "0.3.7") == Level.MINOR
