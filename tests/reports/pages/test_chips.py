"""The chips page: sentences that its charts draw from numbers, and values with their rivals. Rows are invented."""

import doctest
from datetime import date
from typing import Any

import duckdb
import pytest

from reports.charts import announced_shipped, chips_compute_memory, fp8_timeline
from reports.charts.base import svg
from reports.pages import announcements, chips, native_fp8, specifications
from reports.pages.specifications import Property, Specifications
from reports.text.markdown import escape

Row = dict[str, Any]


def spec(name: str, compute: float, bandwidth: float, origin: str = "domestic", planned: bool = False) -> Row:
    """Return a mark of the scatter."""
    return {
        "chip_id": f"d-{name.lower()}",
        "name": name,
        "designer": "D",
        "origin": origin,
        "tier": "T1",
        "status": "production",
        "compute_tflops": compute,
        "compute_format": "fp16-tflops",
        "bandwidth_gb_s": bandwidth,
        "planned": planned,
        "compute_by": "D & Co",
        "bandwidth_by": "D & Co",
        "compute_url": "",
        "bandwidth_url": "",
    }


H100 = spec("H100", 1000, 3000, "foreign") | {"chip_id": chips_compute_memory.YARDSTICK, "designer": "NVIDIA"}


def test_the_finding_follows_the_numbers() -> None:
    rows = [H100, spec("A", 700, 1500), spec("B", 2000, 4000, planned=True)]
    assert chips_compute_memory.title(rows) == (
        "No Chinese chip as sold has both the compute and the memory bandwidth of NVIDIA’s H100; the A has the most "
        "compute: 70% of the H100’s, with 50% of its bandwidth."
    )
    rows.append(spec("C", 2000, 3000))
    assert chips_compute_memory.title(rows).startswith("One Chinese chip as sold has both")


def test_the_scatter_escapes_and_keeps_names_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [H100, spec("D Same (old)", 500, 1500), spec("D Twin", 500, 1500), spec("<New>", 800, 2500)]
    monkeypatch.setattr(chips_compute_memory, "query", lambda sql: rows)
    chart = chips_compute_memory.chips_compute_memory()
    for narrow in (False, True):
        drawing = svg(chart, narrow)
        assert drawing.count('class="tip"') == 4 and "<New>" not in drawing and "D &amp; Co" in drawing
        names = ["1, 2", "1\u00a0Same, 2\u00a0Twin, 3\u00a0&lt;New&gt;"] if narrow else ["Same", "Twin", "&lt;New&gt;"]
        assert all(f">{name}<" in drawing for name in names), "every Chinese chip is named, on a phone by a number"


@pytest.mark.parametrize(("status", "shown"), [("rumoured", "A (rumoured)"), ("cancelled", "A (cancelled)")])
def test_a_chip_that_may_never_come_says_so(monkeypatch: pytest.MonkeyPatch, status: str, shown: str) -> None:
    rows = [H100, spec("A", 700, 1500, planned=True) | {"status": status}, spec("B", 500, 1000)]
    monkeypatch.setattr(chips_compute_memory, "query", lambda sql: rows)
    chart = chips_compute_memory.chips_compute_memory()
    assert shown in svg(chart, False) and f"1\u00a0{shown}, 2\u00a0B" in svg(chart, True)
    assert f"700 TFLOPS, 1,500 GB/s, {status}" in chart.alt and chips_compute_memory.kind(rows[1]) == "unsure"


def fp8_row(designer: str, announced: str, sold: str | None = None, origin: str = "domestic") -> Row:
    """Return a line of the FP8 chart; dates are days."""
    day, since = date.fromisoformat(announced), sold and date.fromisoformat(sold)
    return {
        "designer": designer,
        "origin": origin,
        "announced_chip": "X (y)",
        "announced_id": "x",
        "announced_on": announced,
        "announced_first": day,
        "announced_last": day,
        "sold_chip": "X (y)" if sold else None,
        "sold_id": None,
        "sold_on": sold,
        "sold_first": since,
        "sold_last": since,
        "designer_id": "maker",
        "url": "https://a.org",
    }


def test_fp8_says_who_had_it_and_who_followed() -> None:
    rows = [fp8_row("N", "2022-03-01", "2022-09-01", "foreign"), fp8_row("A", "2024-01-01", "2024-09-01")]
    turn = date(2025, 8, 21)
    assert fp8_timeline.title(rows, turn, 12) == (
        "When DeepSeek turned to FP8 for coming Chinese chips, in August 2025, 1 of the 12 Chinese designers that make "
        "AI chips today had one with native FP8 on sale (A), by the earliest dates found; no other has followed."
    )
    rows += [fp8_row("B", "2025-09-01", "2026-03-01"), fp8_row("C", "2025-09-01")]
    assert fp8_timeline.title(rows, turn, 12).endswith("; since then also B (March 2026).")


