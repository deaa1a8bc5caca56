"""The part of the check that sees most broken input, for one table: our own reader, then the rules on its rows.

What it accuses rightly need not be checked in full; where it sees nothing, or something else, the full check judges.
"""

import argparse
import sys
from pathlib import Path

from checks.findings import as_json, folded
from checks.rows.row_layer import check_rows
from checks.severity import is_broken, with_severity, without_exempt
from checks.structure.structure_layer import check_structure
from checks.structure.tree_files import check_stray
from schemas.files import write_whole
from schemas.package import read_package
from scripts.check import day_of_check
from scripts.command import command


@command("check", done="checked")
def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--save", type=Path, required=True)
    options.add_argument("--table")
    args = options.parse_args(argv)
    package = read_package(args.data)
    texts, findings = check_structure(package)
    findings += check_stray(package)
    today = day_of_check(package)
    if args.table and not is_broken(findings):
        on_rows = without_exempt(check_rows(texts, today, args.table, frozenset()), set())
        findings += [with_severity(f, today, stale=False) for f in on_rows]
    write_whole(args.save, as_json(folded(findings)))
    return int(any(f.severity == "error" for f in findings))


if __name__ == "__main__":
    sys.exit(main())
