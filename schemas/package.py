"""The descriptor and the Table Schemas as typed objects.

In: `datapackage.json` and the schemas that it names. Out: `Package`, `Table`, `Field` with what is derived from
them in SQL (types, CREATE TABLE, comments, link tables). Reads no data.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from schemas.conflicts import first_conflict
from schemas.errors import PackageError
from schemas.package_shapes import descriptor_faults, reference_faults, schema_faults
from schemas.plain_files import plain_text
from schemas.shapes import Fault, refuse
from schemas.typed_files import read_json

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTOR = "datapackage.json"
LINKS = "data/links/"  # where the archive of a release has list columns item by item
SQL_TYPES = {
    "string": "varchar",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "date": "date",
}


def sql_text(value: str) -> str:
    """Quote a string as an SQL literal.

    >>> sql_text("it's")
    "'it''s'"
    """
    return "'" + value.replace("'", "''") + "'"


def sql_name(name: str) -> str:
    """Quote a table or column name.

    >>> sql_name("table")
    '"table"'
    """
    return '"' + name.replace('"', '""') + '"'


def sql_value(value: object) -> str:
    """Write a text or a number as an SQL literal. Raises TypeError for anything else.

    >>> sql_value("a"), sql_value(-1.5)
    ("'a'", '-1.5')
    """
    if isinstance(value, str):
        return sql_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    raise TypeError(f"{value!r} is neither text nor number")


@dataclass(frozen=True)
class Reference:
    """Where a foreign key points: one column of one table."""

    table: str
    column: str


@dataclass(frozen=True)
class Items:
    """What a cell that holds several values may hold: custom property `list` of a field of type string.

    The Table Schema standard has a type `list`, but its official v2.0 profile does not know it.
    """

    delimiter: str
    enum: tuple[str, ...] | None


@dataclass(frozen=True)
class Field:
    """One column, as its Table Schema describes it."""

    name: str
    type: str
    description: str
    title: str
    unit: str | None
    example: str | None
    constraints: dict[str, Any]
    items: Items | None
    reference: Reference | None

    @property
    def required(self) -> bool:
        return bool(self.constraints.get("required"))

    @property
    def is_list(self) -> bool:
        return self.items is not None

    @property
    def sql_type(self) -> str:
        return "varchar[]" if self.items else SQL_TYPES[self.type]

    @property
    def comment(self) -> str:
        """Description with the unit behind it, for COMMENT ON COLUMN and Parquet metadata."""
        return f"{self.description} Unit: {self.unit}." if self.unit else self.description

    def sql_cast(self) -> str:
        """Return the expression that turns the text cell of this column into its type. Cells are checked before."""
        name = sql_name(self.name)
        if self.items:
            return f"string_split({name}, {sql_text(self.items.delimiter)})"
        return f"cast({name} as {self.sql_type})"

    def sql_column(self) -> str:
        """Return the column's line in CREATE TABLE: type, NOT NULL, UNIQUE and CHECKs of its constraints."""
        name, c = sql_name(self.name), self.constraints
        checks = []
        if "enum" in c:
            checks.append(f"{name} in ({', '.join(map(sql_value, c['enum']))})")
        if "pattern" in c:
            checks.append(f"regexp_full_match({name}, {sql_text(c['pattern'])})")
        if "minimum" in c:
            checks.append(f"{name} >= {sql_value(c['minimum'])}")
        if "maximum" in c:
            checks.append(f"{name} <= {sql_value(c['maximum'])}")
        if self.items and self.items.enum:
            checks.append(f"list_has_all([{', '.join(map(sql_text, self.items.enum))}], {name})")
        parts = [name, self.sql_type]
        if self.required:
            parts.append("not null")
        if c.get("unique"):
            parts.append("unique")
        parts += [f"check ({check})" for check in checks]
        return " ".join(parts)


