"""Files beside the tables, and merges left unresolved anywhere in a tree."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.rulebook import rules
from checks.structure.tree_files import check_conflicts, check_stray
from reports.render.includes import expand
from reports.render.page_error import PageError
from schemas.conflicts import in_rows, in_text
from schemas.errors import PackageError
from schemas.package import ROOT, Package, read_package
from scripts import show_conflict
from scripts.check import main

CONFLICT = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> topic\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("regions (1).csv", "belongs to no table"), (".~lock.regions.csv#", "lock of an open spreadsheet"),
        ("~$regions.xlsx", "lock of an open spreadsheet"), ("regions.xlsx", "is a workbook"),
        ("copy/regions.csv", "belongs to no table"),
    ],
)  # fmt: skip
def test_a_file_of_no_table_is_a_warning(make_package: Callable[..., Package], name: str, words: str) -> None:
    package = make_package()
    assert check_stray(package) == []
    path = package.root / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    (found,) = check_stray(package)
    assert (found.file, found.severity) == (f"data/{name}", "warning") and words in found.message


def test_what_a_command_writes_at_that_moment_is_no_stray_file(make_package: Callable[..., Package]) -> None:
    package = make_package()
    (package.root / "data" / ".regions.csv-a1b2.unfinished").write_text("region_id,na")
    assert check_stray(package) == []


def test_a_table_in_other_capitals_is_named_where_it_is_missed(make_package: Callable[..., Package]) -> None:
    from schemas.csv_text import read_text

    package = make_package()
    (package.root / "data" / "regions.csv").rename(package.root / "data" / "Regions.CSV")
    (problem,) = read_text(package.table["regions"], package.root)[1]
    assert problem.message == "is not there, but “Regions.CSV” is" and check_stray(package) == []


def test_a_folder_in_the_place_of_a_table(make_package: Callable[..., Package]) -> None:
    from schemas.csv_text import read_text

    package = make_package()
    (package.root / "data" / "regions.csv").unlink()
    (package.root / "data" / "regions.csv").mkdir()
    (problem,) = read_text(package.table["regions"], package.root)[1]
    assert problem.message == "is a folder, not a file"


def test_conflicts_are_found_where_they_begin() -> None:
    assert in_text(f"a\n{CONFLICT}") == [(2, "an unresolved merge conflict, which ends on line 6")]
    assert in_text("Title\n=======\n\ntext\n") == []
    assert [line for line, _ in in_rows("a,b\n=======\n")] == [2]
    assert [line for line, _ in in_text("a\n>>>>>>> topic\n")] == [2]


def test_check_names_a_conflict_in_any_file_that_git_tracks(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_conflicts(repository) == []
    for name in ("notes.md", "untracked.md"):
        (repository / name).write_text(f"A line.\n{CONFLICT}")
    subprocess.run(["git", "-C", str(repository), "add", "notes.md"], check=True)
    assert main(["--data", str(repository)]) == 1
    out = capsys.readouterr().out
    assert "notes.md:2 an unresolved merge conflict, which ends on line 6: choose one side" in out
    assert "untracked.md" not in out
    assert [f.expected for f in check_conflicts(repository)] == [rules()["structure/no-conflicts"].holds]


def test_a_descriptor_in_conflict_is_named(tree_copy: Path) -> None:
    path = tree_copy / "datapackage.json"
    path.write_text("{\n" + CONFLICT + path.read_text(encoding="utf-8")[1:], encoding="utf-8")
    assert [f.file for f in check_conflicts(tree_copy)] == ["datapackage.json"]
    with pytest.raises(PackageError, match=r"datapackage.json:2 an unresolved merge conflict.*: choose one side"):
        read_package(tree_copy)


def test_a_page_in_conflict_is_not_rendered() -> None:
    with pytest.raises(PageError, match=r"index.qmd:2 an unresolved merge conflict.*: choose one side"):
        expand("index.qmd", f"Text.\n{CONFLICT}", ROOT / "reports")


def test_code_in_conflict_is_named_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        compile(f"x = 1\n{CONFLICT}", "module.py", "exec")
    except SyntaxError as error:
        with pytest.raises(SystemExit):
            show_conflict(type(error), error, None)
    assert capsys.readouterr().err == "module.py:2 an unresolved merge conflict: choose one side\n"
