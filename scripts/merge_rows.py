"""Merge two branches of a table row by row: git calls it as `python -m scripts.merge_rows BASE OURS THEIRS PATH`.

The first three are files with the states to merge, PATH says of which table. The result is written over OURS. Exit code
0 when merged, 1 when both branches changed a row (it stands between markers), 2 when rows could not be told apart: git
then shows a conflict as usual. `make setup` makes git use it; where it does not, lines are merged (.gitattributes).
"""

import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from changes.three_way import CannotMerge, merge_rows
from checks.canonical import read_leniently
from schemas.csv_text import DataError, TextTable
from schemas.errors import UserError
from schemas.files import read_bytes, write_whole
from schemas.git import git
from schemas.package import Package, Table, read_package
from scripts.command import command, parser


@command("merge", done="merged")
def main(argv: list[str] | None = None) -> int:
    options = parser("merge_rows", __doc__)
    for name in ("base", "ours", "theirs"):
        options.add_argument(name, type=Path)
    options.add_argument("path", help="where the table lies in the package")
    args = options.parse_args(argv)
    states = [args.base.read_bytes(), args.ours.read_bytes(), args.theirs.read_bytes()]
    try:
        table = table_at(args.path)
        merged, conflicts = merge_rows(*(read_state(table, raw) for raw in states))
    except (DataError, CannotMerge):  # a state that is no table of this form: git’s own merge says more
        return subprocess.run(["git", "merge-file", args.ours, args.base, args.theirs]).returncode
    write_whole(args.ours, merged)
    return int(conflicts > 0)


def mend_merge(package: Package) -> list[str]:
    """Merge anew, row by row, the tables in which the last commit, a merge of lines, left a key twice.

    Returns the files that were written. A file that was edited since, or in which both branches changed one row, stays
    as it is: the check names the rows.
    """
    root, mended = package.root, []
    parted = git(root, "merge-base", "HEAD^1", "HEAD^2")  # None unless the last commit is a merge
    for table in package.tables if parted else ():
        states = [git(root, "show", f"{commit}:./{table.path}") for commit in (_text(parted), "HEAD^1", "HEAD^2")]
        now = read_bytes(root / table.path)
        if now is None or now != git(root, "show", f"HEAD:./{table.path}") or not _has_key_twice(table, now):
            continue
        with suppress(DataError, CannotMerge):
            merged, conflicts = merge_rows(*(read_state(table, raw or b"") for raw in states))
            if not conflicts:
                write_whole(root / table.path, merged)
                mended.append(table.path)
    return mended


def _text(printed: bytes | None) -> str:
    return (printed or b"").decode().strip()


def _has_key_twice(table: Table, raw: bytes) -> bool:
    keys = read_leniently(table, raw)[0].keys()
    return len(set(keys)) < len(keys)


def table_at(path: str) -> Table:
    """Return the table whose file this is. Raises UserError if there is none."""
    for table in read_package().tables:
        if table.path == path:
            return table
    raise UserError(f"{path} is no table of this package")


def read_state(table: Table, raw: bytes) -> TextTable:
    """Read one state of a table; a column that it did not have yet is empty. Raises DataError."""
    header = raw.partition(b"\n")[0].decode("utf-8", "replace").strip().split(",")
    known = tuple(f for f in table.fields if f.name in header)
    text, problems = read_leniently(
        replace(table, fields=known) if set(table.primary_key) <= set(header) else table, raw
    )
    if problems:
        raise DataError(problems)
    empty = [""] * len(text.columns[table.primary_key[0]])
    return TextTable(table, {f.name: text.columns.get(f.name, empty) for f in table.fields})


if __name__ == "__main__":
    sys.exit(main())
