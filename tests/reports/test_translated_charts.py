"""Charts in Chinese: the same numbers as in English, and no English word but names, in the drawing and around it."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from reports.charts.banks import banks
from reports.charts.base import Chart, svg
from reports.charts.bindings import bindings
from reports.charts.claims_timeline import claims_timeline
from reports.charts.forecasts import forecasts
from reports.charts.sales_demand import sales_demand
from reports.charts.trajectory_lines import trajectory
from reports.charts.verdict_bars import verdict_bars
from reports.query import query

CHARTS = (banks, bindings, claims_timeline, forecasts, sales_demand, trajectory, verdict_bars)
NAMES = """
select name from actors union all select publisher from sources union all select original_publisher from sources
union all select statement_zh from targets
union all select name from chips
"""
PERCENT = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%")


@pytest.fixture(scope="module")
def names() -> set[str]:
    """Return the words of Latin letters in names, and in what is said in Chinese."""
    return {word for row in query(NAMES) for word in re.findall("[A-Za-z]{3,}", row["name"] or "")} | {"HBM"}


@pytest.mark.parametrize("make", CHARTS, ids=lambda m: m.__name__)
def test_a_chart_in_chinese_has_the_same_numbers_and_no_english_word(
    make: Callable[[str], Chart], names: set[str]
) -> None:
    english, chinese = make("en"), make("zh")
    assert (chinese.name, chinese.language, chinese.sql) == (f"{english.name}-zh", "zh", english.sql)
    assert list(chinese.rows) == list(english.rows)
    for part in ("title", "alt"):
        found = [sorted(PERCENT.findall(getattr(chart, part))) for chart in (english, chinese)]
        assert found[0] == found[1] or make is forecasts, part  # a list of shares has its signs in other places
    drawn = ET.fromstring(svg(chinese, narrow=True))
    around = (chinese.title, chinese.subtitle, chinese.alt, chinese.caption, chinese.source)
    said = " ".join([*drawn.itertext(), *around])
    style = " ".join(e.text or "" for e in drawn.iter("{http://www.w3.org/2000/svg}style"))
    assert set(re.findall("[A-Za-z]{3,}", said.replace(style, ""))) - names == set()
