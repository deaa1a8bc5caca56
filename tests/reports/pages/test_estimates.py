"""Words for the model's inputs and for published figures beside each other; examples of modules that pages share."""

import doctest
from types import ModuleType

import duckdb
import pytest

import reports.charts.banks
import reports.charts.intervals
import reports.text.labels
from reports.pages import estimates


def test_ends_and_spread_are_escaped() -> None:
    row = {"low": 0.5, "central": 1000.0, "high": 2000.0, "unit": "<u>", "zero_probability": 0.35}
    assert estimates.ends(row) == "0\\.5 – 1,000 – 2,000 \\<u\\>; nothing at all with 35 %"
    figures = [
        {"rank": "preferred", "central": 30.0, "value_low": 20.0, "value_high": None, "unit": "%"},
        {"rank": "deprecated", "central": 99.0, "value_low": None, "value_high": None, "unit": "%"},
        {"rank": "normal", "central": 60.0, "value_low": None, "value_high": None, "unit": "%"},
    ]
    assert estimates.spread(figures) == "20 to 60 %"


@pytest.mark.parametrize(
    "module",
    [reports.text.labels, reports.charts.intervals, reports.charts.banks],
)
def test_examples_in_docstrings(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed


def test_every_input_of_the_package_has_a_name(real: duckdb.DuckDBPyConnection) -> None:
    names = {r[0] for r in real.execute("select distinct input from assumptions").fetchall()}
    assert names <= set(reports.text.labels.INPUTS)
