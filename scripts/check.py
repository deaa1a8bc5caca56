"""Check the package in three layers: `python -m scripts.check`, see --help.

Exit code 0 when clean, 1 with findings (with --strict warnings count too), 2 when it could not run.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from changes.states import base_revision, file_reader
from checks.findings import Finding, as_github, as_json, as_junit, as_text, folded, summary
from checks.rulebook import lacking_tables
from checks.run import LAYERS, CouldNotRun, Verdict, Worker, run, with_severity
from checks.structure.tree_files import check_conflicts
from schemas.files import write_whole
from schemas.package import DESCRIPTOR, ROOT, Package, read_package
from scripts.command import command, parser

ENGINES = ("here", "spark")
FORMATS = ("text", "github", "json", "junit")


@command("check", done="checked")
def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    started = time.perf_counter()
    if args.engine == "spark":
        return show(check_on_spark(args), args)
    if unresolved := check_conflicts(args.data):
        if args.format == "text":
            print(as_text(unresolved))
        return show(Verdict(unresolved, unchecked="nothing else was checked: resolve the merge first"), args)
    package = read_package(args.data)
    if args.table and args.table not in package.table:
        raise CouldNotRun(f"no table {args.table}; there are {', '.join(package.table)}")
    require_tables(package)
    verdict = check(package, args)
    verdict.findings = folded(verdict.findings)
    code = show(verdict, args)
    print(f"checked in {time.perf_counter() - started:.1f} s: {summary(verdict.findings)}", file=sys.stderr)
    return code


def show(verdict: Verdict, args: argparse.Namespace) -> int:
    """Print and save what was found, but in the form of text, in which it was shown as it came; return the exit
    code."""
    if args.format != "text":
        print(format_findings(args.format, verdict))
    if verdict.unchecked:
        print(verdict.unchecked, file=sys.stderr)
    if args.save:
        write_whole(args.save, as_json(verdict.findings))
    counted = {"error", "warning"} if args.strict else {"error"}
    return int(any(f.severity in counted for f in verdict.findings))


def check_on_spark(args: argparse.Namespace) -> Verdict:
    """Check on Spark, and print findings in the form of text; imported late, as few have it. Raises CouldNotRun."""
    try:
        from checks.spark.spark_check import check_with_spark
    except ModuleNotFoundError as error:
        raise CouldNotRun(f"Spark is asked through {error.name}, which is not there: make spark sets it up") from None
    verdict = check_with_spark(str(args.data), args.layer or LAYERS, day_of_check, args.table, args.stale)
    verdict.findings = folded(verdict.findings)
    if args.format == "text" and verdict.findings:
        print(as_text(verdict.findings))
    return verdict


def place(text: str) -> Path | str:
    """Return a path, or an address as it is."""
    return text if "://" in text else Path(text)


def require_tables(package: Package) -> None:
    """Raise CouldNotRun where the package lacks a table on which rules stand."""
    if lacking := lacking_tables(package):
        raise CouldNotRun(f"{DESCRIPTOR}:1 lacks the resource {', '.join(lacking)}, on which rules stand; restore it")


def arguments(argv: list[str] | None) -> argparse.Namespace:
    options = parser("check", __doc__)
    options.add_argument("--data", type=place, default=ROOT, help="root of the package to check (default: this tree)")
    options.add_argument(
        "--engine", choices=ENGINES, default="here", help="spark: the rules on rows, of tables that outgrow one machine"
    )
    options.add_argument("--format", choices=FORMATS, default="text")
    options.add_argument("--layer", choices=LAYERS, action="append", help="only this layer (may be given again)")
    options.add_argument("--table", help="only findings about this table")
    options.add_argument("--strict", action="store_true", help="warnings count as errors")
    options.add_argument(
        "--stale",
        action="store_true",
        help="errors, as on main: what only the calendar broke, generated files out of date",
    )
    options.add_argument("--docs", type=Path, help="folder for the Data Docs of the dataset layer")
    options.add_argument("--save", type=Path, metavar="FILE", help="write the findings to a file as JSON, too")
    return options.parse_args(argv)


def check(package: Package, args: argparse.Namespace) -> Verdict:
    """Run, showing each layer as it ends: findings on standard output (text form), progress on standard error."""

    def show_layer(layer: str, findings: list[Finding], seconds: float) -> None:
        shown = folded(findings)
        if args.format == "text" and shown:
            print(as_text(shown), flush=True)
        print(f"{layer:<10} {summary(shown)}, after {seconds:.1f} s", file=sys.stderr, flush=True)

    today = day_of_check(package)
    started = time.perf_counter()
    with documents_checked(package, args) as documents:
        last = file_reader(package.root, base_revision(package.root))
        verdict = run(package, today, show_layer, args.layer or LAYERS, args.table, args.docs, args.stale, last)
        if documents:
            found = [with_severity(f, today, args.stale) for f in documents.answer()]
            verdict.findings += found
            show_layer("documents", found, time.perf_counter() - started)
    return verdict


@contextmanager
def documents_checked(package: Package, args: argparse.Namespace) -> Iterator[Worker | None]:
    """Start a process that compares the generated documents of this tree, beside the layers; none for another
    package."""
    whole = not args.table and "derived" in (args.layer or LAYERS)
    if not whole or package.root.resolve() != ROOT:
        yield None
        return
    worker = Worker("scripts.docs")
    try:
        worker.ask(check_documents)
        yield worker
    finally:
        worker.stop()


def check_documents() -> list[Finding]:
    """Check the documents; imported late, as what they need takes its time."""
    from scripts import docs

    return docs.check_documents()


def day_of_check(package: Package) -> date:
    """Return today, or the day of the package where the clock is behind it."""
    return max(date.today(), package.day)


def format_findings(form: str, verdict: Verdict) -> str:
    match form:
        case "github":
            return as_github(verdict.findings)
        case "junit":
            return as_junit(verdict.findings, verdict.rules_run)
    return as_json(verdict.findings)


if __name__ == "__main__":
    sys.exit(main())
