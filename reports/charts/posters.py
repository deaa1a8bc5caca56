"""The poster of a chart: its drawing with title, subtitle, caption and source inside, as it leaves the site.

In: texts, and a function that draws into an axes. Out: a Matplotlib figure; the PNG of one, with few colours.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec
from PIL import Image

from reports.charts.palette import colour
from reports.charts.text_lines import broken_into_lines

MARGIN = 20  # pixels around all
SCALE = 2  # pixels of a PNG for one of the drawing
COLOURS = 48  # of a PNG: a chart has a dozen, and the steps between them at its edges


@dataclass(frozen=True)
class PosterTexts:
    """What a poster says around the drawing."""

    title: str
    subtitle: str
    caption: str
    foot: Sequence[str]


@dataclass(frozen=True)
class Line:
    """One line of text: size, distance to the next line and weight, colour by its name."""

    text: str
    size: float
    step: float
    weight: int = 400
    tone: str = "muted"


def poster_figure(texts: PosterTexts, size: tuple[float, float], draw: Callable[[Axes], None]) -> Figure:
    """Draw into the middle of a figure of `size` (width, height in pixels) with room for the texts above and below."""
    width, height = size
    above, below = lines_above(texts, width), lines_below(texts, width)
    head, foot = (2 * MARGIN * 0.7 + sum(line.step for line in part) for part in (above, below))
    whole = (width + 2 * MARGIN, height + head + foot)
    figure = Figure(figsize=(whole[0] / 72, whole[1] / 72), dpi=72)
    grid = GridSpec(3, 3, figure, height_ratios=(head, height, foot), width_ratios=(MARGIN, width, MARGIN))
    grid.update(hspace=0, wspace=0)
    draw(figure.add_subfigure(grid[1, 1]).add_axes((0, 0, 1, 1)))
    for part, top in ((above, whole[1] - MARGIN * 0.7), (below, foot - MARGIN * 0.7)):
        write(figure, part, top)
    return figure


def lines_above(texts: PosterTexts, width: float) -> list[Line]:
    """Return title and subtitle in lines."""
    title = [Line(text, 20, 26, 600, "ink") for text in broken_into_lines(texts.title, width, 20, 600)]
    return [*title, *(Line(text, 14.5, 20) for text in broken_into_lines(texts.subtitle, width, 14.5))]


def lines_below(texts: PosterTexts, width: float) -> list[Line]:
    """Return caption and foot in lines."""
    found = [Line(text, 12, 16) for text in broken_into_lines(texts.caption, width, 12)]
    for entry in texts.foot:
        found += [Line(text, 12, 16, tone="ink") for text in broken_into_lines(entry, width, 12)]
    return found


def write(figure: Figure, lines: Sequence[Line], top: float) -> None:
    """Write lines from `top` downwards, in pixels from the lower edge of the figure."""
    width, height = figure.bbox.width, figure.bbox.height
    for line in lines:
        made = figure.text(MARGIN / width, (top - 0.8 * line.step) / height, line.text, va="baseline")
        made.set(size=line.size, weight=line.weight, color=colour(line.tone))
        top -= line.step


def png(figure: Figure) -> bytes:
    """Return a figure as PNG with a palette of COLOURS, a third as large as with all."""
    raw, out = io.BytesIO(), io.BytesIO()
    figure.savefig(raw, format="rgba", dpi=72 * SCALE)
    width, height = (int(72 * SCALE * inches) for inches in figure.get_size_inches())
    image = Image.frombytes("RGBA", (width, height), raw.getvalue()).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, format="PNG", optimize=True)
    return out.getvalue()
