"""A mistake in the data, and how a cell is quoted in the message about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.errors import UserError

SHOWN = 60


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
        return f"{self.file}:{self.line}:{column} {self.message}; {self.fix}"


class DataError(UserError):
    """The data cannot be used; `problems` say why, for people."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def quoted(value: str) -> str:
    """Quote a cell for a message: shortened, control characters visible."""
    text = repr(value)[1:-1]
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"
