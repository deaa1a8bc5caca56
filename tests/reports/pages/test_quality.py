"""The page of the quality counts rules, exemptions and findings as they are."""

import json
from pathlib import Path
from typing import Any

from reports.pages import quality
from schemas.package import ROOT

BOOK = [
    {"id": "a/one", "layer": "rows", "table": "chips", "severity": "error", "holds": "h"},
    {"id": "a/two", "layer": "rows", "table": "chips", "severity": "warning", "holds": "h"},
    {"id": "b/one", "layer": "dataset", "table": "fabs", "severity": "error", "holds": "h"},
]
FINDING: dict[str, Any] = {
    "file": "data/chips.csv", "line": 7, "column": "name", "rule": "a/two", "severity": "warning", "key": "x",
    "message": "is <b>odd</b>", "expected": "e", "fix": "fix it", "link": "l",
}  # fmt: skip


def test_counts_by_layer() -> None:
    rows = quality.counted("layer", BOOK, [{"rule": "a/one"}], [FINDING, FINDING])
    assert rows[0] == {"layer": "rows", "rules": 2, "errors": 1, "warnings": 1, "exempt": 1, "found": 2}
    assert rows[1] == {"layer": "dataset", "rules": 1, "errors": 1, "warnings": 0, "exempt": 0, "found": 0}


def test_without_a_check_nothing_is_claimed(tmp_path: Path) -> None:
    assert quality.findings(tmp_path / "none.json") is None
    assert "was not run" in quality.summary(None)
    assert quality.counted("layer", BOOK, [], None)[0]["found"] is None


def test_findings_are_read_counted_and_escaped(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    path.write_text(json.dumps([FINDING, FINDING | {"severity": "error", "line": 1, "key": ""}]))
    found = quality.findings(path)
    assert found and quality.summary(found) == "The check found 1 error and 1 warning."
    text = quality.findings_table(found)
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert text.index("(error)") < text.index("\\:7")


def test_the_rule_book_and_exemptions_are_read_from_the_tree() -> None:
    book = quality.rules()
    assert len(book) == sum(p.read_text().count("\n- id: ") + p.read_text().startswith("- id: ")
                            for p in (ROOT / "checks" / "rules").glob("*.yaml"))  # fmt: skip
    assert {r["layer"] for r in book} == set(quality.LAYERS)
    assert {e["rule"] for e in quality.exemptions()} <= {r["id"] for r in book}
