"""The descriptor of the archive: that of the tree, with what only a finished version can state.

For the package its `id`; for each resource its size (`bytes`), digest (`hash`) and number of rows (`rows`, which
Frictionless compares; the standard has no word for it); and the link tables of list columns as resources.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from release.list_links import ListLink
from release.metadata.facts import Facts
from release.zip_files import sha256
from schemas.csv_text import TextTable
from schemas.package import Package

Json = dict[str, Any]


def archive_descriptor(
    package: Package,
    facts: Facts,
    texts: Mapping[str, TextTable],
    links: Sequence[ListLink],
    files: Mapping[str, bytes],
) -> Json:
    """Return the descriptor. `files` are the files of the archive by path; the CSVs must be among them."""
    rows = {name: len(text.keys()) for name, text in texts.items()} | {link.name: len(link.rows) for link in links}
    resources = [*package.descriptor["resources"], *map(_link_resource, links)]
    head = {key: value for key, value in package.descriptor.items() if key != "resources"}
    stated = [resource | _measures(files[resource["path"]], rows[resource["name"]]) for resource in resources]
    return _with_id(head, facts.release_url) | {"resources": stated}


def _with_id(head: Json, identifier: str) -> Json:
    """Put the id behind the name, where people look for it."""
    return {"$schema": head["$schema"], "name": head["name"], "id": identifier} | head


def _link_resource(link: ListLink) -> Json:
    return {
        "name": link.name,
        "type": "table",
        "path": link.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": f"schemas/links/{link.name}.json",
    }


def _measures(content: bytes, rows: int) -> Json:
    return {"bytes": len(content), "hash": f"sha256:{sha256(content)}", "rows": rows}
