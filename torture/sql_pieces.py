"""The pieces of SQL of which rules are made: conditions and what they show, look-ups, frames.

Out: each with the file in which it stands, so that its mutants are reported there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from inspect import unwrap
from pathlib import Path

from checks.dataset.expectations import FRAMES
from checks.rows.joined_lookups import LOOKUPS, PLACES
from checks.rows.joined_rows import words_of
from checks.rows.predicates import IMPLEMENTED, Selecting, Selection
from checks.rows.row_layer import load_rules
from checks.rulebook import rules
from schemas.package import ROOT
from torture.sql_mutation import SqlMutant, mutants

LOOKUP_FILE = "checks/rows/joined_lookups.py"


@dataclass(frozen=True)
class Piece:
    """A piece of SQL: its file and line, what it belongs to (a rule, a look-up, a place in look-ups, a frame), which
    part of it it is, if there are several, and what places it has."""

    file: str
    line: int
    owner: str
    sql: str
    part: str = ""
    places: frozenset[str] = frozenset()

    def mutants(self) -> list[SqlMutant]:
        """Return its mutants, named after what it belongs to."""
        name = f"{self.owner} {self.part}".strip()
        return [
            replace(m, line=self.line + m.line - 1, place=f"{name} {m.place}".strip())
            for m in mutants(self.sql, self.places)
        ]


def conditions() -> Iterator[Piece]:
    """Yield the condition of each rule on rows that has one, and each expression that it shows."""
    for rule_id, how in sorted(load_rules().items()):
        if isinstance(how, Selecting):
            code = unwrap(how.select).__code__
            file = str(Path(code.co_filename).relative_to(ROOT))
            selection = how.select(rules()[rule_id])
            yield Piece(file, code.co_firstlineno, rule_id, selection.where, "where")
            for name, sql in selection.shows.items():
                yield Piece(file, code.co_firstlineno, rule_id, sql, name)


def selection_with(piece: Piece, sql: str) -> Selection:
    """Return what a rule selects with other SQL in the place of one piece."""
    how = IMPLEMENTED[piece.owner]
    assert isinstance(how, Selecting)
    selection = how.select(rules()[piece.owner])
    if piece.part == "where":
        return replace(selection, where=sql)
    return replace(selection, shows={**selection.shows, piece.part: sql})


def lookups() -> Iterator[Piece]:
    """Yield each look-up that is made by SQL, and what look-ups share."""
    lines = (ROOT / LOOKUP_FILE).read_text(encoding="utf-8").splitlines()
    for name, found in LOOKUPS.items():
        if found.sql:
            bounds = rules()[found.rule].bounds if found.rule else {}
            line = next(n for n, text in enumerate(lines, 1) if f'"{name}",' in text)
            yield Piece(LOOKUP_FILE, line, name, found.sql, places=frozenset({"rows", *PLACES, *bounds}))
    for name in ("middle", "same-statement"):
        line = next(n for n, text in enumerate(lines, 1) if f'"{name}":' in text)
        yield Piece(LOOKUP_FILE, line, name, PLACES[name])


def frames() -> Iterator[Piece]:
    """Yield each frame of the rules on the whole."""
    for path in sorted(FRAMES.glob("*.sql")):
        yield Piece(str(path.relative_to(ROOT)), 1, path.stem, path.read_text(encoding="utf-8"))


@cache
def lookups_of(rule_id: str) -> frozenset[str]:
    """Return the look-ups, and what they share, on which the answer of a rule rests, by way of others too."""
    how = IMPLEMENTED[rule_id]
    if not isinstance(how, Selecting):
        return frozenset()
    selection = how.select(rules()[rule_id])
    words = words_of(selection.where, *selection.shows.values())
    grown: set[str] = set()
    while more := {n for n in LOOKUPS if any(w.startswith(f"{n}_") for w in words)} - grown:
        grown |= more
        words |= words_of(*(LOOKUPS[n].sql for n in more))
    shared = {place for n in grown for place in PLACES if "{" + place + "}" in LOOKUPS[n].sql}
    return frozenset(grown | shared)
