"""Rate every target by rule: `python -m scripts.verdicts [--check] [--today DAY] [--error TARGET] [--out FILE]`.

Appends to data/derived/verdicts.csv what has changed since each target's last rating; earlier ratings stay. They are
given as of the day of the newest evidence, or of DAY. With --check nothing is written. Exit code 0 when done or up to
date, 1 when --check finds that ratings have changed or the data has mistakes (all are listed), 2 when it could not run.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

from checks.canonical import canonical
from model.rubric import Row
from model.verdict_rows import TABLES_READ, extend_history, rate_all, rating_day
from schemas.cells import read_tables
from schemas.errors import UserError
from schemas.files import write_whole
from schemas.package import ROOT, read_package
from schemas.typed_rows import text_table, typed_rows
from scripts.command import command, parser


class CouldNotRate(UserError):
    """What was asked for makes no sense; the text says why."""


@command("rate", done="rated")
def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    package = read_package(args.data)
    texts = read_tables(package)
    tables: dict[str, list[Row]] = {name: list(typed_rows(texts[name])) for name in TABLES_READ}
    today = args.today or rating_day(tables)
    rows = rate_tables(tables, today, args.error)
    if args.check:
        return report_drift(tables["verdicts"], rows)
    table = package.table["verdicts"]
    out = args.out or package.root / table.path
    write_whole(out, canonical(text_table(table, rows)))
    new = changes(tables["verdicts"], rows)
    print(f"rated {len(tables['targets'])} targets as of {today}: {len(new)} new or changed, in {out}")
    return 0


def arguments(argv: list[str] | None) -> argparse.Namespace:
    options = parser("verdicts", __doc__)
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    options.add_argument(
        "--today",
        type=date.fromisoformat,
        help="day of the rating (default: that of the newest evidence, or of the last rating if it is later)",
    )
    options.add_argument("--check", action="store_true", help="write nothing; exit 1 if ratings have changed")
    options.add_argument("--error", action="append", default=[], metavar="TARGET", help="tag its change as our error")
    options.add_argument("--out", type=Path, help="where to write (default: data/derived/verdicts.csv)")
    return options.parse_args(argv)


def rate_tables(tables: dict[str, list[Row]], today: date, errors: list[str]) -> list[Row]:
    """Rate the targets; return the history and the new ratings. Raises CouldNotRate if --today or --error cannot be
    meant."""
    last = max((r["rated_on"] for r in tables["verdicts"]), default=date.min)
    if today < last:
        raise CouldNotRate(f"the last rating is of {last}; ratings before it would rewrite history")
    unknown = sorted(set(errors) - {t["target_id"] for t in tables["targets"]})
    if unknown:
        raise CouldNotRate(f"no target {', '.join(unknown)}")
    return extend_history(tables["verdicts"], rate_all(tables, today), errors)


def changes(history: list[Row], rows: list[Row]) -> list[Row]:
    """Return rows that the history does not hold."""
    return [r for r in rows if r not in history]


def report_drift(history: list[Row], rows: list[Row]) -> int:
    """Say which ratings have changed, and whether by data, method or time; 1 if any has."""
    before = {r["target_id"]: r for r in sorted(history, key=lambda r: (r["rated_on"], r["rule_version"]))}
    drifted = changes(history, rows)
    for r in drifted:
        was = before[r["target_id"]]["status"] if r["target_id"] in before else "not in the file"
        same = " (other probability, attainment or evidence)" if was == r["status"] else ""
        print(f"{r['target_id']}: {was} → {r['status']}{same}, {r['change']}: {r['reason_id']}", file=sys.stderr)
    if drifted or len(rows) != len(history):
        print("ratings have changed; make verdicts writes them", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
