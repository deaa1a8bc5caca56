"""Make the publication: `python -m scripts.report [--renderer auto|quarto|built-in]`.

Checks and builds the data where they changed, renders the pages (with Quarto 1.4 or newer, on PATH or in the virtual
environment; else with the built-in renderer), looks the site over, makes the PDF, and writes build/report/. Where
nothing changed since the last time it says so and is done. With CHINA_AI_CHIPS_DB set, the report is made from that
file as it is.
Exit code 0 when made, 1 when the data or a page has a mistake, 2 when it could not run.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from reports.render import explore_files
from reports.render.cache import files_digest, tree_files
from reports.render.page_error import PageError
from reports.render.pdf import BRIEF as PDF
from reports.render.quarto import Found, find_quarto
from schemas.errors import UserError
from schemas.files import read_bytes, write_whole
from schemas.package import ROOT, Package
from schemas.work_folders import only_run, replace_folder, work_folder
from scripts.command import command, parser

BUILD = ROOT / "build"
CACHE = BUILD / "cache" / "pages"  # what the cells of pages gave
DATA = ("data", "schemas", "checks", "model", "scripts")
PAGES = ("reports", "release")


@command("render", done="rendered")
def main(argv: list[str] | None = None) -> int:
    options = parser("report", __doc__)
    options.add_argument("--renderer", choices=["auto", "quarto", "built-in"], default="auto")
    options.add_argument("--out", type=Path, default=BUILD / "report")
    args = options.parse_args(argv)
    with only_run(args.out.parent, "make report"):
        return make_unless_unchanged(args.renderer, args.out)


def make_unless_unchanged(renderer: str, out: Path) -> int:
    """Make the publication in `out`, unless nothing changed since the last time; returns an exit code."""
    start = time.perf_counter()
    stamp = BUILD / ".stamps" / f"report-{out.name}"
    digest = inputs(*DATA, *PAGES)
    if (out / "index.html").is_file() and is_unchanged(stamp, f"{digest} {setting(renderer)}", out):
        print(f"report: {out / 'index.html'} and {PDF} beside it; nothing changed since they were made")
        return 0
    if code := prepare():
        return code
    stamp.unlink(missing_ok=True)  # what it says of the old site is not to be taken for the new one
    try:
        make(renderer, out)
    except PageError as error:
        print(f"not rendered: {error}", file=sys.stderr)
        return 1
    write_stamp(stamp, f"{digest} {setting(renderer)}", out)  # by now the engine of Explore may have been fetched
    print(f"report: {out / 'index.html'} and {PDF} beside it, in {time.perf_counter() - start:.0f} s")
    return 0


def inputs(*folders: str) -> str:
    """Hash the files of the tree that decide what is made."""
    beside = [ROOT / name for name in ("datapackage.json", "CITATION.cff", "requirements.lock")]
    return files_digest([*beside, *tree_files(*(ROOT / f for f in folders))])


def setting(renderer: str) -> list[object]:
    """Return what else decides: the renderer, the file that the data are taken from, the changelog, the engine of
    Explore."""
    given = os.environ.get("CHINA_AI_CHIPS_DB")
    files = [ROOT / "CHANGELOG.md", ROOT / "tests/model/second_reader.csv", *([Path(given)] if given else [])]
    version = "" if renderer == "built-in" else find_quarto().version
    return [renderer, version, bool(given), files_digest(files), explore_files.is_complete()]


def is_unchanged(stamp: Path, key: str, *made: Path) -> bool:
    """Tell whether files and folders were made with this key, and are there as they were then."""
    return read_bytes(stamp) == f"{key} {sizes(made)}".encode()


def write_stamp(stamp: Path, key: str, *made: Path) -> None:
    write_whole(stamp, f"{key} {sizes(made)}")


def sizes(made: Iterable[Path]) -> str:
    """Hash names and sizes of files, and of all files in folders: what is gone or was cut short is seen."""
    found = [p for path in made for p in sorted(path.rglob("*") if path.is_dir() else [path])]
    listed = [f"{p.name} {p.stat().st_size if p.is_file() else None}" for p in found]
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()


def prepare() -> int:
    """Check and build the data, unless they are as they were when that was last done; returns an exit code."""
    from scripts import build, check

    if os.environ.get("CHINA_AI_CHIPS_DB"):
        return 0
    stamp, key, findings = BUILD / ".stamps" / "data", inputs(*DATA), BUILD / "findings.json"
    made = (BUILD / build.DATABASE, findings, BUILD / "data-docs" / "record.json", BUILD / "since-release.json")
    if all(path.is_file() for path in made) and is_unchanged(stamp, key, *made):
        print("data: unchanged since they were checked and built")
        return 0
    stamp.unlink(missing_ok=True)  # a failed check leaves its findings behind: next time all is checked anew
    code = check.main(["--docs", str(BUILD / "data-docs"), "--save", str(findings)]) or build.main([])
    if not code:
        write_whole(BUILD / "since-release.json", json.dumps(since_release(), indent=1))
        write_stamp(stamp, key, *made)
    return code


def since_release() -> dict[str, Any] | None:
    """Return how many rows of each table changed since the last release, and which ranks; None where no tag is seen."""
    from changes.compare import compare
    from changes.states import opened_state
    from checks.last_release import last_tag

    tag = last_tag(ROOT)
    if not tag:
        return None
    with opened_state(tag, ROOT) as folder:
        diff = compare(folder, ROOT, tag, with_effects=False)
    return {
        "base": tag,
        "tables": [
            {"table": t.table, "removed": len(t.removed), "changed": len(t.changed), "added": len(t.added)}
            for t in diff.edited
        ],
        "ranks": [
            [*row.key, cell.before, cell.after]
            for t in diff.edited
            if t.table == "observations"
            for row in t.changed
            for cell in row.cells
            if cell.column == "rank"
        ],
    }


def make(renderer: str, out: Path) -> None:
    """Render into a folder beside `out`, look the result over, and put it in its place. Raises UserError."""
    from reports.render import built_in, gate, quarto

    found = Found(None, "", "") if renderer == "built-in" else find_quarto()
    if renderer == "quarto" and not found.command:
        raise UserError(f"{found.reason}; see https://quarto.org")
    with work_folder(out.parent, "rendering") as folder:
        new = folder / "report"
        if not found.command and renderer == "auto":
            print(f"{found.reason}: the built-in renderer makes the pages (get Quarto at https://quarto.org)")
        brief = f"{built_in.project()['pdf-brief']}.qmd"
        pages = built_in.execute_all(cache=CACHE, more=[brief])
        if found.command:
            quarto.render(found.command, built_in.REPORTS, pages, new)
        else:
            built_in.render(pages, new)
        complete(new, pages)
        if problems := gate.problems(new):
            raise PageError("the site has mistakes:\n  " + "\n  ".join(problems))
        replace_folder(new, out)


def complete(site: Path, pages: Mapping[str, str]) -> None:
    """Put beside the rendered pages what is made after them: PDFs, downloads, Explore, metadata, the feed. Raises
    PageError."""
    from reports.render import built_in, extras
    from reports.render.pdf import write_pdfs
    from schemas.package import read_package

    config, package = built_in.project(), read_package()
    print("PDF …", flush=True)
    with ThreadPoolExecutor(1) as beside:  # Pandoc and Typst need this process only to wait for them
        pdfs = beside.submit(write_pdfs, site, pages, built_in.REPORTS, config, CACHE)
        if reason := extras.add(site, package, BUILD):
            print(f"Explore: no SQL in the browser ({reason}); the page says so")
        describe(site, package)
        write_feed(site / "feed.xml", package, config)
        pdfs.result()


def describe(site: Path, package: Package) -> None:
    """Put into overview and page of the data what search engines for datasets read, where they are there."""
    from release.asset_names import asset_names
    from release.metadata.facts import read_facts
    from release.metadata.schema_org import schema_org, with_metadata
    from reports.query import query

    spans = "select max(recorded_on) as changed, (select min(year) || '/' || max(year) from estimates) as years"
    facts = query(f"{spans} from observations")[0]
    metadata = schema_org(read_facts(package), asset_names(package).media_types())
    metadata |= {"dateModified": f"{facts['changed']}", "temporalCoverage": facts["years"]}
    for name in ("index.html", "data.html"):
        page = site / name
        if page.is_file():
            write_whole(page, with_metadata(page.read_text(encoding="utf-8"), metadata))


def write_feed(path: Path, package: Package, config: Mapping[str, Any]) -> None:
    """Write the feed of what changed."""
    from release.metadata.facts import read_facts
    from reports.pages.feed import atom
    from reports.pages.what_changed import entries

    facts = read_facts(package)
    rights, author = f"{facts.licence}, {facts.licence_url}", ", ".join(facts.creators)
    write_whole(path, atom(entries(), config["site-address"], facts.title, author, rights))


if __name__ == "__main__":
    sys.exit(main())
