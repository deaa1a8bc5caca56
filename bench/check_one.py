"""One check of a large package in a process of its own: `python -m bench.check_one WHAT ROOT` prints what was found.

Lines on standard output: rule, line and key of each finding, with blanks between them; an engine without rules says
`-`. What a finding stands for beyond its own row is not counted.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from schemas.package import read_package, sql_text

Found = set[tuple[str, int, str]]
OBSERVATIONS = "observations"


def bare_read(root: Path) -> Found:
    """Read every cell of the table once, as text, and keep the largest of each column."""
    columns = read_package(root).table[OBSERVATIONS].fields
    _ask_duckdb(f"select {', '.join(f'max({f.name})' for f in columns)} from {_text_cells(root)}")  # nosec B608 # names of a schema
    return set()


def read_into_table(root: Path) -> Found:
    """Read every row, as text, into a table in memory."""
    _ask_duckdb(f"create table {OBSERVATIONS} as from {_text_cells(root)}")
    return set()


def _text_cells(root: Path) -> str:
    table = read_package(root).table[OBSERVATIONS]
    columns = ", ".join(f"{sql_text(f.name)}: 'varchar'" for f in table.fields)
    return f"read_csv({sql_text(str(root / table.path))}, columns = {{{columns}}}, auto_detect = false, header = true)"


def _ask_duckdb(query: str) -> None:
    import duckdb

    duckdb.execute("set enable_progress_bar = false")
    duckdb.execute(query).fetchall()


def ours(root: Path) -> Found:
    """Run all layers, as a check does."""
    from checks.run import run

    found: Found = set()
    package = read_package(root)

    def keep(layer: str, findings: list, seconds: float) -> None:
        found.update((f.rule, f.line, f.key) for f in findings)

    run(package, package.day, keep, thorough=False)
    return found


def spark(root: Path) -> Found:
    """Run the rules on rows by Spark on this machine."""
    from checks.run import LAYERS
    from checks.spark.spark_check import check_with_spark

    def day(package: object) -> date:
        return read_package(root).day

    return {(f.rule, f.line, f.key) for f in check_with_spark(str(root), LAYERS, day, None, False).findings}


def directly(library: str) -> Callable[[Path], Found]:
    """Return what asks a library directly."""

    def ask(root: Path) -> Found:
        from bench import direct_checks

        return {("-", line, "") for line in getattr(direct_checks, library)(root)}

    return ask


ENGINES: dict[str, Callable[[Path], Found]] = {
    "bare-read": bare_read,
    "table": read_into_table,
    "ours": ours,
    "spark": spark,
    **{name: directly(name) for name in ("frictionless", "pandera", "great_expectations")},
}

if __name__ == "__main__":
    for rule, line, key in sorted(ENGINES[sys.argv[1]](Path(sys.argv[2]))):
        print(rule, line, key)
