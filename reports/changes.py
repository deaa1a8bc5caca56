"""The latest entry of the changelog, for the overview: what a returning reader wants to know first."""

import re
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"
ENTRY = re.compile(r"^## (\S+) \((\d{4}-\d{2}-\d{2})\)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def latest(path: Path = CHANGELOG) -> str:
    """Version, day and text of the newest entry as Markdown. Raises LookupError if there is none."""
    entries = ENTRY.findall(path.read_text(encoding="utf-8"))
    if not entries:
        raise LookupError(f"{path.name}: no entry of the form “## 1.2.3 (2026-01-31)”")
    version, day, text = entries[0]
    before = f"after {entries[1][0]} of {entries[1][1]}" if len(entries) > 1 else "there was none before"
    return f"**{version}** of {day} ({before}).\n\n{text.strip()}\n"
