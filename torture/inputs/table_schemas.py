"""Table Schemas of wrong types, with patterns on which readers hang, and with SQL where a value is expected."""

from typing import Any

from torture.hostile import Change, Hostile, with_bytes
from torture.inputs.descriptor import setting, with_json, without

FILE, KIND = "schemas/tables/firms.json", "table schema"
PLACE = r"schemas/tables/firms\.json:\d+ .*"

PATTERNS = {
    "nested": "^(a+)+$", "nested-classes": "^([a-z]+)*$", "twins": "^(a|a)*$", "prefixes": "^(a|aa)+$",
    "overlap": "^([a-c]+|[b-d]+)+$", "two-loops": "^a*a*a*a*a*b$", "words": r"^(\w+\s?)*$", "dots": "^(.*)*$",
    "mail": r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}[a-z]{2,3}$",
    "empty-loop": "^(a?){50}a{50}$", "counted-loops": "^(a{1,90}){1,90}$", "million": "^a{1000000}$",
    "ahead": "^(?=.*a)b$", "behind": "^(?<=a)b$", "back": r"^(a)\1$", "named-back": "^(?P<x>a)(?P=x)$",
    "flag": "(?i)^a$",
    "conditional": "^(a)?(?(1)b|c)$", "atomic": "^(?>a+)b$", "possessive": "^a++$", "boundary": r"\ba\b",
    "unclosed": "[a-z", "unopened": "a)", "nothing-repeated": "*a", "ends-in-slash": "a\\", "long": "a" * 5000,
    "deep": "(" * 300 + "a" + ")" * 300, "unicode-class": r"\p{L}+", "posix": "[[:alpha:]]+", "octal": r"\07",
}  # fmt: skip
VALUES = {
    "minimum-is-sql": ("fields.0.constraints", {"minimum": "0) ; copy (select 1) to 'x.csv'; --"}, "minimum is a text"),
    "minimum-is-a-list": ("fields.9.constraints.minimum", [1], "minimum is a list|lacks"),
    "type-unknown": ("fields.1.type", "geopoint", "type is “geopoint”, and must be"),
    "type-null": ("fields.1.type", None, "type is empty"),
    "type-is-a-list": ("fields.1.type", ["string"], "type is a list"),
    "type-is-sql": ("fields.1.type", "varchar); drop table firms; --", "type is “varchar"),
    "name-is-sql": ("fields.1.name", 'x" varchar, "y', "must be a name"),
    "name-null": ("fields.1.name", None, "name is empty"),
    "name-twice": ("fields.1.name", "firm_id", "is that of a column above"),
    "pattern-is-a-number": ("fields.1.constraints", {"pattern": 5}, "pattern is a number"),
    "pattern-is-null": ("fields.1.constraints", {"pattern": None}, "pattern is empty"),
    "pattern-is-a-list": ("fields.1.constraints", {"pattern": ["a"]}, "pattern is a list"),
    "enum-is-a-text": ("fields.1.constraints", {"enum": "abc"}, "enum is a text"),
    "enum-is-empty": ("fields.1.constraints", {"enum": []}, "enum is a list, and must be"),
    "enum-of-lists": ("fields.1.constraints", {"enum": [["a"]]}, "enum is a list, and must be"),
    "enum-twice": ("fields.1.constraints", {"enum": ["a", "a"]}, "a list of different"),
    "enum-of-lines": ("fields.1.constraints", {"enum": ["a\nb"]}, "a list of different"),
    "required-is-a-word": ("fields.1.constraints", {"required": "yes"}, "required is a text"),
    "constraints-is-a-list": ("fields.1.constraints", [], "constraints is a list"),
    "delimiter-is-empty": ("fields.1.list", {"delimiter": ""}, "delimiter"),
    "delimiter-is-sql": ("fields.1.list", {"delimiter": "'); --"}, "delimiter"),
    "list-leads-nowhere": (
        "fields.1.list",
        {"delimiter": ";", "references": {"resource": "x", "field": "y"}},
        "no table",
    ),
    "description-is-a-list": ("fields.1.description", ["a"], "description is a list"),
    "description-of-lines": ("fields.1.description", "a\n*/ x", "line break"),
    "example-is-a-number": ("fields.1.example", 5, "example is a number"),
    "format-other": ("fields.1.format", "%d/%m/%Y", "format is"),
    "missing-values-other": ("missingValues", ["NA"], "missingValues"),
    "field-is-a-text": ("fields.1", "name", "is a text, and must be a mapping"),
    "fields-is-a-mapping": ("fields", {}, "fields is a mapping"),
    "fields-none": ("fields", [], "fields has 0 items"),
    "key-is-a-text": ("primaryKey", "firm_id", "primaryKey is a text, and must be a list"),
    "key-is-gone": ("primaryKey", ["nothing"], "no column of this schema"),
    "key-empty": ("primaryKey", [], "has 0 items"),
    "reference-to-nothing": ("foreignKeys.0.reference.resource", "nothing", "which no table has"),
    "reference-is-a-text": ("foreignKeys.0.reference", "regions", "reference is a text"),
    "reference-to-no-key": ("foreignKeys.0.reference", {"resource": "actors", "fields": ["kind"]}, "neither the key"),
    "references-is-null": ("foreignKeys", None, "foreignKeys is empty"),
    "schema-elsewhere": ("$schema", "http://127.0.0.1:9/x.json", "must be https://datapackage.org"),
}
MISSING = ("title", "description", "fields", "primaryKey", "fields.1.name", "fields.1.type", "fields.1.description")
QUOTES = "It's “so”: '' \" */ /* $$ -- ; \\ %s {x} ${x} <b> {{x}} !!python #{x} `x`"


def _stopped(name: str, change: Change, words: str) -> Hostile:
    return Hostile(f"schema-{name}", KIND, change, "stopped", FILE, words)


def _with_quotes(found: dict[str, Any]) -> None:
    for holder in (found, found["fields"][1]):
        holder["title"] = holder["description"] = QUOTES


INPUTS = [
    *(
        _stopped(f"pattern-{name}", with_json(FILE, setting("fields.1.constraints", {"pattern": pattern})),
                 PLACE + "constraints.pattern “")
        for name, pattern in PATTERNS.items()
    ),
    *(_stopped(n, with_json(FILE, setting(p, v)), PLACE + f".*({words})") for n, (p, v, words) in VALUES.items()),
    *(
        _stopped(f"lacks-{place.replace('.', '-')}", with_json(FILE, without(place)),
                 PLACE + f"lacks the property “{place.rpartition('.')[2]}”")
        for place in MISSING
    ),
    _stopped("not-json", with_bytes(FILE, lambda b: b[:-20]), r"firms\.json:\d+ is not JSON"),
    _stopped("nan", with_bytes(FILE, lambda b: b.replace(b"{", b'{"x": NaN,', 1)), r"firms\.json:1 has NaN"),
    _stopped("deep", with_bytes(FILE, lambda b: b"[" * 200_000), "nested more than 40 levels"),
    _stopped("not-utf-8", with_bytes(FILE, lambda b: b.replace(b"A row", b"\xff row", 1)), r"json:\d+ is not UTF-8"),
    Hostile("schema-full-of-quotes", "quotes in words", with_json(FILE, _with_quotes), "harmless"),
]  # fmt: skip
