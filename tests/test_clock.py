"""Time alone turns nothing red: what is green today is green in ten years, and pages say the same.

The clock of other processes is moved with `faketime`.
"""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.package import ROOT

FAKETIME = shutil.which("faketime")
needs_faketime = pytest.mark.skipif(FAKETIME is None, reason="no faketime on this machine")
PAGES = """
import json, sys
from reports.render.built_in import execute_all
json.dump(execute_all(progress=lambda text: None), sys.stdout)
"""


def run_later(ahead: str, *arguments: str) -> str:
    """Return what a process prints whose clock is ahead."""
    command = [str(FAKETIME), "-f", ahead, sys.executable, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return run.stdout


SOON = ("+1d", "+31d")  # when nothing need be overdue yet


@needs_faketime
@pytest.mark.parametrize("ahead", ["+1d", "+31d", "+366d", "+3653d"])
def test_check_and_build_stay_green(ahead: str, tmp_path: Path) -> None:
    shown = run_later(ahead, "-m", "scripts.check")
    judged = [line for line in shown.splitlines() if "(judged on 20" in line]
    assert all(" warning: " in line for line in judged)
    assert judged or ahead in SOON
    run_later(ahead, "-m", "scripts.build", "--out", str(tmp_path / "build"))


@needs_faketime
@pytest.mark.parametrize("ahead", ["+31d", "+3653d"])
def test_the_report_stays_as_it_is(ahead: str, site: Path, tmp_path: Path) -> None:
    run_later(ahead, "-m", "scripts.report", "--out", str(tmp_path / "report"))
    assert (tmp_path / "report" / "index.html").read_bytes() == (site / "index.html").read_bytes()


@needs_faketime
def test_no_page_depends_on_the_day(site: Path) -> None:
    """Every cell runs anew, ten years later."""
    later = json.loads(run_later("+3653d", "-c", PAGES))
    for name, markdown in later.items():
        kept = json.loads((ROOT / "build" / "cache" / "pages" / f"{name}.json").read_text(encoding="utf-8"))
        assert markdown == kept["markdown"], name


@needs_faketime
def test_the_clock_is_moved() -> None:
    assert run_later("+3653d", "-c", "import datetime; print(datetime.date.today().year)").strip() >= "2036"


@pytest.mark.parametrize("room", ["schemas", "model", "reports", "checks"])
def test_only_commands_ask_for_the_day(room: str) -> None:
    """What depends on today is given the day; so it can be judged on another."""
    for path in (ROOT / room).rglob("*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Attribute)]
        assert not [ast.unparse(c) for c in calls if c.attr in ("today", "now", "utcnow") and ast.unparse(c.value) in (
            "date", "datetime", "datetime.date", "datetime.datetime")], path  # fmt: skip
