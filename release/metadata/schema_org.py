"""The package as a Dataset of schema.org, which search engines for data read."""

import json
from collections.abc import Mapping
from typing import Any

from release.metadata.facts import Facts


def schema_org(facts: Facts, assets: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON-LD. `assets` are the files of the release with their media types."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": facts.release_url,
        "name": facts.title,
        "alternateName": facts.name,
        "description": facts.description,
        "url": facts.homepage,
        "identifier": facts.release_url,
        "version": facts.version,
        "datePublished": facts.day.isoformat(),
        "license": facts.licence_url,
        "isAccessibleForFree": True,
        "inLanguage": ["en", "zh"],
        "keywords": list(facts.keywords),
        "creator": [{"@type": "Organization", "name": name} for name in facts.creators],
        "creditText": facts.citation,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file,
                "contentUrl": facts.asset_url(file),
                "encodingFormat": media_type,
            }
            for file, media_type in assets.items()
        ],
    }


def with_metadata(page: str, metadata: Mapping[str, Any]) -> str:
    """Return a page of HTML with the metadata in its head, as search engines look for them there."""
    text = json.dumps(metadata, ensure_ascii=False).replace("<", "\\u003c")  # nothing in it ends the element
    return page.replace("</head>", f'<script type="application/ld+json">{text}</script>\n</head>', 1)
