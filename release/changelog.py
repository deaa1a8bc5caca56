"""The changelog as sections: one for each version, from the newest down."""

import re
from dataclasses import dataclass

HEADING = re.compile(r"^## (?P<version>\d\S*)(?: \((?P<day>[^)]*)\))?$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What changed in one version: its heading's line, the day that the heading gives, and the text below it."""

    version: str
    day: str
    line: int
    text: str


def read_sections(changelog: str) -> list[Section]:
    """Return the sections in the order of the file.

    >>> read_sections("# Log\\n\\n## 0.2.0 (2026-12-01)\\n\\n- More.\\n")
    [Section(version='0.2.0', day='2026-12-01', line=3, text='- More.')]
    """
    headings = list(HEADING.finditer(changelog))
    ends = [*(h.start() for h in headings[1:]), len(changelog)]
    return [
        Section(h["version"], h["day"] or "", changelog.count("\n", 0, h.start()) + 1, changelog[h.end() : end].strip())
        for h, end in zip(headings, ends, strict=True)
    ]
