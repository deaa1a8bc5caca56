"""The Explore page answers as DuckDB does, says what is wrong in words, and asks nothing of any other site."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest

from reports.pages.explore import EXAMPLES
from reports.render import explore_files
from reports.text.language import words

START = 120_000  # ms: the engine has 34 MB once unpacked and the machine may be slow


class Explorer:
    """One opened Explore page, with what it fetched and what went wrong."""

    def __init__(self, chromium: Any, url: str, **context: Any) -> None:
        self.page = chromium.new_page(accept_downloads=True, **context)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.context.on("request", lambda r: self.requests.append(r.url))
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.goto(url)
        self.page.wait_for_load_state("networkidle")

    def run(self, sql: str) -> str:
        """Run a query; returns what the status line says then."""
        self.page.fill("#explore-sql", sql)
        self.page.click("#explore-run")
        return self.settled()

    def settled(self) -> str:
        self.page.wait_for_selector("#explore-run:enabled", timeout=START)
        return str(self.page.inner_text("#explore-status"))

    def table(self) -> list[list[str]]:
        """Return the result shown, its headings first."""
        script = "rows => rows.map(r => [...r.cells].map(c => c.textContent))"
        return list(self.page.eval_on_selector_all("#explore-result tr", script))


@pytest.fixture(scope="module", autouse=True)
def engine(site: Path) -> None:
    """Skip where npm gave no engine for these tests."""
    answer = json.loads((site / "explore" / explore_files.ANSWER).read_text(encoding="utf-8"))
    if "reason" in answer:
        pytest.skip(f"no database engine for browsers: {answer['reason']}")


@pytest.fixture(scope="module")
def explorer(chromium: Any, address: str) -> Iterator[Explorer]:
    explorer = Explorer(chromium, f"{address}/explore.html")
    assert "1 row" in explorer.run("select 1 as one")
    yield explorer
    explorer.page.close()


def as_text(con: duckdb.DuckDBPyConnection, sql: str) -> list[list[str]]:
    """Return what DuckDB answers, as text, headings first."""
    result = con.sql(f"select cast(columns(*) as varchar) from ({sql})")
    return [result.columns, *(["" if v is None else v for v in row] for row in result.fetchall())]


@pytest.mark.parametrize("label", EXAMPLES)
def test_an_example_gives_what_duckdb_gives(explorer: Explorer, real: duckdb.DuckDBPyConnection, label: str) -> None:
    explorer.page.select_option("#explore-example", label=label)
    assert explorer.page.input_value("#explore-sql") == EXAMPLES[label].strip()
    explorer.page.press("#explore-sql", "Control+Enter")
    said = explorer.settled()
    expected = as_text(real, EXAMPLES[label])
    assert said.startswith(f"{len(expected) - 1} row")
    assert len(expected) > 1 and explorer.table() == expected


@pytest.mark.parametrize(
    "sql",
    [
        "from chips -- every column, lists too\n;\n",
        "from observations_as_of('2025-08-27') where metric_id = 'wafer-capacity' order by all",
        "describe chip_specs",
        "select 0.1 + 0.2 as a, 1::hugeint as b, null as c, date '2025-01-31' as d, true as e, 'x' as a",
    ],
)
def test_other_statements_too(explorer: Explorer, real: duckdb.DuckDBPyConnection, sql: str) -> None:
    explorer.run(sql)
    (headings, *rows), (_, *expected) = explorer.table(), as_text(real, sql.rstrip(";\n") + "\n")
    assert rows == expected and len(headings) == len(expected[0])


def test_the_first_thousand_are_shown_and_the_csv_has_all(
    explorer: Explorer, real: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    sql = "from observations_named order by observation_id"
    said = explorer.run(sql)
    count = len(real.sql(sql).fetchall())
    assert said.startswith(f"{count:,} rows in ") and "The first 1,000 are shown; the CSV has all." in said
    assert explorer.table() == as_text(real, sql)[:1001]
    with explorer.page.expect_download() as download:
        explorer.page.click("#explore-csv")
    real.sql(f"copy ({sql}) to '{tmp_path / 'expected.csv'}' (header)")
    assert Path(download.value.path()).read_bytes() == (tmp_path / "expected.csv").read_bytes()


HOSTILE = """
select '=HYPERLINK("https://evil.example")' as "=1+1", '\u3000＝cmd|x' as b, '-0.5 3' as c, -5 as d, null as e,
  '''=1' as "it's", '@SUM(1)'::blob as g, date '2025-01-31' as h, ['-1'] as "-2"
"""


def test_no_spreadsheet_takes_the_download_for_formulae(explorer: Explorer) -> None:
    """A link carries a query, and whoever follows it need not have written it."""
    explorer.run(HOSTILE)
    with explorer.page.expect_download() as download:
        explorer.page.click("#explore-csv")
    names, cells = csv.reader(Path(download.value.path()).read_text(encoding="utf-8").splitlines())
    assert names == ["'=1+1", "b", "c", "d", "e", "it's", "g", "h", "-2"]
    shown = ['\'=HYPERLINK("https://evil.example")', "'\u3000＝cmd|x", "-0.5 3", "-5", "", "'=1", "'@SUM(1)"]
    assert cells == [*shown, "2025-01-31", "[-1]"]


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("selekt 1", 'syntax error at or near "selekt"'),
        ("from chip_spec", 'Did you mean "chip_specs"?'),
        ("create table t (a int)", "attached in read-only mode"),
        ("from 'https://example.com/a.csv'", "disabled by configuration"),
        ("set enable_external_access = true", "the configuration has been locked"),
        ("select '{}'::json", "This page has DuckDB without extensions"),
        ("   ", "Write a query first."),
    ],
)
def test_a_mistake_is_told_in_words(explorer: Explorer, sql: str, words: str) -> None:
    said = explorer.run(sql)
    assert words in said and "    at " not in said and said.count("LINE 1") <= 1
    if sql.strip():
        assert said.startswith("The query did not run.")
        assert explorer.page.is_hidden("#explore-result") and explorer.page.is_disabled("#explore-csv")


def test_values_are_shown_as_text(explorer: Explorer) -> None:
    explorer.run(
        "select '<img src=x onerror=alert(1)>' as \"<b>h</b>\", 'https://a.org/?q=1' as url, 'javascript:1' as j"
    )
    assert explorer.table()[1][0] == "<img src=x onerror=alert(1)>" and explorer.table()[0][0] == "<b>h</b>"
    assert explorer.page.locator("#explore-result :is(img, b)").count() == 0
    links = explorer.page.eval_on_selector_all("#explore-result a", "a => a.map(e => e.href)")
    assert links == ["https://a.org/?q=1"]


def test_a_query_can_be_stopped_and_the_next_one_runs(explorer: Explorer) -> None:
    endless = "select count(*) from range(1000000) a, range(1000000) b where hash(a.range, b.range) % 7 = 1"
    explorer.page.fill("#explore-sql", endless)
    explorer.page.click("#explore-run")
    explorer.page.click("#explore-stop")
    assert explorer.settled() == "Stopped."
    explorer.run("select 83 as n")
    assert explorer.table() == [["n"], ["83"]]


def test_a_link_carries_the_query(chromium: Any, address: str, explorer: Explorer) -> None:
    explorer.run("select 'a b' as \"100 %\"")
    assert explorer.page.url.endswith("#sql=" + quote("select 'a b' as \"100 %\"", safe="'"))
    page = Explorer(chromium, explorer.page.url).page
    assert page.input_value("#explore-sql") == "select 'a b' as \"100 %\""
    assert page.inner_text("#explore-status") == ""  # it waits for the reader
    page.close()


PICKED = "#measure=chip-shipments&firm=huawei"


def test_what_is_picked_gives_query_table_and_chart(
    explorer: Explorer, real: duckdb.DuckDBPyConnection, address: str
) -> None:
    page = explorer.page
    page.select_option("#explore-measure", "chip-shipments")
    page.select_option("#explore-firm", "huawei")
    page.click("#explore-show")
    said, sql = explorer.settled(), page.input_value("#explore-sql")
    expected = as_text(real, sql)
    assert said.startswith(f"{len(expected) - 1} rows") and explorer.table() == expected
    assert page.url.endswith(PICKED) and page.is_visible("#explore-chart svg")
    dated = [row for row in expected[1:] if row[1]]
    assert page.locator("#explore-chart circle").count() == len(dated) > 10
    year = max(row[1] for row in dated if len(row[1]) == 4)
    page.select_option("#explore-year", year)
    page.click("#explore-show")
    explorer.settled()
    of_year = as_text(real, page.input_value("#explore-sql"))
    assert explorer.table() == of_year and page.url.endswith(f"{PICKED}&year={year}")
    assert page.locator("#explore-chart circle").count() == min(40, len(of_year) - 1) > 0
    explorer.run("select 1")
    assert page.is_hidden("#explore-chart") and "#sql=" in page.url


def test_a_link_carries_what_is_picked(chromium: Any, address: str) -> None:
    page = Explorer(chromium, f"{address}/explore.html{PICKED}&year=2025").page
    values = [page.input_value(f"#explore-{name}") for name in ("measure", "firm", "year")]
    assert values == ["chip-shipments", "huawei", "2025"]
    assert "metric_id = 'chip-shipments'" in page.input_value("#explore-sql")
    assert "covers(period, 2025)" in page.input_value("#explore-sql")
    offered = page.eval_on_selector_all("#explore-firm option:enabled", "all => all.map(o => o.value)")
    assert "huawei" in offered and "cxmt" not in offered
    page.close()


def test_the_engine_is_fetched_packed_and_small(explorer: Explorer, site: Path) -> None:
    engine = site / "explore" / explore_files.ENGINE
    assert any(r.endswith(f"/explore/{engine.name}") for r in explorer.requests)
    assert engine.stat().st_size < 8_000_000 and not (site / "explore" / "duckdb-eh.wasm").exists()


def test_nothing_was_fetched_from_elsewhere_and_nothing_went_wrong(explorer: Explorer, address: str) -> None:
    assert explorer.requests and all(r.startswith((f"{address}/", "blob:")) for r in explorer.requests)
    assert explorer.errors == []


def test_nothing_big_is_fetched_before_the_first_run(chromium: Any, address: str) -> None:
    explorer = Explorer(chromium, f"{address}/explore.html")
    assert [r for r in explorer.requests if "/explore/" in r] == [f"{address}/explore/engine.json"]
    explorer.page.close()


@pytest.mark.parametrize("name", ["arrow.js", "duckdb-eh.wasm.gz", "china-ai-chips.duckdb.gz"])
def test_a_missing_file_is_told_in_words(chromium: Any, address: str, name: str) -> None:
    explorer = Explorer(chromium, f"{address}/explore.html")
    explorer.page.route(f"**/{name}", lambda route: route.fulfill(status=404))
    said = explorer.run("select 1")
    assert f"The database did not start. {name} could not be fetched from this site" in said
    explorer.page.close()


def test_a_site_without_the_engine_says_so(chromium: Any, address: str) -> None:
    explorer = Explorer(chromium, "about:blank")
    answer = json.dumps({"reason": "npm was <not> found"})
    explorer.page.route("**/engine.json", lambda route: route.fulfill(body=answer))
    explorer.page.goto(f"{address}/explore.html")
    explorer.page.wait_for_selector("text=npm was")
    assert explorer.page.inner_text("#explore-off") == f"{words()['explore.no-engine']} (npm was <not> found)"
    assert explorer.page.is_hidden("#explore") and explorer.errors == []
    explorer.page.close()


def test_without_script_the_page_says_so(chromium: Any, address: str) -> None:
    explorer = Explorer(chromium, f"{address}/explore.html", java_script_enabled=False)
    assert explorer.page.is_visible("text=only with JavaScript on") and explorer.page.is_hidden("#explore")
    assert explorer.page.is_visible("text=duckdb -readonly china-ai-chips.duckdb")
    explorer.page.close()


def test_opened_from_a_file_the_page_says_so(chromium: Any, site: Path) -> None:
    explorer = Explorer(chromium, (site / "explore.html").as_uri())
    assert explorer.page.inner_text("#explore-off") == words()["explore.from-file"]
    assert explorer.page.is_hidden("#explore")
    explorer.page.close()
