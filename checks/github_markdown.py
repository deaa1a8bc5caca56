"""Markdown as GitHub shows it, readable in an editor too: only what would change the text in its place is escaped.

Names between backticks are code in our descriptions, and stay so.
"""

import re
from collections.abc import Sequence

CODE = re.compile(r"`[^`]+`")
ENTITY = re.compile(r"&(?=#?\w+;)")
EMOJI = re.compile(r":(?=[a-z0-9_+-]+:)")
TAG = re.compile(r"<(?=[A-Za-z/!?])")
BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
BLOCK = re.compile(r"^(?=[#>|=]|[-+*_](?:\s|$)|-+\s*$|~{3})")
NUMBERED = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))")


def escape(text: str) -> str:
    """Escape text in one line so that GitHub shows it as it is, but for names between backticks.

    >>> escape("3.5 of `chip_suppliers` (about 5 %) in ft-2025_08, never *this* or <that>")
    '3.5 of `chip_suppliers` (about 5 %) in ft-2025_08, never \\\\*this\\\\* or \\\\<that>'
    """
    text = " ".join(text.split())
    if text.count("`") % 2 or "``" in text:  # none of ours
        return _block(_inline(text).replace("`", "\\`"))
    parts, at = [], 0
    for code in CODE.finditer(text):
        parts += [_inline(text[at : code.start()]), code.group()]
        at = code.end()
    return _block("".join([*parts, _inline(text[at:]).replace("`", "\\`")]))


def _inline(text: str) -> str:
    text = BACKSLASH.sub(r"\\\\", text)
    for found in ENTITY, EMOJI, TAG:
        text = found.sub(lambda m: f"\\{m.group()}", text)
    text = text.replace("](", "]\\(")
    text = re.sub(r"\*(?=\S)|(?<=\S)\*", r"\\*", text)
    text = re.sub(r"(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])", r"\\_", text)
    for mark in "~$":  # a single one stands for itself
        if text.count(mark) > 1:
            text = text.replace(mark, f"\\{mark}")
    return text


def _block(text: str) -> str:
    """Escape what would begin a heading, a list or a quotation at the start of a line."""
    numbered = NUMBERED.sub(r"\1\\", text)
    return numbered if numbered != text else BLOCK.sub(r"\\", text)


def code(text: str) -> str:
    """Write a value as code, which no backtick in it ends.

    >>> code("a`b"), code("x"), code("``y``")
    ('`` a`b ``', '`x`', '``` ``y`` ```')
    """
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"`{text}`"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table of cells that are Markdown already; a bar inside a cell does not end it."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
