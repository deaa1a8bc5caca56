"""Shared ground of the tests: tiny packages written from rows, and one build of the real package."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from edits import git
from schemas.cells import read_text
from schemas.database import connect_new, load_tables, load_views
from schemas.package import ROOT, Package, read_package
from scripts.build import DATABASE, build, read_sound
from tests_support import Rows, write_package

if TYPE_CHECKING:
    from model.inputs import Inputs

# The least that an observation refers to. Every value is invented for the tests.
BASE: Rows = {
    "sources": [
        {
            "source_id": "s1", "title": "A page", "publisher": "P", "accessed_on": "2026-01-01", "url": "https://a.org/1",
            "language": "en", "kind": "news", "reliability": "B",
        }
    ],
    "actors": [{"actor_id": "idc", "name": "IDC", "kind": "analyst"}],
    "regions": [{"region_id": "cn", "name": "Mainland China", "kind": "country"}],
    "firms": [
        {"firm_id": "parent", "name": "Parent", "roles": "designer", "country": "CN", "source_ids": "s1"},
        {"firm_id": "child", "name": "Child", "roles": "foundry;designer", "country": "CN", "parent_id": "parent",
         "source_ids": "s1"},
    ],
    "definitions": [
        {"definition_id": d, "family": f, "name": n, "description": n}
        for d, f, n in [
            ("planned", "spec-stage", "Planned"), ("shipped", "spec-stage", "Shipped"),
            ("d1", "vendor-scope", "Chinese-designed"), ("one-vendor", "vendor-scope", "The vendor"),
            ("ai-wafers", "wafer-scope", "AI wafers"),
        ]
    ],
}  # fmt: skip


@pytest.fixture
def make_package(tmp_path: Path) -> Callable[..., Package]:
    """Return a function that writes BASE with the given tables on top into a fresh folder."""

    def make(**tables: list[dict[str, str]]) -> Package:
        return write_package(tmp_path / "package", BASE | tables)

    return make


@pytest.fixture
def make_database(make_package: Callable[..., Package]) -> Callable[..., duckdb.DuckDBPyConnection]:
    """Return a function that writes such a package and gives the database that is built of it, without its files."""

    def make(**tables: list[dict[str, str]]) -> duckdb.DuckDBPyConnection:
        package = make_package(**tables)
        texts, views = read_sound(package)
        con = connect_new()
        load_tables(con, package, texts)
        load_views(con, views)
        return con

    return make


@pytest.fixture(scope="session")
def real_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one build of the package in this tree."""
    out = tmp_path_factory.mktemp("real-build")
    build(read_package(), out)
    return out


@pytest.fixture(scope="session")
def real(real_build: Path) -> duckdb.DuckDBPyConnection:
    """Return the real package, open for reading."""
    return duckdb.connect(str(real_build / DATABASE), read_only=True)


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the report as `make report` makes it, in build/report/; made by one worker of several if it is out of
    date."""
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / ".report.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        plain = {k: v for k, v in os.environ.items() if k != "CHINA_AI_CHIPS_DB"}  # that of some test
        run = subprocess.run(
            [sys.executable, "-m", "scripts.report"], cwd=ROOT, env=plain, capture_output=True, text=True
        )
    assert run.returncode == 0, run.stdout + run.stderr
    return ROOT / "build" / "report"


@pytest.fixture
def tree_copy(tmp_path: Path) -> Path:
    """Return a copy of the package in this tree, to break."""
    root = tmp_path / "copy"
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.json", root)
    return root


@pytest.fixture
def repository(tree_copy: Path) -> Path:
    """Return a copy of the package in this tree as a git repository, one commit on main, on the branch `change`."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(tree_copy)], check=True)
    (tree_copy / ".gitignore").write_text("build/\n")
    git(tree_copy, "add", "-A")
    git(tree_copy, "commit", "-q", "-m", "first")
    git(tree_copy, "checkout", "-q", "-b", "change")
    return tree_copy


@pytest.fixture(scope="session")
def committed() -> "Inputs":
    """Return the inputs in data/assumptions.csv."""
    from model.tables import inputs  # only who runs the model pays for its imports

    read = {name: read_text(read_package().table[name], ROOT) for name in ("inputs", "assumptions")}
    assert not any(problems for _, problems in read.values())
    return inputs({name: text for name, (text, _) in read.items()})
