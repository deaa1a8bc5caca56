"""The last release is what its tag holds; where no tag can be seen, nothing is known of one."""

from pathlib import Path

from checks.last_release import Release, last_tag, read_release
from edits import git, remove_row

CHANGELOG = "# Changelog\n\n## 0.2.0\n\nRemoved from `sources`: one.\n\n## 0.1.0\n\nRemoved from `firms`: one.\n"


def count(root: Path, table: str) -> int:
    return (root / "data" / f"{table}.csv").read_bytes().count(b"\n") - 1


def test_without_a_tag_or_git_nothing_is_known(repository: Path, tmp_path: Path) -> None:
    assert last_tag(repository) is None and read_release(repository) == Release()
    (tmp_path / "plain").mkdir()
    assert read_release(tmp_path / "plain") == Release()


def test_rows_are_those_of_the_tag_and_lines_those_above_its_heading(repository: Path) -> None:
    rows = count(repository, "translations")
    git(repository, "tag", "v0.1.0")
    remove_row(repository, "outcomes", (repository / "data/outcomes.csv").read_text().splitlines()[1].split(",")[0])
    (repository / "CHANGELOG.md").write_text(CHANGELOG)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "second")
    found = read_release(repository)
    assert found.rows["translations"] == rows and found.rows["outcomes"] == count(repository, "outcomes") + 1
    assert found.rows["estimates"] == count(repository, "derived/estimates")
    assert found.changelog == ["# Changelog", "", "## 0.2.0", "", "Removed from `sources`: one."]


def test_the_newest_tag_below_counts_and_one_may_be_left_aside(repository: Path) -> None:
    for tag in ("v0.1.0", "v0.2.0"):
        git(repository, "tag", tag)
        git(repository, "commit", "-q", "--allow-empty", "-m", tag)
    git(repository, "tag", "other")
    assert (last_tag(repository), last_tag(repository, without="v0.2.0")) == ("v0.2.0", "v0.1.0")
