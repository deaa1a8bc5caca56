"""How wide a text is in the report's font, and how it breaks into lines."""

import re
import unicodedata

from matplotlib.font_manager import get_font

from reports.charts.palette import font_file

PIECES = re.compile(r"[\u2e80-\uffef]|[^ \u2e80-\uffef]+| +")  # a Chinese character, a word, what parts words


def text_width(text: str, size: float = 14, weight: int = 400) -> float:
    """Return the pixels that a line of plain text needs; a Chinese character, which the font lacks, is a square.

    >>> text_width("41%"), text_width("中国", 10)
    (27.0, 20.0)
    """
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    font = get_font(font_file(weight))
    font.set_size(size, 72)
    font.set_text("".join(c for c in text if unicodedata.east_asian_width(c) not in "WF"))
    return float(font.get_width_height()[0]) / 64 + size * wide


def broken_into_lines(text: str, width: float, size: float = 14, weight: int = 400) -> list[str]:
    """Break a text between words, and between Chinese characters, into lines of at most `width` pixels.

    >>> broken_into_lines("one two three", 50), broken_into_lines("中国芯片", 20, 10)
    (['one two', 'three'], ['中国', '芯片'])
    """
    lines = [""]
    for piece in PIECES.findall(text):
        if text_width((lines[-1] + piece).rstrip(), size, weight) > width and lines[-1].strip():
            lines.append("")
        lines[-1] += piece if lines[-1] or not piece.isspace() else ""
    return [line.rstrip() for line in lines if line.strip()]
