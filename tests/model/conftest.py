"""The inputs and the tables of this tree, read once."""

import duckdb
import pytest

from model.inputs import Inputs
from model.tables import inputs
from schemas.cells import read_tables, read_text
from schemas.database import connect_new, load_tables
from schemas.package import ROOT, read_package


@pytest.fixture(scope="session")
def committed() -> Inputs:
    """The inputs in data/assumptions.csv."""
    read = {name: read_text(read_package().table[name], ROOT) for name in ("inputs", "assumptions")}
    assert not any(problems for _, problems in read.values())
    return inputs({name: text for name, (text, _) in read.items()})


@pytest.fixture(scope="session")
def real() -> duckdb.DuckDBPyConnection:
    """The tables of this tree in memory, without views and files: quicker than a build."""
    con, package = connect_new(), read_package()
    load_tables(con, package, read_tables(package))
    return con
