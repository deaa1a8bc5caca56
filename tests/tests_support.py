"""Writes tiny packages for the tests."""

import csv
import shutil
from pathlib import Path

from schemas.package import ROOT, Package, read_package

Rows = dict[str, list[dict[str, str]]]


def write_package(root: Path, rows: Rows) -> Package:
    """A package at `root` with this tree's schemas and the given rows; columns not given are empty.

    The metrics are the real ones unless rows are given, as the comments of the views name them.
    """
    shutil.copytree(ROOT / "schemas", root / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.json", root)
    package = read_package(root)
    for table in package.tables:
        path = root / table.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if table.name == "metrics" and "metrics" not in rows:
            shutil.copy(ROOT / table.path, path)
            continue
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [f.name for f in table.fields], lineterminator="\n", restval="")
            writer.writeheader()
            writer.writerows(rows.get(table.name, []))
    return package
