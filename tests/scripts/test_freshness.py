"""What only the calendar broke is listed, and kept in one issue that opens, changes and closes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from checks.workers import CouldNotRun
from github_server import FakeGitHub, served
from scripts.freshness import main, outdated
from scripts.freshness_issue import MARKER, keep_issue
from scripts.freshness_issue import main as post
from scripts.github_api import GitHub
from tests_support import with_example, write_package

pytestmark = pytest.mark.xdist_group("great-expectations")


@pytest.fixture
def github() -> Iterator[FakeGitHub]:
    with served(FakeGitHub()) as found:
        yield found


def client(github: FakeGitHub) -> GitHub:
    return GitHub(github.address, "owner/package", "secret")


def test_only_what_depends_on_today_is_listed(tmp_path: Path) -> None:
    """The base has neither a fresh table nor a promise that is due; nor is its capacity of plants complete."""
    forecast = {"observation_id": "o1", "period": "2026", "basis": "forecast"}
    package = write_package(tmp_path / "p", with_example({"observations": [forecast]}))
    found = {f.rule for f in outdated(package, date(2026, 9, 1))}
    assert {"sources/read-again", "sources/fresh", "observations/fresh", "events/fresh", "outcomes/fresh"} <= found
    assert "fabs/capacity-known" not in found
    early = {f.rule for f in outdated(package, date(2026, 2, 2))}
    assert not early & {"sources/read-again", "sources/fresh"}


def test_the_list_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_package(tmp_path / "p", with_example({}))
    assert main(["--data", str(tmp_path / "p"), "--out", str(tmp_path / "list.txt")]) == 0
    text = (tmp_path / "list.txt").read_text(encoding="utf-8")
    assert "(sources/fresh)" in text and text == capsys.readouterr().out


def test_broken_tables_are_no_empty_list(tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", with_example({}))
    (package.root / "data/sources.csv").write_text("nonsense\n")
    with pytest.raises(CouldNotRun):
        outdated(package, date(2026, 2, 1))


def test_one_issue_is_opened(github: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.txt"
    file.write_text("data/sources.csv:1 is old\n", encoding="utf-8")
    for name, value in github.environment().items():
        monkeypatch.setenv(name, value)
    assert post([str(file)]) == 0
    ((method, path, content),) = github.changed
    assert (method, path, content["labels"]) == ("POST", "issues", ["freshness"])
    assert content["body"].startswith(MARKER) and "```text\ndata/sources.csv:1 is old\n```" in content["body"]
    assert github.asked[0][1]["labels"] == "freshness"


def ours(number: int, body: str) -> dict[str, object]:
    return {"number": number, "user": {"login": "github-actions[bot]"}, "body": body}


def test_it_is_changed_only_if_the_list_is_another(github: FakeGitHub) -> None:
    keep_issue(client(github), "a is old")
    body = github.changed.pop()[2]["body"]
    github.lists["issues"] = [ours(3, body)]
    keep_issue(client(github), "a is old")
    assert github.changed == []
    keep_issue(client(github), "b is old")
    assert [(m, p) for m, p, _ in github.changed] == [("PATCH", "issues/3")]


def test_it_closes_when_nothing_is_left(github: FakeGitHub) -> None:
    assert keep_issue(client(github), "") == "nothing to do"
    github.lists["issues"] = [ours(3, f"{MARKER}\nx"), ours(4, "an issue of people about freshness")]
    keep_issue(client(github), "")
    assert github.changed == [("PATCH", "issues/3", {"state": "closed", "state_reason": "completed"})]


def test_an_issue_of_a_stranger_with_the_mark_is_left_alone(github: FakeGitHub) -> None:
    github.lists["issues"] = [ours(3, f"{MARKER}\nx") | {"user": {"login": "stranger"}}]
    keep_issue(client(github), "")
    assert github.changed == []
