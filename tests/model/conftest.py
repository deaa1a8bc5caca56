"""The inputs of this tree, read once."""

import pytest

from model.inputs import Inputs
from model.tables import inputs
from schemas.cells import read_text
from schemas.package import ROOT, read_package


@pytest.fixture(scope="session")
def committed() -> Inputs:
    """The inputs in data/assumptions.csv."""
    read = {name: read_text(read_package().table[name], ROOT) for name in ("inputs", "assumptions")}
    assert not any(problems for _, problems in read.values())
    return inputs({name: text for name, (text, _) in read.items()})
