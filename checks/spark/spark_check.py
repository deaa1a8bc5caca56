"""The package, or tables of its form, checked on Spark: `python -m scripts.check --engine spark --data DIR-or-URL`.

In: where the tables lie. Out: findings about rows, and in words what was not asked. The other layers are not run there.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from checks.run import Verdict
from checks.severity import with_severity, without_exempt
from checks.spark.spark_rows import check_rows_on_spark
from checks.spark.spark_session import SparkConnection, start_spark
from checks.spark.spark_tables import SparkTables, read_tables
from checks.workers import CouldNotRun
from schemas.package import DESCRIPTOR, ROOT, Package, read_package

LAYER = "rows"
UNCHECKED = "on Spark the layer rows was run; structure, dataset and derived were not: each cell is taken as sound"


def check_with_spark(
    where: str, layers: Iterable[str], day_of: Callable[[Package], date], table: str | None = None, stale: bool = False
) -> Verdict:
    """Run the rules on rows. Raises UserError without Java, or where tables cannot be read; CouldNotRun for a layer or
    table that is not there."""
    if LAYER not in layers:
        raise CouldNotRun(f"on Spark there is the layer {LAYER} alone")
    package = read_package(Path(where) if (Path(where) / DESCRIPTOR).is_file() else ROOT)
    if table and table not in package.table:
        raise CouldNotRun(f"no table {table}; there are {', '.join(package.table)}")
    spark = start_spark()
    try:
        return _verdict(SparkConnection(spark), package, where, day_of(package), table, stale)
    finally:
        spark.stop()


def _verdict(
    con: SparkConnection, package: Package, where: str, today: date, table: str | None, stale: bool
) -> Verdict:
    found = {t.name for t in read_tables(con, package, where)}
    tables = SparkTables({}, today, package=package, spark=con)
    findings, unasked = check_rows_on_spark(tables, [t.name for t in package.tables if t.name in found])
    verdict = Verdict(seconds={LAYER: 0.0}, unchecked=describe_unchecked(package, found, unasked))
    kept = (with_severity(f, today, stale) for f in without_exempt(findings, set()))
    verdict.findings = [f for f in kept if table is None or f.file == package.table[table].path]
    return verdict


def describe_unchecked(package: Package, found: set[str], unasked: dict[str, str]) -> str:
    """Say which layers, tables and rules were left out."""
    lines = [UNCHECKED]
    if absent := [t.name for t in package.tables if t.name not in found]:
        lines.append(f"not there, and no rule on rows looks at them: {', '.join(absent)}")
    lines += [f"{rule} was not asked: {why}" for rule, why in sorted(unasked.items())]
    return "\n".join(lines)
