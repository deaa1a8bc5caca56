"""Make the files of a release: `python -m scripts.make_release`.

Checks and builds the data, makes the report, and writes build/release/: an archive that validates as it is and
holds the Parquet files, the DuckDB file, a workbook, the report as pages and as PDF, and SHA256SUMS over them. The day
of the package is the date of every file in an archive; the same commit gives the same bytes but for the files of which
the output says otherwise. Whether the version is ready to be released is asked by `scripts.release_check`.
Exit code 0 when made, 1 when the data or a page has a mistake, 2 when it could not run.
"""

import sys
import tempfile
import time
from pathlib import Path

from release.archive import archive_files
from release.asset_names import AssetNames, asset_names
from release.loaders.loader_files import FOLDER as LOADERS
from release.loaders.relations import VIEWS
from release.metadata.facts import Facts, read_facts
from release.view_files import write_views
from release.workbook import read_sheets, workbook
from release.zip_files import CHECKSUMS, checksums, zip_bytes
from reports.render.page_error import PageError
from schemas.cells import read_tables
from schemas.files import write_whole
from schemas.git import git
from schemas.locked import open_locked
from schemas.package import ROOT, Package, read_package
from schemas.work_folders import only_run, replace_folder, work_folder
from scripts import build, report
from scripts.command import command, parser

BUILD = ROOT / "build"


@command("make the release", done="released")
def main(argv: list[str] | None = None) -> int:
    parser("make_release", __doc__).parse_args(argv)
    with only_run(BUILD, "make release"):
        return make()


def make() -> int:
    """Make the files of a release; returns an exit code."""
    started = time.perf_counter()
    package = read_package()
    facts, names = read_facts(package), asset_names(package)
    for line in describe_state(package.root, facts.tag):
        print(line)
    if code := report.prepare():
        return code
    build.build(package, BUILD)  # anew: an earlier build may name another commit
    try:
        report.make("auto", BUILD / "report")
    except PageError as error:
        print(f"not rendered: {error}", file=sys.stderr)
        return 1
    assets = release_assets(package, facts, names)
    write_assets(assets, BUILD / "release")
    for name, content in sorted(assets.items()):
        print(f"{len(content):>12,}  {name}{note(name, names)}")
    print(f"release: {BUILD / 'release'}/, in {time.perf_counter() - started:.0f} s")
    return 0


def describe_state(root: Path, tag: str) -> list[str]:
    """Say what about the checkout keeps others from making the same files."""
    if git(root, "rev-parse", "HEAD") is None:
        return ["this is no git checkout: the files will not say of which commit they are"]
    said = []
    if git(root, "status", "--porcelain", "--untracked-files=no"):
        said.append("files differ from the commit: what is made here is for a trial")
    tags = (git(root, "tag", "--points-at", "HEAD") or b"").decode().split()
    if tag not in tags:
        said.append(f"this commit has no tag {tag} yet")
    return said


def release_assets(package: Package, facts: Facts, names: AssetNames) -> dict[str, bytes]:
    """Return every file of the release by name, made from what lies in build/."""
    site = folder_files(BUILD / "report")
    pdf = site.pop(report.PDF)
    with open_locked(BUILD / build.DATABASE) as con:
        book = workbook(read_sheets(con), facts)
    return {
        names.archive: zip_bytes(unpacked(package, BUILD), facts.day),
        names.database: zip_bytes({build.DATABASE: (BUILD / build.DATABASE).read_bytes()}, facts.day),
        names.workbook: book,
        names.report: zip_bytes(site, facts.day),
        names.pdf: pdf,
    }


def unpacked(package: Package, built: Path) -> dict[str, bytes]:
    """Return the files of the archive by path, from the tree and from a build of it in the folder `built`."""
    with (
        tempfile.TemporaryDirectory() as views,
        open_locked(built / build.DATABASE, writes=Path(views)) as con,
    ):
        write_views(con, Path(views))
        beside = {f"{VIEWS}/{path}": content for path, content in folder_files(Path(views)).items()}
    beside |= {f"parquet/{path}": content for path, content in folder_files(built / "parquet").items()}
    return archive_files(package, read_tables(package), beside | folder_files(package.root / LOADERS))


def folder_files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their paths in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_assets(assets: dict[str, bytes], out: Path) -> None:
    """Put the files and their checksums in the place of those of the last time."""
    with work_folder(out.parent, "releasing") as folder:
        new = folder / out.name
        for asset, content in (assets | {CHECKSUMS: checksums(assets).encode()}).items():
            write_whole(new / asset, content)
        replace_folder(new, out)


def note(name: str, names: AssetNames) -> str:
    """Say of a file that it is not the same in every build, and why."""
    reasons = {
        names.database: "DuckDB numbers its files at random",
        names.report: "it holds the DuckDB file, and the times of the checks",
    }
    return f"  (not the same in every build: {reasons[name]})" if name in reasons else ""


if __name__ == "__main__":
    sys.exit(main())
