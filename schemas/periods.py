"""Periods of declared precision in Python; the SQL macros `period_start` and `period_end` say the same."""

from calendar import monthrange
from datetime import date
from functools import cache


@cache
def period_start(period: str) -> date:
    """Return the first day of a period such as 2025, 2025-H1, 2025-Q3, 2025-08, 2025-08-27 or from/to.

    >>> period_start("2025-Q3"), period_start("2025-02/2026-01")
    (datetime.date(2025, 7, 1), datetime.date(2025, 2, 1))
    """
    return _bounds(period.split("/")[0])[0]


@cache
def period_end(period: str) -> date:
    """Return the last day of a period.

    >>> period_end("2024-02"), period_end("2025-H1")
    (datetime.date(2024, 2, 29), datetime.date(2025, 6, 30))
    """
    return _bounds(period.split("/")[-1])[1]


@cache
def precision(period: str) -> str:
    """Return the precision of a period: none, year, half, quarter, month, day or interval.

    >>> precision(""), precision("2025"), precision("2025-H2"), precision("2025-01/2025-03")
    ('none', 'year', 'half', 'interval')
    """
    if not period:
        return "none"
    if "/" in period:
        return "interval"
    if "H" in period:
        return "half"
    if "Q" in period:
        return "quarter"
    return {4: "year", 7: "month", 10: "day"}[len(period)]


def _bounds(point: str) -> tuple[date, date]:
    match precision(point):
        case "year":
            first, last = 1, 12
        case "half":
            first, last = 6 * int(point[6]) - 5, 6 * int(point[6])
        case "quarter":
            first, last = 3 * int(point[6]) - 2, 3 * int(point[6])
        case "month":
            first = last = int(point[5:7])
        case _:
            return date.fromisoformat(point), date.fromisoformat(point)
    year = int(point[:4])
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
