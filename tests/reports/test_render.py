"""Pages split into prose and cells, and the built-in renderer on a small site."""

from pathlib import Path

import pytest

from reports.cells import Cell, PageError, parse
from reports.render import render

CONFIG = """
project: {type: website, output-dir: _site, render: [index.qmd, other.qmd]}
website:
  title: "Site"
  navbar: {left: [{href: index.qmd, text: Home}, {href: other.qmd, text: Other}]}
  page-footer: {center: "Foot"}
format: {html: {css: style.css}}
"""


def site(tmp_path: Path, **pages: str) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    here = Path(__file__).resolve().parents[2] / "reports"
    for name in ("template.html", "links.lua", "style.css"):
        (folder / name).write_text((here / name).read_text())
    (folder / "_quarto.yml").write_text(CONFIG)
    for name, text in pages.items():
        (folder / f"{name}.qmd").write_text(text)
    return folder


def test_parse_splits_prose_and_cells() -> None:
    page = parse("p", "---\ntitle: T\n---\nA\n\n```{python}\n#| output: asis\nprint(1)\n```\nB\n")
    assert page.meta == {"title": "T"}
    assert page.parts == ["A\n", Cell(6, "#| output: asis\nprint(1)\n", {"output": "asis"}), "B"]


def test_a_cell_shown_inside_a_longer_fence_is_text() -> None:
    page = parse("p", "````\n```{python}\nprint(1)\n```\n````\n")
    assert page.parts == ["````\n```{python}\nprint(1)\n```\n````"]


def test_an_open_fence_is_an_error() -> None:
    with pytest.raises(PageError, match="never closed"):
        parse("p", "```{python}\nprint(1)\n")


def test_render_makes_pages_with_links_and_outputs(tmp_path: Path) -> None:
    folder = site(
        tmp_path,
        index='---\ntitle: "Home"\n---\n\n[go](other.qmd#a)\n\n```{python}\n#| output: asis\nprint("**b**")\n```\n',
        other='---\ntitle: "Other"\n---\n\n## A\n\n```{python}\nprint("<raw>")\n```\n',
    )
    said: list[str] = []
    render(tmp_path / "out", folder, said.append)
    index, other = ((tmp_path / "out" / f"{n}.html").read_text() for n in ("index", "other"))
    assert '<a href="other.html#a">go</a>' in index and "<strong>b</strong>" in index
    assert '<a href="index.html" aria-current="page">Home</a>' in index
    assert "<code>&lt;raw&gt;" in other and ">A</h2>" in other
    assert said == ["[1/2] index.qmd", "[2/2] other.qmd"]


def test_a_failing_cell_is_named_with_page_and_reason(tmp_path: Path) -> None:
    text = '---\ntitle: "T"\n---\n\n```{python}\nx = 1\n```\n\n```{python}\nraise ValueError("no such column")\n```\n'
    folder = site(tmp_path, index=text, other=text)
    with pytest.raises(PageError, match=r"index\.qmd: cell on line 9: ValueError: no such column"):
        render(tmp_path / "out", folder)
