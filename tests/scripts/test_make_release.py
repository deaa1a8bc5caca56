"""What is said of a checkout, and what is written: all files, and their checksums."""

from pathlib import Path

from edits import git
from release.asset_names import AssetNames
from scripts.make_release import describe_state, note, write_assets


def test_a_dirty_or_untagged_tree_is_said(repository: Path, tmp_path: Path) -> None:
    assert describe_state(repository, "v1.0.0") == ["this commit has no tag v1.0.0 yet"]
    git(repository, "tag", "v1.0.0")
    assert describe_state(repository, "v1.0.0") == []
    (repository / "datapackage.json").write_text("{}")
    (text,) = describe_state(repository, "v1.0.0")
    assert text == "files differ from the commit: what is made here is for a trial"
    (tmp_path / "plain").mkdir()
    (text,) = describe_state(tmp_path / "plain", "v1.0.0")
    assert text.startswith("this is no git checkout")


def test_assets_replace_those_of_the_last_time(tmp_path: Path) -> None:
    out = tmp_path / "release"
    write_assets({"old": b"x"}, out)
    write_assets({"new": b""}, out)
    assert sorted(path.name for path in out.iterdir()) == ["SHA256SUMS", "new"]
    assert (out / "SHA256SUMS").read_text().endswith("b855  new\n")


def test_what_differs_between_builds_is_said_of_it() -> None:
    names = AssetNames("chips-1.0.0")
    differing = {name for name in names.media_types() if note(name, names)}
    assert differing == {"chips-1.0.0-duckdb.zip", "chips-1.0.0-report.zip"}
