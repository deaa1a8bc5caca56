"""The PDF joins the pages in their order, keeps their links, and names what it cannot make."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.render.built_in import execute_all, pandoc
from reports.render.built_in import project as read_project
from reports.render.page_error import PageError
from reports.render.pdf import HERE, pdf
from reports_support import page, project, write_database

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>'
FIGURE = """
::: {#fig-NAME}

![](figures/NAME.svg){.chart}

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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of which two pages make the PDF, and its database."""
    folder = project(tmp_path, PAGES, **{"pdf-pages": ["index", "other"]})
    (folder / "figures").mkdir()
    for name in ("one", "two"):
        (folder / "figures" / f"{name}.svg").write_text(SQUARE)
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb")))
    return folder


def make(folder: Path) -> Path:
    out = folder.parent / "out.pdf"
    pdf(out, execute_all(folder, lambda line: None), folder, read_project(folder))
    return out


def test_the_pages_make_one_pdf_in_their_order(folder: Path) -> None:
    reader = PdfReader(make(folder))
    cover, *rest = [" ".join(p.extract_text().split()) for p in reader.pages]
    assert reader.metadata and reader.metadata.title == "Who and why?"
    for text in (
        "Site · version 1.2.3 · data to 2026-01-31",
        "Who and why?",
        "Foot.",
        "First title",
        "Second in the file",
    ):
        assert text in cover
    assert len(rest) == 2
    assert rest[0].startswith("First title Above all, Figure 1 (source). Figure 1: Caption of one, in the other.")
    assert rest[1].startswith("Second in the file Below, Figure 2. Figure 2: Caption of two, in the other.")
    assert "Site, version 1.2.3, data to 2026-01-31 2 / 3" in rest[0]
    assert not [text for text in [cover, *rest] if "data:" in text or "Only on the site" in text or "Not on" in text]


def test_links_lead_outside_or_to_a_place_in_the_pdf(folder: Path) -> None:
    links = [a.get_object() for p in PdfReader(make(folder)).pages for a in p.get("/Annots", [])]
    outside = [a["/A"]["/URI"] for a in links if "/A" in a and "/URI" in a["/A"]]
    assert outside == ["https://a.org/x"]
    assert len(links) > 3  # the rest: the contents and the references


def test_the_same_pages_give_the_same_bytes(folder: Path) -> None:
    assert make(folder).read_bytes() == make(folder).read_bytes()
    facts = PdfReader(folder.parent / "out.pdf").metadata
    assert facts and facts.creation_date is None  # the same tomorrow


def test_an_image_that_is_not_there_stops_the_pdf(folder: Path) -> None:
    (folder / "figures" / "two.svg").unlink()
    with pytest.raises(PageError, match=r"PDF: Typst stopped: .*not found.*two\.svg"):
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
        pdf(folder / "out.pdf", made, folder, config)
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
