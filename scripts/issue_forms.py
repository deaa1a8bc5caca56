"""The issue forms: what each asks, and the files in .github/ISSUE_TEMPLATE that GitHub makes forms of.

In: `issue_forms.yaml`, which names columns, the Table Schemas and the vocabulary. Out: `Form` objects, by which
`scripts.from_issue` reads an issue, and the text of the files. An answer to a question with options is one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemas.csv_text import TextTable
from schemas.errors import PackageError
from schemas.package import ROOT, Field, Package
from schemas.package_shapes import NAME
from schemas.shapes import flag, list_of, record, refuse, text
from schemas.typed_files import read_yaml

TEMPLATE = Path(__file__).with_name("issue_forms.yaml")
FOLDER = ".github/ISSUE_TEMPLATE"
CONFIRMED, CONFIRM_LABEL = "confirm", "Read"
HEAD = "# Made by make regenerate from scripts/issue_forms.yaml and the Table Schemas; never edited by hand.\n"
NO_BREAKS = 10_000  # columns: a text stays on its line
COLUMNS, FILE = list_of(NAME), text(r"[a-z][a-z0-9-]*", "a name of small letters, digits and -")
FREE = record({"id": NAME, "label": text(), "description": text()}, {"required": flag, "long": flag})
FORM = record(
    {"file": FILE, "name": text(), "description": text(), "title": text(), "label": text()},
    {"table": NAME, "columns": COLUMNS, "questions": list_of(FREE)},
)
FORMS = record(
    {"listed": COLUMNS, "long": COLUMNS, "optional": COLUMNS, "confirm": text(), "forms": list_of(FORM),
     "page": record({"prefix": text(), "table": NAME, "columns": COLUMNS})},
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One field of a form. `options` gives the code that each option stands for; `table` is empty where no column is
    asked for."""

    id: str
    label: str
    description: str
    required: bool
    example: str = ""
    options: Mapping[str, str] | None = None
    long: bool = False
    table: str = ""
    column: str = ""


@dataclass(frozen=True)
class Form:
    """One form: `table` is the one to which it adds a row; empty where it is about a row that is there."""

    file: str
    name: str
    description: str
    title: str
    label: str
    table: str
    questions: tuple[Question, ...]
    confirm: str


@cache
def _template() -> dict[str, Any]:
    file, content = str(TEMPLATE.relative_to(ROOT)), TEMPLATE.read_text(encoding="utf-8")
    found: dict[str, Any] = read_yaml(file, content)
    refuse(file, content, FORMS(found, ()))
    return found


def option(row: Mapping[str, str], key: str) -> str:
    """Return how a row of the vocabulary is offered for choice.

    >>> option({"metric_id": "fp16-tflops", "name": "FP16 throughput"}, "metric_id")
    'FP16 throughput (fp16-tflops)'
    """
    return f"{row['name']} ({row[key]})" if row.get("name") else row[key]


def forms(package: Package, texts: Mapping[str, TextTable]) -> tuple[Form, ...]:
    """Return every form, with the words that the tables hold now for choice."""
    return tuple(_form(raw, package, texts) for raw in _template()["forms"])


def _form(raw: dict[str, Any], package: Package, texts: Mapping[str, TextTable]) -> Form:
    page = _template()["page"]
    if ("table" in raw) != ("columns" in raw) or ("table" in raw) == ("questions" in raw):
        raise PackageError(f"{TEMPLATE.relative_to(ROOT)}: the form {raw['file']} has table and columns, or questions")
    if "table" in raw:
        own = [_column_question(raw["table"], name, "", package, texts) for name in raw["columns"]]
        of_page = [_column_question(page["table"], name, page["prefix"], package, texts) for name in page["columns"]]
        questions = [*own, *of_page]
    else:
        questions = [_free_question(question, package) for question in raw["questions"]]
    about = {name: raw[name] for name in ("file", "name", "description", "title", "label")}
    confirm = _template()[CONFIRMED] if "table" in raw else ""
    return Form(**about, table=raw.get("table", ""), questions=tuple(questions), confirm=confirm)


def _column_question(
    table: str, column: str, prefix: str, package: Package, texts: Mapping[str, TextTable]
) -> Question:
    if table not in package.table or column not in package.table[table].field:
        raise PackageError(f"{TEMPLATE.relative_to(ROOT)} asks for {table}.{column}, which no table has")
    f = package.table[table].field[column]
    label = f"{prefix}{f.title[0].lower()}{f.title[1:]}" if prefix else f.title
    return Question(
        id=f"{table}-{column}",
        label=label,
        description=_description(f),
        required=f.required and column not in _template()["optional"],
        example=f.example or "",
        options=_options(f, texts),
        long=column in _template()["long"],
        table=table,
        column=column,
    )


def _description(f: Field) -> str:
    if f.reference and f.reference.table not in _template()["listed"]:
        return f"{f.description} Its id or its name, as in data/{f.reference.table}.csv."
    return f.description


def _options(f: Field, texts: Mapping[str, TextTable]) -> dict[str, str] | None:
    """Return what can be chosen for a column, and the code of each; nothing where a person types."""
    if "enum" in f.constraints:
        return {str(word): str(word) for word in f.constraints["enum"]}
    if not f.reference or f.reference.table not in _template()["listed"]:
        return None
    columns, key = texts[f.reference.table].columns, f.reference.column
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return {option(row, key): row[key] for row in rows}


def _free_question(raw: dict[str, Any], package: Package) -> Question:
    options = {t.name: t.name for t in package.tables if not t.is_derived} if raw["id"] == "table" else None
    return Question(
        raw["id"],
        raw["label"],
        raw["description"],
        raw.get("required", False),
        options=options,
        long=raw.get("long", False),
    )


def form_files(package: Package, texts: Mapping[str, TextTable]) -> dict[str, str]:
    """Return path and text of every file in the folder of issue templates."""
    made = {f"{FOLDER}/{form.file}.yml": _dump(_as_github(form)) for form in forms(package, texts)}
    return made | {f"{FOLDER}/config.yml": _dump(_config(package))}


def _config(package: Package) -> dict[str, Any]:
    link = {
        "name": "Make the change yourself",
        "url": f"{package.descriptor['homepage']}/blob/main/CONTRIBUTING.md",
        "about": "A pull request that adds or corrects a row is checked by itself.",
    }
    return {"blank_issues_enabled": True, "contact_links": [link]}


def _dump(content: dict[str, Any]) -> str:
    return HEAD + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=NO_BREAKS)


def _as_github(form: Form) -> dict[str, Any]:
    body = [_field(question) for question in form.questions]
    if form.confirm:
        body.append(
            {
                "type": "checkboxes",
                "id": CONFIRMED,
                "attributes": {
                    "label": CONFIRM_LABEL,
                    "options": [{"label": form.confirm, "required": True}],
                },
            }
        )
    return {
        "name": form.name,
        "description": form.description,
        "title": form.title,
        "labels": [form.label],
        "body": body,
    }


def _field(question: Question) -> dict[str, Any]:
    kind = "dropdown" if question.options else "textarea" if question.long else "input"
    attributes: dict[str, Any] = {"label": question.label, "description": question.description}
    if question.options:
        attributes["options"] = list(question.options)
    elif question.example:
        attributes["placeholder"] = question.example
    made = {"type": kind, "id": question.id, "attributes": attributes}
    return made | {"validations": {"required": True}} if question.required else made
