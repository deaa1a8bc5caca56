"""Numbers and years that no table of ours holds, refused before a library takes them for something else.

In: the text of one cell and its column. Out: what is out of range, or nothing.
"""

import re

from schemas.package import Field
from schemas.written_dates import spreadsheet_word

LONGEST, LARGEST = 40, 1e15  # characters of a number, and its size: above it a reader of doubles loses whole numbers
FIRST, LAST = 1800, 2200  # years
YEAR = re.compile(r"[0-9]+")
OF_PERIODS = re.compile(r"\^(\\d|\[0-9\])\{4\}\(")  # how the pattern of a column of periods begins


def out_of_range(f: Field, value: str) -> str:
    """Return what is out of range in a cell; an empty text if nothing is, or if it is no number and no period."""
    if f.type in ("number", "integer"):
        return _number(value)
    if f.type == "date" or OF_PERIODS.match(str(f.constraints.get("pattern", ""))):
        return "" if spreadsheet_word(value) else next((word for p in value.split("/") if (word := _year(p))), "")
    return ""


def _number(value: str) -> str:
    if len(value) > LONGEST:
        return f"has {len(value):,} characters; no number here has more than {LONGEST}"
    try:
        return f"is out of range: no number here reaches {LARGEST:g}" if LARGEST <= abs(float(value)) < 1e999 else ""
    except ValueError:
        return ""


def _year(point: str) -> str:
    year = YEAR.match(point)
    if not year or len(year[0]) < 4 or (len(year[0]) == 4 and FIRST <= int(year[0]) <= LAST):
        return ""
    if len(year[0]) > 4 and year[0] != point.split("-")[0]:
        return ""
    return f"lies in the year {year[0][:12]}; years here run from {FIRST} to {LAST}"
