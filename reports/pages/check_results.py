"""What was checked and what came of it, read from files: rule book, exemptions, and the findings of the last check.

The findings are those that `python -m scripts.check --save build/findings.json` wrote, and what each expectation saw
stands beside the Data Docs that it wrote to build/data-docs/; without it none are known.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from reports.query import Row
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, dated, escape, site_only, sortable, table
from reports.text.numbers import plural
from schemas.package import ROOT
from schemas.places import fill
from schemas.typed_files import read_yaml

FINDINGS = ROOT / "build" / "findings.json"
RECORD = ROOT / "build" / "data-docs" / "record.json"
ENDS = ("passed", "warned", "stopped")
LAYERS = ("structure", "rows", "dataset", "derived")


@dataclass(frozen=True)
class Checks:
    """The rule book, what each expectation of the whole saw, and what the last check found; without findings their
    table is empty."""

    rules: int
    exemptions: int
    summary: Markdown
    by_layer: Markdown
    by_table: Markdown
    passed: Markdown
    seen: Markdown
    found: Markdown
    exempt: Markdown
    book: Markdown


def check_results() -> Checks:
    """Return what the rule book holds and what the last check found."""
    book, exempt, found = rules(), exemptions(), findings()
    seen = expectations(book, findings(RECORD), found)
    return Checks(
        len(book),
        len(exempt),
        summary(found),
        counts_table("layer", "Layer", book, exempt, found),
        counts_table("table", "Table", book, exempt, found),
        Markdown(escape(passed(seen))),
        expectations_table(seen) if seen else Markdown(""),
        findings_table(found) if found else Markdown(""),
        exemptions_table(exempt),
        book_table(book),
    )


def rules(folder: Path = ROOT / "checks" / "rules") -> list[Row]:
    """Return every rule of the rule book: id, layer, table (`any` for all of them), severity, and what holds, with the
    rule's bounds in it."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        entries = read_yaml(path.name, path.read_text(encoding="utf-8"))
        found += [{k: e[k] for k in ("id", "layer", "table", "severity")} | {"holds": with_bounds(e)} for e in entries]
    return found


def with_bounds(entry: Row) -> str:
    """Return what a rule asks for, the values of its bounds in place of their names.

    >>> with_bounds({"holds": "at least {least} rows", "bounds": {"least": {"value": 6}}})
    'at least 6 rows'
    """
    holds: str = entry["holds"]
    return fill(holds, {name: f"{bound['value']:g}" for name, bound in (entry.get("bounds") or {}).items()})


def exemptions(path: Path = ROOT / "checks" / "exemptions.yaml") -> list[Row]:
    """Return rows that may break a rule: rule, table, key, date, reason."""
    return [{k: str(v) for k, v in e.items()} for e in read_yaml(path.name, path.read_text(encoding="utf-8")) or []]


def findings(path: Path = FINDINGS) -> list[Row] | None:
    """Return the findings of the last check, each as often as it was found, or what its expectations saw; None if
    nothing was kept."""
    if not path.is_file():
        return None
    kept: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    return [row for row in kept for _ in range(row.get("count", 1))]


def summary(found: list[Row] | None) -> Markdown:
    """Return what the last check found, as a sentence."""
    if found is None:
        return Markdown(words()["quality.not-run"])
    n = Counter(f["severity"] for f in found)
    errors, warnings = plural(n["error"], "error"), plural(n["warning"], "warning")
    return Markdown(words().fill("quality.found", errors=errors, warnings=warnings))


def count_by(key: str, book: list[Row], exempt: list[Row], found: list[Row] | None) -> list[Row]:
    """Count rules by layer or table (`key`): how many stop or warn, how many rows are exempt, how many findings."""
    of = {r["id"]: r[key] for r in book}
    allowed, broken = (Counter(of.get(x["rule"]) for x in rows) for rows in (exempt, found or []))
    rows = []
    for name in dict.fromkeys(r[key] for r in book):
        severities = Counter(r["severity"] for r in book if r[key] == name)
        rows.append(
            {
                key: name,
                "rules": sum(severities.values()),
                "errors": severities["error"],
                "warnings": severities["warning"],
                "exempt": allowed[name],
                "found": None if found is None else broken[name],
            }
        )
    return rows


