"""Whether a large CSV file is in plain form, told from its bytes in blocks, at the speed of a search.

In: a file and the columns of its table. Out: a `PlainForm` if every reader takes it alike: the header as declared,
lines ended by LF alone, no NUL, quotes round whole cells and no line break in them, no line longer than a cell may be;
else nothing. A plain file may still quote otherwise than `csv_text` does: the first such line is told. UTF-8 and the
number of cells are left to DuckDB, which refuses what is otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.csv_form import LONGEST
from schemas.csv_text import SPECIAL

BLOCK = 1 << 19  # bytes that are looked at together
QUOTE, COMMA, LF, SEMICOLON, TAB = b'",\n;\t'
Places = NDArray[np.int64]


class _NotPlain(Exception):
    """The form of the file is not plain."""


@dataclass(frozen=True)
class PlainForm:
    """Bytes, lines and quoted cells below the header of a file; the first line on which a cell lacks quotes, or 0."""

    size: int
    lines: int
    quoted: int
    unquoted_at: int


@dataclass(frozen=True)
class _Block:
    """A block of whole lines: their ends, and where quoted cells begin and end."""

    raw: bytes
    ends: Places
    opened: Places
    closed: Places


def plain_form(path: Path, names: Sequence[str]) -> PlainForm | None:
    """Return what was found in a file of plain form, None if it is of another."""
    size = lines = quoted = unquoted_at = 0
    try:
        for block in _blocks(path, names):
            bare = _first_bare(block)
            if bare is not None and not unquoted_at:
                unquoted_at = lines + 2 + _line_in(block, bare)
            size += len(block.raw)
            lines += len(block.ends)
            quoted += len(block.opened)
    except _NotPlain:
        return None
    return PlainForm(size, lines, quoted, unquoted_at)


def needless_quotes_at(path: Path, names: Sequence[str]) -> int:
    """Return the first line of a plain file on which a cell has quotes that it does not need, or 0."""
    line = 2
    for block in _blocks(path, names):
        for first, last in zip(block.opened, block.closed, strict=True):
            if not SPECIAL.search(block.raw[first + 1 : last].decode("latin-1")):
                return line + _line_in(block, first)
        line += len(block.ends)
    return 0


def _line_in(block: _Block, place: int) -> int:
    return int(np.searchsorted(block.ends, place))


def _blocks(path: Path, names: Sequence[str]) -> Iterator[_Block]:
    with path.open("rb") as file:
        if file.readline() != ",".join(names).encode() + b"\n":
            raise _NotPlain
        while raw := file.read(BLOCK):
            raw += file.readline(LONGEST)
            if b"\r" in raw or b"\0" in raw or not raw.endswith(b"\n"):
                raise _NotPlain
            yield _block(raw)


def _block(raw: bytes) -> _Block:
    signs = np.frombuffer(raw, np.uint8)
    ends = np.flatnonzero(signs == LF)
    if np.diff(ends, prepend=-1).max() > LONGEST:
        raise _NotPlain
    opened, closed = _quoted_cells(signs)
    if len(opened):
        inside = np.searchsorted(opened, ends) != np.searchsorted(closed, ends)
        before = signs[opened - 1]  # of the first sign in a block this is the last one, a line end
        after = signs[closed + 1]  # every block ends in a line end
        if inside.any() or not np.isin(before, (COMMA, LF)).all() or not np.isin(after, (COMMA, LF)).all():
            raise _NotPlain
    return _Block(raw, ends, opened, closed)


def _quoted_cells(signs: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Return where quoted cells begin and end; two quotes side by side in one stand for a quote."""
    quotes = np.flatnonzero(signs == QUOTE)
    if len(quotes) % 2:
        raise _NotPlain
    opened, closed = quotes[0::2], quotes[1::2]
    if not len(opened):
        return opened, closed
    goes_on = closed[:-1] + 1 == opened[1:]
    return opened[~np.insert(goes_on, 0, False)], closed[~np.append(goes_on, False)]


def _first_bare(block: _Block) -> int | None:
    """Return where the first sign stands that some program takes for the end of a cell, outside of quotes."""
    signs = np.frombuffer(block.raw, np.uint8)
    found = [np.flatnonzero(signs == sign) for sign in (SEMICOLON, TAB) if sign in block.raw]
    places = np.sort(np.concatenate(found)) if found else np.array([], np.int64)
    bare = places[np.searchsorted(block.opened, places) == np.searchsorted(block.closed, places)]
    return int(bare[0]) if len(bare) else None
