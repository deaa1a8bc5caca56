"""The texts of a large table: of most columns each stands in many rows, and is looked at once.

In: the view of a table and its Parquet file, see `schemas.large_tables`. Out: SQL that gives each text with the number
of its rows, where the file keeps the texts of a column once; else each row’s text. And sums over them.
"""

from collections.abc import Iterable

import duckdb

from schemas.csv_text import SPECIAL
from schemas.large_tables import raw_name
from schemas.package import Field, Table, sql_name, sql_text


class Texts:
    """The texts of each column, `cell`, with their number, `n`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, table: Table, path: str):
        self.con, self.table = con, table
        self.once = _kept_once(con, path)
        self._name, raw = sql_name(f"texts_{table.name}"), raw_name(table)
        columns = [(sql_text(f.name), sql_name(f.name)) for f in table.fields if f.name in self.once]
        counts = [f"select {name}, {column}, count(*) from {raw} group by all" for name, column in columns]  # nosec B608 # names are quoted
        con.execute(f"create or replace table {self._name} (name varchar, cell varchar, n bigint)")
        if counts:
            con.execute(f"insert into {self._name} {' union all '.join(counts)}")

    def of(self, f: Field) -> str:
        """Return the query for the texts of a column."""
        if f.name in self.once:
            return f"select cell, n from {self._name} where name = {sql_text(f.name)}"  # nosec B608 # names are quoted
        return f"select {sql_name(f.name)} as cell, 1 as n from {raw_name(self.table)}"  # nosec B608 # names are quoted

    def need_quotes(self, fields: Iterable[Field]) -> int:
        """Count the cells of some columns that need quotes in a file."""
        return self._sum(fields, "n", f"regexp_matches(cell, {sql_text(SPECIAL.pattern)})")

    def size(self) -> int:
        """Return how many bytes all cells have in a file, quotes inside written twice, those round them left out."""
        quotes = "n * (strlen(cell) - strlen(replace(cell, '\"', '')))"
        fields = self.table.fields
        return self._sum(fields, "n * strlen(cell)", "true") + self._sum(fields, quotes, "contains(cell, '\"')")

    def _sum(self, fields: Iterable[Field], value: str, condition: str) -> int:
        sums = [f"(select coalesce(sum({value}), 0) from ({self.of(f)}) where {condition})" for f in fields]  # nosec B608 # names are quoted
        return int(self.con.execute(f"select ({' + '.join(sums) or '0'})::bigint").fetchall()[0][0])


def _kept_once(con: duckdb.DuckDBPyConnection, path: str) -> set[str]:
    """Return the columns of which a Parquet file has a dictionary throughout."""
    rows = con.execute(
        "select path_in_schema from parquet_metadata(?) group by 1 "
        "having bool_and(dictionary_page_offset is not null or stats_null_count = num_values)",
        [path],
    ).fetchall()
    return {name for (name,) in rows}
