"""Days, months and periods of the data in words of a language. Plain text, not yet escaped."""

import re
from datetime import date

from reports.text.language import ENGLISH, Language, words

DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHAPE = re.compile(r"(\d{4})(?:-(H[12]|Q[1-4]|12-31|\d\d(?:-\d\d)?))?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(text: object, language: str = ENGLISH) -> str:
    """Write a day.

    >>> day("2025-08-27"), day("2025-08-27", "zh")
    ('27 August 2025', '2025 年 8 月 27 日')
    """
    found, known = date.fromisoformat(str(text)), words(language)
    return known.fill("date.day", day=found.day, month=known["date.months"].split()[found.month - 1], year=found.year)


def month(text: str | None, language: str = ENGLISH) -> str:
    """Write a day, a month or a year, to the month; what is neither stays as it is.

    >>> month("2025-09-06"), month("2025-09"), month("2025"), month("2024-Q4"), month(None)
    ('Sep 2025', 'Sep 2025', '2025', '2024-Q4', '')
    """
    match = re.match(r"(\d{4})-(\d\d)", text or "")
    return _whole(match[1], _month(match[2], words(language)), words(language)) if match else text or ""


def moment(text: object, language: str = ENGLISH) -> str:
    """Write a day in full, or what the data give instead: a month, a quarter, a year; nothing for None.

    >>> moment("2026-04-01"), moment("2026-04"), moment("2026-Q2"), moment("2026"), moment(None)
    ('1 April 2026', 'Apr 2026', 'Q2 2026', '2026', '')
    """
    return day(text, language) if DAY.fullmatch(str(text)) else period(str(text) if text else None, language)


def period(text: str | None, language: str = ENGLISH) -> str:
    """Write a period of the data; of two ends in one year the year is written once.

    >>> period("2025-12-31"), period("2025-Q4"), period("2027/2028"), period("2025-01/2025-09"), period("2025-07")
    ('end of 2025', 'Q4 2025', '2027 to 2028', 'Jan to Sep 2025', 'Jul 2025')
    >>> period("2024-11/2025-01"), period("2024-Q1/2024-Q3"), period("2025-08-01/2025-08-28"), period(None)
    ('Nov 2024 to Jan 2025', 'Q1 to Q3 2024', 'Aug 2025', '')
    >>> period("2026-H2", "zh"), period("2026-12-31", "zh"), period("2026-07", "zh"), period("2026-Q1/2026-Q3", "zh")
    ('2026 年下半年', '2026 年底', '2026 年 7 月', '2026 年一季度至三季度')
    """
    known = words(language)
    first, _, last = (text or "").partition("/")
    start, end = _moment(first, known), _moment(last or first, known)
    if start is None or end is None:
        return text or ""
    if start == end:
        return _whole(*start, known)
    if start[0] == end[0] and start[1] and end[1]:
        return known.fill("date.range-within-year", year=start[0], start=start[1], end=end[1])
    return known.fill("date.range", start=_whole(*start, known), end=_whole(*end, known))


def validity(first: str | None, last: str | None, language: str = ENGLISH) -> str:
    """Write from when to when something holds, as far as it is known.

    >>> validity("2023", "2025-06"), validity("2023", None), validity(None, "2025"), validity(None, None)
    ('2023 to Jun 2025', 'from 2023', 'to 2025', '')
    """
    if not first and not last:
        return ""
    key = "date.range" if first and last else "date.since" if first else "date.until"
    return words(language).fill(key, start=period(first, language), end=period(last, language))


def _moment(text: str, known: Language) -> tuple[str, str] | None:
    """Return the year of a period without a second end and the words for its part of the year, empty for all of it."""
    match = SHAPE.fullmatch(text)
    if not match:
        return None
    part = match[2] or ""
    if part[:1] in ("H", "Q"):
        return match[1], known[f"date.{'half' if part[0] == 'H' else 'quarter'}-{part[1]}"]
    if part == "12-31":
        return match[1], known["date.end-of-year"]
    return match[1], _month(part[:2], known) if part else ""


def _month(number: str, known: Language) -> str:
    return known.fill("date.month", month=known["date.months-short"].split()[int(number) - 1])


def _whole(year: str, part: str, known: Language) -> str:
    return known.fill("date.whole", year=year, part=part) if part else known.fill("date.year", year=year)
