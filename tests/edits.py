"""Changes to a copy of the package, as people make them: one cell, one row, one line of a file."""

import csv
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

from schemas.csv_text import csv_text

Rows = list[dict[str, str]]


def git(root: Path, *arguments: str) -> str:
    """Run git in a copy of the package."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.hooksPath=/dev/null"]
    run = subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def edit(root: Path, table: str, change: Callable[[Rows], Rows | None]) -> None:
    """Read a table, let `change` edit its rows, or return others, and write it in the order of keys."""
    path = root / "data" / f"{table}.csv"
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    rows = list(reader)
    rows = change(rows) or rows
    names = list(reader.fieldnames or ())
    cells = [[row[name] for name in names] for row in sorted(rows, key=lambda row: row[names[0]])]
    path.write_text(csv_text([names, *cells]), encoding="utf-8")


def set_cell(root: Path, table: str, key: str, column: str, value: str) -> None:
    """Give one cell another value; the row is found by the first column."""

    def change(rows: Rows) -> None:
        (row,) = [row for row in rows if next(iter(row.values())) == key]
        row[column] = value

    edit(root, table, change)


def remove_row(root: Path, table: str, key: str) -> None:
    """Remove the row that has this key in the first column."""
    edit(root, table, lambda rows: [row for row in rows if next(iter(row.values())) != key])
