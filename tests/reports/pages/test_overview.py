"""Today's answer says what the data say, the same in both languages, and changes when they change."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.pages.overview import against_demand, against_demand_zh, binding, published, sentence, sentence_zh
from reports.render.built_in import REPORTS, execute_all, html
from reports.render.built_in import project as read_project
from reports_support import project, write_database
from schemas.package import read_package
from scripts.build import DATABASE, build

SHARES = """
create table market_share as select *, 'cn' as region_id, 'd1' as definition_id, '2025' as period, null as rank_reason,
  date '2026-04-01' as as_of, 'A' as reliability, 'https://a.org' as url, null as note, null as bound,
  claimant as observation_id
from (values
  ('units', 37.3, null, null, 'estimated', 'preferred', 'IDC'),
  ('units', 99.0, 98.0, 99.5, 'estimated', 'deprecated', 'Withdrawn'),
  ('value', 51.0, 50.0, 52.5, 'forecast', 'preferred', 'Bernstein'),
  ('value', 44.0, null, null, 'reported', 'normal', 'Rival'),
  ('value', null, 43.25, 60.0, 'official', 'normal', 'Ministry')
) t(measure, share, share_low, share_high, basis, rank, claimant);
create table self_sufficiency as select *, 2025 as year, 'all' as tier, 'units' as metric, 'sales' as ratio
from (values ('d1', 1.0, 2.0, 3.0), ('d3', 4.06, 7.849, 12.0), ('d2', 15.5, 22.4, 30.1))
  t(definition_id, low, median, high);
insert into self_sufficiency by name select * replace ('t1' as tier, 90.0 as median) from self_sufficiency;
create table supply_to_demand as select *, 'cn' as region_id, '2025' as period, 'forecast' as basis, 'A' as reliability,
  'https://a.org' as url
from (values (50.0, 20.0, 40.0, 'Old', date '2025-01-01'), (43.24, 16.0, 37.0, 'Bernstein', date '2025-12-04'))
  t(ratio, supply, demand, claimant, as_of);
