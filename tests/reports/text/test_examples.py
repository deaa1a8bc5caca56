"""The examples in the docstrings of what pages and charts share hold."""

import doctest
from types import ModuleType

import pytest

from reports.charts import canvas, rivals
from reports.text import dates, inline, labels, language, markdown, numbers, values


@pytest.mark.parametrize("module", [canvas, dates, inline, labels, language, markdown, numbers, rivals, values])
def test_examples_in_docstrings(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed
