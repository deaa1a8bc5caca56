"""A session of Spark, and the connection through which rules in DuckDB's SQL ask it.

In: the SQL that `checks.rows` asks of DuckDB. Out: rows, as DuckDB's Python client gives them. Where Spark runs says
its own configuration (`SPARK_CONF_DIR`, `PYSPARK_SUBMIT_ARGS`, spark-submit); by default on this machine.
"""

import os
import shutil
from collections.abc import Sequence
from typing import Any

import duckdb
from py4j.protocol import Py4JError
from pyspark import StorageLevel
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from sqlglot import exp
from sqlglot.errors import SqlglotError

from checks.spark.spark_sql import parse, spark_sql, with_values
from schemas.errors import UserError
from schemas.package import sql_name

NO_JAVA = "Spark needs Java 17 or 21, which is not there: on Debian install openjdk-17-jre-headless, else set JAVA_HOME"
SETTINGS = {  # as DuckDB has it: what cannot be computed is missing, days have no time zone
    "spark.sql.ansi.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    # with it Spark 4.0 cannot unite tables that it keeps: what it knew of one is about columns that it numbered anew
    "spark.sql.constraintPropagation.enabled": "false",
}
PIECES = "spark.sql.shuffle.partitions"  # by default 200, whatever the machine
REFUSALS = (PySparkException, Py4JError)


def start_spark() -> SparkSession:
    """Return the session of Spark, started if there is none. Raises UserError without Java."""
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        raise UserError(NO_JAVA)
    spark = SparkSession.builder.appName("china-ai-chips").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    if not spark.sparkContext.getConf().contains(PIECES):
        spark.conf.set(PIECES, str(max(spark.sparkContext.defaultParallelism, 4)))
    return spark


class SparkAnswer:
    """Rows that Spark gives, in the shape of DuckDB’s Python client."""

    def __init__(self, frame: DataFrame):
        self._frame = frame

    @property
    def description(self) -> list[tuple[str, str]]:
        return [(f.name, f.dataType.simpleString().upper()) for f in self._frame.schema.fields]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return every row. Raises duckdb.Error if Spark cannot compute them."""
        try:
            return [tuple(row) for row in self._frame.collect()]
        except REFUSALS as error:
            raise duckdb.ProgrammingError(str(error)) from None


class SparkConnection:
    """What runs the SQL of rules on Spark. A table that it makes is computed at once, as plans would grow from table to
    table; it lies with the executors, in memory or on their disks, and is lost with one of them."""

    def __init__(self, session: SparkSession):
        self.session = session
        self._cached: dict[str, DataFrame] = {}

    def execute(self, sql: str, values: Sequence[object] = ()) -> SparkAnswer:
        """Run a query, or make a temporary table of one; values stand in for its question marks. Raises duckdb.Error
        if it cannot run, as DuckDB’s client."""
        try:
            statement = with_values(parse(sql), values)
            if not isinstance(statement, exp.Create):
                return SparkAnswer(self.session.sql(spark_sql(statement)))
            made = self.session.sql(spark_sql(statement.expression)).localCheckpoint()
            made.createOrReplaceTempView(quoted(statement.this.name))
        except (*REFUSALS, SqlglotError) as error:
            raise duckdb.ProgrammingError(str(error)) from None
        return SparkAnswer(made)

    def name_query(self, name: str, sql: str) -> None:
        """Make a temporary view of a query. Raises duckdb.Error if Spark does not take it."""
        try:
            self.session.sql(sql).createOrReplaceTempView(quoted(name))
        except REFUSALS as error:
            raise duckdb.ProgrammingError(str(error)) from None

    def cache(self, name: str) -> None:
        """Keep the rows of a view once they are computed, in place of those of an earlier view of that name."""
        if before := self._cached.pop(name, None):
            before.unpersist()
        self._cached[name] = self.session.table(quoted(name)).persist(StorageLevel.MEMORY_AND_DISK)


def quoted(name: str) -> str:
    """Quote a name as Spark does."""
    return sql_name(name).replace('"', "`")
