"""Numbers as people and spreadsheets write them: with separators of thousands, with a decimal comma.

In: a cell. Out: what can be said of it where it is no plain decimal number, or where one can read it otherwise.
"""

import re

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
# 116.000 and 1.250 are 116 and 1.25 for some, 116000 and 1250 for others; no plain number ends in a zero that says
# nothing. 116,000 is so for others again.
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{2}0|,[0-9]{3}|([.,][0-9]{2,3})+[.,][0-9]{3})")
GROUPED = re.compile(
    r"[+-]?[1-9][0-9]{0,2}(?:(?P<s>[ '’_\u00a0\u2009\u202f])[0-9]{3})(?:(?P=s)[0-9]{3})*(?:[.,][0-9]+)?"
)
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


def number_word(cell: str) -> str:
    """Say how a number is written that is not written plainly, and how it should be; nothing where that is not known.

    >>> number_word("1 250"), number_word("0,459")
    ('has separators of thousands; write 1250', 'has a decimal comma; write 0.459')
    """
    if THOUSANDS.fullmatch(cell):
        whole = re.sub(r"[.,]", "", cell)
        if len(re.findall(r"[.,]", cell)) > 1:
            return f"has separators of thousands; write {whole}"
        return f"can be read as {float(cell.replace(',', '.')):g} and as {whole}; write the one that is meant"
    if GROUPED.fullmatch(cell):
        return f"has separators of thousands; write {re.sub('[^0-9.,+-]', '', cell).replace(',', '.').lstrip('+')}"
    if DECIMAL_COMMA.fullmatch(cell):
        return f"has a decimal comma; write {cell.replace(',', '.')}"
    return ""
