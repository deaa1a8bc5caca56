"""The tables of this tree in memory."""

import duckdb
import pytest

from schemas.cells import read_tables
from schemas.database import connect_new, load_tables
from schemas.package import read_package


@pytest.fixture(scope="session")
def real() -> duckdb.DuckDBPyConnection:
    """Return the tables of this tree in memory, without views and files: quicker than a build."""
    con, package = connect_new(), read_package()
    load_tables(con, package, read_tables(package))
    return con
