"""The house: imports run one way, every make target is explained, nothing names another machine."""

import ast
import re
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from schemas.package import ROOT, read_package

ALLOWED = {
    "schemas": set(),
    "model": {"schemas"},
    "reports": {"schemas", "model"},
    "checks": {"schemas", "model"},
    "scripts": {"schemas", "model", "checks", "reports"},
}


def imported(path: Path) -> set[str]:
    """Top-level packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("folder", ALLOWED)
def test_imports_run_one_way(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        ours = imported(path) & ALLOWED.keys() - {folder}
        assert ours <= ALLOWED[folder], f"{path.relative_to(ROOT)} imports {ours - ALLOWED[folder]}"


def test_no_two_modules_share_a_name() -> None:
    """Nor does a module share one with a package in another room: what is called `x.py` is found by its name."""
    rooms = ["checks", "schemas", "model", "scripts", "tests"]  # and reports, once its rooms are settled
    homes: dict[str, list[Path]] = defaultdict(list)
    for path in (p for room in rooms for p in (ROOT / room).rglob("*.py")):
        if path.name == "__init__.py":
            homes[path.parent.name].append(path.parent)
        elif path.name != "conftest.py":
            homes[path.stem].append(path)
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_make_help_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in phony[1].split():
        assert re.search(rf"make {target}\s+\w", shown), target


def test_locks_name_no_index_and_hash_everything() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "://" not in text and "index" not in text, lock.name
        pinned = re.findall(r"^[\w.\[\]-]+==\S+", text, re.MULTILINE)
        assert pinned and text.count("--hash=sha256:") >= len(pinned)


def test_versions_agree() -> None:
    version = read_package().version
    assert f'\nversion = "{version}"\n' in (ROOT / "pyproject.toml").read_text()
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"\n## {version} (" in (ROOT / "CHANGELOG.md").read_text()
