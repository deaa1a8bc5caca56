"""Keep one issue about what is past its day of review: `python -m scripts.freshness_issue FILE`, in a workflow.

FILE is what `scripts.freshness` wrote. The issue is opened, changed, or, if FILE is empty, closed. Uses the standard
library alone.
"""

import sys
from pathlib import Path

from schemas.errors import UserError
from scripts.command import command, parser
from scripts.github_api import GitHub, from_environment, is_ours
from scripts.inert_text import inert

LABEL = "freshness"
MARKER = "<!-- what is past its day of review -->"
TITLE = "Past the day of review"
ABOUT = (
    "These were right when they were entered, and time has passed since. Nothing is wrong until somebody has looked: "
    "each line says what to do. This list is made anew every week, and the issue closes by itself when nothing is left."
)


@command("keep the issue", done="written")
def main(argv: list[str] | None = None) -> int:
    options = parser("freshness_issue", __doc__)
    options.add_argument("file", type=Path, metavar="FILE", help="the list, as plain text; empty if there is nothing")
    args = options.parse_args(argv)
    try:
        text = args.file.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(f"{args.file} cannot be read: {error.strerror}") from None
    print(keep_issue(from_environment(), text.strip()))
    return 0


def keep_issue(github: GitHub, text: str) -> str:
    """Open, change or close the issue; returns what was done."""
    found = [i for i in github.pages("issues", state="open", labels=LABEL) if is_ours(i, MARKER)]
    if not text:
        for issue in found:
            github.call("PATCH", f"issues/{issue['number']}", {"state": "closed", "state_reason": "completed"})
        return f"closed {len(found)} issues" if found else "nothing to do"
    body = f"{MARKER}\n{ABOUT}\n\n{inert(text, 'run `make freshness`')}\n"
    if not found:
        made = github.call("POST", "issues", {"title": TITLE, "body": body, "labels": [LABEL]})
        return f"opened issue {made['number']}"
    if found[0]["body"] != body:
        github.call("PATCH", f"issues/{found[0]['number']}", {"body": body})
    return f"issue {found[0]['number']} says so"


if __name__ == "__main__":
    sys.exit(main())
