"""Today's answer and the overview say what the data say, the same in all languages, and change when they change."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.pages import imported
from reports.pages.answer import answer_text, answer_today
from reports.pages.overview import _binding, next_claims
from reports.render.built_in import REPORTS, execute_all, html
from reports.render.built_in import project as read_project
from reports_support import project, write_database
from schemas.csv_text import csv_text
from schemas.package import read_package
from scripts.build import DATABASE, build

SHARES = """
create table market_share as select *, basis <> 'forecast' as observed, 'cn' as region_id, 'd1' as definition_id,
  '2025' as period, null as rank_reason,
  date '2026-04-01' as as_of, 'A' as reliability, 'https://a.org' as url, null as note, null as bound,
  claimant as observation_id
from (values
  ('units', 37.3, null, null, 'estimated', 'preferred', 'IDC'),
  ('units', 99.0, 98.0, 99.5, 'estimated', 'deprecated', 'Withdrawn'),
  ('value', 51.0, 50.0, 52.5, 'forecast', 'preferred', 'Bernstein'),
  ('value', 44.0, null, null, 'reported', 'normal', 'Rival'),
  ('value', null, 43.25, 60.0, 'official', 'normal', 'Ministry')
) t(measure, share, share_low, share_high, basis, rank, claimant);
alter table observations add observation_id varchar;
alter table observations add derivation varchar;
alter table observations add claimant_id varchar;
create table actors as from (values ('house', 'House & Co')) t(actor_id, name);
create table observations_observations (observation_id varchar, derived_from_id varchar);
create table self_sufficiency as select *, 2025 as year, 'all' as tier, 'units' as metric, 'sales' as ratio,
  'estimate' as status
from (values ('d1', 30.2, 34.1, 40.6), ('d3', 4.06, 7.849, 12.0), ('d2', 15.5, 22.4, 30.1))
  t(definition_id, low, median, high);
insert into self_sufficiency by name select * replace ('t1' as tier, 90.0 as median) from self_sufficiency;
create table supply_to_demand as select *, 'cn' as region_id, '2025' as period, 'forecast' as basis, 'A' as reliability,
  'https://a.org' as url
from (values (50.0, 20.0, 40.0, 'Old', date '2025-01-01'), (43.24, 16.0, 37.0, 'Bernstein', date '2025-12-04'))
  t(ratio, supply, demand, claimant, as_of);
create table scenarios as from (values
  ('without-smuggled', 2025, 'd1', 'value', 1.0, 0.5, 0.562, 0.6), ('exports-shut', 2026, 'd1', 'units', 0.55, 0, 0, 0),
  ('exports-h20-class', 2026, 'd1', 'units', 0.1, 0, 0, 0), ('exports-h200-class', 2026, 'd1', 'units', 0.35, 0, 0, 0),
  ('own-memory-foreign', 2026, 'd1', 'units', 0.3, 0, 0, 0)
) t(scenario, year, definition_id, metric, weight, p05, p50, p95);
create table assumptions as from (values ('huawei-own-memory-packages', '2026', 2e5, 7e5, 2e6, 'packages', 'assumed'))
  t(input_id, period, low, central, high, unit, basis);
insert into self_sufficiency by name
  select * replace ('value' as metric, 40.2 as low, 45.0 as median, 49.7 as high) from self_sufficiency
  where definition_id = 'd1';
