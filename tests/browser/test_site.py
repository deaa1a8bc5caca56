"""Every page in a browser: at phone and desktop width, light and dark, without errors, outside requests or barriers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.render.built_in import project

PAGES = [name.replace(".qmd", ".html") for name in project()["project"]["render"]]
VIEWS: dict[str, dict[str, Any]] = {
    "phone-light": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light", "has_touch": True},
    "phone-dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark", "has_touch": True},
    "desktop-light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "desktop-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


class Visit:
    """One opened page, with what it asked for and what went wrong."""

    def __init__(self, context: Any, url: str) -> None:
        self.page = context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("requestfailed", lambda r: self.errors.append(f"failed: {r.url}"))
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.goto(url)
        self.page.wait_for_load_state("load")


@pytest.fixture(params=VIEWS, scope="module")
def view(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(**VIEWS[request.param])
    context.view_name = request.param
    yield context
    context.close()


@pytest.fixture(scope="module")
def desktop(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(**VIEWS["desktop-light"])
    yield context
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_loads_fits_and_has_no_barrier(view: Any, address: str, name: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    visit = Visit(view, f"{address}/{name}")
    assert visit.errors == []
    assert [u for u in visit.requests if not u.startswith((address, "data:", "blob:"))] == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert visit.page.evaluate(wide) <= 0, "the page can be scrolled sideways"
    if view.view_name in ("phone-dark", "desktop-light"):  # every colour and every width once
        found = Axe().run(visit.page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:150]) for v in found] == []
    visit.page.close()


def test_pages_work_from_a_folder(desktop: Any, site: Path) -> None:
    for name in ("index.html", "claims.html", "zh/index.html"):
        visit = Visit(desktop, (site / name).resolve().as_uri())
        assert visit.errors == [] and all(u.startswith(("file:", "data:")) for u in visit.requests)
        assert visit.page.locator("#theme").is_visible()
        visit.page.close()


def test_a_table_unfolds_sorts_and_filters(desktop: Any, address: str) -> None:
    page = Visit(desktop, f"{address}/claims.html").page
    box = page.locator("#all-claims .sortable")
    total = box.locator("tbody tr").count()
    assert total > 100 and box.locator("tbody tr:visible").count() == 15
    unfold = box.locator("button.unfold")
    assert unfold.inner_text() == f"Show all {total} rows" and unfold.get_attribute("aria-expanded") == "false"
    unfold.click()
    assert box.locator("tbody tr:visible").count() == total and unfold.get_attribute("aria-expanded") == "true"

    heading = box.locator("th button", has_text="Due")
    heading.click()
    keys = box.locator("tbody tr td:nth-child(3) [data-sort]").evaluate_all("spans => spans.map(s => s.dataset.sort)")
    dated = [key for key in keys if key]
    assert dated == sorted(dated) and keys[len(dated) :] == [""] * (total - len(dated)), "no date comes last"
    heading.click()
    assert box.locator("th[aria-sort=descending]").inner_text().strip().startswith("Due")
    assert box.locator("tbody tr td:nth-child(3) [data-sort]").last.get_attribute("data-sort") == ""

    select = box.locator(".controls select").first
    option = select.locator("option").nth(1).inner_text()
    select.select_option(label=option)
    shown = box.locator("tbody tr:visible")
    assert 0 < shown.count() < total and all(option in text for text in shown.all_inner_texts())
    assert box.locator("output").inner_text() == f"{shown.count()} of {total} rows"
    assert "all-claims.sort=due.down" in page.url and "all-claims.verdict=" in page.url

    again = Visit(desktop, page.url).page  # the address brings it all back
    box = again.locator("#all-claims .sortable")
    assert box.locator(".controls select").first.input_value() == option
    assert box.locator("th[aria-sort=descending]").count() == 1
    box.locator("input[type=search]").fill("no row holds these words")
    assert box.locator("output").inner_text() == f"0 of {total} rows"
    assert box.locator("button.unfold").is_hidden()


def test_what_is_disputed_sorts_last(desktop: Any, address: str) -> None:
    page = Visit(desktop, f"{address}/chips.html?all-chips.sort=fp16-tflops.down").page
    texts = page.locator("#all-chips tbody tr td:nth-child(5)").all_text_contents()
    disputed = [n for n, text in enumerate(texts) if text.startswith("disputed")]
    assert disputed and not texts[0].startswith("disputed")
    assert all(text == "" or text.startswith("disputed") for text in texts[disputed[0] :])


def test_a_phone_shows_verdict_contents_and_place(chromium: Any, address: str) -> None:
    context = chromium.new_context(**VIEWS["phone-light"])
    page = Visit(context, f"{address}/claims.html").page
    row = page.locator("#the-claims-of-august-2025 tbody tr").first
    cell = row.locator("td").nth(1)
    cell.scroll_into_view_if_needed()
    box, claim = cell.bounding_box(), row.locator("td").first.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["y"] >= claim["y"] + claim["height"] - 1
    assert page.locator("#TOC a").first.is_hidden()
    page.click("#TOC summary")
    assert page.locator("#TOC a").first.is_visible()
    here = page.locator(".pages [aria-current]").bounding_box()
    assert here["x"] >= 0 and here["x"] + here["width"] <= 360

    page = Visit(context, f"{address}/data.html").page
    here = page.locator(".pages [aria-current]").bounding_box()
    assert here["x"] >= 0 and here["x"] + here["width"] <= 360, "far down the row, it is scrolled to"
    page = Visit(context, f"{address}/market.html").page
    wide = page.locator("#by-units .scroll")
    assert page.locator("#by-units .sideways").is_visible()
    wide.evaluate("box => { box.scrollLeft = 200; }")
    first = wide.locator("tbody tr td").first
    assert abs(first.bounding_box()["x"] - wide.bounding_box()["x"]) < 1, "the first column stays"
    context.close()


def test_the_theme_can_be_chosen_and_is_kept(chromium: Any, address: str) -> None:
    context = chromium.new_context(**VIEWS["desktop-light"])
    page = Visit(context, f"{address}/index.html").page
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.click("#theme")
    dark = page.evaluate(colour)
    assert dark != light
    page.goto(f"{address}/zh/index.html")
    assert page.evaluate(colour) == dark and page.inner_text("#theme") == "浅色"
    context.close()


def test_paper_is_light_whatever_the_screen(chromium: Any, address: str) -> None:
    context = chromium.new_context(**VIEWS["desktop-light"])
    page = Visit(context, f"{address}/index.html").page
    colours = "['body', '.chart-wide svg text', 'td'].map(n => getComputedStyle(document.querySelector(n)))"
    shown = f"{colours}.map(s => [s.color, s.backgroundColor, s.fill])"
    light = page.evaluate(shown)
    page.click("#theme")
    assert page.evaluate(shown) != light
    page.emulate_media(media="print")
    assert page.evaluate(shown) == light, "the reader chose dark"
    page.evaluate("localStorage.clear()")
    page.emulate_media(media="print", color_scheme="dark")
    page.reload()
    assert page.evaluate(shown) == light, "the system is dark"
    context.close()


def test_a_mark_tells_its_value(desktop: Any, address: str) -> None:
    page = Visit(desktop, f"{address}/market.html").page
    page.locator(".chart-wide .tip use").first.hover()
    assert "%" in page.inner_text("#tooltip")
    page.keyboard.press("Escape")
    assert page.locator("#tooltip").is_hidden()


def test_without_script_all_is_there(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/claims.html")
    assert page.locator(".sortable tbody tr").count() > 100 and page.locator("svg:visible").count() >= 1
    assert page.locator("#theme").is_hidden()
    context.close()


def test_the_languages_lead_to_each_other(desktop: Any, address: str) -> None:
    page = Visit(desktop, f"{address}/index.html").page
    page.click("text=中文")
    assert page.url.endswith("/zh/index.html")
    page.click("text=English")
    assert page.url.endswith("/index.html") and "/zh/" not in page.url
