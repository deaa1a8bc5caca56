"""Say under a pull request what its check found: `python -m scripts.github_comment FILE`, in a workflow.

In: FILE, written by the check of a stranger’s branch and trusted in nothing, and the event of the workflow run
(`GITHUB_EVENT_PATH`), which names branch and commit. Out: one comment, made the first time and changed afterwards. The
pull request is the one whose head is that commit: if a later commit has come since, nothing is written. Uses the
standard library alone.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemas.errors import UserError
from scripts.command import command, parser
from scripts.github_api import GitHub, from_environment, is_ours
from scripts.inert_text import inert

MARKER = "<!-- check of this pull request -->"
LARGEST = 1_000_000  # bytes that are read of the file
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
    text = comment_text(read_text(args.file), run, touches_code(github, number))
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


def touches_code(github: GitHub, number: int) -> bool:
    """Tell whether a pull request changes more than tables and the changelog."""
    files = (found["filename"] for found in github.pages(f"pulls/{number}/files"))
    return not all(name.startswith("data/") or name == "CHANGELOG.md" for name in files)


def comment_text(text: str | None, run: Mapping[str, Any], touches_code: bool) -> str:
    """Write the comment: its mark, how the check ended, and what it says as inert text."""
    details = f"[the log]({run['html_url']})"
    if text is None:
        return f"{MARKER}\nThe check could not run to its end: see {details}."
    head = f"{RESULTS[run['conclusion']]} Commit {run['head_sha']}, {details}."
    if touches_code:
        head += " **It changes more than data, and so perhaps the check itself: read that before you rely on this.**"
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
