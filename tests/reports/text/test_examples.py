"""The examples in the docstrings of what pages, charts and renderers share hold."""

import doctest
from types import ModuleType

import pytest

from reports.charts import canvas, market_shares, rivals
from reports.render import head, paper_fonts
from reports.text import dates, inline, labels, language, markdown, numbers, values
from reports.things import thing_pages

TEXT = (dates, inline, labels, language, markdown, numbers, values)


@pytest.mark.parametrize("module", [*TEXT, canvas, rivals, market_shares, head, paper_fonts, thing_pages])
def test_examples_in_docstrings(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed
