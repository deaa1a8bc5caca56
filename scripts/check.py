"""Check the package in three layers: `python -m scripts.check`, see --help.

What an earlier run found is not looked for again where nothing changed that it read: build/cache/findings.json.
Exit code 0 when clean, 1 with findings (with --strict warnings count too), 2 when it could not run.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from functools import cache
from pathlib import Path

from checks.findings import Finding, as_github, as_json, as_junit, as_text, folded, summary
from checks.input_digests import input_digests
from checks.kept_findings import KeptFindings
from checks.run import LAYERS, Verdict, run
from checks.structure.salvage import LastSound
from checks.structure.tree_files import check_conflicts
from checks.workers import CouldNotRun
from schemas.files import write_whole
from schemas.package import ROOT, Package, read_package
from scripts.command import command, parser

ENGINES = ("here", "spark")
FORMATS = ("text", "github", "json", "junit")
CACHE = Path("build") / "cache" / "findings.json"


@command("check", done="checked")
def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    started = time.perf_counter()
    if args.engine == "spark":
        return finish(check_on_spark(args), args, started)
    if isinstance(args.data, str):
        raise CouldNotRun(f"{args.data} is an address: with --engine spark it can be checked, else give a folder")
    if unresolved := check_conflicts(args.data):
        if args.format == "text":
            print(as_text(unresolved))
        return show(Verdict(unresolved, unchecked="nothing else was checked: resolve the merge first"), args)
    package = read_package(args.data)
    if args.table and args.table not in package.table:
        raise CouldNotRun(f"no table {args.table}; there are {', '.join(package.table)}")
    with nullcontext() if is_thorough(args) else without_collector():
        verdict = check(package, args)
    verdict.findings = folded(verdict.findings)
    return finish(verdict, args, started)


@contextmanager
def without_collector() -> Iterator[None]:
    """Let Python not look for garbage in circles, in this process and in those that it starts: of a few seconds that
    is a tenth, and there is next to none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def finish(verdict: Verdict, args: argparse.Namespace, started: float) -> int:
    """Show a verdict, and say how long it took; return the exit code."""
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
    options.add_argument(
        "--no-cache",
        action="store_true",
        help="run everything, though nothing changed since an earlier run (as always where CI is set)",
    )
    options.add_argument("--docs", type=Path, help="folder for the Data Docs of the dataset layer")
    options.add_argument("--save", type=Path, metavar="FILE", help="write the findings to a file as JSON, too")
    return options.parse_args(argv)


def check(package: Package, args: argparse.Namespace) -> Verdict:
    """Run, showing each layer as it ends: findings on standard output (text form), progress on standard error."""

    seen: set[Finding] = set()

    def show_findings(findings: list[Finding]) -> None:
        new = folded(f for f in findings if f not in seen)
        seen.update(findings)
        if args.format == "text" and new:
            print(as_text(new), flush=True)

    def show_layer(layer: str, findings: list[Finding], seconds: float) -> None:
        shown = folded(findings)
        show_findings(findings)
        when = "unchanged" if layer in kept.unchanged else f"after {seconds:.1f} s"
        print(f"{layer:<10} {summary(shown)}, {when}", file=sys.stderr, flush=True)

    today = day_of_check(package)
    kept = kept_findings(package, today, args)
    verdict = run(
        package, today, show_layer, args.layer or LAYERS, args.table, args.docs, args.stale, last_sound(package.root),
        kept, show_findings, check_documents if concerns_documents(package, args) else None, is_thorough(args),
    )  # fmt: skip
    if kept.changed:
        kept.write(input_digests(package, today, args.docs))
    return verdict


def kept_findings(package: Package, today: date, args: argparse.Namespace) -> KeptFindings:
    """Return what is kept of earlier checks of this tree; nothing of another package, in CI, or on request."""
    if args.no_cache or os.environ.get("CI") or package.root.resolve() != ROOT:
        return KeptFindings(None, {})
    return KeptFindings(ROOT / CACHE, input_digests(package, today, args.docs))


def last_sound(root: Path) -> LastSound:
    """Return what gives the file of a table as it was on main; git is asked once somebody needs it."""

    @cache
    def reader() -> LastSound:
        from changes.states import base_revision, file_reader

        return file_reader(root, base_revision(root))

    return lambda table: reader()(table)


def concerns_documents(package: Package, args: argparse.Namespace) -> bool:
    """Tell whether the generated documents are asked for: those of this tree, with all of its tables."""
    asked = is_thorough(args) and not args.table and "derived" in (args.layer or LAYERS)
    return asked and package.root.resolve() == ROOT


def is_thorough(args: argparse.Namespace) -> bool:
    """Tell whether Frictionless and Great Expectations are to find the same as we do, and generated documents to be
    compared: on main, in CI, and for a publication. Elsewhere nobody should wait for that."""
    return bool(args.stale or args.docs or os.environ.get("CI"))


def check_documents(database: Path | None = None) -> list[Finding]:
    """Check the documents; imported late, as what they need takes its time."""
    from scripts import docs

    return docs.check_documents(database)


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
