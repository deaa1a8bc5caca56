"""Cells of a large table that need no second look: SQL that is true only where no rule on single cells is broken.

In: a column. Out: an expression of DuckDB over its text. Where it is false or NULL, the cell may still be right: what
is wrong, and the words for it, `schemas.cells`, `cell_texts` and `canonical` say, of the distinct cells that are left.
Expressions of DuckDB and of Python differ beyond ASCII, so that only cells of printable ASCII are ever sure.
"""

import re

from checks.canonical import canonical_cell
from checks.plain_text import PLACEHOLDER, SIGN
from checks.structure.cell_texts import ADDRESSES, text_error
from schemas.cells import cell_error
from schemas.package import Field, sql_name, sql_text
from schemas.ranges import OF_PERIODS

NOT_SURE = "false"
KEY = "^[a-z0-9]+(-[a-z0-9]+)*$"
# a key of more than one word: no stand-in for nothing is, nor does a day or a formula begin with a letter
WORDS = "[a-z][a-z0-9]*(-[a-z0-9]+)+"
NUMBERS = {  # in canonical form, shorter and smaller than any that is out of range
    "number": r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,20}[1-9])?",
    "integer": r"-?(0|[1-9][0-9]{0,14})",
}
DAY = r"(1[89]|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}"
PERIOD = r"(1[89]|2[01])[0-9]{2}(-[0-9A-Z]{2})?"  # a period with a day in it may be none of the calendar
TRIMMED = r"[!-~]([ -~]*[!-~])?"
FORMULA = r"^[\s\"'`]*[=+@-]"


def is_sure(f: Field) -> str:
    """Return the expression for a column; its cells are named as the column is."""
    name, c = sql_name(f.name), f.constraints
    if f.items:
        return _is_sure_list(name, f)
    bounds = [f"try_cast({name} as double) {sign} {c[key]!r}" for key, sign in BOUNDS.items() if key in c]
    match f.type:
        case "number" | "integer" if not {"enum", "pattern"} & c.keys():
            return " and ".join([_matches(name, NUMBERS[f.type]), f"{name} <> '-0'", *bounds])
        case "boolean" if not c.keys() - {"required", "unique"}:
            return f"{name} in ('true', 'false')"
        case "date" if not c.keys() - {"required", "unique"}:
            return f"{_matches(name, DAY)} and try_cast({name} as date) is not null"
        case "string" if not bounds:
            return _is_sure_text(name, f)
    return NOT_SURE


def may_hold_signs(f: Field) -> bool:
    """Tell whether a cell that is sure may hold what needs quotes in a file."""
    return f.is_list or (f.type == "string" and f.constraints.get("pattern") != KEY)


BOUNDS = {"minimum": ">=", "maximum": "<="}


def _matches(name: str, pattern: str) -> str:
    return f"regexp_full_match({name}, {sql_text(pattern)})"


def _is_sure_list(name: str, f: Field) -> str:
    assert f.items
    if f.items.enum:
        return NOT_SURE
    items = f"string_split({name}, {sql_text(f.items.delimiter)})"
    form = _matches(name, rf"[a-z0-9-]+({re.escape(f.items.delimiter)}[a-z0-9-]+)*")
    return f"{form} and len({items}) = len(list_distinct({items}))"


def _is_sure_text(name: str, f: Field) -> str:
    if "enum" in f.constraints:
        right = [word for word in f.constraints["enum"] if _is_right(f, word)]
        return f"{name} in ({', '.join(map(sql_text, right))})" if right else NOT_SURE
    if f.constraints.get("pattern") == KEY and f.constraints.keys() <= {"pattern", "required", "unique"}:
        return _matches(name, WORDS)
    parts = [_matches(name, TRIMMED), f"not contains({name}, '????')", f"not contains({name}, '  ')"]
    if pattern := f.constraints.get("pattern"):
        parts.append(_matches(name, pattern))
        parts.append(f"not regexp_matches({name}, '(^|/)[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(/|$)')")
        if OF_PERIODS.match(pattern):
            parts.append(_matches(name, PERIOD))
    if not f.reference:
        parts += _are_sure_words(name, f)
    return " and ".join(parts)


def _are_sure_words(name: str, f: Field) -> list[str]:
    """Return what holds of words that are no stand-in for nothing, no formula and no markup."""
    bare = rf"[^A-Za-z0-9]*(?i:{PLACEHOLDER.pattern})[^A-Za-z0-9]*"
    parts = [
        f"regexp_matches({name}, '[A-Za-z0-9]')",
        f"not {_matches(name, bare)}",
        f"not regexp_matches({name}, {sql_text(FORMULA)})",
    ]
    return parts if f.name in ADDRESSES else [*parts, f"not regexp_matches({name}, {sql_text(SIGN.pattern)})"]


def _is_right(f: Field, cell: str) -> bool:
    return canonical_cell(f, cell) == cell and not text_error(f, cell) and not cell_error(f, cell)
