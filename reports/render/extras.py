"""What the site holds besides pages: the package, pages of things, charts to embed, the engine of Explore, heads.

In: the folder of a site, the package, the folder of its build. Out: files in the site; nothing in them asks elsewhere.
"""

import re
import shutil
from pathlib import Path

from reports.query import database
from reports.render import explore_files, head, share_files
from reports.render.built_in import REPORTS, project
from reports.things import write_pages
from schemas.files import write_whole
from schemas.package import Package


def add(site: Path, package: Package, build: Path) -> str:
    """Copy it all into `site`, and complete its pages; returns why there is no engine for Explore, or nothing."""
    download(site / "download", package, build)
    known = project()
    share_files.add(site)
    embedded(REPORTS / "figures", site)
    write_pages.add(site, package.descriptor["homepage"], known["site-address"], known["site-languages"])
    reason = explore_files.add(site, database())
    head.complete(site, known, build / "cache" / "cards")  # last, as it names every page
    return reason


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


def embedded(figures: Path, site: Path) -> None:
    """Write a light page for each chart that a page of the site shows, which leads there: embed/<name>.html."""
    pages = {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in sorted(site.rglob("*.html"))}
    homes = {name: page for page, text in pages.items() for name in re.findall(r'<figure id="fig-([\w-]+)"', text)}
    for source in sorted(figures.glob("*.embed.html")):
        name = source.name.removesuffix(".embed.html")
        if name in homes:
            text = source.read_text(encoding="utf-8").replace("{page}", homes[name])
            write_whole(site / "embed" / f"{name}.html", text)
