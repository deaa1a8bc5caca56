"""Time the publication of packages with many observations: `python -m bench.report_times FOLDER [--rows N …]` writes
bench/report.md.

In: a folder, into which this tree is copied for each size, its observations said again of many provinces; 0 is the
package as it is. Out: a table of seconds and memory, each size beside the first. Nothing is kept from one to the next.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from bench.large_package import WRITTEN, write_large_package
from bench.memory import watch_memory
from schemas.files import write_whole
from schemas.git import git
from schemas.package import ROOT, read_package

SIZES = (0, 1_000_000)
PAGE = ROOT / "bench" / "report.md"


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m bench.report_times", description=__doc__)
    options.add_argument("folder", type=Path, help="where trees are copied to; a million rows need 3 GB")
    options.add_argument("--rows", type=int, nargs="+", default=SIZES, help="0: the package as it is")
    args = options.parse_args(argv)
    lines: list[str] = []
    first = 0.0
    for rows in args.rows:
        root = args.folder / f"report-{rows}"
        shutil.rmtree(root, ignore_errors=True)
        copy_tree(root)
        if rows:
            multiply(root, rows)
        seconds, megabytes, pages = measure(root)
        first = first or seconds
        lines.append(f"| {count(root):,} | {seconds:.0f} | {seconds / first:.1f} | {megabytes:,.0f} | {pages:,} |")
        print(lines[-1], flush=True)
        shutil.rmtree(root)
    write_whole(PAGE, page(lines))
    return 0


def copy_tree(root: Path) -> None:
    """Copy the files that git tracks, as they lie in this tree."""
    for name in (git(ROOT, "ls-files", "-z") or b"").decode("utf-8").split("\0"):
        if name and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)


def multiply(root: Path, rows: int) -> None:
    """Give the package at `root` so many observations."""
    made = root.with_name(f"{root.name}-data")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    write_large_package(made, rows)
    for name in WRITTEN:
        path = read_package(root).table[name].path
        shutil.move(made / path, root / path)
    shutil.rmtree(made)


def measure(root: Path) -> tuple[float, float, int]:
    """Make the publication of a tree; return the seconds, the most memory in MB of all processes, and the pages."""
    started = time.perf_counter()
    line = [sys.executable, "-m", "scripts.report", "--renderer", "built-in"]
    process = subprocess.Popen(line, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with watch_memory(process.pid) as memory:
        out, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"the report of {root} was not made: {out[-2000:]}")
    pages = sum(1 for _ in (root / "build" / "report").rglob("*.html"))
    return time.perf_counter() - started, memory.peak / 2**20, pages


def count(root: Path) -> int:
    """Return how many observations a package has."""
    with (root / read_package(root).table["observations"].path).open("rb") as file:
        return sum(1 for _ in file) - 1


def page(lines: list[str]) -> str:
    """Return the page with the table."""
    return "\n".join([
        "# Benchmark of the publication",
        "",
        f"Made by `make bench` on {date.today()}: {os.cpu_count()} cores ({platform.machine()}), Python "
        f"{platform.python_version()}. What is measured, and how to read it: [README](README.md). Do not edit.",
        "",
        "| Observations | Seconds | × the first | MB | Pages |",
        "|--:|--:|--:|--:|--:|",
        *lines,
        "",
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
