"""Which characters the fonts of the PDFs lack.

In: texts that are to be set. Out: a sentence for each text that has such a character. The fonts are those that come
with the theme; those of the machine are not used, so that a PDF is the same wherever it is made.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from matplotlib.font_manager import get_font

FONTS = Path(__file__).resolve().parent.parent / "theme" / "fonts"
AROUND = 24  # characters of the text that are shown on either side of one that is missing


@cache
def known_characters() -> frozenset[int]:
    """Return the code points that any of the fonts has, and blanks and signs that are never drawn."""
    drawn = {code for path in FONTS.glob("*.ttf") for code in get_font(path).get_charmap()}
    return frozenset(drawn | {*map(ord, "\n\t\r\u00a0\u00ad\u200b\u2060")})


def missing_characters(texts: Mapping[str, str]) -> list[str]:
    """Return for each text, by where it stands, which characters have no font, and the words around the first.

    >>> missing_characters({"the annex": "By 华为 (Huawei).", "the brief": "Plain."})
    ['the annex: no font for 华 为, in “By 华为 (Huawei).”']
    """
    found = []
    for place, text in texts.items():
        places = [(n, c) for n, c in enumerate(text) if ord(c) not in known_characters()]
        if places:
            characters = " ".join(dict.fromkeys(c for _, c in places))
            first = places[0][0]
            around = re.sub(r"\s+", " ", text[max(0, first - AROUND) : first + AROUND]).strip()
            found.append(f"{place}: no font for {characters}, in “{around}”")
    return found
