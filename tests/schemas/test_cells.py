"""Each mistake that a CSV can hold is seen, on its line and column, with what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.canonical import canonical_cell
from schemas.cells import cell_error, read_tables
from schemas.csv_text import DataError, Problem
from schemas.near_words import near_words
from schemas.package import Package, read_package

HEADER = "region_id,name,name_zh,kind,parent_id\n"
GOOD = "cn,Mainland China,,country,\n"


def problems(package: Package) -> list[Problem]:
    try:
        read_tables(package)
    except DataError as error:
        return error.problems
    return []


@pytest.fixture
def regions(make_package: Callable[..., Package]) -> Callable[[bytes], list[Problem]]:
    """Return a function that puts bytes in the place of regions.csv and returns the problems."""
    package = make_package()

    def replace(content: bytes) -> list[Problem]:
        (package.root / "data" / "regions.csv").write_bytes(content)
        return problems(package)

    return replace


def test_good_package_has_no_problems(make_package: Callable[..., Package]) -> None:
    assert problems(make_package()) == []


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (HEADER + GOOD + "x,X,,country,,more\n", 3, "", "has 6 cells, the header has 5; the first one too many"),
        (HEADER + GOOD + "x,X,,country\n", 3, "parent_id", "the cell of parent_id is missing"),
        (HEADER + GOOD + "\n", 3, "", "is an empty line"),
        (HEADER + GOOD + "\nx,X,,country,\n", 3, "", "is an empty line"),
        ("region_id,name,name_zh,kind,parent_id,extra\n", 1, "extra", "is not in the schema"),
        ("region_id,name,kind,parent_id\n", 1, "name_zh", "column is missing"),
        ("name,region_id,name_zh,kind,parent_id\n", 1, "", "not in the order of the schema"),
        ("region_id,name,name_zh,kind,parent_id,name\n", 1, "name", "appears 2 times"),
        (HEADER + 'cn,"Mainland\nChina",,country,\n', 2, "name", "a quoted cell holds a line break"),
        (HEADER + 'cn,"Mainland China,,country,\n', 2, "", "a quote is opened, and never closed"),
        (HEADER + 'a,"A,,country,\nb,B",,country,\n' + GOOD, 2, "name", "a quoted cell holds a line break"),
        (HEADER + 'cn,"Main"land,,country,\n', 2, "", "cannot be read as CSV"),
        ("\ufeff" + HEADER + GOOD, 1, "", "byte order mark"),
        (HEADER.replace("\n", "\r\n"), 1, "", "carriage return"),
        (HEADER + GOOD + "x,X\0,,country,\n", 3, "", "a NUL character"),
        (HEADER + GOOD.rstrip("\n"), 2, "", "no line end"),
        ("", 1, "", "is empty"),
        (HEADER + GOOD + "x,X,,planet,\n", 3, "kind", "“planet” is not one of world, country, province, city, group"),
        (HEADER + GOOD + "x,,,country,\n", 3, "name", "is empty but required"),
        (HEADER + GOOD + "X Y,X,,country,\n", 3, "region_id", "“X Y” does not look like “cn-bj”"),
        (HEADER + GOOD + "x, X,,country,\n", 3, "name", "“ X” does not look like"),
        (HEADER + GOOD + "cn,Again,,country,\n", 3, "region_id", "“cn” is already on line 2"),
        (HEADER + GOOD + "x,Mainland China,,country,\n", 3, "name", "“Mainland China” is already on line 2"),
        (HEADER + GOOD + "x,X,,country,mars\n", 3, "parent_id", "“mars” is not in regions.region_id"),
        (HEADER + "a,A,,country,b\nb,B,,country,a\n", 2, "parent_id", "leads back to the row itself"),
    ],
)  # fmt: skip
def test_mistake_is_named(
    regions: Callable[[bytes], list[Problem]], content: str, line: int, column: str, message: str
) -> None:
    found = regions(content.encode())
    assert (found[0].file, found[0].line, found[0].column) == ("data/regions.csv", line, column)
    assert message in found[0].message


def test_not_utf8_names_the_line(regions: Callable[[bytes], list[Problem]]) -> None:
    found = regions((HEADER + GOOD).encode() + "x,Zürich,,city,\n".encode("latin-1"))
    assert (found[0].line, found[0].message) == (3, "byte 0xfc is not UTF-8 (“ü” in Windows-1252)")


def test_missing_file_is_a_problem(make_package: Callable[..., Package]) -> None:
    package = make_package()
    (package.root / "data" / "regions.csv").unlink()
    assert problems(package) == [
        Problem(
            "data/regions.csv", 1, "", "cannot be read (No such file or directory)", "restore the file", "file-readable"
        )
    ]


def test_a_file_without_form_does_not_accuse_others(regions: Callable[[bytes], list[Problem]]) -> None:
    """With regions.csv unreadable every reference to it would look wrong: only the cause is named."""
    assert [p.file for p in regions(b"nonsense\n")] == ["data/regions.csv"]


def test_all_mistakes_are_listed(regions: Callable[[bytes], list[Problem]]) -> None:
    found = regions((HEADER + GOOD + "a,A,,planet,\nb,B,,country,mars\n").encode())
    assert [(p.line, p.column) for p in found] == [(3, "kind"), (4, "parent_id")]


@pytest.mark.parametrize(
    ("keys", "fix"),
    [
        (["a", "b"], "use one of a, b, c, or add that row first"),
        ([f"r{n}" for n in range(15)], "correct it, or add that row first"),
    ],
)
def test_a_missing_key_is_told_the_few_that_there_are(
    regions: Callable[[bytes], list[Problem]], keys: list[str], fix: str
) -> None:
    rows = [f"{key},Region {key},,country," for key in keys] + ["c,C,,country,mars"]
    found = regions((HEADER + "\n".join(rows) + "\n").encode())
    assert [p.fix for p in found if p.column == "parent_id"] == [fix]


@pytest.mark.parametrize(
    ("table", "column", "value", "ok"),
    [
        ("observations", "value", "1250.5", True),
        ("observations", "value", "-3", True),
        ("observations", "value", "1e3", False),
        ("observations", "value", "1,000", False),
        ("observations", "value", "1_000", False),
        ("observations", "value", " 5", False),
        ("observations", "value", "05", False),
        ("observations", "value", "NaN", False),
        ("observations", "value", "INF", False),
        ("observations", "value", "NA", False),
        ("observations", "recorded_on", "2026-11-23", True),
        ("observations", "recorded_on", "2026-02-30", False),
        ("observations", "recorded_on", "20261123", False),
        ("observations", "period", "2025-Q3", True),
        ("observations", "period", "2025-02/2026-01", True),
        ("observations", "period", "2025-Q5", False),
        ("observations", "period", "2025-13", False),
        ("observations", "period", "2025-02-31", False),
        ("observations", "period", "2025-01/2025-02-31", False),
        ("firms", "founded", "1987", True),
        ("firms", "founded", "1987.5", False),
        ("firms", "founded", "1492", False),
        ("firms", "roles", "designer;buyer", True),
        ("firms", "roles", "designer; buyer", False),
        ("firms", "roles", "designer;designer", False),
        ("firms", "roles", "baker", False),
        ("firms", "roles", "", False),
        ("processes", "uses_euv", "true", True),
        ("processes", "uses_euv", "True", False),
        ("processes", "uses_euv", "1", False),
        ("sources", "url", "ftp://a.org", False),
    ],
)
def test_cell(table: str, column: str, value: str, ok: bool) -> None:
    assert (cell_error(read_package().table[table].field[column], value) is None) is ok


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_problems_or_tables_never_another_error(content: bytes) -> None:
    from schemas.cells import check_cells
    from schemas.csv_text import read_text

    table = read_package().table["regions"]
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / table.path
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        text, found = read_text(table, Path(name))
        assert found or [*text.columns] == [f.name for f in table.fields]
        check_cells(text)


def test_message_in_full() -> None:
    problem = Problem("data/firms.csv", 7, "country", "“China” does not look like “CN”", "ISO 3166-1 code", "pattern")
    assert str(problem) == "data/firms.csv:7: country: “China” does not look like “CN”; ISO 3166-1 code"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("116.000", "can be read as 116 and as 116000; write the one that is meant"),
        ("1.160.000", "has separators of thousands; write 1160000"),
        ("116,500", "can be read as 116.5 and as 116500"),
        ("116,000", "can be read as 116 and as 116000"),
        ("90 000 cards", "is not a plain decimal number"),
    ],
)
def test_thousands_are_never_guessed(cell: str, words: str) -> None:
    value = read_package().table["observations"].field["value"]
    wrong = cell_error(value, cell)
    assert wrong and words in wrong[0]
    assert canonical_cell(value, cell) == cell  # the trace is not wiped out
    assert cell_error(value, "0.459") is None and cell_error(value, "1250.5") is None


@pytest.mark.parametrize(
    ("word", "near"),
    [("cambrican", "“cambricon”"), ("Domestic", "“domestic”"), ("xyz", ""), ("prodction", "“production”")],
)
def test_a_word_that_is_nearly_right_is_suggested(word: str, near: str) -> None:
    assert near_words(word, ["cambricon", "huawei", "domestic", "production"]) == near


def test_divided_by_semicolons_is_said(regions: Callable[[bytes], list[Problem]]) -> None:
    (problem,) = regions((HEADER + GOOD).replace(",", ";").encode())
    assert "cells are divided by semicolons" in problem.message and "commas between cells" in problem.fix
    found = regions(b"\xef\xbb\xbf" + (HEADER + GOOD).replace(",", ";").encode())
    assert {p.kind for p in found} == {"no-byte-order-mark", "header-as-declared"}


def test_an_unresolved_merge_is_named_with_its_end(regions: Callable[[bytes], list[Problem]]) -> None:
    text = HEADER + GOOD + "<<<<<<< HEAD\nx,X,,country,\n=======\nx,Y,,country,\n>>>>>>> theirs\n"
    (problem,) = regions(text.encode())
    assert (problem.line, problem.kind) == (3, "no-conflicts") and "ends on line 7" in problem.message


def test_a_comma_too_many_at_the_end(regions: Callable[[bytes], list[Problem]]) -> None:
    (problem,) = regions((HEADER + "x,X,,country,,\n").encode())
    assert problem.message == "ends in cells too many, which are empty" and problem.fix == "make format removes them"
