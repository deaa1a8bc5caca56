"""What the built file holds, for the pages Data and Explore: link tables, views and macros, and how many rows.

In: the Table Schemas, and the comments on views and macros in the file. The words for tables and columns are in
`schemas.dictionary`.
"""

import re
from collections.abc import Iterable

from reports.query import Row, query
from reports.text.markdown import Cell, Markdown, escape, table
from schemas.package import Package, read_package, sql_name, sql_text

PACKAGE_TABLE = "package"  # which the build adds
# Over very many rows views are kept as tables: what is no table of the package then is a view.
VIEWS = """
select view_name as name, comment from duckdb_views() where not internal
union all
select table_name, comment from duckdb_tables() where not internal and not list_contains(?, table_name)
order by name
"""
COLUMNS = """
select column_name as name, lower(data_type) as type, comment
from duckdb_columns()
where table_name = ?
order by column_index
"""
MACROS = """
select function_name as name, parameters, comment
from duckdb_functions()
where not internal
order by name
"""
NAMED = re.compile(r"\\`(.*?)\\`")  # between backticks that `escape` escaped
ESCAPED = re.compile(r"\\(.)")


def code(text: object) -> str:
    """Write a name of the database, or a value that is a word, in the type of code."""
    return f"`{text}`"


def with_code(text: str) -> str:
    """Return a description in which names stand in backticks, as in schemas and views, with these names as code.

    >>> with_code("See `tier_id`.")
    'See `tier_id`\\\\.'
    """
    return NAMED.sub(lambda found: code(ESCAPED.sub(r"\1", found[1])), escape(text))


def rows_of(names: Iterable[str]) -> dict[str, int]:
    """Count the rows of tables and views."""
    counts = (f"select {sql_text(name)} as name, count(*) as n from {sql_name(name)}" for name in names)  # nosec B608 # names are quoted
    return {r["name"]: r["n"] for r in query(" union all ".join(counts))}


def link_tables(package: Package) -> list[str]:
    """Return the names of the tables that the build makes from columns with lists."""
    return sorted(link.name for found in package.tables for link in found.links)


def views() -> list[Row]:
    """Return the views with their comments."""
    package = read_package()
    return query(VIEWS, [*package.table, *link_tables(package), PACKAGE_TABLE])


def columns(view: str) -> list[Row]:
    """Return name, type and comment of each column of a view."""
    return query(COLUMNS, view)


def macros() -> Markdown:
    """Return the macros with their parameters and what they return, as a table."""
    cells: dict[str, str | Cell] = {
        "Macro": lambda r: code(f"{r['name']}({', '.join(r['parameters'])})"),
        "What it returns": lambda r: with_code(r["comment"]),
    }
    return Markdown(table(query(MACROS), cells, place="macro {name}"))
