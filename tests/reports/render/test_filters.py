"""What the filters make of figures, tables, references and links, for the site and for the PDF."""

import re
from pathlib import Path

import pytest

from reports.render.built_in import pandoc
from reports.render.page_error import PageError

# One page; each part stands under its name and is looked at alone.
PARTS = {
    "references": """
See @fig-one and @tbl-a, [@fig-one; @fig-two], [see @fig-two below], @sec-end.
""",
    "chart": """
::: {#fig-one}

![](figures/one.bare.svg){.chart fig-alt="one"}

**Finding.** Caption with @fig-two.

:::
""",
    "second": """
::: {#fig-two}

![Words](figures/two.svg)

Second.

:::
""",
    "table": """
::: {#tbl-a}

| Name           | Value |
|:----------------------------------------------------------------------------------------------------------|------:|
| [page](other.qmd#x) | 1 |

Counts.

:::
""",
    "formats": """
::: {.content-visible when-format="html"}
seen on the site
:::

::: {.content-hidden when-format="html"}
seen elsewhere
:::

::: {.content-visible when-format="typst"}
seen in the PDF
:::
""",
    "headings": """
## Second {#sec-end}
""",
    "code": """
```sql
from x
```
""",
    "dates": """
On 2025-09-06, in (2025-Q3) and 2025-H1. Not in 2025 nor V-2025-01.
""",
    "links": """
[page](other.qmd#x), [file](download/x.csv), [part](#sec-end), [outside](https://a.org/x.qmd).
""",
}


def convert(markdown: str, to: str, folder: Path, **meta: object) -> str:
    return pandoc(
        markdown,
        to,
        "p.qmd",
        folder,
        {"page": "p.qmd", "address": "https://site.org/"} | meta,
        ["--syntax-highlighting=none"],
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "figures").mkdir()
    (folder / "figures" / "one.inline.html").write_text('<svg id="drawn"></svg>')
    return folder


def parts(folder: Path, to: str) -> dict[str, str]:
    whole = convert("\n\n".join(f"PART {name}.\n\n{text}" for name, text in PARTS.items()), to, folder)
    pieces = re.split(r"(?:<p>)?PART (\w+)\.(?:</p>)?", whole)[1:]
    return {name: " ".join(text.split()) for name, text in zip(pieces[::2], pieces[1::2], strict=True)}


@pytest.fixture(scope="module")
def site(folder: Path) -> dict[str, str]:
    return parts(folder, "html5")


@pytest.fixture(scope="module")
def paper(folder: Path) -> dict[str, str]:
    return parts(folder, "typst")


def test_references_name_and_link_what_they_mean(site: dict[str, str], paper: dict[str, str]) -> None:
    one, two = '<a href="#fig-one">Figure 1</a>', '<a href="#fig-two">Figure 2</a>'
    table, end = '<a href="#tbl-a">Table 1</a>', '<a href="#sec-end">Second</a>'
    assert site["references"] == (f"<p>See {one} and {table}, {one}, {two}, see {two} below, {end}.</p>")
    assert "See #link(<fig-one>)[Figure~1] and #link(<tbl-a>)[Table~1]" in paper["references"]


def test_a_chart_is_drawn_within_the_page(site: dict[str, str]) -> None:
    assert site["chart"] == (
        '<figure id="fig-one" class="float"> <p><svg id="drawn"></svg></p> '
        "<figcaption> Figure 1: <strong>Finding.</strong> Caption with "
        '<a href="#fig-two">Figure 2</a>. </figcaption></figure>'
    )


def test_a_chart_on_paper_is_its_file_and_names_no_other(paper: dict[str, str]) -> None:
    assert paper["chart"].startswith('#figure(image("figures/one.bare.svg"')
    assert "caption: [ Figure~1: #strong[Finding.] Caption with #link(<fig-two>)[Figure~2]. ]" in paper["chart"]
    assert paper["chart"].endswith("<fig-one>")


def test_another_image_stays_an_image_in_one_figure(site: dict[str, str], paper: dict[str, str]) -> None:
    assert site["second"].count("<figure") == 1 and site["second"].count("<figcaption") == 1
    assert '<img src="figures/two.svg" alt="Words" />' in site["second"]
    assert "Figure 2: Second." in site["second"]
    assert paper["second"].count("#figure(") == 1


def test_a_table_can_be_scrolled_and_has_no_fixed_widths(site: dict[str, str]) -> None:
    text = site["table"]
    assert text.startswith(
        '<figure id="tbl-a" class="float"> <div class="scroll" role="region" aria-label="Table 1" tabindex="0"> <table>'
    )
    assert "</table> </div> <figcaption> Table 1: Counts. </figcaption></figure>" in text
    assert "colgroup" not in text and "width" not in text


