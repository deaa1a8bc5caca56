"""How wide a text is in the report's font, and how it breaks into lines."""

import re
import unicodedata
from functools import cache

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
        if lines[-1].strip() and not fits((lines[-1] + piece).rstrip(), width, size, weight):
            lines.append("")
        lines[-1] += piece if lines[-1] or not piece.isspace() else ""
    return [line.rstrip() for line in lines if line.strip()]


def fits(text: str, width: float, size: float, weight: int) -> bool:
    """Tell whether a line of text needs at most `width` pixels; a whole line is measured only where it is a near thing,
    as that takes fifty times as long as adding up its letters."""
    plain = sum(advance(letter, size, weight) for letter in text)
    return plain + size < width or text_width(text, size, weight) <= width


@cache
def advance(letter: str, size: float, weight: int) -> float:
    """Return the pixels from a letter to the next one, wherever they stand."""
    if unicodedata.east_asian_width(letter) in "WF":
        return size
    font = get_font(font_file(weight))
    font.set_size(size, 72)
    if not font.get_char_index(ord(letter)):  # another font has it
        return size
    return float(font.load_char(ord(letter)).horiAdvance) / 64
