"""A diff as text for a terminal, as Markdown for a pull request, and as JSON for machines.

The Markdown is shorter than GitHub allows; where something is left out, it says how much, and how to see it.
"""

import json
from dataclasses import asdict

from changes.compare import Diff
from changes.sections import Section, sections, summary, version_line
from checks.github_markdown import code

LINES = 100  # of a section of text
LIMIT = 50_000  # characters of Markdown: a comment may have 65,536, and findings stand beside
SAMPLES = (50, 20, 10, 5, 2, 1)  # lines of a section of Markdown, as many as fit


def as_text(diff: Diff) -> str:
    """Write one line for each change under headings."""
    lines = [f"{summary(diff)}, against {diff.shown_base}"]
    for section in sections(diff, LINES):
        lines += [f"{section.title}:", *(f"  {line}" for line in section.lines)]
        if section.left_out:
            lines.append(f"  … and {section.left_out:,} more; --format json has all")
    return "\n".join([*lines, version_line(diff)])


def as_markdown(diff: Diff, limit: int = LIMIT) -> str:
    """Write headings and lists, with as many lines under each heading as fit into `limit` characters."""
    for most in SAMPLES:
        text = _markdown(diff, sections(diff, most, code))
        if len(text) <= limit:
            return text
    return f"**{summary(diff)}**, too much to list here: `make diff BASE={diff.shown_base}` does.\n"


def _markdown(diff: Diff, found: list[Section]) -> str:
    parts = [f"**{summary(diff)}**, against {code(diff.shown_base)}"]
    for section in found:
        lines = [f"- {line}" for line in section.lines]
        if section.left_out:
            lines.append(
                f"- … and {section.left_out:,} more, left out here: `make diff BASE={diff.shown_base}` shows them"
            )
        parts.append("\n".join([f"### {section.title}", "", *lines]))
    return "\n\n".join([*parts, version_line(diff)]) + "\n"


def as_json(diff: Diff) -> str:
    """Write every change, nothing left out; levels and versions as words."""
    whole = {
        "base": diff.base,
        "version": {
            "before": diff.before_version,
            "after": diff.after_version,
            "bump": str(diff.level),
            "next": diff.next_version,
        },
        "removed_rows": sum(len(changes.removed) for changes in diff.edited),
        "changed_cells": sum(changes.cells for changes in diff.edited),
        "added_rows": sum(len(changes.added) for changes in diff.edited),
        "tables": [asdict(changes) for changes in diff.rows],
        "schemas": [asdict(change) | {"level": str(change.level)} for change in diff.shape],
        "not_compared": diff.unread,
        "headline": [asdict(figure) | {"moved": figure.moved} for figure in diff.effects.headline],
        "computed_rows": diff.effects.rows or {},
        "verdicts": [asdict(verdict) for verdict in diff.effects.verdicts],
        "note": diff.effects.note,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)
