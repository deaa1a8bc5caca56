"""What a finding means for the run: how severe it is on a day, whether other layers can go on, whether it is exempt.

In: findings and the rule book. Out: findings, or answers about them.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from checks.findings import Finding
from checks.rulebook import Exemption, exemptions, rule_named
from checks.structure.structure_layer import BETWEEN_ROWS, finding
from schemas.package import Package, Table


def with_severity(found: Finding, today: date, stale: bool) -> Finding:
    """Make a finding a warning unless `stale`, if its rule depends on today or is about what `make regenerate` writes.

    Where it depends on today, its message says on which day it was judged.
    """
    rule = rule_named(found.rule)
    if rule.depends_on_today:
        found = replace(found, message=f"{found.message} (judged on {today})")
    if (rule.depends_on_today or rule.regenerated) and not stale:
        return replace(found, severity="warning")
    return found


def is_broken(findings: Iterable[Finding]) -> bool:
    """Tell whether later layers cannot take the tables as they are: there is a structural mistake that neither
    `make format` fixes nor `make regenerate`."""
    return any(map(_breaks, findings))


def _breaks(found: Finding) -> bool:
    return found.severity == "error" and not found.mended and not rule_named(found.rule).regenerated


def unsound_files(findings: Iterable[Finding]) -> set[str]:
    """Return the files whose rows are not all sound by themselves, whatever they refer to."""
    between = {f"structure/{kind}" for kind in BETWEEN_ROWS}
    return {f.file for f in findings if _breaks(f) and f.rule not in between}


def without_exempt(findings: list[Finding], used: set[Exemption]) -> list[Finding]:
    """Return the findings that no exemption covers; add the exemptions that cover one to `used`."""
    listed = {(e.rule, e.table, e.key): e for e in exemptions()}
    kept = []
    for f in findings:
        exemption = listed.get((f.rule, Path(f.file).stem, f.key))
        if exemption:
            used.add(exemption)
        else:
            kept.append(f)
    return kept


def unneeded_exemptions(used: set[Exemption]) -> list[Finding]:
    """Report exemptions whose row no longer breaks its rule."""
    file, fix = "checks/exemptions.yaml", "remove the entry"
    return [
        finding(file, 1, "", "exemptions-needed", f"{e.table} {e.key} does not break {e.rule}", fix)
        for e in exemptions()
        if e not in used
    ]


def closed(package: Package, findings: Iterable[Finding], large: Iterable[Table] = ()) -> set[str]:
    """Return the tables that libraries may not open: their files, or those that they refer to, are no plain files, or
    so large that a library which reads row by row takes minutes."""
    unread = {f.file for f in findings if f.rule == "structure/file-readable"}
    shut = {t.name for t in package.tables if t.path in unread or t in large}
    return {t.name for t in package.tables if shut & {t.name, *(f.reference.table for f in t.fields if f.reference)}}
