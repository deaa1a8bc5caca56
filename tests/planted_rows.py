"""One package of the bad examples of many rules, each with things of its own, by key."""

import copy
from collections.abc import Iterable

from checks.rulebook import Rule
from schemas.cells import read_text
from schemas.package import ROOT
from tests_support import PACKAGE, VOCABULARY, Rows, with_example

THINGS = (
    "sources", "actors", "firms", "processes", "chips", "fabs", "plans", "observations", "targets", "outcomes",
    "events",
)  # fmt: skip
NAMES = {("actors", "name"), ("actors", "name_zh"), ("sources", "publisher"), ("sources", "original_publisher")}


def planted(rules: Iterable[Rule], sound: bool = False) -> Rows:
    """Return the examples beside the vocabulary of this tree, the things of the nth with `-<n>` behind their keys.

    Where their form is to be `sound`, what may stand but once differs, too; a rule may be broken by its standing twice.
    """
    rows: Rows = {name: real_rows(name) for name in VOCABULARY}
    for n, rule in enumerate(rules):
        for table, found in of_its_own(rule, n, sound).items():
            rows.setdefault(table, []).extend(found)
    return {table: by_key(table, found) for table, found in rows.items()}


def real_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this tree."""
    columns = read_text(PACKAGE.table[name], ROOT)[0].columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def of_its_own(rule: Rule, n: int, sound: bool) -> Rows:
    """Return a bad example in which things, and words of the vocabulary that it changes, have keys of their own."""
    renamed = {*THINGS, *(name for name in rule.bad if len(PACKAGE.table[name].primary_key) == 1)}
    found: Rows = {}
    for table, rows in copy.deepcopy(with_example(rule.bad)).items():
        if table in renamed or table in ("conditions", "chip_suppliers"):
            found[table] = [{c: _renamed(table, c, cell, renamed, n, sound) for c, cell in row.items()} for row in rows]
        else:
            found[table] = rows
    return found


def _renamed(table: str, column: str, cell: str, renamed: set[str], n: int, sound: bool) -> str:
    f = PACKAGE.table[table].field[column]
    once = sound and bool(f.constraints.get("unique")) and table in renamed
    if not cell:
        return cell
    if once and f.type == "integer":
        return str(int(cell) + 1000 + n)
    if once or (table, column) in NAMES:
        return f"{cell}{'-' if '/' in cell else ' '}{n}"
    target = f.reference.table if f.reference else table if column in PACKAGE.table[table].primary_key else ""
    if target not in renamed:
        return cell
    sign = f.items.delimiter if f.items else "\n"
    return sign.join(f"{item}-{n:03}" for item in cell.split(sign))


def by_key(table: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return rows in the order of their keys, the first of each."""
    key = PACKAGE.table[table].primary_key
    first = {tuple(row.get(k, "") for k in key): row for row in reversed(rows)}
    return [first[k] for k in sorted(first)]
