"""The layers over a package with large tables, which are kept in a folder for all of them: nothing of it is kept for
later runs, and generated documents are not compared.

In: a package and what to check. Out: findings of each layer as it ends, and words for what was not looked at.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from checks.findings import Finding
from checks.severity import is_broken
from checks.structure.frictionless_layer import check_with_frictionless, without_known
from checks.structure.large_layer import check_tables
from schemas.package import Package, Table
from schemas.work_folders import work_folder

Done = Callable[[str, list[Finding]], None]


def run_large(
    package: Package, large: list[Table], layers: Iterable[str], tables: Iterable[str], stray: list[Finding], done: Done
) -> str:
    """Run the layers over some tables of a package; say what was not looked at."""
    with work_folder(package.root / "build", "checking") as folder:
        return _run(package, large, list(layers), list(tables), stray, done, folder)


def _run(
    package: Package, large: list[Table], layers: list[str], tables: list[str], stray: list[Finding], done: Done,
    folder: Path,
) -> str:  # fmt: skip
    _, by_reader = check_tables(package, folder)
    by_reader += stray
    if "structure" in layers or is_broken(by_reader):
        done("structure", by_reader)
    if "structure" in layers:
        names = sorted(set(tables) - closed(package, by_reader, large))
        done("frictionless", without_known(check_with_frictionless(package.root, names, processes=2), by_reader))
    if layers == ["structure"]:
        return ""
    return f"the form alone was checked, as {', '.join(t.path for t in large)} is large"


def closed(package: Package, findings: Iterable[Finding], large: Iterable[Table] = ()) -> set[str]:
    """Return the tables that libraries may not open: their files, or those that they refer to, are no plain files, or
    so large that a library which reads row by row takes minutes."""
    unread = {f.file for f in findings if f.rule == "structure/file-readable"}
    shut = {t.name for t in package.tables if t.path in unread or t in large}
    return {t.name for t in package.tables if shut & {t.name, *(f.reference.table for f in t.fields if f.reference)}}
