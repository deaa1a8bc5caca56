"""Build the DuckDB file and the Parquet files from the CSVs: `python -m scripts.build [--data DIR] [--out DIR]`.

Exit code 0 when built, 1 when the data has mistakes (all are listed), 2 when it could not run.
Everything is written under a temporary name and moved into place at the end: an interrupted build leaves the last one.
"""

import hashlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from schemas.cells import DataError, Problem, TextTable, read_tables
from schemas.database import connect_new, export_parquet, load_package_table, load_tables, load_views
from schemas.errors import UserError
from schemas.git import git
from schemas.package import ROOT, Package, read_package
from schemas.plain_files import read_plain
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
    texts, views = read_sound(package, left_out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{out} cannot be made: {error.strerror}") from None
    with only_run(out, "a build"), work_folder(out, "building") as new:
        con = connect_new(new / DATABASE)
        try:
            load_tables(con, package, texts)
            load_package_table(con, facts(package))
            load_views(con, views)
            export_parquet(con, new / "parquet")
            con.execute("checkpoint package_file")  # closing would do it, but says nothing where it fails
        except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
            # no space, no right, a limit: DuckDB says which
            raise UserError(f"{out} cannot be written: {' '.join(str(error).split())}") from None
        finally:
            con.close()
        replace_folder(new / "parquet", out / "parquet")
        (new / DATABASE).replace(out / DATABASE)
    return sum(len(t.keys()) for t in texts.values())


def read_sound(package: Package, left_out: list[Problem] | None = None) -> tuple[dict[str, TextTable], list[View]]:
    """Read the tables as text, and the views, in which there is no mistake. Raises DataError."""
    texts = read_tables(package, left_out)
    views = read_views(package.root / "schemas" / "views")
    if problems := check_metrics(views, set(texts["metrics"].columns["metric_id"])):
        raise DataError(problems)
    return texts, views


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
        digest.update(name.encode() + b"\0" + read_plain(package.root, name) + b"\0")
    return digest.hexdigest()


def commit(root: Path) -> str:
    """Return the commit of the checkout at `root`, -dirty if tracked files differ; empty outside one."""
    return (git(root, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*") or b"").decode().strip()


if __name__ == "__main__":
    sys.exit(main())
