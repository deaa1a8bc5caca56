"""Texts with places to fill, as `{name} is above {maximum}`: a place is a plain name, and nothing is done to its value.

Python's own formatting would reach into objects (`{name.__class__}`) and pad without end (`{name:>1000000000}`).
"""

import re
from collections.abc import Mapping

from schemas.errors import UserError

PLACE = re.compile(r"\{([\w-]+)\}")
FILLABLE = r"([^{}]|\{[\w-]+\})*"  # a text whose braces all hold plain names


class NoSuchPlace(UserError):
    """A text names something that is not there to fill it."""


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put values into the places of a text. Raises NoSuchPlace.

    >>> fill("{name} is above {maximum}", {"name": "x", "maximum": 3})
    'x is above 3'
    """
    unknown = [name for name in PLACE.findall(text) if name not in values]
    if unknown:
        known = ", ".join(sorted(map(str, values)))
        raise NoSuchPlace(f"“{{{unknown[0]}}}” in “{text[:60]}” names nothing that is there; there are {known}")
    return PLACE.sub(lambda m: str(values[m[1]]), text)
