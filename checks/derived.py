"""Derived layer: what a change to the data does to the tables that `make regenerate` writes.

The tables of the model state from what they were computed, in short; where the inputs or the figures heard are others
by now, that is said, and `make regenerate` computes them, on main. Every target is rated anew."""

from collections.abc import Mapping, Sequence

from checks.findings import Finding
from checks.rulebook import rules
from model.distributions import InputError
from model.drift import Change
from model.rating import SAME, TABLES_READ, extend_history, rate_all
from model.rubric import Row
from model.tables import is_current
from schemas.cells import TextTable
from schemas.package import Package
from schemas.typed_rows import typed_rows

Texts = Mapping[str, TextTable]
STALE = "the estimate was computed from other inputs or other published figures"


def check_derived(package: Package, texts: Texts) -> list[Finding]:
    """Return findings about what would change, and about inputs that the model cannot take."""
    try:
        current = is_current(package, texts)
    except InputError as error:
        impossible = _finding("data/assumptions.csv", "derived/inputs-possible", str(error))
        return [impossible, *check_verdicts(package, texts, typed_rows(texts["estimates"]))]
    found = [] if current else [_finding(package.table["estimates"].path, "derived/no-drift", STALE)]
    return found + check_verdicts(package, texts, typed_rows(texts["estimates"]))


def check_verdicts(package: Package, texts: Texts, estimates: Sequence[Row]) -> list[Finding]:
    """Check that the ratings are still what the rules give on the day of the release."""
    changes = rating_changes(typed_rows(texts["verdicts"]), rate(package, texts, estimates))
    if not changes:
        return []
    return [_finding(package.table["verdicts"].path, "derived/verdicts-current", _sum_up(changes, "ratings"))]


def rate(package: Package, texts: Texts, estimates: Sequence[Row]) -> list[Row]:
    """Rate every target as of the package's day and add what changed to the history of ratings."""
    tables: dict[str, list[Row]] = {name: list(typed_rows(texts[name])) for name in TABLES_READ}
    tables["estimates"] = list(estimates)
    return extend_history(tables["verdicts"], rate_all(tables, package.day), [])


def rating_changes(history: Sequence[Row], rows: Sequence[Row]) -> list[Change]:
    """Return what differs in the latest rating of each target, status first."""
    before = {r["target_id"]: r for r in sorted(history, key=lambda r: r["rated_on"])}
    changes = []
    for row in (r for r in rows if r not in history):
        key, old = (row["target_id"],), before.get(row["target_id"])
        column = next((c for c in SAME if old and old[c] != row[c]), "change")
        changes.append(Change(key, column, old[column], row[column]) if old else Change(key, after=True))
    return changes


def _sum_up(changes: list[Change], what: str) -> str:
    n = f"1 {what.removesuffix('s')}" if len(changes) == 1 else f"{len(changes)} {what}"
    return f"{n} would change, the first {changes[0]}"


def _finding(file: str, rule_id: str, message: str) -> Finding:
    rule = rules()[rule_id]
    return Finding(file, 1, "", rule.id, rule.severity, message, rule.holds, rule.fix)
