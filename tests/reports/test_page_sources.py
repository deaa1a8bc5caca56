"""Pages are prose with inline values; their cells only show what modules give."""

import ast
import re

import pytest

from reports.render.built_in import REPORTS, project
from reports.render.includes import expand
from reports.render.page_cells import Cell, parse
from reports.text.inline import Inline

LONGEST = 15
PAGES = project()["project"]["render"]


def cells(name: str) -> list[Cell]:
    text = expand(name, (REPORTS / name).read_text(encoding="utf-8"), REPORTS).text
    return [part for part in parse(name, text).parts if isinstance(part, Cell)]


@pytest.mark.parametrize("name", PAGES)
def test_cells_are_short(name: str) -> None:
    assert {c.line: c.code.count("\n") for c in cells(name) if c.code.count("\n") > LONGEST} == {}


@pytest.mark.parametrize("name", PAGES)
def test_cells_print_no_prose(name: str) -> None:
    """What is printed is an attribute or a call; texts that cells hold are names, in lower case and without spaces."""
    for cell in cells(name):
        for node in ast.walk(ast.parse(cell.code)):
            place = f"{name}: cell on line {cell.line}"
            assert not isinstance(node, ast.JoinedStr | ast.Lambda | ast.FunctionDef), place
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                assert all(isinstance(a, ast.Attribute | ast.Call | ast.Name) for a in node.args), place
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert re.fullmatch(r"[a-z0-9./_-]*", node.value), f"{place}: {node.value}"


@pytest.mark.parametrize("name", PAGES)
def test_inline_values_are_attributes(name: str) -> None:
    text = expand(name, (REPORTS / name).read_text(encoding="utf-8"), REPORTS).text
    for part in parse(name, text).parts:
        if isinstance(part, Inline):
            assert re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+)+", part.expression), part
