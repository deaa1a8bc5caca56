"""A large CSV file whose form is not plain, written anew in plain form, with the line of each record."""

from dataclasses import dataclass, field
from pathlib import Path

from schemas.csv_form import read_form
from schemas.csv_header import Columns
from schemas.csv_text import csv_text
from schemas.package import Table
from schemas.problems import Problem


@dataclass
class Unfolded:
    """What is out of form and can be put right; what cannot; the first line that is quoted otherwise, or 0."""

    notes: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    odd_at: int = 0


def unfold(table: Table, path: Path, rows: Path) -> Unfolded:
    raw = path.read_bytes()
    numeric = frozenset(f.name for f in table.fields if f.type in ("number", "integer"))
    names = tuple(f.name for f in table.fields)
    form = read_form(table.path, Columns(names, numeric), raw)
    with rows.open("w", encoding="utf-8", newline="") as f:
        f.write(csv_text([("line", *names)]))
        for line, cells in form.records:
            f.write(csv_text([(str(line), *cells)]))
    odd = 0
    if not form.notes and not form.problems:
        lines = raw.decode().split("\n")
        for n, want in enumerate([list(names), *(c for _, c in form.records)]):
            if lines[n] + "\n" != csv_text([want]):
                odd = n + 1
                break
    return Unfolded(form.notes, form.problems, odd)
