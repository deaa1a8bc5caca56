"""The examples in the docstrings of what pages and charts share hold."""

import doctest
from types import ModuleType

import pytest

from reports import blocks, chips, claims, wording
from reports.charts import canvas, rivals


@pytest.mark.parametrize("module", [blocks, canvas, chips, claims, rivals, wording])
def test_examples_in_docstrings(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed
