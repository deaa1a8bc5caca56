"""Derived layer: what a change to the data does to the tables that `make regenerate` writes.

The tables of the model state from what they were computed, in short; where the inputs or the figures heard are others
by now, that is said, and `make regenerate` computes them, on main. Every target is rated anew."""

import csv
from collections.abc import Mapping, Sequence

from checks.findings import Finding
from checks.last_release import last_tag
from checks.rulebook import rules
from model.distributions import InputError
from model.drift import Change, changed_rows
from model.proof import BACKTEST
from model.rubric import Row
from model.tables import is_current, renewed_estimates_as_of
from model.verdict_rows import RATED, TABLES_READ, extend_history, rate_all, rating_day
from model.witnesses import PREDICTED, can_predict, is_figure
from schemas.cells import TextTable
from schemas.git import git
from schemas.package import Package
from schemas.typed_rows import typed_rows

Texts = Mapping[str, TextTable]
STALE = "the estimate was computed from other inputs or other published figures"
REASONED = ("hold", "leave")  # uses that need a reason
OUTSIDE = 0.1  # two-sided tail of what lies outside the 90 % interval


def check_derived(package: Package, texts: Texts) -> list[Finding]:
    """Return findings about what would change, about inputs that the model cannot take, about what it makes of
    published figures, and about how its run went."""
    found = []
    try:
        if not is_current(package, texts):
            found.append(_finding(package.table["estimates"].path, "derived/no-drift", STALE))
    except InputError as error:
        found.append(_finding(package.table["assumptions"].path, "derived/inputs-possible", str(error)))
    return [
        *found,
        *check_use(package, texts),
        *check_run(package, texts),
        *check_released(package, texts),
        *check_verdicts(package, texts, typed_rows(texts["estimates"])),
    ]


def check_use(package: Package, texts: Texts) -> list[Finding]:
    """Check that each figure that the model can predict says what it does with it, and no other. Whether a row has a
    number and a period is a matter of the rules on rows."""
    text, found = texts["observations"], []
    for n, row in enumerate(typed_rows(text)):
        can, use = row["rank"] != "deprecated" and can_predict(row), row["use"] or ""
        if use and row["metric_id"] in PREDICTED and not is_figure(row):
            continue
        if can != bool(use):
            message = "the model can predict it, and use is empty" if can else f"use is {use}, and {_why_not(row)}"
            found.append(_row_finding(text, n, "derived/use-iff-predicted", message))
        elif (use in REASONED) != bool(row["use_reason"]):
            lacks = "without a reason" if use in REASONED else "with a reason"
            found.append(_row_finding(text, n, "derived/use-says-why", f"use is “{use}” {lacks}"))
    return found


def _why_not(row: Row) -> str:
    return "the row is deprecated" if row["rank"] == "deprecated" else "the model cannot predict it"


def check_run(package: Package, texts: Texts) -> list[Finding]:
    """Check that the sampler and the pools of the model did what they should, and that what is expected of figures
    covers them; what is not on record is not checked."""
    figures = {row["diagnostic_id"]: row["value"] for row in typed_rows(texts["diagnostics"])}
    table, found = package.table["diagnostics"].path, []
    for name, rule in (
        ("two-seed-difference", "derived/seeds-agree"),
        ("stacks-short-in-last-full-year", "derived/enough-for-what-was-sold"),
        ("dies-short-in-last-full-year", "derived/enough-for-what-was-sold"),
    ):
        most = rules()[rule].bounds["most"].value
        if figures.get(name) is not None and figures[name] > most:
            found.append(_finding(table, rule, f"{name} is {figures[name]:g}, more than {most:g}"))
    bounds = rules()["derived/figures-covered"].bounds
    for use in ("condition", "hold"):
        tails = [row["p_value"] for row in typed_rows(texts["witnesses"]) if row["use"] == use]
        covered = sum(p >= OUTSIDE for p in tails)
        if len(tails) >= bounds["figures"].value and covered < bounds["least"].value / 100 * len(tails):
            message = f"{covered} of {len(tails)} figures with use {use} lie within the 90 % that is expected of them"
            found.append(_finding(package.table["witnesses"].path, "derived/figures-covered", message))
    return found


