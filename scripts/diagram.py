"""The page with the diagrams of the tables: which refers to which, by the foreign keys of the Table Schemas.

In: the package. Out: one page of Markdown with Mermaid blocks, which GitHub draws. Left out, as it would hide the rest:
columns that are no keys, and references to `sources`, which nearly every table has.
"""

from collections.abc import Iterable, Iterator

from schemas.package import Field, Package, Table

EVERYWHERE = "sources"
HEAD = """# The tables in diagrams

Which table refers to which. A line is read from the one to the many, and names the column that refers; a column that
holds a list makes many of both. Tables from another diagram are empty boxes. Made from the foreign keys in
`schemas/tables/*.json` by `make regenerate`. Left out: columns that are no keys, and references to
[`sources`](sources.md), which nearly every table has.
"""


def diagram_page(package: Package) -> str:
    """Return the page."""
    parts = [f"## {title}\n\n```mermaid\n{diagram(tables)}\n```\n" for title, tables in groups(package).items()]
    return "\n".join([HEAD, *parts])


def groups(package: Package) -> dict[str, list[Table]]:
    """Sort the tables into what people look up, what one source says at a time, and what a command computes."""
    found: dict[str, list[Table]] = {"Registries, words and inputs": [], "Claims": [], "Computed": []}
    registries, claims, computed = found.values()
    for table in package.tables:
        cites_one = any(_target(f) == EVERYWHERE for f in table.references)
        (computed if table.is_derived else claims if cites_one else registries).append(table)
    return found


def diagram(tables: Iterable[Table]) -> str:
    """Return one diagram: a box for each table with its keys, a line for each column that refers to a table."""
    tables = list(tables)
    lines = ["erDiagram"]
    for table in tables:
        lines += _box(table)
    for table in tables:
        lines += [_line(table, f) for f in _referring(table)]
    return "\n".join(lines)


def _box(table: Table) -> Iterator[str]:
    keys = [f for f in table.fields if f.name in table.primary_key or f in _referring(table)]
    yield f"    {table.name} {{"
    for f in keys:
        marks = [mark for mark, holds in (("PK", f.name in table.primary_key), ("FK", f.reference)) if holds]
        yield f"        {'list' if f.items else f.type} {f.name} {', '.join(marks)}"
    yield "    }"


def _line(table: Table, f: Field) -> str:
    one = "}o" if f.items else "||" if f.required else "|o"
    return f'    {_target(f)} {one}--o{{ {table.name} : "{f.name}"'


def _referring(table: Table) -> list[Field]:
    return [f for f in table.fields if f.reference and _target(f) != EVERYWHERE]


def _target(f: Field) -> str:
    assert f.reference
    return f.reference.table
