"""Structure layer, second half: Frictionless validates the whole package, foreign keys included.

Out: its findings under our rules. What our own reader has reported on the same line is not reported twice.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from checks.findings import Finding
from checks.structure.structure_layer import finding
from schemas.processes import end_quietly_when_interrupted

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
WHOLE_FILE = {
    f"structure/{kind}"
    for kind in ("one-line-per-row", "quotes-balanced", "utf-8", "no-byte-order-mark", "lf-line-ends", "no-nul",
                 "no-conflicts", "file-readable", "last-line-ended", "cells-match-header", "header-as-declared",
                 "no-empty-lines", "canonical", "table-not-empty")
}  # fmt: skip


def check_with_frictionless(root: Path, names: Iterable[str], processes: int = 1) -> list[Finding]:
    """Run Frictionless over the named resources, dealt out to that many processes."""
    ordered = sorted(names, key=lambda n: -_size(root, n))
    if processes == 1 or len(ordered) < processes:
        return _frictionless(root, ordered)
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes, initializer=end_quietly_when_interrupted) as pool:
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


def without_known(found: list[Finding], by_reader: list[Finding]) -> list[Finding]:
    """Keep what Frictionless found on lines where our own reader saw nothing."""
    seen = {(f.file, f.line) for f in by_reader}
    unread = {f.file for f in by_reader if f.rule in WHOLE_FILE}  # or is read otherwise by make format
    new = [f for f in found if (f.file, f.line) not in seen and f.file not in unread]
    # while a file cannot be read, every reference to it looks wrong, and its encoding is held against who refers to it
    of_others = {"structure/reference-exists", "structure/utf-8"}
    return [f for f in new if not unread or f.rule not in of_others]
