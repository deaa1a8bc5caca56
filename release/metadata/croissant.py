"""The package in Croissant 1.1, the metadata of machine-learning data sets: files with digests, columns with types.

In: the descriptor of the archive and its Table Schemas. A list column is a repeated field. A key that refers to its own
table is left out, as loaders of Croissant join tables by their references; so is one of several columns, for which
Croissant has no word.
"""

from collections.abc import Mapping
from typing import Any

from release.metadata.facts import Facts

VERSION = "http://mlcommons.org/croissant/1.1"
TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
TERMS = (  # names of Croissant that are written without their prefix; readers want all of them
    *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject"),
    *("fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5"),
    *("parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator"),
    *("source", "subField", "transform"),
)
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{term: f"cr:{term}" for term in TERMS},
}
Json = dict[str, Any]


def croissant(facts: Facts, descriptor: Mapping[str, Any], schemas: Mapping[str, Json]) -> Json:
    """Return the JSON-LD. `schemas` are the Table Schemas by the paths that the descriptor gives."""
    resources = descriptor["resources"]
    paths = {resource["name"]: resource["path"] for resource in resources}
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": facts.name,
        "alternateName": facts.title,
        "description": facts.description,
        "url": facts.homepage,
        "version": facts.version,
        "datePublished": facts.day.isoformat(),
        "license": facts.licence_url,
        "citeAs": facts.citation,
        "keywords": list(facts.keywords),
        "creator": [{"@type": "Organization", "name": name} for name in facts.creators],
        "distribution": [_file(resource) for resource in resources],
        "recordSet": [_record_set(resource["name"], schemas[resource["schema"]], paths) for resource in resources],
    }


def _file(resource: Json) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["name"],
        "contentUrl": resource["path"],
        "contentSize": f"{resource['bytes']} B",
        "encodingFormat": resource["mediatype"],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _record_set(table: str, schema: Json, paths: Mapping[str, str]) -> Json:
    keys = [{"@id": f"{table}/{column}"} for column in schema["primaryKey"]]
    references = _references(schema, paths)
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": schema["description"],
        "key": keys[0] if len(keys) == 1 else keys,
        "field": [_field(table, field, paths[table]) | references.get(field["name"], {}) for field in schema["fields"]],
    }


def _references(schema: Json, paths: Mapping[str, str]) -> dict[str, Json]:
    """Return what each column refers to: a column of a file, as loaders fail where a table refers further."""
    return {
        key["fields"][0]: {"references": _column(paths[key["reference"]["resource"]], key["reference"]["fields"][0])}
        for key in schema.get("foreignKeys", [])
        if len(key["fields"]) == 1 and key["reference"].get("resource")
    }


def _field(table: str, field: Json, path: str) -> Json:
    unit = f" Unit: {field['unit']}." if field.get("unit") else ""
    found: Json = {
        "@type": "cr:Field",
        "@id": f"{table}/{field['name']}",
        "name": field["name"],
        "description": field["description"] + unit,
        "dataType": TYPES[field["type"]],
        "source": _column(path, field["name"]),
    }
    if items := field.get("list"):
        found["source"]["transform"] = {"separator": items["delimiter"]}
        found["repeated"] = True
    return found


def _column(path: str, name: str) -> Json:
    return {"fileObject": {"@id": path}, "extract": {"column": name}}
