"""Structure layer, first half: our own reader over every table, the Table Schemas themselves, and the views.

It goes first, as it counts physical lines and sees what Frictionless lets through: line breaks in cells, unbalanced
quotes, byte order marks, other encodings, infinite numbers, lists, circles, and files out of canonical form.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from checks.canonical import in_order, with_canonical_cells
from checks.findings import Finding
from checks.rulebook import rule_named
from checks.structure.cell_texts import check_texts, text_error
from schemas.cells import check_cells, without_outdated
from schemas.csv_text import Problem, TextTable, parse_leniently, quoted, read_raw
from schemas.package import Field, Package, Table
from schemas.package_shapes import schema_faults
from schemas.plain_files import names_in, plain_text
from schemas.problems import Cause
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
Place = tuple[str, int, str]  # file, line, column
Early = Callable[[list[Finding]], None]


def nobody(findings: list[Finding]) -> None:
    """Stand for somebody who waits for everything."""


@dataclass
class Read:
    """Tables as text; what is wrong in them; what `make format` puts right; files whose form could not be made out;
    cells whose characters or words are wrong, of which nothing else is said; and how often each cause holds in a file
    of which not every problem is named."""

    texts: dict[str, TextTable] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    out_of_form: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    accused: set[Place] = field(default_factory=set)
    counts: dict[str, Counter[Cause]] = field(default_factory=dict)


def check_structure(
    package: Package, first: Collection[str] = (), early: Early = nobody
) -> tuple[dict[str, TextTable], list[Finding]]:
    """Run our own reader over every table, the schemas and the views. Return the tables as text and the findings.

    The tables come without rows of derived tables that refer to what is gone, as other layers cannot use them. Tables
    named in `first` are read before the others, of these the one that was written last, then small ones before large
    ones; what is wrong within a table is told `early`, as soon as it was read, and references once all are read.
    """
    read = read_as_text(package.tables, package.root, first, early)
    if lost := dangling(read):
        early([problem_finding(p) for p in lost])
        read.problems += lost
    return conclude(package, read)


def conclude(package: Package, read: Read) -> tuple[dict[str, TextTable], list[Finding]]:
    """Make findings of what was read, and add those on schemas and views."""
    sound, problems, outdated = without_outdated(read.texts, read.problems)
    formless = unsound_files(problems)
    known = read.texts.get("metrics")  # a package may lack it, which is said elsewhere
    if known and (metrics := set(known.columns["metric_id"])) and known.table.path not in formless:
        problems += check_metrics(read_views(package.root / "schemas" / "views"), metrics)
    findings = [problem_finding(p) for p in problems]
    findings += [f for f in read.out_of_form if f.file not in formless]
    findings += [outdated_finding(p) for p in outdated]
    findings += check_schemas(package.root)
    return sound, findings


def read_as_text(tables: Collection[Table], root: Path, first: Collection[str] = (), early: Early = nobody) -> Read:
    """Read tables as `make format` would write them, and check their cells. What was found comes in the order of the
    tables; for `first` and `early` see `check_structure`."""
    read = Read()
    of_table: dict[str, tuple[TextTable, list[Problem], list[Finding]]] = {}
    files = {t.name: _size_and_time(root / t.path) for t in tables}
    last = max((files[name][1] for name in first if name in files), default=0)
    for table in sorted(tables, key=lambda t: (t.name not in first, files[t.name][1] != last, files[t.name][0])):
        text, problems, mended = read_as_formatted(table, root)
        if problems:
            read.unread.add(table.path)
        else:
            problems, characters = check_content(text)
            read.accused |= characters
        of_table[table.name] = text, problems, mended
        if problems or (mended and text.keys()):  # of a table without rows, that alone is said in the end
            early([problem_finding(p) for p in problems] or mended)
    for table in tables:
        read.texts[table.name], problems, mended = of_table[table.name]
        read.problems += problems
        read.out_of_form += mended
    return read


def dangling(read: Read, more: Iterable[Problem] = (), referring: Mapping[str, int] | None = None) -> list[Problem]:
    """Check the references between tables whose files could be read.

    `more` are references of these tables to tables that are not among them; `referring`, how many cells of those refer
    here.
    """
    known = {name: text for name, text in read.texts.items() if text.table.path not in read.unread}
    found = [*check_between(known, referring), *more]
    return [p for p in found if (p.file, p.line, p.column) not in read.accused]


def _size_and_time(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_size, state.st_mtime_ns


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


def check_contents(texts: dict[str, TextTable]) -> list[Problem]:
    """Check the cells of tables, and the references between them."""
    found = [check_content(text) for text in texts.values()]
    accused = set[Place]().union(*(characters for _, characters in found))
    between = [p for p in check_between(texts) if (p.file, p.line, p.column) not in accused]
    return [p for problems, _ in found for p in problems] + between


def check_content(text: TextTable) -> tuple[list[Problem], set[Place]]:
    """Check the cells of a table; also return those whose characters or words are wrong, of which nothing else is
    said."""
    problems = check_texts(text)
    accused = {(p.file, p.line, p.column) for p in problems}
    return problems + [p for p in check_cells(text) if (p.file, p.line, p.column) not in accused], accused


def without_accused(problems: list[Problem], others: Iterable[Problem]) -> list[Problem]:
    """Add to problems with characters and words those others that are about other cells."""
    accused = {(p.file, p.line, p.column) for p in problems}
    return problems + [p for p in others if (p.file, p.line, p.column) not in accused]


def problem_finding(problem: Problem) -> Finding:
    """Turn a problem of the reader into a finding of the rule that its kind names."""
    return finding(problem.file, problem.line, problem.column, problem.kind, problem.message, problem.fix)


def finding(file: str, line: int, column: str, kind: str, message: str, fix: str) -> Finding:
    """Make a finding of this layer: rule, severity and expectation from the rule book, the message as given."""
    rule = rule_named(f"structure/{kind}")
    shown = f"{column} {message}" if column else message
    return Finding(file, line, column, rule.id, rule.severity, shown, rule.holds, fix)


def outdated_finding(problem: Problem) -> Finding:
    """Make the finding about a row of a derived table that refers to what is gone."""
    rule = rule_named("derived/references-current")
    message = f"{problem.column} {problem.message}"
    return Finding(problem.file, problem.line, problem.column, rule.id, rule.severity, message, rule.holds, rule.fix)


def check_canonical(text: TextTable, mended: TextTable, content: str) -> list[Finding]:
    """Find what `make format` would write otherwise: cells, or else the first line that is out of form or place."""
    if changed := _changed_cells(text, mended):
        return [changed_cells_finding(text, changed)]
    lines, sound = content.split("\n"), in_order(mended).split("\n")
    sorted_only = sorted(lines) == sorted(sound)  # as where two branches added neighbours
    for n, (is_now, would_be) in enumerate(zip(lines, sound, strict=False), 1):
        if is_now != would_be:
            return [form_of_line_finding(text.table, n, sorted_only)]
    return []


def form_of_line_finding(table: Table, line: int, sorted_only: bool) -> Finding:
    """Make the finding about the first line that is out of form, or, if nothing else is wrong, out of place."""
    kind, words = "canonical", "is the first line out of canonical form"
    if sorted_only:
        kind, words = "rows-sorted", "is the first row out of the order of keys"
    return _mended(finding(table.path, line, "", kind, words, rule_named(f"structure/{kind}").fix))


def changed_cells_finding(text: TextTable, changed: list[tuple[int, str, str]]) -> Finding:
    """Make one finding of the cells that `make format` would write otherwise: of the first that holds what nobody sees,
    which is said with its code point, or else of the first."""
    cells = ((row, name, text.columns[name][row], would_be) for row, name, would_be in changed)
    for row, name, cell, would_be in cells:
        if is_unseen(text.table.field[name], cell):
            return changed_cell_finding(text.table, text.line(row), name, (cell, would_be), len(changed))
    row, name, would_be = changed[0]
    return changed_cell_finding(text.table, text.line(row), name, (text.columns[name][row], would_be), len(changed))


def is_unseen(f: Field, cell: str) -> bool:
    """Tell whether a cell holds characters that nobody sees."""
    wrong = text_error(f, cell)
    return wrong is not None and wrong[0] == "characters-seen"


def changed_cell_finding(table: Table, line: int, name: str, change: tuple[str, str], number: int) -> Finding:
    """Make the finding about one of a number of cells that `make format` would write otherwise."""
    cell, would_be = change
    more = f", and {number - 1} more cells" if number > 1 else ""
    if is_unseen(table.field[name], cell) and (wrong := text_error(table.field[name], cell)):
        return _mended(finding(table.path, line, name, wrong[0], f"{quoted(cell)} {wrong[1]}{more}", wrong[2]))
    message = f"{name} {quoted(cell)} is written {quoted(would_be)}{more}"
    return _mended(finding(table.path, line, "", "canonical", message, rule_named("structure/canonical").fix))


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
