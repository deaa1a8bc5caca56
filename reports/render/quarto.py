"""Real Quarto: finding it, running it on the executed pages, and reading its log.

In: the command, the project's folder and the Markdown that the cells of its pages gave. Out: the site that Quarto made.
Cells are run, and kept, by `reports.render.built_in` for either renderer, so that a page costs the same work and stops
with the same words; `quarto render reports` alone runs them itself and gives the same pages.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from reports.render.includes import SHORTCODE
from reports.render.page_cells import parse
from reports.render.page_error import PageError

OLDEST = (1, 4)
USABLE = f"{OLDEST[0]}.{OLDEST[1]} or newer"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
WARNING = re.compile(r"^\s*(\[WARNING\]|WARNING|WARN\b|ERROR|FATAL)")


@dataclass(frozen=True)
class Found:
    """What was looked for: the path of a usable Quarto or None, its version, and in words why there is none."""

    command: str | None
    version: str
    reason: str


def find_quarto() -> Found:
    """Return the Quarto of the virtual environment if it is usable, else that of PATH."""
    beside = shutil.which("quarto", path=str(Path(sys.executable).parent))
    reasons = []
    for candidate in filter(None, dict.fromkeys([beside, shutil.which("quarto")])):
        version = version_of(candidate)
        if version and tuple(map(int, version.split(".")[:2])) >= OLDEST:
            return Found(candidate, version, "")
        fault = f"Quarto {version} is too old, {USABLE} is wanted" if version else "Quarto does not say its version"
        reasons.append(f"{fault} ({candidate})")
    return Found(None, "", "; ".join(reasons) or f"Quarto {USABLE} was not found")


def version_of(command: str) -> str | None:
    """Return the version that `command --version` prints, as `1.7.34`; None if it does not run."""
    try:
        run = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"\d+\.\d+(\.\d+)*", run.stdout) if run.returncode == 0 else None
    return match[0] if match else None


def render(command: str, folder: Path, pages: Mapping[str, str], out: Path) -> None:
    """Render the executed pages of the project in `folder`, and move the site to `out`. The log is shown as it comes.

    Raises PageError with the end of the log if Quarto fails, and with its warnings if it has any: a page with a warning
    is a page with a mistake.
    """
    with tempfile.TemporaryDirectory(prefix="quarto-") as name:
        stage = Path(name) / "reports"
        prepare(folder, pages, stage)
        log = run(command, stage)
        if warnings := [line for line in log if WARNING.match(line)]:
            raise PageError("Quarto warned:\n  " + "\n  ".join(warnings))
        if not (stage / "_site" / "index.html").exists():
            raise PageError("Quarto made no index.html")
        shutil.move(stage / "_site", out)


def prepare(folder: Path, pages: Mapping[str, str], stage: Path) -> None:
    """Copy the project to `stage` with each page's cells replaced by what they printed."""
    ignore = shutil.ignore_patterns("_site", ".quarto", "__pycache__", "*.py", "*.ttf")
    shutil.copytree(folder, stage, ignore=ignore)
    for page, markdown in pages.items():
        meta = parse(page, (folder / page).read_text(encoding="utf-8")).meta
        front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)
        literal = SHORTCODE.sub(r"{\g<0>}", markdown)  # those that are left are only shown
        (stage / page).write_text(f"---\n{front}---\n\n{literal}\n", encoding="utf-8")
    config = yaml.safe_load((stage / "_quarto.yml").read_text(encoding="utf-8"))
    config.pop("jupyter", None)  # nothing is left to execute, and what belongs to the site is made by who asked
    for hook in ("pre-render", "post-render"):
        config["project"].pop(hook, None)
    (stage / "_quarto.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")


def run(command: str, stage: Path) -> list[str]:
    """Run Quarto; returns the lines of its log without colours. Raises PageError if it stops with an error."""
    log = []
    with subprocess.Popen([command, "render", str(stage)], stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr or ():
            print(line, end="", file=sys.stderr, flush=True)
            log.append(COLOUR.sub("", line.rstrip()))
    if process.returncode:
        raise PageError(f"Quarto stopped with exit code {process.returncode}:\n" + "\n".join(log[-30:]))
    return log
