"""Branches merged row by row: neighbours never collide, one row changed twice is a conflict, sides are equal."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changes.three_way import CannotMerge, merge_rows
from edits import git, remove_row, set_cell
from schemas.csv_text import TextTable
from schemas.package import ROOT, Field, Table, read_package
from scripts.merge_rows import main, mend_merge

ID, WORD = (Field(name, "string", "", "", None, None, {}, None, None) for name in ("id", "word"))
TABLE = Table("t", "data/t.csv", "T", "T.", (ID, WORD), ("id",))
State = dict[str, str]


def text(state: State) -> TextTable:
    return TextTable(TABLE, {"id": list(state), "word": list(state.values())})


def merged(base: State, ours: State, theirs: State) -> tuple[State, int]:
    """Merge, and read what came out; of a conflict only the count."""
    lines, conflicts = merge_rows(text(base), text(ours), text(theirs))
    rows = [line.split(",") for line in lines.splitlines()[1:] if line[0] not in "<=>"] if not conflicts else []
    return {key: word for key, word in rows}, conflicts


def test_neighbours_are_no_conflict() -> None:
    base = {"a": "1", "b": "1", "c": "1"}
    assert merged(base, base | {"a": "2"}, base | {"b": "2"}) == ({"a": "2", "b": "2", "c": "1"}, 0)
    assert merged(base, base | {"bb": "n"}, base | {"ba": "m"}) == (base | {"ba": "m", "bb": "n"}, 0)
    assert merged(base, {"a": "1", "c": "1"}, base | {"a": "2"}) == ({"a": "2", "c": "1"}, 0)


def test_one_row_changed_twice_stands_in_both_forms() -> None:
    lines, conflicts = merge_rows(text({"a": "1", "b": "1"}), text({"a": "2", "b": "1"}), text({"a": "3", "b": "1"}))
    assert conflicts == 1
    assert lines == "id,word\nb,1\n<<<<<<< ours\na,2\n=======\na,3\n>>>>>>> theirs\n"


def test_a_row_removed_here_and_changed_there_is_a_conflict() -> None:
    lines, conflicts = merge_rows(text({"a": "1"}), text({}), text({"a": "2"}))
    assert conflicts == 1 and lines.endswith("<<<<<<< ours\n=======\na,2\n>>>>>>> theirs\n")


def test_a_key_twice_cannot_be_merged() -> None:
    twice = TextTable(TABLE, {"id": ["a", "a"], "word": ["1", "2"]})
    with pytest.raises(CannotMerge, match="key twice"):
        merge_rows(text({}), twice, text({}))


states = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"))


@given(states, states, states)
def test_the_sides_are_equal(base: State, ours: State, theirs: State) -> None:
    assert merged(base, ours, theirs) == merged(base, theirs, ours)
    assert merged(base, base, theirs) == (dict(sorted(theirs.items())), 0)
    assert merged(base, ours, ours) == (dict(sorted(ours.items())), 0)


@pytest.fixture
def branches(repository: Path) -> Path:
    """Return a repository in which two branches changed neighbouring rows; ours is checked out."""
    shutil.copy(ROOT / ".gitattributes", repository)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "attributes")
    keys = [line.split(",")[0] for line in (repository / "data" / "regions.csv").read_text().splitlines()[1:4]]
    git(repository, "checkout", "-q", "-b", "theirs")
    set_cell(repository, "regions", keys[0], "name_zh", "甲")
    git(repository, "commit", "-qam", "theirs")
    git(repository, "checkout", "-q", "change")
    set_cell(repository, "regions", keys[1], "name_zh", "乙")
    git(repository, "commit", "-qam", "ours")
    return repository


def test_the_driver_merges_neighbours(branches: Path, tmp_path: Path) -> None:
    """As git calls it: three files, and the path of the table."""
    files = []
    for n, commit in enumerate(("main", "change", "theirs")):
        files.append(tmp_path / f"state-{n}")
        files[-1].write_text(git(branches, "show", f"{commit}:data/regions.csv"), encoding="utf-8")
    assert main([*map(str, files), "data/regions.csv"]) == 0
    words = files[1].read_text(encoding="utf-8")
    assert words.count("甲") == words.count("乙") == 1
    assert len(words.splitlines()) == len((ROOT / "data" / "regions.csv").read_text(encoding="utf-8").splitlines())


def test_a_branch_without_a_new_column_merges_with_one_that_has_it(tmp_path: Path) -> None:
    states = {
        "base": "vocabulary,code,language,name\nbases,a,zh,A\nbases,b,zh,B\n",
        "ours": "vocabulary,code,language,name,short_name\nbases,a,zh,A,a\nbases,b,zh,B,\n",
        "theirs": "vocabulary,code,language,name\nbases,a,zh,A\nbases,b,zh,BB\n",
    }
    for name, words in states.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    assert main([*(str(tmp_path / name) for name in states), "data/translations.csv"]) == 0
    merged_file = (tmp_path / "ours").read_text(encoding="utf-8")
    assert merged_file == "vocabulary,code,language,name,short_name\nbases,a,zh,A,a\nbases,b,zh,BB,\n"


def test_the_driver_leaves_what_is_no_table_to_git(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("base", "ours", "theirs")]
    for file, word in zip(files, ("x\n", "y\n", "z\n"), strict=True):
        file.write_text(word)
    assert main([*map(str, files), "data/regions.csv"]) == 1 and "<<<<<<<" in files[1].read_text()
    assert main([*map(str, files), "data/nothing.csv"]) == 2


def test_rows_that_a_merge_of_lines_left_twice_are_put_right(branches: Path) -> None:
    git(branches, "merge", "-q", "--no-edit", "theirs")
    path, before = branches / "data" / "regions.csv", (ROOT / "data" / "regions.csv").read_text(encoding="utf-8")
    assert len(path.read_text(encoding="utf-8").splitlines()) > len(before.splitlines())  # old and new side by side
    assert mend_merge(read_package(branches)) == ["data/regions.csv"]
    words = path.read_text(encoding="utf-8")
    assert len(words.splitlines()) == len(before.splitlines()) and words.count("甲") == words.count("乙") == 1
    assert mend_merge(read_package(branches)) == []  # it was edited since


def test_nothing_is_put_right_outside_a_merge(repository: Path) -> None:
    remove_row(repository, "regions", "cn")
    assert mend_merge(read_package(repository)) == []
