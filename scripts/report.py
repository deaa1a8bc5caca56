"""Render the report from the built DuckDB file: `python -m scripts.report [--renderer auto|quarto|built-in]`.

With Quarto 1.4 or newer, on PATH or in the virtual environment, Quarto renders; without it the built-in renderer does.
Both write build/report/. Exit code 0 when rendered, 1 when a page failed, 2 when it could not run.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reports.cells import PageError
from reports.query import database
from reports.render import HERE, render
from schemas.package import ROOT
from scripts.build import replace_folder

OLDEST_QUARTO = (1, 4)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.report", description=__doc__)
    parser.add_argument("--renderer", choices=["auto", "quarto", "built-in"], default="auto")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "report")
    args = parser.parse_args(argv)
    if not database().exists():
        print(f"cannot render: {database()} is missing; run make build first", file=sys.stderr)
        return 2
    quarto = None if args.renderer == "built-in" else find_quarto()
    if args.renderer == "quarto" and not quarto:
        print("cannot render: Quarto 1.4 or newer was not found; see https://quarto.org", file=sys.stderr)
        return 2
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=args.out.parent, prefix=".rendering-") as name:
        new = Path(name) / "report"
        try:
            if quarto:
                render_with_quarto(quarto, new)
            else:
                print("Quarto not found: the built-in renderer makes the pages (get Quarto at https://quarto.org)")
                render(new)
        except PageError as error:
            print(f"not rendered: {error}", file=sys.stderr)
            return 1
        replace_folder(new, args.out)
    print(f"report: {args.out / 'index.html'}")
    return 0


def find_quarto() -> str | None:
    """Path of a usable Quarto: that of the virtual environment, else that of PATH."""
    beside = shutil.which("quarto", path=str(Path(sys.executable).parent))
    for candidate in filter(None, [beside, shutil.which("quarto")]):
        version = quarto_version(candidate)
        if version and version >= OLDEST_QUARTO:
            return candidate
    return None


def quarto_version(command: str) -> tuple[int, int] | None:
    """Major and minor version that `command --version` prints; None if it does not run."""
    try:
        run = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"(\d+)\.(\d+)", run.stdout) if run.returncode == 0 else None
    return (int(match[1]), int(match[2])) if match else None


def render_with_quarto(quarto: str, new: Path) -> None:
    """Run Quarto on the project and move its site to `new`. Raises PageError with the end of its log."""
    env = {
        **os.environ,
        "QUARTO_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
        "CHINA_AI_CHIPS_DB": str(database().resolve()),
    }
    run = subprocess.run([quarto, "render", str(HERE)], env=env, stderr=subprocess.PIPE, text=True)
    print(run.stderr, file=sys.stderr, end="")
    site = HERE / "_site"
    if run.returncode or not (site / "index.html").exists():
        raise PageError(f"Quarto stopped with exit code {run.returncode}:\n{run.stderr[-2000:]}")
    shutil.move(site, new)


if __name__ == "__main__":
    sys.exit(main())
