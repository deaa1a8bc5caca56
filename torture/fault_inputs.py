"""The faults of the machine that are tried, and what the command must answer."""

from torture.machine import (
    Fault,
    both,
    carriage_returns,
    file_at,
    full_data,
    inside_another,
    link_to,
    mounted,
    no_mount,
    no_unshare,
    read_only,
    removed,
    two_mistakes,
    unmounted,
    without_git,
)  # fmt: skip

FORMAT, BUILD = "$PY -m scripts.format", "$PY -m scripts.build"
RATE, FORM = "$PY -m scripts.verdicts --check", "$PY -m scripts.check --layer structure"
KEPT, FOUND = "build/cache/base-findings.json", "build/cache/findings.json"
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
    *[
        Fault(f"locale: {name}", FORM, 1, "planet", two_mistakes, environment=more)
        for name, more in LOCALES.items()
        if "UTF-16" not in name
    ],
    *[Fault(f"locale, rating: {name}", RATE, 0, environment=more) for name, more in LOCALES.items()],
    *[Fault(f"path: {name}", f"{FORMAT} && {RATE}", folder=name) for name in PATHS],
    Fault("path, build: all at once", BUILD, folder="it's “100%” of 中国 [x] #1"),
    *[Fault(f"output: {name}", f"{RATE} {how}") for name, how in OUTPUTS.items()],
    Fault("output: full", f"{FORMAT} >/dev/full", 2, "No space left", carriage_returns, writes=True),
    Fault("home: unset", FORM, unset=("HOME",)),
    Fault("home: not there", FORM, environment={"HOME": "/nonexistent"}),
    Fault("temporary folder: not there", FORM, environment={"TMPDIR": "/nonexistent"}),
    Fault("umask: all shut", f"umask 077; {FORMAT} && test -r data/firms.csv", before=carriage_returns, writes=True),
    Fault("working folder: another", "cd / && PYTHONPATH=$OLDPWD $OLDPWD/.venv/bin/python -m scripts.format"),
    Fault(
        "disk full: build",
        BUILD,
        2,
        "No space left on device",
        mounted("build", "20m"),
        unmounted("build"),
        again=True,
        needs=no_mount,
    ),
    Fault(
        "disk full: format",
        FORMAT,
        2,
        "No space left on device",
        both(carriage_returns, full_data),
        unmounted("data"),
        needs=no_mount,
    ),
    Fault("limit of file size: build", f"ulimit -f 20000; {BUILD}", 2, "File too large", again=True, usual=BUILD),
    Fault("limit of file size: format", f"ulimit -f 4; {FORMAT}", 2, "File too large", carriage_returns),
    Fault("limit of open files", f"ulimit -n 12; {BUILD}", 0, "built"),
    Fault("read-only: build", BUILD, 2, "Read-only file system", read_only, unmounted("."), needs=no_mount),
    Fault("read-only: format with nothing to do", FORMAT, 0, "", read_only, unmounted("."), needs=no_mount),
    Fault(
        "read-only: format",
        FORMAT,
        2,
        "Read-only file system",
        both(carriage_returns, read_only),
        unmounted("."),
        needs=no_mount,
    ),
    Fault(
        "read-only: check",
        f"{FORM} --save build/f.json",
        2,
        "Read-only file system",
        read_only,
        unmounted("."),
        needs=no_mount,
    ),
    Fault("build is a file", BUILD, 2, "build cannot be made", file_at("build"), removed("build"), again=True),
    Fault("build is a link to nowhere", BUILD, 2, "build cannot be made", link_to("/nonexistent/x")),
    Fault(
        "build is a link to a folder",
        BUILD,
        0,
        "built",
        link_to("../b"),
    ),
    Fault("a link in a circle", BUILD, 2, "build cannot be made", link_to("build")),
    Fault("cache: of another kind", "$PY -m scripts.pr --keep", 0, "", file_at(KEPT, b"[1]")),
    Fault("cache: of another kind, check", FORM, 0, "", file_at(FOUND, b'{"seal": 1, "parts": "{}"}')),
    Fault("database: random bytes", BUILD, 0, "built", file_at("build/china-ai-chips.duckdb.wal")),
    Fault("left behind", BUILD, 0, "built", file_at("build/.building-abc_1/x"), again=True, usual=BUILD),
    Fault("git: inside another checkout", f"{BUILD} && $PY -m scripts.freshness", 0, "built", inside_another),
    Fault("git: none", f"{BUILD} && $PY -m scripts.check --layer structure", 0, "built", without_git),
    Fault("git: none, review", "$PY -m scripts.pr", 2, "no git checkout", without_git),
    Fault("git: not installed", f"PATH=/nonexistent {BUILD.replace('$PY', '.venv/bin/python')}", 0, "built"),
    Fault("two at once: build", f"{BUILD} & {BUILD}; wait", 0, "waiting for a build"),
    Fault(
        "two at once: format", f"{FORMAT} & {FORMAT}; a=$?; wait $! && exit $a", 0, "", carriage_returns, writes=True
    ),
    Fault("two at once: rating", "$PY -m scripts.verdicts & $PY -m scripts.verdicts && wait $!"),
    Fault("interrupted: check", "setsid sh -c '$PY -m scripts.check & p=$!; sleep 3; kill -INT -- -$$; wait $p'; true"),
    Fault("no network: check", f"unshare -n {FORM}", needs=no_unshare),
]
