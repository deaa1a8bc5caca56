"""Two states of the package side by side: rows, shape, effects, and the version that the change asks for.

In: the folders of two states. Out: a `Diff`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from changes.bump import Level, level_of_rows, next_version
from changes.effects import Effects, State, compute_effects
from changes.row_changes import TableChanges, compare_rows
from changes.shape_changes import ShapeChange, compare_shapes
from checks.canonical import read_leniently
from checks.structure.salvage import LastSound, readable_tables
from schemas.cells import check_cells
from schemas.csv_text import TextTable
from schemas.files import read_bytes
from schemas.package import read_package

COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Diff:
    """What is different between two states of the package."""

    base: str
    before_version: str
    after_version: str
    rows: tuple[TableChanges, ...] = ()
    shape: tuple[ShapeChange, ...] = ()
    unread: tuple[str, ...] = ()
    effects: Effects = field(default_factory=Effects)
    level: Level = Level.NONE

    @property
    def shown_base(self) -> str:
        """The name of the base; of a full commit id its beginning."""
        return self.base[:10] if COMMIT.fullmatch(self.base) else self.base

    @property
    def is_empty(self) -> bool:
        """Whether nothing is different that people edit."""
        return not (self.edited or self.shape or self.unread)

    @property
    def edited(self) -> list[TableChanges]:
        """Tables that people edit, and whose rows changed."""
        return [changes for changes in self.rows if not changes.derived]

    @property
    def next_version(self) -> str:
        """The smallest version that the change allows after the base's."""
        return next_version(self.before_version, self.level)


def compare(base: Path, root: Path, name: str, with_effects: bool = True) -> Diff:
    """Compare the package at `root` with an earlier state of it in the folder `base`, which people call `name`.

    Raises PackageError if a descriptor or a schema cannot be read.
    """
    before, unread_before = read_state(base, lambda table: None)
    after, unread_after = read_state(root, lambda table: read_bytes(base / table.path))
    shape = tuple(compare_shapes(before.package, after.package))
    unread = {*unread_before, *unread_after}
    rows = tuple(
        changes
        for table, text in after.texts.items()
        if table in before.texts and table not in unread and (changes := compare_rows(before.texts[table], text))
    )
    referred = references(before.texts)
    levels = [change.level for change in shape] + [level_of_rows(c, before.package, referred) for c in rows]
    return Diff(
        name,
        before.package.version,
        after.package.version,
        rows,
        shape,
        tuple(after.package.table[table].path for table in after.texts if table in unread),
        compute_effects(before, after) if with_effects else Effects(),
        max(levels, default=Level.NONE),
    )


def read_state(root: Path, last: LastSound) -> tuple[State, set[str]]:
    """Read the tables at `root` as they are and, of them, the sound rows; also return the tables that have no form."""
    package = read_package(root)
    texts: dict[str, TextTable] = {}
    formless, broken = set(), set()
    for table in package.tables:
        raw = read_bytes(root / table.path)
        texts[table.name], problems = read_leniently(table, raw or b"")
        if problems or raw is None:
            formless.add(table.name)
        if problems or check_cells(texts[table.name]):
            broken.add(table.path)
    return State(package, texts, readable_tables(root, texts, broken, last)), formless


def references(texts: Mapping[str, TextTable]) -> set[tuple[str, str]]:
    """Return what the rows of other tables refer to, as pairs of table and key."""
    return {
        (f.reference.table, key)
        for text in texts.values()
        for f in text.table.fields
        if f.reference and f.reference.table != text.table.name
        for cell in text.columns[f.name]
        for key in (cell.split(f.items.delimiter) if f.items else [cell])
        if key
    }