def check_released(package: Package, texts: Texts) -> list[Finding]:
    """Check that the estimates of this release are kept with its day, and those of the last release as its tag has
    them."""
    table, text = package.table["estimates_as_of"], texts["estimates_as_of"]
    found = []
    changes = changed_rows(typed_rows(text), renewed_estimates_as_of(package, texts), table.primary_key)
    if changes:
        found.append(_finding(table.path, "derived/estimates-as-of-current", _sum_up(changes, "rows")))
    tag = last_tag(package.root, without=f"v{package.version}")
    published = git(package.root, "show", f"{tag}:./{table.path}") if tag else None
    lost = lost_rows((published or b"").decode(), text)
    if lost:
        message = f"{len(lost)} rows are not as release {tag} has them, the first {' '.join(lost[0])}"
        found.append(_finding(table.path, "derived/releases-kept", message))
    return found


def lost_rows(published: str, text: TextTable) -> list[tuple[str, ...]]:
    """Return the rows of releases in a CSV that a table no longer has, by the columns that both have."""
    header, *rows = csv.reader(published.splitlines()) if published else [[]]
    shared = [name for name in header if name in text.columns]
    kept = set(zip(*(text.columns[name] for name in shared), strict=True))
    then = (dict(zip(header, row, strict=True)) for row in rows)
    found = (tuple(row[name] for name in shared) for row in then if row["occasion"] != BACKTEST)
    return [row for row in found if row not in kept]


def check_verdicts(package: Package, texts: Texts, estimates: Sequence[Row]) -> list[Finding]:
    """Check that the ratings are what the rules give on the day of the newest evidence."""
    history = typed_rows(texts["verdicts"])
    changes = rating_changes(history, rate(texts, estimates))
    if not changes:
        return []
    last = max((r["rated_on"] for r in history), default=None)
    newest = rating_day(_rated_tables(texts, estimates))
    newer = f"the newest evidence is of {newest}, the last ratings of {last}: " if last and newest > last else ""
    message = newer + _sum_up(changes, "ratings")
    return [_finding(package.table["verdicts"].path, "derived/verdicts-current", message)]


def rate(texts: Texts, estimates: Sequence[Row]) -> list[Row]:
    """Rate every target as of the day of the newest evidence and add what changed to the history of ratings."""
    tables = _rated_tables(texts, estimates)
    return extend_history(tables["verdicts"], rate_all(tables, rating_day(tables)))


def _rated_tables(texts: Texts, estimates: Sequence[Row]) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {name: list(typed_rows(texts[name])) for name in TABLES_READ}
    return tables | {"estimates": list(estimates)}


def rating_changes(history: Sequence[Row], rows: Sequence[Row]) -> list[Change]:
    """Return what differs in the latest rating of each target, status first."""
    before = {r["target_id"]: r for r in sorted(history, key=lambda r: (r["rated_on"], r["rule_version"]))}
    known = {(r["target_id"], r["rated_on"], r["rule_version"]): r for r in history}
    changes = []
    for row in rows:
        if known.get((row["target_id"], row["rated_on"], row["rule_version"])) == row:
            continue
        key, old = (row["target_id"],), before.get(row["target_id"])
        column = next((c for c in RATED if old and old[c] != row[c]), "change")
        changes.append(Change(key, column, old[column], row[column]) if old else Change(key, after=True))
    return changes


def _sum_up(changes: list[Change], what: str) -> str:
    n = f"1 {what.removesuffix('s')}" if len(changes) == 1 else f"{len(changes)} {what}"
    return f"{n} would change, the first {changes[0]}"


def _finding(file: str, rule_id: str, message: str) -> Finding:
    rule = rules()[rule_id]
    return Finding(file, 1, "", rule.id, rule.severity, message, rule.holds, rule.fix)


def _row_finding(text: TextTable, n: int, rule_id: str, message: str) -> Finding:
    rule = rules()[rule_id]
    key = text.columns[text.table.primary_key[0]][n]
    return Finding(
        text.table.path, text.line(n), rule.column, rule.id, rule.severity, message, rule.holds, rule.fix, key=key
    )
