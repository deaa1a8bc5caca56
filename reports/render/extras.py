"""What the site holds besides pages: the package to download, the Data Docs, the engine of Explore.

In: the folder of a site, the package, the folder of its build. Out: files in the site; nothing in them asks elsewhere.
"""

import re
import shutil
from pathlib import Path

from reports.query import database
from reports.render import explore_files, share_files
from schemas.package import Package

DATA_DOCS = "data-docs"
OUTSIDE = re.compile(
    r"<script\b[^>]*>.*?</script\s*>|<(?:link|img)\b[^>]*(?:href|src)=[\"'](?:https?:)?//[^>]*>|@import[^;]*;",
    re.DOTALL | re.IGNORECASE,
)
PLAIN = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'; style-src 'self' 'unsafe-inline'">
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 1rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } td, th { padding: 0.2rem 0.6rem; border-bottom: 1px solid #ccc; text-align: left; }
img { max-width: 12rem; }</style>
</head>"""


def add(site: Path, package: Package, build: Path) -> str:
    """Copy it all into `site`; returns why there is no engine for Explore, or nothing."""
    download(site / "download", package, build)
    if (build / DATA_DOCS).is_dir():
        data_docs(build / DATA_DOCS, site / DATA_DOCS)
    share_files.add(site)
    return explore_files.add(site, database())


def download(target: Path, package: Package, build: Path) -> None:
    """Return the package as it lies in the tree, with its DuckDB file and Parquet."""
    files = [package.root / "datapackage.json", *(package.root / t.path for t in package.tables)]
    files += sorted((package.root / "schemas" / "tables").glob("*.json"))
    for path in files:
        copy = target / path.relative_to(package.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    shutil.copyfile(database(), target / "china-ai-chips.duckdb")
    if (build / "parquet").is_dir():
        shutil.copytree(build / "parquet", target / "parquet", dirs_exist_ok=True)


def data_docs(made: Path, target: Path) -> None:
    """Return the Data Docs as plain pages: what Great Expectations loads from public networks is taken out of them."""
    shutil.copytree(made, target, dirs_exist_ok=True)
    for path in target.rglob("*.html"):
        path.write_text(without_outside(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in target.rglob("*.css"):
        text = re.sub(r"url\(['\"]?https?:[^)]*\)", "none", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")


def without_outside(html: str) -> str:
    """Return a page without scripts and without style sheets from elsewhere.

    >>> without_outside('<link href="https://a.org/x.css" rel="stylesheet"><p>a</p><script src="y.js"></script>')
    '<p>a</p>'
    """
    return OUTSIDE.sub("", html).replace("</head>", PLAIN, 1)
