"""How a cell that means one thing is written: characters as a Chinese or Arabic keyboard gives them, TRUE, dates.

In: a column and a cell that is not as the column asks for. Out: the cell as it should be written, where it can mean one
thing only; else the cell as it is.
"""

import re
import unicodedata
from functools import cache

from schemas.package import Field
from schemas.written_dates import days, periods

SIGNS = {"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u3002": ".", "\u3000": " ", "\u00a0": " ",
         "\u202f": " "}  # fmt: skip
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TRUE_FALSE = ("true", "false")


def narrow(cell: str) -> str:
    """Return a cell with the digits and signs of ASCII in place of full-width ones and of those of other scripts.

    >>> narrow("２０２６－Q３"), narrow("−１．５"), narrow("٣٤")
    ('2026-Q3', '-1.5', '34')
    """
    return cell if cell.isascii() else "".join(map(_narrow, cell))


def _narrow(c: str) -> str:
    if "\uff01" <= c <= "\uff5e":
        return chr(ord(c) - 0xFEE0)
    digit = unicodedata.decimal(c, None)
    return str(digit) if digit is not None else SIGNS.get(c, c)


@cache
def is_period(pattern: str) -> bool:
    """Tell whether a pattern is that of periods: it takes a quarter, and no plain word."""
    return bool(re.fullmatch(pattern, "2025-Q3")) and not re.fullmatch(pattern, "word")


def as_meant(f: Field, cell: str) -> str:
    """Write a boolean, a day, a period or a key as its column asks for, where the cell means one thing."""
    pattern = str(f.constraints.get("pattern", ""))
    match f.type:
        case "number" | "integer":
            return narrow(cell).strip()
        case "boolean":
            lower = narrow(cell).strip().lower()
            return lower if lower in TRUE_FALSE else cell
        case "date" if not ISO.fullmatch(cell):
            found = days(narrow(cell))
            return found[0] if len(found) == 1 else cell
        case "string" if pattern and not re.fullmatch(pattern, cell):
            if is_period(pattern):
                found = [p for p in {narrow(cell), *periods(narrow(cell))} if re.fullmatch(pattern, p)]
            else:
                found = [p for p in [narrow(cell).strip()] if re.fullmatch(pattern, p)]
            return found[0] if len(found) == 1 else cell
    return cell
