"""An unpacked release as far as the loaders need it, and the programs that read it."""

import shutil
from pathlib import Path

import duckdb
import pytest

from clients_support import CLIENTS, program
from release.loaders.loader_files import loaders
from release.view_files import write_views
from schemas.package import ROOT, read_package
from schemas.views import read_views


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory, real: duckdb.DuckDBPyConnection) -> Path:
    """Return a folder with the tables, the views as CSV, and the loaders beside them; nothing else of this tree."""
    root = tmp_path_factory.mktemp("archive")
    shutil.copytree(ROOT / "data", root / "data")
    write_views(real, root / "views")
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
