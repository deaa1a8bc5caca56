"""Charts laid out in pixels, and the axes of those that run from left to right."""

import math
from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from reports.charts.base import NARROW, WIDE


def sheet(ax: Axes, narrow: bool, height: float) -> float:
    """Make `ax` a sheet of pixels, (0, 0) at the top left, without axes; returns its width."""
    width = NARROW if narrow else WIDE
    ax.set_position((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.axis("off")
    return width


def upright_grid(ax: Axes) -> None:
    """Draw the grid from top to bottom, for values that run from left to right."""
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)


def percents(ticks: Iterable[float]) -> tuple[list[float], list[str]]:
    """Return the ticks of an axis of shares, and their labels.

    >>> percents(range(0, 101, 50))
    ([0, 50, 100], ['0%', '50%', '100%'])
    """
    places = list(ticks)
    return places, [f"{tick:g}%" for tick in places]


def end_with_room(ax: Axes, ends: Iterable[tuple[float, float]], least: float = 0) -> float:
    """Return where an axis from 0 must end so that `pixels` are free to the right of each `value` of `ends`.

    Asks for the axes in its final place. `least` is where it ends at the nearest.
    """
    width = ax.get_position().width * ax.figure.bbox.width
    return max([least, *(value * width / (width - pixels) for value, pixels in ends)])


def round_ticks(end: float, most: int, steps: Sequence[float] = (1, 2, 2.5, 5, 10)) -> list[float]:
    """Return round places from 0 to the first at or beyond `end`, in at most `most` steps.

    >>> round_ticks(46, 4), round_ticks(1_900_000, 4)
    ([0.0, 20.0, 40.0, 60.0], [0.0, 500000.0, 1000000.0, 1500000.0, 2000000.0])
    """
    return [float(t) for t in MaxNLocator(most, steps=steps).tick_values(0, end) if t >= 0]


def log_ticks(low: float, high: float) -> list[int]:
    """Return the places 1, 2, 5, 10 … between two ends of a logarithmic axis.

    >>> log_ticks(52, 1100)
    [100, 200, 500, 1000]
    """
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [t for d in decades for t in (round(n * 10**d) for n in (1, 2, 5)) if low <= t <= high]