@dataclass(frozen=True)
class Table:
    """One table: its schema, its keys and where its CSV lies (relative to the package's root)."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]

    @cached_property
    def field(self) -> dict[str, Field]:
        return {f.name: f for f in self.fields}

    @property
    def is_derived(self) -> bool:
        """Whether `make regenerate` writes it, and nobody edits it."""
        return self.path.startswith("data/derived/")

    @property
    def references(self) -> list[Field]:
        """Columns that are foreign keys themselves (not lists)."""
        return [f for f in self.fields if f.reference and not f.is_list]

    @property
    def links(self) -> list["Table"]:
        """Link tables, one per list column that references a table: DuckDB enforces keys only on plain columns."""
        return [self._link(f) for f in self.fields if f.reference and f.is_list]

    def item_name(self, field: Field) -> str:
        """Return the name of an item of a list in its link table: that of the key to which it leads, unless that is the
        table’s own."""
        if not field.reference:
            return field.name
        return field.name.removesuffix("s") if field.reference.table == self.name else field.reference.column

    def _link(self, field: Field) -> "Table":
        if len(self.primary_key) != 1 or field.reference is None:
            raise PackageError(f"{self.name}.{field.name}: a list that references a table needs a one-column key")
        own = self.field[self.primary_key[0]]
        name = f"{self.name}_{field.reference.table}"
        item = replace(
            own,
            name=self.item_name(field),
            description=f"One of the row’s {field.name}.",
            constraints={"required": True},
            items=None,
            reference=field.reference,
        )
        key = replace(own, constraints={"required": True}, reference=Reference(self.name, own.name))
        return Table(
            name=name,
            path=self.path,
            title=f"{self.title}: {field.name}",
            description=f"A row links one row of {self.name} to one of its {field.name}; made from that list.",
            fields=(key, item),
            primary_key=(key.name, item.name),
        )

    def sql_create(self) -> str:
        """Return CREATE TABLE with every constraint that the Table Schema states."""
        lines = [f.sql_column() for f in self.fields]
        lines.append(f"primary key ({', '.join(map(sql_name, self.primary_key))})")
        for f in self.references:
            assert f.reference
            target = f"{sql_name(f.reference.table)} ({sql_name(f.reference.column)})"
            lines.append(f"foreign key ({sql_name(f.name)}) references {target}")
        body = ",\n  ".join(lines)
        return f"create table {sql_name(self.name)} (\n  {body}\n)"

    def sql_comments(self) -> list[str]:
        """Return the COMMENT ON statements for the table and every column."""
        table = sql_name(self.name)
        return [f"comment on table {table} is {sql_text(f'{self.title}. {self.description}')}"] + [
            f"comment on column {table}.{sql_name(f.name)} is {sql_text(f.comment)}" for f in self.fields
        ]


@dataclass(frozen=True)
class Package:
    """The whole package: descriptor and tables, in an order in which foreign keys can be loaded."""

    root: Path
    descriptor: dict[str, Any]
    tables: tuple[Table, ...]

    @cached_property
    def table(self) -> dict[str, Table]:
        return {t.name: t for t in self.tables}

    @property
    def version(self) -> str:
        return str(self.descriptor["version"])

    @property
    def day(self) -> date:
        """The day for which the package speaks: the descriptor's `created`."""
        return date.fromisoformat(self.descriptor["created"][:10])

    @property
    def load_order(self) -> list[Table]:
        """Tables, those that others refer to first. Raises PackageError on a circle."""
        try:
            order = TopologicalSorter({t.name: sorted(_targets(t)) for t in self.tables}).static_order()
            return [self.table[name] for name in order]
        except CycleError as error:
            raise PackageError(f"foreign keys run in a circle: {', '.join(error.args[1])}") from None


def _targets(table: Table) -> set[str]:
    return {f.reference.table for f in table.fields if f.reference} - {table.name}


def read_package(root: Path = ROOT) -> Package:
    """Read the descriptor at `root` and every Table Schema that it names. Raises PackageError.

    The link tables of a release's archive are left out: whoever reads the lists makes them anew.
    """
    descriptor, _ = _read(root, DESCRIPTOR, descriptor_faults)
    resources = [resource for resource in descriptor["resources"] if not resource["path"].startswith(LINKS)]
    read = {resource["name"]: _read(root, resource["schema"], schema_faults) for resource in resources}
    schemas = {name: schema for name, (schema, _) in read.items()}
    for resource in resources:
        schema, text = read[resource["name"]]
        refuse(resource["schema"], text, reference_faults(schema, resource["name"], schemas))
    tables = tuple(_table(schemas[resource["name"]], resource) for resource in resources)
    return Package(root=root, descriptor=descriptor, tables=tables)


def _read(root: Path, name: str, faults: Callable[[Any], Iterator[Fault]]) -> tuple[dict[str, Any], str]:
    """Return what a JSON file holds, in which there is no fault, and its text."""
    text = plain_text(root, name)
    if conflict := first_conflict(text):
        raise PackageError(f"{name}:{conflict}")
    found: dict[str, Any] = read_json(name, text)
    refuse(name, text, faults(found))
    return found, text


def _table(schema: dict[str, Any], resource: dict[str, Any]) -> Table:
    name = resource["name"]
    references = {
        key["fields"][0]: Reference(key["reference"].get("resource") or name, key["reference"]["fields"][0])
        for key in schema.get("foreignKeys", [])
    }
    return Table(
        name=name,
        path=resource["path"],
        title=schema["title"],
        description=schema["description"],
        fields=tuple(_field(f, references.get(f["name"])) for f in schema["fields"]),
        primary_key=tuple(schema["primaryKey"]),
    )


def _field(raw: dict[str, Any], reference: Reference | None) -> Field:
    items = raw.get("list")
    if items and "references" in items:
        reference = Reference(items["references"]["resource"], items["references"]["field"])
    return Field(
        name=raw["name"],
        type=raw["type"],
        description=raw["description"],
        title=raw["title"],
        unit=raw.get("unit"),
        example=raw.get("example"),
        constraints=raw.get("constraints", {}),
        items=Items(items["delimiter"], tuple(items["enum"]) if "enum" in items else None) if items else None,
        reference=reference,
    )
