"""What a spreadsheet takes for the beginning of a formula, and text that it cannot take for one."""

import re

# Blanks, quotes and marks of no width may stand before it; signs of other widths count as well. Blanks are spelt out,
# as the site has DuckDB ask this too, whose `\s` knows those of ASCII alone.
BLANKS = "\\s\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
BEGIN = re.compile(f"[{BLANKS}\"'“”‘’`]*([=+\\-@＝＋－＠﹢﹣﹦﹫⁼⁺⁻₌₊₋−])")
NUMBERS = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?( [-+]?\d+(\.\d+)?)*")


def sign_of_formula(text: str) -> str:
    """Return the sign for which a spreadsheet would take a text for a formula; nothing for numbers, and for words.

    >>> sign_of_formula("=1+1"), sign_of_formula("-0.02 0.43"), sign_of_formula("A = B")
    ('=', '', '')
    """
    found = BEGIN.match(text)
    return found[1] if found and not NUMBERS.fullmatch(text) else ""


def inert_cell(text: str) -> str:
    """Return a text as a cell that every spreadsheet takes for text.

    >>> inert_cell("+ die made there"), inert_cell("-3.5")
    ("'+ die made there", '-3.5')
    """
    return f"'{text}" if sign_of_formula(text) and not text.startswith("'") else text
