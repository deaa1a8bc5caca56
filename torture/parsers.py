"""What strangers can make us parse, each as one function of bytes: for the fuzzer, and for the corpus in the tests.

Each may raise `UserError`, which is a word to whoever wrote the bytes. Anything else is a fault of ours, as is an
answer that contradicts itself: the functions assert what must hold of it.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from checks.canonical import canonical, read_leniently
from checks.findings import Finding, as_github, as_json, as_junit
from checks.rows.predicates import Tables
from checks.rows.row_layer import load_rules, messages_of, rules_of
from checks.structure.structure_layer import check_schemas
from schemas.cells import cell_error, check_cells, read_tables
from schemas.csv_text import TextTable, parse
from schemas.errors import UserError
from schemas.package import Field, read_package
from schemas.periods import period_end, period_start, precision
from scripts.from_issue import as_csv, with_changes
from scripts.issue_answers import form_of, read_answers
from scripts.issue_forms import forms
from scripts.new_rows import corrected_row, suggested_rows

PACKAGE = read_package()
load_rules()
SHORT = ("regions", "firms", "assumptions", "chip_suppliers")  # tables of every type of column
Parser = Callable[[bytes], None]


def csv_file(raw: bytes) -> None:
    """Read a table, chosen by the first byte; format it if its form allows."""
    table = PACKAGE.table[SHORT[raw[0] % len(SHORT)]] if raw else PACKAGE.table[SHORT[0]]
    raw = raw[1:]
    text, problems = parse(table, raw)
    lines = raw.count(b"\n") + 1
    assert all(1 <= p.line <= lines and p.message for p in problems)
    if problems:
        assert not any(text.columns.values())
    else:
        assert all(1 <= p.line <= lines for p in check_cells(text))
    text, problems = read_leniently(table, raw)
    if not problems:
        once = canonical(text)
        again, problems = read_leniently(table, once.encode())
        assert not problems and canonical(again) == once


def table_schema(raw: bytes) -> None:
    """Read a Table Schema as that of the only table of a package; make its table in SQL."""
    resource = {"name": "t", "path": "data/t.csv", "schema": "schemas/tables/t.json"}
    with TemporaryDirectory(dir=_quick_folder()) as made:
        root = Path(made)
        (root / "schemas" / "tables").mkdir(parents=True)
        (root / "schemas" / "tables" / "t.json").write_bytes(raw)
        (root / "datapackage.json").write_text(json.dumps({"created": "2026-11-23", "resources": [resource]}))
        (table,) = read_package(root).tables
        check_schemas(root)
    assert table.sql_create() and table.sql_comments()


def _quick_folder() -> str | None:
    memory = Path("/dev/shm")  # nosec B108 # folders in it are made by tempfile
    return str(memory) if memory.is_dir() else None


def period(raw: bytes) -> None:
    """Take a text for a period, where the column of a period would."""
    text = raw.decode("utf-8", "replace")
    column = PACKAGE.table["observations"].field["period"]
    if not text or cell_error(column, text):
        return
    first, last = period_start(text), period_end(text.split("/")[0])
    assert isinstance(first, date) and first <= last and period_end(text)
    assert precision(text) in ("year", "half", "quarter", "month", "day", "interval")


def findings(raw: bytes) -> None:
    """Show two findings in the words of a stranger in every form, and read them back."""
    parts = [*raw.decode("utf-8", "replace").split("\0"), "", "", ""]
    shown = [Finding(f"data/{parts[0]}", n, parts[1], "a/b", "error", parts[2], "x", "y", parts[3]) for n in (1, 2)]
    back = json.loads(as_json(shown))
    assert [{k: v for k, v in found.items() if k != "link"} for found in back] == [vars(f) for f in shown]
    lines = as_github(shown).split("\n")
    assert len(lines) == len(shown) and all(re.match(r"::error file=[^,:]*,line=\d,title=a/b::", x) for x in lines)
    plain = [x.partition("::")[2].partition("::")[2] for x in lines]
    assert [x.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") for x in plain] == [
        f"{parts[2]} — x. y" for _ in shown
    ]
    suite = ElementTree.fromstring(as_junit(shown, ["a/b", "c/d"]))  # nosec B314 # our own document
    assert suite.get("failures") == "1" and len(suite) == 2


def issue(raw: bytes) -> None:
    """Read the body of an issue; make the rows that it suggests, and check them as cells."""
    texts = _texts()
    form = form_of(body := raw.decode("utf-8", "replace"), forms(PACKAGE, texts))
    answers, mistakes = read_answers(body, form)
    if form.table:
        changes, found = suggested_rows(form, answers, PACKAGE, texts, PACKAGE.day)
    else:
        changes, found = corrected_row(answers, PACKAGE, texts)
    assert all(str(m) for m in [*mistakes, *found])
    if not mistakes and not found:
        with_changes(texts, changes)
        assert as_csv(changes, PACKAGE).count("\n") == 3 * len(changes)  # a cell holds no line break


@cache
def _texts() -> dict[str, TextTable]:
    return read_tables(PACKAGE)


def address(raw: bytes) -> None:
    """Ask every rule on the address of a page about one that its column takes."""
    text = raw.decode("utf-8", "replace")
    column: Field = PACKAGE.table["sources"].field["url"]
    known = _texts()
    if cell_error(column, text):
        return
    one = {name: cells[:1] for name, cells in known["sources"].columns.items()}
    source = TextTable(PACKAGE.table["sources"], one | {"url": [text], "archive_url": [text]})
    tables = Tables(known | {"sources": source}, PACKAGE.day)
    for rule in rules_of("sources"):
        if {"url", "archive_url"} & set(rule.columns):
            assert all(isinstance(message, str) for message in messages_of(rule, tables))


PARSERS: dict[str, Parser] = {
    "csv": csv_file, "schema": table_schema, "period": period, "findings": findings, "issue": issue, "address": address,
}  # fmt: skip


def parsed(name: str, raw: bytes) -> None:
    """Let a parser have some bytes; a word to their writer is an answer as well."""
    try:
        PARSERS[name](raw)
    except UserError as error:
        assert str(error)
