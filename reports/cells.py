"""Pages (`.qmd`) split into prose and Python cells, and the cells executed in one kernel per page.

In: the text of a page. Out: the Markdown in which each cell is replaced by its output. Does not make HTML.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from reports.query import LOG

FENCE = re.compile(r"^(`{3,}|~{3,})(.*)$")


class PageError(Exception):
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
    """Split a page. A ```{python} fence inside a longer fence is text, as it is for Pandoc."""
    lines = text.splitlines()
    meta: dict[str, Any] = {}
    start = 0
    if lines and lines[0] == "---":
        start = lines.index("---", 1) + 1
        meta = yaml.safe_load("\n".join(lines[1 : start - 1])) or {}
    parts: list[str | Cell] = []
    prose: list[str] = []
    fence, cell = "", None
    for n, line in enumerate(lines[start:], start + 1):
        mark = FENCE.match(line)
        if not fence and mark:
            fence = mark.group(1)
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
        raise PageError(f"{name}: a fence is opened and never closed")
    parts.append("\n".join(prose))
    return Page(name, meta, parts)


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
    except (CellExecutionError, DeadKernelError) as error:
        failed = next((c for c, n in zip(cells, notebook.cells, strict=True) if _failed(n)), cells[-1])
        reason = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else str(error)
        raise PageError(f"{page.name}: cell on line {failed.line}: {reason}") from None
    outputs = iter(notebook.cells)
    texts = [_output(part, next(outputs)) if isinstance(part, Cell) else part for part in page.parts]
    return "\n\n".join(texts)


def environment(folder: Path, log: Path | None) -> dict[str, str]:
    """The environment in which cells run: this tree's modules can be imported whatever the working directory."""
    ours = str(Path(__file__).resolve().parent.parent)
    found = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder.parent), ours]), "MPLBACKEND": "agg"}
    found["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    return found | ({LOG: str(log)} if log else {})


def _failed(cell: Any) -> bool:
    return any(o.output_type == "error" for o in cell.outputs)


def _output(cell: Cell, executed: Any) -> str:
    """What the cell shows: printed Markdown as it is with `output: asis`, else as a block of text."""
    texts = []
    for output in executed.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            asis = cell.options.get("output") == "asis"
            texts.append(output.text if asis else f"```\n{output.text}```\n")
        elif output.output_type in ("display_data", "execute_result") and "text/markdown" in output.data:
            texts.append(output.data["text/markdown"])
    return "\n".join(texts)
