"""Link tables of list columns, as resources of the archive, for clients to join: to them `a;b` is one string.

In: tables as text. Out: one `ListLink` for each list column, with its Table Schema and its CSV. The DuckDB file has
tables of the same names for the lists that refer to a table (`schemas.package.Table.links`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from schemas.csv_text import TextTable, csv_text
from schemas.package import LINKS, Field, Table


@dataclass(frozen=True)
class ListLink:
    """One list column, item by item, beside the key of the row that it stands in."""

    owner: Table
    field: Field
    rows: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        return f"{self.owner.name}_{self.field.reference.table if self.field.reference else self.field.name}"

    @property
    def path(self) -> str:
        return f"{LINKS}{self.name}.csv"

    @property
    def item(self) -> str:
        return self.owner.item_name(self.field)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.owner.primary_key, self.item)

    def csv(self) -> bytes:
        """Return the rows as a CSV file."""
        return csv_text([self.columns, *self.rows]).encode()

    def schema(self) -> dict[str, Any]:
        """Return the Table Schema, with the keys that lead to the row and to what the item names."""
        keys = [_key(self.owner.field[name]) for name in self.owner.primary_key]
        foreign = [_foreign_key(self.owner.primary_key, self.owner.name, self.owner.primary_key)]
        if to := self.field.reference:
            foreign.append(_foreign_key([self.item], to.table, [to.column]))
        return {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "title": f"{self.owner.title}: {self.field.name}",
            "description": f"A row links one row of {self.owner.name} to one of its {self.field.name}; "
            f"made from that list.",
            "fields": [*keys, self._item()],
            "missingValues": [""],
            "primaryKey": list(self.columns),
            "foreignKeys": foreign,
        }

    def _item(self) -> dict[str, Any]:
        assert self.field.items
        allowed = {"enum": list(self.field.items.enum)} if self.field.items.enum else {}
        return {
            "name": self.item,
            "title": self.field.title,
            "type": "string",
            "description": f"One of the row’s {self.field.name}.",
            "constraints": {"required": True, **allowed},
        }


def _key(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "title": field.title,
        "type": field.type,
        "description": field.description,
        "constraints": {"required": True},
    }


def _foreign_key(columns: Iterable[str], table: str, targets: Iterable[str]) -> dict[str, Any]:
    return {"fields": list(columns), "reference": {"resource": table, "fields": list(targets)}}


def list_links(texts: Iterable[TextTable]) -> list[ListLink]:
    """Return the link tables of every list column."""
    return [_link(text, field) for text in texts for field in text.table.fields if field.items]


def _link(text: TextTable, field: Field) -> ListLink:
    assert field.items
    rows = [
        (*key, item)
        for key, cell in zip(text.keys(), text.columns[field.name], strict=True)
        for item in (cell.split(field.items.delimiter) if cell else [])
    ]
    return ListLink(text.table, field, tuple(sorted(rows)))
