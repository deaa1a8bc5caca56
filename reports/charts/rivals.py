"""Rival figures side by side: one line for each published figure, in groups, each with its mark and its value.

Not a chart of its own but how those of the market are drawn: one axis for all groups, marks as in every forest plot.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from reports.charts.base import WIDE, Tips, colour
from reports.charts.canvas import end_with_room, upright_grid
from reports.charts.marks import basis_style
from reports.charts.text_lines import text_width
from reports.text.numbers import join_words, number
from reports.text.values import Value

HEAD, LINE, TALL = 32, 21, 37  # heights in px: heading of a group, one line, one line of the narrow drawing
TOP, BOTTOM = 28, 8
GAP = 9  # pixels from a mark to its value
LONGEST = 60  # characters that fit above a mark in the narrow drawing
Ticks = Sequence[tuple[float, str]]


@dataclass(frozen=True)
class Figure:
    """One published figure: who said it and when (`label`), the value, its range and basis, text, tooltip, page."""

    label: str
    value: float
    low: float | None
    high: float | None
    basis: str
    text: str
    tip: str
    url: str | None = None


@dataclass(frozen=True)
class Group:
    """Figures of the same thing, under one heading."""

    heading: str
    figures: Sequence[Figure]


def amount(value: float, low: float | None, high: float | None, bound: str | None, unit: str) -> str:
    """Return a value with its bound or range in words.

    >>> amount(58, 54, 58, None, "%"), amount(41, None, None, "about", "%")
    ('58% (54 to 58)', 'about 41%')
    """
    return Value(value, low, high, bound, unit=unit.strip(), write=lambda figure: number(figure, 4)).text()


def join_houses(names: Iterable[str]) -> str:
    """Return the names of houses without repetition, as a sentence has them.

    >>> join_houses(["IDC", "Bernstein", "IDC", "TrendForce"])
    'IDC, Bernstein and TrendForce'
    """
    return join_words(dict.fromkeys(names))


def heights(groups: Sequence[Group]) -> tuple[float, float]:
    """Return the height of the wide and of the narrow drawing, in pixels."""
    lines = sum(len(g.figures) for g in groups)
    frame = TOP + BOTTOM + HEAD * len(groups)
    return frame + LINE * lines, frame + TALL * lines


def draw(ax: Axes, narrow: bool, tip: Tips, groups: Sequence[Group], ticks: Ticks, place: tuple[float, float]) -> None:
    """Draw all groups from top to bottom; heights are pixels. `ticks` are those of the x axis, which ends
    at the last unless a text needs more room.

    `place` is where the axis begins at the least, and where it ends, in the wide drawing, as parts of its width.
    """
    height = heights(groups)[narrow]
    left, right = (0.03, 0.95) if narrow else (max(place[0], labels_width(groups) / WIDE), place[1])
    ax.set_position((left, BOTTOM / height, right - left, 1 - (TOP + BOTTOM) / height))
    beyond = (1 - right) * ax.figure.bbox.width  # pixels to the right of the axis
    ends = [
        (max(f.value, f.high or 0), GAP + text_width(f.text) - beyond)
        for g in groups
        for f in g.figures
        if not fits_above(f, narrow)
    ]
    ax.set_xlim(0, end_with_room(ax, ends, least=ticks[-1][0]))
    edge = 0 if narrow else 0.01 - left / (right - left)  # left edge of the texts, in parts of the axis
    y = 0.0
    for group in groups:
        ax.text(edge, y + HEAD * 0.6, group.heading, weight=600, va="center", transform=ax.get_yaxis_transform())
        y += HEAD
        for figure in group.figures:
            line(ax, narrow, tip, figure, y, edge)
            y += TALL if narrow else LINE
    ax.set(ylim=(y, 0), yticks=[])
    ax.set_xticks([t for t, _ in ticks], [text for _, text in ticks])
    ax.tick_params(labelbottom=False, labeltop=True, pad=2)
    ax.spines["bottom"].set_visible(False)
    upright_grid(ax)


def labels_width(groups: Sequence[Group]) -> float:
    """Return the pixels that the longest label beside the marks needs."""
    return max(text_width(f.label) for g in groups for f in g.figures) + 2 * GAP + 8


def fits_above(figure: Figure, narrow: bool) -> bool:
    """Tell whether label and value stand in one line above the mark; else the value stands beside it."""
    return narrow and len(f"{figure.label}: {figure.text}") <= LONGEST


def line(ax: Axes, narrow: bool, tip: Tips, figure: Figure, top: float, edge: float) -> None:
    """Draw one figure below `top`; wide: label, mark, value in one line; narrow: label, and value if it fits, above."""
    y = top + (TALL * 0.72 if narrow else LINE / 2)
    for artist in mark(ax, figure, y):
        tip(artist, figure.tip, figure.url)
    whole = fits_above(figure, narrow)
    ground = {"facecolor": colour("paper"), "edgecolor": "none", "pad": 0} if narrow else None
    above = top + TALL * 0.3 if narrow else y
    label = f"{figure.label}: {figure.text}" if whole else figure.label
    ax.text(edge, above, label, va="center", transform=ax.get_yaxis_transform(), bbox=ground)
    if not whole:
        end = max(figure.value, figure.high or 0)
        ax.annotate(figure.text, (end, y), (GAP, 0), textcoords="offset points", va="center", color=colour("muted"))


def mark(ax: Axes, figure: Figure, y: float) -> list[Artist]:
    """Draw the mark that says what kind of figure it is, and its range."""
    style = basis_style(figure.basis)
    made: list[Artist] = []
    if figure.low is not None and figure.high is not None:
        ends, edge = [figure.low, figure.high], str(style["mec"])
        made += ax.plot(ends, [y, y], color=edge, linewidth=4, alpha=0.4, solid_capstyle="butt")
    made += ax.plot(figure.value, y, clip_on=False, **style)
    return made
