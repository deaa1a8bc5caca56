"""A database filled with examples of rules on the whole, and what their frames then say; Great Expectations is left
out, as it takes its time: `checks.dataset.frames_in_sql` says the same in SQL."""

from collections.abc import Mapping
from datetime import date

import duckdb

from checks.dataset.frames_in_sql import check_in_sql
from checks.dataset.placed_rows import PlacedRows
from checks.findings import Finding
from checks.last_release import Release
from checks.rulebook import Example, Rule
from checks.structure.structure_layer import check_between, check_content
from schemas.csv_text import TextTable
from schemas.views import read_views
from tests_support import PACKAGE, text_tables, with_example

TODAY = date(2026, 2, 1)
BESIDES = ("rows_released", "changelog")  # parts of an example that are no tables of the package


class FilledTables:
    """A database with the tables of the package, without keys, and its views: made once, as making them takes longer
    than the checks."""

    def __init__(self) -> None:
        self.con = duckdb.connect()
        self._filled: dict[str, Mapping[str, list[str]]] = {}
        self.con.execute("set threads to 1")
        for table in PACKAGE.tables:
            self.con.execute(f"create table {table.name} ({', '.join(f'{f.name} {f.sql_type}' for f in table.fields)})")
            for link, f in zip(table.links, [f for f in table.fields if f.reference and f.is_list], strict=True):
                key, item = link.primary_key
                self.con.execute(
                    f"create view {link.name} as select {key}, unnest({f.name}) as {item} from {table.name}"
                )
        for view in read_views(PACKAGE.root / "schemas" / "views"):
            self.con.execute(view.sql)

    def fill(self, example: Example) -> dict[str, TextTable]:
        """Fill the tables with the base and an example on top, and return them as text; what is there already stays."""
        texts = text_tables(with_example({k: v for k, v in example.items() if k not in BESIDES}))
        new = {name: text for name, text in texts.items() if self._filled.get(name) != text.columns}
        assert [str(p) for text in new.values() for p in check_content(text)[0]] == []
        assert list(map(str, check_between(texts))) == []
        for name, text in new.items():
            self._filled[name] = text.columns
            fields = text.table.fields
            cells = ", ".join(f"unnest(?::varchar[]) as {f.name}" for f in fields)
            casts = ", ".join(f.sql_cast() for f in fields)
            columns = [[cell or None for cell in text.columns[f.name]] for f in fields]
            self.con.execute(f"truncate {name}")
            self.con.execute(f"insert into {name} select {casts} from (select {cells})", columns)
        return texts


def release_of(example: Example) -> Release:
    """Return the last release that an example tells of."""
    rows = {r["table_name"]: int(r["rows"]) for r in example.get("rows_released", [])}
    return Release(rows, [r["line"] for r in example.get("changelog", [])])


def about_example(findings: list[Finding], example: Example) -> list[Finding]:
    """Return the findings about rows of an example and about whole tables, not those about other rows of the base."""
    own_rows = {name: rows for name, rows in example.items() if name not in BESIDES}
    filled = with_example(own_rows)
    own = {" ".join(row.get(k, "") for k in PACKAGE.table[name].primary_key) for name, rows in own_rows.items()
           for row in filled[name][: len(rows)]}  # fmt: skip
    return [f for f in findings if f.key in own or not f.key]


def said_of(rule: Rule, example: Example, con: duckdb.DuckDBPyConnection, texts: dict[str, TextTable]) -> list[Finding]:
    """Return what a rule says of an example with which the tables have been filled."""
    found = check_in_sql(con, PlacedRows(texts), TODAY, release_of(example), rule.id)
    return about_example(found, example)
