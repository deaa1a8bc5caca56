"""What was checked and what came of it, read from files: rule book, exemptions, and the findings of the last check.

The findings are those that `python -m scripts.check --save build/findings.json` wrote; without it none are known.
"""

import json
from collections import Counter
from pathlib import Path

import yaml

from reports.query import Row, query
from reports.text.markdown import Cell, escape, table
from reports.text.numbers import plural
from schemas.package import ROOT

FINDINGS = ROOT / "build" / "findings.json"
LAYERS = {
    "structure": "the form of each file: encoding, columns, types, keys, allowed values",
    "rows": "what must hold inside a row or a table",
    "dataset": "what must hold of the whole: sums, rivals, freshness, coverage",
    "derived": "that what is computed is still what its inputs give",
}


def rules(folder: Path = ROOT / "checks" / "rules") -> list[Row]:
    """Every rule of the rule book: id, layer, table (`any` for all of them), severity, and what holds."""
    load = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = []
    for path in sorted(folder.glob("*.yaml")):
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=load)
        found += [{k: e[k] for k in ("id", "layer", "table", "severity", "holds")} for e in entries]
    return found


def exemptions(path: Path = ROOT / "checks" / "exemptions.yaml") -> list[Row]:
    """Rows that may break a rule: rule, table, key, date, reason."""
    return [{k: str(v) for k, v in e.items()} for e in yaml.safe_load(path.read_text(encoding="utf-8")) or []]


def findings(path: Path = FINDINGS) -> list[Row] | None:
    """The findings of the last check, or None if none was kept."""
    if not path.is_file():
        return None
    kept: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def summary(found: list[Row] | None) -> str:
    """What the last check found, as a sentence."""
    if found is None:
        return "The check was not run for this build of the site, so its findings are not shown."
    n = Counter(f["severity"] for f in found)
    return f"The check found {plural(n['error'], 'error')} and {plural(n['warning'], 'warning')}."


def counted(key: str, book: list[Row], exempt: list[Row], found: list[Row] | None) -> list[Row]:
    """Rules by layer or table (`key`): how many stop or warn, how many rows are exempt, how many findings."""
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


def counts_table(key: str, heading: str, book: list[Row], exempt: list[Row], found: list[Row] | None) -> str:
    """The same as a Markdown table."""
    first: dict[str, str | Cell] = {heading: key}
    if key == "layer":
        first["What it looks at"] = lambda r: escape(LAYERS.get(r["layer"], ""))
    columns = first | {
        "Rules": "rules",
        "Stop": "errors",
        "Warn": "warnings",
        "Exempt rows": "exempt",
        "Findings": "found",
    }
    rows = counted(key, book, exempt, found)
    order = list(LAYERS)
    rows.sort(key=lambda r: order.index(r["layer"]) if key == "layer" else -r["rules"])
    return table(rows, columns, right=["Rules", "Stop", "Warn", "Exempt rows", "Findings"])


def findings_table(found: list[Row]) -> str:
    """Findings with place, rule and what to do; errors first."""
    rows = sorted(found, key=lambda f: (f["severity"] != "error", f["file"], f["line"], f["rule"]))
    return table(
        rows,
        {
            "Where": lambda f: escape(f"{f['file']}:{f['line']}" if f["line"] > 1 or f["key"] else f["file"]),
            "Rule": lambda f: f"`{f['rule']}`" + (" (error)" if f["severity"] == "error" else ""),
            "What": lambda f: escape(f["message"]),
            "What to do": lambda f: escape(f["fix"]),
        },
    )


DATES = (
    ("observations", "as_of", "said"),
    ("observations", "recorded_on", "recorded"),
    ("sources", "published_on", "published"),
    ("sources", "accessed_on", "read"),
    ("events", "happened_on", "happened"),
    ("targets", "said_on", "said"),
    ("outcomes", "happened_on", "happened or reported"),
    ("assumptions", "known_on", "known"),
    ("verdicts", "rated_on", "rated"),
)


def freshness() -> list[Row]:
    """Per table and date column the newest day, month or year on record, and how many rows have none."""
    parts = [
        f"select {n} as place, '{t}' as name, '{word}' as what, max(cast({c} as varchar)) as newest, "
        f'count(*) - count({c}) as undated from "{t}"'
        for n, (t, c, word) in enumerate(DATES)
    ]
    return query(" union all ".join(parts) + " order by place")
