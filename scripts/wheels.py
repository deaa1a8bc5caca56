"""Ask whether every library of the lock can be had as a wheel: `python -m scripts.wheels` (needs uv and the network).

Who installs on another machine than ours would else need compilers, if it can be built there at all. Asked for each
platform below and each Python that the package supports; what is known to lack wheels is listed with what it means.
Exit code 0 when all have wheels but those, or when the index cannot be reached (it says so); 1 when one lacks them; 2
without uv.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from schemas.errors import UserError
from schemas.package import ROOT
from scripts.command import command, parser

LOCK = "requirements-dev.lock"  # which holds what is in requirements.lock too
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {
    "x86_64-unknown-linux-gnu": "Linux, Intel",
    "aarch64-unknown-linux-gnu": "Linux, ARM",
    "x86_64-unknown-linux-musl": "Alpine Linux, Intel",
    "aarch64-unknown-linux-musl": "Alpine Linux, ARM",
    "x86_64-apple-darwin": "Mac, Intel",
    "aarch64-apple-darwin": "Mac, Apple",
    "x86_64-pc-windows-msvc": "Windows, Intel",
}
# What has no wheels there: it has to be compiled on Alpine (tests in a browser do not run there).
KNOWN = {"linux-musl": {"duckdb", "playwright"}, "aarch64-unknown-linux-musl": {"matplotlib"}}
PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)(?: *; *([^\\\n]*))?", re.MULTILINE)
LACKS = re.compile(r"Because ([\w.-]+)==\S+ has no usable\s+wheels")
Ask = Callable[[str, str, str], str]


@command("ask for wheels", done="asked")
def main(argv: list[str] | None = None) -> int:
    parser("wheels", __doc__).parse_args(argv)
    if not shutil.which("uv"):
        raise UserError("uv is not there, which reads the index for other platforms: pip install uv")
    lines = pinned(ROOT / LOCK)
    missing = 0
    for platform, name in PLATFORMS.items():
        for python in PYTHONS:
            found, unknown = without_wheels(lines, platform, python, ask_uv)
            if unknown:
                print(f"{name}, Python {python}: could not be asked: {unknown}", flush=True)
                continue
            known = {n for family, names in KNOWN.items() if family in platform for n in names}
            missing += len(found - known)
            said = ", ".join(f"{n} (known)" if n in known else n for n in sorted(found))
            print(f"{name}, Python {python}: {f'no wheels of {said}' if said else 'all have wheels'}", flush=True)
    return int(missing > 0)


def pinned(lock: Path) -> list[str]:
    """Return what a lock pins, a library a line, with what it is for.

    >>> PINNED.search("appnope==0.1.4 ; sys_platform == 'darwin' \\\\\\n    --hash=x").groups()
    ('appnope', '0.1.4', "sys_platform == 'darwin' ")
    """
    found = PINNED.findall(lock.read_text(encoding="utf-8"))
    return [f"{name}=={version}" + (f" ; {marker.strip()}" if marker else "") for name, version, marker in found]


def without_wheels(lines: Iterable[str], platform: str, python: str, ask: Ask) -> tuple[set[str], str]:
    """Return the libraries that have no wheel for a platform, and what kept us from asking on, if anything did."""
    found: set[str] = set()
    left = list(lines)
    while error := ask("\n".join(left), platform, python):
        lacking = LACKS.search(" ".join(error.split()))
        if not lacking or lacking[1] in found:
            return found, error.strip().splitlines()[-1].strip()
        found.add(lacking[1])
        left = [line for line in left if not line.startswith(f"{lacking[1]}==")]
    return found, ""


def ask_uv(lines: str, platform: str, python: str) -> str:
    """Have uv find a wheel of each library; returns its complaint, or nothing."""
    options = ["--no-deps", "--only-binary=:all:", f"--python-platform={platform}", f"--python-version={python}"]
    run = subprocess.run(
        ["uv", "pip", "compile", "--quiet", *options, "-"], input=lines, capture_output=True, encoding="utf-8"
    )
    return run.stderr or "uv failed" if run.returncode else ""


if __name__ == "__main__":
    sys.exit(main())
