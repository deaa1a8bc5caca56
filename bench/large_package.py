"""A package with as many observations as are asked for, and with mistakes of every kind.

In: an empty folder and a number of rows. Out: a package there, its observations in canonical form but for the mistakes,
and where those are. Further observations are what is said of the country, said again of each of many provinces: so
groups of rows (rivals, series, repeated words) stay as small as they are, and rows that nobody spoilt are sound. Rows
are written as they are made; none is kept.

Mistakes of form are put into rows all over the file; there is one kind for each rule on structure that a row can break.
Mistakes of meaning are the bad examples of the rule book, each with things of its own.
"""

import csv
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from checks.rulebook import exemptions, rules
from checks.structure.structure_layer import check_contents
from schemas.csv_text import csv_text
from schemas.package import ROOT, Package, Table, read_package

Row = dict[str, str]
Rows = dict[str, list[Row]]
OBSERVATIONS = "data/observations.csv"
NUMBER = "@@@@@@"  # stands for the number of a province
FAULTS: dict[str, Callable[[Row, str], object]] = {
    "typed": lambda row, first: row.update(value="many"),
    "numbers-finite": lambda row, first: row.update(value="NaN"),
    "required": lambda row, first: row.update(rank=""),
    "allowed-values": lambda row, first: row.update(rank="best"),
    "pattern": lambda row, first: row.update(period="soon"),
    "reference-exists": lambda row, first: row.update(source_id="no-such-source"),
    "lists-well-formed": lambda row, first: row.update(derived_from_ids=f"{row['derived_from_ids'] or 'x'};;"),
    "no-circles": lambda row, first: row.update(derived_from_ids=row["observation_id"]),
    "names-told-apart": lambda row, first: row.update(observation_id=first.replace("obs", "0bs")),
    "primary-key": lambda row, first: row.update(observation_id=first),
    "characters-seen": lambda row, first: row.update(note="Seen\u2800by nobody"),
    "decoded-rightly": lambda row, first: row.update(note="ä¸­å›½"),
    "letters-of-one-script": lambda row, first: row.update(note="By Hu\u0430wei"),
    "no-placeholders": lambda row, first: row.update(note="N/A"),
    "no-formulae": lambda row, first: row.update(note="=1+1"),
    "plain-text": lambda row, first: row.update(note="<b>Bold</b>"),
}


class Planted(NamedTuple):
    """A mistake of form: the rule that it breaks, and the line on which it is."""

    rule: str
    line: int


def write_large_package(root: Path, rows: int, mistakes: int = 0, meaning: bool = False) -> list[Planted]:
    """Write the package at `root` with so many observations (at least those of this tree), and so many mistakes of each
    kind of form, all over the file; with the bad examples of rules on observations, if those of `meaning` are wanted.
    """
    package = read_package()
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.json", root)
    tables = _with_examples(package) if meaning else {name: _read(package.table[name]) for name in WRITTEN}
    own = tables.pop("observations")
    copied = _templates(_read(package.table["observations"]))
    further = max(0, rows - len(own))
    provinces = -(-further // len(copied))
    tables["regions"] = sorted([*tables["regions"], *map(_province, range(provinces))], key=lambda r: r["region_id"])
    for name, found in tables.items():
        _write(root, package.table[name], found)
    kinds = list(FAULTS) * mistakes
    step = further // (len(kinds) + 1)
    planted = [Planted(f"structure/{kind}", n * step + 2) for n, kind in enumerate(kinds, 1)]
    faults = {line: FAULTS[rule.removeprefix("structure/")] for rule, line in planted}
    names = [f.name for f in package.table["observations"].fields]
    with (root / OBSERVATIONS).open("w", encoding="utf-8", newline="") as file:
        file.write(csv_text([names]))
        file.writelines(_spoilt(chain(_further(_text(names, copied), further), _text(names, own)), names, faults))
    return planted


WRITTEN = ("regions", "observations")  # tables that change where nothing of meaning is planted


def _read(table: Table) -> list[Row]:
    with (ROOT / table.path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(root: Path, table: Table, rows: list[Row]) -> None:
    names = [f.name for f in table.fields]
    text = "".join([csv_text([names]), *_text(names, rows)])
    (root / table.path).write_text(text, encoding="utf-8", newline="")


def _text(names: list[str], rows: list[Row]) -> list[str]:
    return [csv_text([[row.get(name, "") for name in names]]) for row in rows]


def _templates(rows: list[Row]) -> list[Row]:
    """Return the observations about the country as they are said of a province, whose number is to be put in: without
    those that may break a rule, and those that are computed from others. Their keys come before all others."""
    free = {e.key for e in exemptions() if e.table == "observations"}
    told = (r for r in rows if r["region_id"] == "cn" and not r["derived_from_ids"])
    return [
        {
            **row, "observation_id": f"c{NUMBER}-{row['observation_id']}", "region_id": f"cn-p{NUMBER}", "use": "",
            "use_reason": "",
        }
        for row in told if row["observation_id"] not in free
    ]  # fmt: skip


def _province(number: int) -> Row:
    return {
        "region_id": f"cn-p{number:06}", "name": f"Province {number}", "name_zh": f"省份{number}", "kind": "province",
        "parent_id": "cn",
    }  # fmt: skip


def _further(lines: list[str], number: int) -> Iterator[str]:
    """Yield so many lines of rows in the order of their keys, for one province after the other."""
    text = "".join(lines)
    yield from islice(
        (line for n in range(-(-number // len(lines))) for line in text.replace(NUMBER, f"{n:06}").splitlines(True)),
        number,
    )


def _spoilt(lines: Iterable[str], names: list[str], faults: dict[int, Callable[[Row, str], object]]) -> Iterator[str]:
    first = ""
    for number, line in enumerate(lines, 2):
        first = first or line.partition(",")[0]
        if number in faults:
            row = dict(zip(names, next(csv.reader([line])), strict=True))
            faults[number](row, first)
            line = csv_text([list(row.values())])
        yield line


def _with_examples(package: Package) -> Rows:
    """Return every table with the bad examples of rules on observations beside its rows, but for rows of examples that
    are not sound in form beside the others: those that refer to what is in no example."""
    sys.path.insert(0, str(ROOT / "tests"))
    from planted_rows import by_key, planted
    from tests_support import text_tables

    shown = [r for r in rules().values() if r.layer in ("rows", "dataset") and r.table == "observations"]
    examples = planted(shown, sound=True)
    rows = {t.name: by_key(t.name, [*_read(t), *examples.get(t.name, [])]) for t in package.tables}
    while found := check_contents(text_tables(rows)):
        wrong = {(f.file, f.line) for f in found}
        for table in package.tables:
            kept = [row for line, row in enumerate(rows[table.name], 2) if (table.path, line) not in wrong]
            rows[table.name] = kept
    return rows
