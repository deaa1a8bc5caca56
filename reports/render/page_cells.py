"""Pages (`.qmd`) split into prose, inline values and Python cells, and these executed.

In: the text of a page. Out: the Markdown in which each cell is replaced by its output and each inline value by what it
gives, in the order in which they stand. Does not make HTML.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from reports.render.cell_options import OptionError, settle
from reports.render.cell_output import OutputError, cell_markdown
from reports.render.kernel import CellError, Kernel
from reports.render.page_error import PageError
from reports.text.inline import FENCE, Inline, split

QUIET = {"echo": False, "warning": False}  # what the project of the report sets
EXECUTABLE = re.compile(r"^\{(\w+)(?:[ ,][^}]*)?\}$")


@dataclass
class Cell:
    """One executable cell: the line on which it begins (1 is the first of the page), its options and code."""

    line: int
    code: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass
class Page:
    """Front matter, and the body as a sequence of Markdown texts, inline values and cells; a cell has texts around it.

    `places` says of each line the file and the line that it comes from, where files are included; `defaults` are the
    options that the project sets for all cells.
    """

    name: str
    meta: dict[str, Any]
    parts: list[str | Inline | Cell]
    places: Sequence[tuple[str, int]] = ()
    defaults: Mapping[str, Any] = field(default_factory=lambda: QUIET)

    def where(self, line: int, what: str = "line") -> str:
        """Return a place in words: `index.qmd: line 3`."""
        name, at = self.places[line - 1] if self.places else (self.name, line)
        return f"{name}: {what} {at}"


def parse(name: str, text: str, places: Sequence[tuple[str, int]] = ()) -> Page:
    """Split a page. A ```{python} fence inside another fence is text, as it is for Quarto. Raises PageError."""
    lines = text.splitlines()
    meta, start = _front_matter(name, lines)
    page = Page(name, meta, [], places)
    prose: list[str] = []
    fence, opened, begin, cell = "", 0, start + 1, None
    for n, line in enumerate(lines[start:], start + 1):
        mark = FENCE.match(line)
        if not fence and mark:
            fence, opened = mark.group(1), n
            if _is_cell(page, n, mark.group(1), mark.group(2).strip()):
                page.parts += split("\n".join(prose), begin)
                prose, cell = [], Cell(n, "")
                continue
        elif mark and mark.group(1).startswith(fence) and not mark.group(2).strip():
            fence = ""
            if cell:
                page.parts.append(_with_options(page, cell))
                cell, begin = None, n + 1
                continue
        if cell:
            cell.code += line + "\n"
        else:
            prose.append(line)
    if fence:
        raise PageError(f"{page.where(opened)}: this fence is never closed")
    page.parts += split("\n".join(prose), begin)
    return page


def _is_cell(page: Page, line: int, fence: str, what: str) -> bool:
    """Return whether a fence opens a cell of Python. Raises PageError for what only Quarto would run."""
    language = EXECUTABLE.match(what)
    if not language or fence.startswith("~"):
        return False
    if what != "{python}":
        raise PageError(f"{page.where(line)}: only {{python}} cells, with options in lines of #|, are run; not {what}")
    return True


def _front_matter(page: str, lines: list[str]) -> tuple[dict[str, Any], int]:
    """Return the YAML at the top, and how many lines it takes."""
    if not lines or lines[0] != "---":
        return {}, 0
    if "---" not in lines[1:]:
        raise PageError(f"{page}: the front matter is never closed")
    end = lines.index("---", 1)
    try:
        return yaml.safe_load("\n".join(lines[1:end])) or {}, end + 1
    except yaml.YAMLError as error:
        raise PageError(f"{page}: the front matter is not YAML ({error})") from None


def _with_options(page: Page, cell: Cell) -> Cell:
    lines = [line.removeprefix("#|") for line in cell.code.splitlines() if line.startswith("#|")]
    try:
        options = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        raise PageError(f"{page.where(cell.line, 'cell on line')}: its options are not YAML ({error})") from None
    if not isinstance(options, dict):
        raise PageError(f"{page.where(cell.line, 'cell on line')}: its options are no pairs of name and value")
    return Cell(cell.line, cell.code, options)


def execute(page: Page, kernel: Kernel) -> str:
    """Run the page's cells; returns its Markdown. Raises PageError."""
    page = _settled(page)
    parts = [part for part in page.parts if not isinstance(part, str)]
    codes = [_expression(page, p) if isinstance(p, Inline) else _code(p) for p in parts]
    try:
        outputs = iter(kernel.run(codes))
    except CellError as error:
        run = [part for part, code in zip(parts, codes, strict=True) if code.strip()]
        raise PageError(f"{_where(page, run[error.number])}: {error}") from None
    return "".join(
        part if isinstance(part, str) else _shown_part(page, part, next(outputs), kernel.folder) for part in page.parts
    )


def _settled(page: Page) -> Page:
    """Return the page with all options of its cells. Raises PageError for one that is not honoured."""
    parts = []
    for part in page.parts:
        if isinstance(part, Cell):
            try:
                part = replace(part, options=settle(page.defaults, page.meta.get("execute") or {}, part.options))
            except OptionError as error:
                raise PageError(f"{_where(page, part)}: {error}") from None
        parts.append(part)
    return replace(page, parts=parts)


def _code(cell: Cell) -> str:
    """Return what the kernel is given of a cell."""
    return cell.code if cell.options["eval"] else ""


def _expression(page: Page, inline: Inline) -> str:
    """Return the code of an inline value. Raises PageError unless it is one expression."""
    try:
        ast.parse(inline.expression, mode="eval")
    except SyntaxError as error:
        raise PageError(f"{_where(page, inline)}: no expression of Python ({error.msg})") from None
    return inline.expression


def _where(page: Page, part: Inline | Cell) -> str:
    if isinstance(part, Cell):
        return page.where(part.line, "cell on line")
    return f"{page.where(part.line)}: `{part.expression}`"


def _shown_part(page: Page, part: Inline | Cell, executed: Any, folder: Path) -> str:
    """Return what stands in the place of a cell or of an inline value."""
    if isinstance(part, Inline):
        return _value(page, part, executed)
    try:
        up = "../" * page.name.count("/")
        return f"\n\n{cell_markdown(part.options, part.code, executed.get('outputs', []), folder, up)}\n\n"
    except OutputError as error:
        raise PageError(f"{_where(page, part)}: {error}") from None


def _value(page: Page, inline: Inline, executed: Any) -> str:
    """Return the Markdown of an inline value, or its number. Quarto would show other objects as Python writes them."""
    data = next((o.data for o in executed.outputs if o.output_type == "execute_result"), None)
    if data is None:
        raise PageError(f"{_where(page, inline)}: it gives nothing")
    if "text/markdown" not in data and not re.fullmatch(r"-?[0-9.]+", data["text/plain"]):
        raise PageError(f"{_where(page, inline)}: neither Markdown nor a number, but {data['text/plain']}")
    return str(data.get("text/markdown", data["text/plain"]))
