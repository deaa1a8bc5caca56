"""Quarto's shortcodes `include`, `var` and `meta`, for the built-in renderer, replaced before cells are read."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from reports.render.page_cells import PageError

SHORTCODE = re.compile(r"(?<!\{)\{\{<\s*(\S+)\s*(.*?)\s*>\}\}(?!\})")
LITERAL = re.compile(r"\{(\{\{<.*?>\}\})\}")
DEEPEST = 5


def expand(name: str, text: str, folder: Path, meta: Mapping[str, Any], depth: int = 0) -> str:
    """`text` of page `name` without shortcodes. Paths that begin with / start at `folder`, others at the page.

    Raises PageError for a file, variable or shortcode that is not there.
    """
    variables = yaml.safe_load(_read(folder / "_variables.yml") or "{}") or {}

    def replacement(match: re.Match[str]) -> str:
        line = text.count("\n", 0, match.start()) + 1
        kind, argument = match[1], match[2].strip("\"'")
        if kind == "include":
            path = folder / argument.lstrip("/") if argument.startswith("/") else (folder / name).parent / argument
            found = _read(path)
            if found is None:
                raise PageError(f"{name}: line {line}: the included file {argument} is not there")
            if depth == DEEPEST:
                raise PageError(f"{name}: line {line}: files include one another more than {DEEPEST} deep")
            return expand(str(path.relative_to(folder)), found, folder, meta, depth + 1)
        if kind in ("var", "meta"):
            value = _value(variables if kind == "var" else meta, argument)
            if value is None:
                raise PageError(f"{name}: line {line}: there is no {kind} {argument}")
            return str(value)
        raise PageError(f"{name}: line {line}: unknown shortcode “{kind}”; include, var and meta are known")

    return LITERAL.sub(r"\1", SHORTCODE.sub(replacement, text))


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _value(values: Mapping[str, Any], key: str) -> Any:
    found: Any = values
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
