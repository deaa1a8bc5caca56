"""Pages (`.qmd`) split into prose and Python cells, and the cells executed in one kernel per page.

In: the text of a page. Out: the Markdown in which each cell is replaced by its output. Does not make HTML.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from reports.query import LOG
from schemas.errors import UserError

FENCE = re.compile(r"^(`{3,}|~{3,})(.*)$")


class PageError(UserError):
    """A page that could not be rendered; the text names page, cell and reason."""


@dataclass
class Cell:
    """One executable cell: the line on which it begins (1 is the first of the page), its options and code."""

    line: int
    code: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass
class Page:
    """Front matter, and the body as a sequence of Markdown texts and cells."""

    name: str
    meta: dict[str, Any]
    parts: list[str | Cell]


def parse(name: str, text: str) -> Page:
    """Split a page. A ```{python} fence inside a longer fence is text, as it is for Pandoc. Raises PageError."""
    lines = text.splitlines()
    meta, start = _front_matter(name, lines)
    parts: list[str | Cell] = []
    prose: list[str] = []
    fence, opened, cell = "", 0, None
    for n, line in enumerate(lines[start:], start + 1):
        mark = FENCE.match(line)
        if not fence and mark:
            fence, opened = mark.group(1), n
            if fence == "```" and mark.group(2).strip() == "{python}":
                parts.append("\n".join(prose))
                prose, cell = [], Cell(n, "")
                continue
        elif mark and mark.group(1).startswith(fence) and not mark.group(2).strip():
            fence = ""
            if cell:
                parts.append(_with_options(name, cell))
                cell = None
                continue
        if cell:
            cell.code += line + "\n"
        else:
            prose.append(line)
    if fence:
        raise PageError(f"{name}: line {opened}: this fence is never closed")
    parts.append("\n".join(prose))
    return Page(name, meta, parts)


def _front_matter(page: str, lines: list[str]) -> tuple[dict[str, Any], int]:
    """The YAML at the top, and how many lines it takes."""
    if not lines or lines[0] != "---":
        return {}, 0
    if "---" not in lines[1:]:
        raise PageError(f"{page}: the front matter is never closed")
    end = lines.index("---", 1)
    try:
        return yaml.safe_load("\n".join(lines[1:end])) or {}, end + 1
    except yaml.YAMLError as error:
        raise PageError(f"{page}: the front matter is not YAML ({error})") from None


def _with_options(page: str, cell: Cell) -> Cell:
    lines = [line.removeprefix("#|") for line in cell.code.splitlines() if line.startswith("#|")]
    try:
        options = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        raise PageError(f"{page}: cell on line {cell.line}: its options are not YAML ({error})") from None
    return Cell(cell.line, cell.code, options)


def execute(page: Page, folder: Path, log: Path | None = None) -> str:
    """Run the page's cells with `folder` as working directory; returns its Markdown. Raises PageError.

    Its queries are added to the file `log`.
    """
    cells = [part for part in page.parts if isinstance(part, Cell)]
    if not cells:
        return "\n\n".join(str(part) for part in page.parts)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c.code) for c in cells])
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=40"],
    )
    try:
        client.execute(env=environment(folder, log))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        failed = [c for c in cells if c.code.strip()][client.code_cells_executed - 1]
        reason = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else str(error)
        raise PageError(f"{page.name}: cell on line {failed.line}: {reason}") from None
    outputs = iter(notebook.cells)
    texts = [_output(part, next(outputs)) if isinstance(part, Cell) else part for part in page.parts]
    return "\n\n".join(texts)


def environment(folder: Path, log: Path | None) -> dict[str, str]:
    """The environment in which cells run: this tree's modules can be imported whatever the working directory."""
    ours = str(Path(__file__).resolve().parents[2])
    found = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder.parent), ours]), "MPLBACKEND": "agg"}
    found["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    return found | ({LOG: str(log)} if log else {})


def _output(cell: Cell, executed: Any) -> str:
    """What the cell shows: printed Markdown as it is with `output: asis`, else as a block of text."""
    asis = cell.options.get("output") == "asis"
    texts = []
    for printed, pieces in groupby(_shown(executed), key=lambda shown: shown[0]):
        if printed:  # in one piece: what is printed slowly comes in several
            text = "".join(text for _, text in pieces)
            texts.append(text if asis else _block(text))
        else:
            texts += [text for _, text in pieces]
    return "\n".join(texts)


def _shown(executed: Any) -> Iterator[tuple[bool, str]]:
    """Each output that is shown, and whether it was printed."""
    for output in executed.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            yield True, output.text
        elif output.output_type in ("display_data", "execute_result") and "text/markdown" in output.data:
            yield False, output.data["text/markdown"]


def _block(text: str) -> str:
    """A block of text, in a fence longer than any within."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}\n{text.rstrip()}\n{fence}\n"
