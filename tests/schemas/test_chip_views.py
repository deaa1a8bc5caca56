"""The figure that is shown for each property of a chip is chosen by a written order, and rivals stand beside it."""

from collections.abc import Callable

import duckdb
import pytest

from tests_support import Rows, observation

Make = Callable[..., duckdb.DuckDBPyConnection]
CHIPS: Rows = {
    "chips": [
        {"chip_id": "c1", "name": "C1", "designer_id": "parent", "foundry_id": "child", "form": "package",
         "status": "production", "origin": "domestic", "tier": "T1", "source_ids": "s1"},
        {"chip_id": "c2", "name": "C2", "designer_id": "child", "form": "card", "status": "announced",
         "origin": "domestic", "tier": "T2", "source_ids": "s1"},
    ],
    "sources": [
        {"source_id": f"s{n}", "title": "A page", "publisher": "P", "accessed_on": "2026-01-01", "language": "en",
         "url": f"https://a.org/{n}", "kind": "news", "reliability": grade}
        for n, grade in ((1, "B"), (2, "C"), (3, "A"))
    ],
}  # fmt: skip


def fp16(key: str, value: str, **more: str) -> dict[str, str]:
    spec = {"region_id": "", "chip_id": "c1", "definition_id": "shipped", "value": value}
    return observation(key, "fp16-tflops", "TFLOPS", **spec | more)


def test_chip_specs_shows_the_preferred_figure_and_without_one_the_best(make_database: Make) -> None:
    spec = {"region_id": "", "chip_id": "c1"}
    con = make_database(
        **CHIPS,
        observations=[
            # memory: planned 128 and shipped 112 are both preferred in their definition; shipped is shown
            observation("m1", "memory-capacity", "GB", **spec, definition_id="planned", value="128", rank="preferred"),
            observation("m2", "memory-capacity", "GB", **spec, definition_id="shipped", value="112", rank="preferred"),
            observation("m3", "memory-capacity", "GB", **spec, definition_id="shipped", value="96"),
            observation("m4", "memory-capacity", "GB", **spec, definition_id="shipped", value="999",
                        rank="deprecated", rank_reason="slip"),
            # bandwidth: only a plan, given as a range: its middle is shown and marked
            observation("b1", "memory-bandwidth", "GB/s", **spec, definition_id="planned", value_low="1400",
                        value_high="1600", interval="range", rank="preferred"),
            # throughput: only one figure, not preferred: it is shown, and marked
            fp16("f1", "500", basis="reported"),
        ],
    )  # fmt: skip
    assert con.execute(
        "select name, designer, foundry, fp16_tflops, fp16_basis, fp16_reliability, fp16_rank, fp16_id, fp16_rivals, "
        "memory_capacity_gb, memory_capacity_rank, memory_capacity_rivals, memory_bandwidth_gb_s, "
        "memory_bandwidth_rivals, planned, unsettled from chip_specs order by chip_id"
    ).fetchall() == [
        ("C1", "Parent", "Child", 500.0, "reported", "B", "normal", "f1", 0, 112.0, "preferred", 2, 1500.0, 0,
         ["memory-bandwidth"], ["fp16-tflops"]),
        ("C2", "Child", None, None, None, None, None, None, 0, None, None, 0, None, 0, None, None),
    ]  # fmt: skip
    assert con.execute(
        "select metric_id, observation_id, rivals, rivals_low, rivals_high, url from chip_specifications"
    ).fetchall() == [
        ("fp16-tflops", "f1", 0, None, None, "https://a.org/1"),
        ("memory-bandwidth", "b1", 0, None, None, "https://a.org/1"),
        ("memory-capacity", "m2", 2, 96.0, 128.0, "https://a.org/1"),
    ]


# From the worst to the best: each is beaten by the next, by stage, grade, basis, date, key, and by being preferred.
FIGURES = [
    fp16("f7", "7", definition_id="planned", source_id="s3", as_of="2026-09"),
    fp16("f6", "6", source_id="s2", as_of="2026-08"),
    fp16("f5", "5", basis="forecast", as_of="2026-07"),
    fp16("f4", "4", as_of="2026-03"),
    fp16("f3", "3", as_of="2026-06"),
    fp16("f2", "2", as_of="2026-06-30"),
    fp16("f1", "1", definition_id="planned", rank="preferred"),
]


@pytest.mark.parametrize("known", range(1, 8))
def test_without_a_preferred_figure_the_best_follows_the_written_order(make_database: Make, known: int) -> None:
    con = make_database(**CHIPS, observations=FIGURES[:known])
    shown = con.execute("select observation_id, rivals from chip_specifications").fetchall()
    assert shown == [(f"f{8 - known}", known - 1)]
