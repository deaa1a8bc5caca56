"""Look the code over: `python -m scripts.lint`. Runs ruff (rules and format) and mypy on the tree and on its pages, and
bandit, which finds where data could be run, on the code.

What a page executes (its cells and inline values) is written to build/lint/ as one module a page, each line where it
stands in the page after what it includes, so that ruff and mypy see it too.
Exit code 0 when all is well, 1 when something is found.
"""

import subprocess
import sys
from pathlib import Path

from reports.render.built_in import REPORTS, project
from reports.render.includes import expand
from reports.render.page_cells import Cell, parse
from schemas.package import ROOT

OUT = ROOT / "build" / "lint"
CODE = ["bench", "changes", "checks", "china_ai_chips", "model", "release", "reports", "schemas", "scripts", "torture"]
IGNORED = "B018,E402,E702,I001,RUF100"  # values that nobody takes, as inline ones are; what comes of separate cells
UNMEASURED = "  # noqa: E501"  # what stands in a line of prose may be long


def main() -> int:
    pages = [str(path) for path in write_pages(REPORTS, OUT)]
    commands = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["ruff", "check", f"--ignore={IGNORED}", *pages],
        ["mypy", *pages],
    )
    codes = [subprocess.run([sys.executable, "-m", *command], cwd=ROOT).returncode for command in commands]
    return int(any([*codes, find_risks()]))


def find_risks() -> int:
    """Run bandit; what it says is shown only if it finds something, as it warns of each comment that it obeys."""
    command = [sys.executable, "-m", "bandit", "--quiet", "--configfile=pyproject.toml", "--recursive", *CODE]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    if run.returncode:
        print(run.stdout, run.stderr)
    return run.returncode


def write_pages(folder: Path, out: Path) -> list[Path]:
    """Write the code of every page of a project, that of the brief too, as a module; returns their paths."""
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    config = project(folder)
    on_paper = [f"{config['pdf-brief']}.qmd"] if "pdf-brief" in config else []
    for name in [*config["project"]["render"], *on_paper]:
        path = out / f"page_{name.removesuffix('.qmd').replace('/', '_').replace('-', '_')}.py"
        path.write_text(page_code(name, folder), encoding="utf-8")
        paths.append(path)
    return paths


def page_code(name: str, folder: Path) -> str:
    """Return what a page executes as one module, each line in its place."""
    source = expand(name, (folder / name).read_text(encoding="utf-8"), folder)
    lines = [""] * (len(source.places) + 1)
    for part in parse(name, source.text, source.places).parts:
        if isinstance(part, Cell):
            rows = part.code.splitlines()
            lines[part.line : part.line + len(rows)] = rows
        elif not isinstance(part, str):
            before = lines[part.line - 1].removesuffix(UNMEASURED)
            lines[part.line - 1] = "; ".join(filter(None, [before, part.expression])) + UNMEASURED
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
