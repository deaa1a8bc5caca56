"""The smallest bump of the version that a change asks for, by the Data Package recipe on versions.

The recipe (https://datapackage.org/recipes/data-package-version/): a major version for what is incompatible (columns
added, removed or in another order, another type, a tighter constraint, rows gone to which others refer), a minor one
for more data, a patch for corrections and descriptions.
"""

from collections.abc import Collection
from enum import IntEnum

from changes.row_changes import TableChanges
from schemas.package import Package


class Level(IntEnum):
    """How much of a version changes."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()


def level_of_rows(changes: TableChanges, package: Package, references: Collection[tuple[str, str]]) -> Level:
    """Return the level that the changed rows of a table ask for. `package` is the earlier state, `references` what its
    rows refer to, as pairs of table and key."""
    if any((changes.table, row.key[0]) in references for row in changes.removed):
        return Level.MAJOR
    if changes.removed or changes.added:
        return Level.MINOR
    fields = package.table[changes.table].field if changes.table in package.table else {}
    if any(cell.column in fields and fields[cell.column].reference for row in changes.changed for cell in row.cells):
        return Level.MINOR
    return Level.PATCH if changes.changed else Level.NONE


def next_version(version: str, level: Level) -> str:
    """Return the smallest version that is allowed after `version`.

    >>> next_version("0.1.4", Level.MINOR), next_version("0.1.4", Level.NONE)
    ('0.2.0', '0.1.4')
    """
    major, minor, patch = (int(part) for part in version.split("-")[0].split("+")[0].split("."))
    match level:
        case Level.MAJOR:
            return f"{major + 1}.0.0"
        case Level.MINOR:
            return f"{major}.{minor + 1}.0"
        case Level.PATCH:
            return f"{major}.{minor}.{patch + 1}"
    return version


def bump_between(before: str, after: str) -> Level:
    """Return the level by which a version was raised; NONE if it was not.

    >>> bump_between("0.1.4", "0.2.0").name, bump_between("1.0.0", "1.0.0").name
    ('MINOR', 'NONE')
    """
    old, new = ([int(part) for part in v.split("-")[0].split("+")[0].split(".")] for v in (before, after))
    if new <= old:
        return Level.NONE
    changed = next(n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
    return (Level.MAJOR, Level.MINOR, Level.PATCH)[changed]
