"""Every example row of CONTRIBUTING.md passes the checks when it is put into the real package."""

import csv
import io
import re
from pathlib import Path

from checks.canonical import canonical
from checks.rows.row_layer import check_rows
from checks.severity import without_exempt
from checks.structure.structure_layer import check_structure
from schemas.cells import read_text
from schemas.package import ROOT, read_package

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```csv (data/\S+)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


def test_there_is_an_example_for_each_sort_of_change() -> None:
    assert [Path(path).stem for path, _ in EXAMPLES] == [
        "sources", "observations", "chips", "targets", "conditions", "outcomes", "definitions",
    ]  # fmt: skip


def test_the_examples_pass_all_together(tree_copy: Path) -> None:
    """A row with a key that is there already takes the place of that row, as a correction does."""
    package = read_package(tree_copy)
    for path, block in EXAMPLES:
        table = next(t for t in package.tables if t.path == path)
        text, _ = read_text(table, tree_copy)
        for row in csv.reader(io.StringIO(block)):
            assert len(row) == len(table.fields), path
            keys = text.columns[table.primary_key[0]]
            at = keys.index(row[0]) if row[0] in keys else len(keys)
            for f, cell in zip(table.fields, row, strict=True):
                text.columns[f.name][at : at + 1] = [cell]
        (tree_copy / path).write_text(canonical(text), encoding="utf-8")
    texts, found = check_structure(package)
    found += without_exempt(check_rows(texts, package.day), set())
    assert [str(f) for f in found if f.severity == "error"] == []


def test_each_kind_of_change_takes_about_five_lines() -> None:
    for section in re.split(r"^## ", GUIDE, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        if title.startswith(("Add", "Correct")):
            prose = [x for x in body.split("```")[0].splitlines() if x.strip()]
            assert len(prose) <= 7, title
