"""Make rows of tables of an issue: `python -m scripts.from_issue FILE [--write]`.

FILE holds the body of an issue that was made with one of the forms. Prints the rows that it suggests, by table, with
new keys, and what the checks of structure and rows find about them. With --write the rows go into data/ if no error
was found. Exit code 0 when they are ready, 1 with errors, 2 when it could not run.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from checks.canonical import canonical
from checks.findings import Finding
from checks.severity import without_exempt
from checks.structure.structure_layer import check_contents, problem_finding
from schemas.cells import read_tables
from schemas.csv_text import TextTable, csv_text
from schemas.errors import UserError
from schemas.files import write_whole
from schemas.package import ROOT, Package, read_package
from scripts.check import day_of_check
from scripts.command import command, parser
from scripts.issue_answers import form_of, read_answers
from scripts.issue_forms import forms
from scripts.new_rows import Change, Texts, corrected_row, suggested_rows


@command("use the issue", done="written")
def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    package = read_package(args.data)
    texts = read_tables(package)
    body = read_body(args.file)
    form = form_of(body, forms(package, texts))
    answers, mistakes = read_answers(body, form)
    today = day_of_check(package)
    if form.table:
        changes, found = suggested_rows(form, answers, package, texts, today)
    else:
        changes, found = corrected_row(answers, package, texts)
    mistakes += found
    new = with_changes(texts, changes)
    findings = [] if mistakes else check_changes(new, changes, today)
    print("\n".join([*map(str, mistakes), *map(shown, findings)]), end="\n" if mistakes or findings else "")
    print(as_csv(changes, package), end="")
    errors = len(mistakes) + sum(f.severity == "error" for f in findings)
    if errors:
        print(f"{errors} {'mistake' if errors == 1 else 'mistakes'} to put right first", file=sys.stderr)
        return 1
    if args.write:
        write_tables(package, new, changes)
    return 0


def arguments(argv: list[str] | None) -> argparse.Namespace:
    options = parser("from_issue", __doc__)
    options.add_argument("file", type=Path, metavar="FILE", help="the body of the issue; - reads it from a pipe")
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    options.add_argument("--write", action="store_true", help="put the rows into the tables")
    return options.parse_args(argv)


def read_body(file: Path) -> str:
    """Read the body of an issue. Raises UserError if it is no text."""
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8")
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UserError(f"{file} is not UTF-8 text") from None


def with_changes(texts: Texts, changes: Sequence[Change]) -> dict[str, TextTable]:
    """Return the tables with new rows at their ends, and changed rows in their places."""
    made = dict(texts)
    for change in changes:
        text = made[change.table]
        columns = {name: list(cells) for name, cells in text.columns.items()}
        for name, cells in columns.items():
            if change.replaces is None:
                cells.append(change.cells.get(name, ""))
            else:
                cells[change.replaces] = change.cells[name]
        made[change.table] = TextTable(text.table, columns)
    return made


def check_changes(texts: dict[str, TextTable], changes: Sequence[Change], today: date) -> list[Finding]:
    """Return what the checks of structure, and then of rows, find about the changed rows."""
    lines = {(texts[c.table].table.path, line_of(c, texts)) for c in changes}
    found = [problem_finding(problem) for problem in check_contents(texts)]
    broken = [f for f in found if (f.file, f.line) in lines]
    if broken:
        return sorted(broken)
    from checks.rows.row_layer import check_rows  # takes a second: only for rows that can be read

    found = without_exempt(check_rows(texts, today), set())
    return sorted(f for f in found if (f.file, f.line) in lines)


def line_of(change: Change, texts: Texts) -> int:
    """Return the line on which a changed row stands in the tables that hold it."""
    rows = len(next(iter(texts[change.table].columns.values())))
    return (rows - 1 if change.replaces is None else change.replaces) + 2


def shown(found: Finding) -> str:
    """Write a finding without its line: the row has no place in the file yet."""
    return str(found).replace(f"{found.file}:{found.line} ", f"{found.file}: ", 1)


def as_csv(changes: Iterable[Change], package: Package) -> str:
    """Write each row as a line for its table, below the table's path."""
    shown = ""
    for change in changes:
        table = package.table[change.table]
        verb = "add to" if change.replaces is None else "change in"
        row = [change.cells.get(f.name, "") for f in table.fields]
        shown += f"\n{verb} {table.path}\n{csv_text([row])}"
    return shown


def write_tables(package: Package, texts: Texts, changes: Iterable[Change]) -> None:
    """Write the tables that changed in canonical form."""
    for name in dict.fromkeys(change.table for change in changes):
        write_whole(package.root / package.table[name].path, canonical(texts[name]))
        print(f"wrote {package.table[name].path}")


if __name__ == "__main__":
    sys.exit(main())
