"""Words for the model's inputs and for published figures beside each other; examples of modules that pages share."""

import doctest
from types import ModuleType

import pytest

import reports.charts.banks
import reports.charts.intervals
import reports.text.labels


@pytest.mark.parametrize(
    "module",
    [reports.text.labels, reports.charts.intervals, reports.charts.banks],
)
def test_examples_in_docstrings(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed


def test_a_row_of_an_input_has_its_name_its_year_and_its_vintage() -> None:
    row = {"input_id": "licensed-imports-t1", "period": "2026", "vintage": None}
    assert reports.text.labels.input_label(row) == "Licensed imports, training class, 2026"
    assert reports.text.labels.input_label(row | {"vintage": "2026-01"}).endswith(", 2026, as known in 2026-01")
    assert reports.text.labels.input_label(row | {"input_id": "die-area", "period": None}) == "Die area"
