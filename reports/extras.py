"""What the site holds besides pages: the package to download, the Data Docs, the files of Explore."""

import shutil
from pathlib import Path

from reports.query import database
from schemas.package import Package

DATA_DOCS = "data-docs"


def add(site: Path, package: Package, build: Path) -> None:
    """Copy into `site` the package as it lies in the tree, its DuckDB file and Parquet, and the Data Docs if made."""
    target = site / "download"
    files = [package.root / "datapackage.json", *(package.root / t.path for t in package.tables)]
    files += sorted((package.root / "schemas" / "tables").glob("*.json"))
    for path in files:
        copy = target / path.relative_to(package.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    shutil.copy(database(), target / "china-ai-chips.duckdb")
    if (build / "parquet").is_dir():
        shutil.copytree(build / "parquet", target / "parquet", dirs_exist_ok=True)
    if (build / DATA_DOCS).is_dir():
        shutil.copytree(build / DATA_DOCS, site / DATA_DOCS, dirs_exist_ok=True)
