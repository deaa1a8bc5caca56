"""The data dictionary as Markdown: tables from their Table Schemas, views and macros from the comments in the file.

Also where each file lies in the site's folder of downloads, which is the package as it lies in its tree.
"""

from typing import Any

from reports.query import query
from reports.text.markdown import Cell, escape, table
from reports.text.numbers import number
from schemas.package import Field, Package, Table

FOLDER = "download"
DATABASE = f"{FOLDER}/china-ai-chips.duckdb"


def csv_path(found: Table) -> str:
    """The table's CSV in the site."""
    return f"{FOLDER}/{found.path}"


def parquet_path(name: str) -> str:
    """The Parquet file of a table or view in the site."""
    return f"{FOLDER}/parquet/{name}.parquet"


def rows_of(*names: str) -> dict[str, int]:
    """Number of rows of tables and views."""
    counts = " union all ".join(f"select '{name}' as name, count(*) as n from \"{name}\"" for name in names)
    return {r["name"]: r["n"] for r in query(counts)}


def downloads(package: Package) -> str:
    """All tables with their rows and files; the name leads to the entry of the dictionary."""
    counts = rows_of(*package.table)
    columns: dict[str, str | Cell] = {
        "Table": lambda t: f"[`{t['name']}`](#{t['name']})",
        "Rows": lambda t: escape(number(counts[t["name"]])),
        "What a row is": lambda t: escape(first_sentence(t["table"].description)),
        "Files": lambda t: f"[CSV]({csv_path(t['table'])}),\u00a0[Parquet]({parquet_path(t['name'])})",
    }
    return table([{"name": t.name, "table": t} for t in package.tables], columns, right=["Rows"])


def first_sentence(text: str) -> str:
    """What a row is, from the beginning of a description.

    >>> first_sentence("A row is one firm. It may have a parent.")
    'one firm'
    """
    return text.split(". ")[0].split(": ")[0].rstrip(".").removeprefix("A row is ").removeprefix("A row ")


def table_entry(found: Table, rows: int) -> str:
    """One table: what a row is, how many there are, the key, and each column."""
    keys = ", ".join(f"`{k}`" for k in found.primary_key)
    columns: dict[str, str | Cell] = {
        "Column": lambda r: f"`{r['field'].name}`",
        "Type": lambda r: escape(kind(r["field"])),
        "Rule": lambda r: rule(r["field"], found),
        "What it holds": lambda r: escape(r["field"].description),
    }
    head = f"### `{found.name}` {{#{found.name}}}\n\n{escape(found.description)} "
    size = "1 row" if rows == 1 else f"{escape(number(rows))} rows"
    return f"{head}{size}. Key: {keys}.\n\n{table([{'field': f} for f in found.fields], columns)}"


def kind(field: Field) -> str:
    """Type of a column with its unit."""
    name = f"list, divided by “{field.items.delimiter}”" if field.items else field.type
    return f"{name}, {field.unit}" if field.unit else name


def rule(field: Field, owner: Table) -> str:
    """What a cell must fulfil, as Markdown: key, required, unique, reference, allowed values, limits."""
    c = field.constraints
    parts = ["key" if field.name in owner.primary_key else "required" if field.required else ""]
    parts.append("unique" if c.get("unique") else "")
    if field.reference:
        each = "each in " if field.items else "in "
        parts.append(f"{each}[`{field.reference.table}`](#{field.reference.table})")
    allowed = c.get("enum") or (field.items.enum if field.items else None)
    if allowed:
        parts.append(("any of " if field.items else "one of ") + ", ".join(f"`{a}`" for a in allowed))
    for name, sign in (("minimum", "≥"), ("maximum", "≤")):
        if name in c:
            parts.append(escape(f"{sign} {number(c[name])}"))
    return "; ".join(filter(None, parts))


def views() -> list[dict[str, Any]]:
    """Views with their comment."""
    return query("select view_name as name, comment from duckdb_views() where not internal order by view_name")


def view_entry(view: dict[str, Any], rows: int) -> str:
    """One view: what a row is, and each column with its type and meaning."""
    found = query(
        "select column_name, lower(data_type) as data_type, comment from duckdb_columns() where table_name = ? "
        "order by column_index",
        view["name"],
    )
    columns: dict[str, str | Cell] = {
        "Column": lambda r: f"`{r['column_name']}`",
        "Type": lambda r: escape(r["data_type"]),
        "What it holds": lambda r: escape(r["comment"] or ""),
    }
    size = f"{escape(number(rows))} rows. [Parquet]({parquet_path(view['name'])})."
    head = f"### `{view['name']}` {{#view-{view['name'].replace('_', '-')}}}"
    return f"{head}\n\n{escape(view['comment'])} {size}\n\n{table(found, columns)}"


def macros() -> str:
    """Macros with their parameters and what they return."""
    found = query(
        "select function_name as name, parameters, comment from duckdb_functions() where not internal order by name"
    )
    return table(
        found,
        {
            "Macro": lambda r: f"`{r['name']}({', '.join(r['parameters'])})`",
            "What it returns": lambda r: escape(r["comment"]),
        },
    )


def links() -> str:
    """The tables that the build makes from columns with lists."""
    found = query("select table_name as name, comment from duckdb_tables() where comment like '%made from that list%' "
                  "order by table_name")  # fmt: skip
    return ", ".join(f"[`{r['name']}`]({parquet_path(r['name'])})" for r in found)
