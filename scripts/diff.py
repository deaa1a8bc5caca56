"""Compare the tree with an earlier state: `python -m scripts.diff BASE [--format text|markdown|json]`.

BASE is a git revision (branch, tag, commit), the archive of a release, or a folder; without it, the commit of main on
which the work here rests. Rows are told apart by their keys: removed first, then changed cells, then added. Nothing is
written. Exit code 0 when compared, 2 when it could not be.
"""

import sys
from pathlib import Path

from changes.compare import Diff, compare
from changes.shown import as_json, as_markdown, as_text
from changes.states import base_revision, opened_state
from schemas.errors import UserError
from schemas.package import ROOT
from scripts.command import command, parser

FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


@command("compare", done="compared")
def main(argv: list[str] | None = None) -> int:
    options = parser("diff", __doc__)
    options.add_argument("base", nargs="?", help="git revision, release archive (.zip) or folder")
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    options.add_argument("--format", choices=FORMATS, default="text")
    args = options.parse_args(argv)
    print(FORMATS[args.format](diff_with(args.base, args.data)))
    return 0


def diff_with(base: str | None, root: Path) -> Diff:
    """Compare the package at `root` with a state of it. Raises UserError if there is no such state."""
    name = base or base_revision(root)
    if not name:
        raise UserError(f"{root} is no git checkout; name what to compare with, such as the archive of a release")
    with opened_state(name, root) as folder:
        return compare(folder, root, name)


if __name__ == "__main__":
    sys.exit(main())
