"""The figures behind the switch of the overview and behind the page What if, as JSON for the scripts of the site.

In: the tables `estimates`, `scenarios` and `surface`, and the words of the site's languages. Out: `shares/switch.json`
and `shares/what-if.json` in a site. Names in them, which addresses carry too, are those of the tables.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reports.query import Row, query
from reports.render.built_in import project
from reports.text.labels import definition_label, label_of
from reports.text.language import words
from reports.text.values import LEAST

FOLDER = "shares"  # of the site
ESTIMATED = """
select 'as-published' as scenario, tier, ratio, metric, definition_id, year, low, median, high, status
from self_sufficiency
where median is not null
order by tier desc, ratio desc, metric, definition_id, year
"""
SCENARIOS = """
select scenario, 'all' as tier, 'sales' as ratio, metric, definition_id, year,
  round(100 * p05, 2) as low, round(100 * p50, 2) as median, round(100 * p95, 2) as high
from scenarios
where scenario <> 'as-published' and p50 is not null
order by scenario, metric, definition_id, year
"""
SURFACE = """
select year, definition_id, metric, quantile, levers, coefficients
from surface
order by year, definition_id, metric, quantile
"""
ODDS = "select distinct input_id from assumptions where distribution = 'logit-normal'"
KEYS = ("scenario", "tier", "ratio", "metric", "definition_id", "year")
# Words that the scripts need, by the first part of their keys.
SPOKEN = ("value", "list", "metric", "model-status", "scenario", "progress", "switch", "what-if")
ORDER = {
    "tier": ("all", "T1"),
    "ratio": ("sales", "demand"),
    "metric": ("units", "compute", "bandwidth", "value"),
    "scenario": (
        "as-published", "without-smuggled", "exports-shut", "exports-h20-class", "exports-h200-class",
        "own-memory-chinese", "own-memory-foreign", "prior",
    ),
}  # fmt: skip


def add(site: Path) -> None:
    """Write both files into `site`."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("switch", switch()), ("what-if", what_if())):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def switch() -> dict[str, Any]:
    """Return every combination of the switch with low end, median and high end in %, nested by KEYS; the options in
    their order, and the combination with which it begins."""
    rows = query(ESTIMATED)
    status: dict[str, dict[int, str]] = {}
    for row in rows:
        status.setdefault(row["definition_id"], {})[row["year"]] = row["status"]
    last = max(row["year"] for row in rows if row["status"] == "estimate")
    definitions, years = in_order(rows, "definition_id"), in_order(rows, "year")
    return {
        "options": {"definition": definitions, **ORDER, "year": years},
        "start": {"definition": "d2", "metric": "units", "ratio": "sales", "year": last, "tier": "all",
                  "scenario": "as-published"},
        "status": status,
        "cells": nested([*rows, *query(SCENARIOS)]),
        **spoken(definitions),
    }  # fmt: skip


def what_if() -> dict[str, Any]:
    """Return the table `surface` as it is, which levers move by their odds, and the options."""
    rows, odds = query(SURFACE), {row["input_id"] for row in query(ODDS)}
    levers = list(rows[0]["levers"])
    definitions = in_order(rows, "definition_id")
    options = {"definition": definitions, "metric": in_order(rows, "metric"), "year": in_order(rows, "year")}
    status = {r["year"]: r["status"] for r in query(ESTIMATED) if r["definition_id"] == definitions[0]}
    return {
        "options": options,
        "start": {"definition": "d2", "metric": "units", "year": options["year"][0]},
        "levers": levers,
        "odds": [lever for lever in levers if lever in odds],
        "status": {year: status[year] for year in options["year"]},
        "rows": [row | {"levers": ";".join(row["levers"])} for row in rows],
        **spoken(definitions),
    }


def in_order(rows: Iterable[Row], column: str) -> list[Any]:
    """Return the values of a column, sorted, each once."""
    return sorted({row[column] for row in rows})


def nested(rows: Iterable[Row]) -> dict[str, Any]:
    """Return low end, median and high end of rows in mappings, one level for each of KEYS.

    >>> nested([{"scenario": "s", "tier": "all", "ratio": "r", "metric": "m", "definition_id": "d", "year": 2025,
    ...          "low": 1.0, "median": 2.0, "high": 3.0}])
    {'s': {'all': {'r': {'m': {'d': {2025: [1.0, 2.0, 3.0]}}}}}}
    """
    found: dict[str, Any] = {}
    for row in rows:
        *path, last = (row[key] for key in KEYS)
        place = found
        for key in path:
            place = place.setdefault(key, {})
        place[last] = [row["low"], row["median"], row["high"]]
    return found


def spoken(definitions: Iterable[str]) -> dict[str, Any]:
    """Return the words of each language of the site, the names of definitions among them, and from which share on one
    is told from nothing, in %."""
    languages = {}
    for code in project()["site-languages"]:
        texts = words(code).texts
        known = {key: text for key, text in texts.items() if key.split(".")[0] in SPOKEN}
        known |= {f"definition.{d}": definition_label(d, code) for d in definitions}
        known |= {f"tier.{tier}": texts.get(f"switch.tier.{tier}") or label_of("tiers", tier, code).name
                  for tier in ORDER["tier"]}  # fmt: skip
        languages[code] = known
    return {"words": languages, "least": LEAST}
