"""A descriptor or a Table Schema of other types than it must have is one line, and nothing is made of it."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import PackageError
from schemas.package import Field, read_package, sql_value

PARENT = {
    "title": "Parents", "description": "A row is one.", "primaryKey": ["parent_id"],
    "fields": [{"name": "parent_id", "type": "string", "title": "Id", "description": "Key."},
               {"name": "size", "type": "integer", "title": "Size", "description": "It.",
                "constraints": {"minimum": 1}}],
}  # fmt: skip
CHILD = {
    "title": "Children", "description": "A row is one.", "primaryKey": ["child_id"],
    "fields": [{"name": "child_id", "type": "string", "title": "Id", "description": "Key."},
               {"name": "parent_id", "type": "string", "title": "Parent", "description": "It."}],
    "foreignKeys": [{"fields": ["parent_id"], "reference": {"resource": "parents", "fields": ["parent_id"]}}],
}  # fmt: skip
DESCRIPTOR = {
    "name": "x", "version": "1.0.0", "created": "2026-11-30T00:00:00Z",
    "resources": [{"name": n, "path": f"data/{n}.csv", "schema": f"schemas/{n}.json"} for n in ("parents", "children")],
}  # fmt: skip
Edit = Callable[[Any], object]


def read(root: Path, descriptor: Edit = bool, parent: Edit = bool, child: Edit = bool) -> None:
    (root / "schemas").mkdir()
    files = {"datapackage.json": (DESCRIPTOR, descriptor), "schemas/parents.json": (PARENT, parent),
             "schemas/children.json": (CHILD, child)}  # fmt: skip
    for name, (content, edit) in files.items():
        made = copy.deepcopy(content)
        edit(made)
        (root / name).write_text(json.dumps(made, indent=1), encoding="utf-8")
    read_package(root)


def test_the_example_itself_is_sound(tmp_path: Path) -> None:
    read(tmp_path)


def at(place: str, value: object) -> Edit:
    """Return the edit that sets the value at a place such as `resources.0.path`."""

    def edit(made: Any) -> None:
        *before, last = [int(step) if step.isdigit() else step for step in place.split(".")]
        for step in before:
            made = made[step]
        made[last] = value

    return edit


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("resources", {}, "datapackage.json:5 resources is a mapping, and must be a list"),
        ("resources", [], "has 0 items"),
        ("resources.0", "data", r"resources\[0\] is a text, and must be a mapping"),
        ("resources.1.name", "parents", "“parents” is that of a resource above"),
        ("resources.1.path", "data/parents.csv", "is that of a resource above"),
        ("resources.0.name", 'a"; drop table x', "must be a name of small letters"),
        ("resources.0.path", ["data/a.csv"], r"resources\[0\].path is a list, and must be a text"),
        ("resources.0.path", None, "path is empty, and must be a text"),
        ("resources.0.path", "../a.csv", "leads out of the package"),
        ("resources.0.path", "s3://a/b.csv", "is an address"),
        ("resources.0.schema", {"fields": []}, "schema is a mapping, and must be a text"),
        ("resources.0.schema", "/etc/hostname.json", "begins outside"),
        ("resources.0.dialect", "http://example.org", "is no property that anything here reads"),
        ("resources.0.encoding", "utf-16", "must be utf-8"),
        ("version", 1.0, "version is a number, and must be a text"),
        ("created", "2026-02-30T00:00:00Z", "no day of the calendar"),
        ("created", "yesterday", "must be a time like"),
        ("$schema", "http://example.org/x.json", "must be https://datapackage.org"),
        ("title", "a\nb", "holds a line break"),
        ("keywords", "chips", "must be a list"),
        ("licenses", [{"name": 3}], "must be a text"),
    ],
)
def test_descriptors_that_are_refused(place: str, value: object, words: str, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=words):
        read(tmp_path, descriptor=at(place, value))


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("fields.1.constraints.minimum", "0) or (1=1", r"parents.json:\d+ fields\[1\].constraints.minimum is a text"),
        ("fields.1.constraints.minimum", 1.5, "no whole number"),
        ("fields.1.constraints.minimum", True, "is true or false, and must be a number"),
        ("fields.1.constraints", {"minimum": 5, "maximum": 1}, "above the maximum"),
        ("fields.1.constraints.enum", ["a"], "holds values that no column of type integer has"),
        ("fields.1.constraints.pattern", "1+", "only text has a pattern"),
        ("fields.0.constraints", {"minimum": 1}, "only numbers have bounds"),
        ("fields.0.constraints", {"pattern": "^(a+)+$"}, "many ways"),
        ("fields.0.constraints", {"pattern": 5}, "must be a text"),
        ("fields.0.constraints", {"enum": []}, "a list of different texts"),
        ("fields.0.constraints", {"required": "yes"}, "must be true or false"),
        ("fields.0.type", "geopoint", "must be string or integer"),
        ("fields.0.name", 'a" text, b', "must be a name"),
        ("fields.1.name", "parent_id", "that of a column above"),
        ("fields.1.list", {"delimiter": ";"}, "a list is of type string"),
        ("fields.0.list", {"delimiter": ""}, "must be ; or |"),
        ("fields.0.description", ["a"], "must be a text"),
        ("fields", "none", "must be a list"),
        ("primaryKey", "parent_id", "must be a list"),
        ("primaryKey", ["gone"], "no column of this schema"),
        (
            "foreignKeys",
            [{"fields": ["size"], "reference": {"resource": "children", "fields": ["child_id"]}}],
            "another",
        ),
        ("foreignKeys", [{"fields": ["size"], "reference": {"resource": "gone", "fields": ["x"]}}], "no table has"),
        ("foreignKeys", [{"fields": ["size"]}], "lacks the property “reference”"),
    ],
)
def test_schemas_that_are_refused(place: str, value: object, words: str, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=words):
        read(tmp_path, parent=at(place, value))


def test_a_reference_leads_to_a_key(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="neither the key of that table nor unique"):
        key = {"fields": ["parent_id"], "reference": {"resource": "children", "fields": ["parent_id"]}}
        read(tmp_path, child=at("foreignKeys", [key]))


def test_a_schema_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "schemas" / "parents.json").rename(tmp_path / "elsewhere.json")
    (tmp_path / "schemas" / "parents.json").symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(PackageError, match="is a link"):
        read_package(tmp_path)


def test_what_is_no_number_never_becomes_sql() -> None:
    with pytest.raises(TypeError):
        sql_value(["1"])
    hostile = {"enum": ["a') or 1=1 --"]}
    assert Field("x", "string", "", "", None, None, hostile, None, None).sql_column() == (
        "\"x\" varchar check (\"x\" in ('a'') or 1=1 --'))"
    )
