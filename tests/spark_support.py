"""A local Spark for tests, and a package in which every rule on rows is broken."""

import copy
import shutil
import sys
from functools import cache

import pytest

from checks.rows.row_layer import load_rules
from checks.rulebook import Rule, rules
from clients_support import CLIENTS
from schemas.cells import read_text
from schemas.package import ROOT
from tests_support import PACKAGE, VOCABULARY, Rows, with_example

SMALL = (  # many queries over few rows: compiling each takes longer than running it
    "spark.sql.shuffle.partitions=1",
    "spark.sql.adaptive.enabled=false",
    "spark.sql.codegen.wholeStage=false",
    "spark.sql.codegen.factoryMode=NO_CODEGEN",
    "spark.ui.enabled=false",
    "spark.driver.memory=2g",
)
SETTINGS = f"--master local[2] {' '.join(f'--conf {setting}' for setting in SMALL)} pyspark-shell"
THINGS = (
    "sources", "actors", "firms", "processes", "chips", "fabs", "plans", "observations", "targets", "outcomes",
    "events",
)  # fmt: skip
NAMES = {("actors", "name"), ("actors", "name_zh"), ("sources", "publisher"), ("sources", "original_publisher")}


def find_spark(patch: pytest.MonkeyPatch) -> None:
    """Let this process find PySpark and sqlglot in .venv-clients, behind its own libraries, or skip the test."""
    found = sorted(CLIENTS.parent.glob("lib/python*/site-packages"))
    if not shutil.which("java"):
        pytest.skip("java is not there: install openjdk-17-jre-headless")
    if not found or not all((found[0] / name).is_dir() for name in ("pyspark", "sqlglot")):
        pytest.skip("pyspark and sqlglot are not there: make test sets up .venv-clients")
    patch.setattr(sys, "path", [*sys.path, str(found[0])])
    patch.setenv("PYSPARK_SUBMIT_ARGS", SETTINGS)
    patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")


@cache
def planted() -> Rows:
    """Return one package of the bad examples of all rules on rows, each with things of its own, by key."""
    load_rules()
    rows: Rows = {name: _real(name) for name in VOCABULARY}
    for n, rule in enumerate(r for r in rules().values() if r.layer == "rows"):
        for table, found in _of_its_own(rule, n).items():
            rows.setdefault(table, []).extend(found)
    return {table: _by_key(table, found) for table, found in rows.items()}


def _real(name: str) -> list[dict[str, str]]:
    columns = read_text(PACKAGE.table[name], ROOT)[0].columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _of_its_own(rule: Rule, n: int) -> Rows:
    """Return a bad example in which things, and words of the vocabulary that it changes, have keys of their own."""
    renamed = {*THINGS, *(name for name in rule.bad if len(PACKAGE.table[name].primary_key) == 1)}
    found: Rows = {}
    for table, rows in copy.deepcopy(with_example(rule.bad)).items():
        if table in renamed or table in ("conditions", "chip_suppliers"):
            found[table] = [{c: _renamed(table, c, cell, renamed, n) for c, cell in row.items()} for row in rows]
        else:
            found[table] = rows
    return found


def _renamed(table: str, column: str, cell: str, renamed: set[str], n: int) -> str:
    f = PACKAGE.table[table].field[column]
    target = f.reference.table if f.reference else table if column in PACKAGE.table[table].primary_key else ""
    if (table, column) in NAMES and cell:
        return f"{cell} {n}"
    if target not in renamed or not cell:
        return cell
    sign = f.items.delimiter if f.items else "\n"
    return sign.join(f"{item}-{n:03}" for item in cell.split(sign))


def _by_key(table: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    key = PACKAGE.table[table].primary_key
    first = {tuple(row.get(k, "") for k in key): row for row in reversed(rows)}
    return [first[k] for k in sorted(first)]
