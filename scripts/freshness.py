"""List what only the calendar broke: `python -m scripts.freshness [--out FILE]`.

Tables to which nothing was added for long, pages under current figures that were not read again, promises that are due
without evidence: the findings of rules marked `depends_on_today`, whose bounds stand in the rule book. FILE is empty if
there is nothing to do. Exit code 0, or 2 when it could not run.
"""

import sys
from datetime import date
from pathlib import Path

from checks.findings import Finding, as_text
from checks.rulebook import rules
from checks.run import run
from checks.workers import CouldNotRun
from schemas.files import write_whole
from schemas.package import ROOT, Package, read_package
from scripts.check import day_of_check
from scripts.command import command, parser


@command("list", done="listed")
def main(argv: list[str] | None = None) -> int:
    options = parser("freshness", __doc__)
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    options.add_argument("--out", type=Path, metavar="FILE", help="write the list to a file, too")
    args = options.parse_args(argv)
    package = read_package(args.data)
    text = as_text(outdated(package, day_of_check(package)))
    print(text or "nothing is past its day of review")
    if args.out:
        write_whole(args.out, f"{text}\n" if text else "")
    return 0


def outdated(package: Package, today: date) -> list[Finding]:
    """Return the findings of rules that depend on today. Raises CouldNotRun if tables are broken."""
    layers = {rule.layer for rule in rules().values() if rule.depends_on_today}
    verdict = run(package, today, lambda *_: None, layers, stale=True)
    if verdict.unchecked:
        raise CouldNotRun(verdict.unchecked)
    return [f for f in verdict.findings if rules()[f.rule].depends_on_today]


if __name__ == "__main__":
    sys.exit(main())
