"""What a contributor is told about a change: what is new against the base first, then rows, headline and verdicts.

In: the findings of both states and their `Diff`. Out: a few lines of text, or Markdown for a pull request.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from changes.compare import Diff
from changes.sections import Section, count, sections, summary, version_line
from changes.shown import LIMIT
from changes.shown import as_markdown as diff_as_markdown
from checks.findings import Finding, folded
from checks.github_markdown import code, escape
from checks.rulebook import rules
from schemas.csv_text import quoted
from schemas.visible import visible

LINES = 8  # of a section, for a terminal
FINDINGS = 50  # in Markdown
NAMED = 5  # documents, or rows that name a removed one
REFERENCE = "structure/reference-exists"


@dataclass(frozen=True)
class Review:
    """A change beside its base: findings that are new, that stand in both, that are gone; the diff; what was not
    checked; documents that main will write anew."""

    new: tuple[Finding, ...]
    standing: tuple[Finding, ...]
    gone: int
    diff: Diff
    unchecked: str = ""
    documents: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """The number of errors, whoever made them."""
        return sum(f.severity == "error" for f in (*self.new, *self.standing))


def review(
    before: Iterable[Finding], after: Iterable[Finding], diff: Diff, unchecked: str = "", documents: Iterable[str] = ()
) -> Review:
    """Tell new findings from standing ones. Rows may have moved: a finding is the same if all but its line is.

    What `make regenerate` mends on main is no finding here: the diff says what it will write.
    """
    left = Counter(_identity(f) for f in before if not rules()[f.rule].regenerated)
    new, standing = [], []
    for found in sorted(f for f in after if not rules()[f.rule].regenerated):
        if left[_identity(found)] > 0:
            left[_identity(found)] -= 1
            standing.append(found)
        else:
            new.append(found)
    return Review(tuple(new), tuple(standing), left.total(), diff, unchecked, tuple(documents))


def _identity(f: Finding) -> tuple[str, ...]:
    return f.file, f.rule, f.column, f.key, f.message


def as_lines(found: Review) -> str:
    """Write the review for a terminal."""
    lines, rest = removed_and_named(found)
    lines += [str(f) for f in errors_first(folded(rest))]
    lines += [found.unchecked] if found.unchecked else []
    lines.append(f"{summary(found.diff)}, against {found.diff.shown_base}")
    for section in sections(found.diff, LINES):
        lines += _section_lines(section)
    if any(changes.removed for changes in found.diff.edited):
        lines.append("a number that was really published is not removed, but ranked deprecated: see CONTRIBUTING.md")
    lines += headline(found.diff)
    lines += documents(found)
    return "\n".join([*lines, counts(found), version_line(found.diff), next_step(found)])


def removed_and_named(found: Review) -> tuple[list[str], list[Finding]]:
    """Say in a line for each removed row which rows still name it; also return the findings that are not about that."""
    lines: list[str] = []
    covered: set[Finding] = set()
    for changes, row in ((c, row) for c in found.diff.edited for row in c.removed):
        missing = f"{quoted(row.key[0])} is not in {changes.table}."  # as `schemas.cells` says it
        named = [f for f in found.new if f.rule == REFERENCE and missing in f.message]
        if named:
            covered |= set(named)
            where = ", ".join(f"{f.file}:{f.line}" for f in named[:NAMED])
            more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
            still = f"{count(len(named), 'row')} still {'name' if len(named) > 1 else 'names'} it ({where}{more})"
            gone = visible(f"{changes.file}: you removed {row.key[0]}")
            lines.append(f"{gone}, but {still}: put it back, or change those rows")
    return lines, [f for f in found.new if f not in covered]


def headline(diff: Diff) -> list[str]:
    """Say that the headline stands, or that it is not known whether it does; nothing where it moves."""
    if diff.unread:
        return [f"headline: not known while {', '.join(diff.unread)} cannot be read"]
    if diff.effects.moved or diff.effects.note:
        return []
    return ["headline: unchanged" + ("" if diff.effects.rows else ", and so is all that the model computes")]


def errors_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by severity, then by place."""
    return sorted(findings, key=lambda f: (f.severity != "error", f))


def _section_lines(section: Section) -> list[str]:
    more = [f"  … and {section.left_out:,} more: make diff shows them"] if section.left_out else []
    return [f"{section.title.lower()}:", *(f"  {line}" for line in section.lines), *more]


def documents(found: Review) -> list[str]:
    """Say which documents main will write anew, if any."""
    n = len(found.documents)
    more = f" and {n - NAMED} more" if n > NAMED else ""
    return [f"main will write anew: {', '.join(found.documents[:NAMED])}{more}"] if n else []


def counts(found: Review) -> str:
    """Count the findings: those that are new, those of the base, and those of the base that are gone."""
    parts = [f"new: {found_by_severity(found.new)}" if found.new else "none new"]
    if errors := sum(f.severity == "error" for f in found.standing):
        parts.append(f"{count(errors, 'error')} of the base still there")
    parts.append(count(len(found.standing) - errors, "standing warning"))
    if found.gone and not found.unchecked:
        parts.append(f"{found.gone} of the base gone")
    return f"findings: {', '.join(parts)}"


def found_by_severity(findings: Sequence[Finding]) -> str:
    """Count errors and warnings, each if there are any."""
    n = Counter(f.severity for f in findings)
    return " and ".join(count(n[severity], severity) for severity in ("error", "warning") if n[severity])


def next_step(found: Review) -> str:
    """Say what is left to do."""
    if found.errors:
        return f"not ready: put right {count(found.errors, 'error')}, then make pr again"
    if found.diff.is_empty:
        return "the data are those of the base: nothing to review here"
    if found.new:
        return "ready, if the new warnings are meant: commit, and open the pull request"
    return "ready: commit, and open the pull request"


def as_markdown(found: Review) -> str:
    """Write the review for a pull request, in less than `LIMIT` characters."""
    parts = [f"**{counts(found).capitalize()}.**", *([escape(found.unchecked)] if found.unchecked else [])]
    parts += [*_finding_list(folded(found.new)), *map(escape, documents(found))]
    head = "\n\n".join(parts)
    return f"{head}\n\n{diff_as_markdown(found.diff, LIMIT - len(head) - 2)}"


def _finding_list(new: Sequence[Finding]) -> list[str]:
    if not new:
        return []
    first = sorted(new, key=lambda f: (f.severity != "error", f))[:FINDINGS]
    lines = [_finding_line(f) for f in first]
    if len(new) > FINDINGS:
        lines.append(f"- … and {len(new) - FINDINGS:,} more, left out here: `make pr` shows them")
    return ["### New findings", "\n".join(lines)]


def _finding_line(f: Finding) -> str:
    return f"- {f.severity} {code(visible(f'{f.file}:{f.line}'))} {_short(f.message)}. {_short(f.fix)} ({f.rule})"


def _short(text: str) -> str:
    return escape(visible(text if len(text) <= 300 else f"{text[:300]}…"))
