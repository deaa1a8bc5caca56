"""What a loader must know of each table and view: where its CSV lies, and the kind of every column.

In: the descriptor, the Table Schemas and the views. Out: `Relation`s. Reads no data: the types of a view's columns are
those that DuckDB gives them over empty tables.
"""

from dataclasses import dataclass

from schemas.csv_text import TextTable
from schemas.database import connect_new, load_tables
from schemas.dictionary import first_sentence
from schemas.package import SQL_TYPES, Field, Package, Table, sql_name
from schemas.views import View

VIEWS = "views"  # folder of an archive with one CSV per view
DELIMITER = ";"  # between the items of a list in the CSV of a view
KINDS = {sql.upper(): kind for kind, sql in SQL_TYPES.items()} | {"VARCHAR[]": f"list{DELIMITER}"}


@dataclass(frozen=True)
class Relation:
    """A table or a view as a loader sees it. A kind is a type of the Table Schema, or `list` and its delimiter."""

    name: str
    path: str
    row: str
    kinds: dict[str, str]
    key: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = ()


def relations(package: Package, views: list[View]) -> list[Relation]:
    """Return the tables in the order of the descriptor, then the views by name."""
    return [*map(_table, package.tables), *_views(package, views)]


def kind(field: Field) -> str:
    """Return how the cells of a column are to be read."""
    return f"list{field.items.delimiter}" if field.items else field.type


def _table(table: Table) -> Relation:
    return Relation(
        name=table.name,
        path=table.path,
        row=first_sentence(table.description),
        kinds={f.name: kind(f) for f in table.fields},
        key=table.primary_key,
        references=tuple((f.name, f"{f.reference.table}.{f.reference.column}") for f in table.fields if f.reference),
    )


def _views(package: Package, views: list[View]) -> list[Relation]:
    con = connect_new()
    try:
        empty = {t.name: TextTable(t, {f.name: [] for f in t.fields}) for t in package.tables}
        load_tables(con, package, empty)
        for view in views:
            con.execute(view.sql)
        found = []
        for view in sorted((v for v in views if v.kind == "view"), key=lambda v: v.name):
            columns = con.execute(f"describe {sql_name(view.name)}").fetchall()
            kinds = {column: KINDS[sql_type] for column, sql_type, *_ in columns}
            found.append(Relation(view.name, f"{VIEWS}/{view.name}.csv", first_sentence(view.comment), kinds))
        return found
    finally:
        con.close()
