"""The market page: which figures stand in which table, and sentences that follow from the rows. Rows are invented."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reports.pages import market
from reports.pages.published import figures
from reports.query import query
from reports_support import write_database
from schemas.package import Package
from scripts.build import DATABASE, build

Make = Callable[..., Package]
FIRM = {"country": "CN", "source_ids": "s1"}
FIRMS = [
    FIRM | {"firm_id": "designer", "name": "Designer", "roles": "designer"},
    FIRM | {"firm_id": "shop", "name": "Shop", "roles": "cloud;buyer"},
    FIRM | {"firm_id": "foundry", "name": "Foundry", "roles": "foundry"},
    FIRM | {"firm_id": "tools", "name": "Tools", "roles": "equipment"},
]
CHIP = {"chip_id": "c1", "name": "C1", "designer_id": "designer", "form": "package", "status": "production",
        "origin": "domestic", "tier": "T1", "source_ids": "s1"}  # fmt: skip


def observation(key: str, metric: str, unit: str, **more: str) -> dict[str, str]:
    base = {"basis": "estimated", "rank": "normal", "claimant_id": "idc", "source_id": "s1", "as_of": "2026-01",
            "recorded_on": "2026-11-23", "value": "7", "period": "2025"}  # fmt: skip
    return base | {"observation_id": key, "metric_id": metric, "unit": unit} | more


OBSERVATIONS = [
    observation("order", "chip-orders", "units", chip_id="c1", firm_id="shop"),
    observation("order-usd", "order-value-usd", "USD bn", firm_id="shop"),
    observation("order-tool", "order-value-cny", "CNY bn", firm_id="tools"),
    observation("imports", "ic-imports-usd", "USD bn", region_id="cn"),
    observation("imports-part", "ic-imports-usd", "USD bn", region_id="cn", period="2025-01/2025-11"),
    observation("spending-shop", "capex-usd", "USD bn", firm_id="shop"),
    observation("spending-foundry", "capex-usd", "USD bn", firm_id="foundry"),
    observation("spending-all", "ai-capex-usd", "USD bn", region_id="cn"),
    observation("spending-abroad", "ai-capex-usd", "USD bn", region_id="us"),
    observation("shipped", "chip-shipments", "units", region_id="cn", chip_id="c1", definition_id="one-vendor"),
    observation("shipped-later", "chip-shipments", "units", region_id="cn", firm_id="designer", period="2027",
                definition_id="one-vendor", basis="forecast"),
]  # fmt: skip


@pytest.fixture
def data(make_package: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    regions = [{"region_id": r, "name": n, "kind": "country"} for r, n in (("cn", "Mainland China"), ("us", "America"))]
    build(make_package(regions=regions, firms=FIRMS, chips=[CHIP], observations=OBSERVATIONS), tmp_path / "build")
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(tmp_path / "build" / DATABASE))


def keys(rows: list[dict[str, Any]]) -> set[str]:
    return {r["observation_id"] for r in rows}


def test_figures_are_chosen_by_topic_and_conditions(data: None) -> None:
    assert keys(figures("orders")) == {"order", "order-usd", "order-tool"}
    assert keys(figures("trade", "capex", region="cn")) == {"imports", "imports-part", "spending-all"}
    assert keys(figures(metric="chip-shipments", maker="designer")) == {"shipped", "shipped-later"}
    assert keys(figures("shipments", first_year=2026)) == {"shipped-later"}
    assert keys(figures("shipments", last_year=2026, definitions=["d1", "one-vendor"])) == {"shipped"}
    assert keys(figures("shipments", period="2025", definitions=["d1"])) == set()


def test_rows_that_belong_elsewhere_are_left_out(data: None) -> None:
    assert keys([r for r in figures("trade") if market.is_whole_year(r)]) == {"imports"}
    assert keys([r for r in figures("orders") if market.is_tool_maker(r)]) == {"order-tool"}
    assert keys([r for r in figures("capex") if market.is_about_buyers(r)]) == {"spending-shop", "spending-all"}


def test_every_published_share_stands_in_one_table() -> None:
    rows = query("select observation_id from market_share where region_id = 'cn'")
    shown = market._shares()
    site = [text.split("content-hidden")[0] for text in (shown.units, shown.value, shown.unspecified, shown.others)]
    assert sum(text.count("\n| ") - 1 for text in site) == len(rows)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "Demand"),
        (
            {"firm_id": "nvidia", "subject": "NVIDIA", "definition_id": "one-vendor", "definition": "It"},
            "Demand, NVIDIA",
        ),
        ({"definition_id": "d1", "definition": "Chinese-designed"}, r"Demand, Chinese\-designed"),
    ],
)
def test_scope_names_seller_and_definition(change: dict[str, str], expected: str) -> None:
    row = {"metric": "Demand", "subject": "Mainland China", "firm_id": None, "chip_id": None, "definition_id": None,
           "definition": None}  # fmt: skip
    assert market.scope(row | change) == expected


def test_shares_of_nvidia_are_a_sentence_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shares = """create table market_share as select *, 'cn' as region_id, '2025' as period, null as chip_id
      from (values ('units', 62.5, 'A & B', 'nvidia', 'preferred'), ('value', 55, 'C', 'nvidia', 'preferred'),
        ('value', 99, 'D', 'nvidia', 'normal'), ('value', 1, 'E', 'other', 'preferred'))
      t(measure, share, claimant, firm_id, rank)"""
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", shares)))
    expected = r"NVIDIA’s share is put at 62.5% by units (A \& B) and 55% by value (C)."
    assert (market.nvidia_shares("2025"), market.nvidia_shares("2026")) == (expected, "")