create table bindings as from (values (2027, 'packaging', 0.9), (2026, 'packaging', 0.05), (2026, 'logic dies', 0.147),
  (2026, 'HBM', 0.803)) t(year, binding, probability);
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that makes such a database, with a change."""

    monkeypatch.setattr(imported, "licensed_imports", lambda: {2025: 1_810_000, 2026: 254_000})

    def make(change: str = "") -> None:
        monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", SHARES + change)))

    make()
    return make


def test_the_answer_in_english(data: Callable[[str], None]) -> None:
    assert answer_text() == (
        "Of the AI chips bought in mainland China in 2025, Chinese firms designed **37.3%** "
        "([IDC](<https://a.org>), estimated); **22%** had a Chinese die too, **7\\.8%** Chinese memory as well (our "
        "model). The jump from 2025 to 2026 rests on licensed imports falling, in the model, from 1.8 to 0.25 million, "
        "with US exports shut (55%), open to H20-class (10%) or to H200-class chips (35%). By value, published "
        "figures put chips designed by Chinese firms at **51%** in 2025 (Bernstein, forecast; with 2 rival figures "
        "the range is 43.25 to 60%), and leave out smuggled chips. The model counts these, and gives **45%** (40 to "
        "50); without them, **56%** (50 to 60). By units, it gives **34%** (30 to 41). Of what buyers wanted to "
        "spend in 2025, Chinese supply was put at **43%** (Bernstein, forecast of 4 December 2025: USD 16 bn of 37 "
        "bn). Ranges of the model are 90% intervals."
    )


def test_the_answer_in_chinese(data: Callable[[str], None]) -> None:
    answer = answer_today("zh", "../")
    assert (answer.value.figure, answer.value.source, answer.units.linked) == (
        "**51%**",
        "Bernstein，预测；连同另外 2 个数字，区间为 43.25–60%",
        "[IDC](<https://a.org>)，估计",
    )
    assert (answer.die, answer.memory) == ("**22%**", "**7\\.8%**")
    assert (answer.demand.share, answer.demand.demand_in_yi, answer.demand.supply_in_yi) == ("**43%**", "370", "160")
    assert answer.jump.endswith("开放 H200 级为 [35%](../trajectory.qmd#what-if-exports-open-or-close)。")


def test_a_share_that_is_computed_here_is_said_in_chinese(data: Callable[[str], None]) -> None:
    data(
        "insert into observations (observation_id, derivation, claimant_id) "
        "values ('IDC', 'sum', 'ours'), ('p', null, 'house');"
        "insert into observations_observations values ('IDC', 'p')"
    )
    assert answer_today("zh").units.source == "本项目由 House & Co 的数字相加，估计".replace("&", r"\&")


def test_what_binds(data: Callable[[str], None]) -> None:
    english, chinese = _binding("en"), _binding("zh")
    assert (english.year, english.likely, english.name, english.others) == (
        2026,
        "80%",
        r"high\-bandwidth memory \(HBM\)",
        "logic dies 15%, packaging 5%",
    )
    assert english.assumed == (
        r"Packages that Huawei’s own memory allows, 2026\: 700,000 packages \(200,000 to 2,000,000\)"
    )
    assert chinese.assumed == "华为自有存储器可供的封装数，2026 年：700,000（200,000–2,000,000）"
    assert (chinese.likely, chinese.name, chinese.others) == (
        "80%",
        "高带宽存储器（HBM）",
        "计算芯片（die） 15%，先进封装 5%",
    )


def test_a_claim_is_shown_in_the_language_of_the_page(data: Callable[[str], None]) -> None:
    row = {"deadline": "2026", "statement": "A fab opens.", "statement_zh": "一座工厂投产。", "url": "https://a.org",
           "target_id": "t", "claimant_id": "bank", "claimant": "A bank", "status": "met",
           "first_evidence": None}  # fmt: skip
    assert "[A fab opens\\.](<claims/t.html>) ([source](<https://a.org>))" in next_claims([row], "en")
    assert "[一座工厂投产。](<claims/t.html>)（[来源](<https://a.org>)）" in next_claims([row], "zh")


def test_the_demand_of_an_earlier_year_is_better_than_none(data: Callable[[str], None]) -> None:
    data("update supply_to_demand set period = '2024'")
    assert answer_today().demand.year == "2024"
    data("update supply_to_demand set period = '2026'")
    with pytest.raises(LookupError, match="no supply over demand for 2025 or before"):
        answer_today()


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
        answer_today()


def test_one_rival_is_one(data: Callable[[str], None]) -> None:
    data("delete from market_share where claimant = 'Ministry'")
    assert answer_today().value.source == "Bernstein, forecast; with 1 rival figure the range is 44 to 52.5%"


def test_a_forecast_is_no_rival_and_a_range_of_its_own_is_said(data: Callable[[str], None]) -> None:
    data("update market_share set observed = false where claimant in ('Rival', 'Ministry')")
    assert answer_today().value.source == "Bernstein, forecast; range 50 to 52.5%"


def change_row(path: Path, where: dict[str, str], **values: str) -> dict[str, str]:
    """Change the one row of a CSV with those cells; returns the row as it was."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    (row,) = [r for r in rows if where.items() <= r.items()]
    before = dict(row)
    row.update(values)
    path.write_text(csv_text([list(row), *(list(r.values()) for r in rows)]), encoding="utf-8")
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
    for name in ("_answer.md", "_behind.md", "_beside.md"):
        shutil.copy(REPORTS / name, folder)
    page = html(execute_all(folder, lambda line: None)["index.qmd"], "index.qmd", folder, read_project(folder))

    found = re.search(r'<div class="headline">(.*?)</div>', page, re.DOTALL)
    assert found
    assert "<strong>12.7%</strong></a>" in found[1] and "IDC</a>, estimated" in found[1]
    assert "<strong>1.2%</strong></a> had a Chinese die too" in found[1]
    assert f"<strong>{share}%</strong>" not in found[1] and share != "12.7"
    assert f"<strong>{100 * float(median):.2g}%" not in found[1] and median != "0.0123"
    row = re.search(r"\+ die made there</td>(.*?)</tr>", page, re.DOTALL)
    assert row and "1.2%" in row[1] and "1.1 to 1.4" in row[1]
    assert answer_today("zh").units.figure == "**12.7%**" and answer_today("zh").die == r"**1\.2%**"
