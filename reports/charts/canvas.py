"""Charts laid out in pixels, and the axes of those that run from left to right."""

from collections.abc import Iterable

from matplotlib.axes import Axes

from reports.charts.base import NARROW, WIDE


def sheet(ax: Axes, narrow: bool, height: float) -> float:
    """Make `ax` a sheet of pixels, (0, 0) at the top left, without axes; returns its width."""
    width = NARROW if narrow else WIDE
    ax.set_position((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.axis("off")
    return width


def upright_grid(ax: Axes) -> None:
    """Lines of the grid from top to bottom, for values that run from left to right."""
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)


def percents(ticks: Iterable[int]) -> tuple[list[int], list[str]]:
    """Ticks of an axis of shares, and their labels.

    >>> percents(range(0, 101, 50))
    ([0, 50, 100], ['0 %', '50 %', '100 %'])
    """
    places = list(ticks)
    return places, [f"{tick} %" for tick in places]
