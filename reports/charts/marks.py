"""The words and marks that charts share, by the ids of the data: definitions, and bases of figures.

What things are called and how they look stands in the tables of the vocabulary; here it becomes Matplotlib’s.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.charts.base import Row, colour
from reports.query import query
from reports.text.labels import definition_label
from reports.text.language import ENGLISH, words


@dataclass(frozen=True)
class DefinitionWords:
    """A definition of self-sufficiency: as a row's label, beside a line, and after a share in a sentence."""

    label: str
    brief: str
    phrase: str = ""


DESIGNED_IN_CHINA = "d1"  # what published shares and counts of all Chinese vendors together are about
_SERIES_MARKERS = "os^Dvp"


def definition_words(row: Row, language: str = ENGLISH) -> DefinitionWords:
    """Return the words of a row's definition; a rung that no sentence of ours names has its label alone."""
    label, known = definition_label(row["definition_id"], language), words(language).texts
    brief = known.get(f"rung.brief.{row['definition_id']}", label)
    return DefinitionWords(label, brief, known.get(f"rung.phrase.{row['definition_id']}", ""))


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
    """Return the marker of the nth of several lines, so that they can be told apart without colour."""
    return _SERIES_MARKERS[place % len(_SERIES_MARKERS)]


@dataclass(frozen=True)
class BasisMark:
    """How figures of one or more bases are shown: marker, colour, filled or not, and what they are called together.

    `key` stands in a legend, `shape` in a caption.
    """

    marker: str
    tone: str
    filled: bool
    key: str

    @property
    def shape(self) -> str:
        return f"{words()[f'marker.{self.marker}.{filling(self.filled)}']}: {self.key}"


_SHAPES = {
    "circle": "o",
    "cross": "X",
    "diamond": "D",
    "pentagon": "p",
    "plus": "P",
    "square": "s",
    "thin-diamond": "d",
    "triangle-down": "v",
    "triangle-right": ">",
    "triangle-up": "^",
}
_SIZES = {"circle": 9.0, "square": 7.5}
BASES = "select basis_id, name, observed, marker, colour from bases order by position"


def markers(name: str) -> str:
    """Return Matplotlib's marker of a shape that the vocabulary names."""
    return _SHAPES[name]


def filling(filled: bool) -> str:
    return "filled" if filled else "hollow"


def bases() -> dict[str, BasisMark]:
    """Return the mark of each basis, the firmest first; bases that look alike share one, named after all of them."""
    rows = query(BASES)

    def appearance(row: Row) -> tuple[str, bool, str]:
        return row["marker"], row["observed"], row["colour"]

    alike: dict[tuple[str, bool, str], list[str]] = {}
    for row in rows:
        alike.setdefault(appearance(row), []).append(row["name"])
    return {
        r["basis_id"]: BasisMark(r["marker"], r["colour"], r["observed"], " or ".join(alike[appearance(r)]))
        for r in rows
    }


def is_forward_looking(basis: str) -> bool:
    """Tell whether a figure says what will be, not what was."""
    return not bases()[basis].filled


def basis_marks(found: Iterable[str]) -> dict[str, BasisMark]:
    """Return the marks of the bases that occur, by one basis of each, in the order of legends."""
    occurring = set(found)
    marks = {mark: basis for basis, mark in reversed(bases().items()) if basis in occurring}
    return {basis: mark for mark, basis in reversed(marks.items())}


def basis_style(basis: str, foreign: bool = False) -> dict[str, Any]:
    """Return Matplotlib's style of a figure's mark: shape, fill and colour say together what sort of figure it is."""
    mark = bases()[basis]
    edge = colour("foreign" if foreign else mark.tone)
    face = edge if mark.filled else colour("paper")
    size = _SIZES.get(mark.marker, 8.0)
    return {"marker": markers(mark.marker), "markersize": size, "mec": edge, "mfc": face, "mew": 1.6, "ls": "none"}
