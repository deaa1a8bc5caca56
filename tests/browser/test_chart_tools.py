"""What stands below a chart, in a browser: the switch to all figures, the page to embed, the query in Explore."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest


@pytest.fixture(scope="module")
def page(chromium: Any, address: str) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/market.html")
    yield page
    context.close()


def test_a_button_shows_all_figures_and_says_so(page: Any) -> None:
    figure = page.locator("#fig-prices")
    button = page.locator("[data-figure=fig-prices]")
    texts = "#fig-prices .chart-part:not([hidden]) .chart-wide text"
    assert button.get_attribute("aria-pressed") == "false" and "Forum posters" not in figure.inner_text()
    few = page.locator(texts).count()
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator(texts).count() > few and "Forum posters" in figure.inner_text()
    button.click()
    assert button.get_attribute("aria-pressed") == "false" and page.locator(texts).count() == few


def test_without_script_the_current_figures_stand_there_alone(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/market.html")
    assert page.locator("#fig-prices .chart-part").count() == 2
    assert [p.is_visible() for p in page.locator("#fig-prices .chart-part").all()] == [True, False]
    assert page.locator("[data-figure=fig-prices]").is_hidden()
    page.locator("#fig-prices + .chart-tools summary").last.click()
    assert "/embed/prices.html" in page.locator("#fig-prices + .chart-tools pre").inner_text()
    context.close()


def test_the_page_to_embed_leads_to_the_figure(page: Any, address: str) -> None:
    embed = page.context.new_page()
    errors: list[str] = []
    embed.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    embed.goto(f"{address}/embed/prices.html")
    assert embed.inner_text("h1") == page.inner_text("#fig-prices .chart-title").replace("\u00a0", " ")
    assert embed.locator(".chart-wide svg").is_visible() and errors == []
    embed.get_by_role("link").click()
    assert embed.url == f"{address}/market.html#fig-prices"


def test_the_query_goes_to_explore_in_the_address(page: Any, site: Path) -> None:
    link = page.locator("#fig-prices + .chart-tools a", has_text="Open in Explore")
    target, _, query = link.get_attribute("href").partition("#sql=")
    assert target == "explore.html"
    assert f"{unquote(query)}\n" == (site / "figures" / "prices.sql").read_text(encoding="utf-8")
