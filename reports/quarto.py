"""Real Quarto: finding it, running it on the project, and reading its log.

In: the command and the project's folder. Out: the site that it made, moved to where it is wanted.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from reports.cells import PageError
from reports.query import database

OLDEST = (1, 4)
WARNING = re.compile(r"^\s*(?:\x1b\[\d+m)*\[?(WARN(?:ING)?)\b", re.IGNORECASE)


def find() -> str | None:
    """Path of a usable Quarto: that of the virtual environment, else that of PATH."""
    beside = shutil.which("quarto", path=str(Path(sys.executable).parent))
    for candidate in filter(None, [beside, shutil.which("quarto")]):
        version = version_of(candidate)
        if version and version >= OLDEST:
            return candidate
    return None


def version_of(command: str) -> tuple[int, int] | None:
    """Major and minor version that `command --version` prints; None if it does not run."""
    try:
        run = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"(\d+)\.(\d+)", run.stdout) if run.returncode == 0 else None
    return (int(match[1]), int(match[2])) if match else None


def render(command: str, folder: Path, out: Path) -> None:
    """Run Quarto on the project in `folder` and move its site to `out`. Its log is shown as it comes.

    Raises PageError with the end of the log if it fails, and with its warnings if it has any: a page with a warning is
    a page with a mistake.
    """
    env = {
        **os.environ,
        "QUARTO_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join([str(folder.parent), str(Path(__file__).resolve().parent.parent)]),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "CHINA_AI_CHIPS_DB": str(database().resolve()),
    }
    log = []
    with subprocess.Popen([command, "render", str(folder)], env=env, stderr=subprocess.PIPE, text=True) as run:
        for line in run.stderr or ():
            print(line, end="", file=sys.stderr, flush=True)
            log.append(line)
    site = folder / "_site"
    if run.returncode or not (site / "index.html").exists():
        raise PageError(f"Quarto stopped with exit code {run.returncode}:\n{''.join(log)[-2000:]}")
    if warnings := [line.strip() for line in log if WARNING.match(line)]:
        raise PageError("Quarto warned: " + "; ".join(warnings))
    shutil.move(site, out)
