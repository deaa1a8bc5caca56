"""The real pages, made from the real package: sound, complete, and with the words and numbers that readers look for."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.pages.published import last_full_year, published_share
from reports.render.built_in import project
from reports.render.gate import problems, read
from reports.render.pdf import ANNEX, BRIEF
from reports.text.numbers import number

PAGES = [name.removesuffix(".qmd") for name in project()["project"]["render"]]


def test_the_site_has_no_mistake(site: Path) -> None:
    assert problems(site) == []


@pytest.mark.parametrize("page", PAGES)
def test_page_is_there_and_says_something(site: Path, page: str) -> None:
    text = " ".join(read(site / f"{page}.html").texts)
    assert len(text.split()) > 100 and "No rows." not in text
    assert not re.search(r">\s*(None|nan|NaT)\s*<", (site / f"{page}.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_has_its_files_beside_it(site: Path, page: str) -> None:
    html = (site / f"{page}.html").read_text(encoding="utf-8")
    figures = re.findall(r'<figure id="fig-([\w-]+)"', html)
    # a chart that shows the current figures first has a switch, and a second drawing with all of them
    drawings = len(figures) + html.count('class="chart-switch"')
    assert html.count('class="chart-wide"') == html.count('class="chart-narrow"') == drawings
    for name in figures:
        for end in ("svg", "csv", "sql"):
            assert (site / "figures" / f"{name}.{end}").stat().st_size > 0, f"{name}.{end}"


def test_every_chart_says_what_it_finds(site: Path) -> None:
    charts = sorted((site / "figures").glob("*.svg"))
    assert len(charts) >= 15
    for path in charts:
        text = path.read_text(encoding="utf-8")
        title, alt = re.search(r"<title[^>]*>(.+?)</title>", text), re.search(r"<desc[^>]*>(.+?)</desc>", text)
        assert title and alt and len(alt[1]) > 40, path.name
        assert "<script" not in text and not re.search(r'(?:href|src)="(?!#)', text), path.name


def test_the_headline_is_on_both_overviews(site: Path) -> None:
    published = published_share("units", str(last_full_year()))
    share = number(published.share)
    for page, shown in (("index", f"{share}%"), ("zh/index", f"{share}%")):  # Chinese has no space there
        html = (site / f"{page}.html").read_text(encoding="utf-8")
        assert f"<strong>{shown}</strong>" in html and published.claimant in html, page


def test_first_view_of_the_overview_is_small(site: Path) -> None:
    page = read(site / "index.html")
    loaded = {site / address for _, address in page.loads} | {site / "index.html"}
    fonts = (site / "theme" / "fonts").glob("*.woff2")
    assert sum(p.stat().st_size for p in loaded | set(fonts)) < 500_000


def test_the_brief_is_a_few_pages_and_the_annex_holds_the_rest(site: Path) -> None:
    assert 8 <= len(PdfReader(site / BRIEF).pages) <= 12
    reader = PdfReader(site / ANNEX)
    text = " ".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) > 10 and "Trajectory" in text
    share = number(published_share("units", str(last_full_year())).share)
    assert f"{share}%" in text.replace("\xa0", " ")
