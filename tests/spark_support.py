"""A local Spark for tests, and a package in which every rule on rows is broken."""

import shutil
import sys
from functools import cache

import pytest

import checks.rows.pandera_schemas  # noqa: F401 # before pandas can find another pyarrow than the one it lacks
import planted_rows
from checks.rows.row_layer import load_rules
from checks.rulebook import rules
from clients_support import CLIENTS
from tests_support import Rows

SMALL = (  # many queries over few rows: compiling each takes longer than running it
    "spark.sql.shuffle.partitions=1",
    "spark.sql.adaptive.enabled=false",
    "spark.sql.codegen.wholeStage=false",
    "spark.sql.codegen.factoryMode=NO_CODEGEN",
    "spark.ui.enabled=false",
    "spark.driver.memory=2g",
)
SETTINGS = f"--master local[2] {' '.join(f'--conf {setting}' for setting in SMALL)} pyspark-shell"


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
    return planted_rows.planted(rule for rule in rules().values() if rule.layer == "rows")
