"""One type of finding for every layer, and the four ways in which findings are shown.

A finding names file, physical line, column, the row's key, the rule, what is wrong, what was expected and how to fix
it. Shown as text for people, as annotations for pull requests, as JSON and as JUnit for machines.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Literal

from schemas.problems import FEW, by_cause, more_like_it
from schemas.visible import in_xml, visible

Severity = Literal["error", "warning"]
GUIDE = "docs/rules"


@dataclass(frozen=True, order=True)
class Finding:
    """One place where the data breaks one rule; `mended` where `make format` puts it right, `count` if there are more
    places like it."""

    file: str
    line: int
    column: str
    rule: str
    severity: Severity
    message: str
    expected: str
    fix: str
    key: str = ""
    mended: bool = False
    count: int = 1

    @property
    def link(self) -> str:
        return f"{GUIDE}/{self.rule.partition('/')[0]}.md#{anchor(self.rule)}"

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else "warning: "
        where = f":{self.line}" if self.line else f", row {self.key}:"  # of Spark, where rows have no lines
        return visible(f"{self.file}{where} {mark}{self.message} ({self.rule}): {self.fix}; see {self.link}")


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """Make one finding of those that have one cause: one rule, in one column of one file, in the same words but for
    cells and numbers. It stands on the line of the first, and counts the others."""
    groups = by_cause(sorted(findings), lambda f: (f.file, f.rule, f.column, f.severity, f.message))
    return [f for same in groups for f in (same if len(same) <= FEW else [first_of(same, len(same))])]


def first_of(same: list[Finding], number: int) -> Finding:
    """Make one finding of a number of findings of one cause, of which these are the first."""
    return replace(same[0], message=f"{same[0].message} {more_like_it(same, number)}", count=number)


def anchor(rule: str) -> str:
    """Return the anchor of a rule's heading, as GitHub makes it.

    >>> anchor("observations/range-ordered")
    'observationsrange-ordered'
    """
    return rule.replace("/", "")


def as_text(findings: Iterable[Finding]) -> str:
    """Write one line for each, in the order of files and lines."""
    return "\n".join(str(f) for f in sorted(findings))


def as_github(findings: Iterable[Finding]) -> str:
    """Write workflow commands that annotate the lines of a pull request."""
    lines = []
    for f in sorted(findings):
        row = "" if f.line else f"row {f.key}: "  # of Spark, where rows have no lines
        path, title, text = map(_in_one_line, (f.file, f.rule, f"{row}{f.message} — {f.expected}. {f.fix}"))
        path, title = (v.replace(",", "%2C").replace(":", "%3A") for v in (path, title))
        line = f",line={f.line}" if f.line else ""
        lines.append(f"::{f.severity} file={path}{line},title={title}::{text}")
    return "\n".join(lines)


def _in_one_line(text: str) -> str:
    """Spell out what nobody sees, line ends among it, and escape what would end a workflow command."""
    return visible(text).replace("%", "%25")


def as_json(findings: Iterable[Finding]) -> str:
    """Write an array of objects with every field of a finding and the link to its rule."""
    return json.dumps([asdict(f) | {"link": f.link} for f in sorted(findings)], ensure_ascii=False, indent=1)


def as_junit(findings: Iterable[Finding], rules: Iterable[str]) -> str:
    """Write one test case per rule that ran, failed by its findings; warnings do not fail it, they are printed."""
    from xml.etree import ElementTree

    by_rule: dict[str, list[Finding]] = {rule: [] for rule in sorted(rules)}
    for f in sorted(findings):
        by_rule.setdefault(f.rule, []).append(f)
    failed = sum(any(f.severity == "error" for f in fs) for fs in by_rule.values())
    suite = ElementTree.Element("testsuite", name="checks", tests=str(len(by_rule)), failures=str(failed))
    for rule, found in by_rule.items():
        group, _, name = rule.partition("/")
        case = ElementTree.SubElement(suite, "testcase", classname=group, name=name)
        for severity, tag in (("error", "failure"), ("warning", "system-out")):
            texts = [in_xml(str(f)) for f in found if f.severity == severity]
            if texts:
                ElementTree.SubElement(case, tag).text = "\n".join(texts)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


def summary(findings: Iterable[Finding]) -> str:
    """Write the counts for the last line."""
    n = Counter(f.severity for f in findings)
    parts = [f"{n[s]} {s if n[s] == 1 else s + 's'}" for s in ("error", "warning")]
    return ", ".join(parts)
