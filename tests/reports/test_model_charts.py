"""Charts of the model's figures: sentences that follow the rows, drawings wide and narrow, data that stays text."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from reports.charts import (
    banks,
    bindings,
    choices,
    forecasts,
    heat,
    intervals,
    sales_demand,
    staircase,
    tornado,
    trajectory_lines,
)
from reports.charts.base import Chart, svg
from reports.text.labels import label_of

Row = dict[str, Any]
NASTY = "<script>alert(1)</script>"
STATUS = {2024: "estimate", 2025: "estimate", 2026: "nowcast", 2027: "projection"}


def share(year: int, median: float | None, **more: Any) -> Row:
    ends = {"low": None, "high": None} if median is None else {"low": 0.5 * median, "high": min(1.2 * median, 100)}
    return {"year": year, "status": STATUS[year], "definition": "Counted", "median": median} | ends | more


def drawn(chart: Chart) -> str:
    """Return both drawings, each checked to be one SVG with a tooltip."""
    pictures = [svg(chart, small) for small in (False, True)]
    assert all(p.startswith("<svg") and p.count("</svg>") == 1 and 'class="tip"' in p for p in pictures)
    return "".join(pictures)


Fake = Callable[[Any, list[Row]], None]


@pytest.fixture
def rows_of(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Return a function that makes the queries of a module give invented rows."""

    def give(module: Any, rows: list[Row]) -> None:
        monkeypatch.setattr(module, "query", lambda sql, *values: [dict(r) for r in rows])

    return give


