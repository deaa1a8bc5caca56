"""What killed commands left is removed, what living ones work on stays, and the second waits for the first."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.package import ROOT
from schemas.work_folders import only_run, replace_folder, work_folder

HOLD = """
import sys
from pathlib import Path
from schemas.work_folders import only_run
with only_run(Path(sys.argv[1]), "a build"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_command_left_is_removed_and_what_a_living_one_has_stays(tmp_path: Path) -> None:
    for name in (".building-dead_1", ".rendering-alive", ".building-", "building-mine", ".venv-x"):
        (tmp_path / name / "in").mkdir(parents=True)
    alive = os.open(tmp_path / ".rendering-alive", os.O_RDONLY)
    fcntl.flock(alive, fcntl.LOCK_EX)
    with work_folder(tmp_path, "building") as folder:
        (folder / "x").write_text("")
        assert {p.name for p in tmp_path.iterdir()} == {
            folder.name, ".rendering-alive", ".building-", "building-mine", ".venv-x",
        }  # fmt: skip
        with work_folder(tmp_path, "releasing"):
            assert folder.is_dir()
    os.close(alive)
    with work_folder(tmp_path, "building"):
        assert not (tmp_path / ".rendering-alive").exists() and not folder.exists()


def test_a_failure_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), work_folder(tmp_path / "new", "building"):
        raise KeyboardInterrupt
    assert list((tmp_path / "new").iterdir()) == []


def holder(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_the_second_says_for_whom_it_waits(tmp_path: Path) -> None:
    first = holder(tmp_path)
    assert first.stdout and first.stdout.readline() == "held\n"
    second = holder(tmp_path)
    assert second.stderr and f"waiting for a build (process {first.pid}), which writes in" in second.stderr.readline()
    first.kill()  # whatever ends the first, the lock goes with it
    first.communicate()
    assert second.stdout and second.stdout.readline() == "held\n"
    second.communicate()
    assert second.returncode == 0


def test_a_command_does_not_wait_for_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with only_run(tmp_path, "make report"), only_run(tmp_path, "a build"):
        assert "make report" in (tmp_path / ".lock").read_text()
    with only_run(tmp_path, "a build"):
        assert (tmp_path / ".lock").read_text() == f"a build (process {os.getpid()})"
    assert capsys.readouterr().err == ""


def test_where_no_lock_can_be_had_the_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    with only_run(tmp_path / "build", "a build"):
        pass


def test_of_two_that_replace_a_folder_at_once_the_last_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, others = Path.replace, iter(["theirs"])

    def replace(self: Path, target: Path) -> Path:
        if self.name == "mine" and next(others, None):
            (tmp_path / "old").mkdir()
            (tmp_path / "old" / "theirs").write_text("")  # as another command does between two steps
        return real(self, target)

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine").write_text("")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Path, "replace", replace)
        replace_folder(tmp_path / "mine", tmp_path / "old")
    assert [str(p.relative_to(tmp_path)) for p in sorted(tmp_path.rglob("*"))] == ["old", "old/mine"]


def test_a_folder_takes_the_place_of_another(tmp_path: Path) -> None:
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text("")
    replace_folder(tmp_path / "new", tmp_path / "old")
    assert [str(p.relative_to(tmp_path)) for p in sorted(tmp_path.rglob("*"))] == ["old", "old/new"]
