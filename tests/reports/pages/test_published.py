"""Tables of published figures: values are escaped, ranks are seen, periods are in words."""

from typing import Any

import pytest

from reports.pages.published import amount, figure, figures_table, period_text, subject_text

ROW: dict[str, Any] = {
    "metric": "Shipped", "subject": "Maker", "firm_id": "maker", "firm": "Maker", "chip_id": None,
    "period": "2026", "starts_on": "2026-01-01",
    "central": 1200.0, "value_low": None, "value_high": None, "bound": None, "unit": "units", "basis": "estimated",
    "rank": "normal", "rank_reason": None, "claimant_id": "house", "claimant": "House", "as_of": "2026-04",
    "note": None, "url": "https://a.org/1", "observation_id": "obs-1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "1,200 units"),
        ({"bound": "at-least"}, "≥1,200 units"),
        ({"value_low": 1000.0, "value_high": 1400.0}, "1,000 to 1,400 units"),
        ({"value_low": 1000.0, "value_high": 2000.0}, "1,200 units (1,000 to 2,000)"),
    ],
)
def test_amount(change: dict[str, Any], expected: str) -> None:
    assert amount(ROW | change, with_unit=True) == expected


def test_preferred_is_bold_and_deprecated_says_so() -> None:
    assert figure(ROW | {"rank": "preferred"}) == "**1,200**"
    assert figure(ROW | {"rank": "deprecated"}) == "1,200 (superseded)"


def test_chip_and_firm_are_both_named() -> None:
    assert subject_text(ROW) == "[Maker](<firms/maker.html>)"
    assert (
        subject_text(ROW | {"chip_id": "c", "subject": "Chip"}) == "[Chip](<chips/c.html>), [Maker](<firms/maker.html>)"
    )
    assert subject_text(ROW | {"firm_id": None, "firm": None, "subject": "Mainland China"}) == "several"


def test_no_value_goes_out_unescaped() -> None:
    bad = "a|b <script> [x](y)"
    text = figures_table([ROW | {"claimant": bad, "note": bad}], {"Period": period_text}, "Units", filters="Period")
    assert "| []{#obs-1}" in text, "a row has an address of its own"
    assert bad not in text and "<script>" not in text.replace("\\<script\\>", "")
    assert '::: {.sortable data-filter="Period"}' in text


def test_print_has_a_table_or_a_sentence() -> None:
    split = '::: {.content-hidden when-format="html"}'
    assert "estimated\\. " not in figures_table([ROW], {"Period": period_text}).split(split)[0]
    assert (
        "[House](<analysts/house.html>), [Apr 2026](<https://a.org/1>), estimated."
        in figures_table([ROW], {"Period": period_text}).split(split)[1]
    )
    assert "One figure is on the site" in figures_table([ROW], {"Period": period_text}, paper=False).split(split)[1]
