"""A review of hostile rows: as Markdown nothing of it is markup, as text nothing of it steers a terminal."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from changes.bump import Level
from changes.compare import Diff
from changes.effects import Effects, Figure, HeadlineFigure, VerdictChange
from changes.review import Review, as_lines, as_markdown
from changes.row_changes import CellChange, RowChange, TableChanges, WholeRow
from changes.shape_changes import ShapeChange
from changes.shown import as_markdown as diff_as_markdown
from changes.shown import as_text
from checks.findings import Finding
from checks.github_markdown import code, escape

PAYLOADS = [
    '"><img src="https://evil.example/i" onerror="canary()">',
    "``<img src=https://evil.example/i>`` ```<script>canary()</script>```",
    "a` <b>b</b> ``c`` <i>d</i>",
    "[here](javascript:canary()) ![i](https://evil.example/m) [r][r]",
    "`[here](https://evil.example)` ``[x](https://evil.example)`",
    "*b* __b__ ~~s~~ $m$ # h | c | > q - l &lt;b&gt; <!-- c -->",
    "<https://evil.example/a> </li></ul><h1>",
    "\x1b]0;t\x07\x1b[31mred\x1b[0m \u202eright to left \u2066x",
    "::error file=a::b\n::add-mask::c\r\n# Heading\n\n<h1>",
    "\\`<img src=x>\\` \\",
]
MARKUP = {"RawInline", "RawBlock", "Image", "Emph", "Strong", "Strikeout", "Math", "Header", "Table", "BlockQuote"}


def hostile_diff(text: str) -> Diff:
    row = WholeRow((text,), 4, {"firm_id": "x", "name": text})
    return Diff(
        "main", "0.1.0", "0.1.0",
        (TableChanges("firms", "data/firms.csv", (row,), (RowChange((text,), 9, (CellChange("name", "a", text),)),),
                      (replace(row, key=(f"{text} (2)",)),)),),
        (ShapeChange(text, f"description {text}", Level.PATCH),),
        effects=Effects(
            (HeadlineFigure(f"2025 units, {text}", Figure(0.1), Figure(0.2)),), None,
            (VerdictChange(text, text, "open", "met"),), f"the estimate cannot be computed: {text}",
        ),
        level=Level.PATCH,
    )  # fmt: skip


def hostile_review(text: str) -> Review:
    found = Finding("data/firms.csv", 2, "", "firms/used", "error", f"name “{text}” is unused", "e", f"write {text}")
    return Review((found,), (), 0, hostile_diff(text))


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every element of a document that Pandoc has read."""
    if isinstance(node, dict):
        if "t" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from elements(child)


def read_markdown(text: str) -> list[dict[str, Any]]:
    """Read Markdown as GitHub does."""
    command = [pypandoc.get_pandoc_path(), "--from=gfm", "--to=json"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return list(elements(json.loads(done.stdout)["blocks"]))


@pytest.mark.parametrize("text", PAYLOADS)
def test_nothing_of_a_row_is_markup(text: str) -> None:
    plain = [e for e in read_markdown(as_markdown(hostile_review("plain"))) if e["t"] in MARKUP]
    found = [e for e in read_markdown(as_markdown(hostile_review(text))) if e["t"] in MARKUP | {"Link"}]
    assert [e for e in found if e["t"] not in ("Header", "Strong", "Link")] == []
    assert [e["t"] for e in found if e["t"] != "Link"] == [e["t"] for e in plain]
    for link in (e for e in found if e["t"] == "Link"):  # an address that stands there is shown as one
        assert link["c"][2][0] == "".join(e["c"] for e in link["c"][1] if e["t"] == "Str")
        assert link["c"][2][0].startswith("https://")


@pytest.mark.parametrize("text", PAYLOADS)
def test_nothing_of_a_row_steers_a_terminal_or_begins_a_line(text: str) -> None:
    for shown in (as_lines(hostile_review(text)), as_text(hostile_diff(text)), as_markdown(hostile_review(text))):
        assert all(line.isprintable() for line in shown.split("\n"))
        assert not [line for line in shown.split("\n") if line.startswith("::")]
    assert diff_as_markdown(hostile_diff(text)).count("\n") == diff_as_markdown(hostile_diff("plain")).count("\n")


PIECES = st.sampled_from(
    ["`", "``", "```", "<b>", "</b>", "<!--", "\\", "*", "**", "_", "__", "[a](b)", "![", "&lt;", "a", " "]
)


def kinds_of(text: str) -> list[str]:
    """Return what a line of Markdown holds."""
    (_, inline, _) = MarkdownIt("commonmark", {"html": True}).parse(f"x {text}")
    return [token.type for token in inline.children or []]


@given(st.lists(st.lists(PIECES, min_size=1).map("".join).filter(str.strip), min_size=2, max_size=3))
def test_no_run_of_backticks_ends_code(parts: list[str]) -> None:
    kinds = kinds_of(" → ".join(code(part) for part in parts))
    assert kinds.count("code_inline") == len(parts) and set(kinds) == {"code_inline", "text"}


@given(st.lists(PIECES).map("".join))
def test_escaped_text_is_text_and_code_alone(text: str) -> None:
    assert set(kinds_of(escape(text))) <= {"code_inline", "text", "text_special"}
