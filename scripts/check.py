"""Check the package in three layers: `python -m scripts.check`, see --help.

Exit code 0 when clean, 1 with findings (with --strict warnings count too), 2 when it could not run.
"""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from checks.findings import Finding, as_github, as_json, as_junit, as_text, summary
from checks.run import LAYERS, CouldNotRun, Verdict, run
from schemas.package import ROOT, Package, read_package

FORMATS = ("text", "github", "json", "junit")


def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    started = time.perf_counter()
    try:
        package = read_package(args.data)
        if args.table and args.table not in package.table:
            raise CouldNotRun(f"no table {args.table}; there are {', '.join(package.table)}")
        verdict = check(package, args)
    except (CouldNotRun, OSError, KeyError, ValueError) as error:
        print(f"could not check: {error}", file=sys.stderr)
        return 2
    if args.format != "text":
        print(shown(args.format, verdict))
    if verdict.stopped:
        print(f"stopped after structure: {verdict.stopped}", file=sys.stderr)
    if args.save:
        save(args.save, as_json(verdict.findings))
    print(f"checked in {time.perf_counter() - started:.1f} s: {summary(verdict.findings)}", file=sys.stderr)
    counted = {"error", "warning"} if args.strict else {"error"}
    return int(any(f.severity in counted for f in verdict.findings))


def arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.check", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT, help="root of the package to check (default: this tree)")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--layer", choices=LAYERS, action="append", help="only this layer (may be given again)")
    parser.add_argument("--table", help="only findings about this table")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    parser.add_argument("--stale", action="store_true", help="what only the calendar broke is an error, as on main")
    parser.add_argument("--docs", type=Path, help="folder for the Data Docs of the dataset layer")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the findings to a file as JSON, too")
    return parser.parse_args(argv)


def save(path: Path, text: str) -> None:
    """Write a file under a temporary name, then move it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def check(package: Package, args: argparse.Namespace) -> Verdict:
    """Run, showing each layer as it ends: findings on standard output (text form), progress on standard error."""

    def say(layer: str, findings: list[Finding], seconds: float) -> None:
        if args.format == "text" and findings:
            print(as_text(findings), flush=True)
        print(f"{layer:<10} {summary(findings)}, after {seconds:.1f} s", file=sys.stderr, flush=True)

    return run(package, day_of_check(package), say, args.layer or LAYERS, args.table, args.docs, args.stale)


def day_of_check(package: Package) -> date:
    """Today, or the day of the package where the clock is behind it."""
    return max(date.today(), package.day)


def shown(form: str, verdict: Verdict) -> str:
    match form:
        case "github":
            return as_github(verdict.findings)
        case "junit":
            return as_junit(verdict.findings, verdict.rules_run)
    return as_json(verdict.findings)


if __name__ == "__main__":
    sys.exit(main())
