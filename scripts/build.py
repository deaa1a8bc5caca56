"""Build the DuckDB file and the Parquet files from the CSVs: `python -m scripts.build [--data DIR] [--out DIR]`.

Exit code 0 when built, 1 when the data has mistakes (all are listed), 2 when it could not run.
Everything is written under a temporary name and moved into place at the end: an interrupted build leaves the last one.
"""

import hashlib
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from schemas.cells import DataError, Problem, TextTable, read_tables
from schemas.database import connect_new, export_parquet, load_package_table, load_tables, load_views
from schemas.errors import UserError
from schemas.git import git
from schemas.large_files import is_large
from schemas.large_rows import NONE_LARGE, LargeTables
from schemas.locked import LARGE_SECONDS, SECONDS
from schemas.package import ROOT, Package, read_package
from schemas.plain_files import parts_of
from schemas.views import View, check_metrics, read_views
from schemas.work_folders import only_run, replace_folder, work_folder
from scripts.command import command, parser


@command("build", done="built")
def main(argv: list[str] | None = None) -> int:
    options = parser("build", __doc__)
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package to build (default: this tree)")
    options.add_argument("--out", type=Path, help="where to write (default: build/ in the package)")
    args = options.parse_args(argv)
    start = time.perf_counter()
    package = read_package(args.data)
    out = args.out or args.data / "build"
    left_out: list[Problem] = []
    rows = build(package, out, left_out)
    for text in describe_left_out(left_out):
        print(text, file=sys.stderr)
    seconds = time.perf_counter() - start
    print(f"built {out / DATABASE} and {out / 'parquet'}/: {rows:,} rows in {seconds:.1f} s")
    return 0


DATABASE = "china-ai-chips.duckdb"


def build(package: Package, out: Path, left_out: list[Problem] | None = None) -> int:
    """Build into `out`; returns the number of rows of all tables. Raises DataError and leaves `out` as it was.

    Rows of derived tables that refer to what is gone are left out, and added to `left_out`.
    """
    with TemporaryDirectory(prefix="china-ai-chips-") as folder:
        texts, large = read_whole(package, left_out, Path(folder))
        views = read_sound_views(package, texts)
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"{out} cannot be made: {error.strerror}") from None
        with only_run(out, "a build"), work_folder(out, "building") as new:
            rows = write_new(new, package, texts, large, views, out)
            replace_folder(new / "parquet", out / "parquet")
            (new / DATABASE).replace(out / DATABASE)
    return rows


def write_new(
    new: Path, package: Package, texts: dict[str, TextTable], large: LargeTables, views: list[View], out: Path
) -> int:
    """Write the database and the Parquet files into the folder `new`; return the number of rows of all tables."""
    con = connect_new(new / DATABASE, large)
    try:
        load_tables(con, package, texts, large)
        load_package_table(con, facts(package))
        load_views(con, views, as_tables=bool(large.tables))
        export_parquet(con, new / "parquet", LARGE_SECONDS if large.tables else SECONDS)
        con.execute("checkpoint package_file")  # closing would do it, but says nothing where it fails
        return sum(len(con.table(table.name)) for table in package.tables)
    except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        # no space, no right, a limit: DuckDB says which
        raise UserError(f"{out} cannot be written: {' '.join(str(error).split())}") from None
    finally:
        con.close()


def read_sound(package: Package, left_out: list[Problem] | None = None) -> tuple[dict[str, TextTable], list[View]]:
    """Read the tables as text, and the views, in which there is no mistake. Raises DataError."""
    texts = read_tables(package, left_out)
    return texts, read_sound_views(package, texts)


def read_sound_views(package: Package, texts: Mapping[str, TextTable]) -> list[View]:
    """Read the views. Raises DataError where they name a metric that is not there."""
    views = read_views(package.root / "schemas" / "views")
    if problems := check_metrics(views, set(texts["metrics"].columns["metric_id"])):
        raise DataError(problems)
    return views


def read_whole(
    package: Package, left_out: list[Problem] | None, folder: Path
) -> tuple[dict[str, TextTable], LargeTables]:  # fmt: skip
    """Read the tables, in which there is no mistake: as text, and large ones into `folder`. Raises DataError."""
    large = {table.name: table for table in package.tables if is_large(package.root, table)}
    if not large:
        return read_tables(package, left_out), NONE_LARGE
    from checks.structure.large_layer import check_tables

    texts, findings = check_tables(package, folder)
    if wrong := [f for f in findings if f.severity == "error" and not f.mended]:
        raise DataError(
            [Problem(f.file, f.line, f.column, f.message, f.fix, f.rule.removeprefix("structure/")) for f in wrong]
        )
    return texts, LargeTables(large, folder)


def describe_left_out(problems: list[Problem]) -> list[str]:
    """Describe in a line for each derived table which rows were left out."""
    files: dict[str, list[Problem]] = {}
    for problem in sorted(problems):
        files.setdefault(problem.file, []).append(problem)
    return [
        f"{file}: rows left out, as what they refer to is gone: {len({p.line for p in found})} "
        f"(the first, on line {found[0].line}: {found[0].column} {found[0].message})"
        for file, found in files.items()
    ]


def facts(package: Package) -> dict[str, str]:
    """Return what the build was made from."""
    return {
        "name": package.descriptor["name"],
        "version": package.version,
        "commit": commit(package.root),
        "inputs_hash": inputs_hash(package),
    }


def input_files(package: Package) -> Iterator[Path]:
    """Yield every file that decides what the build writes, in a fixed order."""
    yield package.root / "datapackage.json"
    yield from sorted((package.root / "schemas").rglob("*.json"))
    yield from sorted((package.root / "schemas").rglob("*.sql"))
    yield from sorted(package.root / t.path for t in package.tables)


def inputs_hash(package: Package) -> str:
    """Hash names and contents of the inputs with SHA-256."""
    digest = hashlib.sha256()
    for path in input_files(package):
        name = str(path.relative_to(package.root))
        digest.update(name.encode() + b"\0")
        for part in parts_of(package.root, name):
            digest.update(part)
        digest.update(b"\0")
    return digest.hexdigest()


def commit(root: Path) -> str:
    """Return the commit of the checkout at `root`, -dirty if tracked files differ; empty outside one."""
    return (git(root, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*") or b"").decode().strip()


if __name__ == "__main__":
    sys.exit(main())
