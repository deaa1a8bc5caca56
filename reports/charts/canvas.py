"""Charts that are laid out in pixels: a sheet with y downwards, and the words for periods and days that they share."""

import re
from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.charts.base import NARROW, WIDE

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def sheet(ax: Axes, narrow: bool, height: float) -> float:
    """Make `ax` a sheet of pixels, (0, 0) at the top left, without axes; returns its width."""
    width = NARROW if narrow else WIDE
    ax.set_position((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.axis("off")
    return width


def month(day: str | None) -> str:
    """A day, month or year in words, to the month.

    >>> month("2025-09-06"), month("2025-09"), month("2025"), month(None)
    ('Sep 2025', 'Sep 2025', '2025', '')
    """
    if not day:
        return ""
    if match := re.match(r"(\d{4})-(\d\d)", day):
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    return day


def period(text: str | None) -> str:
    """A period of the data in words.

    >>> period("2025-12-31"), period("2025-Q4"), period("2027/2028"), period("2025-01/2025-09"), period("2025-07")
    ('end of 2025', 'Q4 2025', '2027/28', 'Jan to Sep 2025', 'Jul 2025')
    >>> period("2024-11/2025-01")
    'Nov 2024 to Jan 2025'
    """
    if not text:
        return ""
    if match := re.fullmatch(r"(\d{4})-12-31", text):
        return f"end of {match[1]}"
    if match := re.fullmatch(r"(\d{4})-([QH]\d)", text):
        return f"{match[2]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})/\d\d(\d\d)", text):
        return f"{match[1]}/{match[2]}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)/\1-(\d\d)", text):
        return f"{MONTHS[int(match[2]) - 1]} to {month(text[8:])}"
    if "/" in text:
        return " to ".join(month(end) for end in text.split("/"))
    return month(text)


def period_zh(text: str | None) -> str:
    """A period of the data in Chinese; what has no short name stays as it is.

    >>> period_zh("2026-H2"), period_zh("2026-Q4"), period_zh("2026-12-31"), period_zh("2026-07"), period_zh("2026")
    ('2026 年下半年', '2026 年四季度', '2026 年底', '2026 年 7 月', '2026 年')
    """
    if not text:
        return ""
    if match := re.fullmatch(r"(\d{4})(?:-(H[12]|Q[1-4]|12-31|\d\d))?", text):
        part = match[2] or ""
        if part[:1] == "H":
            part = "上下"[int(part[1]) - 1] + "半年"
        elif part[:1] == "Q":
            part = "一二三四"[int(part[1]) - 1] + "季度"
        elif part:
            part = "底" if part == "12-31" else f" {int(part)} 月"
        return f"{match[1]} 年{part}"
    return text


def either(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence.

    >>> either(["a"]), either(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
