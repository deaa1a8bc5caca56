"""The workflows and issue forms are what GitHub takes, give nothing away, and call what is there."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.package import ROOT

FOLDER = ROOT / ".github"
WORKFLOWS = sorted((FOLDER / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (FOLDER / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
BAD = """
on: {pull_request: }
jobs:
  a:
    permissions: {contents: write}
    steps:
      - uses: actions/checkout@v7
      - run: echo ${{ github.event.pull_request.title }} && make nonsense
      - run: python -m scripts.nothing && sh scripts/no.sh
        env: {TOKEN: "${{ secrets.TOKEN }}"}
"""


def actions(text: str) -> list[str]:
    """Return what stands behind each `uses:`, with its comment."""
    return re.findall(r"^\s*(?:- )?uses: (.*)$", text, re.MULTILINE)


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def commands(workflow: dict[str, Any]) -> str:
    """Return what the steps of a workflow run."""
    return "\n".join(step["run"] for step in steps(workflow) if "run" in step)


def missing(text: str) -> set[str]:
    """Return the targets, modules and scripts that commands call and that are not in the tree."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    gone = set(re.findall(r"\bmake ([\w-]+)", text)) - targets
    gone |= {m for m in re.findall(r"-m scripts\.(\w+)", text) if not (ROOT / "scripts" / f"{m}.py").is_file()}
    return gone | {path for path in re.findall(r"\bsh (\S+\.sh)", text) if not (ROOT / path).is_file()}


def permissions(workflow: dict[str, Any]) -> set[str]:
    return {f"{name}: {kind}" for job in workflow["jobs"].values() for name, kind in job["permissions"].items()}


def read(path: Path) -> tuple[str, dict[Any, Any]]:
    text = path.read_text(encoding="utf-8")
    return text, yaml.safe_load(text)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True)


def check_schema(name: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", name, *map(str, paths))


@pytest.mark.parametrize("persona", ["regular", "pedantic"])
def test_the_workflows_give_nothing_away(persona: str) -> None:
    found = run(str(Path(sys.executable).parent / "zizmor"), "--offline", "--persona", persona, str(FOLDER))
    assert found.returncode == 0, found.stdout


def test_that_test_can_fail(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(BAD)
    assert run(str(Path(sys.executable).parent / "zizmor"), "--offline", str(tmp_path / "bad.yml")).returncode > 1


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [FOLDER / "ISSUE_TEMPLATE" / "config.yml"]),
    ],
)
def test_github_takes_them(schema: str, paths: list[Path]) -> None:
    assert paths
    found = check_schema(schema, *paths)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_actions_are_pinned_and_jobs_may_do_little(path: Path) -> None:
    text, workflow = read(path)
    assert [name for name in actions(text) if not PINNED.fullmatch(name)] == []
    assert workflow["permissions"] == {} and "${{" not in commands(workflow)
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_an_action_has_one_version() -> None:
    found = {name for path in WORKFLOWS for name in actions(path.read_text(encoding="utf-8"))}
    assert len({name.partition("@")[0] for name in found}) == len(found)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_what_a_step_runs_is_there(path: Path) -> None:
    """What is typed into commands is a target of the Makefile, a module or a script of this tree."""
    assert missing(commands(read(path)[1])) == set()


def test_the_check_of_a_stranger_can_only_read() -> None:
    text, workflow = read(FOLDER / "workflows" / "check.yml")
    assert "secrets" not in text and "github.token" not in text
    assert permissions(workflow) == {"contents: read"}
    assert list(workflow[True]) == ["pull_request"]  # `on` is true to YAML


def test_only_the_job_that_needs_it_may_write() -> None:
    writes = {p.stem: {x for x in permissions(read(p)[1]) if x.endswith("write")} for p in WORKFLOWS}
    assert writes == {
        "check": set(),
        "comment": {"pull-requests: write"},
        "freshness": {"issues: write"},
        "publish": {"contents: write", "pages: write", "id-token: write"},
        "regenerate": {"contents: write"},
    }


def test_the_comment_runs_code_of_main_alone() -> None:
    """And what it downloads lies outside of the tree."""
    _, workflow = read(FOLDER / "workflows" / "comment.yml")
    (checkout,) = [s for s in steps(workflow) if s.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    (download,) = [s for s in steps(workflow) if s.get("uses", "").startswith("actions/download-artifact@")]
    assert download["with"]["path"].startswith("${{ runner.temp }}/")
    assert commands(workflow) == 'python3 -m scripts.github_comment "$RUNNER_TEMP/pr-result/pr.txt"'


def test_these_tests_can_fail() -> None:
    workflow = yaml.safe_load(BAD)
    assert [name for name in actions(BAD) if not PINNED.fullmatch(name)] == ["actions/checkout@v7"]
    assert missing(commands(workflow)) == {"nonsense", "nothing", "scripts/no.sh"}
    assert permissions(workflow) == {"contents: write"} and "${{" in commands(workflow)


def test_what_is_told_to_people_names_teams_and_files_that_are_there() -> None:
    owners = [line.split() for line in (FOLDER / "CODEOWNERS").read_text().splitlines() if line and line[0] != "#"]
    for pattern, *teams in owners:
        assert teams and all(team.startswith("@china-ai-chips/") for team in teams)
        assert pattern == "*" or next(ROOT.glob(pattern.strip("/")), None), pattern


def test_hooks_before_a_commit_are_commands_of_the_makefile() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]  # nothing is fetched
    for hook in hooks[0]["hooks"]:
        assert hook["language"] == "system" and hook["pass_filenames"] is False
        assert re.search(hook["files"], "data/firms.csv") and not re.search(hook["files"], "data/derived/estimates.csv")
        assert missing(hook["entry"]) == set()
