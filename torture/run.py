"""Try every hostile input on a copy of the package: `python -m torture.run [--only TEXT] [--results FILE]`.

Exit code 0 when each came out as it must, 1 when one did not. The table of all goes to `build/torture.md`.
"""

import argparse
import importlib
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from schemas.files import write_whole
from schemas.package import ROOT, read_package
from torture.copies import copied, digests
from torture.hostile import Hostile
from torture.inputs import all_inputs
from torture.judge import Got, fault
from torture.remembered import remember_tables

COMPUTING = 120  # seconds of computing that a process of a command may take on a spoilt copy
SECONDS = 900  # that the command may take, on a machine that has other work as well
MEMORY = 6 << 30  # bytes of address space that it may take
FORMAT, QUICK, CHECK = "scripts.format", "torture.quick", "scripts.check"
HEAVY = (QUICK, "great_expectations", "pandera", "frictionless", "checks.rows.row_layer", "checks.derived")
Finding = dict[str, object]


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m torture.run", description=__doc__)
    options.add_argument("--only", default="", help="only inputs whose name or kind contains this text")
    options.add_argument("--results", type=Path, default=ROOT / "build" / "torture.md", help="file for the table")
    options.add_argument("--processes", type=int, default=os.cpu_count())
    args = options.parse_args(argv)
    chosen = [h for h in all_inputs() if args.only in h.name or args.only in h.kind]
    for library in HEAVY:  # once, before the processes part
        importlib.import_module(library)
    started = time.monotonic()
    lines, wrong = [], 0
    sound_findings()
    remember_tables()
    with TemporaryDirectory() as made, redirect_stdout(io.StringIO()):  # fills what is remembered or compiled once
        importlib.import_module(QUICK).main(["--data", str(ROOT), "--save", f"{made}/f.json", "--table", "sources"])
    with ProcessPoolExecutor(args.processes, mp_context=get_context("fork")) as pool:
        for hostile, (got, words) in zip(chosen, pool.map(tried, [h.name for h in chosen]), strict=True):
            wrong += bool(words)
            lines.append(table_line(hostile, got, words))
            if words:
                print(f"WRONG {hostile.name}: {words}", flush=True)
            if len(lines) % 100 == 0:
                print(f"{len(lines)} of {len(chosen)}, {wrong} wrong", flush=True)
    write_whole(args.results, "\n".join([*HEAD, *lines, ""]))
    print(f"{len(chosen)} inputs, {wrong} wrong, in {time.monotonic() - started:.0f} s: see {args.results}")
    return int(wrong > 0)


HEAD = ["| Input | Kind | Expected | Got |", "|:--|:--|:--|:--|"]


def table_line(hostile: Hostile, got: Got, words: str) -> str:
    """Return the line of an input in the table of results."""
    first = next((str(f["message"]) for f in got.findings), got.output.strip().splitlines()[-1:] or "")
    came = f"**{words}**" if words else hostile.outcome
    shown = " ".join(str(first)[:160].split()).replace("|", "\\|") if hostile.outcome != "harmless" else ""
    return f"| {hostile.name} | {hostile.kind} | {hostile.outcome} | {came}: {ascii(shown)[1:-1] if shown else ''} |"


def tried(name: str) -> tuple[Got, str]:
    """Spoil a copy with the input of this name, run the command on it, and judge."""
    hostile, first = described(name)
    with copied(hostile.of) as root:
        sound = digests(root)
        hostile.change(root)
        spoilt = digests(root)
        if spoilt == sound and hostile.of == "package":
            return Got(0, ""), "the input changes nothing"
        for command in commands(hostile, first):
            status, output, findings = run_on(root, command, hostile)
            after = digests(root)
            changed = [] if command == FORMAT else sorted(n for n in spoilt | after if spoilt.get(n) != after.get(n))
            got = Got(status, output, findings, changed, mended=status == 0 and after == sound)
            if not fault(hostile, got):
                break
    return got, fault(hostile, got)


def described(name: str) -> tuple[Hostile, bool]:
    """Return the input of this name, and whether it is the first of its kind."""
    known = all_inputs()
    (hostile,) = [h for h in known if h.name == name]
    return hostile, hostile is next(h for h in known if h.kind == hostile.kind)


def commands(hostile: Hostile, first: bool) -> list[str]:
    """Return the modules to run in turn until one judges rightly: the last word has the full check."""
    if hostile.outcome == "mended":
        return [FORMAT]
    quick = hostile.outcome in ("refused", "warned") and hostile.of == "package" and not first and not hostile.whole
    return [QUICK, CHECK] if quick else [CHECK]


def run_on(root: Path, module: str, hostile: Hostile) -> tuple[int | None, str, list[Finding]]:
    """Run a command on a copy, in a process of its own with limits; return exit code, output and new findings."""
    save = root.parent / "findings.json"
    save.unlink(missing_ok=True)
    arguments = [] if module == FORMAT else ["--save", str(save)]
    if module == QUICK and (table := Path(hostile.file).stem) in tables():
        arguments += ["--table", table]
    with TemporaryFile() as out:
        if hostile.of == "tree":
            line = [str(root / ".venv/bin/python"), "-m", module, *arguments]
            pid = subprocess.Popen(line, cwd=root, stdout=out, stderr=out, process_group=0, preexec_fn=limit).pid
        else:
            pid = forked(module, ["--data", str(root), *arguments], out.fileno())
        status = awaited(pid)
        out.seek(0)
        output = out.read().decode("utf-8", "replace")
    found = json.loads(save.read_text(encoding="utf-8")) if save.exists() else []
    known = sound_findings()
    return status, output, [f for f in found if (f["rule"], f["message"]) not in known]


def forked(module: str, arguments: list[str], out: int) -> int:
    """Fork a process that runs a command in this warm interpreter; returns its id."""
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        os.setpgid(0, 0)
        limit()
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout = sys.stderr = os.fdopen(1, "w", closefd=False)
        status = importlib.import_module(module).main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def limit() -> None:
    """Bound the memory, and the computing, of this process and of those that it starts."""
    resource.setrlimit(resource.RLIMIT_CPU, (COMPUTING, COMPUTING))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def awaited(pid: int) -> int | None:
    """Wait for a process; return its exit code, or None where it took too long and was killed with its children."""
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


@cache
def tables() -> frozenset[str]:
    """Return the names of the tables of this tree."""
    return frozenset(read_package().table)


@cache
def sound_findings() -> frozenset[tuple[object, object]]:
    """Return rule and message of what is found in the sound package; asked for before the processes part."""
    from scripts.check import main as check

    path = ROOT / "build" / "torture-sound.json"
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        check(["--save", str(path)])
    return frozenset((f["rule"], f["message"]) for f in json.loads(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
