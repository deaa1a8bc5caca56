"""A mistake in the data, and how a cell is quoted in the message about it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from schemas.errors import UserError
from schemas.visible import visible

SHOWN = 60
FEW = 5  # mistakes of one cause in one file that are shown one by one
LINES = 10  # that are listed of those that are shown as one
CELLS = re.compile(r"“[^”]*”|[0-9][0-9.,]*")  # what differs between messages about one cause


class Placed(Protocol):
    """What stands on a line."""

    @property
    def line(self) -> int: ...


T = TypeVar("T")
Cause = tuple[str, str, str]  # column, kind of mistake, its words without cells and numbers


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the data: where it is, what is wrong, how to fix it; `kind` is a stable word for what it is."""

    file: str
    line: int
    column: str
    message: str
    fix: str
    kind: str

    def __str__(self) -> str:
        column = f" {self.column}:" if self.column else ""
        return visible(f"{self.file}:{self.line}:{column} {self.message}; {self.fix}")


def cause_of(column: str, kind: str, message: str) -> Cause:
    """Return what mistakes of one file have in common that are shown as one."""
    return column, kind, CELLS.sub("", message)


class DataError(UserError):
    """The data cannot be used; `problems` say why, for people."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(lines_of(self.problems)))


def quoted(value: str) -> str:
    """Quote a cell for a message: shortened, control characters visible."""
    text = repr(value)[1:-1]
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"


def lines_of(problems: Iterable[Problem]) -> list[str]:
    """Write a line for each mistake; many of one cause are one line, with their number."""
    groups = by_cause(sorted(problems), lambda p: (p.file, p.kind, p.column, p.message))
    return [line for same in groups for line in (map(str, same) if len(same) <= FEW else [_together(same)])]


def _together(same: Sequence[Problem]) -> str:
    return f"{same[0]} {more_like_it(same, len(same))}"


def by_cause(found: Iterable[T], parts: Callable[[T], tuple[str, ...]]) -> list[list[T]]:
    """Group what has the same parts, the last of which is a message, but for the cells and numbers in it."""
    groups: dict[tuple[str, ...], list[T]] = defaultdict(list)
    for one in found:
        *rest, message = parts(one)
        groups[*rest, CELLS.sub("", message)].append(one)
    return list(groups.values())


def more_like_it(same: Sequence[Placed], number: int) -> str:
    """Say how many more of a number there are than the first, and on which lines."""
    lines = [str(line) for line in dict.fromkeys(one.line for one in same[1:])]
    shown = ", ".join(lines[:LINES]) + (" …" if number - 1 > LINES else "")
    return f"(and {number - 1:,} more like it, on lines {shown})"
