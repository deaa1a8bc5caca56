"""Derived layer: what a change to the data does to the tables that `make regenerate` writes.

The model is run from the inputs, and every target rated; what differs from the committed tables is said with its
numbers. A branch need not bring these tables up to date: that is done once, on main. What the model made is kept in
build/cache/model.json until an input or the code changes, so that a second run costs nothing.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from checks.canonical import canonical
from checks.findings import Finding
from checks.rulebook import rules
from model.distributions import InputError
from model.drift import Change
from model.rating import SAME, TABLES_READ, extend_history, rate_all
from model.rubric import Row
from model.tables import DRAWS, SEED, compute, differences, published_shares, setting
from schemas.csv_text import TextTable, parse
from schemas.files import write_whole
from schemas.package import ROOT, Package
from schemas.typed_rows import text_table, typed_rows

Texts = Mapping[str, TextTable]
CACHE = Path("build") / "cache" / "model.json"


def check_derived(package: Package, texts: Texts) -> list[Finding]:
    """Return findings about what would change, and about inputs that the model cannot take."""
    try:
        made = model_tables(package, texts)
    except InputError as error:
        impossible = _finding("data/assumptions.csv", "derived/inputs-possible", str(error))
        return [impossible, *check_verdicts(package, texts, typed_rows(texts["estimates"]))]
    changed = differences(package, texts, made)
    found = [_finding(package.table[name].path, "derived/no-drift", _sum_up(changes, "rows"))
             for name, changes in changed.items()]  # fmt: skip
    estimates = made["estimates"] if "estimates" in changed else typed_rows(texts["estimates"])
    return found + check_verdicts(package, texts, estimates)


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


def model_tables(package: Package, texts: Texts) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of the model, from the cache if they were made from these inputs by this code."""
    key, path = model_key(package, texts), package.root / CACHE
    kept = _read_cache(path)
    if kept.get("key") != key:
        files = {n: canonical(text_table(package.table[n], rows)) for n, rows in compute(package, texts).items()}
        kept = {"key": key, "tables": files}
        with suppress(OSError):  # a package that cannot be written to is checked all the same
            write_whole(path, json.dumps(kept))
    return {name: typed_rows(parse(package.table[name], text.encode())[0]) for name, text in kept["tables"].items()}


def _read_cache(path: Path) -> dict[str, Any]:
    """Return what is in the cache; empty where there is none, or none that can be read."""
    with suppress(OSError, json.JSONDecodeError):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def model_key(package: Package, texts: Texts) -> str:
    """Return the digest of what the model's tables depend on: inputs, settings, code, and the library that draws."""
    digest = hashlib.sha256(repr((DRAWS, SEED, np.__version__, setting(package.day), published_shares(texts))).encode())
    digest.update(repr(texts["assumptions"].columns).encode())
    for folder in ("model", "schemas"):
        for path in sorted((ROOT / folder).glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    for table in (t for t in package.tables if t.is_derived):
        digest.update(repr(table).encode())
    return digest.hexdigest()


def _sum_up(changes: list[Change], what: str) -> str:
    n = f"1 {what.removesuffix('s')}" if len(changes) == 1 else f"{len(changes)} {what}"
    return f"{n} would change, the first {changes[0]}"


def _finding(file: str, rule_id: str, message: str) -> Finding:
    rule = rules()[rule_id]
    return Finding(file, 1, "", rule.id, rule.severity, message, rule.holds, rule.fix)
