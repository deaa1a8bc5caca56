"""What pages execute is written as modules that ruff and mypy read."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reports_support import cell, page, project
from scripts import lint


@pytest.mark.parametrize(
    ("body", "tool", "finding"),
    [
        (cell("x = 1") + "\nThe `{python} gone`.", ["ruff", "check"], "F821"),
        (cell("x: int = 1") + "\nThe `{python} x.real` and `{python} x.unreal`.", ["mypy"], '"unreal"'),
        (cell("x = 1") + "\nThe `{python} x.real`.", ["ruff", "check", f"--ignore={lint.IGNORED}"], ""),
    ],
)
def test_a_mistake_in_a_page_is_found_on_its_line(tmp_path: Path, body: str, tool: list[str], finding: str) -> None:
    text = page("T", body)
    (path,) = lint.write_pages(project(tmp_path, {"zh/my-page.qmd": text}), tmp_path / "out")
    assert path.name == "page_zh_my_page.py"
    run = subprocess.run([sys.executable, "-m", *tool, str(path)], cwd=lint.ROOT, capture_output=True, text=True)
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("The"))
    assert (run.returncode == 0) == (not finding), run.stdout
    assert not finding or (finding in run.stdout and f"{path.name}:{line}:" in run.stdout)


def test_mypy_looks_at_all_code_and_at_the_tests() -> None:
    config = tomllib.loads((lint.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(config["tool"]["mypy"]["files"]) == {*lint.CODE, "tests"}
