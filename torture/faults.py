"""Run commands where the machine is not as it should be: `python -m torture.faults [--only TEXT]`.

Full disks, read-only trees, other locales, closed outputs, odd paths, two at once, spoilt caches. Each on a copy of the
tree: the tables stay as they are, the last outputs whole, no traceback, the exit code and the words are those that a
person can act upon. The table goes to `build/torture-faults.md`. What needs root or Linux is left out elsewhere, and
said. Exit code 0 when all came out as they must, 1 when one did not.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.files import write_whole
from schemas.package import ROOT
from torture.copies import copy_tree, digests
from torture.fault_inputs import FAULTS
from torture.judge import CRASHES
from torture.machine import Fault
from torture.wholeness import broken_outputs, left_behind

SECONDS = 600  # that a command may take


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m torture.faults", description=__doc__)
    options.add_argument("--only", default="", help="only faults whose name contains this text")
    options.add_argument("--results", type=Path, default=ROOT / "build" / "torture-faults.md")
    args = options.parse_args(argv)
    started, lines, wrong = time.monotonic(), [], 0
    chosen = [fault for fault in FAULTS if args.only in fault.name]
    for fault in chosen:
        code, output, faults = tried(fault)
        wrong += bool(faults)
        last = " ".join(output.strip().splitlines()[-1:])[:160].replace("|", "\\|")
        came = f"**{'; '.join(faults)}**" if faults else f"as expected: {code}"
        lines.append(f"| {fault.name} | {fault.command} | {fault.code} | {came} | {ascii(last)[1:-1]} |")
        print(f"{'WRONG ' if faults else ''}{fault.name}: {'; '.join(faults) or 'as expected'}", flush=True)
        if faults:
            print(output[-2000:])
    head = ["| Fault | Command | Exit code | Got | Last line |", "|:--|:--|--:|:--|:--|"]
    write_whole(args.results, "\n".join([*head, *lines, ""]))
    print(f"{len(chosen)} faults, {wrong} wrong, in {time.monotonic() - started:.0f} s: see {args.results}")
    return int(wrong > 0)


def tried(fault: Fault) -> tuple[int | None, str, list[str]]:
    """Bring a fault about on a copy, run the command, judge, and run it again where the fault is gone."""
    if fault.needs and (missing := fault.needs()):
        return None, f"left out: {missing}", []
    with TemporaryDirectory(prefix="torture-faults-", ignore_cleanup_errors=True) as made:
        root = Path(made) / fault.folder
        copy_tree(root)
        try:
            fault.before(root)
            sound = digests(root)
            code, output = run(fault, root)
            found = [*judged(fault, code, output), *broken_outputs(root)]
            if not fault.writes and digests(root) != sound:
                found.append("tables were changed")
        finally:
            fault.after(root)
        if fault.again:
            code_again, again = run(fault, root, undisturbed=True)
            found += [f"the next run: exit code {code_again}: {again[-300:]}"] if code_again else []
            found += [f"{name} was not cleared" for name in left_behind(root)]
    return code, output, found


def run(fault: Fault, root: Path, undisturbed: bool = False) -> tuple[int | None, str]:
    """Run the command of a fault in a shell, in the copy."""
    environment = os.environ | {"PY": ".venv/bin/python"}
    if not undisturbed:
        environment |= fault.environment
        environment = {k: v for k, v in environment.items() if k not in fault.unset}
    line = fault.usual if undisturbed and fault.usual else fault.command
    try:
        done = subprocess.run(
            ["sh", "-c", line], cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        return None, (error.stdout or b"").decode("utf-8", "replace")
    return done.returncode, done.stdout.decode("utf-8", "replace")


def judged(fault: Fault, code: int | None, output: str) -> list[str]:
    """Return what is wrong with the exit code and the words."""
    found = []
    if code is None:
        found.append("it did not end in time")
    elif code != fault.code:
        found.append(f"exit code {code}")
    if crash := CRASHES.search(output):
        found.append(f"it says “{crash[0]}”")
    if not re.search(fault.says, output):
        found.append(f"does not say “{fault.says}”")
    return found


if __name__ == "__main__":
    sys.exit(main())
