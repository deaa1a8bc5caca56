"""The colours of the report's theme and its fonts, as the charts use them."""

import logging
import re
from functools import cache
from pathlib import Path

from matplotlib import font_manager

THEME = Path(__file__).resolve().parent.parent / "theme"
WEIGHTS = (400, 600)


@cache
def palette() -> dict[str, str]:
    """Return the colours by name, for the light theme; read from the first block of theme/palette.css."""
    block = (THEME / "palette.css").read_text(encoding="utf-8").split("}")[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def colour(name: str) -> str:
    """Return a colour of the palette by its name. Raises KeyError."""
    return palette()[name]


def font_file(weight: int) -> str:
    """Return the file of the report's font in one of WEIGHTS."""
    return str(THEME / "fonts" / f"source-sans-3-{weight}.ttf")


@cache
def font_family() -> str:
    """Make the report's fonts known to Matplotlib, each under its weight; returns the family of its text."""
    family = "Source Sans 3"
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # the fallback has no weight 600: no matter
    for weight in WEIGHTS:
        entry = font_manager.FontEntry(
            fname=font_file(weight),
            name=family,
            style="normal",
            variant="normal",
            weight=weight,
            stretch="normal",
            size="scalable",
        )
        font_manager.fontManager.ttflist.append(entry)
    return family
