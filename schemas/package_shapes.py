"""What a descriptor and a Table Schema must look like before anything is made of them.

In: what JSON gave. Out: faults with their places. Only what the standard has and our readers enforce is let through, so
that nothing which a stranger writes there reaches SQL, a file or a library untyped.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schemas.patterns import refused_pattern
from schemas.plain_files import misplaced
from schemas.shapes import Fault, Shape, either, flag, list_of, number, record, text, word
from schemas.typed_files import Place

NAME = text(r"[a-z][a-z0-9_]{0,59}", "a name of small letters, digits and _, as chips_suppliers")
TYPES = ("string", "integer", "number", "boolean", "date")
PROFILE = "https://datapackage.org/profiles/2.0/"


def _inside(suffix: str) -> Shape:
    def shape(value: Any, place: Place) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield from text()(value, place)
        elif wrong := misplaced(value):
            yield Fault(place, f"“{value[:60]}” {wrong}; name a file below datapackage.json")
        elif not value.endswith(suffix):
            yield Fault(place, f"is “{value[:60]}”, and must be a file *{suffix}")

    return shape


def _created(value: Any, place: Place) -> Iterator[Fault]:
    faults = list(text(r"\d{4}-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\dZ", "a time like 2026-11-23T00:00:00Z")(value, place))
    yield from faults
    try:
        if not faults and not 1900 < date.fromisoformat(value[:10]).year < 2200:
            yield Fault(place, f"is “{value}”, a year in which no package was made")
    except ValueError:
        yield Fault(place, f"is “{value}”, which is no day of the calendar")


TEXTS = list_of(text())
LINKED = record({}, {"name": text(), "title": text(), "path": text(), "version": text(), "email": text(),
                     "roles": TEXTS, "organization": text(), "givenName": text(), "familyName": text()})  # fmt: skip
RESOURCE = record(
    {"name": NAME, "path": _inside(".csv"), "schema": _inside(".json")},
    {
        "type": word("table"), "title": text(), "description": text(), "format": word("csv"),
        "mediatype": word("text/csv"), "encoding": word("utf-8"), "bytes": number(whole=True),
        "hash": text(r"sha256:[0-9a-f]{64}", "sha256: and 64 digits"), "rows": number(whole=True),
        "licenses": list_of(LINKED), "sources": list_of(LINKED),
    },
)  # fmt: skip
DESCRIPTOR = record(
    {
        "name": text(r"[a-z0-9][a-z0-9._-]*", "small letters, digits, “.”, “_” and “-”"),
        "version": text(r"\d+\.\d+\.\d+[0-9A-Za-z.+-]*", "a version like 1.2.3"),
        "created": _created,
        "resources": list_of(RESOURCE),
    },
    {
        "$schema": word(f"{PROFILE}datapackage.json"), "title": text(), "description": text(),
        "homepage": text(r"https?://\S+", "an address"), "keywords": TEXTS, "licenses": list_of(LINKED),
        "contributors": list_of(LINKED), "sources": list_of(LINKED), "id": text(),
    },
    closed=False,
)  # fmt: skip
VALUES = either("a list of different texts or numbers", list_of(text()), list_of(number()))
CONSTRAINTS = record(
    {},
    {"required": flag, "unique": flag, "enum": VALUES, "pattern": text(), "minimum": number(), "maximum": number()},
    closed=False,
)
ITEMS = record(
    {"delimiter": word(";", "|")},
    {"enum": list_of(text()), "references": record({"resource": NAME, "field": NAME})},
)
FIELD = record(
    {"name": NAME, "type": word(*TYPES), "title": text(), "description": text()},
    {"format": word("default"), "unit": text(), "example": text(), "constraints": CONSTRAINTS, "list": ITEMS,
     "missingValues": list_of(word(""))},
    closed=False,
)  # fmt: skip
KEY = record(
    {"fields": list_of(NAME), "reference": record({"fields": list_of(NAME)}, {"resource": text(empty=True)})},
)
SCHEMA = record(
    {"title": text(), "description": text(), "fields": list_of(FIELD), "primaryKey": list_of(NAME)},
    {"$schema": word(f"{PROFILE}tableschema.json"), "foreignKeys": list_of(KEY, least=0),
     "fieldsMatch": either("a text or a list", text(), TEXTS), "missingValues": list_of(word(""))},
    closed=False,
)  # fmt: skip


def descriptor_faults(found: Any) -> Iterator[Fault]:
    """Yield what is wrong with a descriptor."""
    faults = list(DESCRIPTOR(found, ()))
    yield from faults
    if faults:
        return
    for name in ("name", "path"):
        seen: set[str] = set()
        for n, resource in enumerate(found["resources"]):
            if resource[name] in seen:
                yield Fault(("resources", n, name), f"“{resource[name]}” is that of a resource above; each has its own")
            seen.add(resource[name])


def schema_faults(found: Any) -> Iterator[Fault]:
    """Yield what is wrong with a Table Schema by itself."""
    faults = list(SCHEMA(found, ()))
    yield from faults
    if faults:
        return
    names = [field["name"] for field in found["fields"]]
    for n, field in enumerate(found["fields"]):
        place: Place = ("fields", n)
        if field["name"] in names[:n]:
            yield Fault((*place, "name"), f"“{field['name']}” is that of a column above; each has its own")
        yield from _constraint_faults(field, (*place, "constraints"))
        if "list" in field and field["type"] != "string":
            yield Fault((*place, "list"), f"stands in a column of type {field['type']}; a list is of type string")
    yield from (_unknown(("primaryKey", n), k) for n, k in enumerate(found["primaryKey"]) if k not in names)
    for n, key in enumerate(found.get("foreignKeys", [])):
        place = ("foreignKeys", n)
        if len(key["fields"]) != 1 or len(key["reference"]["fields"]) != 1:
            yield Fault(place, "joins several columns; a key of ours leads from one column to one")
        elif key["fields"][0] not in names:
            yield _unknown((*place, "fields", 0), key["fields"][0])


def _unknown(place: Place, name: str) -> Fault:
    return Fault(place, f"“{name}” is no column of this schema")


def _constraint_faults(field: Mapping[str, Any], place: Place) -> Iterator[Fault]:
    """Yield constraints that do not fit the type of their column."""
    constraints, kind = field.get("constraints", {}), field["type"]
    numeric = kind in ("number", "integer")
    for bound in ("minimum", "maximum"):
        if bound in constraints and not numeric:
            yield Fault((*place, bound), f"bounds a column of type {kind}; only numbers have bounds")
        elif kind == "integer" and isinstance(constraints.get(bound), float):
            yield Fault((*place, bound), "is no whole number, and bounds a column of whole numbers")
    if numeric and constraints.get("minimum", 0) > constraints.get("maximum", constraints.get("minimum", 0)):
        yield Fault((*place, "minimum"), "is above the maximum")
    if "enum" in constraints:
        fits = int | float if numeric else str
        if kind in ("boolean", "date") or not all(isinstance(v, fits) for v in constraints["enum"]):
            yield Fault((*place, "enum"), f"holds values that no column of type {kind} has")
    if "pattern" in constraints:
        if kind != "string":
            yield Fault((*place, "pattern"), f"stands in a column of type {kind}; only text has a pattern")
        elif wrong := refused_pattern(constraints["pattern"]):
            yield Fault((*place, "pattern"), f"“{constraints['pattern'][:60]}” {wrong}")


def reference_faults(schema: Mapping[str, Any], name: str, schemas: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield references of a table that lead nowhere; `schemas` has those of all tables."""
    for n, key in enumerate(schema.get("foreignKeys", [])):
        target = key["reference"].get("resource") or name
        place = ("foreignKeys", n, "reference")
        yield from _target_faults(place, target, key["reference"]["fields"][0], key["fields"][0], schema, schemas)
    for n, field in enumerate(schema["fields"]):
        if "references" in field.get("list", {}):
            to = field["list"]["references"]
            place = ("fields", n, "list")
            yield from _target_faults(place, to["resource"], to["field"], field["name"], schema, schemas)


def _target_faults(
    place: Place, target: str, column: str, source: str, schema: Mapping[str, Any], schemas: Mapping[str, Any]
) -> Iterator[Fault]:  # fmt: skip
    types = {f["name"]: f for f in schemas.get(target, {"fields": []})["fields"]}
    own = next(f for f in schema["fields"] if f["name"] == source)
    if column not in types:
        yield Fault(place, f"leads to {target}.{column}, which no table has")
    elif [column] != schemas[target]["primaryKey"] and not types[column].get("constraints", {}).get("unique"):
        yield Fault(place, f"leads to {target}.{column}, which is neither the key of that table nor unique")
    elif types[column]["type"] != own["type"]:
        yield Fault(place, f"leads to {target}.{column} of another type ({types[column]['type']}, not {own['type']})")
