"""An unpacked release as far as the loaders need it, and the programs that read it."""

import shutil
from pathlib import Path

import pytest

from clients_support import CLIENTS, program
from release.loaders.loader_files import loaders
from release.view_files import write_views
from schemas.locked import open_locked
from schemas.package import ROOT, read_package
from schemas.views import read_views
from scripts.build import DATABASE


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory, real_build: Path) -> Path:
    """Return a folder with the tables, the views as CSV, and the loaders beside them; nothing else of this tree."""
    root = tmp_path_factory.mktemp("archive")
    shutil.copytree(ROOT / "data", root / "data")
    (root / "views").mkdir()
    # by itself, as other tests may have the same file open without the right to write
    with open_locked(real_build / DATABASE, writes=root / "views") as con:
        write_views(con, root / "views")
    for path, text in loaders(read_package(), read_views(ROOT / "schemas" / "views")).items():
        (root / Path(path).name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def client_python() -> str:
    """Return the Python that has pandas, polars and PySpark."""
    return program(str(CLIENTS / "python"), "make test sets up .venv-clients")


@pytest.fixture(scope="session")
def duckdb_shell() -> str:
    """Return the command line of DuckDB."""
    return program(str(CLIENTS / "duckdb"), "make test sets up .venv-clients")
