"""Writes tiny packages for the tests."""

import copy
import shutil
from functools import cache
from pathlib import Path

import yaml

from checks.canonical import canonical
from checks.rulebook import Example
from schemas.cells import TextTable, read_tables, read_text
from schemas.csv_text import csv_text
from schemas.package import ROOT, Package, read_package
from schemas.typed_rows import text_table

Rows = dict[str, list[dict[str, str]]]
PACKAGE = read_package()
DEFAULTS = {"metrics": {"topic_id": "share", "note_required": "false"}, "bases": {"derived": "false"}}
# What rows must have, and few tests are about.
PRINTED = {
    "chips": {"summary": "An AI chip.", "summary_zh": "AI 芯片。"},
    "firms": {"summary": "A firm.", "summary_zh": "企业。"},
    "targets": {"statement_zh": "一项承诺。", "speech_act": "promise", "aspect_id": "output"},
    "outcomes": {"aspect_id": "output"},
}
VOCABULARY = ("metrics", "aspects", "reasons", "topics", "bases", "statuses", "tiers", "grades", "inputs")

BASE: Rows = {}
for _table, _rows in yaml.safe_load((Path(__file__).parent / "checks" / "base.yaml").read_text()).items():
    BASE[_table] = [{k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in row.items()} for row in _rows]


# An observation as most tests of views need it, about mainland China, by IDC.
OBSERVED = {
    "region_id": "cn", "basis": "estimated", "rank": "normal", "claimant_id": "idc", "source_id": "s1",
    "as_of": "2026-01", "recorded_on": "2026-11-23",
}  # fmt: skip


def observation(key: str, metric: str, unit: str, **more: str) -> dict[str, str]:
    """Return a row of observations; what is given takes the place of what most have."""
    return OBSERVED | {"observation_id": key, "metric_id": metric, "unit": unit} | more


def with_example(example: Example) -> Rows:
    """Return the base with an example on top. The first example row of a table is merged into the base's first row;
    each further one is a copy of that base row with the example's cells (it needs a key of its own)."""
    rows = copy.deepcopy(BASE)
    for name, examples in example.items():
        key = PACKAGE.table[name].primary_key
        first, *others = rows.get(name) or [DEFAULTS.get(name, {})]
        new = [first | row for row in examples]
        taken = {tuple(r.get(k, "") for k in key) for r in new}
        rows[name] = new + [r for r in others if tuple(r.get(k, "") for k in key) not in taken]
    return rows


@cache
def _vocabulary(name: str) -> TextTable:
    """Return a table of this tree, read once: for reading only."""
    return read_text(PACKAGE.table[name], ROOT)[0]


def text_tables(rows: Rows) -> dict[str, TextTable]:
    """Return the same rows as text tables in memory, for checks that need no files; columns not given are empty."""
    texts = {}
    for table in PACKAGE.tables:
        if table.name in VOCABULARY and table.name not in rows:
            texts[table.name] = _vocabulary(table.name)
            continue
        found = rows.get(table.name, [])
        texts[table.name] = TextTable(table, {f.name: [r.get(f.name, "") for r in found] for f in table.fields})
    return texts


def write_package(root: Path, rows: Rows) -> Package:
    """Write a package at `root` with this tree's schemas and the given rows; columns not given are as in PRINTED, or
    empty.

    The vocabulary is the real one unless rows are given: all other tables refer to it.
    """
    shutil.copytree(ROOT / "schemas", root / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.json", root)
    package = read_package(root)
    for table in package.tables:
        path = root / table.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if table.name in VOCABULARY and table.name not in rows:
            shutil.copy(ROOT / table.path, path)
            continue
        names = [f.name for f in table.fields]
        cells = [PRINTED.get(table.name, {}) | row for row in rows.get(table.name, [])]
        content = csv_text([names, *([row.get(name, "") for name in names] for row in cells)])
        path.write_text(content, encoding="utf-8")
    return package


def state_draws(root: Path, n: int = 40) -> None:
    """Write a few draws of the prior as if the tables of the model had been computed from the inputs at `root`: what a
    change does can then be told without a run."""
    from model import tables  # only who runs the model pays for its imports
    from model.indicator import run
    from model.inputs import Draws

    package = read_package(root)
    texts = read_tables(package)
    chosen = tables.setting(package.day)
    draw = Draws(tables.inputs(texts), n, 1)
    run(draw, chosen)
    rows = {
        "draws": [
            {"input_id": name, "drawn_for": when or "all", "scores": " ".join(f"{s:.2f}" for s in scores)}
            for (name, when), scores in draw.scores.items()
        ],
        "diagnostics": [{"diagnostic_id": tables.DIGEST, "text": tables.state(package, texts)}],
    }
    for name, found in rows.items():
        table = package.table[name]
        (root / table.path).write_text(canonical(text_table(table, found)), encoding="utf-8")
