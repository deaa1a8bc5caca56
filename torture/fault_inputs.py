"""The faults of the machine that are tried: what is done to a copy, the command, and what it must answer.

A command is a line of shell, run in the copy; `$PY` is its Python.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FORMAT, BUILD = "$PY -m scripts.format", "$PY -m scripts.build"
RATE, FORM = "$PY -m scripts.verdicts --check", "$PY -m scripts.check --layer structure"
NO_TRACE = re.compile("")


def nothing(root: Path) -> None:
    """Change nothing."""


@dataclass(frozen=True)
class Fault:
    """One fault. `before` brings it about and `after` takes it away; with `again` the command, or `usual` in its place,
    must succeed then. `writes` says that the command changes tables rightly; `needs` says what is missing for it."""

    name: str
    command: str
    code: int = 0
    says: re.Pattern[str] = NO_TRACE
    before: Callable[[Path], None] = nothing
    after: Callable[[Path], None] = nothing
    environment: Mapping[str, str] = field(default_factory=dict)
    unset: tuple[str, ...] = ()
    folder: str = "package"
    again: bool = False
    usual: str = ""
    writes: bool = False
    needs: Callable[[], str] | None = None


def root_on_linux() -> str:
    """Say why nothing can be mounted here, if nothing can."""
    return "" if os.geteuid() == 0 and shutil.which("mount") else "only root can mount a disk to be filled"


def no_unshare() -> str:
    """Say why the network cannot be taken away here, if it cannot."""
    done = subprocess.run(["unshare", "-n", "true"], capture_output=True) if shutil.which("unshare") else None
    return "" if done and done.returncode == 0 else "no right to take the network away"


def mounted(where: str, *options: str) -> Callable[[Path], None]:
    """Return what mounts something at a folder of the copy."""

    def mount(root: Path) -> None:
        (root / where).mkdir(exist_ok=True)
        subprocess.run(["mount", *options, str(root / where)], check=True)

    return mount


def unmounted(where: str) -> Callable[[Path], None]:
    """Return what takes it away again."""
    return lambda root: void(subprocess.run(["umount", str(root / where)], check=True))


def void(_: object) -> None:
    """Take a value, and give none."""


def read_only(root: Path) -> None:
    """Make the whole copy read-only, as on a disk that is."""
    subprocess.run(["mount", "--bind", str(root), str(root)], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", str(root)], check=True)


def file_at(name: str, content: bytes = b"\x00\xff") -> Callable[[Path], None]:
    """Return what puts a file there."""

    def write(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)

    return write


def removed(name: str) -> Callable[[Path], None]:
    """Return what removes a file."""
    return lambda root: (root / name).unlink()


def carriage_returns(root: Path) -> None:
    """Give a table line ends that `format` puts right."""
    path = root / "data" / "firms.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def two_mistakes(root: Path) -> None:
    """Spoil a cell, with characters in it that not every output can spell."""
    path = root / "data" / "regions.csv"
    path.write_bytes(path.read_bytes() + "国家,“x”,,planet,\n".encode())


def link_to(target: str) -> Callable[[Path], None]:
    """Return what makes build/ a link."""
    return lambda root: (root / "build").symlink_to(target)


def inside_another(root: Path) -> None:
    """Take the copy out of its own checkout, and make the folder above it one, with a tag of its own."""
    shutil.rmtree(root / ".git")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    (root.parent / "theirs").write_text("x")
    for command in (["init", "--quiet"], ["add", "theirs"], ["commit", "--quiet", "-m", "."], ["tag", "v9.9.9"]):
        subprocess.run([*git, *command], cwd=root.parent, check=True)


def without_git(root: Path) -> None:
    """Leave what a download of the tree as a zip file has."""
    shutil.rmtree(root / ".git")


LOCALES = {
    "C, no UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ASCII output": {"PYTHONIOENCODING": "ascii"},
    "Latin 1 output": {"PYTHONIOENCODING": "latin-1"},
    "UTF-16 output": {"PYTHONIOENCODING": "utf-16"},
    "GBK output": {"PYTHONIOENCODING": "gbk"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8"},
    "an unknown locale": {"LC_ALL": "xx_YY.UTF-8"},
    "the day before": {"TZ": "Etc/GMT+12"},
    "the day after": {"TZ": "Pacific/Kiritimati"},
    "no time zone": {"TZ": "Nowhere/Nothing"},
    "no docstrings": {"PYTHONOPTIMIZE": "2"},
    "another order of sets": {"PYTHONHASHSEED": "1"},
}
PATHS = [
    "with space",
    'it\'s "quoted"',
    "中国芯片",
    "100% of [it] {x}",
    "a;b&c #d?e=f",
    "-x",
    "ends in .csv",
    "émile\u0301",
]
OUTPUTS = {"closed output": ">&-", "closed errors": "2>&-", "no input": "<&-", "a reader that left": "| true"}

FAULTS = [
    *[Fault(f"locale: {name}", FORM, 1, re.compile("planet"), two_mistakes, environment=more)
      for name, more in LOCALES.items() if "UTF-16" not in name],
    *[Fault(f"locale, rating: {name}", RATE, 0, environment=more) for name, more in LOCALES.items()],
    *[Fault(f"path: {name}", f"{FORMAT} && {RATE}", folder=name) for name in PATHS],
    Fault("path, build: all at once", BUILD, folder="it's “100%” of 中国 [x] #1"),
    *[Fault(f"output: {name}", f"{RATE} {how}") for name, how in OUTPUTS.items()],
    Fault("output: full", f"{FORMAT} >/dev/full", 2, re.compile("No space left"), carriage_returns, writes=True),
    Fault("home: unset", FORM, unset=("HOME",)),
    Fault("home: not there", FORM, environment={"HOME": "/nonexistent"}),
    Fault("temporary folder: not there", FORM, environment={"TMPDIR": "/nonexistent"}),
    Fault("umask: all shut", f"umask 077; {FORMAT} && test -r data/firms.csv", before=carriage_returns, writes=True),
    Fault("working folder: another", "cd / && PYTHONPATH=$OLDPWD $OLDPWD/.venv/bin/python -m scripts.format"),
    Fault("disk full: build", BUILD, 2, re.compile("No space left on device"), mounted("build", *["-t", "tmpfs", "-o", "size=20m", "tmpfs"]),
          unmounted("build"), again=True, needs=root_on_linux),
    Fault("disk full: format", FORMAT, 2, re.compile("No space left on device"),
          lambda root: (carriage_returns(root), full_data(root)), unmounted("data"), needs=root_on_linux),
    Fault("limit of file size: build", f"ulimit -f 20000; {BUILD}", 2, re.compile("File too large"), again=True, usual=BUILD),
    Fault("limit of file size: format", f"ulimit -f 4; {FORMAT}", 2, re.compile("File too large"), carriage_returns),
    Fault("limit of open files", f"ulimit -n 12; {BUILD}", 2, re.compile("Too many open files|cannot be")),
    Fault("limit of memory", f"ulimit -v 300000; {BUILD}", 2, re.compile("memory|Memory|cannot")),
    Fault("read-only: build", BUILD, 2, re.compile("Read-only file system"), read_only, unmounted("."), needs=root_on_linux),
    Fault("read-only: format with nothing to do", FORMAT, 0, NO_TRACE, read_only, unmounted("."), needs=root_on_linux),
    Fault("read-only: format", FORMAT, 2, re.compile("Read-only file system"),
          lambda root: (carriage_returns(root), read_only(root)), unmounted("."), needs=root_on_linux),
    Fault("read-only: check", f"{FORM} --save build/f.json", 2, re.compile("Read-only file system"), read_only, unmounted("."),
          needs=root_on_linux),
    Fault("build is a file", BUILD, 2, re.compile("build cannot be made"), file_at("build"), removed("build"), again=True),
    Fault("build is a link to nowhere", BUILD, 2, re.compile("build cannot be made"), link_to("/nonexistent/x")),
    Fault("build is a link to a folder", BUILD, 0, re.compile("built"), lambda root: ((root.parent / "b").mkdir(), link_to("../b")(root))),
    Fault("a link in a circle", BUILD, 2, re.compile("build cannot be made"), link_to("build")),
    Fault("cache: of another kind", "$PY -m scripts.pr --keep", 0, NO_TRACE, file_at("build/cache/base-findings.json", b"[1]")),
    Fault("database: random bytes", BUILD, 0, re.compile("built"), file_at("build/china-ai-chips.duckdb.wal")),
    Fault("left behind", BUILD, 0, re.compile("built"), file_at("build/.building-abc_1/x"), again=True, usual=BUILD),
    Fault("git: inside another checkout", f"{BUILD} && $PY -m scripts.freshness", 0, re.compile("built"), inside_another),
    Fault("git: none", f"{BUILD} && $PY -m scripts.check --layer structure", 0, re.compile("built"), without_git),
    Fault("git: none, review", "$PY -m scripts.pr", 2, re.compile("no git checkout"), without_git),
    Fault("git: not installed", f"PATH=/nonexistent {BUILD.replace('$PY', '.venv/bin/python')}", 0, re.compile("built")),
    Fault("two at once: build", f"{BUILD} & {BUILD}; wait", 0, re.compile("waiting for a build")),
    Fault("two at once: format", f"{FORMAT} & {FORMAT}; a=$?; wait $! && exit $a", 0, NO_TRACE, carriage_returns, writes=True),
    Fault("two at once: rating", "$PY -m scripts.verdicts & $PY -m scripts.verdicts; a=$?; wait $! && exit $a"),
    Fault("interrupted: check", "setsid sh -c '$PY -m scripts.check & p=$!; sleep 3; kill -INT -- -$$; wait $p'; true"),
    Fault("no network: check", f"unshare -n {FORM}", needs=no_unshare),
]  # fmt: skip


def full_data(root: Path) -> None:
    """Put the tables on a disk that has no room for another one."""
    aside = root.parent / "data"
    shutil.copytree(root / "data", aside)
    size = sum(p.stat().st_size for p in aside.rglob("*") if p.is_file()) // 1000 + 400
    mounted("data", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs")(root)
    shutil.copytree(aside, root / "data", dirs_exist_ok=True)
    with (root / "data" / "filler").open("wb") as file:
        try:
            while True:
                file.write(b"x" * 4096)
                file.flush()
        except OSError:
            pass
