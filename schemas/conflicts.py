"""What git leaves where two branches changed one place: both forms between lines of markers.

In: the text of a file. Out: the lines on which an unresolved merge begins, with words. In a table, one marker left
behind is enough, as no row begins so; elsewhere a line of equals signs may underline a heading, so a marker that
begins or ends counts.
"""

import re
from collections.abc import Iterable

BEGIN, MIDDLE, END = "<<<<<<<", "=======", ">>>>>>>"
MARKER = re.compile(r"^(<{7}|>{7})(?: .*)?$", re.MULTILINE)
ANY = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: .*)?,*$", re.MULTILINE)
WORDS = "an unresolved merge conflict"
ASKED = "choose one side"


def in_text(text: str) -> list[tuple[int, str]]:
    """Return the lines on which a conflict begins, in any text.

    >>> in_text("a\\n<<<<<<< HEAD\\nb\\n=======\\nc\\n>>>>>>> other\\n")
    [(2, 'an unresolved merge conflict, which ends on line 6')]
    """
    return _conflicts(text, MARKER) if BEGIN in text or END in text else []


def first_conflict(text: str) -> str:
    """Return line and words of the first conflict in a text, as they follow the name of a file; nothing without one."""
    return next((f"{line} {words}: {ASKED}" for line, words in in_text(text)), "")


def in_rows(text: str) -> list[tuple[int, str]]:
    """Return the lines on which a conflict begins, in a table."""
    return _conflicts(text, ANY) if any(marker in text for marker in (BEGIN, MIDDLE, END)) else []


def _conflicts(text: str, pattern: re.Pattern[str]) -> list[tuple[int, str]]:
    return paired((text.count("\n", 0, found.start()) + 1, found[1]) for found in pattern.finditer(text))


def paired(markers: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the lines on which a conflict begins, of the lines of all markers."""
    found: list[tuple[int, str]] = []
    begun = 0
    for line, marker in markers:
        if marker == BEGIN:
            begun = line
            found.append((line, WORDS))
        elif marker == END and begun:
            found[-1] = (begun, f"{WORDS}, which ends on line {line}")
            begun = 0
        elif not begun:
            found.append((line, f"{WORDS}: a marker is left"))
    return found
