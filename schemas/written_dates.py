"""Days and periods as people and spreadsheets write them.

In: a cell. Out: what it can mean, in ISO form: nothing, one reading or two. Two-digit years are not read: they may be
the year or the day.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|" \
        r"september|october|november|december)\.?"  # fmt: skip
YEAR, DAY = r"(?P<y>(?:19|20)[0-9]{2})", r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
MIDNIGHT = r"(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?"
DAYS = [
    re.compile(rf"{YEAR}(?P<s>[-/.])(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>[0-9]{{1,2}}){MIDNIGHT}"),
    re.compile(rf"{YEAR}年(?P<m>[0-9]{{1,2}})月(?P<d>[0-9]{{1,2}})[日号]"),
    re.compile(rf"{YEAR}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})"),
    re.compile(rf"{DAY}[ -]{MONTH},?[ -]{YEAR}", re.IGNORECASE),
    re.compile(rf"{MONTH} {DAY},? {YEAR}", re.IGNORECASE),
]
EITHER = re.compile(rf"(?P<a>[0-9]{{1,2}})(?P<s>[-/.])(?P<b>[0-9]{{1,2}})(?P=s){YEAR}{MIDNIGHT}")
PERIODS = [
    re.compile(rf"{YEAR}年(?:(?P<m>0?[1-9]|1[0-2])月)?"),
    re.compile(rf"{YEAR}[-/.](?P<m>0?[1-9]|1[0-2])"),
    re.compile(rf"(?P<m>0?[1-9]|1[0-2])[/.]{YEAR}"),
    re.compile(rf"{MONTH},?[ -]{YEAR}", re.IGNORECASE),
    re.compile(rf"{YEAR}[ -]?(?P<part>Q[1-4]|H[12])", re.IGNORECASE),
    re.compile(rf"(?P<part>Q[1-4]|H[12])[ -/]?{YEAR}", re.IGNORECASE),
    re.compile(rf"{YEAR}年(?:第(?P<q>[一二三四1-4])季度|(?P<half>[上下])半年)"),
]
COUNTED = re.compile(r"(?P<n>[34][0-9]{4})(?:\.[0-9]+)?")  # days since 1899-12-30, from 1982 to 2036
ABBREVIATED = re.compile(r"(?:[0-9]{1,2}[- ])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[- ][0-9]{2}", re.I)


def days(cell: str) -> list[str]:
    """Return the days that a cell can mean.

    >>> days("2026/11/2"), days("2 Nov 2026"), days("03/04/2026"), days("27.08.2025"), days("soon")
    (['2026-11-02'], ['2026-11-02'], ['2026-03-04', '2026-04-03'], ['2025-08-27'], [])
    """
    return sorted(set(_days(" ".join(cell.split()))))


def periods(cell: str) -> list[str]:
    """Return the periods that a cell can mean, days among them.

    >>> periods("2026年11月"), periods("Q3 2025"), periods("Aug 2025")
    (['2026-11'], ['2025-Q3'], ['2025-08'])
    """
    text = " ".join(cell.split())
    return sorted({*_days(text), *_periods(text)})


def spreadsheet_word(cell: str) -> str:
    """Say what a spreadsheet made of a day or period, where a cell looks so; else nothing.

    >>> spreadsheet_word("46328")
    'is how a spreadsheet counts days: 46328 is 2026-11-02'
    """
    if counted := COUNTED.fullmatch(cell):
        return (
            f"is how a spreadsheet counts days: {counted['n']} is {date(1899, 12, 30) + timedelta(int(counted['n']))}"
        )
    if ABBREVIATED.fullmatch(cell):
        return "is how a spreadsheet shows a day or a month, and the century or the year is lost"
    return ""


def _days(text: str) -> Iterator[str]:
    for found in filter(None, (form.fullmatch(text) for form in DAYS)):
        yield from _day(found["y"], _month(found), found["d"])
    if either := EITHER.fullmatch(text):
        yield from _day(either["y"], int(either["a"]), either["b"])
        yield from _day(either["y"], int(either["b"]), either["a"])


def _day(year: str, month: int, day: str) -> list[str]:
    try:
        return [date(int(year), month, int(day)).isoformat()]
    except ValueError:
        return []


def _month(found: re.Match[str]) -> int:
    parts = found.groupdict()
    return int(parts["m"]) if parts.get("m") else MONTHS.index(parts["name"].lower()[:3]) + 1


def _periods(text: str) -> Iterator[str]:
    for found in filter(None, (form.fullmatch(text) for form in PERIODS)):
        parts = found.groupdict()
        part = (parts.get("part") or "").upper()
        if parts.get("q"):
            part = f"Q{'一二三四'.find(parts['q']) + 1 or parts['q']}"
        elif parts.get("half"):
            part = "H1" if parts["half"] == "上" else "H2"
        if part:
            yield f"{found['y']}-{part}"
        elif parts.get("m") or parts.get("name"):
            yield f"{found['y']}-{_month(found):02}"
        else:
            yield found["y"]