def test_fp8_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [fp8_row("N", "2022-03-01", "2022-09-01", "foreign"), fp8_row("A & B", "2024-01-01")]
    answers = {fp8_timeline.SQL: rows, fp8_timeline.TURN: [{"said_on": "2025-08-21"}]}
    monkeypatch.setattr(fp8_timeline, "query", lambda sql: answers.get(sql, [{"makers": 3}]))
    chart = fp8_timeline.fp8_timeline()
    for narrow in (False, True):
        drawing = svg(chart, narrow)
        assert "A &amp; B, X<" in drawing and "no sale found" in drawing


def both(name: str, announced: float, shipped: float, origin: str = "domestic") -> Row:
    """Return a property announced and shipped."""
    return {
        "name": name,
        "designer": "D",
        "origin": origin,
        "metric_id": "fp8-tflops",
        "metric": "FP8 throughput",
        "unit": "TFLOPS",
        "announced": announced,
        "announced_on": "2025",
        "announced_by": "D",
        "announced_url": "",
        "announced_note": None,
        "shipped": shipped,
        "shipped_on": "2026",
        "shipped_by": "D",
        "shipped_url": "",
        "shipped_note": None,
        "other_shipped": [90.0],
        "percent": 100 * shipped / announced,
    }


def test_announced_and_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [both("A", 100, 80), both("B", 100, 100), both("F", 100, 50, "foreign")]
    monkeypatch.setattr(announced_shipped, "query", lambda sql: rows)
    chart = announced_shipped.announced_shipped()
    assert chart.title == (
        "Figures announced for Chinese chips (A, B): 1 of 2 came out lower on sale, down to 80% (A, FP8)."
    )
    assert announced_shipped.title(rows[1:2]).endswith("(B): 0 of 1 came out lower on sale.")
    assert "Other figures as shipped: 90." in chart.alt
    assert all("100 to 80 TFLOPS" in svg(chart, narrow) for narrow in (False, True))


def value(central: float, url: str = "https://a.org/1", definition: str = "shipped") -> Row:
    return {"central": central, "url": url, "definition_id": definition, "bound": None}


def test_a_value_stands_with_its_rivals() -> None:
    shown = value(1400)
    assert Property(shown, ()).markdown(0.001) == "[1\\.4](<https://a.org/1>)"
    rivals = (value(1600, "https://a.org/2"), value(1600, "https://a.org/3"))
    assert Property(shown, rivals).markdown() == "[1,400](<https://a.org/1>) (also [1,600](<https://a.org/2>))"
    assert Property(shown, (value(1400),)).markdown() == Property(shown, ()).markdown()
    assert Property(None, rivals[:1]).markdown() == "disputed: [1,600](<https://a.org/2>)"
    many = tuple(value(v) for v in (1, 2, 3, 4))
    assert Property(value(9, definition="planned"), many).markdown().endswith(", planned (also 1–4)")


def test_months_between_dates() -> None:
    row: Row = {"production_since": "2026-03", "least": 5.4, "most": 6.4, "so_far": 14.0}
    assert [
        announcements.months(row),
        announcements.months(row | {"least": 6.4}),
        announcements.months(row | {"production_since": None}),
    ] == [
        "5–6",
        "6",
        "14",
    ]


def test_settled_values_are_those_of_the_view(real: duckdb.DuckDBPyConnection) -> None:
    """Of what is not settled the view shows the best, and the page all side by side."""
    known = specifications.specifications()
    for chip_id, metric_id, central, rivals in real.sql("""
        select chip_id, metric_id, case when rank = 'preferred' then central end,
          rivals + (rank <> 'preferred')::integer
        from chip_specifications where metric_id in ('fp16-tflops', 'memory-bandwidth')
    """).fetchall():
        mine = known.of(chip_id, metric_id)
        assert (mine.central, len(mine.others)) == (central, rivals), (chip_id, metric_id)


def chip(name: str, status: str = "production", **more: Any) -> Row:
    """Return a Chinese training chip of the designer D."""
    kept = {
        "chip_id": name.lower().replace(" ", "-"),
        "name": name,
        "designer": "D",
        "origin": "domestic",
        "tier": "T1",
    }
    return kept | {"status": status, "production_since": "2025-03", "foundry": None, "process": None} | more


