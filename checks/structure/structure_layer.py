"""Structure layer, first half: our own reader over every table, the Table Schemas themselves, and the views.

It goes first, as it counts physical lines and sees what Frictionless lets through: line breaks in cells, unbalanced
quotes, byte order marks, other encodings, infinite numbers, lists, circles, and files out of canonical form.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from checks.canonical import in_order, with_canonical_cells
from checks.findings import Finding
from checks.rulebook import rules
from checks.structure.cell_texts import check_texts, text_error
from schemas.cells import check_cells, without_outdated
from schemas.csv_text import Problem, TextTable, parse_leniently, quoted, read_raw
from schemas.package import Package, Table
from schemas.package_shapes import schema_faults
from schemas.plain_files import names_in, plain_text
from schemas.references import check_between
from schemas.shapes import refuse
from schemas.typed_files import read_json
from schemas.views import check_metrics, read_views

FIELD_PROPERTIES = {
    "name", "title", "type", "format", "description", "unit", "example", "constraints", "list", "missingValues",
}  # fmt: skip
CONSTRAINTS = {"required", "unique", "enum", "pattern", "minimum", "maximum"}
SCHEMA_PROPERTIES = {
    "$schema", "title", "description", "fields", "fieldsMatch", "missingValues", "primaryKey", "foreignKeys",
}  # fmt: skip
BETWEEN_ROWS = {"reference-exists", "no-circles"}


def check_structure(package: Package) -> tuple[dict[str, TextTable], list[Finding]]:
    """Run our own reader over every table, the schemas and the views. Return the tables as text and the findings.

    The tables come without rows of derived tables that refer to what is gone, as other layers cannot use them.
    """
    texts: dict[str, TextTable] = {}
    problems: list[Problem] = []
    out_of_form: list[Finding] = []
    for table in package.tables:
        text, found, mended = read_as_formatted(table, package.root)
        texts[table.name] = text
        problems += found
        out_of_form += mended
    problems += check_contents(texts, {p.file for p in problems})
    sound, problems, outdated = without_outdated(texts, problems)
    formless = unsound_files(problems)
    metrics = set(texts["metrics"].columns["metric_id"])
    if metrics and texts["metrics"].table.path not in formless:
        problems += check_metrics(read_views(package.root / "schemas" / "views"), metrics)
    findings = [problem_finding(p) for p in problems]
    findings += [f for f in out_of_form if f.file not in formless]
    findings += [outdated_finding(p) for p in outdated]
    findings += check_schemas(package.root)
    return sound, findings


def read_as_formatted(table: Table, root: Path) -> tuple[TextTable, list[Problem], list[Finding]]:
    """Read a table as `make format` would write it. Return it, each row on its line; what format cannot put right; and
    one finding if it would put something right."""
    raw, problems = read_raw(table, root)
    if raw is None:
        return TextTable(table, {f.name: [] for f in table.fields}), problems, []
    text, notes, problems = parse_leniently(table, raw)
    if problems:
        return text, problems, []
    mended = with_canonical_cells(text)
    if notes:
        return mended, [], [form_finding(notes)]
    return mended, [], check_canonical(text, mended, raw.decode("utf-8"))


def form_finding(notes: list[Problem]) -> Finding:
    """Make one finding of all that is out of form in a file and that `make format` puts right."""
    first, messages = notes[0], list(dict.fromkeys(note.message for note in notes))
    fix = first.fix if len(messages) == 1 else "make format puts it right"
    return _mended(finding(first.file, first.line, "", first.kind, "; ".join(messages), fix))


def unsound_files(problems: Iterable[Problem]) -> set[str]:
    """Return the files in which a row cannot be read, or a cell is not what its column asks for."""
    return {p.file for p in problems if p.kind not in BETWEEN_ROWS}


def check_contents(texts: dict[str, TextTable], unread: set[str]) -> list[Problem]:
    """Check the cells of each table whose file could be read, and the references between those tables. Of a cell whose
    characters or words are wrong, nothing else is said."""
    read = {name: text for name, text in texts.items() if text.table.path not in unread}
    problems = [p for text in read.values() for p in check_texts(text)]
    accused = {(p.file, p.line, p.column) for p in problems}
    others = [p for text in read.values() for p in check_cells(text)] + check_between(read)
    return problems + [p for p in others if (p.file, p.line, p.column) not in accused]


def problem_finding(problem: Problem) -> Finding:
    """Turn a problem of the reader into a finding of the rule that its kind names."""
    return finding(problem.file, problem.line, problem.column, problem.kind, problem.message, problem.fix)


def finding(file: str, line: int, column: str, kind: str, message: str, fix: str) -> Finding:
    """Make a finding of this layer: rule, severity and expectation from the rule book, the message as given."""
    rule = rules()[f"structure/{kind}"]
    shown = f"{column} {message}" if column else message
    return Finding(file, line, column, rule.id, rule.severity, shown, rule.holds, fix)


def outdated_finding(problem: Problem) -> Finding:
    """Make the finding about a row of a derived table that refers to what is gone."""
    rule = rules()["derived/references-current"]
    message = f"{problem.column} {problem.message}"
    return Finding(problem.file, problem.line, problem.column, rule.id, rule.severity, message, rule.holds, rule.fix)


def check_canonical(text: TextTable, mended: TextTable, content: str) -> list[Finding]:
    """Find what `make format` would write otherwise: cells, or else the first line that is out of form or place."""
    table, rule = text.table, rules()
    if changed := _changed_cells(text, mended):
        return [_mended(changed_cells_finding(text, changed))]
    lines, sound = content.split("\n"), in_order(mended).split("\n")
    kind, words = "canonical", "is the first line out of canonical form"
    if sorted(lines) == sorted(sound):  # as where two branches added neighbours
        kind, words = "rows-sorted", "is the first row out of the order of keys"
    for n, (is_now, would_be) in enumerate(zip(lines, sound, strict=False), 1):
        if is_now != would_be:
            return [_mended(finding(table.path, n, "", kind, words, rule[f"structure/{kind}"].fix))]
    return []


def changed_cells_finding(text: TextTable, changed: list[tuple[int, str, str]]) -> Finding:
    """Make one finding of the cells that `make format` would write otherwise: of the first that holds what nobody sees,
    which is said with its code point, or else of the first."""
    more = f", and {len(changed) - 1} more cells" if len(changed) > 1 else ""
    for row, name, _ in changed:
        cell = text.columns[name][row]
        wrong = text_error(text.table.field[name], cell)
        if wrong and wrong[0] == "characters-seen":
            kind, message, fix = wrong
            return finding(text.table.path, text.line(row), name, kind, f"{quoted(cell)} {message}{more}", fix)
    row, name, would_be = changed[0]
    message = f"{name} {quoted(text.columns[name][row])} is written {quoted(would_be)}{more}"
    return finding(text.table.path, text.line(row), "", "canonical", message, rules()["structure/canonical"].fix)


def _changed_cells(text: TextTable, mended: TextTable) -> list[tuple[int, str, str]]:
    return sorted(
        (row, name, would_be)
        for name, cells in mended.columns.items()
        for row, (cell, would_be) in enumerate(zip(text.columns[name], cells, strict=True))
        if cell != would_be
    )


def _mended(found: Finding) -> Finding:
    return replace(found, mended=True)


def check_schemas(root: Path) -> list[Finding]:
    """Find properties that no tool knows and that would be ignored silently."""
    findings = []
    for file in names_in(root, "schemas/tables", ".json"):
        text = plain_text(root, file)
        schema = read_json(file, text)
        refuse(file, text, schema_faults(schema))
        places = [("the schema", schema, SCHEMA_PROPERTIES)]
        for f in schema["fields"]:
            places += [(f["name"], f, FIELD_PROPERTIES)]
            places += [(f"{f['name']}.constraints", f.get("constraints", {}), CONSTRAINTS)]
        for place, having, known in places:
            for name in sorted(having.keys() - known):
                line = _line_of(text, f'"{name}"')
                message = f"{place} has the property “{name}”, which nothing enforces"
                fix = f"correct its spelling or remove it; known are {', '.join(sorted(known))}"
                findings.append(finding(file, line, "", "properties-known", message, fix))
    return findings


def _line_of(text: str, sign: str) -> int:
    return next((n for n, line in enumerate(text.splitlines(), 1) if sign in line), 1)
