"""Time the structure layer on large packages beside a bare read of the same file by DuckDB, and beside Frictionless.

`python -m bench.structure_times FOLDER 100000 1000000` prints a table. Each is a process of its own, so that its peak
of memory is its own, too. Frictionless is asked for the smallest package alone: its time grows with the rows.
"""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.large_package import OBSERVATIONS, Planted, names_of_columns, write_large_package
from schemas.package import read_package, sql_text

MISTAKES = 3  # mistakes of each kind
BARE = "bare read by DuckDB"
LAYER = "structure layer"
FRICTIONLESS = "Frictionless, this table"


def main(folder: Path, sizes: list[int]) -> None:
    print("| rows | what | seconds | seconds of CPU | MB | × bare read | planted mistakes found |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    for rows in sizes:
        root = folder / f"rows-{rows}"
        shutil.rmtree(root, ignore_errors=True)
        planted = write_large_package(root, rows, MISTAKES)
        bare = 0.0
        for what in (BARE, LAYER, *([FRICTIONLESS] if rows == min(sizes) else [])):
            seconds, cpu, memory, found = measured(what, root)
            bare = bare or seconds
            seen = "" if what == BARE else f"{found_of(planted, found)} of {len(planted)}"
            print(
                f"| {rows:,} | {what} | {seconds:.1f} | {cpu:.1f} | {memory:,} | {seconds / bare:.1f} | {seen} |",
                flush=True,
            )
        shutil.rmtree(root)


def found_of(planted: list[Planted], found: set[tuple[str, int]]) -> int:
    """Count the mistakes on whose line something is found: other rules may see the same mistake first."""
    lines = {line for _, line in found}
    return sum(one.line in lines for one in planted)


def measured(what: str, root: Path) -> tuple[float, float, int, set[tuple[str, int]]]:
    """Run one in a process of its own; return its seconds, seconds of CPU, peak of memory and findings."""
    code = f"from bench.structure_times import run_one; run_one({what!r}, {str(root)!r})"
    lines = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    seconds, cpu, memory = lines[0].split()
    found = {(rule, int(line)) for rule, line in (text.split() for text in lines[1:])}
    return float(seconds), float(cpu), int(memory), found


def run_one(what: str, root: str) -> None:
    """Do what is asked in this process, and print what came of it."""
    started, cpu = time.perf_counter(), time.process_time()
    found = {BARE: bare_read, LAYER: structure_layer, FRICTIONLESS: frictionless}[what](Path(root))
    spent, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(spent, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
    for rule, line in sorted(found):
        print(rule, line)


def bare_read(root: Path) -> set[tuple[str, int]]:
    """Read every cell of the table once, as text, and keep the largest of each column."""
    import duckdb

    names = names_of_columns()
    columns = ", ".join(f"{sql_text(name)}: 'varchar'" for name in names)
    largest = ", ".join(f"max({name})" for name in names)
    source = (
        f"read_csv({sql_text(str(root / OBSERVATIONS))}, columns = {{{columns}}}, auto_detect = false, header = true)"
    )
    duckdb.execute("set enable_progress_bar = false")
    duckdb.execute(f"select {largest} from {source}").fetchall()  # nosec B608 # names are those of a schema
    return set()


def structure_layer(root: Path) -> set[tuple[str, int]]:
    """Check all tables."""
    from checks.structure.large_layer import check_tables

    kept = root / "kept"
    kept.mkdir()
    findings = check_tables(read_package(root), kept)[1]
    shutil.rmtree(kept)
    return {(f.rule, f.line) for f in findings}


def frictionless(root: Path) -> set[tuple[str, int]]:
    """Validate the table alone."""
    from checks.structure.frictionless_layer import check_with_frictionless

    return {(f.rule, f.line) for f in check_with_frictionless(root, ["observations"])}


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
