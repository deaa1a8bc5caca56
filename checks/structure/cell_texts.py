"""Every cell as text: characters that can be seen, letters that are what they look like, and words that say something.

In: a table as text. Out: problems, one for each cell at most, beside rows whose names look like another row’s. Cells
of columns with a list of allowed words, and numbers, are held against characters alone: the rest is not theirs.
"""

import re

from checks.characters import invisible, mended, mixed_letters, twins, unnormalised, wrongly_decoded
from checks.plain_text import formula, markup, placeholder
from schemas.csv_text import Problem, TextTable, quoted
from schemas.package import Field

MENDED = "make format mends it; else type it anew"
BY_HAND = "delete it, or type the cell anew"
COUNTRY = "^[A-Z]{2}$"  # NA is Namibia
ADDRESSES = {"url", "archive_url", "website"}  # have rules of their own beside those on rows
NAMES = ("name", "name_zh", "marketing_name", "publisher", "original_publisher")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
Wrong = tuple[str, str, str]  # kind of mistake, what is wrong, how to put it right


def check_texts(text: TextTable) -> list[Problem]:
    """Check the characters and words of every cell, and that no name looks like another."""
    problems = []
    for f in text.table.fields:
        column = text.columns[f.name]
        bad = {value: wrong for value in set(column) if value and (wrong := text_error(f, value))}
        for row, value in enumerate(column if bad else []):
            if value in bad:
                kind, message, fix = bad[value]
                problem = Problem(text.table.path, text.line(row), f.name, f"{quoted(value)} {message}", fix, kind)
                problems.append(problem)
        if f.name in NAMES or (f.name,) == tuple(text.table.primary_key):
            problems += _twins(text, f.name)
    return problems


def text_error(f: Field, value: str) -> Wrong | None:
    """Return what is wrong with the characters or the words of one cell, or None."""
    if wrong := _character_error(value):
        return wrong
    if f.type != "string" or "enum" in f.constraints or f.items or f.reference:
        return None
    if foreign := mixed_letters(value):
        return "letters-of-one-script", foreign, "type the word anew"
    if (word := placeholder(value)) and f.constraints.get("pattern") != COUNTRY:
        fix = f"fill it, or remove the row: {f.title} is required" if f.required else word[1]
        return "no-placeholders", word[0], fix
    if word := formula(value):
        return "no-formulae", *word
    if f.name not in ADDRESSES and (word := markup(value)):
        return "plain-text", *word
    return None


def _character_error(value: str) -> Wrong | None:
    if value.isascii() and value.isprintable() and "????" not in value:
        return None  # as nearly all cells are
    if (noise := wrongly_decoded(value)) and not CONTROL.search(value):
        return "decoded-rightly", noise, "type the text anew, and save files as UTF-8"
    if unseen := invisible(value):
        return "characters-seen", unseen, MENDED if not invisible(mended(value)) else BY_HAND
    if unusual := unnormalised(value):
        return "characters-seen", unusual, MENDED
    return None


def _twins(text: TextTable, name: str) -> list[Problem]:
    """Find names that cannot be told from one in a row above, and are not the same."""
    column = text.columns[name]
    fix = "write one name in one way, or make this name another"
    return [
        Problem(
            text.table.path, text.line(row), name, twin_words(column[row], column[first], text.line(first)), fix,
            "names-told-apart",
        )
        for row, first in twins(column)
    ]  # fmt: skip


def twin_words(cell: str, model: str, line: int) -> str:
    """Say which name on another line a name looks like."""
    looks = mixed_letters(cell)
    return f"{quoted(cell)} looks like {quoted(model)} on line {line}, and is not the same" + (
        f" ({looks})" if looks else ""
    )
