"""One comment under the right pull request, whatever the check of a stranger’s branch left behind."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from github_server import FakeGitHub, served
from schemas.package import ROOT
from scripts.github_comment import MARKER, main
from scripts.inert_text import SHOWN, inert

Comment = Callable[..., int]
HEAD = "a" * 40
RUN: dict[str, Any] = {
    "conclusion": "failure", "head_sha": HEAD, "head_branch": "my-rows",
    "head_repository": {"owner": {"login": "stranger"}}, "html_url": "https://github.com/owner/package/actions/runs/5",
}  # fmt: skip
BOT = {"login": "github-actions[bot]"}
PULL = {"number": 7, "head": {"sha": HEAD}}


@pytest.fixture
def github() -> Iterator[FakeGitHub]:
    with served(FakeGitHub({"pulls": [PULL]})) as found:
        yield found


@pytest.fixture
def comment(github: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Comment:
    """Return a function that runs the command on a text and an event; its exit code."""

    def call(text: bytes | None, run: dict[str, Any] = RUN) -> int:
        event, file = tmp_path / "event.json", tmp_path / "pr.txt"
        event.write_text(json.dumps({"workflow_run": run}))
        if text is not None:
            file.write_bytes(text)
        for name, value in (github.environment() | {"GITHUB_EVENT_PATH": str(event)}).items():
            monkeypatch.setenv(name, value)
        return main([str(file)])

    return call


def test_it_comments_once_and_then_changes_its_comment(github: FakeGitHub, comment: Comment) -> None:
    assert comment(b"2 rows added\n") == 0
    ((method, path, content),) = github.changed
    assert (method, path) == ("POST", "issues/7/comments")
    assert content["body"] == (
        f"{MARKER}\nThe check found something to put right. Commit {HEAD}, "
        "[the log](https://github.com/owner/package/actions/runs/5).\n\n```text\n2 rows added\n```\n"
    )
    assert github.asked[0] == ("pulls", {"state": "open", "head": "stranger:my-rows", "per_page": "100", "page": "1"})
    assert github.tokens == {"Bearer secret"}
    others = [{"id": n, "user": {"login": "x"}, "body": "thanks"} for n in range(100)]
    github.lists["issues/7/comments"] = [*others, {"id": 500, "user": BOT, "body": content["body"]}]
    assert comment(b"3 rows added\n", RUN | {"conclusion": "success"}) == 0
    method, path, content = github.changed[1]
    assert (method, path) == ("PATCH", "issues/comments/500")
    assert "The check passed." in content["body"] and "3 rows added" in content["body"]


@pytest.mark.parametrize(
    ("files", "warned"),
    [
        (["data/firms.csv", "data/derived/verdicts.csv", "CHANGELOG.md"], ""),
        (["data/firms.csv", "docs/glossary.md"], "It changes more than data"),
        (["data/firms.csv", "schemas/tables/firms.json"], "It changes more than data"),
        (["data/firms.csv", "scripts/pr.py"], "brings code, which its check has run: `scripts/pr.py`. Read it"),
        (["data/firms.py"], "brings code, which its check has run: `data/firms.py`"),
        (["reports/index.qmd", "requirements.lock"], "run: `reports/index.qmd`, `requirements.lock`"),
        ([".github/ISSUE_TEMPLATE/claim.yml"], "brings code"),
        (["a`](http://evil.example)@all.py"], "run: `a???http?//evil.example??all.py`"),
        ([f"tests/{n:03}.py" for n in range(120)], "`tests/019.py` and 100 more. Read it"),
    ],
)
def test_it_says_which_code_a_change_brings(
    github: FakeGitHub, comment: Comment, files: list[str], warned: str
) -> None:
    github.lists["pulls/7/files"] = [{"filename": name} for name in files]
    assert comment(b"x", RUN | {"conclusion": "success"}) == 0
    ((_, _, content),) = github.changed
    assert warned in content["body"] and ("**" in content["body"]) == bool(warned)


def test_a_file_that_was_moved_is_named_under_both_names(github: FakeGitHub, comment: Comment) -> None:
    github.lists["pulls/7/files"] = [{"filename": "data/x.csv", "previous_filename": "checks/rows/chip_rules.py"}]
    assert comment(b"x") == 0
    assert "`checks/rows/chip_rules.py`" in github.changed[0][2]["body"]


@pytest.mark.parametrize(
    "there",
    [
        {"id": 9, "user": {"login": "stranger"}, "body": f"{MARKER}\nmine"},  # a stranger who copied the mark
        {"id": 9, "user": BOT, "body": f"of another workflow {MARKER}"},
        {"id": 9, "user": None, "body": None},  # of an account that is gone
    ],
)
def test_no_other_comment_is_changed(github: FakeGitHub, comment: Comment, there: dict[str, Any]) -> None:
    github.lists["issues/7/comments"] = [there]
    assert comment(b"x") == 0
    assert [(method, path) for method, path, _ in github.changed] == [("POST", "issues/7/comments")]


@pytest.mark.parametrize(
    ("run", "pulls"),
    [
        (RUN | {"conclusion": "cancelled"}, [PULL]),
        (RUN, [PULL | {"head": {"sha": "b" * 40}}]),  # somebody has pushed since
        (RUN, []),
        (RUN | {"head_repository": None}, [PULL]),
    ],
)
def test_where_nothing_is_to_be_said_nothing_is_written(
    github: FakeGitHub, comment: Comment, run: dict[str, Any], pulls: list[dict[str, Any]]
) -> None:
    github.lists["pulls"] = pulls
    assert comment(b"x", run) == 0
    assert github.changed == []


HOSTILE = b"@china-ai-chips/maintainers\n```\n````` \n</details><img src=x onerror=alert(1)>\x00\x1b[31m\xff" + (
    "\u202e[link](http://evil.example)\u2028`````````\r\n# heading".encode()
)


def test_hostile_text_is_shown_and_does_nothing(github: FakeGitHub, comment: Comment) -> None:
    assert comment(HOSTILE) == 0
    body = github.changed[0][2]["body"]
    tokens = MarkdownIt("commonmark").parse(body)
    (fence,) = [t for t in tokens if t.type == "fence"]
    assert tokens[-1] is fence and not re.search("[\x00-\x08\x0b-\x1f\u202e\u2028]", body)
    for words in ("@china-ai-chips/maintainers", "</details><img", "[link](http://evil.example)", "# heading"):
        assert words in fence.content
        assert words not in body.replace(fence.content, "")


def test_a_text_of_ten_megabytes_is_cut(github: FakeGitHub, comment: Comment) -> None:
    assert comment(b"`" * 10_000_000) == 0
    body = github.changed[0][2]["body"]
    assert len(body) > SHOWN and "more characters are left out" in body
    (fence,) = [t for t in MarkdownIt("commonmark").parse(body) if t.type == "fence"]
    assert fence.content.strip("\n").strip("`") == ""


def test_what_is_no_plain_file_is_not_read(github: FakeGitHub, comment: Comment, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("token")
    (tmp_path / "pr.txt").symlink_to(secret)
    assert comment(None) == 0
    (tmp_path / "pr.txt").unlink()
    assert comment(None) == 0
    for _, _, content in github.changed:
        assert "could not run to its end" in content["body"] and "token" not in content["body"]


def test_what_github_refuses_is_one_line(
    github: FakeGitHub, comment: Comment, capsys: pytest.CaptureFixture[str]
) -> None:
    github.refuses = True
    assert comment(b"x") == 2
    assert capsys.readouterr().err.startswith("cannot comment: GitHub refuses GET pulls?")
    github.address = "http://127.0.0.1:9"  # nobody listens there
    assert comment(b"x") == 2
    assert "GitHub cannot be reached" in capsys.readouterr().err


def test_outside_of_a_workflow_it_says_so() -> None:
    plain = {k: v for k, v in os.environ.items() if not k.startswith("GITHUB_")}
    for module, words in (("github_comment", "names no event"), ("freshness_issue", "cannot be read")):
        command = [sys.executable, "-m", f"scripts.{module}", "none.txt"]
        run = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True)
        assert run.returncode == 2 and words in run.stderr


def test_the_scripts_that_hold_a_token_need_the_standard_library_alone() -> None:
    """Then no library that a lock brings ever sees a token."""
    for module in ("github_comment", "freshness_issue"):
        code = f"import sys, scripts.{module}; print(*sys.modules)"
        run = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        ours = {name.partition(".")[0] for name in run.stdout.split()}
        assert ours - sys.stdlib_module_names <= {"schemas", "scripts", "__main__"}, module


def test_a_short_text_is_whole() -> None:
    assert inert("a\tb\r\nc\r\n\n", more="x") == "```text\na\tb\nc\n```"
