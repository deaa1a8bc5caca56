"""No logic reads free text: what names, titles, notes and statements say may change without anything else changing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.package import ROOT

FREE = {
    "name", "short_name", "title", "short_title", "note", "statement", "description", "reason", "rank_reason",
    "comment", "subject", "definition", "claimant", "publisher", "vendor", "designer", "operator", "foundry", "theme",
    "locator",
}  # fmt: skip
COLUMN = rf"(?<![\w'\"])(?:\w+\.)?(?:{'|'.join(sorted(FREE))})"
IN_SQL = re.compile(
    rf"""{COLUMN}\s+(?:not\s+)?(?:i?like|similar\s+to)\b | {COLUMN}\s*(?:=|<>|!=|~)\s*'
    | {COLUMN}\s+(?:not\s+)?in\s*\(\s*'
    | \b(?:regexp_\w+|contains|starts_with|ends_with|prefix|suffix|strpos|instr)\(\s*{COLUMN}\b""",
    re.VERBOSE | re.IGNORECASE,
)
ROOMS = ("reports", "model", "checks/dataset/frames", "schemas/views")
FILES = sorted(
    path
    for room in ROOMS
    for path in (ROOT / room).rglob("*")
    if path.suffix in (".py", ".sql", ".qmd") and not {"_site", "figures"} & set(path.parts)
)


def reads_free_text(node: ast.AST) -> bool:
    """Tell whether it is a cell of free text, `row["note"]`."""
    return (
        isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value in FREE
    )  # fmt: skip


def in_python(code: str) -> Iterator[str]:
    """Return comparisons of such a cell with a text, and searches in it."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            fixed = any(isinstance(s, ast.Constant) and isinstance(s.value, str) and s.value for s in sides)
            if fixed and any(map(reads_free_text, sides)):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            searching = node.func.attr in ("search", "match", "fullmatch", "findall", "startswith", "endswith")
            if searching and any(map(reads_free_text, [node.func.value, *node.args])):
                yield ast.unparse(node)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_hangs_on_the_wording_of_data(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [m.group() for m in IN_SQL.finditer(text)] == []
    if path.suffix == ".py":
        assert list(in_python(text)) == []


@pytest.mark.parametrize(
    "sql",
    [
        "where note like '%by billing place%'", "where o.title ilike 'x%'", "metric_id = 'a' and vendor = 'NVIDIA'",
        "regexp_matches(t.statement, 'fab')", "claimant in ('IDC')", "case when comment not like '% A row links %'",
    ],
)  # fmt: skip
def test_such_sql_is_seen(sql: str) -> None:
    assert IN_SQL.search(sql)


@pytest.mark.parametrize(
    "sql", ["where status = 'met'", "o.name as designer", "firm_id = 'nvidia'", "metric_name = ''"]
)
def test_other_sql_is_let_pass(sql: str) -> None:
    assert not IN_SQL.search(sql)


def test_such_python_is_seen() -> None:
    assert list(in_python('if row["note"] == "x" or "y" in row["title"]: pass'))
    assert list(in_python('PATTERN.search(row["statement"])')) and list(in_python('r["name"].startswith("A")'))
    assert not list(in_python('row["status"] == "met" or row["city"] in row["name"]'))
