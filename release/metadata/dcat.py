"""The package as a Dataset of the W3C's Data Catalog Vocabulary (DCAT 3), which portals harvest; JSON-LD."""

from collections.abc import Mapping
from typing import Any

from release.metadata.facts import Facts

MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat(facts: Facts, assets: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON-LD. `assets` are the files of the release with their media types."""
    licence = {"@id": facts.licence_url}
    return {
        "@context": CONTEXT,
        "@id": facts.release_url,
        "@type": "dcat:Dataset",
        "dcterms:title": _english(facts.title),
        "dcterms:description": _english(facts.description),
        "dcterms:identifier": facts.release_url,
        "dcterms:issued": {"@value": facts.day.isoformat(), "@type": "xsd:date"},
        "dcterms:license": licence,
        "dcterms:creator": [{"@type": "foaf:Agent", "foaf:name": name} for name in facts.creators],
        "dcterms:bibliographicCitation": facts.citation,
        "dcat:version": facts.version,
        "dcat:landingPage": {"@id": facts.homepage},
        "dcat:keyword": [_english(word) for word in facts.keywords],
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcterms:title": file,
                "dcterms:license": licence,
                "dcat:downloadURL": {"@id": facts.asset_url(file)},
                "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/{media_type}"},
            }
            for file, media_type in assets.items()
        ],
    }


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en"}
