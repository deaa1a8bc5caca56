"""How far verdicts agree with those of readers who rated the same claims by hand, without sight of the rules."""

import csv
from collections import defaultdict
from dataclasses import dataclass

from model.agreement import agreed, cohens_kappa, confusion
from reports.query import Row, query
from reports.text.dates import moment
from reports.text.labels import status_label, statuses
from reports.text.markdown import Cell, Markdown, escape, table
from reports.text.numbers import number, percent
from schemas.package import ROOT

READINGS = ROOT / "tests" / "model" / "second_reader.csv"
STOOD = "select target_id, statement, status from scoreboard_as_of(cast(? as date))"


@dataclass(frozen=True)
class Agreement:
    """How many claims were read by hand, on which day; share agreed and kappa, per reader and between readers; where
    they differ, and the verdicts against those of the first reader."""

    claims: int
    day: Markdown
    readers: Markdown
    differences: Markdown
    confusion: Markdown


def second_reader() -> Agreement:
    """Return how far the rules agree with readers."""
    readings = list(csv.DictReader(READINGS.read_text(encoding="utf-8").splitlines()))
    day = max(r["read_on"] for r in readings)
    stood = {r["target_id"]: r for r in query(STOOD, day)}
    by_reader: dict[str, dict[str, Row]] = defaultdict(dict)
    for r in readings:
        by_reader[r["reader"]][r["target_id"]] = r
    keys = sorted(set.intersection(*(set(found) for found in by_reader.values())) & set(stood))
    given = {"rules": [str(stood[k]["status"]) for k in keys]}
    given |= {name: [str(found[k]["status"]) for k in keys] for name, found in sorted(by_reader.items())}
    first = min(by_reader)
    return Agreement(
        len(keys),
        Markdown(moment(day)),
        pairs(given),
        differences([stood[k] | {"readings": [found[k] for found in by_reader.values()]} for k in keys]),
        crossed(given["rules"], given[first]),
    )


def pairs(given: dict[str, list[str]]) -> Markdown:
    """Return share agreed and kappa of each pair: the rules with each reader, and the readers with each other."""
    names = list(given)
    rows = [
        {"pair": f"{a} and {b}".replace("rules", "the rules"), "agreed": percent(agreed(given[a], given[b])),
         "kappa": number(cohens_kappa(given[a], given[b]), 2)}
        for n, a in enumerate(names) for b in names[n + 1 :]
    ]  # fmt: skip
    columns: dict[str, str | Cell] = {
        "Between": lambda r: escape(r["pair"]), "Agreed, %": "agreed", "Cohen’s kappa": "kappa",
    }  # fmt: skip
    return Markdown(table(rows, columns, right=["Agreed, %", "Cohen’s kappa"]))


def differences(rows: list[Row]) -> Markdown:
    """Return the claims of which a reader thinks otherwise, with the reader's reason."""
    differ = [
        r | {"reading": reading} for r in rows for reading in r["readings"][:1] if reading["status"] != r["status"]
    ]  # fmt: skip
    columns: dict[str, str | Cell] = {
        "Claim": "statement",
        "By the rules": lambda r: escape(status_label(r["status"])),
        "By a reader": lambda r: escape(status_label(r["reading"]["status"])),
        "The reader’s reason": lambda r: escape(r["reading"]["reason"]),
    }
    return Markdown(table(differ, columns))


def crossed(rules: list[str], reader: list[str]) -> Markdown:
    """Return how often each verdict of the rules (rows) met each of the reader (columns)."""
    counts = confusion(rules, reader)
    order = [key for key in statuses() if key in {*rules, *reader}]
    rows = [{"status": a} | {b: str(counts.get((a, b), "")) for b in order} for a in order]
    columns: dict[str, str | Cell] = {"Rules": lambda r: escape(status_label(r["status"]))}
    columns |= {status_label(key): key for key in order}
    return Markdown(table(rows, columns, right=[status_label(key) for key in order]))
