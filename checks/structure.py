"""Structure layer: every table is what its Table Schema says.

Our own reader goes first, as it counts physical lines and sees what Frictionless lets through: line breaks in cells,
unbalanced quotes, byte order marks, other encodings, infinite numbers, lists, circles, and files out of canonical
form. Frictionless then validates the whole package, foreign keys included; what both see is said once.
"""

import json
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from checks.canonical import canonical
from checks.findings import Finding
from checks.rulebook import rules
from schemas.cells import check_cells, check_references, without_outdated
from schemas.csv_text import Problem, TextTable, read_text
from schemas.package import Package
from schemas.views import check_metrics, read_views

FIELD_PROPERTIES = {
    "name", "title", "type", "format", "description", "unit", "example", "constraints", "list", "missingValues",
}  # fmt: skip
CONSTRAINTS = {"required", "unique", "enum", "pattern", "minimum", "maximum"}
SCHEMA_PROPERTIES = {
    "$schema", "title", "description", "fields", "fieldsMatch", "missingValues", "primaryKey", "foreignKeys",
}  # fmt: skip
SAME = {
    "blank-row": "no-empty-lines",
    "cell": "cells-match-header",
    "constraint-error": "allowed-values",
    "encoding-error": "utf-8",
    "extra-cell": "cells-match-header",
    "foreign-key": "reference-exists",
    "missing-cell": "cells-match-header",
    "primary-key": "primary-key",
    "type-error": "typed",
    "unique-error": "unique",
}


def check_structure(package: Package) -> tuple[dict[str, TextTable], list[Finding]]:
    """Our own reader over every table, the descriptors and the views. Returns the tables as text and the findings.

    The tables come without rows of derived tables that refer to what is gone, as other layers cannot use them.
    """
    texts: dict[str, TextTable] = {}
    problems: list[Problem] = []
    for table in package.tables:
        texts[table.name], found = read_text(table, package.root)
        problems += found or check_cells(texts[table.name])
    formless = {p.file for p in problems}
    sound, outdated = texts, list[Problem]()
    if not any(not text.keys() and text.table.path in formless for text in texts.values()):
        sound, dangling, outdated = without_outdated(texts, check_references(texts))
        problems += dangling
    if texts["metrics"].table.path not in formless:
        metrics = set(texts["metrics"].columns["metric_id"])
        problems += check_metrics(read_views(package.root / "schemas" / "views"), metrics)
    findings = [finding(p.file, p.line, p.column, p.kind, p.message, p.mend) for p in problems]
    findings += [outdated_finding(p) for p in outdated]
    findings += check_schemas(package.root)
    findings += [
        f for text in texts.values() if text.table.path not in formless for f in check_canonical(text, package)
    ]
    return sound, findings


def finding(file: str, line: int, column: str, kind: str, message: str, mend: str) -> Finding:
    """A finding of this layer: rule, severity and expectation from the rule book, words from the place."""
    rule = rules()[f"structure/{kind}"]
    shown = f"{column} {message}" if column else message
    return Finding(file, line, column, rule.id, rule.severity, shown, rule.holds, mend)


def outdated_finding(problem: Problem) -> Finding:
    """The finding about a row of a derived table that refers to what is gone."""
    rule = rules()["derived/references-current"]
    message = f"{problem.column} {problem.message}"
    return Finding(problem.file, problem.line, problem.column, rule.id, rule.severity, message, rule.holds, rule.mend)


def check_canonical(text: TextTable, package: Package) -> list[Finding]:
    """The first line at which a file differs from what `make format` would write: in its form, or in its place."""
    path = package.root / text.table.path
    lines, sound = path.read_text(encoding="utf-8").split("\n"), canonical(text).split("\n")
    kind, words = "canonical", "is the first line out of canonical form"
    if sorted(lines) == sorted(sound):  # as where two branches added neighbours
        kind, words = "rows-sorted", "is the first row out of the order of keys"
    for n, (is_now, would_be) in enumerate(zip(lines, sound, strict=False), 1):
        if is_now != would_be:
            return [finding(text.table.path, n, "", kind, words, rules()[f"structure/{kind}"].mend)]
    return []


def check_schemas(root: Path) -> list[Finding]:
    """Properties that no tool knows, which would be passed over in silence."""
    findings = []
    for path in sorted((root / "schemas" / "tables").glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        file = str(path.relative_to(root))
        places = [("the schema", schema, SCHEMA_PROPERTIES)]
        for f in schema["fields"]:
            places += [(f["name"], f, FIELD_PROPERTIES)]
            places += [(f"{f['name']}.constraints", f.get("constraints", {}), CONSTRAINTS)]
        for place, having, known in places:
            for name in sorted(having.keys() - known):
                line = _line_of(path, f'"{name}"')
                message = f"{place} has the property “{name}”, which nothing enforces"
                mend = f"correct its spelling or remove it; known are {', '.join(sorted(known))}"
                findings.append(finding(file, line, "", "properties-known", message, mend))
    return findings


def _line_of(path: Path, text: str) -> int:
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if text in line:
            return n
    return 1


def check_with_frictionless(root: Path, names: Iterable[str], processes: int = 1) -> list[Finding]:
    """Frictionless over the named resources, dealt out to that many processes."""
    ordered = sorted(names, key=lambda n: -_size(root, n))
    if processes == 1 or len(ordered) < processes:
        return _frictionless(root, ordered)
    with ProcessPoolExecutor(max_workers=processes) as pool:
        dealt = [ordered[n::processes] for n in range(processes)]
        return [f for part in pool.map(_frictionless, [root] * processes, dealt) for f in part]


def _size(root: Path, name: str) -> int:
    path = root / "data" / f"{name}.csv"
    return path.stat().st_size if path.exists() else 0


def _frictionless(root: Path, names: list[str]) -> list[Finding]:
    from frictionless import Package as Frictionless
    from frictionless import system

    findings = []
    with system.use_context(trusted=True):
        package: Any = Frictionless(str(root / "datapackage.json"))
        for name in names:
            resource = package.get_resource(name)
            for error in (e for task in resource.validate().tasks for e in task.errors):
                findings.append(_from_frictionless(str(resource.path), error))
    return findings


def _from_frictionless(file: str, error: Any) -> Finding:
    kind = SAME.get(error.type, "frictionless-valid")
    if error.type.endswith("label") or error.type.endswith("header"):
        kind = "header-as-declared"
    column = getattr(error, "field_name", "") or ""
    note = " ".join(str(error.note or error.message).split())
    return finding(file, getattr(error, "row_number", None) or 1, column, kind, f"is refused: {note}", "see the rule")


def merged(own: list[Finding], frictionless: list[Finding]) -> list[Finding]:
    """Our findings, and those of Frictionless about lines on which we saw nothing."""
    seen = {(f.file, f.line) for f in own}
    whole = {f.file for f in own if f.rule in WHOLE_FILE}
    more = [f for f in frictionless if (f.file, f.line) not in seen and f.file not in whole]
    # beside a file that cannot be read, every reference to it would look wrong
    return own + [f for f in more if not whole or f.rule != "structure/reference-exists"]


WHOLE_FILE = {
    f"structure/{kind}"
    for kind in ("one-line-per-row", "quotes-balanced", "utf-8", "no-byte-order-mark", "lf-line-ends", "no-nul",
                 "file-readable", "last-line-ended", "cells-match-header", "header-as-declared", "no-empty-lines")
}  # fmt: skip
