"""Pages of things and the search in a browser: what a reader sees, by pointer and by keyboard, without barriers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SEARCH = "#search-dialog input"
HITS = "#search-dialog li a"
LARGEST = 150_000  # bytes that the first search may fetch
PAGES = [
    "claims/ft-2025-triple-ai-chip-output.html",
    "zh/claims/ft-2025-triple-ai-chip-output.html",
    "chips/ascend-910c.html",
    "firms/smic.html",
    "fabs/hua-hong-fab9-wuxi.html",
    "analysts/semianalysis.html",
    "things.html",
]


def barriers(page: Any) -> list[tuple[str, str]]:
    """Return what axe finds that is serious."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:150]) for v in found if v["impact"] in ("serious", "critical")]


@pytest.fixture
def overview(chromium: Any, address: str) -> Iterator[Any]:
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{address}/index.html")
    yield page
    page.close()


def test_what_is_typed_is_found_and_opened_by_keyboard(overview: Any, address: str) -> None:
    overview.wait_for_load_state("networkidle")  # what the page itself fetches late is there
    fetched: dict[str, int] = {}
    overview.on("response", lambda r: fetched.update({r.url.removeprefix(address): len(r.body())}))
    overview.keyboard.press("/")
    overview.keyboard.type("昇腾 910c")
    overview.wait_for_selector(f"{HITS}:has-text('Ascend 910C')")
    assert sorted(fetched) == ["/theme/minisearch.js", "/theme/search-index-en.js"]
    assert sum(fetched.values()) < LARGEST and barriers(overview) == []
    overview.keyboard.press("ArrowDown")
    assert overview.evaluate("document.activeElement.href") == f"{address}/chips/ascend-910c.html"
    overview.keyboard.press("ArrowUp")
    overview.keyboard.press("Enter")
    overview.wait_for_url("**/chips/ascend-910c.html")
    assert overview.inner_text("h1").startswith("Ascend 910C")


def test_a_search_from_a_chinese_page_opens_the_chinese_page_of_a_claim(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.goto(f"{address}/zh/index.html")
    page.keyboard.press("/")
    page.keyboard.type("AI 处理器产量 三倍")
    page.click(f"{HITS} >> nth=0")
    page.wait_for_url("**/zh/claims/ft-2025-triple-ai-chip-output.html")
    page.click("header a[hreflang=en] >> text=English")
    page.wait_for_url(f"{address}/claims/ft-2025-triple-ai-chip-output.html")
    page.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("HUAWEI", "firms/huawei.html"),  # what is called so stands before what is about it
        ("semianal", "analysts/semianalysis.html"),  # the beginning of a word
        ("中芯国际", "firms/smic.html"),
        ("腾910C", "chips/ascend-910c.html"),  # within a Chinese name, and no blank before the rest
        ("国中", None),  # characters of a name, but not side by side in this order
        ("910c ascend", "chips/ascend-910c.html"),
        ("910c no-such-word", None),
    ],
)
def test_the_first_of_what_is_found(overview: Any, address: str, typed: str, found: str | None) -> None:
    overview.click("#search")
    overview.fill(SEARCH, typed)
    overview.wait_for_selector(HITS if found else "text=Nothing found.")
    first = overview.get_attribute(f"{HITS} >> nth=0", "href") if found else None
    assert first == (f"{address}/{found}" if found else None)


def test_pages_opened_from_a_folder_can_be_searched(chromium: Any, site: Path) -> None:
    page = chromium.new_page()
    page.goto((site / "zh" / "index.html").as_uri())
    page.click("#search")
    page.fill(SEARCH, "昇腾910C")
    page.click(f"{HITS}[href$='chips/ascend-910c.html']")
    page.wait_for_url("**/chips/ascend-910c.html")
    page.close()


def test_a_search_can_find_nothing_and_be_closed(overview: Any) -> None:
    overview.click("#search")
    overview.fill(SEARCH, "no such thing")
    overview.wait_for_selector("text=Nothing found.")
    overview.keyboard.press("Escape")
    assert overview.locator("#search-dialog").is_hidden()


def test_without_script_the_search_is_a_list(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/zh/index.html")
    page.click("#search")
    page.click("#claims li a >> nth=0")
    assert "/claims/" in page.url and page.locator("h1").count() == 1
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_a_thing_fits_a_phone_and_has_no_barrier(chromium: Any, address: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(f"{address}/{path}")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert errors == [] and barriers(page) == []
    page.close()
