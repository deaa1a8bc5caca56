"""Write anew all that is made from the data: `python -m scripts.regenerate [--check]`.

First the rows that people edit are sorted; then come the tables of the model and the ratings in data/derived/, build/,
and the generated documents, as each reads what was made before it. The same data give the same files, whatever the
order in which they were merged; so this is done once, on main, and no branch need do it. With --check nothing is
written: what would change is listed.
Exit code 0 when done or up to date, 1 when --check finds something to write or the data have mistakes (all are listed),
2 when it could not run.
"""

import argparse
import sys
from pathlib import Path

from checks.canonical import canonical
from checks.derived import check_derived, rate
from checks.findings import Finding, as_text
from checks.structure.structure_layer import outdated_finding, read_as_formatted
from model.tables import PARTICLES, compute, is_current, renewed_estimates_as_of
from schemas.cells import DataError, Problem, read_tables
from schemas.files import write_whole
from schemas.package import Package, read_package
from schemas.typed_rows import text_table, typed_rows
from schemas.work_folders import only_run
from scripts.build import DATABASE, build
from scripts.command import command, parser
from scripts.docs import check_documents, write_documents
from scripts.estimate import positive_number, write, write_model
from scripts.format import format_file


@command("regenerate", done="written")
def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    package = read_package()
    if args.check:
        return report(check(package))
    with only_run(package.root / "build", "make regenerate"):
        return regenerate(package, args.draws)


def regenerate(package: Package, draws: int) -> int:
    """Write what is generated, and say which files changed."""
    before = {t.path: _bytes(package.root / t.path) for t in package.tables}
    sort_rows(package)
    write_tables(package, draws)
    out = package.root / "build"
    build(package, out)
    changed = [path for path, content in before.items() if _bytes(package.root / path) != content] + write_documents()
    for file in changed:
        print(f"{file} changed")
    print(f"{len(changed)} files changed; {out / DATABASE} and {out / 'parquet'}/ are built from them")
    return 0


def arguments(argv: list[str] | None) -> argparse.Namespace:
    options = parser("regenerate", __doc__)
    options.add_argument("--check", action="store_true", help="write nothing; exit 1 if something would change")
    options.add_argument(
        "--draws", type=positive_number, default=PARTICLES, help="fewer for a trial; never commit its tables"
    )
    return options.parse_args(argv)


def sort_rows(package: Package) -> None:
    """Bring tables into canonical form: branches that were merged may have added neighbours in either order."""
    problems = [problem for t in package.tables for problem in format_file(t, package.root)]
    if problems:
        raise DataError(problems)


def write_tables(package: Package, draws: int) -> None:
    """Write the tables of the model, if they were computed from other inputs or figures, the rows of this release in
    `estimates_as_of`, and the ratings. After a change to the model itself `make estimate` computes its tables."""
    texts = read_tables(package)
    if draws != PARTICLES or not is_current(package, texts):
        write_model(package, compute(package, texts, draws))
        texts = read_tables(package)
    write(package, "estimates_as_of", renewed_estimates_as_of(package, texts))
    verdicts = package.table["verdicts"]
    rated = rate(texts, typed_rows(texts["estimates"]))
    write_whole(package.root / verdicts.path, canonical(text_table(verdicts, rated)))


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def check(package: Package) -> list[Finding]:
    """Return what is not as it would be written."""
    gone: list[Problem] = []
    texts = read_tables(package, gone)
    unsorted = [f for t in package.tables for f in read_as_formatted(t, package.root)[2]]
    return [*unsorted, *map(outdated_finding, gone), *check_derived(package, texts), *check_documents()]


def report(found: list[Finding]) -> int:
    """Print the findings; 1 if there are any."""
    if found:
        print(as_text(found))
        print("generated files are out of date: make regenerate writes them", file=sys.stderr)
        return 1
    print("the tables in data/derived/ and the generated documents are those of the data")
    return 0


if __name__ == "__main__":
    sys.exit(main())
