"""Say under a pull request what its check found: `python -m scripts.github_comment FILE`, in a workflow.

In: FILE, written by the check of a stranger’s branch and trusted in nothing, and the event of the workflow run
(`GITHUB_EVENT_PATH`), which names branch and commit. Out: one comment, made the first time and changed afterwards. The
pull request is the one whose head is that commit: if a later commit has come since, nothing is written. Uses the
standard library alone.
"""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from schemas.errors import UserError
from scripts.command import command, parser
from scripts.github_api import GitHub, from_environment, is_ours
from scripts.inert_text import inert

MARKER = "<!-- check of this pull request -->"
LARGEST = 1_000_000  # bytes that are read of the file
RUN = {
    ".py",
    ".pyi",
    ".qmd",
    ".ipynb",
    ".sql",
    ".sh",
    ".lua",
    ".js",
    ".mjs",
    ".r",
    ".jl",
    ".lock",
    ".toml",
    ".cfg",
    ".pth",
}
NAMES = re.compile(r"[^\w./ +-]")  # what is not shown of a name that a stranger gave
SHOWN_FILES = 20
RESULTS = {"success": "The check passed.", "failure": "The check found something to put right."}


@command("comment", done="written")
def main(argv: list[str] | None = None) -> int:
    options = parser("github_comment", __doc__)
    options.add_argument("file", type=Path, metavar="FILE", help="what the check says, as plain text")
    args = options.parse_args(argv)
    run = read_run()
    if run["conclusion"] not in RESULTS:
        print(f"nothing to say: the check ended as {run['conclusion']}")
        return 0
    github = from_environment()
    number = pull_request(github, run)
    if number is None:
        print("nothing to say: the commit is no longer the head of an open pull request")
        return 0
    text = comment_text(read_text(args.file), run, changed_files(github, number))
    print(write_comment(github, number, text))
    return 0


def read_run() -> dict[str, Any]:
    """Read the workflow run from the event. Raises UserError outside of one."""
    path = os.environ.get("GITHUB_EVENT_PATH", "")
    try:
        event = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        raise UserError("GITHUB_EVENT_PATH names no event: this command is for a workflow") from None
    run: dict[str, Any] = event.get("workflow_run")
    if not run:
        raise UserError("the event is not the end of a workflow run")
    return run


def pull_request(github: GitHub, run: Mapping[str, Any]) -> int | None:
    """Return the number of the open pull request whose head is the commit that was checked."""
    owner = ((run.get("head_repository") or {}).get("owner") or {}).get("login")
    if not owner:  # the fork is gone
        return None
    for found in github.pages("pulls", state="open", head=f"{owner}:{run['head_branch']}"):
        if found["head"]["sha"] == run["head_sha"]:
            return int(found["number"])
    return None


def read_text(file: Path) -> str | None:
    """Return the beginning of a plain file as text; nothing where there is none, or a link to another."""
    if file.is_symlink() or not file.is_file():
        return None
    with file.open("rb") as opened:
        return opened.read(LARGEST).decode("utf-8", "replace")


def changed_files(github: GitHub, number: int) -> list[str]:
    """Return the files that a pull request adds, changes, moves or removes."""
    found = github.pages(f"pulls/{number}/files")
    return sorted({file[key] for file in found for key in ("filename", "previous_filename") if file.get(key)})


def is_data(file: str) -> bool:
    """Tell whether a file is a table or the changelog.

    >>> is_data("data/firms.csv"), is_data("data/firms.py")
    (True, False)
    """
    return (file.startswith("data/") and file.endswith(".csv")) or file == "CHANGELOG.md"


def is_run(file: str) -> bool:
    """Tell whether something in a file is run: code, cells of pages, SQL, workflows, what is installed.

    >>> is_run("reports/index.qmd"), is_run("requirements.lock"), is_run("docs/glossary.md")
    (True, True, False)
    """
    name = file.rpartition("/")[2]
    return file.startswith(".github/") or "." + name.rpartition(".")[2].lower() in RUN or name in ("Makefile", ".envrc")


def describe_code(files: Sequence[str]) -> str:
    """Say which files that a pull request changes are run by the check, or may change what it says."""
    code = [file for file in files if is_run(file)]
    if code:
        shown = ", ".join(f"`{NAMES.sub('?', file)}`" for file in code[:SHOWN_FILES])
        more = f" and {len(code) - SHOWN_FILES:,} more" if len(code) > SHOWN_FILES else ""
        return f" **This change brings code, which its check has run: {shown}{more}. Read it before you rely on this.**"
    if not all(map(is_data, files)):
        return " **It changes more than data, and so perhaps the check itself: read that before you rely on this.**"
    return ""


def comment_text(text: str | None, run: Mapping[str, Any], files: Sequence[str]) -> str:
    """Write the comment: its mark, how the check ended, and what it says as inert text."""
    details = f"[the log]({run['html_url']})"
    if text is None:
        return f"{MARKER}\nThe check could not run to its end: see {details}."
    head = f"{RESULTS[run['conclusion']]} Commit {run['head_sha']}, {details}."
    head += describe_code(files)
    return f"{MARKER}\n{head}\n\n{inert(text, details)}\n"


def write_comment(github: GitHub, number: int, text: str) -> str:
    """Change our comment under a pull request, or make it; returns what was done."""
    ours = [c for c in github.pages(f"issues/{number}/comments") if is_ours(c, MARKER)]
    if ours:
        github.call("PATCH", f"issues/comments/{ours[0]['id']}", {"body": text})
        return f"changed the comment under pull request {number}"
    github.call("POST", f"issues/{number}/comments", {"body": text})
    return f"commented on pull request {number}"


if __name__ == "__main__":
    sys.exit(main())
