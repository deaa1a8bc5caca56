"""What a page's cells printed, kept until their code or what their queries give changes.

An entry is keyed on the text of the page, the modules of ours that it imports, and the files of the tree beside the
data (schemas, rules). When the data change, the queries of the page are run again: if all give what they gave, so would
the page.
"""

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from reports.query import digest, query
from reports.render.page_cells import Cell, Page
from schemas.files import read_kept, write_whole

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BESIDE = (
    "datapackage.json",
    "CHANGELOG.md",
    "CITATION.cff",
    "checks/exemptions.yaml",
    "reports/_quarto.yml",
    "tests/model/second_reader.csv",
    "build/data-docs/record.json",
    "build/findings.json",
    "build/since-release.json",
    "requirements.lock",
)
EXECUTE = (  # what runs the cells
    "render/kernel.py",
    "render/page_cells.py",
    "render/cell_options.py",
    "render/cell_output.py",
    "text/inline.py",
    "query.py",
)
PARSING = Lock()  # Python 3.11 counts the depth of all threads that parse in one place, and stops
FOLDERS = ("schemas", "checks/rules", "reports/theme", "reports/text")


def files_digest(paths: Iterable[Path]) -> str:
    """Return SHA-256 over names and contents of files, sorted; missing ones count as such.

    A file of the tree is named from its root and another by its last part, so that a tree that was moved is the same.
    """
    total = hashlib.sha256()
    for path in sorted(set(paths)):
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        total.update(name.encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"-")
    return total.hexdigest()


def tree_files(*folders: Path) -> list[Path]:
    """Return all files below folders, without what Python and this renderer leave there."""
    left = {"__pycache__", "figures", "_site", ".quarto", "_freeze"}
    return [p for f in folders for p in f.rglob("*") if p.is_file() and not left & set(p.parts)]


def imported_modules(codes: Iterable[str], folder: Path = ROOT) -> set[Path]:
    """Return files of ours that pieces of Python import, and those that these import in turn."""
    found: set[Path] = set()
    todo = list(codes)
    while todo:
        try:
            with PARSING:
                tree = ast.parse(todo.pop())
            nodes = list(ast.walk(tree))
        except SyntaxError:
            continue  # running the cell will say so
        names = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
        names |= {f"{n.module}" for n in nodes if isinstance(n, ast.ImportFrom) and n.module}
        names |= {f"{n.module}.{a.name}" for n in nodes if isinstance(n, ast.ImportFrom) for a in n.names}
        for path in {p for name in names for p in _files(name, folder)} - found:
            if path.is_file():
                found.add(path)
                todo.append(path.read_text(encoding="utf-8"))
    return found


def _files(name: str, folder: Path) -> list[Path]:
    """Return where the module `name` would be, and the packages that it would lie in."""
    parts = name.split(".")
    packages = [folder.joinpath(*parts[:n], "__init__.py") for n in range(1, len(parts) + 1)]
    return [folder.joinpath(*parts[:-1], f"{parts[-1]}.py"), *packages]


def page_key(page: Page, text: str) -> str:
    """Return what the output of a page depends on, except for the data."""
    code = imported_modules(part.code for part in page.parts if isinstance(part, Cell))
    beside = [ROOT / p for p in BESIDE] + tree_files(*(ROOT / f for f in FOLDERS))
    own = hashlib.sha256(f"{page.name}\0{text}".encode()).hexdigest()
    return own + files_digest([*code, *beside, *(HERE.parent / f for f in EXECUTE)])


def data_key() -> str:
    """Return what the data of the built file are: the hash of its inputs, written there by the build."""
    found: str = query("select inputs_hash from package")[0]["inputs_hash"]
    return found


def read_entry(path: Path, key: str, figures: Path) -> str | None:
    """Return the Markdown kept in `path`, if nothing it depends on has changed; else None."""
    entry = read_kept(path)
    if entry.get("key") != key or any(files_digest([figures / f]) != d for f, d in entry["figures"].items()):
        return None
    if entry["data"] != data_key():
        if not all(_same(q) for q in entry["queries"]):
            return None
        write_entry(path, key, entry["markdown"], entry["queries"], figures)
    markdown: str = entry["markdown"]
    return markdown


def _same(asked: Mapping[str, Any]) -> bool:
    try:
        return digest(query(asked["sql"], *asked["values"])) == asked["digest"]
    except duckdb.Error:
        return False


def write_entry(path: Path, key: str, markdown: str, queries: list[Any], figures: Path) -> None:
    """Write an entry; `queries` is the log of what the page asked."""
    names = {p.name: p.name.split(".")[0] for p in figures.glob("*")}  # what is drawn is linked to as <stem>.svg
    named = {n for n, stem in names.items() if f"figures/{n}" in markdown or f"figures/{stem}.svg" in markdown}
    entry = {
        "key": key,
        "data": data_key(),
        "queries": queries,
        "figures": {name: files_digest([figures / name]) for name in sorted(named)},
        "markdown": markdown,
    }
    write_whole(path, json.dumps(entry, ensure_ascii=False))
