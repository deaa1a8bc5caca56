"""Quarto's shortcode `include`, for both renderers, replaced before cells are read; no other shortcode is used here."""

import re
from dataclasses import dataclass
from pathlib import Path

from reports.render.page_error import PageError
from schemas.conflicts import first_conflict

SHORTCODE = re.compile(r"(?<!\{)\{\{<\s*(\S+)\s*(.*?)\s*>\}\}(?!\})")
LITERAL = re.compile(r"\{(\{\{<.*?>\}\})\}")
DEEPEST = 5


@dataclass(frozen=True)
class Source:
    """The text of a page, and of each of its lines the file and the line that it comes from."""

    text: str
    places: tuple[tuple[str, int], ...]


def expand(name: str, text: str, folder: Path, depth: int = 0) -> Source:
    """Return `text` of page `name` with the files that it includes.

    Paths that begin with / start at `folder`, others at the page. Raises PageError for a file or shortcode that is not
    there, or for a merge that is left unresolved.
    """
    if conflict := first_conflict(text):
        raise PageError(f"{name}:{conflict}")
    lines: list[str] = []
    places: list[tuple[str, int]] = []
    for n, line in enumerate(text.split("\n"), 1):
        lines.append("")
        places.append((name, n))
        done = 0
        for match in SHORTCODE.finditer(line):
            found = _included(match, name, n, folder, depth)
            first, *others = found.text.split("\n")
            lines[-1] += _literal(line[done : match.start()]) + first
            if not line[: match.start()].strip():
                places[-1] = found.places[0]
            lines += others
            places += found.places[1:]
            done = match.end()
        lines[-1] += _literal(line[done:])
    return Source("\n".join(lines), tuple(places))


def _included(match: re.Match[str], name: str, line: int, folder: Path, depth: int) -> Source:
    kind, argument = match[1], match[2].strip("\"'")
    if kind != "include":
        raise PageError(f"{name}: line {line}: unknown shortcode “{kind}”; only include is known")
    path = folder / argument.lstrip("/") if argument.startswith("/") else (folder / name).parent / argument
    if not path.is_file():
        raise PageError(f"{name}: line {line}: the included file {argument} is not there")
    if depth == DEEPEST:
        raise PageError(f"{name}: line {line}: files include one another more than {DEEPEST} deep")
    return expand(str(path.relative_to(folder)), path.read_text(encoding="utf-8"), folder, depth + 1)


def _literal(text: str) -> str:
    return LITERAL.sub(r"\1", text)
