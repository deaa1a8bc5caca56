"""Failures of commands: mistakes of people in one line, ours with their place, and the traceback on request."""

import ast
import pickle
from pathlib import Path

import pytest

from checks.run import CouldNotRun, Worker
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


def broken(key: str) -> object:
    return {}[key]


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
    worker = Worker("json")
    try:
        worker.ask(broken, "y")  # type: ignore[arg-type]
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
