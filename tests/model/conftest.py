"""The inputs of this tree, read once."""

import pytest

from model.inputs import Inputs
from model.package import inputs
from schemas.cells import read_text
from schemas.package import ROOT, read_package


@pytest.fixture(scope="session")
def committed() -> Inputs:
    """The inputs in data/assumptions.csv."""
    text, problems = read_text(read_package().table["assumptions"], ROOT)
    assert problems == []
    return inputs({"assumptions": text})
