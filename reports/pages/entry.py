"""An entry of what changed: the page Changes, the overview and the feed are made of these."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.text.language import words
from reports.text.markdown import Markdown, escape, link
from reports.text.numbers import number

SHOWN = 15  # lines of an entry


@dataclass(frozen=True)
class Entry:
    """One thing that changed: its anchor on the page, its day, its title and its lines, as text that is not escaped;
    and what the page shows under its own heading, nothing where it shows it with others.
    """

    anchor: str
    day: str
    title: str
    lines: tuple[str, ...]
    shown: Markdown


def entry(anchor: str, day: str, title: str, lines: Sequence[str], urls: Sequence[str] = (), of: int = 0) -> Entry:
    """Return an entry of which the page shows the first lines, linked to their pages; what is left out is counted.
    Lines that are the first `of` more stand for these, too."""
    shown = [f"- {link(line, urls[n]) if urls else escape(line)}" for n, line in enumerate(lines[:SHOWN])]
    left = max(len(lines), of) - SHOWN
    shown += [f"- {escape(words().fill('changes.more', n=number(left)))}"] if left > 0 else []
    return Entry(anchor, day, title, tuple(lines), Markdown("\n".join(shown) + "\n"))
