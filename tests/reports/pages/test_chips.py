"""The chips page: sentences that its charts draw from numbers, and values with their rivals. Rows are invented."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reports.charts import announced_shipped, chips_compute_memory, fp8_timeline
from reports.charts.base import svg
from reports.pages import chips

Row = dict[str, Any]


def spec(name: str, compute: float, bandwidth: float, origin: str = "domestic", planned: bool = False) -> Row:
    """A mark of the scatter."""
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
        "compute: 70 % of the H100’s, with 50 % of its bandwidth."
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
        assert ">Same<" in drawing and ">Twin<" not in drawing  # one name for two marks in one place


def fp8_row(designer: str, announced: str, sold: str | None = None, origin: str = "domestic") -> Row:
    """A line of the FP8 chart; dates are days."""
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
    }


def test_fp8_says_who_had_it_and_who_followed() -> None:
    rows = [fp8_row("N", "2022-03-01", "2022-09-01", "foreign"), fp8_row("A", "2024-01-01", "2024-09-01")]
    turn = date(2025, 8, 21)
    assert fp8_timeline.title(rows, turn, 12) == (
        "When DeepSeek turned to FP8 for coming Chinese chips, in August 2025, 1 of the 12 Chinese designers that make "
        "AI chips today had one with native FP8 on sale (A), by the earliest dates on record; no other has followed."
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
    """A property announced and shipped."""
    return {
        "name": name,
        "designer": "D",
        "origin": origin,
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
        "Figures announced for Chinese chips (A, B): 1 of 2 came out lower on sale, down to 80 % (A, FP8)."
    )
    assert announced_shipped.title(rows[1:2]).endswith("(B): 0 of 1 came out lower on sale.")
    assert "Other figures as shipped: 90." in chart.alt
    assert all("100 to 80 TFLOPS" in svg(chart, narrow) for narrow in (False, True))


def value(central: float, url: str = "https://a.org/1", definition: str = "shipped") -> Row:
    return {"central": central, "url": url, "definition_id": definition, "bound": None}


def test_a_value_stands_with_its_rivals() -> None:
    shown = value(1400)
    assert chips.Property(shown, ()).markdown(0.001) == "[1\\.4](<https://a.org/1>)"
    rivals = (value(1600, "https://a.org/2"), value(1600, "https://a.org/3"))
    assert chips.Property(shown, rivals).markdown() == "[1,400](<https://a.org/1>) (also [1,600](<https://a.org/2>))"
    assert chips.Property(shown, (value(1400),)).markdown() == chips.Property(shown, ()).markdown()
    assert chips.Property(None, rivals[:1]).markdown() == "not settled: [1,600](<https://a.org/2>)"
    many = tuple(value(v) for v in (1, 2, 3, 4))
    assert chips.Property(value(9, definition="planned"), many).markdown().endswith(", planned (also 1–4)")


def test_months_between_dates() -> None:
    row: Row = {"production_since": "2026-03", "least": 5.4, "most": 6.4, "so_far": 14.0}
    assert [chips.months(row), chips.months(row | {"least": 6.4}), chips.months(row | {"production_since": None})] == [
        "5–6",
        "6",
        "14",
    ]


def test_values_are_those_of_the_view(
    real: duckdb.DuckDBPyConnection, real_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(real_build / "china-ai-chips.duckdb"))
    known = chips.values()
    for chip_id, *rest in real.sql(
        "select chip_id, fp16_tflops, memory_bandwidth_gb_s, fp16_rivals, memory_bandwidth_rivals from chip_specs"
    ).fetchall():
        mine = [known.get((chip_id, m), chips.NONE) for m in ("fp16-tflops", "memory-bandwidth")]
        assert [*(v.central for v in mine), *(len(v.others) for v in mine)] == rest, chip_id
