"""Which numbers in prose are figures, and when a figure agrees with an observation."""

import doctest

import pytest

import checks.rows.quotation_rules
from checks.rows.quotation_rules import figures


def test_examples_in_docstrings() -> None:
    failed, tried = doctest.testmod(checks.rows.quotation_rules)
    assert tried and not failed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A800 and the 910C of 2025, HBM3E at N+2", []),
        ("41 %, 1,384.93 yuan; 0.9 % off.", ["41", "1,384.93", "0.9"]),
        ("2,016 GB/s in 2016", ["2,016"]),
        ("1.65 million of 2.2 mn, 2025 units", ["1.65 million", "2.2 mn"]),
        ("In 2025-09, from 10 to 12.", ["10", "12"]),
        (None, []),
    ],
)
def test_figures_are_numbers_that_stand_alone(text: str | None, found: list[str]) -> None:
    assert [f.text for f in figures(text)] == found


def test_a_figure_in_words_is_the_same_in_a_table_of_units_or_of_millions() -> None:
    (figure,) = figures("1.65 million")
    assert figure.agrees([1650000], 0.001) and figure.agrees([1.65], 0.001) and not figure.agrees([1700000], 0.01)
    assert figure.digits == 3