def known(**values: tuple[float | None, float | None]) -> Specifications:
    """Compute and memory bandwidth of chips, by their keys; what is None has rivals only."""
    metrics = ("fp16-tflops", "memory-bandwidth")
    return Specifications(
        {
            (key, metric): Property(None, (value(1.0),)) if v is None else Property(value(v), ())
            for key, both in values.items()
            for metric, v in zip(metrics, both, strict=True)
        }
    )


def test_the_strongest_chip_is_made_and_settled() -> None:
    rows = [
        chip("A"),
        chip("B"),
        chip("C"),
        chip("S", "sampling"),
        chip("F", origin="foreign"),
        chip("Small", tier="T2"),
    ]
    figures = known(a=(700, 3200), b=(300, 1000), c=(900, None), s=(950, 4000), f=(989, 3350), small=(980, 3300))
    assert chips.strongest(rows, figures)["name"] == "A"
    beside = chips.compare_with(rows[0], rows[4], figures)
    assert (beside.name, beside.year, beside.compute, beside.bandwidth) == ("F", "2025", "71% of", "96% of")
    with pytest.raises(ValueError, match="A beside C: a figure is not settled"):
        chips.compare_with(rows[0], rows[2], figures)


def test_chips_sold_are_compared_or_named_as_not_settled() -> None:
    yardstick = chip("H100", origin="foreign", chip_id=chips.H100)
    rows = [chip("A"), chip("B", "sampling"), chip("D C"), chip("Plan", "announced"), yardstick]
    figures = known(a=(100, None), b=(300, None), c=(None, None), plan=(999, 1))
    assert [r["name"] for r in chips.compared_chips(rows, figures)] == ["B", "A", "H100"]
    assert [specifications.full_name(r) for r in chips.unsettled_chips(rows, figures)] == ["D C"]


def test_a_chip_is_emphasised_by_origin_with_what_is_not_made() -> None:
    assert chips.emphasised_name(chip("D X1", "sampling")) == "**[D X1](<chips/d-x1.html>)**, sampling"
    assert chips.emphasised_name(chip("<b>", chip_id="b", origin="foreign")) == "*[D \\<b\\>](<chips/b.html>)*"


def test_foundries_stand_with_their_basis() -> None:
    named = [{"firm": "F & Co", "url": "https://a.org", "basis": "estimated"}]
    assert chips.foundry(chip("A", process="N+2"), named) == "[F \\& Co](<https://a.org>) (estimated), N\\+2"
    assert chips.foundry(chip("A", foundry="F"), []) == "F \\(basis not recorded\\)"
    assert chips.foundry(chip("A"), []) == "not known"


def test_foreign_figures_that_came_out_lower_are_named() -> None:
    found = announcements.foreign([both("A", 100, 80, "foreign"), both("B", 100, 100, "foreign")])
    assert (found.figures, found.lower, found.lower_ones) == (2, 1, "A FP8 \\(80%\\)")
    assert announcements.foreign([both("B", 100, 100, "foreign")]).lower_ones == "none"


def test_makers_of_fp8_are_listed_with_what_the_chip_is(monkeypatch: pytest.MonkeyPatch) -> None:
    row = fp8_row("A & B", "2024-01-01") | {"sold_id": None}
    known = {"chip_id": "x", "summary": "New.", "summary_zh": "新。", "url": "https://a.org"}
    answers = {fp8_timeline.SQL: [row, fp8_row("N", "2022-03-01", origin="foreign")], native_fp8.SUMMARIES: [known]}
    monkeypatch.setattr(native_fp8, "query", answers.__getitem__)
    assert native_fp8.makers() == (
        "- **[A \\& B](<firms/maker.html>)**, [X \\(y\\)](<chips/x.html>) ([source](<https://a.org>)). "
        "Announced: 1 January 2024; on sale: no sale found. New\\.\n"
    )
    assert native_fp8.makers("zh").endswith("上市：未见销售。新。\n")


def test_the_page_shows_every_chip(real: duckdb.DuckDBPyConnection) -> None:
    page = chips.chips()
    names = [escape(name) for (name,) in real.sql("select name from chips").fetchall()]
    assert page.count == len(names) and not [name for name in names if name not in page.every_chip]
    assert page.best.name in page.compared and page.best.name in page.dies


def test_examples_in_docstrings() -> None:
    failed, tried = doctest.testmod(chips)
    assert tried and not failed
