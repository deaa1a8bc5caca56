"""What Quarto runs around `quarto render reports`: its environment and hooks are there and say what is wanted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reports.render.built_in import REPORTS, project
from scripts import after_quarto as after
from scripts import before_quarto as before


def test_the_project_names_the_hooks_and_leads_to_the_modules() -> None:
    named = [project()["project"][name] for name in ("pre-render", "post-render")]
    assert [(REPORTS / name).resolve() for name in named] == [Path(before.__file__), Path(after.__file__)]
    name, _, path = (REPORTS / "_environment").read_text(encoding="utf-8").strip().partition("=")
    assert name == "PYTHONPATH" and (REPORTS / path).resolve() == REPORTS.parent


def test_without_data_the_first_hook_says_what_is_wanted(tmp_path: Path) -> None:
    found = dict(os.environ) | {"CHINA_AI_CHIPS_DB": str(tmp_path / "none.duckdb")}
    found.pop("PYTHONPATH", None)
    run = subprocess.run([sys.executable, before.__file__], cwd=tmp_path, env=found, capture_output=True, text=True)
    assert run.returncode == 1 and "run `make build` first" in run.stderr and "Traceback" not in run.stderr
    (tmp_path / "none.duckdb").write_text("")
    assert subprocess.run([sys.executable, before.__file__], cwd=tmp_path, env=found).returncode == 0


@pytest.mark.parametrize(("whole", "there", "completes"), [("1", True, 1), ("", True, 0), ("", False, 1)])
def test_the_last_hook_completes_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: str, there: bool, completes: int
) -> None:
    if there:
        (tmp_path / after.PDF).write_text("")
    sites: list[Path] = []
    monkeypatch.setenv("QUARTO_PROJECT_OUTPUT_DIR", str(tmp_path))
    monkeypatch.setenv("QUARTO_PROJECT_RENDER_ALL", whole)
    monkeypatch.setattr(after, "execute_all", lambda cache: {})
    monkeypatch.setattr(after, "complete", lambda site, pages: sites.append(site))
    assert after.main() == 0 and sites == [tmp_path] * completes
