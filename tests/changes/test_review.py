"""A review tells what is new from what stands, in a few lines; what is written on main is no finding."""

from changes.bump import Level
from changes.compare import Diff
from changes.review import Review, as_lines, as_markdown, review
from changes.row_changes import CellChange, RowChange, TableChanges, WholeRow
from changes.shown import LIMIT
from checks.findings import Finding

CELL = TableChanges("firms", "data/firms.csv", changed=(RowChange(("x",), 9, (CellChange("founded", "1", "2"),)),))
DIFF = Diff("main", "0.1.0", "0.1.0", (CELL,), level=Level.PATCH)


def finding(
    key: str, line: int = 2, severity: str = "warning", rule: str = "firms/used", message: str = "m"
) -> Finding:
    assert severity in ("warning", "error")
    return Finding(
        "data/firms.csv", line, "", rule, "error" if severity == "error" else "warning", message, "e", "f", key
    )


def test_a_finding_that_moved_is_not_new() -> None:
    found = review([finding("a", 2), finding("b", 3)], [finding("a", 7)], DIFF)
    assert (found.new, len(found.standing), found.gone) == ((), 1, 1)
    assert "findings: none new, 1 standing warning, 1 of the base gone" in as_lines(found)


def test_of_two_alike_one_is_new() -> None:
    found = review([finding("a")], [finding("a"), finding("a", 5)], DIFF)
    assert len(found.new) == len(found.standing) == 1


def test_another_message_is_new() -> None:
    assert len(review([finding("a")], [finding("a", message="other")], DIFF).new) == 1


def test_what_main_writes_is_no_finding() -> None:
    drift = finding("", rule="derived/no-drift")
    assert review([], [drift], DIFF) == Review((), (), 0, DIFF)


def test_documents_that_main_writes_are_named() -> None:
    found = review([], [], DIFF, documents=["README.md", *(f"docs/tables/{n}.md" for n in range(9))])
    assert "main will write anew: README.md, docs/tables/0.md, docs/tables/1.md" in as_lines(found)
    assert "docs/tables/3.md and 5 more" in as_markdown(found)


GONE = TableChanges("sources", "data/sources.csv", removed=(WholeRow(("s1",), 4, {"source_id": "s1", "title": "T"}),))


def test_a_removed_row_that_others_name_is_one_line() -> None:
    named = [
        Finding("data/firms.csv", n, "source_ids", "structure/reference-exists", "error",
                "source_ids “s1” is not in sources.source_id", "e", "f")
        for n in range(2, 20)
    ]  # fmt: skip
    found = review([], [*named, finding("other", severity="error")], Diff("main", "0.1.0", "0.1.0", (GONE,)))
    lines = as_lines(found).splitlines()
    assert lines[0].startswith("data/sources.csv: you removed s1, but 18 rows still name it (data/firms.csv:2, ")
    assert "and 13 more): put it back, or change those rows" in lines[0]
    assert lines[1].startswith("data/firms.csv:2 m (firms/used)") and lines[2].startswith("1 row removed")
    assert "a number that was really published is not removed" in as_lines(found)


def test_a_file_that_cannot_be_read_is_not_called_unchanged() -> None:
    text = as_lines(review([], [], Diff("main", "0.1.0", "0.1.0", unread=("data/firms.csv",))))
    assert text.startswith("1 file not compared, against main\n")
    assert "headline: not known while data/firms.csv cannot be read" in text and "unchanged" not in text
    assert "version: cannot be said" in text


def test_new_errors_come_first_and_say_what_to_do() -> None:
    new = [finding("a", 2), finding("b", 9, "error", message="it is wrong")]
    lines = as_lines(review([], new, DIFF)).splitlines()
    assert lines[0].startswith("data/firms.csv:9 it is wrong") and lines[1].startswith("data/firms.csv:2 warning")
    assert "findings: new: 1 error and 1 warning, 0 standing warnings" in lines
    assert lines[-1] == "not ready: put right 1 error, then make pr again"


def test_an_error_of_the_base_is_still_an_error() -> None:
    found = review([finding("a", severity="error")], [finding("a", severity="error")], DIFF)
    assert found.errors == 1 and "1 error of the base still there" in as_lines(found)


def test_few_lines_for_one_cell() -> None:
    lines = as_lines(review([], [], DIFF)).splitlines()
    assert lines == [
        "1 cell changed, against main",
        "changed:",
        "  data/firms.csv:9 x founded: 1 → 2",
        "headline: unchanged, and so is all that the model computes",
        "findings: none new, 0 standing warnings",
        "version: at least a patch bump, 0.1.0 → 0.1.1",
        "ready: commit, and open the pull request",
    ]


def test_a_file_that_was_not_checked_loses_no_finding() -> None:
    found = review([finding("a")], [], DIFF, unchecked="of data/firms.csv the form alone was checked")
    assert "gone" not in as_lines(found) and "the form alone" in as_markdown(found)


def test_markdown_is_short_and_says_what_it_leaves_out() -> None:
    many = [finding(str(n), n, message="<b>@all " + "x" * (9_000 + n)) for n in range(2, 900)]
    text = as_markdown(review([], many, DIFF))
    assert len(text) < LIMIT and "… and 848 more, left out here" in text
    assert "\\<b>" in text and "### Changed" in text
