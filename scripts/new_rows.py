"""Rows of tables made from the answers of an issue: names resolved to ids, keys made, what follows filled in.

In: answers by question, the tables as text. Out: `Change` objects, each one row that is new or takes the place of
another, and what is wrong with the answers. Judges no row: that is the work of the checks.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checks.canonical import canonical_cell
from schemas.csv_text import TextTable, quoted
from schemas.package import Field, Package
from scripts.issue_answers import Mistake
from scripts.issue_forms import Form, Question

Texts = Mapping[str, TextTable]
NAMES = ("name", "name_zh", "short_name")  # columns that say what a row is called
WORDS = 5  # of a title in a key
LENGTH = 60  # characters of such a part
CLOSE = 5  # rows that are offered where a name is unknown


@dataclass(frozen=True)
class Change:
    """A row as it should stand in its table; `replaces` is the number of the row whose place it takes."""

    table: str
    cells: Mapping[str, str]
    replaces: int | None = None


def suggested_rows(
    form: Form, answers: Mapping[str, str], package: Package, texts: Texts, today: date
) -> tuple[list[Change], list[Mistake]]:
    """Return the row that a form suggests, and that of its page if the page is new."""
    cells: dict[str, dict[str, str]] = {}
    mistakes = []
    for question in form.questions:
        cell, found = _cell(question, answers[question.id], package, texts)
        cells.setdefault(question.table, {})[question.column] = cell
        mistakes += found
    row, page = cells[form.table], cells["sources"]
    known = dict(zip(texts["sources"].columns["url"], texts["sources"].columns["source_id"], strict=True))
    changes = []
    if page["url"] in known:
        row["source_id"] = known[page["url"]]
    else:
        key = _free_key(_key_of_page(page), texts["sources"].columns["source_id"])
        row["source_id"] = page["source_id"] = key
        changes.append(Change("sources", page))
    _complete(form.table, row, texts, today)
    return [*changes, Change(form.table, row)], mistakes


def _cell(question: Question, typed: str, package: Package, texts: Texts) -> tuple[str, list[Mistake]]:
    f = package.table[question.table].field[question.column]
    if f.reference and typed and question.options is None:
        return resolve(f, typed, question.label, texts)
    return canonical_cell(f, typed), []


def resolve(f: Field, typed: str, label: str, texts: Texts) -> tuple[str, list[Mistake]]:
    """Return the id that a person means: the text is that id, or the name of one row, letter for letter."""
    assert f.reference
    table = f.reference.table
    columns = texts[table].columns
    ids = columns[f.reference.column]
    if typed in ids:
        return typed, []
    names = [column for column in NAMES if column in columns]
    found = sorted({key for column in names for key, name in zip(ids, columns[column], strict=True) if name == typed})
    if len(found) == 1:
        return found[0], []
    if found:
        fix = f"write which one is meant: {', '.join(found)}"
        return "", [Mistake(label, f"{quoted(typed)} is the name of {len(found)} rows of {table}", fix)]
    near = _close(typed, ids, [columns[column] for column in names])
    fix = f"write one of {', '.join(near)}" if near else "write an id or a name as it stands there"
    message = f"{quoted(typed)} is neither an id nor a name in data/{table}.csv"
    return "", [Mistake(label, message, f"{fix}, or add that row first")]


def _close(typed: str, ids: list[str], names: Iterable[list[str]]) -> list[str]:
    """Return ids whose id or name is spelled much like what was typed, or is a part of it or the other way round."""
    spelled: dict[str, str] = {}
    for words in (ids, *names):
        for key, word in zip(ids, words, strict=True):
            if word:
                spelled.setdefault(word.casefold(), key)
    near = difflib.get_close_matches(typed.casefold(), spelled, n=CLOSE)
    near += [word for word in spelled if word in typed.casefold() or typed.casefold() in word]
    return list(dict.fromkeys(spelled[word] for word in near))[:CLOSE]


def _complete(table: str, row: dict[str, str], texts: Texts, today: date) -> None:
    """Fill in what follows from the answers: unit, rank, day, key."""
    units = dict(zip(texts["metrics"].columns["metric_id"], texts["metrics"].columns["unit"], strict=True))
    if table == "observations":
        row |= {"unit": units.get(row["metric_id"], ""), "rank": "normal", "recorded_on": str(today)}
        row["observation_id"] = _free_key(f"obs-{row['source_id']}", texts[table].columns["observation_id"], first="-1")
    else:
        if not row["unit"] and any(row[column] for column in ("value", "value_low", "value_high")):
            row["unit"] = units.get(row["metric_id"], "")
        key = f"{row['claimant_id']}-{_slug(row['said_on'][:4])}-{_slug(row['statement'])}"
        row["target_id"] = _free_key(key, texts[table].columns["target_id"])


def _key_of_page(page: Mapping[str, str]) -> str:
    """Return publisher, date and a few words of the title, as keys of sources are made."""
    publisher = _slug(page["publisher"]) or "source"
    return "-".join(part for part in (publisher, _slug(page["published_on"]), _slug(page["title"])) if part)


def _slug(text: str, words: int = WORDS) -> str:
    """Write the first words of a text as part of a key; other letters than those from a to z are left out.

    >>> _slug("China’s SMIC: 2026 capacity to double, says Reuters")
    'chinas-smic-2026-capacity-to'
    """
    found = re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)[’'](?=\w)", "", text.lower()))
    return "-".join(found[:words])[:LENGTH].rstrip("-")


def _free_key(key: str, taken: Iterable[str], first: str = "") -> str:
    """Return a key that no row has: with a number behind it if it is taken."""
    there = set(taken)
    numbered = (f"{key}-{n}" for n in range(2, len(there) + 3))
    return next(k for k in (f"{key}{first}", *numbered) if k not in there)


def corrected_row(answers: Mapping[str, str], package: Package, texts: Texts) -> tuple[list[Change], list[Mistake]]:
    """Return the row in which one cell is corrected, or what is wrong with the report."""
    mistakes = list(_wrong_place(answers, package, texts)) if answers["table"] else []
    if mistakes or not answers["table"]:
        return [], mistakes
    table, column = package.table[answers["table"]], answers["column"]
    text = texts[table.name]
    at = _keys(text).index(answers["key"])
    row = {name: cells[at] for name, cells in text.columns.items()}
    if answers["present"] and answers["present"] != row[column]:
        message = f"the cell holds {quoted(row[column])}, not {quoted(answers['present'])}"
        mistakes.append(Mistake("It says", message, "look whether it was mended already"))
    f, correct = table.field[column], answers["correct"]
    if f.reference and correct and not f.is_list:
        correct, found = resolve(f, correct, "It should say", texts)
        mistakes += found
    row[column] = canonical_cell(f, correct)
    return [Change(table.name, row, at)], mistakes


def _wrong_place(answers: Mapping[str, str], package: Package, texts: Texts) -> Iterator[Mistake]:
    table, column = package.table[answers["table"]], answers["column"]
    if column in table.primary_key:
        yield Mistake("Column", f"{column} is the key", "a key is never changed: report the row under “How you know”")
    elif column not in table.field:
        names = ", ".join(f.name for f in table.fields)
        yield Mistake("Column", f"{table.path} has no column {quoted(column)}", f"write one of {names}")
    keys = _keys(texts[table.name])
    if answers["key"] not in keys:
        near = difflib.get_close_matches(answers["key"], keys, n=CLOSE)
        fix = f"write one of {', '.join(near)}" if near else "copy the key from the table"
        yield Mistake("Key", f"{table.path} has no row {quoted(answers['key'])}", fix)


def _keys(text: TextTable) -> list[str]:
    """Return the key of each row as findings show it."""
    return list(map(" ".join, text.keys()))
