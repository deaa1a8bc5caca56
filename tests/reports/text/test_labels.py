"""Words for the model's inputs and for published figures beside each other; examples of modules that pages share."""

import doctest
from types import ModuleType

import pytest

import reports.charts.banks
import reports.charts.intervals
import reports.text.labels
from reports.query import query
from reports.text.labels import claimant_label
from reports.text.language import words


@pytest.mark.parametrize(
    "module",
    [reports.text.labels, reports.charts.intervals, reports.charts.banks],
)
def test_examples_in_docstrings(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed


def test_a_row_of_an_input_has_its_name_its_year_and_its_vintage() -> None:
    row = {"input_id": "licensed-imports-t1", "period": "2026", "vintage": None}
    name = reports.text.labels.label_of("inputs", "licensed-imports-t1").name
    assert reports.text.labels.input_label(row) == f"{name}, 2026"
    assert reports.text.labels.input_label(row | {"vintage": "2026-01"}) == f"{name}, 2026, as known in 2026-01"
    assert reports.text.labels.input_label(row | {"period": None}) == name


def test_a_figure_that_is_computed_here_is_said_in_the_words_of_the_language() -> None:
    rows = query("select observation_id, claimant, derivation from observations_named where derived order by 1")
    assert rows
    for row in rows:
        english, chinese = claimant_label(row), claimant_label(row, "zh")
        assert english == row["claimant"] and english != chinese and "本项目" in chinese
        houses = english.split(" of ", 1)[1].removesuffix("’s figures")
        assert english == words().fill(f"derived.{row['derivation']}", houses=houses)


def test_what_somebody_else_said_keeps_its_name() -> None:
    row = query("select observation_id, claimant from observations_named where not derived order by 1 limit 1")[0]
    assert claimant_label(row, "zh") == row["claimant"]
