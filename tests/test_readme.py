"""Every snippet of the README runs."""

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from schemas.package import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def snippets(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.fixture
def tree(tmp_path: Path, real_build: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which the paths of the README lead to the data and a fresh build."""
    (tmp_path / "build").symlink_to(real_build)
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(real_build / "china-ai-chips.duckdb"))
    return tmp_path


def test_there_are_snippets_of_each_language() -> None:
    assert [len(snippets(language)) for language in ("sh", "sql", "python")] == [2, 1, 1]


@pytest.mark.parametrize("line", [line for s in snippets("sql") for line in s.splitlines()])
def test_sql_line_loads_rows(tree: Path, line: str) -> None:
    with duckdb.connect() as con:
        rows = []
        for statement in filter(None, map(str.strip, line.split(";"))):
            rows = con.execute(statement).fetchall()
        assert len(rows) > 3


def test_raw_csv_line_gives_types(tree: Path) -> None:
    line = snippets("sql")[0].splitlines()[2]
    types = {r[0]: r[1] for r in duckdb.connect().execute(f"describe {line}").fetchall()}
    assert (types["value"], types["recorded_on"]) == ("DOUBLE", "DATE")


def test_python_snippet_runs(tree: Path) -> None:
    run = subprocess.run([sys.executable, "-c", snippets("python")[0]], cwd=tree, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("line", snippets("sh")[1].splitlines())
def test_model_commands_run(line: str) -> None:
    module = line.removeprefix(".venv/bin/python -m ").split()
    run = subprocess.run([sys.executable, "-m", *module], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "inputs" in run.stdout or "nothing was written" in run.stdout


def test_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text()
    commands = re.findall(r"make ([a-z-]+)", "\n".join(snippets("sh")) + README)
    assert {"report", "test"} <= set(commands)
    for target in commands:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_linked_files_exist() -> None:
    for target in re.findall(r"\]\(([^):#]+)\)", README):
        assert (ROOT / target).exists(), target
