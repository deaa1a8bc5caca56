"""Which settings of a project and of a page are honoured; any other would be dropped without a word, and is refused.

In: `_quarto.yml` and the front matter of a page. Out: nothing, or a PageError that names the setting. A page may set
what the template shows; that list is read from the template itself.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reports.render.page_error import PageError

TEMPLATE = Path(__file__).resolve().parent / "template.html"
VARIABLE = re.compile(r"\$(?:(?:if|for)\()?([a-z][a-z-]*)[^$\n]*\$")
WORDS = {"if", "else", "endif", "for", "sep", "endfor", "it", "body", "table-of-contents", "pagetitle", "root"}

PROJECT = {
    "": {"project", "website", "search", "lang", "format", "filters", "execute", "jupyter"},
    "project": {"type", "output-dir", "execute-dir", "render", "resources", "pre-render", "post-render"},
    "website": {"title"},
    "format": {"html"},
    # Those that make Quarto do what the built-in renderer does without being told, and those of the contents list.
    "format.html": {
        "theme", "minimal", "template", "from", "toc", "toc-depth", "section-divs", "html-math-method",
        "highlight-style", "html-table-processing", "tbl-colwidths",
    },
}  # fmt: skip
OURS = ("site-", "pdf-")  # settings of this project, which Quarto hands through
PAGE = {"title", "description", "lang", "execute", "toc", "toc-depth"}


def check_project(config: Mapping[str, Any]) -> None:
    """Refuse settings of `_quarto.yml` that would be dropped. Raises PageError."""
    for path, known in PROJECT.items():
        level: Any = config
        for name in filter(None, path.split(".")):
            level = level.get(name) or {}
        _refuse("_quarto.yml", path, (name for name in level if not str(name).startswith(OURS)), known)


def check_page(name: str, meta: Mapping[str, Any]) -> None:
    """Refuse settings in the front matter of a page that would be dropped. Raises PageError."""
    _refuse(name, "", (key for key in meta if not str(key).startswith(OURS)), PAGE | template_variables())


@cache
def template_variables() -> frozenset[str]:
    """Return what the template shows of a page."""
    return frozenset(set(VARIABLE.findall(TEMPLATE.read_text(encoding="utf-8"))) - WORDS)


def _refuse(where: str, path: str, names: Iterable[Any], known: set[str]) -> None:
    if wrong := sorted(str(name) for name in names if name not in known):
        full = ", ".join(f"“{path}.{name}”" if path else f"“{name}”" for name in wrong)
        raise PageError(f"{where}: nothing here honours {full}; known are {', '.join(sorted(known))}")
