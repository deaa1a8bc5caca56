"""The tables of a package on Spark, as rules see them.

In: a folder, or an address that Spark can read, with a CSV or Parquet file for each table, or a folder of such files.
Out: for each table `raw_<table>`, the cells as they are written, and `<table>`, typed as its Table Schema says. Rows
have no lines there: the column `line` holds the key, in whose order the lines of a canonical file stand.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame

from checks.rows.predicates import LINE, Tables, frame
from checks.spark.spark_session import SparkConnection, quoted
from checks.spark.spark_sql import parse, spark_sql
from schemas.csv_text import TextTable
from schemas.errors import UserError
from schemas.package import Field, Package, Table, sql_name, sql_text
from schemas.typed_rows import text_table

CSV = {
    "header": "true", "enforceSchema": "false", "mode": "FAILFAST", "encoding": "UTF-8", "quote": '"', "escape": '"',
    "nullValue": "", "emptyValue": "", "maxCharsPerColumn": "-1",
}  # fmt: skip
ABSENT = "PATH_NOT_FOUND"
MOST = 200_000  # rows of a table that rules in Python are given, on the machine from which Spark is asked


class TooLarge(Exception):
    """A rule in Python asks for a table that has too many rows for one machine."""


@dataclass(frozen=True, kw_only=True)
class SparkTables(Tables):
    """Every table, as a view of Spark, or as a frame where it is small."""

    package: Package
    spark: SparkConnection

    @property
    def con(self) -> SparkConnection:
        """The connection that takes DuckDB’s SQL."""
        return self.spark

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.looked_at.add(name)
        if name not in self._frames:
            self._frames[name] = frame(self.text(name))
        return self._frames[name]

    def schema(self, table: str) -> Table:
        return self.package.table[table]

    def in_sql(self, table: str) -> str:
        self.looked_at.add(table)
        self.made.setdefault(table, frozenset({table}))
        return sql_name(table)

    def keep_columns(self, name: str, columns: Mapping[str, Sequence[object]], types: Mapping[str, str]) -> None:
        schema = ", ".join(f"{quoted(c)} {types.get(c, 'string')}" for c in columns)
        rows = list(zip(*columns.values(), strict=True))
        self.spark.session.createDataFrame(rows, schema).createOrReplaceTempView(quoted(name))

    def text(self, name: str) -> TextTable:
        """Return a table as it is written, by key. Raises TooLarge if it does not fit into one machine’s memory."""
        if name not in self.texts:
            ((rows,),) = self.spark.execute(f"select count(*) from {raw_name(name)}").fetchall()  # nosec B608 # our own name
            if rows > MOST:
                raise TooLarge(f"{name} has more than {MOST:,} rows")
            self.texts[name] = self._written(name, "")
        return self.texts[name]

    def rows_of(self, name: str, lines: Collection[Any]) -> TextTable:
        """Return the rows with some keys as they are written."""
        return self._written(name, f"where {LINE} in ({', '.join(map(sql_text, lines))})") if lines else text_table(
            self.package.table[name], []
        )  # fmt: skip

    def _written(self, name: str, where: str) -> TextTable:
        found = self.spark.execute(f"select * from {raw_name(name)} {where}")  # nosec B608 # names and keys are quoted
        columns = [self.package.table[name].field.get(column) for column, _ in found.description]
        rows = (
            {f.name: _value(f, cell) for f, cell in zip(columns, row, strict=True) if f} for row in found.fetchall()
        )
        return text_table(self.package.table[name], rows)


def _value(f: Field, cell: Any) -> Any:
    """Return what a file holds, in the type of its column where that is a list."""
    return cell.split(f.items.delimiter) if f.items and isinstance(cell, str) else cell


def read_tables(con: SparkConnection, package: Package, where: str) -> list[Table]:
    """Make the views of the tables that are there; return these tables. Raises UserError if one is not there on which
    rules may stand, as all do but the derived ones, or is not what its Table Schema says."""
    found = [table for table in package.tables if read_table(con, table, where)]
    if lacking := [table.path for table in package.tables if table not in found and not table.is_derived]:
        raise UserError(f"{where} lacks {', '.join(lacking)} (or the same as .parquet), at which rules look")
    return found


def read_table(con: SparkConnection, table: Table, where: str) -> bool:
    """Make the views of a table; tell whether it is there."""
    for path, form in places_of(table, where):
        with suppress(FileNotFoundError):
            _make_views(con, table, _read(con, table, path, form))
            return True
    return False


def places_of(table: Table, where: str) -> Iterator[tuple[str, str]]:
    """Yield where a table may lie, and in which format: where the descriptor has it, or by its name."""
    root = where.rstrip("/")
    for stem in (table.path.removesuffix(".csv"), table.name):
        yield f"{root}/{stem}.csv", "csv"
        yield f"{root}/{stem}.parquet", "parquet"


def _read(con: SparkConnection, table: Table, path: str, form: str) -> DataFrame:
    try:
        if form == "parquet":
            return con.session.read.parquet(path)
        return con.session.read.csv(path, schema=", ".join(f"{quoted(f.name)} string" for f in table.fields), **CSV)
    except PySparkException as error:
        if ABSENT in str(error):
            raise FileNotFoundError(path) from None
        raise UserError(f"{path} cannot be read: {str(error).splitlines()[0]}") from None


def _make_views(con: SparkConnection, table: Table, read: DataFrame) -> None:
    if set(read.columns) != set(table.field):
        odd = ", ".join(sorted(set(read.columns) ^ set(table.field)))
        raise UserError(f"{table.name} does not have the columns of its Table Schema: {odd} are missing, or too many")
    key = ", ".join(quoted(k) for k in table.primary_key)
    raw = read.selectExpr(f"concat_ws(' ', {key}) as {LINE}", *map(quoted, table.field))
    raw.createOrReplaceTempView(f"raw_{table.name}")
    written = dict(read.dtypes)
    typed = (
        f"{f.sql_cast() if written[f.name] == 'string' else sql_name(f.name)} as {sql_name(f.name)}"
        for f in table.fields
    )
    sql = f"select {LINE}, {', '.join(typed)} from {raw_name(table.name)}"  # nosec B608 # names are quoted
    con.name_query(table.name, spark_sql(parse(sql)))
    con.cache(table.name)


def raw_name(table: str) -> str:
    """Return the quoted name of the view of a table as it is written."""
    return sql_name(f"raw_{table}")