create table bindings as from (values (2027, 'packaging', 0.9), (2026, 'packaging', 0.05), (2026, 'logic dies', 0.147),
  (2026, 'HBM', 0.803)) t(year, binding, probability);
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Function that makes such a database, with a change."""

    def make(change: str = "") -> None:
        monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", SHARES + change)))

    make()
    return make


def test_the_answer_in_english(data: Callable[[str], None]) -> None:
    assert sentence() == (
        "Of the AI accelerators bought in mainland China in 2025, chips designed by Chinese firms were **37.3 %** by "
        "units (IDC, estimated) and **51 %** by value (Bernstein, forecast; with 2 rival figures the range is 43.25 to "
        "60 %). With the compute die made in China as well, the share is **22 %** (16 to 30 %) of units; with the "
        "memory too, **7.8 %** (4.1 to 12 %). The last two are estimates of this package’s model, with 90 % intervals."
    )


def test_the_answer_in_chinese(data: Callable[[str], None]) -> None:
    assert sentence_zh() == (
        "2025 年中国大陆采购的 AI 加速芯片中，中国企业设计的芯片按出货量计占 **37.3%**（IDC，估计），"
        "按金额计占 **51%**（Bernstein，预测；连同另外 2 个数字，区间为 43.25% 至 60%）。"
        "若计算裸片也须在中国制造，占比（按出货量）为 **22%**（16% 至 30%）；若存储器也须国产，则为 **7.8%**"
        "（4.1% 至 12%）。后两项为本项目模型的估计，括号内为 90% 区间。"
    )


def test_against_demand(data: Callable[[str], None]) -> None:
    assert against_demand() == (
        "Against what buyers wanted to spend, instead of what they spent, Chinese supply was put at **43 %** "
        "(Bernstein, forecast of 2025-12-04: USD 16 bn of 37 bn)."
    )
    assert against_demand_zh() == (
        "若以买方的需求额（而非实际支出）为分母，国产供给占 **43%**"
        "（Bernstein，2025-12-04 预测：370 亿美元中的 160 亿美元）。"
    )
    assert (against_demand("2020"), against_demand_zh("2020")) == ("", "")


def test_what_binds(data: Callable[[str], None]) -> None:
    assert binding() == (
        "With a probability of **80 %**, what limits the output of Huawei’s largest family of accelerators in 2026 is "
        "**high-bandwidth memory (HBM)** (logic dies 15 %, packaging 5 %; nowcast of this package’s model).",
        "2026 年，最制约华为主力 AI 芯片产量的环节有 **80%** 的概率是**高带宽存储器（HBM）**"
        "（逻辑裸片 15%，先进封装 5%；本项目模型的即时预测）。",
    )


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d[\d.,]*\d|\d", text))


CHANGES = """
update market_share set share = 40.9 where claimant = 'IDC';
update market_share set share_high = 71.5 where claimant = 'Ministry';
update self_sufficiency set median = 33.3, high = 44.4 where definition_id = 'd2';
update bindings set probability = 0.62 where year = 2026 and binding = 'HBM';
"""


@pytest.mark.parametrize(
    ("change", "there", "gone"),
    [
        ("", {"37.3", "60", "22", "80"}, set()),
        (CHANGES, {"40.9", "71.5", "33", "44", "62"}, {"37.3", "60", "22", "80"}),
    ],
)
def test_both_languages_have_the_same_numbers_and_follow_the_data(
    data: Callable[[str], None], change: str, there: set[str], gone: set[str]
) -> None:
    data(change)
    said = []
    for english, chinese in ((sentence(), sentence_zh()), binding()):
        assert numbers(english) == numbers(chinese)
        said += numbers(english)
    assert there <= set(said) and not gone & set(said)


@pytest.mark.parametrize(
    "change",
    [
        "update market_share set rank = 'normal' where claimant = 'IDC'",
        "delete from market_share where measure = 'units'",
        "delete from market_share where measure = 'units' and rank = 'preferred'",
    ],
)
def test_without_a_preferred_figure_there_is_no_answer(data: Callable[[str], None], change: str) -> None:
    data(change)
    with pytest.raises(LookupError, match="no preferred Chinese-designed share by units for 2025"):
        sentence()


def test_one_rival_is_one(data: Callable[[str], None]) -> None:
    data("delete from market_share where claimant = 'Ministry'")
    assert published("value").sentence_part.endswith("; with 1 rival figure the range is 44 to 52.5 %)")


def test_a_forecast_is_no_rival_and_a_range_of_its_own_is_said(data: Callable[[str], None]) -> None:
    data("update market_share set basis = 'forecast' where claimant in ('Rival', 'Ministry')")
    assert published("value").sentence_part == "**51 %** by value (Bernstein, forecast; range 50 to 52.5 %)"


def change_row(path: Path, where: dict[str, str], **values: str) -> dict[str, str]:
    """Change the one row of a CSV with those cells; returns the row as it was."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    (row,) = [r for r in rows if where.items() <= r.items()]
    before = dict(row)
    row.update(values)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return before


def test_changed_inputs_change_the_headline_of_the_overview(
    tree_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idc = {"metric_id": "chip-unit-share", "region_id": "cn", "period": "2025", "definition_id": "d1",
           "claimant_id": "idc", "rank": "preferred"}  # fmt: skip
    die = {"year": "2025", "tier": "all", "definition_id": "d2", "metric": "units", "ratio": "sales"}
    new = {"p05": "0.0111", "p25": "0.0118", "p50": "0.0123", "p75": "0.013", "p95": "0.0144"}
    share = change_row(tree_copy / "data" / "observations.csv", idc, value="12.7")["value"]
    median = change_row(tree_copy / "data" / "derived" / "estimates.csv", die, **new)["p50"]
    build(read_package(tree_copy), tmp_path / "build")
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(tmp_path / "build" / DATABASE))

    folder = project(tmp_path, {"index.qmd": (REPORTS / "index.qmd").read_text(encoding="utf-8")})
    page = html(execute_all(folder, lambda line: None)["index.qmd"], "index.qmd", folder, read_project(folder))

    found = re.search(r'<div class="headline">(.*?)</div>', page, re.DOTALL)
    assert found
    assert "<strong>12.7 %</strong> by units (IDC, estimated" in found[1]
    assert "<strong>1.2 %</strong> (1.1 to 1.4 %) of units" in found[1]
    assert f"<strong>{share} %</strong> by units" not in found[1] and share != "12.7"
    assert f"made in China as well, <strong>{100 * float(median):.2g} %" not in found[1] and median != "0.0123"
    assert "按出货量计占 **12.7%**（IDC，估计" in sentence_zh() and "**1.2%**（1.1% 至 1.4%）" in sentence_zh()
