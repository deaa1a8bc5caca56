"""Charts of the market: what their sentences say follows from the rows, and they draw wide and narrow."""

from datetime import date
from pathlib import Path

import pytest

from reports.charts import market_shares, nvidia_china, prices, rivals, shipments_time, shipments_vendors
from reports.charts.base import Chart, Row, svg


@pytest.fixture
def built(real_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(real_build / "china-ai-chips.duckdb"))


CHARTS = {
    "market-shares": lambda: market_shares.market_shares("2025"),
    "shipments-vendors": lambda: shipments_vendors.shipments_vendors("2025"),
    "shipments-time": shipments_time.shipments_time,
    "nvidia-china": nvidia_china.nvidia_china,
    "prices": prices.prices,
}


@pytest.mark.parametrize("name", CHARTS)
def test_draws_wide_and_narrow_in_proportion_to_its_rows(built: None, name: str) -> None:
    chart: Chart = CHARTS[name]()
    assert chart.name == name and chart.rows
    for narrow in (False, True):
        text = svg(chart, narrow)
        assert len(text) < 15_000 + 1_500 * len(chart.rows) and "<title>" in text
    assert "None" not in chart.title + chart.alt + chart.caption + chart.source


def share(vendor: str, value: float, measure: str = "units", **other: object) -> Row:
    row: Row = {
        "vendor": vendor, "measure": measure, "share": value, "share_low": None, "share_high": None, "bound": None,
        "basis": "estimated", "rank": "preferred", "claimant": "House", "as_of": "2026-04-01", "definition_id": "d1",
        "firm_id": None, "chip_id": None,
    }  # fmt: skip
    return row | other


def test_title_of_shares_changes_with_the_rows() -> None:
    rows = [share("Chinese-designed", 12.5), share("Chinese-designed", 30, "value", claimant="Other")]
    start = "Of the AI chips sold in 2027, Chinese designs were less than half of the units, 12.5% (House, estimated)"
    assert market_shares.title(rows, "2027") == f"{start} and less than half of the value, 30% (Other, estimated)."
    rows[1]["share"] = 60
    assert market_shares.title(rows, "2027") == f"{start}, but more than half of the value, 60% (Other, estimated)."
    assert market_shares.title([rows[0] | {"rank": "normal"}], "2027").startswith("No share of 2027 is preferred")


def test_vendors_without_a_heading_stand_together_and_a_forecast_says_so() -> None:
    small = share("Tiny", 1, definition_id="one-vendor", firm_id="tiny", basis="forecast", bound="at-most")
    groups = market_shares.group_by_vendor([share("NVIDIA", 55, definition_id="one-vendor", firm_id="nvidia"), small])
    assert [g.heading for g in groups] == ["NVIDIA", "Other vendors"]
    figure = groups[1].figures[0]
    assert figure.label == "Tiny, by units, House, Apr 2026" and figure.text == "at most 1%, forecast"


def test_a_vendor_with_one_figure_has_no_heading_of_its_own() -> None:
    base: Row = {"chip_id": None, "bound": None, "value_low": None, "value_high": None, "basis": "estimated",
                 "rank": "preferred", "claimant": "House", "as_of": "2026-04"}  # fmt: skip
    rows = [base | {"vendor": v, "subject": v, "central": n} for v, n in (("A", 900.0), ("A", 800.0), ("B", 2e6))]
    assert [(g.heading, len(g.figures)) for g in shipments_vendors.group_by_vendor(rows)] == [
        ("A", 2),
        ("Other vendors", 1),
    ]
    title = shipments_vendors.title(rows, "2026")
    assert (
        title
        == "B shipped 2,222 times as many AI chips in China in 2026 as A, the next: 2 million against 900 (House)."
    )
    assert shipments_vendors.title(rows[:1], "2026") == "A shipped 900 AI chips in China in 2026 (House)."
    assert shipments_vendors.title([], "2026").startswith("No count")


def test_heights_grow_with_the_lines() -> None:
    line = rivals.Figure("l", 1, None, None, "estimated", "1", "1")
    one, two = (rivals.heights([rivals.Group("g", [line] * n)]) for n in (1, 2))
    assert (two[0] - one[0], two[1] - one[1]) == (rivals.LINE, rivals.TALL)


def test_a_quarter_across_years_names_both() -> None:
    row = {"starts_on": date(2025, 11, 1), "ends_on": date(2026, 1, 31), "usd_bn": 3.06, "counted": "place-unspecified"}
    assert nvidia_china.describe(row) == "Nov 2025 to Jan 2026: USD 3.06 bn (basis not said)."


def test_a_quarter_is_held_against_the_one_of_a_year_before() -> None:
    def quarter(year: int, first: int, revenue: float, counted: str = "by-customer-headquarters") -> Row:
        return {"starts_on": date(year, first, 1), "ends_on": date(year, first + 2, 28), "usd_bn": revenue,
                "counted": counted}  # fmt: skip

    rows = [
        quarter(2026, 5, 8.0),
        quarter(2026, 2, 4.5),
        quarter(2025, 5, 9.0),
        quarter(2026, 4, 99, "by-billing-place"),
    ]
    said = "NVIDIA’s revenue from China was USD 8 bn in May to Jul 2026"
    assert nvidia_china.title(rows) == f"{said}, down from 9 bn in May to Jul 2025, by customer headquarters."
    assert nvidia_china.title(rows[:2]) == f"{said}, up from 4.5 bn in Feb to Apr 2026, by customer headquarters."
    assert nvidia_china.title(rows[:1]) == "NVIDIA took USD 8 bn in May to Jul 2026 in China, by customer headquarters."


def test_the_highest_prices_of_two_designers_are_compared() -> None:
    rows = [
        {"designer": d, "subject": s, "usd": p} for d, s, p in (("A", "a (x)", 5e3), ("A", "b", 9e3), ("B", "c", 7e3))
    ]
    assert prices.title(rows) == "A’s highest published price, USD 9,000 (b), is above B’s, USD 7,000 (c)."
    assert prices.title(rows[:1]) == "The highest published price of an accelerator is USD 5,000 (a)."


def test_yuan_keep_their_currency_and_say_the_dollars() -> None:
    row = {"subject": "Chip", "period": "2026-09", "in_yuan": True, "central": 72_000.0, "usd": 10_000.0, "bound": None,
           "value_low": None, "value_high": None, "definition_id": "list-price", "basis": "reported",
           "claimant": "Paper"}  # fmt: skip
    expected = "Chip, Sep 2026: CNY 72,000, about USD 10,000 (quoted price, reported, Paper)."
    assert prices.describe(row) == expected
