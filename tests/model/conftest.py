"""The tables of this tree in memory, its inputs and figures, and a few draws of the prior."""

from collections.abc import Mapping

import duckdb
import pytest

from model.indicator import Run, Setting, run
from model.inputs import Draws, Inputs
from model.tables import setting, witnesses
from model.witnesses import Witness
from schemas.cells import TextTable, read_tables
from schemas.database import connect_new, load_tables
from schemas.package import read_package

N = 200


@pytest.fixture(scope="session")
def texts() -> Mapping[str, TextTable]:
    """Return the tables of this tree as checked text."""
    return read_tables(read_package())


@pytest.fixture(scope="session")
def real(texts: Mapping[str, TextTable]) -> duckdb.DuckDBPyConnection:
    """Return the tables of this tree in memory, without views and files: quicker than a build."""
    con, package = connect_new(), read_package()
    load_tables(con, package, dict(texts))
    return con


@pytest.fixture(scope="session")
def heard(texts: Mapping[str, TextTable]) -> list[Witness]:
    """Return the published figures that are held against the model."""
    return witnesses(texts)


@pytest.fixture(scope="session")
def now() -> Setting:
    """Return the setting of the package's day."""
    return setting(read_package().day)


@pytest.fixture(scope="session")
def drawn(committed: Inputs) -> Draws:
    """Return draws of the prior, filled by `before`."""
    return Draws(committed, N, 5)


@pytest.fixture(scope="session")
def before(drawn: Draws, now: Setting) -> Run:
    """Return what follows from the draws of the prior."""
    return run(drawn, now)
