"""The dataset layer: each rule's bad example yields just that rule on the right line, its good one nothing; and the
layer never takes a check that could not run for one that passed.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from filled_tables import TODAY, FilledTables, about_example, release_of, said_of

from checks.dataset import expectations, read_frames
from checks.dataset.dataset_layer import RECORD, check_dataset
from checks.dataset.expectations import FRAMES, read_suites, suite
from checks.dataset.frames_in_sql import check_in_sql
from checks.dataset.placed_rows import PlacedRows
from checks.findings import Finding
from checks.last_release import Release
from checks.rulebook import Example, Rule, RuleBookError, rules
from schemas.csv_text import TextTable
from schemas.errors import UserError
from schemas.locked import QueryError

pytestmark = pytest.mark.xdist_group("great-expectations")  # one worker imports it, not all
DATASET_RULES = [r for r in rules().values() if r.layer == "dataset"]
NOTHING = Release()
Built = Callable[[Example], tuple[duckdb.DuckDBPyConnection, dict[str, TextTable]]]


@pytest.fixture(scope="module")
def built() -> Built:
    """Return a function that fills the tables with the base and an example on top."""
    tables = FilledTables()
    return lambda example: (tables.con, tables.fill(example))


def found(built: Built, example: Example, rule: str) -> list[Finding]:
    """Return what the rule says of the rows of the example; what it says of the other rows of the base is left out."""
    con, texts = built(example)
    findings = check_dataset(con, texts, TODAY, only_rule=rule, release=release_of(example))
    return about_example(findings, example)


@pytest.mark.parametrize("rule", DATASET_RULES, ids=lambda r: r.id)
def test_bad_example_breaks_this_rule_on_its_line(built: Built, rule: Rule) -> None:
    assert rule.bad, "no failing example"
    (finding,) = found(built, rule.bad, rule.id)
    assert (finding.file, finding.column) == (
        "data/derived/estimates.csv" if rule.table == "estimates" else f"data/{rule.table}.csv",
        rule.column,
    )
    assert (finding.rule, finding.severity) == (rule.id, rule.severity)
    assert finding.line == (2 if finding.key else 1)
    assert said_of(rule, rule.bad, *built(rule.bad)) == [finding]
    assert "{" not in finding.message and "None" not in finding.message and "nan" not in finding.message


@pytest.mark.parametrize("rule", DATASET_RULES, ids=lambda r: r.id)
def test_good_example_breaks_nothing(built: Built, rule: Rule) -> None:
    assert rule.good, "no good example"
    assert [str(f) for f in found(built, rule.good, rule.id)] == []


def test_every_frame_is_looked_at() -> None:
    assert {p.stem for p in FRAMES.glob("*.sql")} == read_suites().keys()


def test_rules_on_several_tables_share_a_frame_without_seeing_each_others_rows() -> None:
    for found in read_suites().values():
        split = len({e.rule.table for e in found}) > 1
        assert all((e.kwargs.get("row_condition") == f'table_name=="{e.rule.table}"') == split for e in found)


def test_a_suite_is_plain_json() -> None:
    made = suite("freshness", read_suites()["freshness"])
    assert json.loads(json.dumps(made)) == made
    assert {e["kwargs"]["max_value"] for e in made["expectations"]} == {
        rules()[f"{t}/fresh"].bounds["days"].value for t in ("events", "observations", "outcomes", "sources")
    }


def test_a_finding_points_at_its_own_line_with_its_numbers(built: Callable) -> None:
    shares = [
        {"observation_id": f"o{n}", "metric_id": "chip-value-share", "region_id": "cn", "period": str(2020 + n // 2),
         "definition_id": ("d1", "imported")[n % 2], "value": value, "unit": "%"}
        for n, value in enumerate(["58", "42", "58", "12.5", "58", "42"])
    ]  # fmt: skip
    (finding,) = found(built, {"observations": shares}, "observations/complete-shares-sum-to-100")
    assert (finding.line, finding.key) == (4, "o2")
    assert finding.message.startswith("idc gives Chinese-designed and imported shares for 2021 that sum to 70.5 (chip")


def test_the_connection_is_left_as_it_was(built: Callable) -> None:
    con, texts = built({})
    before = con.execute("select view_name from duckdb_views() order by all").fetchall()
    check_dataset(con, texts, TODAY, only_rule="sources/used", release=NOTHING)
    assert con.execute("select view_name from duckdb_views() order by all").fetchall() == before
    assert con.execute("select getvariable('today')").fetchone() == (None,)


@pytest.fixture
def expecting(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that puts other words into the `expects` of one rule."""

    def change(rule_id: str = "sources/used", **expects: object) -> None:
        changed = replace(rules()[rule_id], expects=expects)
        monkeypatch.setattr(expectations, "rules", lambda: rules() | {rule_id: changed})

    return change


