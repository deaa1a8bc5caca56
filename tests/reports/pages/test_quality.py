"""The page of the quality counts rules, exemptions and findings as they are."""

import json
from pathlib import Path
from typing import Any

from reports.pages import check_results
from reports.pages.grades import count_by_grade, grade_table, grades
from reports.pages.quality import chips_table, freshness
from reports.text.language import words
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
    rows = check_results.count_by("layer", BOOK, [{"rule": "a/one"}], [FINDING, FINDING])
    assert rows[0] == {"layer": "rows", "rules": 2, "errors": 1, "warnings": 1, "exempt": 1, "found": 2}
    assert rows[1] == {"layer": "dataset", "rules": 1, "errors": 1, "warnings": 0, "exempt": 0, "found": 0}


def test_without_a_check_nothing_is_claimed(tmp_path: Path) -> None:
    assert check_results.findings(tmp_path / "none.json") is None
    assert "was not run" in check_results.summary(None)
    assert check_results.count_by("layer", BOOK, [], None)[0]["found"] is None


def test_findings_are_read_counted_and_escaped(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    path.write_text(json.dumps([FINDING, FINDING | {"severity": "error", "line": 1, "key": ""}]))
    found = check_results.findings(path)
    assert found and check_results.summary(found) == "The check found 1 error and 1 warning."
    text = check_results.findings_table(found)
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert text.index("(error)") < text.index("\\:7")


def test_an_expectation_says_how_it_ended() -> None:
    seen = {"frame": "f", "rows": 9}
    record = [
        seen | {"rule": "a/two", "unexpected": 3},
        seen | {"rule": "b/one", "unexpected": 2},
        seen | {"rule": "gone"},
    ]
    warned, ok = check_results.expectations(BOOK, record, [FINDING])
    assert (warned["exempt"], warned["ended"]) == (2, "warned") and (ok["exempt"], ok["ended"]) == (2, "passed")
    assert check_results.expectations(BOOK, record, [FINDING | {"rule": "b/one"}])[1]["ended"] == "stopped"
    assert check_results.passed([warned, ok]) == "Of 2 expectations 1 passed, 1 warned, 0 stopped."
    assert "was not run" in check_results.passed(check_results.expectations(BOOK, None, None))
    text = check_results.expectations_table([ok, warned])
    assert (
        text.index("warned") < text.index("passed") and "{#expectation-a-two}h | chips | 9 | 3 | 2 | warned |" in text
    )


def test_the_rule_book_and_exemptions_are_read_from_the_tree() -> None:
    book = check_results.rules()
    assert len(book) == sum(p.read_text().count("\n- id: ") + p.read_text().startswith("- id: ")
                            for p in (ROOT / "checks" / "rules").glob("*.yaml"))  # fmt: skip
    assert [r["id"] for r in book if "{" in r["holds"]] == []
    assert {r["layer"] for r in book} == set(check_results.LAYERS)
    assert {e["rule"] for e in check_results.exemptions()} <= {r["id"] for r in book}


def test_every_layer_has_words() -> None:
    for layer in check_results.LAYERS:
        assert words()[f"layer.{layer}"] and words("zh")[f"layer.{layer}"]


def test_tables_name_each_rule_and_each_exempt_row() -> None:
    text = check_results.book_table(list(reversed(BOOK)))
    assert text.index("`a/one`") < text.index("`a/two`") < text.index("`b/one`")
    assert "{#rule-a-two}h | `a/two` | rows | chips | warns |" in text
    exempt = {"rule": "a/one", "table": "chips", "key": "k", "date": "2026-01-01", "reason": "No *page*."}
    row = r'{#exempt-a-one-k}`a/one` | chips | `k` | No \*page\*\. | [1 January 2026]{data-sort="2026-01-01"} |'
    assert row in check_results.exemptions_table([exempt])


def test_counts_by_grade_have_a_column_for_each_and_one_for_all() -> None:
    first, *_, last = grades()
    rows = [{"kind": "news", "reliability": first, "n": 1200}, {"kind": "news", "reliability": last, "n": 1}]
    counts = count_by_grade(rows, "kind")
    assert list(counts["news"]) == list(grades()) and sum(counts["news"].values()) == 1201
    assert grade_table("Kind", counts).splitlines()[-1].startswith("| news | 1,200 |")
    assert grade_table("Kind", counts).endswith("| 1,201 |\n")


def test_chips_are_counted_out_of_those_of_their_origin() -> None:
    row = {
        "origin": "foreign",
        "chips": 9,
        "fp16": 1,
        "sixteen": 2,
        "memory": 3,
        "bandwidth": 4,
        "power": 5,
        "complete": 0,
    }
    assert chips_table([row]).splitlines()[-1].startswith("| abroad | 1 of 9 | 2 of 9 | 3 of 9 |")


def test_every_dated_table_says_how_new_it_is() -> None:
    rows = freshness()
    assert [r["name"] for r in rows].count("sources") == 2
    assert all(r["newest"][:2] == "20" and r["undated"] >= 0 for r in rows)
