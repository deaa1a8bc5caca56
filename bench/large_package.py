"""The package with its observations many times over, and with mistakes of every kind that a row of them can have.

In: an empty folder and a number of rows. Out: a package there, its observations in canonical form but for the mistakes,
and where those are. Rows are written as they are made; none is kept. Further observations are copies with keys of their
own, so that all that they refer to is there.
"""

import csv
import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from schemas.csv_text import csv_text
from schemas.package import ROOT, read_package

Row = dict[str, str]
OBSERVATIONS = "data/observations.csv"
FIRST_KEY = "c000000-obs-chip-0004"
FAULTS: dict[str, Callable[[Row], object]] = {
    "typed": lambda row: row.update(value="many"),
    "numbers-finite": lambda row: row.update(value="NaN"),
    "required": lambda row: row.update(rank=""),
    "allowed-values": lambda row: row.update(rank="best"),
    "pattern": lambda row: row.update(period="soon"),
    "reference-exists": lambda row: row.update(source_id="no-such-source"),
    "lists-well-formed": lambda row: row.update(derived_from_ids=f"{row['derived_from_ids'] or 'x'};;"),
    "no-circles": lambda row: row.update(derived_from_ids=row["observation_id"]),
    "names-told-apart": lambda row: row.update(observation_id=FIRST_KEY.replace("obs", "0bs")),
    "primary-key": lambda row: row.update(observation_id=FIRST_KEY),
    "characters-seen": lambda row: row.update(note="Seen\u2800by nobody"),
    "decoded-rightly": lambda row: row.update(note="ä¸­å›½"),
    "letters-of-one-script": lambda row: row.update(note="By Hu\u0430wei"),
    "no-placeholders": lambda row: row.update(note="N/A"),
    "no-formulae": lambda row: row.update(note="=1+1"),
    "plain-text": lambda row: row.update(note="<b>Bold</b>"),
}


class Planted(NamedTuple):
    """A mistake: the rule that it breaks, and the line on which it is."""

    rule: str
    line: int


def write_large_package(root: Path, rows: int, mistakes: int = 0) -> list[Planted]:
    """Write the package at `root` with so many observations, and so many mistakes of each kind, all over the file."""
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.json", root)
    header, *lines = (ROOT / OBSERVATIONS).read_text(encoding="utf-8").splitlines(keepends=True)
    kinds = list(FAULTS) * mistakes
    step = (rows - len(lines)) // (len(kinds) + 1)
    planted = [Planted(f"structure/{kind}", n * step + 2) for n, kind in enumerate(kinds, 1)]
    faults = {line: FAULTS[rule.removeprefix("structure/")] for rule, line in planted}
    with (root / OBSERVATIONS).open("w", encoding="utf-8", newline="") as file:
        file.write(header)
        for number, line in enumerate(_copied(lines, rows), 2):
            file.write(_with_fault(header, line, faults[number]) if number in faults else line)
    return planted


def _copied(lines: list[str], rows: int) -> Iterator[str]:
    """Yield rows in the order of their keys: copies first, as `c` comes before `o`."""
    copies = (f"c{n:06}-{line}" for n in range(rows // len(lines) + 1) for line in lines)
    yield from islice(copies, rows - len(lines))
    yield from lines


def _with_fault(header: str, line: str, spoil: Callable[[Row], object]) -> str:
    names, cells = csv.reader([header, line])
    row = dict(zip(names, cells, strict=True))
    spoil(row)
    return csv_text([list(row.values())])


def names_of_columns() -> list[str]:
    """Return the columns of observations."""
    return [f.name for f in read_package().table["observations"].fields]
