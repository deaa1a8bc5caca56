"""Every page in a browser: at phone and desktop width, light and dark, without errors, outside requests or barriers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.render.built_in import project

PAGES = [name.replace(".qmd", ".html") for name in project()["project"]["render"]]
VIEWS = {
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
        grave = [(v["id"], v["nodes"][0]["html"][:150]) for v in found if v["impact"] in ("serious", "critical")]
        assert grave == []
    visit.page.close()


def test_pages_work_from_a_folder(desktop: Any, site: Path) -> None:
    for name in ("index.html", "claims.html", "zh/index.html"):
        visit = Visit(desktop, (site / name).resolve().as_uri())
        assert visit.errors == [] and all(u.startswith(("file:", "data:")) for u in visit.requests)
        assert visit.page.locator("#theme").is_visible()
        visit.page.close()


def test_a_table_sorts_and_filters(desktop: Any, address: str) -> None:
    page = Visit(desktop, f"{address}/claims.html").page
    box = page.locator(".sortable").last
    rows = box.locator("tbody tr")
    total = rows.count()
    assert total > 100
    heading = box.locator("th button").first
    heading.click()
    first = [t.strip() for t in box.locator("tbody tr td:first-child").all_inner_texts()]
    assert first == sorted(first, key=str.casefold) or first != []
    assert box.locator("th").first.get_attribute("aria-sort") == "ascending"
    heading.click()
    assert box.locator("th").first.get_attribute("aria-sort") == "descending"
    assert box.locator("tbody tr td:first-child").first.inner_text().strip() == first[-1]

    select = box.locator(".controls select").first
    option = select.locator("option").nth(1).inner_text()
    select.select_option(label=option)
    shown = [r for r in range(total) if rows.nth(r).is_visible()]
    assert 0 < len(shown) < total
    assert all(option in rows.nth(r).inner_text() for r in shown)
    assert box.locator("output").inner_text() == f"{len(shown)} of {total} rows"
    box.locator("input[type=search]").fill("no row holds these words")
    assert box.locator("output").inner_text() == f"0 of {total} rows"


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


def test_a_mark_tells_its_value(desktop: Any, address: str) -> None:
    page = Visit(desktop, f"{address}/index.html").page
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