def test_content_for_one_format_only(site: dict[str, str], paper: dict[str, str]) -> None:
    assert site["formats"] == "<p>seen on the site</p>"
    assert paper["formats"] == "seen elsewhere seen in the PDF"


def test_code_can_be_scrolled_with_the_keyboard(site: dict[str, str], paper: dict[str, str]) -> None:
    assert site["code"] == '<pre class="sql" tabindex="0"><code>from x</code></pre>'
    assert paper["code"] == "``` from x ```"


def test_dates_are_not_broken(site: dict[str, str], paper: dict[str, str]) -> None:
    assert re.findall(r'<span class="date">(.*?)</span>', site["dates"]) == ["2025-09-06,", "(2025-Q3)", "2025-H1."]
    assert paper["dates"] == "On 2025-09-06, in (2025-Q3) and 2025-H1. Not in 2025 nor V-2025-01."


def test_links_on_paper_lead_outside_to_the_site_or_to_the_paper_itself(
    site: dict[str, str], paper: dict[str, str]
) -> None:
    assert site["links"] == (
        '<p><a href="other.html#x">page</a>, <a href="download/x.csv">file</a>, <a href="#sec-end">part</a>, '
        '<a href="https://a.org/x.qmd">outside</a>.</p>'
    )
    assert paper["links"] == (
        '#link("https://site.org/other.html#x")[page], #link("https://site.org/download/x.csv")[file], '
        '#link(<sec-end>)[part], #link("https://a.org/x.qmd")[outside].'
    )
    assert '#link("https://site.org/other.html#x")[page]' in paper["table"]


def test_chinese_words(folder: Path) -> None:
    text = convert(f"看 @fig-two、@tbl-a。\n{PARTS['second']}{PARTS['table']}", "html5", folder, lang="zh-Hans")
    assert '<a href="#fig-two">图\u00a01</a>' in text and "图\u00a01：Second." in text
    assert '<a href="#tbl-a">表\u00a01</a>' in text and 'aria-label="表格 1"' in text


def test_every_page_counts_from_one(folder: Path) -> None:
    for _ in range(2):
        assert "Figure\u00a01: Second." in convert(PARTS["second"], "html5", folder)


@pytest.mark.parametrize(
    ("markdown", "reason"),
    [
        ("See @fig-no.", "@fig-no leads nowhere: no figure or table has this label"),
        ("See @sec-no.", "@sec-no leads nowhere: no section has this label"),
        ("Ask @somebody.", "@somebody leads nowhere: labels begin with fig-, tbl- or sec-"),
        ("::: {#fig-a}\n![](a.svg)\n\n- a list\n:::", "fig-a has no caption: its last paragraph must be one"),
        ("::: {#tbl-a}\n:::", "tbl-a has no caption: its last paragraph must be one"),
        (PARTS["second"] * 2, "two floats have the label fig-two"),
    ],
)
@pytest.mark.parametrize("to", ["html5", "typst"])
def test_a_mistake_stops_with_page_and_label(folder: Path, to: str, markdown: str, reason: str) -> None:
    with pytest.raises(PageError) as caught:
        convert(markdown, to, folder)
    assert str(caught.value) == f"p.qmd: {reason}"


def test_figures_and_units_keep_together(tmp_path: Path) -> None:
    shown = pandoc("USD 5 bn, 1.5 million units of 27 August 2025, 5 of 9\n", "html5", "a.qmd", tmp_path, {}, [])
    assert "USD\u00a05\u00a0bn, 1.5\u00a0million units of 27\u00a0August 2025, 5 of 9" in shown


def test_cells_of_a_stack_name_their_column(tmp_path: Path) -> None:
    text = "::: {.stacked}\n\n| Claim | Verdict |\n|---|---|\n| A | met |\n\n:::\n"
    shown = pandoc(text, "html5", "a.qmd", tmp_path, {}, [])
    assert '<td data-label="Verdict"' in shown and shown.count("data-label") == 1


USUAL = """See @fig-a, @fig-b and @tbl-c.

![Caption *a*](a.svg){#fig-a fig-alt="Alternative"}

::: {#fig-b}

![](b.svg)

Caption b

:::

| A |
|---|
| 1 |

: Caption c {#tbl-c}
"""


def test_the_usual_forms_of_a_float_are_numbered_in_their_order() -> None:
    made = " ".join(pandoc(USUAL, "html5", "p.qmd", Path(), {"lang": "en"}, []).split())
    assert '<a href="#fig-a">Figure 1</a>, <a href="#fig-b">Figure 2</a> and <a href="#tbl-c">Table 1</a>' in made
    assert '<figure id="fig-a" class="float"> <img src="a.svg" alt="Alternative" />' in made
    assert "Caption <em>a</em> </figcaption></figure>" in made and made.count("Caption") == 3
    assert '<figure id="tbl-c" class="float">' in made and "<caption>" not in made and "{#" not in made
