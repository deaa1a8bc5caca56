"""What the documents point at is there: links, anchors, paths of the tree, names in the code, make targets."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.package import ROOT

FOLDERS = ("", ".github", "model", "bench", "docs", "docs/how-to", "docs/decisions", "docs/rules", "docs/tables")
GUIDES = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.md") if path.name != "CHANGELOG.md")
WRITTEN = [path for path in GUIDES if path.parent.name not in ("rules", "tables")]  # by people
ROOMS = ("schemas", "model", "checks", "changes", "release", "reports", "scripts", "tests")
LINK = re.compile(r"\]\((?!\w+:)([^()\s]+)\)")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
NAME = re.compile(r"(?:[a-z_.]+\.)?(_[a-z_]+|[A-Z][A-Z_]{3,})")  # a private function or a constant of the code
PLACE = re.compile(r"<[\w-]+>")  # a part of a path that depends on what is added
MADE = ("build/", "data/derived/")  # what commands write is not in every clone


def prose(path: Path) -> str:
    """Return a document without its blocks of code."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """Return the anchors that readers of Markdown give to the headings of a document."""
    heads = re.findall(r"^#+ (.*)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def dead_links(path: Path) -> Iterator[str]:
    """Give each relative link of a document that leads to no file, or to no heading."""
    for link in (found.strip("<>") for found in LINK.findall(prose(path))):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


def missing_paths(path: Path) -> Iterator[str]:
    """Give each path in backticks that is not in the tree; a `<name>` in it stands for any."""
    rooms = {p.name for p in ROOT.iterdir() if p.is_dir()} | {"derived", "rows", "dataset", "structure"}
    for text in CODE.findall(prose(path)):
        if "/" not in text or " " in text or text.startswith(MADE) or text.split("/")[0] not in rooms:
            continue
        pattern = PLACE.sub("*", text.rstrip("/"))
        if not any(next(folder.glob(pattern), None) for folder in (ROOT, ROOT / "checks", ROOT / "data")):
            yield text


@pytest.mark.parametrize("path", GUIDES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    assert list(dead_links(path)) == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: str(p.relative_to(ROOT)))
def test_paths_exist(path: Path) -> None:
    assert list(missing_paths(path)) == []


def test_names_are_in_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    known = set(re.findall(r"\w+", code))
    for path in WRITTEN:
        named = [match[1] for text in CODE.findall(prose(path)) if (match := NAME.fullmatch(text))]
        assert set(named) <= known, path.name


def test_a_dead_link_and_a_path_that_is_gone_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A page\n[here](#a-page) [gone](gone.md) [no heading](page.md#elsewhere) [far](https://example.org/x)\n\n"
        "`checks/rules/<topic>.yaml` `schemas/tables/` `schemas/gone.py` `build/report/index.html`\n"
        "\n```text\n[in a block](gone.md) `schemas/gone.py`\n```\n",
        encoding="utf-8",
    )
    assert list(dead_links(page)) == ["gone.md", "page.md#elsewhere"]
    assert list(missing_paths(page)) == ["schemas/gone.py"]


def test_commands_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in WRITTEN:
        assert set(re.findall(r"`make ([a-z-]+)`", prose(path))) <= targets, path.name
