"""A diff in words: sections of lines, what is lost first, each with no more lines than may be shown.

In: a `Diff`. Out: `Section`s of plain text or of Markdown: who calls says how a value is marked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from changes.bump import Level
from changes.compare import Diff
from changes.row_changes import RowChange, TableChanges, WholeRow

Mark = Callable[[str], str]
LONGEST = 120  # characters of a cell that are shown
CELLS = 4  # of a row that is new or gone
ROW = "row"


@dataclass(frozen=True)
class Section:
    """A heading, lines under it, and how many more there are."""

    title: str
    lines: tuple[str, ...]
    left_out: int = 0


def summary(diff: Diff) -> str:
    """Say in a line how many rows and cells are different, those that are gone first."""
    edited = diff.edited
    changed = sum(len(changes.changed) for changes in edited)
    cells = sum(changes.cells for changes in edited)
    parts = [
        (sum(len(changes.removed) for changes in edited), ROW, "removed"),
        (cells, "cell", "changed" if changed == cells else f"changed in {count(changed, ROW)}"),
        (sum(len(changes.added) for changes in edited), ROW, "added"),
        (len(diff.shape), "change", "to the schemas or the descriptor"),
    ]
    return ", ".join(f"{count(n, what)} {how}" for n, what, how in parts if n) or "no row is different"


def count(n: int, what: str) -> str:
    """Count things of one kind.

    >>> count(1, "row"), count(2000, "row")
    ('1 row', '2,000 rows')
    """
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def sections(diff: Diff, most: int, mark: Mark = str) -> list[Section]:
    """Return the sections that have something to say, each with at most `most` lines."""
    found = [
        ("Removed", [_whole(c, row, mark) for c in diff.edited for row in c.removed]),
        ("Changed", [line for c in diff.edited for row in c.changed for line in _cells(c, row, mark)]),
        ("Added", [_whole(c, row, mark) for c in diff.edited for row in c.added]),
        ("Schemas and descriptor", [f"{change.level}: {mark(str(change))}" for change in diff.shape]),
        ("Not compared", [f"{mark(file)} cannot be read" for file in diff.unread]),
        ("Headline", list(_headline(diff))),
        ("Verdicts", list(_verdicts(diff, mark))),
        ("Computed tables", list(_computed(diff, mark))),
    ]
    return [_section(title, lines, most) for title, lines in found if lines]


def _section(title: str, lines: Sequence[str], most: int) -> Section:
    return Section(title, tuple(lines[:most]), max(0, len(lines) - most))


def shown(value: str) -> str:
    """Return a cell for a line: shortened, on one line, “empty” if there is nothing in it."""
    text = " ".join(value.split())
    return (f"{text[:LONGEST]}…" if len(text) > LONGEST else text) or "empty"


def _whole(changes: TableChanges, row: WholeRow, mark: Mark) -> str:
    cells = [f"{name} {shown(cell)}" for name, cell in row.cells.items() if cell not in row.key][:CELLS]
    return f"{mark(changes.file)} {mark(shown(' '.join(row.key)))}: {mark('; '.join(cells))}"


def _cells(changes: TableChanges, row: RowChange, mark: Mark) -> Iterator[str]:
    for cell in row.cells:
        place = f"{mark(f'{changes.file}:{row.line}')} {mark(shown(' '.join(row.key)))} {cell.column}"
        yield f"{place}: {mark(shown(cell.before))} → {mark(shown(cell.after))}"


def _headline(diff: Diff) -> Iterator[str]:
    for figure in diff.effects.moved:
        yield f"{figure.label}: {figure.before or 'none'} → {figure.after or 'none'}"
    if diff.effects.note:
        yield diff.effects.note


def _verdicts(diff: Diff, mark: Mark) -> Iterator[str]:
    """Give the verdicts that move, then those of claims that are new or gone."""
    for v in sorted(diff.effects.verdicts, key=lambda v: (None in (v.before, v.after), v.target_id)):
        change = f"{v.before} → {v.after}"
        if None in (v.before, v.after):
            change = f"gone (was {v.before})" if v.before else f"new, {v.after}"
        yield f"{mark(v.target_id)}: {change} ({mark(shown(v.statement))})"


def _computed(diff: Diff, mark: Mark) -> Iterator[str]:
    """Say what differs in the files that commands write, and what will once they are written anew."""
    for changes in (c for c in diff.rows if c.derived):
        parts = ((len(changes.removed), "gone"), (len(changes.changed), "changed"), (len(changes.added), "new"))
        yield f"{mark(changes.file)}: {', '.join(f'{count(n, ROW)} {how}' for n, how in parts if n)}"
    for table, n in (diff.effects.rows or {}).items():
        yield f"{mark(table)}: {count(n, ROW)} will change when main is regenerated"


def version_line(diff: Diff) -> str:
    """Say which version the change asks for."""
    if diff.level is Level.NONE:
        return f"version {diff.before_version}: nothing asks for another"
    text = f"version: at least a {diff.level} bump, {diff.before_version} → {diff.next_version}"
    return text if diff.after_version == diff.before_version else f"{text} (the descriptor says {diff.after_version})"
