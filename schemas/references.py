"""References held against the rows to which they lead, plain or in a list.

In: tables as text. Out: a list of `Problem`: items that lead nowhere, rows that are their own ancestors, and tables
without a row to which others refer. Does not look into cells: that is the work of `schemas.cells`.
"""

from collections import Counter
from collections.abc import Collection, Mapping

from schemas.csv_text import Problem, TextTable, quoted
from schemas.near_words import near_words
from schemas.package import Field, Table

FEW = 15  # keys of a table that a message can list: those of the vocabulary, not those of chips or sources


def check_references(texts: dict[str, TextTable]) -> list[Problem]:
    """Check that every foreign key, plain or in a list, finds its row."""
    problems = []
    for text in texts.values():
        for f in text.table.fields:
            if f.reference and f.reference.table in texts:
                known = dict.fromkeys(texts[f.reference.table].columns[f.reference.column])
                problems += check_leads(text, f, known)
                if f.reference.table == text.table.name:
                    problems += check_circles(text, f)
    return problems


def check_between(texts: dict[str, TextTable], more: Mapping[str, int] | None = None) -> list[Problem]:
    """Check what tables say of each other. Of a table without rows one thing is said, not one for each reference;
    `more` are the cells that refer to a table and stand in tables that are not given."""
    referring = Counter({name: n for name, n in (more or {}).items() if name in texts and not texts[name].keys()})
    for text in texts.values():
        for f in text.table.fields:
            if f.reference and f.reference.table in texts and not texts[f.reference.table].keys():
                referring[f.reference.table] += sum(map(bool, text.columns[f.name]))
    empty = {name: n for name, n in referring.items() if n}
    found = check_references({name: text for name, text in texts.items() if name not in empty})
    return found + [_empty(texts[name].table, n) for name, n in empty.items()]


def _empty(table: Table, referring: int) -> Problem:
    message = f"has a header and no rows, and {referring:,} cells of other tables refer to it"
    return Problem(table.path, 1, "", message, "restore its rows", "table-not-empty")


def check_circles(text: TextTable, f: Field) -> list[Problem]:
    """Find rows that are their own ancestor through a reference to the same table."""
    keys, leads = text.columns[text.table.primary_key[0]], text.columns[f.name]
    parent = dict(zip(keys, leads, strict=True))
    problems = []
    for row, (start, at) in enumerate(zip(keys, leads, strict=True)):
        seen = {start}
        while at and at in parent and at not in seen:
            seen.add(at)
            at = parent[at]
        if at and at == start:
            problems.append(circle_problem(text, f, row))
    return problems


def circle_problem(text: TextTable, f: Field, row: int) -> Problem:
    """Say of a row that it is its own ancestor."""
    message = circle_words(text.columns[f.name][row])
    return Problem(text.table.path, text.line(row), f.name, message, "a row is not its own ancestor", "no-circles")


def circle_words(cell: str) -> str:
    """Say that what is referred to is, in the end, the row itself."""
    return f"{quoted(cell)} leads back to the row itself"


def check_leads(text: TextTable, f: Field, known: Collection[str]) -> list[Problem]:
    """Find items of a column that are not among the known keys of the table to which they lead."""
    column = text.columns[f.name]
    few = f"use one of {', '.join(known)}" if 0 < len(known) <= FEW else ""
    bad = {value: missing for value in set(column) if value and (missing := missing_items(f, value, known))}
    return [
        Problem(
            text.table.path,
            text.line(row),
            f.name,
            missing_words(f, item),
            f"{few or _correct(item, known)}, or add that row first",
            "reference-exists",
        )
        for row, value in enumerate(column)
        for item in bad.get(value, [])
    ]


def missing_items(f: Field, cell: str, known: Collection[str]) -> list[str]:
    """Return the items of a cell that are no known keys, each once. An empty item is a mistake of the list itself."""
    items = dict.fromkeys(cell.split(f.items.delimiter) if f.items else [cell])
    return [item for item in items if item and item not in known]


def missing_words(f: Field, item: str) -> str:
    """Say that an item leads nowhere."""
    assert f.reference
    return f"{quoted(item)} is not in {f.reference.table}.{f.reference.column}"


def _correct(item: str, known: Collection[str]) -> str:
    near = near_words(item, known)
    return f"write {near}, if that is meant" if near else "correct it"
