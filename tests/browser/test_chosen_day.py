"""The page As known: a day that is chosen shows what the macros give for it, and stands in the address."""

from datetime import date
from typing import Any

import duckdb
import pytest

from reports.query import DEFAULT

CAPACITY = "select count(*) from capacity_as_of(?) where is_latest and observed"
SHARE = """
select claimant
from market_share_as_of(?)
where is_latest and observed and region_id = 'cn'
"""


@pytest.mark.parametrize("day", [date(2025, 7, 31)])
def test_a_chosen_day_shows_the_figures_of_the_table(chromium: Any, address: str, day: date) -> None:
    with duckdb.connect(str(DEFAULT), read_only=True) as con:
        (capacity,) = con.execute(CAPACITY, [day]).fetchone() or (0,)
        houses = sorted(r[0] for r in con.execute(SHARE, [day]).fetchall())
    page = chromium.new_page()
    page.goto(f"{address}/as-known.html")
    newest = page.locator("#as-known-shares tbody tr").count()
    page.wait_for_selector("#as-known-day")
    page.select_option("#as-known-day", str(day))
    assert page.url.endswith(f"#day={day}")
    assert page.locator("#as-known-capacity tbody tr").count() == capacity
    shown = page.locator("#as-known-shares tbody tr td:nth-child(6)").all_text_contents()
    assert sorted(shown) == houses and len(shown) < newest
    assert "In hindsight" in page.inner_text("#as-known-hindsight")
    assert page.locator("[aria-live]").inner_text().startswith("By 31 July 2025")

    page.focus("#as-known-slider")
    page.keyboard.press("ArrowRight")
    assert page.url.endswith("#day=2025-10-01")
    page.goto(f"{address}/as-known.html#day={day}")
    page.reload()
    page.wait_for_selector("#as-known-day")
    assert page.input_value("#as-known-day") == str(day)
    page.close()
