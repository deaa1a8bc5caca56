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
    "changes": {"schemas", "model", "checks"},
    "release": {"schemas"},
    "china_ai_chips": set(),
    "scripts": {"schemas", "model", "checks", "reports", "changes", "release"},
}
# The same inside reports: what a module there may import of the other modules of reports.
IN_REPORTS = {
    "query": set(),
    "text": {"query"},
    "charts": {"query", "text"},
    "pages": {"query", "text", "charts"},
    "things": {"query", "text"},
    "render": {"query", "text", "things"},
}
# Names that say neither what a function does nor what it returns, so that nobody would search for them.
VAGUE = {"alone", "apart", "each", "explain", "look", "own", "said", "told", "wanted"}
# First words of docstrings of functions that say what something is, not what the function does with it.
NO_VERBS = set(
    re.findall(
        r"\w+",
        """
        a about all also an and another any at between both but by each every first for from function how in it its last
        low no nor not of on one only part such that the their these they this those three two what when where whether
        which who whose whole with without
        columns digest errors expression findings folder inputs labels line metrics names numbers observations outcomes
        probability quantiles records rows share shares status text type types units value values width words years
        """,
    )
)
NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Return the modules that a module imports, and the names that it imports from them, dotted."""
    found = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{a.name}" for a in node.names}
    return found


def public_names(tree: ast.Module) -> set[str]:
    """Return the names of functions, classes, methods, parameters, and of what modules and classes assign."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, NAMED):
            found.add(node.name)
        if isinstance(node, ast.arg):
            found.add(node.arg)
        if isinstance(node, ast.Module | ast.ClassDef):
            for line in node.body:
                targets = [line.target] if isinstance(line, ast.AnnAssign) else getattr(line, "targets", [])
                found |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return found


def is_property(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a method is read like an attribute."""
    return any(ast.unparse(decorator).endswith("property") for decorator in function.decorator_list)


def begins_with_a_verb(docstring: str) -> bool:
    """Tell whether the first word can be the verb of what a function does: “Return …”, “Tell whether …”."""
    first = docstring.split()[0]
    return first.rstrip(",:").isalpha() and first[0].isupper() and first.rstrip(",:").lower() not in NO_VERBS


@pytest.mark.parametrize("folder", ALLOWED)
def test_imports_run_one_way(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        ours = {name.split(".")[0] for name in imported(path)} & ALLOWED.keys() - {folder}
        assert ours <= ALLOWED[folder], f"{path.relative_to(ROOT)} imports {ours - ALLOWED[folder]}"


def test_imports_run_one_way_inside_reports() -> None:
    """Pages are made of charts and texts; what renders them knows none of them."""
    for path in (ROOT / "reports").rglob("*.py"):
        room = path.relative_to(ROOT / "reports").parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        ours = {name.split(".")[1] for name in imported(path) if name.startswith("reports.")} - {room}
        assert ours <= IN_REPORTS[room], f"{path.relative_to(ROOT)} imports {ours - IN_REPORTS[room]}"


@pytest.mark.parametrize("folder", (*ALLOWED, "tests", "bench"))
def test_names_can_be_searched_for(folder: str) -> None:
    """The command `python -m scripts.explain` is a file, and keeps its name."""
    for path in (ROOT / folder).rglob("*.py"):
        vague = {name for name in public_names(parse(path)) if name.lower() in VAGUE}
        assert not vague, f"{path.relative_to(ROOT)}: {vague}"


@pytest.mark.parametrize("folder", (*ALLOWED, "tests", "bench"))
def test_docstrings_of_functions_begin_with_a_verb(folder: str) -> None:
    """Tests are left out: the name of a test is its sentence, and what it needs besides is no action."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {docstring.splitlines()[0]}"
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if not is_property(node) and not node.name.startswith("test_")
        if (docstring := ast.get_docstring(node)) and not begins_with_a_verb(docstring)
    ]
    assert wrong == []


def test_the_tests_of_names_and_docstrings_can_fail() -> None:
    tree = ast.parse("Said = 1\nclass A:\n    own: int\n    def look(self, told): ...\ndef f(): each = 1")
    assert {name for name in public_names(tree) if name.lower() in VAGUE} == {"Said", "own", "look", "told"}
    assert all(begins_with_a_verb(text) for text in ("Return it.", "Run, showing each.", "Tell whether it is."))
    assert not any(begins_with_a_verb(text) for text in ("The rows.", "Whether it is.", "`x`", "5, 50, 95%", "part"))


def test_no_two_modules_share_a_name() -> None:
    """Nor does a module share one with a package in another room: what is called `x.py` is found by its name."""
    homes: dict[str, list[Path]] = defaultdict(list)
    for path in (p for room in (*ALLOWED, "tests") for p in (ROOT / room).rglob("*.py")):
        if path.name == "__init__.py":
            homes[path.parent.name].append(path.parent)
        elif path.name != "conftest.py":
            homes[path.stem].append(path)
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_make_help_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = " ".join(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)).split()
    assert "help" in phony
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in phony:
        assert re.search(rf"make {target}\s+\w", shown), target


def test_locks_name_no_index_and_hash_everything() -> None:
    folders = (".", "bench", "tests/clients", "torture")
    for lock in (p for folder in folders for p in (ROOT / folder).glob("requirements*.lock")):
        text = lock.read_text()
        assert "://" not in text and "index" not in text, lock.name
        pinned = re.findall(r"^[\w.\[\]-]+==\S+", text, re.MULTILINE)
        assert pinned and text.count("--hash=sha256:") >= len(pinned)


def test_versions_agree() -> None:
    version = read_package().version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"\n## {version} (" in (ROOT / "CHANGELOG.md").read_text()
