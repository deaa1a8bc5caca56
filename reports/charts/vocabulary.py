"""The words and marks that charts share, by the ids of the data: definitions, and bases of figures.

Charts ask the functions; an id that is not here is shown by what the row itself says, never an error.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.charts.base import Row, colour


@dataclass(frozen=True)
class DefinitionWords:
    """A definition of self-sufficiency: as a row's label, beside a line, and after a share in a sentence."""

    label: str
    brief: str
    phrase: str = ""


_DEFINITIONS = {
    "d0": DefinitionWords("Chinese brand", "Chinese brand"),
    "d1": DefinitionWords("Designed in China", "designed in China", "of units designed in China"),
    "d2": DefinitionWords("+ die made in China", "+ die made there", "with the die made there too"),
    "d3": DefinitionWords("+ memory made in China", "+ memory", "with the memory too"),
    "d4": DefinitionWords("+ packaged in China", "+ packaging"),
    "d5": DefinitionWords("+ on Chinese tools", "+ Chinese tools"),
}
DESIGNED_IN_CHINA = "d1"  # what published shares and counts of all Chinese vendors together are about
_SERIES_MARKERS = "os^Dvp"


def definition_words(row: Row) -> DefinitionWords:
    """Return the words of a row's definition; of one that charts do not know, its name in the data."""
    return _DEFINITIONS.get(row["definition_id"]) or DefinitionWords(row["definition"], row["definition"])


def by_definition(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of each definition, both in the order of the rows.

    >>> by_definition([{"definition_id": "d2", "n": 1}, {"definition_id": "d1", "n": 2}])
    {'d2': [{'definition_id': 'd2', 'n': 1}], 'd1': [{'definition_id': 'd1', 'n': 2}]}
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["definition_id"], []).append(row)
    return found


def series_marker(place: int) -> str:
    """Return the marker of the nth of several lines, so that they are told apart without colour."""
    return _SERIES_MARKERS[place % len(_SERIES_MARKERS)]


@dataclass(frozen=True)
class BasisMark:
    """How figures of one basis are shown: Matplotlib's marker with its size, colour, filled or not, and its words.

    `key` stands in a legend, `shape` in a caption.
    """

    marker: str
    size: float
    tone: str
    filled: bool
    key: str
    shape: str


_MARKS = {
    "reported": BasisMark("s", 7.5, "ink", True, "official or reported", "square: official or reported"),
    "estimated": BasisMark("o", 9, "estimate", True, "estimate", "filled dot: estimate"),
    "forecast": BasisMark("o", 9, "estimate", False, "forecast", "hollow dot: forecast"),
    "target": BasisMark("D", 8, "claim", False, "target or plan", "diamond: target or plan"),
}
_SAME_MARK = {"official": "reported"}
_WORDS = {"estimated": "estimate"}
_AHEAD = ("forecast", "target")


def looks_ahead(basis: str) -> bool:
    """Whether a figure says what will be, not what was."""
    return basis in _AHEAD


def basis_word(basis: str) -> str:
    """Return what a figure of this basis is called.

    >>> basis_word("estimated"), basis_word("official")
    ('estimate', 'official')
    """
    return _WORDS.get(basis, basis)


def basis_marks(bases: Iterable[str]) -> dict[str, BasisMark]:
    """Return the marks of the bases that occur, by one basis of each, in the order of legends.

    >>> [mark.key for mark in basis_marks(["forecast", "official", "reported"]).values()]
    ['official or reported', 'forecast']
    """
    found = {_SAME_MARK.get(basis, basis) for basis in bases}
    return {basis: mark for basis, mark in _MARKS.items() if basis in found}


def basis_style(basis: str, foreign: bool = False) -> dict[str, Any]:
    """Return Matplotlib's style of a figure's mark: shape, fill and colour say together what sort of figure it is."""
    mark = _MARKS.get(_SAME_MARK.get(basis, basis), _MARKS["estimated"])
    edge = colour("foreign" if foreign else mark.tone)
    face = edge if mark.filled else colour("paper")
    return {"marker": mark.marker, "markersize": mark.size, "mec": edge, "mfc": face, "mew": 1.6, "ls": "none"}
