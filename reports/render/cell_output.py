"""What a page shows of a cell: its code if asked for, and its outputs, as Markdown.

In: the options of a cell and its outputs as Jupyter gives them. Out: Markdown that shows what Quarto shows of them. An
output that has no form here raises OutputError. Pictures become files in `figures/` of the project.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from schemas.files import write_whole

FIGURES = "figures"
# In the order of preference that Quarto has for HTML.
TEXTS = ("text/html", "text/markdown")
PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
# What drawing returns is no output of its own where the drawing is shown.
DRAWN = re.compile(r"^[\[({]*(<matplotlib|<seaborn|<Axes|<Figure|Text\(|array\(\[+<)")


class OutputError(ValueError):
    """An output that cannot be shown; the text says what it is."""


def cell_markdown(options: Mapping[str, Any], code: str, outputs: Sequence[Any], folder: Path, up: str = "") -> str:
    """Return what stands in the place of a cell; pictures go to `folder`/figures, which `up` leads to. Raises
    OutputError."""
    if not options["include"]:
        return ""
    parts = [echoed(code)] if options["echo"] else []
    if options["output"]:
        parts += _labelled(options, "\n".join(_texts(options, outputs, folder, up)))
    return "\n".join(parts)


def echoed(code: str) -> str:
    """Return the code as it is shown, without its options."""
    lines = [line for line in code.splitlines() if not line.startswith("#|")]
    return block("\n".join(lines), "python")


def block(text: str, language: str = "") -> str:
    """Return a block of text, in a fence longer than any within."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def _labelled(options: Mapping[str, Any], text: str) -> list[str]:
    """Return the output in the float that its label and caption make of it."""
    caption = options.get("fig-cap") or options.get("tbl-cap")
    if not caption:
        return [text]
    if not text.strip():
        raise OutputError(f"the label “{options['label']}” has nothing to stand for")
    return [f"::: {{#{options['label']}}}\n\n{text}\n\n{caption}\n\n:::\n"]


def _texts(options: Mapping[str, Any], outputs: Sequence[Any], folder: Path, up: str) -> Iterator[str]:
    """Yield the Markdown of each output: printed Markdown as it is with `output: asis`, else as a block of text."""
    drawn = any(PICTURES.keys() & output.get("data", {}).keys() for output in outputs)
    for printed, group in groupby(outputs, key=lambda o: o.output_type == "stream" and o.name == "stdout"):
        if printed:  # in one piece: what is printed slowly comes in several
            text = "".join(output.text for output in group)
            yield text if options["output"] == "asis" else block(text)
            continue
        for output in group:
            if output.output_type in ("display_data", "execute_result"):
                yield _shown(output.data, drawn, options, folder, up)


def _shown(data: Mapping[str, str], drawn: bool, options: Mapping[str, Any], folder: Path, up: str) -> str:
    for kind in TEXTS:
        if kind in data:
            return data[kind] if kind == "text/markdown" else block(data[kind], "{=html}")
    for kind, end in PICTURES.items():
        if kind in data:
            return _picture(data[kind], end, options, folder, up)
    if set(data) != {"text/plain"}:
        raise OutputError(f"an output of the kind {', '.join(sorted(data))} cannot be shown")
    text = data["text/plain"]
    return "" if drawn and DRAWN.match(text) else block(text)


def _picture(data: str, end: str, options: Mapping[str, Any], folder: Path, up: str) -> str:
    """Write a picture, named after what it shows, and return the image."""
    content = data.encode() if end == "svg" else base64.b64decode(data)
    name = f"cell-{hashlib.sha256(content).hexdigest()[:12]}.{end}"
    write_whole(folder / FIGURES / name, content)
    alt = html.escape(options.get("fig-alt") or options.get("fig-cap") or "", quote=True)
    return f'![]({up}{FIGURES}/{name}){{fig-alt="{alt}"}}\n'
