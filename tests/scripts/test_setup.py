"""A virtual environment that was left half made is made anew. The Python here is a script that plays one."""

import os
import subprocess
from pathlib import Path

import pytest

from schemas.package import ROOT

PYTHON = """#!/bin/sh
# Plays a Python: `-m venv --clear DIR` copies it there, with a pip unless the file no-ensurepip lies beside it.
here=$(dirname "$0")
case "$*" in
  *"import pip"*) [ -f "$here/pip" ] ;;
  "-c "*) exit 0 ;;
  "-m venv --clear "*)
    rm -rf "$4"; mkdir -p "$4/bin"; cp "$0" "$4/bin/python"
    [ ! -f "$here/no-ensurepip" ] || exit 1
    touch "$4/bin/pip"; echo made ;;
  "-m pip "*) [ ! -f "$here/../no-network" ] ;;
esac
"""


@pytest.fixture
def python(tmp_path: Path) -> Path:
    path = tmp_path / "python"
    path.write_text(PYTHON)
    path.chmod(0o755)
    return path


def setup(python: Path) -> tuple[int, str]:
    """Run the script as make does; return exit code and output."""
    run = subprocess.run(
        ["sh", str(ROOT / "scripts" / "setup.sh"), ".venv", "x.lock"], cwd=python.parent, text=True,
        env=os.environ | {"PYTHON": str(python)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return run.returncode, run.stdout


def test_a_python_without_ensurepip_is_named_and_the_next_try_succeeds(python: Path) -> None:
    python.with_name("no-ensurepip").touch()
    code, output = setup(python)
    assert code == 1 and "sudo apt install python3-venv" in output
    python.with_name("no-ensurepip").unlink()
    code, output = setup(python)
    assert code == 0 and "made" in output
    code, output = setup(python)
    assert code == 0 and "made" not in output, "one that is whole is kept"


def test_one_that_was_stopped_amid_its_libraries_is_made_anew(python: Path) -> None:
    setup(python)
    (python.parent / ".venv" / "no-network").touch()
    code, output = setup(python)
    assert code == 1 and "no network" in output
    code, output = setup(python)
    assert code == 0 and "made" in output


def test_one_that_is_being_made_is_left_to_who_makes_it(python: Path) -> None:
    setup(python)
    (python.parent / ".venv" / ".installing").write_text(f"{os.getpid()}\n")
    code, output = setup(python)
    assert code == 1 and f"by another command (process {os.getpid()})" in output


def test_windows_is_told_of_wsl(python: Path) -> None:
    """Git Bash and its kin have a shell, but no `bin/` in their environments."""
    uname = python.with_name("uname")
    uname.write_text("#!/bin/sh\necho MINGW64_NT-10.0\n")
    uname.chmod(0o755)
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    command = ["sh", str(ROOT / "scripts" / "setup.sh"), ".venv", "x.lock"]
    run = subprocess.run(command, cwd=python.parent, env={"PATH": path}, capture_output=True, text=True)
    assert run.returncode == 1 and "WSL" in run.stderr
