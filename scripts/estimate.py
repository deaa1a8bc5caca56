"""Run the estimate: `python -m scripts.estimate`, see --help.

Without options it writes data/derived/estimates.csv anew. With --set or --as-of it prints the changed headline beside
the committed one and writes nothing. --check recomputes and compares: exit code 1 on drift. Exit code 2 on impossible
input, with one line that says which.
"""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from checks.canonical import canonical
from model.distributions import InputError
from model.indicator import Setting, estimate
from model.inputs import Inputs, read_inputs
from schemas.cells import DataError, check_cells, read_text
from schemas.package import ROOT, Package, read_package
from schemas.rows import text_table, typed_rows

DRAWS, SEED = 100_000, 20261123
TOLERANCE = 0.0002  # absolute, of a share: another processor may round the last of four digits another way
Row = dict[str, object]


def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    started = time.perf_counter()
    try:
        package = read_package(args.data)
        inputs = load_inputs(package, args.as_of).changed(args.set)
        rows = estimate(inputs, args.draws, args.seed, setting(args.as_of or date.today()))
    except InputError as error:
        print(f"impossible input: {error}", file=sys.stderr)
        return 2
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    committed = committed_rows(package)
    if args.check:
        return report_drift(committed, rows)
    if args.set or args.as_of:
        print(compared(committed, rows))
        return 0
    path = package.root / package.table["estimates"].path
    new = path.with_suffix(".new")
    new.write_text(canonical(text_table(package.table["estimates"], rows)), encoding="utf-8")
    new.replace(path)
    print(f"{path}: {len(rows)} rows from {args.draws:,} draws in {time.perf_counter() - started:.1f} s")
    return 0


def arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.estimate", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--set", action="append", default=[], metavar="NAME[:YEAR]=VALUE", help="fix an input")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="only what was known on that day")
    parser.add_argument("--check", action="store_true", help="compare with the committed file and write nothing")
    return parser.parse_args(argv)


def load_inputs(package: Package, as_of: date | None = None) -> Inputs:
    """The inputs in data/assumptions.csv. Raises DataError or InputError."""
    text, problems = read_text(package.table["assumptions"], package.root)
    problems = problems or check_cells(text)
    if problems:
        raise DataError(problems)
    return read_inputs(typed_rows(text), as_of)


def setting(today: date) -> Setting:
    """The last full year is the one before; the year that runs is a nowcast."""
    return Setting(last_full_year=today.year - 1)


def committed_rows(package: Package) -> list[Row]:
    text, _ = read_text(package.table["estimates"], package.root)
    return typed_rows(text)


def key(row: Row) -> tuple[object, ...]:
    return tuple(row[k] for k in ("year", "tier", "definition_id", "metric", "ratio"))


def report_drift(committed: list[Row], rows: list[Row]) -> int:
    """Says how many cells differ by more than TOLERANCE; 1 if any does."""
    before = {key(r): r for r in committed}
    drifted = [r for r in rows if _differs(before.get(key(r)), r)] + [
        r for r in committed if key(r) not in map(key, rows)
    ]
    if drifted:
        first = " ".join(map(str, key(drifted[0])))
        print(f"estimates have drifted in {len(drifted)} cells (first: {first}): run make estimate", file=sys.stderr)
        return 1
    print(f"estimates are those of the inputs ({len(rows)} cells)")
    return 0


def _differs(old: Row | None, new: Row) -> bool:
    if old is None or any(old[k] != new[k] for k in ("status", "model_version", "inputs_hash")):
        return True
    for q in ("p05", "p25", "p50", "p75", "p95"):
        a, b = old[q], new[q]
        if (a is None) != (b is None) or (a is not None and abs(float(str(a)) - float(str(b))) > TOLERANCE):
            return True
    return False


def compared(committed: list[Row], rows: list[Row]) -> str:
    """The headline cells, committed and changed: share of sales, all tiers, units and value, d1 to d4."""
    before = {key(r): r for r in committed}
    lines = [f"{'year':<5} {'metric':<6} {'definition':<10} {'committed':>22} {'changed':>22}"]
    for row in rows:
        headline = row["tier"] == "all" and row["ratio"] == "sales" and row["metric"] in ("units", "value")
        if headline and row["definition_id"] in ("d1", "d2", "d3", "d4"):
            old, new = _span(before.get(key(row))), _span(row)
            mark = "" if old == new else "  *"
            lines.append(f"{row['year']:<5} {row['metric']:<6} {row['definition_id']:<10} {old:>22} {new:>22}{mark}")
    return "\n".join([*lines, "median and 90 % interval, in %; * changed; nothing was written"])


def _span(row: Row | None) -> str:
    if row is None or row["p50"] is None:
        return "–"
    low, mid, high = (100 * float(str(row[q])) for q in ("p05", "p50", "p95"))
    return f"{mid:.1f} ({low:.1f} to {high:.1f})"


if __name__ == "__main__":
    sys.exit(main())
