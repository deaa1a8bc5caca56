"""Where the rows stand at which frames point: of small tables by their text, of large ones by asking the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from schemas.csv_text import TextTable
from schemas.large_rows import LargeTables, count_of, line_of
from schemas.package import Table


@dataclass(frozen=True)
class PlacedRows:
    """The tables of a package, as text or large, and the connection in which they can be asked."""

    con: duckdb.DuckDBPyConnection
    texts: Mapping[str, TextTable]
    large: LargeTables

    def __contains__(self, name: str) -> bool:
        return name in self.texts or name in self.large.tables

    def table(self, name: str) -> Table:
        """Return the schema of a table."""
        return self.texts[name].table if name in self.texts else self.large.tables[name]

    def counts(self) -> Iterator[tuple[str, int]]:
        """Yield each table with the number of its rows."""
        yield from ((name, len(text.keys())) for name, text in self.texts.items())
        yield from ((name, count_of(self.con, table)) for name, table in self.large.tables.items())

    def line(self, name: str, key: str) -> int | None:
        """Return the physical line of a row, None if there is none; line 1 stands for the whole table."""
        if not key:
            return 1
        if name not in self.texts:
            return line_of(self.con, self.large.tables[name], key)
        keys = [*map(" ".join, self.texts[name].keys())]
        return self.texts[name].line(keys.index(key)) if key in keys else None
