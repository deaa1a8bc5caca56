"""Inline values of prose: Quarto's `{python} page.share` between backticks, found and filled.

What stands inside a fenced block of code is left as it is. An expression stands on one line.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from reports.text.markdown import Markdown

EXPRESSION = re.compile(r"(?<!`)`\{python\}[ \t]([^`\n]+)`")
FENCE = re.compile(r"^(`{3,}|~{3,})(.*)$")


@dataclass(frozen=True)
class Inline:
    """One inline expression and the line on which it stands."""

    line: int
    expression: str


def split(text: str, first: int = 1) -> list[str | Inline]:
    """Split prose at its inline expressions; `first` is the number of its first line.

    >>> split("a `{python} x` b")
    ['a ', Inline(line=1, expression='x'), ' b']
    """
    parts: list[str | Inline] = [""]
    fence = ""
    for n, line in enumerate(text.splitlines(keepends=True), first):
        mark = FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not mark[2].strip():
            fence = ""
        pieces = [line] if fence else EXPRESSION.split(line)
        for place, piece in enumerate(pieces):
            if place % 2:
                parts += [Inline(n, piece.strip()), ""]
            else:
                parts[-1] = f"{parts[-1]}{piece}"
    return parts


def fill(text: str, evaluate: Callable[[str], object]) -> Markdown:
    """Fill prose with the values that `evaluate` gives for its inline expressions.

    >>> fill("a `{python} x` b", {"x": 1}.get)
    'a 1 b'
    """
    return Markdown("".join(part if isinstance(part, str) else str(evaluate(part.expression)) for part in split(text)))
