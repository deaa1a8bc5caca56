"""Failures of commands: mistakes of people in one line, ours with their place, and the traceback on request."""

import ast
import errno
import io
import multiprocessing
import os
import pickle
import sys
from pathlib import Path

import pytest

from checks.findings import Finding
from checks.workers import CouldNotRun, Worker
from model.distributions import InputError
from reports.render.page_cells import PageError
from schemas.csv_text import DataError, Problem
from schemas.errors import InternalError, PackageError, UserError, describe_internal
from schemas.package import ROOT, read_package
from scripts.command import command


def failing(error: BaseException, *arguments: str) -> int:
    @command("try", done="tried")
    def main(argv: list[str] | None = None) -> int:
        raise error

    return main([*arguments])


def test_mistakes_in_the_data_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem("data/x.csv", 3, "a", "is empty", "fill it", "required")
    assert failing(DataError([problem])) == 1
    assert capsys.readouterr().err == (
        "data/x.csv:3: a: is empty; fill it\n1 mistake in the data; nothing was tried.\n"
    )  # fmt: skip


@pytest.mark.parametrize("kind", [UserError, InputError, CouldNotRun, PageError, PackageError])
def test_what_a_person_can_put_right_is_one_line(kind: type[UserError], capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(kind("no such year")) == 2
    assert capsys.readouterr().err == "cannot try: no such year\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "build/x"), "build/x: No space left on device"),
        (OSError(errno.EROFS, "Read-only file system"), "Read-only file system"),
        (PermissionError(errno.EACCES, "Permission denied", "data/firms.csv"), "data/firms.csv: Permission denied"),
        (MemoryError(), "not enough memory"),
    ],
)
def test_what_the_system_refuses_is_one_line(error: Exception, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(error) == 2
    assert capsys.readouterr().err == f"cannot try: {words}\n"


def test_a_file_that_is_missing_is_a_mistake_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(FileNotFoundError(errno.ENOENT, "No such file or directory", "x")) == 2
    assert "mistake of ours" in capsys.readouterr().err


def test_whoever_stops_a_command_sees_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "stopped; nothing more was tried\n"


def printing(monkeypatch: pytest.MonkeyPatch, output: io.TextIOBase) -> int:
    @command("try")
    def main(argv: list[str] | None = None) -> int:
        print("“中”")
        return 0

    monkeypatch.setattr(sys, "stdout", output)
    return main([])


def test_an_output_that_cannot_spell_a_character_gets_an_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    assert printing(monkeypatch, io.TextIOWrapper(written, encoding="ascii")) == 0
    assert written.getvalue() == rb"\u201c\u4e2d\u201d" + b"\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_an_output_that_is_full_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        assert printing(monkeypatch, full) == 2
    assert capsys.readouterr().err == "cannot try: No space left on device\n"


def test_layers_run_where_processes_cannot_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, which has no `os.nice` either."""
    real = multiprocessing.get_context

    def get_context(method: str | None = None) -> object:
        if method == "fork":
            raise ValueError("cannot find context for 'fork'")
        return real("spawn")

    monkeypatch.setattr(multiprocessing, "get_context", get_context)
    worker = Worker(list)
    try:
        worker.ask(no_findings)
        assert worker.answer() == []
    finally:
        worker.stop()


def no_findings() -> list[Finding]:
    return []


def broken(key: str) -> object:
    return {}[key]  # type: ignore[index]


def test_a_mistake_of_ours_says_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    @command("try")
    def main(argv: list[str] | None = None) -> int:
        return int(bool(broken("x")))

    assert main([]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("internal error in tests/scripts/test_command.py:") and "KeyError 'x'" in line
    assert "--debug" in line
    assert main(["--debug"]) == 2
    error = capsys.readouterr().err
    assert "Traceback" in error and "return {}[key]" in error


def test_a_mistake_of_ours_in_a_worker_says_where_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    worker = Worker(list)
    try:
        worker.ask(broken, "y")
        with pytest.raises(InternalError) as error:
            worker.answer()
    finally:
        worker.stop()
    assert describe_internal(error.value).startswith("tests/scripts/test_command.py:")
    failing(error.value, "--debug")
    assert "return {}[key]" in capsys.readouterr().err


def test_an_internal_error_passes_between_processes() -> None:
    error = pickle.loads(pickle.dumps(InternalError("a.py:1: KeyError", "Traceback")))
    assert (error.what, error.trace) == ("a.py:1: KeyError", "Traceback")


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("datapackage.json", "{", "datapackage.json:1 is not JSON"),
        ("datapackage.json", "{}", "datapackage.json:1 lacks the property “resources”"),
        ("schemas/tables/firms.json", '{"title": "Firms"}', "firms.json:1 lacks the property “fields”"),
    ],
)
def test_a_descriptor_that_is_wrong_is_named(tree_copy: Path, file: str, content: str, words: str) -> None:
    (tree_copy / file).write_text(content)
    with pytest.raises(PackageError, match=words):
        read_package(tree_copy)


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").glob("*.py")), ids=lambda p: p.stem)
def test_no_command_swallows_mistakes_of_ours(path: Path) -> None:
    """`scripts.command` alone catches everything; what is caught elsewhere is a mistake of people or of the system."""
    caught = {
        name.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and node.type
        for name in ast.walk(node.type)
        if isinstance(name, ast.Name)
    }
    assert not caught & {"KeyError", "ValueError", "TypeError", "LookupError", "AttributeError", "BaseException"}
    assert ("Exception" in caught) == (path.stem == "command")


def ended() -> list[Finding]:
    os._exit(3)


def test_a_worker_that_is_gone_is_said_and_no_thread_complains(capfd: pytest.CaptureFixture[str]) -> None:
    worker = Worker(list)
    try:
        worker.ask(ended)
        with pytest.raises(CouldNotRun, match="ended without an answer"):
            worker.answer()
        worker.ask(ended)
        with pytest.raises(CouldNotRun):
            worker.answer()
    finally:
        worker.stop()
    assert "Traceback" not in capfd.readouterr().err
