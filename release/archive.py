"""The files of the archive of a release: data, schemas, views, loaders, metadata, licences, checksums.

In: the package, its tables as text, and what is made elsewhere (loaders, views as CSV, Parquet files). Out: every file
by its path. Unpacked, the archive validates as it is, and can be installed with pip.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from release.archive_descriptor import archive_descriptor
from release.asset_names import asset_names
from release.list_links import list_links
from release.metadata.croissant import croissant
from release.metadata.dcat import dcat
from release.metadata.facts import Facts, read_facts
from release.metadata.schema_org import schema_org
from release.zip_files import CHECKSUMS, checksums
from schemas.csv_text import TextTable
from schemas.dictionary import first_sentence
from schemas.errors import UserError
from schemas.package import Package

BESIDE = ("LICENSE", "LICENSE-DATA", "CITATION.cff", "CHANGELOG.md", "docs/cookbook.md", "docs/glossary.md")
INSTALLABLE = ("pyproject.toml", "scripts/hatch_build.py", "china_ai_chips/__init__.py", "china_ai_chips/py.typed")
README = Path(__file__).parent / "archive_readme.md"
Files = dict[str, bytes]


def archive_files(package: Package, texts: Mapping[str, TextTable], beside: Mapping[str, bytes]) -> Files:
    """Return every file of the archive by path; `beside` are files that were made elsewhere. Raises UserError."""
    facts, links = read_facts(package), list_links(texts.values())
    files = dict(beside) | _read(package.root, [*BESIDE, *INSTALLABLE, *_paths(package)])
    schemas = {f"schemas/links/{link.name}.json": link.schema() for link in links}
    files |= {link.path: link.csv() for link in links} | {path: _json(schema) for path, schema in schemas.items()}
    descriptor = archive_descriptor(package, facts, texts, links, files)
    schemas |= {path: json.loads(files[path]) for path in (r["schema"] for r in package.descriptor["resources"])}
    assets = asset_names(package).media_types()
    files |= {
        "datapackage.json": _json(descriptor),
        "croissant.json": _json(croissant(facts, descriptor, schemas)),
        "schema-org.jsonld": _json(schema_org(facts, assets)),
        "dcat.jsonld": _json(dcat(facts, assets)),
        "README.md": archive_readme(package, facts).encode(),
    }
    return files | {CHECKSUMS: checksums(files).encode()}


def _paths(package: Package) -> list[str]:
    """List the files of the tree that the archive holds as they are."""
    views = sorted((package.root / "schemas" / "views").glob("*.sql"))
    resources = package.descriptor["resources"]
    return [
        *(str(path.relative_to(package.root)) for path in views),
        *(resource[key] for resource in resources for key in ("path", "schema")),
    ]


def _read(root: Path, paths: list[str]) -> Files:
    try:
        return {path: (root / path).read_bytes() for path in paths}
    except OSError as error:
        raise UserError(f"{error.filename} cannot be read: {error.strerror}; a release needs it") from None


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def archive_readme(package: Package, facts: Facts) -> str:
    """Return the page that explains the archive to somebody who has nothing but it."""
    rows = [
        f"| [`{t.name}`]({t.path}) | {first_sentence(t.description).replace('|', chr(92) + '|')} |"
        for t in package.tables
    ]
    template = Template(README.read_text(encoding="utf-8"))
    return template.substitute(
        title=facts.title,
        description=facts.description,
        version=facts.version,
        day=facts.day,
        homepage=facts.homepage,
        citation=facts.citation,
        stem=asset_names(package).stem,
        tables="\n".join(["| Table | What a row is |", "| --- | --- |", *rows]),
    )