def counts_table(key: str, heading: str, book: list[Row], exempt: list[Row], found: list[Row] | None) -> Markdown:
    """Return the same as a table."""
    first: dict[str, str | Cell] = {heading: key}
    if key == "layer":
        first["What it looks at"] = lambda r: escape(words()[f"layer.{r['layer']}"])
    columns = first | {
        "Rules": "rules",
        "Stop": "errors",
        "Warn": "warnings",
        "Exempt rows": "exempt",
        "Findings": "found",
    }
    rows = count_by(key, book, exempt, found)
    rows.sort(key=lambda r: LAYERS.index(r["layer"]) if key == "layer" else -r["rules"])
    right = ["Rules", "Stop", "Warn", "Exempt rows", "Findings"]
    return Markdown(table(rows, columns, right, place=f"rules-of {{{key}}}"))


def expectations(book: list[Row], record: list[Row] | None, found: list[Row] | None) -> list[Row]:
    """Return each expectation of the whole: what must hold, how many rows it looked at, how many were outside, how many
    of these are exempt, and how it ended."""
    of, open_ = {r["id"]: r for r in book}, Counter(f["rule"] for f in found or [])
    rows = []
    for seen in record or []:
        rule, left = of.get(seen["rule"]), open_[seen["rule"]]
        if rule is None:  # of an earlier rule book
            continue
        ended = "passed" if not left else "stopped" if rule["severity"] == "error" else "warned"
        rows.append(rule | seen | {"exempt": max(0, seen["unexpected"] - left), "ended": ended})
    return rows


def passed(rows: list[Row]) -> str:
    """Say how many expectations passed, warned and stopped."""
    if not rows:
        return words()["quality.not-run"]
    n = Counter(r["ended"] for r in rows)
    return words().fill("quality.ended", n=len(rows), **{name: n[name] for name in ENDS})


def expectations_table(rows: list[Row]) -> Markdown:
    """Return the expectations as a table that readers can sort and filter, those that did not pass first."""
    columns: dict[str, str | Cell] = {
        "What is expected": lambda r: escape(r["holds"]),
        "Table": "table",
        "Rows looked at": "rows",
        "Not as expected": "unexpected",
        "Of these exempt": "exempt",
        "Result": lambda r: escape(words()[f"quality.{r['ended']}"]),
    }
    rows = sorted(rows, key=lambda r: (-ENDS.index(r["ended"]), r["table"], r["holds"]))
    right = ["Rows looked at", "Not as expected", "Of these exempt"]
    return Markdown(site_only(sortable(table(rows, columns, right, place="expectation {id}"), "Table;Result")))


def findings_table(found: list[Row]) -> Markdown:
    """Return findings with place, rule and what to do; errors first."""
    rows = sorted(found, key=lambda f: (f["severity"] != "error", f["file"], f["line"], f["rule"]))
    columns: dict[str, str | Cell] = {
        "Where": lambda f: escape(f"{f['file']}:{f['line']}" if f["line"] > 1 or f["key"] else f["file"]),
        "Rule": lambda f: f"`{f['rule']}`" + (" (error)" if f["severity"] == "error" else ""),
        "What": lambda f: escape(f["message"]),
        "What to do": lambda f: escape(f["fix"]),
    }
    return Markdown(table(rows, columns))


def exemptions_table(exempt: list[Row]) -> Markdown:
    """Return the exemptions as a table that readers can sort and filter; print leaves it out."""
    columns: dict[str, str | Cell] = {
        "Rule": lambda e: f"`{e['rule']}`",
        "Table": "table",
        "Row": lambda e: f"`{e['key']}`",
        "Why": "reason",
        "Since": dated("date"),
    }
    rows = sorted(exempt, key=lambda e: (e["rule"], e["key"]))
    return Markdown(site_only(sortable(table(rows, columns, place="exempt {rule} {key}"), "Table;Rule")))


def book_table(book: list[Row]) -> Markdown:
    """Return every rule as a table that readers can sort and filter; print leaves it out."""
    columns: dict[str, str | Cell] = {
        "What holds": lambda r: escape(r["holds"]),
        "Rule": lambda r: f"`{r['id']}`",
        "Layer": "layer",
        "Table": "table",
        "If not": lambda r: "stops" if r["severity"] == "error" else "warns",
    }
    rows = sorted(book, key=lambda r: (LAYERS.index(r["layer"]), r["id"]))
    return Markdown(site_only(sortable(table(rows, columns, place="rule {id}"), "Layer;Table")))
