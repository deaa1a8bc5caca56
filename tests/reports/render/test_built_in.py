"""The built-in renderer on a small site: links, navigation, what cells show, and mistakes that are named."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from reports.render.built_in import copy_resources, execute_all, html, place, project, render
from reports.render.page_error import PageError
from reports_support import cell, page
from reports_support import project as write_project

PAGES = {
    "index.qmd": page(
        "Overview",
        "[a](data.qmd#part), [b](zh/index.qmd), [c](https://a.org/x.qmd), [d](#below)\n\n"
        + cell('print("**strong**")')
        + "\n"
        + cell('print("**plain** <b>")', asis=False)
        + "\n## Below\n",
        description="What & why",
    ),
    "data.qmd": page("Other", "## Part\n\nText with $x^2$.\n\n## Second\n"),
    "zh/index.qmd": page("首页", "[英文](../data.qmd#part)", lang="zh-Hans"),
}


@dataclass
class Site:
    folder: Path
    out: Path
    progress: list[str]

    def __getitem__(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("project")
    folder = write_project(root, PAGES)
    for name in ("theme/site.css", "theme/big.ttf", "figures/a.svg", "figures/a.inline.html", "notes/x.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name)
    progress: list[str] = []
    render(execute_all(folder, progress.append), root / "out", folder)
    return Site(folder, root / "out", progress)


def test_progress_is_told_for_every_page(site: Site) -> None:
    lines = sorted(re.sub(r"\d+\.\d s$", "… s", line) for line in site.progress)
    assert lines == ["[1/3] index.qmd: … s", "[2/3] data.qmd: … s", "[3/3] zh/index.qmd: … s"]


def test_links_to_pages_lead_to_what_they_became(site: Site) -> None:
    for link in (
        '<a href="data.html#part">a</a>',
        '<a href="zh/index.html">b</a>',
        '<a href="https://a.org/x.qmd">c</a>',
        '<a href="#below">d</a>',
    ):
        assert link in site["index.html"], link


def test_the_navigation_marks_the_page(site: Site) -> None:
    assert '<a href="index.html" aria-current="page">Overview</a>' in site["index.html"]
    assert '<a href="data.html">Data</a>' in site["index.html"]
    assert '<a href="data.html" aria-current="page">Data</a>' in site["data.html"]
    assert [site[name].count("aria-current") for name in ("index.html", "data.html", "zh/index.html")] == [1, 1, 1]


def test_an_entry_without_a_page_is_left_out(tmp_path: Path) -> None:
    folder = write_project(tmp_path, PAGES, **{"site-nav": ["index", "about"], "site-nav-more": ["data"]})
    text = html("", "index.qmd", folder, project(folder))
    assert "about.html" not in text.split("<main")[0] and '<ul class="more"' in text.split("data.html")[0]


def test_every_page_of_the_report_is_in_the_navigation() -> None:
    config = project()
    pages = [name.removesuffix(".qmd") for name in config["project"]["render"] if "/" not in name]
    assert sorted(set(pages) - set(config["site-nav"] + config["site-nav-more"])) == []


def test_a_page_in_a_folder_finds_the_others(site: Site) -> None:
    text = site["zh/index.html"]
    assert '<html lang="zh-Hans"' in text and '<html lang="en"' in site["data.html"]
    assert '<a href="../zh/index.html" aria-current="page">总览</a>' in text
    assert (
        '<a href="../data.html" hreflang="en">数据<small>（英文）</small></a>' in text
    )  # it leads to another language
    assert '<a href="../data.html#part">英文</a>' in text
    assert 'href="../theme/site.css"' in text and 'href="theme/site.css"' in site["data.html"]


def test_markdown_of_cells_is_markup_and_other_output_is_text(site: Site) -> None:
    assert "<strong>strong</strong>" in site["index.html"]
    assert "<code>**plain** &lt;b&gt;</code></pre>" in site["index.html"]


def test_a_page_is_a_document(site: Site) -> None:
    text = site["index.html"]
    assert "<title>Overview – Site</title>" in text and '<h1 class="title">Overview</h1>' in text
    assert '<meta name="description" content="What &amp; why">' in text
    assert re.search(r'<section id="part" class="level2">\s*<h2>Part</h2>', site["data.html"])
    assert '<a href="#second" id="toc-second">Second</a>' in site["data.html"]
    assert "<math" in site["data.html"] and "Data CC BY 4.0, code MIT." in text


def test_resources_and_figures_are_copied_but_not_what_is_excluded(site: Site) -> None:
    files = {p.relative_to(site.out).as_posix() for p in site.out.rglob("*") if p.is_file()}
    assert files == {"index.html", "data.html", "zh/index.html", "theme/site.css", "figures/a.svg"}


def test_resources_that_are_not_there_are_no_mistake(tmp_path: Path) -> None:
    copy_resources(tmp_path, {"project": {"resources": ["/theme/"]}}, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_failing_cell_is_named_with_page_line_and_reason(tmp_path: Path) -> None:
    text = page("T", "\n" + cell("x = 1") + "\n" + cell('raise ValueError("no such column")'))
    folder = write_project(tmp_path, {"index.qmd": text})
    with pytest.raises(PageError) as caught:
        execute_all(folder, lambda line: None)
    assert str(caught.value) == "index.qmd: cell on line 11: ValueError: no such column"
    assert text.splitlines()[10:14:3] == ["```{python}", "```"]


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = write_project(tmp_path, {"index.qmd": page("T", "")})
    (folder / "index.qmd").unlink()
    with pytest.raises(PageError, match=r"^index\.qmd: this page of _quarto\.yml is not there"):
        execute_all(folder, lambda line: None)


def test_what_a_filter_stops_at_is_said_with_the_page(tmp_path: Path) -> None:
    folder = write_project(tmp_path, {"index.qmd": page("T", "")})
    with pytest.raises(PageError, match=r"^index\.qmd: @fig-no leads nowhere: no figure or table has this label$"):
        html("See @fig-no.", "index.qmd", folder, project(folder))


def test_an_unresolved_reference_is_found_in_the_page(tmp_path: Path) -> None:
    source = tmp_path / "p.qmd"
    source.write_text('---\ntitle: T\n---\n\nSee @fig-a.\n\n```{python}\n#| output: asis\nprint("@fig-b")\n```\n')
    assert place("@fig-a leads nowhere", source) == "line 5: @fig-a leads nowhere"
    assert place("@fig-b leads nowhere", source) == "cell on line 7, line 9: @fig-b leads nowhere"
    assert place("fig-a has no caption", source) == "fig-a has no caption"


def test_what_pandoc_warns_of_stops_the_page(tmp_path: Path) -> None:
    folder = write_project(tmp_path, {"index.qmd": page("T", "")})
    with pytest.raises(PageError, match=r"^index\.qmd: Pandoc warned: .*unclosed"):
        html("::: {.note}\n\nnever closed\n", "index.qmd", folder, project(folder))
