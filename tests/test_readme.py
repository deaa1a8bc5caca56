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


STATEMENTS = [statement.strip() for statement in snippets("sql")[0].split(";") if statement.strip()]
QUERIES = [statement for statement in STATEMENTS if statement.startswith("SELECT")]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_gives_rows_without_gaps(tree: Path, query: str) -> None:
    with duckdb.connect() as con:
        for statement in STATEMENTS:
            if statement not in QUERIES:
                con.execute(statement)
        rows = con.execute(query).fetchall()
    assert 3 < len(rows) <= 20 and not any(value is None for row in rows for value in row)


def test_raw_csv_query_gives_types(tree: Path) -> None:
    types = {r[0]: r[1] for r in duckdb.connect().execute(f"describe {QUERIES[-1]}").fetchall()}
    assert (types["value"], types["recorded_on"]) == ("DOUBLE", "DATE")


def test_python_snippet_prints_numbers(tree: Path) -> None:
    run = subprocess.run([sys.executable, "-c", snippets("python")[0]], cwd=tree, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "NULL" not in run.stdout and "hidden" not in run.stdout and "shown" not in run.stdout
    assert len(re.findall(r"│ +[0-9.]+ │", run.stdout)) > 10


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
