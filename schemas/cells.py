"""Every cell held against its Table Schema before anything is cast; keys and references across rows and tables.

In: tables as text, from `schemas.csv_text`, whose names are passed on here. Out: a list of `Problem`, or the tables of
a package in which there is none. Does not look at meaning across columns: that is the work of `checks`.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from schemas.csv_text import DataError, Problem, TextTable, quoted, read_text
from schemas.near_words import near_words
from schemas.package import Field, Items, Package
from schemas.ranges import out_of_range
from schemas.references import check_between
from schemas.spelling import is_period
from schemas.written_dates import days, periods, spreadsheet_word
from schemas.written_numbers import NUMBER, number_word

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MANY = 200  # mistakes of one column that are named
Wrong = tuple[str, str]  # what is wrong, and the kind of mistake


def _type_error(f: Field, value: str) -> Wrong | None:
    if word := out_of_range(f, value):
        return word, "typed"
    match f.type:
        case "number" | "integer" if value.lower().lstrip("+-") in ("nan", "inf", "infinity"):
            return "is not a finite number", "numbers-finite"
        case "number" | "integer" if word := number_word(value):
            return word, "typed"
        case "integer" if not INTEGER.fullmatch(value):
            return "is not a whole number like 2025", "typed"
        case "number" if not NUMBER.fullmatch(value):
            return "is not a plain decimal number like 1250.5", "typed"
        case "boolean" if value not in ("true", "false"):
            return "is neither true nor false", "typed"
        case "date" if not _is_date(value):
            return _readings(days(value)) or spreadsheet_word(value) or "is not a date like 2025-08-27", "typed"
    return None


def _readings(found: list[str]) -> str:
    """Say what a day or period can mean that is not written plainly."""
    if len(found) == 1:
        return f"means {found[0]}, which make format writes"
    return f"can be read as {' and as '.join(found)}; write the one that is meant" if found else ""


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _list_error(items: Items, value: str) -> Wrong | None:
    found = value.split(items.delimiter)
    for item in found:
        if not item or item != item.strip():
            return f"has an empty or padded item; items are separated by {items.delimiter} alone", "lists-well-formed"
        if items.enum and item not in items.enum:
            return f"has the item {quoted(item)}, which is not one of {', '.join(items.enum)}", "allowed-values"
    twice = [item for item, n in Counter(found).items() if n > 1]
    return (f"has the item {quoted(twice[0])} twice", "lists-well-formed") if twice else None


def _constraint_error(f: Field, value: str) -> Wrong | None:
    c = f.constraints
    typed: Any = {"integer": int, "number": float}.get(f.type, str)(value)
    if "enum" in c and typed not in c["enum"]:
        return f"is not one of {', '.join(map(str, c['enum']))}", "allowed-values"
    if "pattern" in c and not re.fullmatch(c["pattern"], value):
        word = _readings(periods(value)) or spreadsheet_word(value) if is_period(c["pattern"]) else ""
        shape = f"look like “{f.example}”" if f.example else f"match {c['pattern']}"
        return word or f"does not {shape}", "pattern"
    if "pattern" in c and any(DAY.fullmatch(day) and not _is_date(day) for day in value.split("/")):
        return "is not a day of the calendar", "typed"
    if "minimum" in c and typed < c["minimum"]:
        return f"is below {c['minimum']}", "within-bounds"
    if "maximum" in c and typed > c["maximum"]:
        return f"is above {c['maximum']}", "within-bounds"
    return None


def cell_error(f: Field, value: str) -> Wrong | None:
    """Return what is wrong with one cell by itself and the kind of mistake, or None."""
    if value == "":
        return ("is empty but required", "required") if f.required else None
    if f.items:
        return _list_error(f.items, value)
    return _type_error(f, value) or _constraint_error(f, value)


WRITTEN = {
    "integer": "write digits alone, without separators and without a unit",
    "number": "write digits and a decimal point alone, without separators and without a unit",
    "boolean": "write true or false",
    "date": "write year, month and day, as 2025-08-27",
}


def _fix(f: Field, value: str, kind: str) -> str:
    """Say how to put a cell right: how it is written, the word that was perhaps meant, or what the column holds."""
    if kind == "typed" and f.type in WRITTEN:
        return WRITTEN[f.type]
    if kind == "pattern" and f.example:
        return f"write it like “{f.example}”; the column holds: {f.description.rstrip('.')}"
    if kind == "allowed-values":
        allowed = list(map(str, f.constraints.get("enum") or (f.items.enum if f.items else None) or ()))
        wrong = [value] if not f.items else [i for i in value.split(f.items.delimiter) if i not in allowed]
        if near := near_words(wrong[0] if wrong else value, allowed):
            return f"write {near}, if that is meant; the column holds: {f.description.rstrip('.')}"
    return f.description.rstrip(".")


Wrongs = Mapping[tuple[str, str], int]


def check_cells(text: TextTable, in_all: Wrongs | None = None) -> list[Problem]:
    """Check types and constraints of every cell, unique columns and the primary key.

    Where a text has not all of the rows that are wrong, `in_all` says how many there are: by column, and what is wrong,
    which is `cells`, `unique` or `primary-key`.
    """
    problems = []
    counted = in_all or {}
    for f in text.table.fields:
        column = text.columns[f.name]
        bad = {value: wrong for value in set(column) if (wrong := cell_error(f, value))}
        rows = [row for row, value in enumerate(column) if value in bad] if bad else []
        for row in rows[:MANY]:
            message, kind = bad[column[row]]
            shown = f"{quoted(column[row])} {message}" if column[row] else message
            problems.append(Problem(text.table.path, text.line(row), f.name, shown, _fix(f, column[row], kind), kind))
        problems += _rest(problems, counted.get((f.name, "cells"), len(rows)) - MANY)
        if f.constraints.get("unique"):
            problems += _twice(
                text, f.name, [(v,) for v in column], "unique", counted,
                "name that row instead of this one, or correct the cell",
            )  # fmt: skip
    fix = (
        "if both are one row, as a merge may leave it, keep the line that is right and delete the other; "
        "if not, give this one another key"
    )
    return problems + _twice(text, ", ".join(text.table.primary_key), text.keys(), "primary-key", counted, fix)


def _twice(
    text: TextTable, column: str, values: list[tuple[str, ...]], kind: str, in_all: Wrongs, fix: str
) -> list[Problem]:  # fmt: skip
    """Find values that stand in a row above."""
    if len(set(values)) == len(values):
        return []
    first: dict[tuple[str, ...], int] = {}
    again = []
    for row, value in enumerate(values):
        if all(value) and first.setdefault(value, row) != row:
            again.append(row)
    found = [
        Problem(
            text.table.path,
            text.line(row),
            column,
            f"{quoted(', '.join(values[row]))} is already on line {text.line(first[values[row]])}",
            fix,
            kind,
        )
        for row in again[:MANY]
    ]
    return found + _rest(found, in_all.get((column, kind), len(again)) - MANY)


def _rest(found: list[Problem], left: int) -> list[Problem]:
    """Say how many more cells of a column are like the last that was named, where they are too many to be."""
    if left <= 0:
        return []
    message = f"and {left:,} more cells of this column are wrong, on lines below"
    return [replace(found[-1], message=message, line=found[-1].line + 1)]


def without_outdated(
    texts: dict[str, TextTable], problems: list[Problem]
) -> tuple[dict[str, TextTable], list[Problem], list[Problem]]:
    """Return the tables without rows of derived tables that refer to what is gone; the other problems, and those.

    Such a row is not wrong: it was made from data that have changed since, and goes when the table is made anew.
    """
    derived = {t.table.path: t for t in texts.values() if t.table.is_derived}
    outdated = [p for p in problems if p.kind == "reference-exists" and p.file in derived]
    kept = dict(texts)
    for text in derived.values():
        lines = {p.line for p in outdated if p.file == text.table.path}
        if lines:
            gone = {row for row in range(len(text.keys())) if text.line(row) in lines}
            kept[text.table.name] = text.without(gone)
    return kept, [p for p in problems if p not in outdated], outdated


def read_tables(package: Package, outdated: list[Problem] | None = None) -> dict[str, TextTable]:
    """Read all tables as text, checked cell by cell and against each other. Raises DataError with every problem found.

    References are only looked up when every file could be read: a missing file would make them all wrong. Rows of
    derived tables that refer to what is gone are left out, and added to `outdated`.
    """
    texts: dict[str, TextTable] = {}
    problems: list[Problem] = []
    for table in package.tables:
        texts[table.name], found = read_text(table, package.root)
        problems += found
    formless = bool(problems)
    for text in texts.values():
        problems += check_cells(text)
    if not formless:
        texts, dangling, left_out = without_outdated(texts, check_between(texts))
        problems += dangling
        if outdated is not None:
            outdated += left_out
    if problems:
        raise DataError(problems)
    return texts
