"""Changes of shape: tables, columns, types, keys, constraints and what describes them, each with its level.

In: two packages. Out: `ShapeChange`s. The levels are those of the Data Package recipe on versions
(https://datapackage.org/recipes/data-package-version/).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from changes.bump import Level
from schemas.package import Field, Package, Table

TIGHTER_WHEN_HIGHER = ("minimum",)
TIGHTER_WHEN_LOWER = ("maximum",)
DESCRIPTIVE = ("title", "description", "example", "unit")
NOT_SHAPE = ("version", "created", "id", "resources")  # of the descriptor: every release changes them


@dataclass(frozen=True)
class ShapeChange:
    """What changed, in words, and the smallest level of version that it asks for."""

    place: str
    text: str
    level: Level

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def compare_shapes(before: Package, after: Package) -> list[ShapeChange]:
    """Compare descriptors and Table Schemas."""
    return [*_descriptor(before, after), *_tables(before, after)]


def _descriptor(before: Package, after: Package) -> Iterator[ShapeChange]:
    old, new = before.descriptor, after.descriptor
    for name in sorted((old.keys() | new.keys()) - set(NOT_SHAPE)):
        if old.get(name) != new.get(name):
            level = Level.MAJOR if name in ("name", "id") and name in old else Level.PATCH
            yield ShapeChange("datapackage.json", f"{name} {_from_to(old.get(name), new.get(name))}", level)


def _tables(before: Package, after: Package) -> Iterator[ShapeChange]:
    for name in before.table:
        if name not in after.table:
            yield ShapeChange(name, "the table is gone", Level.MAJOR)
    for name, table in after.table.items():
        if name not in before.table:
            yield ShapeChange(name, "the table is new", Level.MINOR)
        else:
            yield from _table(before.table[name], table)


def _table(before: Table, after: Table) -> Iterator[ShapeChange]:
    for field in before.fields:
        if field.name not in after.field:
            yield ShapeChange(f"{after.name}.{field.name}", "the column is gone", Level.MAJOR)
    for field in after.fields:
        if field.name not in before.field:
            yield ShapeChange(f"{after.name}.{field.name}", "the column is new", Level.MAJOR)
        else:
            yield from _field(f"{after.name}.{field.name}", before.field[field.name], field)
    order = [f.name for f in before.fields if f.name in after.field]
    if order != [f.name for f in after.fields if f.name in before.field]:
        yield ShapeChange(after.name, "the columns have another order", Level.MAJOR)
    if before.primary_key != after.primary_key:
        text = f"the key was {', '.join(before.primary_key)}, is {', '.join(after.primary_key)}"
        yield ShapeChange(after.name, text, Level.MAJOR)
    if before.path != after.path:
        yield ShapeChange(after.name, f"the file was {before.path}, is {after.path}", Level.PATCH)
    for name in ("title", "description"):
        if getattr(before, name) != getattr(after, name):
            yield ShapeChange(after.name, f"another {name}", Level.PATCH)


def _field(place: str, before: Field, after: Field) -> Iterator[ShapeChange]:
    if before.type != after.type:
        yield ShapeChange(place, f"the type was {before.type}, is {after.type}", Level.MAJOR)
    if before.reference != after.reference:
        level = Level.MAJOR if after.reference else Level.MINOR
        yield ShapeChange(place, f"the reference {_from_to(_target(before), _target(after))}", level)
    old, new = _constraints(before), _constraints(after)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            level = Level.MAJOR if is_tighter(name, old.get(name), new.get(name)) else Level.MINOR
            yield ShapeChange(place, _constraint_text(name, old.get(name), new.get(name)), level)
    for name in DESCRIPTIVE:
        if getattr(before, name) != getattr(after, name):
            level = Level.MAJOR if name == "unit" and before.unit else Level.PATCH  # another unit, another meaning
            yield ShapeChange(place, f"{name} {_from_to(getattr(before, name), getattr(after, name))}", level)


def _constraints(field: Field) -> dict[str, Any]:
    """Return what a cell must fulfil, that of the items of a list included."""
    if not field.items:
        return field.constraints
    return field.constraints | {"delimiter": field.items.delimiter, "items": field.items.enum}


def is_tighter(name: str, old: Any, new: Any) -> bool:
    """Tell whether a constraint allows less than before; where that cannot be told, that it does.

    >>> is_tighter("minimum", 0, 1), is_tighter("enum", ["a"], ["a", "b"]), is_tighter("required", True, False)
    (True, False, False)
    """
    if new is None or new is False:
        return False
    if old is None or old is False:
        return True
    if name in ("enum", "items"):
        return not set(old) <= set(new)
    if name in TIGHTER_WHEN_HIGHER:
        return bool(new > old)
    if name in TIGHTER_WHEN_LOWER:
        return bool(new < old)
    return True


def _constraint_text(name: str, old: Any, new: Any) -> str:
    if name in ("enum", "items"):
        gone = [str(v) for v in old or () if v not in (new or ())]
        more = [str(v) for v in new or () if v not in (old or ())]
        parts = [f"no longer allowed: {', '.join(gone)}"] * bool(gone) + [f"now allowed: {', '.join(more)}"] * bool(
            more
        )
        return "; ".join(parts) if old and new else f"allowed values {_from_to(old, new)}"
    return f"{name} {_from_to(old, new)}"


def _target(field: Field) -> str | None:
    return f"{field.reference.table}.{field.reference.column}" if field.reference else None


def _from_to(old: Any, new: Any) -> str:
    if old is None:
        return f"is new: {_shown(new)}"
    if new is None:
        return f"is gone (was {_shown(old)})"
    return f"was {_shown(old)}, is {_shown(new)}"


def _shown(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"{text[:80]}…" if len(text) > 80 else text
