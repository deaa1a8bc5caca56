"""CITATION.cff, which GitHub, Zenodo and reference managers read, and .zenodo.json, which Zenodo prefers to it."""

import json
from typing import Any

import yaml

from release.metadata.facts import Facts

MESSAGE = "If you use this data package, please cite it with its version."


def citation_files(facts: Facts) -> dict[str, str]:
    """Return both files by path. They change with the version alone: nothing in them counts rows."""
    return {"CITATION.cff": citation_cff(facts), ".zenodo.json": zenodo_json(facts)}


def citation_cff(facts: Facts) -> str:
    """Return the citation in the Citation File Format 1.2."""
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "type": "dataset",
        "title": facts.title,
        "abstract": facts.description,
        "version": facts.version,
        "date-released": facts.day.isoformat(),
        "url": facts.homepage,
        "repository-code": facts.homepage,
        "license": facts.licence,
        "authors": [{"name": name} for name in facts.creators],
        "keywords": list(facts.keywords),
    }
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=10_000)


def zenodo_json(facts: Facts) -> str:
    """Return what a deposit at Zenodo is to say of itself; a DOI comes from there."""
    content: dict[str, Any] = {
        "title": facts.title,
        "description": f"<p>{facts.description}</p>",
        "upload_type": "dataset",
        "access_right": "open",
        "license": facts.licence.lower(),
        "version": facts.version,
        "publication_date": facts.day.isoformat(),
        "language": "eng",
        "creators": [{"name": name} for name in facts.creators],
        "keywords": list(facts.keywords),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
