"""Run the estimate: `python -m scripts.estimate`, see --help.

Without options it writes the model's tables in data/derived/ anew. With --set, --as-of or --prior it prints the changed
headline beside the committed one and writes nothing: --set weighs the draws of the estimate anew, --as-of listens
only to figures that were public on a day, --prior to none. --check recomputes and compares: exit code 1 on drift.
Exit code 2 on impossible input, with one line that says which."""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from checks.canonical import canonical
from model.drift import Change
from model.outputs import Row
from model.tables import PARTICLES, SEED, compute, differences
from model.what_if import as_of, changed, prior_only
from schemas.cells import TextTable, read_tables
from schemas.files import write_whole
from schemas.package import ROOT, Package, read_package
from schemas.typed_rows import text_table, typed_rows
from schemas.work_folders import only_run
from scripts.command import command, parser


@command("estimate", done="estimated")
def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    package = read_package(args.data)
    return run(package, read_tables(package), args)


def arguments(argv: list[str] | None) -> argparse.Namespace:
    options = parser("estimate", __doc__)
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    options.add_argument("--draws", type=positive_number, default=PARTICLES)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--set", action="append", default=[], metavar="NAME[:YEAR]=VALUE", help="fix an input")
    options.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="only what was known on that day")
    options.add_argument("--prior", action="store_true", help="hear no published figure")
    options.add_argument("--check", action="store_true", help="compare with the committed tables and write nothing")
    return options.parse_args(argv)


def positive_number(text: str) -> int:
    """Parse a whole number above 0, for argparse."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number above 0")
    return int(text)


def run(package: Package, texts: dict[str, TextTable], args: argparse.Namespace) -> int:
    started = time.perf_counter()
    if args.set or args.as_of or args.prior:
        rows, how = what_if(package, texts, args)
        print(f"{compare_headlines(typed_rows(texts['estimates']), rows)}\n{how}")
        return 0
    made = compute(package, texts, args.draws, args.seed)
    if args.check:
        return report_drift(differences(package, texts, made))
    write_model(package, made)
    n = sum(map(len, made.values()))
    print(f"data/derived/: {n:,} rows from {args.draws:,} draws in {time.perf_counter() - started:.1f} s")
    return 0


def what_if(package: Package, texts: dict[str, TextTable], args: argparse.Namespace) -> tuple[list[Row], str]:
    """Return the estimates under other inputs or evidence, and how they were found."""
    if args.prior:
        return prior_only(package, texts, args.set, args.draws, args.seed)
    if args.as_of:
        return as_of(package, texts, args.as_of, args.set, args.seed)
    return changed(package, texts, args.set, args.seed)


def write(package: Package, name: str, rows: list[Row]) -> None:
    """Write one table of the model."""
    table = package.table[name]
    write_whole(package.root / table.path, canonical(text_table(table, rows)))


def write_model(package: Package, made: dict[str, list[Row]]) -> None:
    """Write the tables of the model, last the one that says of which inputs they are: whoever is stopped in between
    leaves tables that count as out of date."""
    with only_run(package.root / "build", "an estimate"):
        for name in sorted(made, key=lambda name: name == "diagnostics"):
            write(package, name, made[name])


def report_drift(found: dict[str, list[Change]]) -> int:
    """Print which tables would change; 1 if any would."""
    for name, changes in found.items():
        print(f"{name}: {len(changes)} rows would change, the first: {changes[0]}", file=sys.stderr)
    if not found:
        print("the tables of the model are those of its inputs")
    return int(bool(found))


def compare_headlines(committed: list[Row], rows: list[Row]) -> str:
    """Compare the headline cells, committed and changed: share of sales, all tiers, units and value, d1 to d4."""
    place = ("year", "tier", "definition_id", "metric", "ratio")
    before = {tuple(r[k] for k in place): r for r in committed}
    lines = [f"{'year':<5} {'metric':<6} {'definition':<10} {'committed':>22} {'changed':>22}"]
    for row in rows:
        headline = row["tier"] == "all" and row["ratio"] == "sales" and row["metric"] in ("units", "value")
        if headline and row["definition_id"] in ("d1", "d2", "d3", "d4"):
            old, new = _span(before.get(tuple(row[k] for k in place))), _span(row)
            mark = "" if old == new else "  *"
            lines.append(f"{row['year']:<5} {row['metric']:<6} {row['definition_id']:<10} {old:>22} {new:>22}{mark}")
    return "\n".join([*lines, "median and 90 % interval, in %; * changed; nothing was written"])


def _span(row: Row | None) -> str:
    if row is None or row["p50"] is None:
        return "–"
    return f"{100 * row['p50']:.1f} ({100 * row['p05']:.1f} to {100 * row['p95']:.1f})"


if __name__ == "__main__":
    sys.exit(main())
