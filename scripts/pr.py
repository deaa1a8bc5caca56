"""Make a change ready for a pull request: `python -m scripts.pr [--base REF]`.

Formats the tables, checks them, and says what the change does: new findings against the base first, then rows, the
headline before and after, verdicts that move. Sound files are checked although another is broken. Nothing but the
form of tables is written: estimates, verdicts and generated documents are computed and shown, not saved.
Exit code 0 when ready, 1 when there are errors, 2 when it could not run.
"""

import argparse
import hashlib
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path

from changes.compare import compare
from changes.review import Review, as_lines, as_markdown, review
from changes.shown import as_json as diff_as_json
from changes.states import base_revision, opened_state
from checks.findings import Finding, as_github, as_json, folded
from checks.run import require_tables, run
from schemas.errors import UserError
from schemas.files import read_bytes, read_kept, write_whole
from schemas.package import ROOT, Package, read_package
from scripts.check import check_documents, day_of_check
from scripts.command import command, parser
from scripts.format import format_file
from scripts.merge_rows import mend_merge

CACHE = Path("build") / "cache" / "base-findings.json"
OF_BASE = ("structure", "rows", "dataset")  # what the base derives is no finding of the change
KINDS = (".py", ".yaml", ".sql", ".json", ".csv")  # files that decide what is found


@command("review", done="reviewed")
def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    package = read_package(args.data)
    require_tables(package)
    base = args.base or base_revision(package.root)
    if not base:
        raise UserError(f"{package.root} is no git checkout; name with --base what to compare with, such as a release")
    if not args.keep:
        for file in mend_merge(package):
            print(f"merged {file} row by row, as the merge of its lines left rows twice")
        for table in package.tables:
            format_file(table, package.root)  # what it cannot format, the check names
    found = review_change(package, base)
    print(as_github(folded(found.new)) if args.github else as_lines(found))
    if args.out:
        write_files(args.out, found)
    return int(bool(found.errors))


def arguments(argv: list[str] | None) -> argparse.Namespace:
    options = parser("pr", __doc__)
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    options.add_argument("--base", help="git revision, release archive or folder (default: main, where this branched)")
    options.add_argument("--keep", action="store_true", help="change no file, not even its form")
    options.add_argument("--github", action="store_true", help="print annotations of the new findings instead")
    options.add_argument(
        "--out", type=Path, metavar="DIR", help="write pr.txt, pr.md, diff.json and findings.json, too"
    )
    return options.parse_args(argv)


def review_change(package: Package, base: str) -> Review:
    """Check the package and its base, and compare them. Raises UserError if there is no such base."""
    today = day_of_check(package)
    with opened_state(base, package.root) as folder:
        after = run(
            package, today, lambda *_: None, last=lambda table: read_bytes(folder / table.path), thorough=_in_ci()
        )
        before = findings_of_base(folder, package.root, today)
        diff = compare(folder, package.root, base)
    return review(before, after.findings, diff, after.unchecked, outdated_documents(package.root))


def outdated_documents(root: Path) -> list[str]:
    """Return the documents of this tree that `make regenerate` would change; none for another package."""
    return [f.file for f in check_documents()] if root.resolve() == ROOT else []


def findings_of_base(folder: Path, root: Path, today: date) -> list[Finding]:
    """Return the findings of the base, from the last time if it is the same base, checks and day."""
    key, kept = digest(folder, today), read_kept(root / CACHE)
    if kept.get("key") != key:
        found = run(read_package(folder), today, lambda *_: None, OF_BASE, thorough=_in_ci()).findings
        kept = {"key": key, "findings": [asdict(f) for f in found]}
        with suppress(OSError):  # a package that cannot be written to is reviewed all the same
            write_whole(root / CACHE, json.dumps(kept))
    return [Finding(**f) for f in kept["findings"]]


def _in_ci() -> bool:
    return bool(os.environ.get("CI"))


def digest(folder: Path, today: date) -> str:
    """Hash what the findings of a state depend on: its files, the checks, the day."""
    made = hashlib.sha256(str(today).encode())
    code = [
        p for room in ("checks", "schemas") for p in (ROOT / room).rglob("*") if p.suffix in (".py", ".yaml", ".sql")
    ]
    for path in sorted([*code, *(p for p in folder.rglob("*") if p.is_file())]):
        made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def write_files(folder: Path, found: Review) -> None:
    """Write the review for people and for machines."""
    write_whole(folder / "pr.txt", as_lines(found) + "\n")
    write_whole(folder / "pr.md", as_markdown(found))
    write_whole(folder / "diff.json", diff_as_json(found.diff))
    write_whole(folder / "findings.json", as_json(folded(found.new + found.standing)))


if __name__ == "__main__":
    sys.exit(main())
