"""Derived layer: the tables that commands write are still those of their inputs.

Always: the hash of the inputs that the estimates carry. Recomputed in full where that differs, and always in CI.
"""

import os
from collections.abc import Mapping

from checks.findings import Finding
from checks.rulebook import rules
from model.distributions import InputError
from model.package import compute, differences, stale
from model.rubric import Row
from model.verdicts import READ, extended, rate_all
from schemas.csv_text import TextTable
from schemas.package import Package
from schemas.rows import typed_rows


def check_derived(package: Package, texts: Mapping[str, TextTable], in_full: bool | None = None) -> list[Finding]:
    """Findings about drift. `in_full` forces or forbids the recomputation; by default it is done in CI."""
    try:
        hash_now = stale(texts)
        if in_full is None:
            in_full = os.environ.get("CI") == "true"
        changed = differences(package, texts, compute(package, texts)) if hash_now or in_full else {}
    except InputError as error:
        return [_finding("assumptions", 1, "derived/inputs-possible", str(error))]
    found = [
        _finding(name, 1, "derived/no-drift", f"{len(keys)} rows differ, the first is {' '.join(map(str, keys[0]))}")
        for name, keys in changed.items()
    ]
    if hash_now and not found:
        found = [_finding("estimates", 1, "derived/no-drift", f"the inputs have the hash {hash_now} now")]
    return found + check_verdicts(package, texts)


def check_verdicts(package: Package, texts: Mapping[str, TextTable]) -> list[Finding]:
    """Whether the ratings are still what the rules give on the day of the release."""
    tables: dict[str, list[Row]] = {name: list(typed_rows(texts[name])) for name in READ}
    now = extended(tables["verdicts"], rate_all(tables, package.day), [])
    changed = [row for row in now if row not in tables["verdicts"]]
    if not changed:
        return []
    names = ", ".join(row["target_id"] for row in changed[:3])
    return [_finding("verdicts", 1, "derived/verdicts-current", f"{len(changed)} ratings would change: {names} …")]


def _finding(table: str, line: int, rule_id: str, message: str) -> Finding:
    rule = rules()[rule_id]
    folder = "data" if table == "assumptions" else "data/derived"
    return Finding(f"{folder}/{table}.csv", line, "", rule.id, rule.severity, message, rule.holds, rule.fix)