NOT_NULL = "expect_column_values_to_not_be_null"


def test_an_expectation_that_cannot_run_is_no_pass(built: Built, expecting: Callable[..., None]) -> None:
    expecting(frame="registries", type="expect_column_values_to_match_regex", column="used_by", regex="(")
    con, texts = built({})
    with pytest.raises(RuleBookError, match=r"frame registries: .*match_regex for sources/used could not run: "):
        check_dataset(con, texts, TODAY, only_rule="sources/used", release=NOTHING)


@pytest.mark.parametrize(
    ("expects", "asked"),
    [
        ({"type": "expect_column_values_to_match_regex", "column": "used_by", "regex": "a"}, "to_match_regex, regex"),
        ({"type": "expect_table_row_count_to_equal", "value": 3}, "expect_table_row_count_to_equal, value"),
        ({"type": NOT_NULL, "column": "used_by", "mostly": 0.9}, f"{NOT_NULL}, mostly"),
    ],
)
def test_what_is_not_written_in_sql_is_said(
    built: Built, expecting: Callable[..., None], expects: dict[str, object], asked: str
) -> None:
    expecting(frame="registries", **expects)
    con, texts = built({})
    with pytest.raises(
        RuleBookError, match=rf"sources/used expects \S*{asked}, which is not written in SQL: add it to"
    ):
        check_in_sql(con, PlacedRows(texts), TODAY, only_rule="sources/used")


def test_an_expectation_on_the_whole_frame_points_at_line_1(built: Built, expecting: Callable[..., None]) -> None:
    expecting(frame="registries", type="expect_table_row_count_to_equal", value=3)
    con, texts = built({})
    (finding,) = check_dataset(con, texts, TODAY, only_rule="sources/used", release=NOTHING)
    assert (finding.file, finding.line, finding.key) == ("data/sources.csv", 1, "")


@pytest.mark.parametrize(
    ("expects", "message"),
    [
        ({"frame": "registers", "type": NOT_NULL}, "sources/used: expects names no frame"),
        ({"frame": "registries"}, "sources/used: expects names no frame .* or no type"),
        ({}, "sources/used: expects names no frame"),
        ({"frame": "registries", "type": "x", "max_value": "most"}, "sources/used has no bound 'most' for max_value"),
        ({"frame": "registries", "type": "x", "min_value": 3}, "sources/used has no bound 3 for min_value"),
    ],
)
def test_what_a_rule_cannot_expect(expecting: Callable[..., None], expects: dict, message: str) -> None:
    expecting(**expects)
    with pytest.raises(RuleBookError, match=message):
        read_suites()


def test_only_a_rule_of_this_layer_can_be_chosen() -> None:
    assert list(read_suites("sources/used")) == ["registries"]
    with pytest.raises(RuleBookError, match="observations/range-ordered is no rule of the dataset layer"):
        read_suites("observations/range-ordered")


def test_a_frame_that_points_nowhere_is_an_error_of_the_frame(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    con, texts = built({})
    for sql, words in {
        "select 'sources' as table_name, 'gone' as key, null::varchar as used_by": "'gone', which is not in",
        "select 'sources' as table_name, '' as key": "expects used_by of the frame registries, which lacks it",
        "select '' as key, null::varchar as used_by": "lacks the column table_name",
        "select 'sources' as table_name, '' as key, null::varchar as used_by from range(2000000)": "gives more than",
        "from gone": "registries.sql cannot run: Catalog Error",
    }.items():
        monkeypatch.setattr(read_frames, "frame_sql", lambda *_, sql=sql: sql)
        with pytest.raises(UserError, match=words):
            check_dataset(con, texts, TODAY, only_rule="sources/used", release=NOTHING)


def test_a_macro_that_fails_is_no_internal_error() -> None:
    tables = FilledTables()
    con, texts = tables.con, tables.fill({})
    con.execute("create or replace macro period_end(period) as error('no such day')")
    words = "the table rivals, .* by the macros period_start and period_end, cannot run: .*no such day"
    with pytest.raises(QueryError, match=words):
        check_dataset(con, texts, TODAY, only_rule="sources/used", release=NOTHING)


def test_data_docs_are_written_and_old_results_replaced(built: Built, tmp_path: Path) -> None:
    con, texts = built({})
    docs = tmp_path / "docs"
    for _ in range(2):
        findings = check_dataset(con, texts, TODAY, only_rule="fabs/capacity-known", docs=docs, release=NOTHING)
    assert [f.rule for f in findings] == ["fabs/capacity-known"]
    assert "fabs_in_production" in (docs / "index.html").read_text()
    assert len(list((docs / "validations").rglob("*.html"))) == 1
    (seen,) = json.loads((docs / RECORD).read_text())
    assert seen["rule"] == "fabs/capacity-known" and seen["unexpected"] == 1 <= seen["rows"]
