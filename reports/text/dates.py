"""Days, months and periods of the data in words. Plain text, not yet escaped."""

import re
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(text: object) -> str:
    """A day in words.

    >>> day("2025-08-27")
    '27 August 2025'
    """
    found = date.fromisoformat(str(text))
    return f"{found.day} {found:%B %Y}"


def month(text: str | None) -> str:
    """A day, month or year in words, to the month.

    >>> month("2025-09-06"), month("2025-09"), month("2025"), month("2024-Q4"), month(None)
    ('Sep 2025', 'Sep 2025', '2025', '2024-Q4', '')
    """
    if not text:
        return ""
    if match := re.match(r"(\d{4})-(\d\d)", text):
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    return text


def period(text: str | None) -> str:
    """A period of the data in words; of two ends in one year the year is said once.

    >>> period("2025-12-31"), period("2025-Q4"), period("2027/2028"), period("2025-01/2025-09"), period("2025-07")
    ('end of 2025', 'Q4 2025', '2027 to 2028', 'Jan to Sep 2025', 'Jul 2025')
    >>> period("2024-11/2025-01"), period("2024-Q1/2024-Q3"), period("2025-08-01/2025-08-28"), period(None)
    ('Nov 2024 to Jan 2025', 'Q1 to Q3 2024', 'Aug 2025', '')
    """
    first, _, last = (text or "").partition("/")
    start, end = _moment(first), _moment(last)
    if not last or start == end:
        return start
    if start.partition(" ")[2] == end.partition(" ")[2]:
        start = start.partition(" ")[0]
    return f"{start} to {end}"


def _moment(text: str) -> str:
    """A period without a second end."""
    if match := re.fullmatch(r"(\d{4})-12-31", text):
        return f"end of {match[1]}"
    if match := re.fullmatch(r"(\d{4})-([QH]\d)", text):
        return f"{match[2]} {match[1]}"
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
