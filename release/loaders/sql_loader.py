"""`load.sql`: every table, view and macro made in DuckDB from the raw CSVs, in plain SQL.

In: the Table Schemas and the views. Out: the text of the file. It is one transaction, so that a mistake in a CSV leaves
nothing half loaded, and has no commands of DuckDB's shell, so that any client can run it.
"""

from collections.abc import Iterator

from schemas.package import Field, Package, Table, sql_name, sql_text
from schemas.views import View

GENERATIONS = 6  # of rows that refer to rows of their own table: what load.sql can load
HEAD = """\
-- Makes every table, view and macro of {name} from its CSVs, in DuckDB 1.1 or newer: types, keys, checks, comments.
--
--   duckdb -f load.sql -c "from self_sufficiency where year = 2025"    in an unpacked release
--   duckdb -init load/load.sql                                         at the root of a clone, to go on at the prompt
--   duckdb -cmd "set variable base = 'https://…'" -f load.sql          with the address of either
--
-- From Python: duckdb.sql(Path("load.sql").read_text()). Made from schemas/ by `make regenerate`; the tests run it.
"""
BASE = "set variable base = coalesce(rtrim(getvariable('base'), '/') || '/', '')"


def load_sql(package: Package, views: list[View]) -> str:
    """Return the text of `load.sql`."""
    statements = [BASE, "begin transaction"]
    for table in package.load_order:
        statements += _table(table)
    for view in views:
        statements += [view.sql.strip(), *view.sql_comments(_Metrics(), _Vocabularies())]
    statements.append("commit")
    return HEAD.format(name=package.descriptor["name"]) + "".join(f"\n{text};\n" for text in statements)


class _Metrics(dict[str, str]):
    """What comments on columns say of a metric: its text is a row, which this file does not know when it is made."""

    def __missing__(self, metric: str) -> str:
        return f"Metric {metric}; the table metrics has its name, meaning and unit."


class _Vocabularies(dict[str, str]):
    """The same of the words of a table."""

    def __missing__(self, table: str) -> str:
        return f"See the table {table}."


def _table(table: Table) -> Iterator[str]:
    yield table.sql_create()
    to_itself = [f for f in table.references if f.reference and f.reference.table == table.name]
    if to_itself:
        yield from _generations(table, to_itself[0])
    else:
        yield f"insert into {sql_name(table.name)}\n{_rows(table)}"
    yield from table.sql_comments()
    for field, link in zip([f for f in table.fields if f.reference and f.is_list], table.links, strict=True):
        yield link.sql_create()
        yield _insert_link(table, field, link)
        yield from link.sql_comments()


def _rows(table: Table) -> str:
    """Return the query that reads a CSV. It takes columns by name: `read_csv(columns = …)` would ignore the header."""
    form = "header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', nullstr = ''"
    casts = ",\n  ".join(f"{f.sql_cast()} as {sql_name(f.name)}" for f in table.fields)
    return f"select\n  {casts}\nfrom read_csv(getvariable('base') || {sql_text(table.path)}, {form})"  # nosec B608 # names are quoted


def _generations(table: Table, to_parent: Field) -> Iterator[str]:
    """Yield INSERTs, parents before children: DuckDB checks a self-reference against rows inserted before.

    The last one inserts what is left, so that a row without its parent is an error and not lost.
    """
    assert to_parent.reference
    name, parent, key = (sql_name(n) for n in (table.name, to_parent.name, to_parent.reference.column))
    rows, known = sql_name(f"{table.name}_rows"), f"(select {key} from {name})"  # nosec B608 # names are quoted
    yield f"create temp table {rows} as\n{_rows(table)}"
    yield f"insert into {name} from {rows} where {parent} is null"
    for _ in range(GENERATIONS - 2):
        yield f"insert into {name} from {rows} where {parent} in {known} and {key} not in {known}"
    yield f"insert into {name} from {rows} where {key} not in {known}"
    yield f"drop table {rows}"


def _insert_link(table: Table, field: Field, link: Table) -> str:
    key, items = sql_name(table.primary_key[0]), sql_name(field.name)
    return f"insert into {sql_name(link.name)} select {key}, unnest({items}) from {sql_name(table.name)} order by all"  # nosec B608 # names are quoted
