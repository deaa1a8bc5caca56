"""A diff in words: sections of lines, what is lost first, each with no more lines than may be shown.

In: a `Diff`. Out: `Section`s of plain text or of Markdown: who calls says how a value is marked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from changes.bump import Level
from changes.compare import Diff
from changes.row_changes import CellChange, RowChange, TableChanges, WholeRow
from schemas.cells import NUMBER
from schemas.visible import visible

Mark = Callable[[str], str]
LONGEST = 120  # characters of a cell that are shown
ROW_LONGEST = 300  # characters of a row that is new or gone
FAR = 10  # times as much or as little: more often a slip than news
ROW = "row"


@dataclass(frozen=True)
class Section:
    """A heading, lines under it in which all can be seen, and how many more there are."""

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
    said = [f"{count(n, what)} {how}" for n, what, how in parts if n]
    if diff.unread:
        said.insert(0, f"{count(len(diff.unread), 'file')} not compared")
    return ", ".join(said) or "no row is different"


def count(n: int, what: str) -> str:
    """Count things of one kind.

    >>> count(1, "row"), count(2000, "row")
    ('1 row', '2,000 rows')
    """
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def sections(diff: Diff, most: int, mark: Mark = str) -> list[Section]:
    """Return the sections that have something to say, each with at most `most` lines."""
    found = [
        ("Not compared", [f"{mark(file)} cannot be read" for file in diff.unread]),
        ("Removed", list(_removed(diff, mark))),
        ("Changed", [line for c in diff.edited for row in c.changed for line in _cells(c, row, mark)]),
        ("Added", [_whole(c, row, mark) for c in diff.edited for row in c.added]),
        ("Schemas and descriptor", [f"{change.level}: {mark(str(change))}" for change in diff.shape]),
        ("Headline", list(_headline(diff, mark))),
        ("Verdicts", list(_verdicts(diff, mark))),
        ("Computed tables", list(_computed(diff, mark))),
    ]
    return [_section(title, lines, most) for title, lines in found if lines]


def _section(title: str, lines: Sequence[str], most: int) -> Section:
    return Section(title, tuple(map(visible, lines[:most])), max(0, len(lines) - most))


def shown(value: str, longest: int = LONGEST) -> str:
    """Return a cell for a line: shortened, on one line, “empty” if there is nothing in it."""
    text = " ".join(value.split())
    return (f"{text[:longest]}…" if len(text) > longest else text) or "empty"


def _removed(diff: Diff, mark: Mark) -> Iterator[str]:
    for changes in diff.edited:
        for row in changes.removed:
            yield f"{mark(changes.file)} {_row(row, mark)}"
            if twin := renamed(changes, row):
                yield f"  looks renamed to {mark(shown(' '.join(twin.key)))}; a key is never renamed, so change it back"


def renamed(changes: TableChanges, gone: WholeRow) -> WholeRow | None:
    """Return the added row that has all the cells of one that is gone, but for its key."""
    key = set(gone.key)

    def rest(row: WholeRow) -> list[tuple[str, str]]:
        return [(name, cell) for name, cell in row.cells.items() if cell not in key and cell not in row.key]

    return next((row for row in changes.added if rest(row) == rest(gone) and len(rest(row)) > 1), None)


def _whole(changes: TableChanges, row: WholeRow, mark: Mark) -> str:
    return f"{mark(f'{changes.file}:{row.line}')} {_row(row, mark)}"


def _row(row: WholeRow, mark: Mark) -> str:
    cells = "; ".join(f"{name} {shown(cell)}" for name, cell in row.cells.items() if cell not in row.key)
    return f"{mark(shown(' '.join(row.key)))}: {mark(shown(cells, ROW_LONGEST))}"


def _cells(changes: TableChanges, row: RowChange, mark: Mark) -> Iterator[str]:
    for cell in row.cells:
        place = f"{mark(f'{changes.file}:{row.line}')} {mark(shown(' '.join(row.key)))} {cell.column}"
        yield f"{place}: {mark(shown(cell.before))} → {mark(shown(cell.after))}{_how_far(cell)}"


def _how_far(cell: CellChange) -> str:
    """Say how far a number moved, if it moved far."""
    if not (NUMBER.fullmatch(cell.before) and NUMBER.fullmatch(cell.after)):
        return ""
    before, after = float(cell.before), float(cell.after)
    if not before or not after or 1 / FAR < after / before < FAR:
        return ""
    return f" ({after / before:,.4g} times)"


def _headline(diff: Diff, mark: Mark) -> Iterator[str]:
    for figure in diff.effects.moved:
        yield f"{mark(figure.label)}: {figure.before or 'none'} → {figure.after or 'none'}"
    if diff.effects.note:
        yield mark(diff.effects.note)


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
    if diff.unread:
        return "version: cannot be said while a file cannot be read"
    if diff.level is Level.NONE:
        return f"version {diff.before_version}: nothing asks for another"
    text = f"version: at least a {diff.level} bump, {diff.before_version} → {diff.next_version}"
    return text if diff.after_version == diff.before_version else f"{text} (the descriptor says {diff.after_version})"
