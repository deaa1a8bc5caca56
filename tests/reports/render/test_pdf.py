"""The brief and the annex: pages in their order, numbers as on the site, links, and what cannot be made."""

import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reports.render.built_in import execute_all, pandoc
from reports.render.built_in import project as read_project
from reports.render.page_error import PageError
from reports.render.pdf import ANNEX, BRIEF, HERE, copy_figures, float_numbers, joined, write_pdf, write_pdfs
from reports_support import page, project, write_database

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>'
FIGURE = """
::: {#fig-NAME}

![](figures/NAME.svg){.chart fig-alt="Drawing of NAME"}

Caption of NAME, [in the other](other.qmd).

:::

```{=html}
<a href="figures/NAME.csv">data</a>
```
"""
PAGES = {
    "other.qmd": page("Second in the file", "Below, @fig-two.\n" + FIGURE.replace("NAME", "two")),
    "index.qmd": page(
        "First title", "Above all, @fig-one [(source)](https://a.org/x).\n" + FIGURE.replace("NAME", "one")
    ),
    "not.qmd": page("Not on paper", "Only on the site."),
}


BRIEF_TEXT = "# The answer\n\nSee @fig-two, **≈ 5**, *x*, [more](other.qmd#x).\n" + FIGURE.replace("NAME", "two")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of which two pages make the PDF, and its database."""
    settings = {"pdf-pages": ["index", "other"], "pdf-brief": "short", "site-address": "https://site.org/"}
    folder = project(tmp_path, PAGES, **settings)
    (folder / "short.qmd").write_text(page("Short", BRIEF_TEXT), encoding="utf-8")
    (folder / "figures").mkdir()
    for name in ("one", "two"):
        (folder / "figures" / f"{name}.svg").write_text(SQUARE)
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb")))
    return folder


def make(folder: Path) -> Path:
    out = folder.parent / "out.pdf"
    pages, config = execute_all(folder, lambda line: None), read_project(folder)
    write_pdf(out, joined(pages, folder, config), folder, config, {"annex": True})
    return out


def text_of(path: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())


def addresses(path: Path) -> list[str]:
    links = [a.get_object() for p in PdfReader(path).pages for a in p.get("/Annots", [])]
    return [a["/A"]["/URI"] for a in links if "/A" in a and "/URI" in a["/A"]]


def test_the_pages_make_one_annex_in_their_order_and_count_as_on_the_site(folder: Path) -> None:
    text = text_of(make(folder))
    places = [
        text.index(part)
        for part in (
            "Site · version 1.2.3 · data to 31 January 2026",
            "Who and why? Annex",
            "Data CC BY 4.0, code MIT.",
            "Above all, Figure 1 (source).",
            "Below, Figure 1.",
        )
    ]
    assert places == sorted(places)
    captions = [text.index(f"Figure 1: Caption of {name}, in the other.") for name in ("one", "two")]
    assert captions == sorted(captions), "figures may stand above the words around them, but in their order"
    assert "Site, annex, version 1.2.3, data to 31 January 2026 · https://site.org/" in text
    assert "data:" not in text and "Only on the site" not in text


def test_links_to_pages_lead_to_the_site(folder: Path) -> None:
    found = addresses(make(folder))
    assert set(found) == {"https://a.org/x", "https://site.org/other.html", "https://site.org/"}


def test_the_brief_has_address_code_and_the_numbers_of_the_site(folder: Path) -> None:
    pages = {"market.qmd": PAGES["index.qmd"] + FIGURE.replace("NAME", "two"), "zh/index.qmd": FIGURE}
    write_pdfs(folder, execute_all(folder, lambda line: None) | pages, folder, read_project(folder))
    reader, text = PdfReader(folder / BRIEF), text_of(folder / BRIEF)
    assert float_numbers(pages) == {"fig-one": "Market, figure\xa01", "fig-two": "Market, figure\xa02"}
    assert "See Market, figure 2, ≈ 5, x, more." in text and "Market, figure 2: Caption of two" in text
    assert {"https://site.org/", f"https://site.org/{ANNEX}", "https://site.org/other.html#x"} <= set(
        addresses(folder / BRIEF)
    )
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en" and catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog  # a PDF/UA-1 file is made only if all images have texts
    sheets: list[Any] = list(reader.pages)
    fonts = [f.get_object() for p in sheets for f in p["/Resources"]["/Font"].values()]
    names = {font["/BaseFont"].split("+")[-1] for font in fonts}
    assert {name.split("-")[0] for name in names} == {"SourceSans3", "SourceSerif4", "ReportSigns"}
    assert (folder / ANNEX).is_file()


def test_signs_in_charts_come_from_the_file_of_signs(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "a.svg").write_text("<text style=\"font: 'Source Sans 3', 'DejaVu Sans'\">→</text>")
    copy_figures(tmp_path / "figures", tmp_path / "copy")
    assert "'Source Sans 3', 'Report Signs'" in (tmp_path / "copy" / "a.svg").read_text()
    copy_figures(tmp_path / "none", tmp_path / "none-copied")
    assert not (tmp_path / "none-copied").exists()


def test_the_same_pages_give_the_same_bytes(folder: Path) -> None:
    assert make(folder).read_bytes() == make(folder).read_bytes()
    facts = PdfReader(folder.parent / "out.pdf").metadata
    assert facts and facts.creation_date is None  # the same tomorrow


def test_a_character_without_a_font_stops_the_pdf_by_name(folder: Path) -> None:
    (folder / "other.qmd").write_text(page("Second", "Made by 寒武纪 alone.\n" + FIGURE.replace("NAME", "two")))
    with pytest.raises(PageError, match=r"^PDF: out\.pdf: no font for 寒 武 纪, in “.*Made by 寒武纪 alone"):
        make(folder)
    (folder / "other.qmd").write_text(page("Second", FIGURE.replace("NAME", "two")))
    (folder / "figures" / "two.svg").write_text(SQUARE.replace("<rect", "<text x='9' y='9'>华为 ≤ →</text><rect"))
    with pytest.raises(PageError, match=r"out\.pdf, two\.svg: no font for 华 为, in “华为 ≤ →”.*Latin letters"):
        make(folder)


def test_an_image_that_is_not_there_stops_the_pdf(folder: Path) -> None:
    (folder / "figures" / "two.svg").unlink()
    with pytest.raises(PageError, match=r"PDF: Typst stopped: .*not found.*two\.svg"):
        make(folder)


def test_what_is_announced_and_short_tables_are_kept_together() -> None:
    options = [f"--lua-filter={HERE / 'pdf.lua'}"]
    short = pandoc("Announced:\n\n| A |\n|---|\n| 1 |\n\nAfter.\n", "typst", "PDF", HERE, {}, options)
    assert "#block(sticky: true)[\nAnnounced:\n\n]" in short and "#block(breakable: false)[\n#figure(" in short
    for rows, kept in (("| 1 |\n" * 24, True), ("| 1 |\n" * 25, False), (f"| {'word ' * 560}|\n", False)):
        made = pandoc(f"| A |\n|---|\n{rows}", "typst", "PDF", HERE, {}, options)
        assert ("breakable: false" in made) == kept, rows[:30]


def test_a_frame_in_html_has_a_form_on_paper() -> None:
    options = [f"--lua-filter={HERE / 'pdf.lua'}"]
    made = pandoc("```{=html}\n<table><tr><td>7</td></tr></table>\n```\n", "typst", "PDF", HERE, {}, options)
    assert "#table(" in made and "[7]" in made


def test_an_image_without_an_alternative_text_is_named(folder: Path) -> None:
    (folder / "other.qmd").write_text(page("Second", "![](figures/two.svg)"))
    with pytest.raises(PageError, match=r"PDF: the image figures/two\.svg has no alternative text"):
        make(folder)


def test_two_pages_may_not_have_the_same_label(folder: Path) -> None:
    (folder / "other.qmd").write_text(page("Second", FIGURE.replace("NAME", "one")))
    with pytest.raises(PageError, match="PDF: two floats have the label fig-one"):
        make(folder)


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        (["other", "gone"], "_quarto.yml: gone is among pdf-pages, but gone.qmd is not a page"),
        (["other", "index"], "index.qmd: it has no title"),
    ],
)
def test_a_page_that_cannot_be_joined_is_named(folder: Path, pages: list[str], reason: str) -> None:
    (folder / "index.qmd").write_text("No front matter.\n")
    config = read_project(folder) | {"pdf-pages": pages}
    made = dict.fromkeys(PAGES, "Text.")
    with pytest.raises(PageError) as caught:
        joined(made, folder, config)
    assert str(caught.value) == reason


def test_no_column_is_narrower_than_its_longest_word_and_short_ones_leave_room() -> None:
    note = "Words of a long note. " * 20
    text = f"| Of | Sum | Note |\n|:--|--:|:----|\n| international | 5 | {note} |\n"
    options = [f"--lua-filter={HERE / 'pdf.lua'}"]
    made = pandoc(text, "typst", "PDF", HERE, {}, options)
    widths = [float(w) for w in re.findall(r"([\d.]+)%", re.search(r"columns: \((.*)\)", made)[1])]  # type: ignore[index]
    page = 112  # characters on a line, two of them between columns
    assert widths[:2] == pytest.approx([100 * (13 + 2) / page, 100 * (3 + 2) / page], abs=0.01)
    assert sum(widths) == pytest.approx(100, abs=0.1)
