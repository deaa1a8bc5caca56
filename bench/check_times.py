"""Time checks of large packages: `python -m bench.check_times FOLDER [--rows N …]` writes docs/benchmarks.md.

Each size is written twice into FOLDER: with mistakes of form, and with the bad examples of the rule book, which only
the rules on rows and on the whole can see. Each check is a process of its own, beside two bare reads of the same
file by DuckDB in the same run.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from bench.large_package import write_large_package
from bench.memory import watch_memory
from checks.rulebook import rules
from schemas.files import write_whole
from schemas.package import ROOT

MISTAKES = 3  # of each kind of form
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
OURS = "this package"
NAMES = {
    "bare-read": "DuckDB, bare read", "table": "DuckDB, read into a table", "ours": OURS,
    "frictionless": "Frictionless", "pandera": "pandera", "great_expectations": "Great Expectations",
    "spark": "this package on Spark (rows)",
}  # fmt: skip
LARGEST = {"pandera": 1_000_000, "great_expectations": 100_000, "spark": 1_000_000}
READS = ("bare-read", "table")  # what checks nothing
BY_MEANING = (*READS, "ours", "spark")  # the rest knows no rule book
PAGE = ROOT / "docs" / "benchmarks.md"
SPARK = ROOT / ".venv-spark" / "bin" / "python"
Keys = set[tuple[str, str]]


@dataclass(frozen=True)
class Measured:
    """What a check of a package took, and what it found: lines, and keys by rule."""

    seconds: float
    computing: float
    megabytes: float
    lines: set[int]
    keys: Keys


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m bench.check_times", description=__doc__)
    options.add_argument("folder", type=Path, help="where packages are written; ten million rows need 6 GB")
    options.add_argument("--rows", type=int, nargs="+", default=SIZES)
    options.add_argument("--engine", nargs="+", choices=NAMES, default=list(NAMES))
    options.add_argument("--results", type=Path, default=PAGE, help="file for the page (default: docs/benchmarks.md)")
    args = options.parse_args(argv)
    load = f"{os.getloadavg()[0]:.1f}"
    args.folder.mkdir(parents=True, exist_ok=True)
    if "spark" in args.engine and not SPARK.exists():
        print("spark is left out: make spark sets it up")
        args.engine.remove("spark")
    lines = []
    for rows in args.rows:
        for line in lines_of(args.folder, rows, [e for e in args.engine if rows <= LARGEST.get(e, max(SIZES))]):
            print(line, flush=True)
            lines.append(line)
    write_whole(args.results, page(lines, load))
    return 0


def lines_of(folder: Path, rows: int, engines: list[str]) -> list[str]:
    """Measure the engines on both packages of a size, and return the lines of the table."""
    found = []
    for meaning in (False, True):
        root = folder / f"{rows}-{'meaning' if meaning else 'form'}"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        planted = write_large_package(root, rows, 0 if meaning else MISTAKES, meaning)
        expected = keys_of_examples(folder) if meaning else set()
        reads = {engine: measure(engine, root) for engine in READS}
        for engine in engines:
            if (meaning and engine not in BY_MEANING) or (engine == "spark" and not meaning):
                continue
            came = reads[engine] if engine in READS else measure(engine, root)
            asked = {(rule, key) for rule, key in expected if engine == "ours" or rules()[rule].layer == "rows"}
            more = len(of_rows(came.keys) - expected)
            seen = (
                "" if engine in READS
                else f"{len(asked & came.keys)} of {len(asked)}{f', {more} more' if more else ''}" if meaning
                else f"{sum(p.line in came.lines for p in planted)} of {len(planted)}"
            )  # fmt: skip
            found.append(line_of(rows, "meaning" if meaning else "form", engine, came, reads, seen))
        shutil.rmtree(root)
    return found


def of_rows(keys: Keys) -> Keys:
    """Return what is said of rows that people write, and is not said of this tree."""
    return {(rule, key) for rule, key in keys - sound_keys() if key and not rule.startswith("derived/")}


@cache
def sound_keys() -> Keys:
    """Return what the check says of this tree."""
    return measure("ours", ROOT).keys


@cache
def keys_of_examples(folder: Path) -> Keys:
    """Return what the check of a small package says of the bad examples: rule and key of each row; the small package is
    read as text, by other code than a large one. What the model writes is not compared beside a large table."""
    root = folder / "examples"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    write_large_package(root, 0, 0, meaning=True)
    return of_rows(measure("ours", root).keys)


def measure(engine: str, root: Path) -> Measured:
    """Run a check in a process of its own; its memory is that of all its processes together."""
    line = [str(SPARK) if engine == "spark" else sys.executable, "-m", "bench.check_one", engine, str(root)]
    started, before = time.perf_counter(), os.times()
    process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with watch_memory(process.pid) as memory:
        out, errors = process.communicate()
    if process.returncode:
        raise SystemExit(f"{engine} on {root}: {errors[-2000:]}")
    after = os.times()
    computing = after.children_user + after.children_system - before.children_user - before.children_system
    found = [text.split(" ", 2) for text in out.splitlines()]
    return Measured(
        time.perf_counter() - started, computing, memory.peak / 2**20,
        {int(line) for _, line, _ in found}, {(rule, key) for rule, _, key in found},
    )  # fmt: skip


def line_of(rows: int, kind: str, engine: str, came: Measured, reads: dict[str, Measured], seen: str) -> str:
    """Return a line of the table."""
    ratios = " | ".join(f"{came.seconds / read.seconds:.1f}" for read in reads.values())
    memory = f"{came.megabytes:,.0f}" if came.megabytes else "–"  # of what ended before it could be looked at
    return (
        f"| {rows:,} | {kind} | {NAMES[engine]} | {came.seconds:.1f} | {came.computing:.1f} | "
        f"{rows / came.seconds:,.0f} | {memory} | {ratios} | {seen} |"
    )


def page(lines: list[str], load: str) -> str:
    """Return the page with the table."""
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("duckdb", "frictionless", "pandera", "great-expectations")
    )
    head = f"""# Benchmarks of the check

Made by `make bench` on {date.today()}: {os.cpu_count()} cores ({platform.machine()}), load {load} before; Python
{platform.python_version()}, {libraries}. Do not edit.

Two packages of each size, of real rows about mainland China said again of thousands of provinces
(`bench/large_package.py`). *Form*: mistakes in cells, {MISTAKES} of each kind, all over the file; where the form of a
table is wrong, nothing else is asked of it. *Meaning*: the bad examples of the rules on observations, which the layers
on rows and on the whole must find; the package is sound in form, and all three layers run, as `make check` asks them
(on Spark the rules on rows alone). What is to be found there is what the check of a small package says of the same
examples, by other code; what is found beside it would be named there, too.

Frictionless, pandera and Great Expectations are used directly, told what the Table Schema says as far as they have
words for it (`bench/direct_checks.py`), and not asked where they would take too long or too much memory. Seconds are
those of a clock, start of the process included. The ratios are to what DuckDB takes for the same file in the same run:
to read every cell and keep none (the *bare read*: the largest text of each column), and to read all rows into a table.
Memory is that of all processes together, at most; of Spark, the seconds of CPU are without those of Java.

| Rows | Mistakes | Checked by | Seconds | of CPU | Rows a second | MB | × bare read | × into a table | Found |
|--:|:--|:--|--:|--:|--:|--:|--:|--:|--:|
"""
    return head + "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
