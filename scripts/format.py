"""Bring every CSV into canonical form: `python -m scripts.format [--data DIR]`.

Puts right what can be put right without loss (encoding, separators, line ends, order of rows and columns, empty rows,
blanks, spelling of numbers, days and truth); names what cannot. Exit code 0 when all files are canonical afterwards,
1 when one could not be, 2 when it could not run.
"""

import sys
from pathlib import Path

from checks.canonical import canonical, read_leniently
from schemas.csv_text import read_raw
from schemas.files import write_whole
from schemas.package import ROOT, Table, read_package
from schemas.problems import Problem, lines_of
from scripts.command import command, parser


@command("format", done="formatted")
def main(argv: list[str] | None = None) -> int:
    options = parser("format", __doc__)
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    args = options.parse_args(argv)
    problems: list[Problem] = []
    for table in read_package(args.data).tables:
        problems += format_file(table, args.data)
    for line in lines_of(problems):
        print(f"{line} (left as it is)", file=sys.stderr)
    return int(bool(problems))


def format_file(table: Table, root: Path) -> list[Problem]:
    """Write the file's canonical form if it has another; returns what keeps it from having one."""
    path = root / table.path
    raw, problems = read_raw(table, root)
    if raw is None:
        return problems
    text, problems = read_leniently(table, raw)
    if problems:
        return problems
    new = canonical(text).encode()
    if new != raw:
        write_whole(path, new)
        print(f"formatted {table.path}")
    return []


if __name__ == "__main__":
    sys.exit(main())