def test_trajectory_title_has_first_and_last_and_events_stay_text(
    rows_of: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    medians = {"d1": (20, 40, 80, 90), "d2": (5, 10, 50, 60), "d3": (0, 0.5, 10, 30), "d4": (0, 0.1, 4, 9)}
    rows = [share(y, m, definition_id=d) for d, values in medians.items() for y, m in zip(STATUS, values, strict=True)]
    event = {
        "event_id": "e", "happened_on": "2025-04", "on_date": date(2025, 4, 1), "title": NASTY, "publisher": "P",
        "url": "https://a.org",
    }  # fmt: skip
    monkeypatch.setattr(trajectory_lines, "query", lambda sql, *v: [event] if sql is trajectory_lines.EVENTS else rows)
    chart = trajectory_lines.trajectory()
    assert chart.title.startswith("From 2025 to 2027, as projected: 40% to 90% of units designed in China")
    text = drawn(chart)
    assert "<script" not in text and "&lt;script" in text


def bounded(year: int, high: float, **more: Any) -> Row:
    ends = {"low": 0.0, "median": high / 4, "high": high}
    return {"year": year, "status": "bound", "definition": "Tools", "definition_id": "d5"} | ends | more


def test_a_bound_is_drawn_as_one(rows_of: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [share(y, 40, definition_id=d) for d in ("d1", "d2") for y in STATUS]
    rows = known + [bounded(y, 3.2) for y in STATUS]
    monkeypatch.setattr(trajectory_lines, "query", lambda sql, *v: [] if sql is trajectory_lines.EVENTS else rows)
    chart = trajectory_lines.trajectory()
    assert "bound for 2025 at most 3.2%" in chart.alt
    assert "2027: ≤3.2%" in drawn(chart)
    rows_of(heat, [r | {"metric": m} for r in [*known[1:2], bounded(2025, 0.7)] for m in heat.METRICS])
    chart = heat.heat(2025)
    assert "below 1%, nothing counted" in chart.alt and "&lt;1%" in drawn(chart)
    assert chart.title.endswith("by up to 0 points, the metric by up to 0.")
    rows_of(staircase, [*known[1:2], bounded(2025, 3.2)])
    chart = staircase.staircase(2025)
    assert chart.caption.endswith("nobody counts what D5 asks for.") and "at most 3.2%" in drawn(chart)


def forecast(claimant: str, period: str, as_of: str, value: float, basis: str = "forecast", **more: Any) -> Row:
    return {
        "measure": "share of sales, by value", "claimant": claimant, "period": period, "as_of": as_of, "share": value,
        "bound": None, "basis": basis, "url": "https://a.org", "low": 30.0, "median": 40.0, "high": 50.0,
        "status": "projection",
    } | more  # fmt: skip


def test_forecasts_title_is_the_largest_revision_or_the_span(rows_of: Fake) -> None:
    revised = [forecast("A", "2027", "2025-05", 82), forecast("A", "2027", "2025-09-06", 39)]
    rows_of(
        forecasts, [*revised, forecast(NASTY, "2028", "2026", 60, bound="at-most"), forecast("B", "2028", "2026", 7)]
    )
    chart = forecasts.forecasts()
    assert chart.title == "A put share of sales, by value for 2027 at 82, then 39%."
    assert "≤60% (2026)" in chart.alt and "<script" not in drawn(chart)
    rows_of(forecasts, [forecast("A", "2027", "2025-05", 82), forecast("B", "2027", "2025-09", 39)])
    assert forecasts.forecasts().title == "Forecasts of the Chinese share lie between 39 and 82%."


def test_forecasts_without_a_band_of_ours(rows_of: Fake) -> None:
    none: dict[str, Any] = dict.fromkeys(("low", "median", "high", "status"))
    later = forecast("A", "2030", "2031-05", 70, "estimated", **none)
    rows_of(forecasts, [forecast("A", "2030", "2025-05", 82, **none), later])
    chart = forecasts.forecasts()
    assert len(forecasts.lines(chart.rows)) == 2 and "published afterwards: 70%" in chart.alt
    drawn(chart)


def test_sales_and_demand(rows_of: Fake) -> None:
    rows_of(sales_demand, [share(y, m, ratio=r) for r, m in (("sales", 50), ("demand", 30)) for y in STATUS])
    chart = sales_demand.sales_demand()
    assert chart.title == (
        "By value, Chinese designs were 50% of sales and 30% of demand in 2025; "
        "the nowcast for 2026 is 50% of sales and 30% of demand."
    )
    drawn(chart)


@pytest.mark.parametrize(("compute", "named"), [(25, "definition"), (99, "metric")])
def test_heat_says_what_matters_more(rows_of: Fake, compute: float, named: str) -> None:
    of = {"d0": 42, "d1": 40, "d2": 20, "d3": 10, "d4": 5, "d5": None}
    rows = [
        share(2025, None if m is None else compute if metric == "compute" else m, definition_id=d, metric=metric)
        for d, m in of.items()
        for metric in heat.METRICS
    ]
    rows_of(heat, rows)
    chart = heat.heat(2025)
    assert chart.title.startswith(f"The {named} changes the answer more")
    assert "not estimable" in drawn(chart) and "D5, and on Chinese tools: units not estimable" in chart.alt


def test_banks_say_when_nothing_is_left(rows_of: Fake) -> None:
    stock = [share(y, 0.0 if y > 2024 else 2e6, bank="Ascend dies", years_left=None) for y in STATUS]
    rows_of(banks, [*stock, *({**r, "bank": NASTY, "median": 5e5, "low": 0.0, "high": 9e5} for r in stock)])
    chart = banks.banks()
    assert "no Ascend dies and 0.5 million" in chart.title
    assert "<script" not in drawn(chart)


def test_bindings_name_a_change(rows_of: Fake) -> None:
    def year(y: int, memory: float, dies: float) -> list[Row]:
        both = (("HBM", memory), ("logic dies", dies))
        return [{"year": y, "status": STATUS[y], "binding": b, "probability": p} for b, p in both]

    rows_of(bindings, year(2026, 90.0, 10.0) + year(2027, 60.0, 0.4))
    assert bindings.bindings().title == "What limits Huawei’s output is most likely memory: 90% in 2026, 60% in 2027."
    rows_of(bindings, year(2026, 90.0, 10.0) + year(2027, 40.0, 60.0))
    chart = bindings.bindings()
    assert chart.title == (
        "What limits Huawei’s output is most likely memory (90% in 2026), later logic dies (60% in 2027)."
    )
    drawn(chart)
    enough = {"year": 2027, "status": "projection", "binding": "demand", "probability": 70.0}
    rows_of(bindings, [*year(2026, 90.0, 10.0), *year(2027, 20.0, 10.0), enough])
    chart = bindings.bindings()
    assert "later demand (70% in 2027)" in chart.title and "2027 (projection), demand: 70%." in chart.alt
    drawn(chart)


def test_tornado_names_the_first_of_each_definition(rows_of: Fake) -> None:
    base = {
        "definition": "Counted",
        "year": 2026,
        "low": 1.0,
        "central": 2.0,
        "high": None,
        "unit": NASTY,
        "basis": "assumed",
    }
    moves = {
        ("die-yield-sellable", "2026", "2026"): (-0.8, 0.6),
        ("vendor-growth", None, "vendor-sales-huawei:2026"): (0.4, 0.16),
        ("lag-quarters", None, "all"): (0.25, 0.06),
    }
    rows_of(
        tornado,
        [
            base
            | {"definition_id": "d1", "input_id": key, "period": year, "vintage": None, "drawn_for": when}
            | {"rank_correlation": by, "variance_share": of}
            for (key, year, when), (by, of) in moves.items()
        ],
    )
    chart = tornado.tornado(2026)
    first, shared = (label_of("inputs", name).name for name in ("die-yield-sellable", "vendor-growth"))
    assert chart.title == f"The input that each definition goes with most: D1, “{first}, 2026”."
    assert "rank correlation −0.80, 60% of the variance" in chart.alt
    assert f"{shared} (Huawei), 2026: rank correlation +0.40" in chart.alt
    assert "<script" not in drawn(chart)


def test_choices_name_the_largest_effect(rows_of: Fake) -> None:
    moved = {"base": 50, "yield-fully-good": 46, "a-new-choice": 51}
    rows_of(choices, [share(2026, m, definition_id="d2", choice=c) for c, m in moved.items()])
    chart = choices.choices(2026)
    assert chart.title == (
        "No choice of meaning moves a median of 2026 by more than 4 points: the largest is D2, "
        "“Yield of fully good dies, not of sellable ones”."
    )
    assert "A new choice" in drawn(chart)


def test_spread_keeps_order_and_gap() -> None:
    assert intervals.spread_apart([5.0, 1.0, 5.5], 2.0) == [4.25, 1.0, 6.25]
    assert intervals.spread_apart([1.0, 1.0, 1.0], 1.0) == [0.0, 1.0, 2.0]
