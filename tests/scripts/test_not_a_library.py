"""`pip install .` says what this is and what to do instead."""

import subprocess
import sys
from pathlib import Path

from schemas.package import ROOT


def test_pip_is_told_that_this_is_no_library(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--target", str(tmp_path), str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True)
    shown = run.stdout + run.stderr
    assert run.returncode != 0 and "data package, not a Python library" in shown and "make report" in shown
    assert list(tmp_path.iterdir()) == []
