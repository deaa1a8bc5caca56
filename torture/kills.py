"""Kill commands at random moments on copies of the tree: `python -m torture.kills [--kills N] [--only VERB]`.

After each kill every table is as it was or as it would have become, the last outputs are whole, and no process is left;
the next run that is let go succeeds, writes what an undisturbed one writes, and clears what the killed ones left.
The table goes to `build/torture-kills.md`. Exit code 0 when all held, 1 when something did not.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from checks.canonical import csv_text
from schemas.files import write_whole
from schemas.package import ROOT
from torture.copies import copy_tree, digests
from torture.hostile import read_rows
from torture.wholeness import MARKER, broken_outputs, left_behind, orphans

SECONDS = 900  # that a run may take
PATIENCE = 20  # seconds in which a process must see that its parent is gone


@dataclass(frozen=True)
class Verb:
    """A command to kill: its arguments, the share of all kills that it gets, after how many of them it is let run to
    its end, and what `before` changes so that there is something to do. `builds` says that it starts from outputs,
    `slow` that it is killed at early moments more often than at late ones."""

    name: str
    arguments: list[str]
    share: float
    every: int
    before: Callable[[Path], None]
    builds: bool = False
    slow: bool = False

    def moment(self, chance: random.Random, seconds: float) -> float:
        """Return after how many seconds to kill it, where it takes `seconds`."""
        return 1.05 * seconds * chance.random() ** (2 if self.slow else 1)


@dataclass
class Came:
    """What came of the kills of a verb."""

    verb: str
    seconds: float = 0.0
    kills: int = 0
    amid: int = 0  # kills that left something unfinished lying
    faults: list[str] = field(default_factory=list)


def spoil_form(root: Path) -> None:
    """Give every table that people edit line ends and blanks that `format` puts right."""
    for path in (root / "data").glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def cut_verdicts(root: Path) -> None:
    """Take the last ratings away, so that they are given again."""
    rows = read_rows(root, "derived/verdicts")
    (root / "data/derived/verdicts.csv").write_bytes(csv_text(rows[:-5]).encode())


def spoil_both(root: Path) -> None:
    """Do both, for what does all."""
    spoil_form(root)
    cut_verdicts(root)


def touch_page(root: Path) -> None:
    """Change a page, so that the site is made again."""
    page = root / "reports" / "about.qmd"
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")


VERBS = [
    Verb("format", ["scripts.format"], 0.44, 3, spoil_form),
    Verb("verdicts", ["scripts.verdicts"], 0.24, 3, cut_verdicts),
    Verb("build", ["scripts.build"], 0.12, 6, lambda root: None, builds=True),
    Verb("estimate", ["scripts.estimate", "--draws", "60"], 0.06, 8, lambda root: None),
    Verb("regenerate", ["scripts.regenerate"], 0.04, 9, spoil_both, builds=True, slow=True),
    Verb("report", ["scripts.report", "--renderer", "built-in"], 0.05, 11, touch_page, builds=True, slow=True),
    Verb("release", ["scripts.make_release"], 0.05, 11, touch_page, builds=True, slow=True),
]


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m torture.kills", description=__doc__)
    options.add_argument("--kills", type=int, default=450, help="how often to try in all")
    options.add_argument("--only", choices=[v.name for v in VERBS], action="append", help="only this command")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--results", type=Path, default=ROOT / "build" / "torture-kills.md", help="file for the table")
    args = options.parse_args(argv)
    chosen = [v for v in VERBS if not args.only or v.name in args.only]
    whole = sum(v.share for v in chosen)
    started = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(killed, v, max(1, round(args.kills * v.share / whole)), args.seed) for v in chosen[::-1]]
        came = [job.result() for job in jobs][::-1]
    write_whole(args.results, table(came))
    for one in came:
        print(f"{one.verb}: {one.kills} kills, {one.amid} amid writing, {len(one.faults)} wrong")
        for fault in one.faults:
            print(f"  WRONG {fault}")
    wrong = sum(len(one.faults) for one in came)
    kills = sum(one.kills for one in came)
    print(f"{kills} kills, {wrong} wrong, in {time.monotonic() - started:.0f} s: see {args.results}")
    return int(wrong > 0)


def table(came: list[Came]) -> str:
    """Return the results as a Markdown table."""
    head = ["| Command | An undisturbed run | Kills | Amid writing | Wrong |", "|:--|--:|--:|--:|:--|"]
    lines = [
        f"| {c.verb} | {c.seconds:.1f} s | {c.kills} | {c.amid} | {'; '.join(c.faults[:5]) or 'nothing'} |"
        for c in came
    ]
    return "\n".join([*head, *lines, ""])


def killed(verb: Verb, kills: int, seed: int) -> Came:
    """Kill a verb that often on a copy of its own; return what came of it."""
    came, chance = Came(verb.name), random.Random(f"{verb.name} {seed}")
    with TemporaryDirectory(prefix="torture-kills-", ignore_cleanup_errors=True) as made:
        root = Path(made) / "package"
        copy_tree(root)
        if verb.builds:
            copy_outputs(root)
        put_back(verb, root)
        old = digests(root)
        started = time.monotonic()
        if words := run_to_the_end(verb, root):
            came.faults.append(f"undisturbed: {words}")
            return came
        came.seconds = time.monotonic() - started
        new = digests(root)
        for n in range(kills):
            put_back(verb, root)
            came.kills += kill_once(verb, root, verb.moment(chance, came.seconds), f"{seed}-{verb.name}-{n}")
            came.amid += bool(left_behind(root))
            came.faults += [f"kill {n}: {words}" for words in after_a_kill(root, old, new, f"{seed}-{verb.name}-{n}")]
            print(f"{verb.name}: {came.kills} kills in {n + 1} of {kills} trials, {len(came.faults)} wrong", flush=True)
            if n % verb.every == verb.every - 1 or n == kills - 1:
                came.faults += [f"after kill {n}: {words}" for words in after_a_run(verb, root, new)]
    return came


def copy_outputs(root: Path) -> None:
    """Copy what was built in this tree, and the drawings of its pages, as what a killed command must leave whole."""
    shutil.copytree(ROOT / "build", root / "build", ignore=shutil.ignore_patterns("torture*", "lint", ".lock"))
    if (ROOT / "reports" / "figures").is_dir():
        shutil.copytree(ROOT / "reports" / "figures", root / "reports" / "figures")


def put_back(verb: Verb, root: Path) -> None:
    """Undo what the last run made of the tables, and give the verb something to do."""
    subprocess.run(["git", "checkout", "--quiet", "--", "data"], cwd=root, check=True)
    verb.before(root)


def kill_once(verb: Verb, root: Path, seconds: float, mark: str) -> bool:
    """Start the command and kill its process group after so many seconds; tell whether it had not ended before."""
    process = started(verb, root, mark)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def started(verb: Verb, root: Path, mark: str) -> subprocess.Popen[bytes]:
    """Start the command on a copy, in a process group of its own; its output goes to a file beside the copy."""
    with (root.parent / "output").open("wb") as out:
        line = [str(root / ".venv/bin/python"), "-m", *verb.arguments]
        environment = os.environ | {MARKER: mark}
        return subprocess.Popen(line, cwd=root, stdout=out, stderr=out, process_group=0, env=environment)


def run_to_the_end(verb: Verb, root: Path) -> str:
    """Run the command undisturbed; return what was wrong with it."""
    process = started(verb, root, "undisturbed")
    try:
        code = process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return f"it did not end within {SECONDS} s"
    last = (root.parent / "output").read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
    return f"exit code {code}: {' '.join(last)}" if code else ""


def after_a_kill(root: Path, old: dict[str, str], new: dict[str, str], mark: str) -> list[str]:
    """Return what is wrong with tables, outputs and processes after a kill."""
    now = digests(root)
    torn = [name for name in now | old if now.get(name) not in (old.get(name), new.get(name))
            and not name.endswith(".unfinished")]  # fmt: skip
    ends = time.monotonic() + PATIENCE
    while (alive := orphans(mark)) and time.monotonic() < ends:
        time.sleep(0.2)
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
    return [
        *[f"{name} is neither as it was nor as it was to be" for name in torn],
        *broken_outputs(root),
        *([f"{len(alive)} processes were left"] if alive else []),
    ]


def after_a_run(verb: Verb, root: Path, new: dict[str, str]) -> list[str]:
    """Let the command run, and return what is wrong with that, with the tables, the outputs and what lies about."""
    words = run_to_the_end(verb, root)
    now = digests(root)
    other = [name for name in now | new if now.get(name) != new.get(name)]
    return [
        *([f"the next run: {words}"] if words else []),
        *[f"the next run leaves {name} otherwise than an undisturbed one" for name in other],
        *broken_outputs(root),
        *[f"{name} was not cleared" for name in left_behind(root)],
    ]


if __name__ == "__main__":
    sys.exit(main())
