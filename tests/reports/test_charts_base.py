"""Every chart's files: a drawing that stands alone, one for within a page, its rows and its query."""

import csv
import doctest
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import duckdb
import pypandoc
import pytest
from matplotlib.axes import Axes
from PIL import Image

from reports.charts import banks, base, figure_files, marks, text_lines
from reports.charts.base import Chart, Everything, Tips, colour, figure_words, show, svg
from reports.charts.figure_files import query_text, table_csv
from reports.charts.figure_texts import figure_markdown
from reports.charts.palette import palette
from reports.charts.svg_document import inline_svg, standalone_svg
from reports_support import write_database

ALT = 'Huawei\'s "share" <of> A & B\n  is 41%, C:\\*x*'
ROWS = [{"name": "a, b", "share": 41.5, "note": None}, {"name": 'c "d"', "share": 2.0, "note": "x"}]
SVG = "{http://www.w3.org/2000/svg}"


def draw(ax: Axes, narrow: bool, tip: Tips) -> None:
    ax.set_position((0.1, 0.1, 0.8, 0.8))
    bars = ax.bar([0, 1], [41.5, 2.0], color=[colour("estimate"), colour("claim")], hatch="//")
    tip(bars[0], "41.5% <b>, A & B")
    tip(bars[1], "2%")
    tip(ax.plot([0, 1], [1, 2], "o", color=colour("claim"))[0], "narrow" if narrow else "wide")
    ax.set_xticks([0, 1], ["$5 bn and $6 bn", "x_1 <y>"])


CHART = Chart(
    name="small",
    sql="\n    select name\n      from t where a = ? and b = ?\n",
    values=[2025, "it's"],
    rows=ROWS,
    draw=draw,
    title="Costs $5 <more> & *less*",
    subtitle="In % of [units]",
    alt=ALT,
    caption="Bars as [counted].",
    source="IDC (2026-01)",
    height=(300, 400),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the chart was shown; what was printed is in `printed`."""
    folder = tmp_path_factory.mktemp("pages")
    with chdir(folder), pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr("builtins.print", printed.append)
        show(CHART)
    (folder / "printed").write_text("\n".join(printed))
    return folder


@pytest.fixture(scope="module")
def standalone(folder: Path) -> str:
    return (folder / "figures" / "small.svg").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def inline(folder: Path) -> str:
    return (folder / "figures" / "small.inline.html").read_text(encoding="utf-8")


def test_files_lie_beside_the_pages_for_all_to_read(folder: Path) -> None:
    files = {p.name: oct(p.stat().st_mode)[-3:] for p in (folder / "figures").iterdir()}
    ends = ("svg", "bare.svg", "png", "inline.html", "embed.html", "csv", "sql")
    assert files == {f"small.{end}": "644" for end in ends}


def test_the_drawing_stands_alone(standalone: str) -> None:
    root = ET.fromstring(standalone)
    namespaces = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")
    assert set(re.findall(r"(?:https?:)?//[^\s\"'<)]+", re.sub(r"base64,[\w+/=]*", "", standalone))) == set(namespaces)
    assert root.findall(f".//{SVG}script") == [] and not re.search(r"\son\w+=", standalone)
    assert standalone.count("@font-face") == 2 and "url(data:font/woff2;base64," in standalone
    hrefs = {value for e in root.iter() for key, value in e.attrib.items() if key.endswith("href")}
    assert hrefs and all(value.startswith("#") for value in hrefs)
    assert root.get("width") == "800pt", "the drawing of 760 pixels, with 20 on each side"


def test_an_image_that_leaves_the_site_says_what_it_is(folder: Path, standalone: str) -> None:
    texts = ["".join(e.itertext()).strip() for e in ET.fromstring(standalone).iter(f"{SVG}text")]
    foot = ["Bars as [counted].", "Source: IDC (2026-01)."]
    assert texts[-5:-1] == ["Costs $5 <more> & *less*", "In % of [units]", *foot]
    assert "CC BY 4.0" in texts[-1] and texts[-1].endswith("/embed/small.html")
    with Image.open(folder / "figures" / "small.png") as image:
        height = float(ET.fromstring(standalone).get("height", "").removesuffix("pt"))
        assert image.size == (1600, int(2 * height))
        assert len(image.getcolors() or []) > 4, "more than paper"
        band = image.convert("L").crop((0, 0, 1600, 70))
        assert min(band.tobytes()) < 100, "the title is drawn at the top"


def test_the_drawing_for_paper_leaves_title_and_source_to_the_page(folder: Path) -> None:
    text = (folder / "figures" / "small.bare.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("760pt", "300pt", "0 0 760 300")
    assert "IDC" not in text


def test_the_page_to_embed_is_the_figure_and_no_more(folder: Path) -> None:
    text = (folder / "figures" / "small.embed.html").read_text(encoding="utf-8")
    assert '<h1 class="chart-title">Costs $5 &lt;more&gt; &amp; *less*</h1>' in text and "<script" not in text
    assert text.count("<svg") == 2 and '<a href="../{page}#fig-small" target="_top">' in text


def test_what_is_left_out_at_first_is_hidden_until_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rest = Everything(draw, (500, 600), "All 9 of them.", "7 older figures")
    with chdir(tmp_path):
        show(replace(CHART, everything=rest))
    text = (tmp_path / "figures" / "small.inline.html").read_text(encoding="utf-8")
    assert re.findall(r'<span class="chart-part"( hidden)?>', text) == ["", " hidden"]
    assert text.count("<svg") == 4 and text.count("All 9 of them.") == 2
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    button = re.search(r"<button[^>]*>([^<]*)</button>", capsys.readouterr().out)
    assert button and button[1] == "Show 7 older figures" and 'aria-pressed="false"' in button[0]
    assert 'data-figure="fig-small"' in button[0] and " hidden>" in button[0], "without script there is no button"


def test_the_drawing_says_what_it_shows(standalone: str) -> None:
    root = ET.fromstring(standalone)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img" and title is not None and desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}" == "t-small-poster d-small-poster"
    assert title.text == "Costs $5 <more> & *less*"
    assert desc.text == 'Huawei\'s "share" <of> A & B is 41%, C:\\*x*'


def test_tooltips_are_titles_of_what_they_belong_to(standalone: str) -> None:
    groups = [g for g in ET.fromstring(standalone).iter(f"{SVG}g") if g.get("class") == "tip"]
    assert [g[0].text for g in groups] == ["41.5% <b>, A & B", "2%", "wide"]
    assert all(len(g) > 1 for g in groups)


def test_text_stays_text_and_a_dollar_a_dollar(standalone: str) -> None:
    texts = ["".join(e.itertext()).strip() for e in ET.fromstring(standalone).iter(f"{SVG}text")]
    assert texts[:2] == ["$5 bn and $6 bn", "x_1 <y>"]


def test_within_a_page_colours_follow_the_theme(inline: str) -> None:
    assert "var(--estimate)" in inline and "var(--claim)" in inline and "var(--rule)" in inline
    assert not [name for name, value in palette().items() if value in inline]


def test_within_a_page_nothing_leaks_and_no_size_is_fixed(inline: str) -> None:
    assert "<style" not in inline and "@font-face" not in inline and "\n" not in inline
    sizes = re.findall(r"<svg([^>]*)>", inline)
    assert len(sizes) == 2 and not any(re.search(r"\s(width|height)=", s) for s in sizes)
    assert 'viewBox="0 0 760 300"' in sizes[0] and 'viewBox="0 0 360 400"' in sizes[1]
    assert re.findall(r'<span class="([\w-]+)"><svg', inline) == ["chart-wide", "chart-narrow"]


def test_ids_of_both_sizes_do_not_collide_and_all_are_used(inline: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', inline)
    used = {m for m in re.findall(r"#([\w.-]+)", inline)} | {"t-small-wide", "d-small-wide"}
    assert len(ids) == len(set(ids)) > 4
    assert set(ids) <= used | {"t-small-narrow", "d-small-narrow"}


def test_rows_and_query_lie_beside(folder: Path) -> None:
    with (folder / "figures" / "small.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows == [{"name": "a, b", "share": "41.5", "note": ""}, {"name": 'c "d"', "share": "2.0", "note": "x"}]
    text = (folder / "figures" / "small.sql").read_text(encoding="utf-8")
    assert text == "select name\n  from t where a = 2025 and b = 'it''s';\n"


@pytest.mark.parametrize(
    ("sql", "values", "text"),
    [
        ("from t", [], "from t;\n"),
        ("from t where a = ?", [True], "from t where a = True;\n"),
        ("from t where a is not distinct from ?", [None], "from t where a is not distinct from null;\n"),
        ("from t where list_contains(?, a)", [["x", "y's"]], "from t where list_contains(['x', 'y''s'], a);\n"),
        ("from t where b = '?' and a = ?", [1], "from t where b = '?' and a = 1;\n"),
    ],
)
def test_a_query_can_be_run_as_it_is_shown(sql: str, values: list[object], text: str) -> None:
    assert query_text(sql, values) == text


def test_the_markdown_is_a_figure_with_text_and_files(folder: Path) -> None:
    html = markdown((folder / "printed").read_text(encoding="utf-8"))
    assert html["id"] == "fig-small" and html["src"] == "figures/small.bare.svg"
    assert html["alt"] == 'Huawei\'s "share" <of> A & B is 41%, C:\\*x*'
    assert html["above"] == "Costs $5 <more> & *less* / In % of [units]"
    assert re.fullmatch(
        r"Bars as \[counted\]\. Source: IDC \(2026-01\)\. China AI Chips [\d.]+, data to \d+ \w+ \d{4}, CC BY 4\.0",
        html["text"],
    )
    query = (
        "explore.html#sql=select%20name%0A%20%20from%20t%20where%20a%20%3D%202025%20and%20b%20%3D%20%27it%27%27s%27%3B"
    )
    assert html["links"].split() == [
        "figures/small.csv", "figures/small.sql", query, "figures/small.svg", "figures/small.png",
    ]  # fmt: skip
    assert "/embed/small.html" in html["cite"] and "“Costs $5 <more> & *less*.”" in html["cite"]
    assert html["embed"].startswith('<iframe src="https://') and html["embed"].endswith("></iframe>")


def test_a_page_below_finds_the_files_and_has_its_own_words() -> None:
    text = figure_markdown(figure_words(replace(CHART, name="small-zh", language="zh"), up="../"))
    html = markdown(text)
    assert html["src"] == "../figures/small-zh.bare.svg" and html["links"].startswith("../figures/small-zh.csv ")
    assert "来源：IDC (2026-01)。" in html["text"] and "数据截至" in html["text"]
    assert " ../explore.html#sql=" in html["links"]
    images = '<a href="../figures/small-zh.svg">SVG</a>、<a href="../figures/small.png">PNG（英文）</a>'
    assert images in text, "the font has no Chinese letters: the PNG is that of the English figure"


def markdown(text: str) -> Mapping[str, str]:
    """Return what a renderer makes of the Markdown of a figure."""
    made = pypandoc.convert_text(text, "html5", format="markdown-smart", extra_args=["--wrap=none"])
    both = ET.fromstring(f"<body>{made}</body>")
    root, after = both[0], both[1]
    (image,), paragraphs = root.findall(".//img"), root.findall("p")
    cite, embed = after.findall(".//details")
    return {
        "id": root.get("id", ""),
        "above": " / ".join("".join(p.itertext()) for p in paragraphs[:2]),
        "src": image.get("src", ""),
        "alt": image.get("data-fig-alt", ""),
        "text": " ".join("".join(paragraphs[-1].itertext()).split()),
        "links": " ".join(a.get("href", "") for a in after.iter("a")),
        "cite": "".join(cite[1].itertext()),
        "embed": "".join(embed[1].itertext()),
    }


def test_without_rows_the_chart_is_named() -> None:
    with pytest.raises(LookupError, match="chart small: its query gave no rows"):
        show(replace(CHART, rows=[]))


def test_the_same_rows_give_the_same_bytes(standalone: str) -> None:
    assert svg(CHART, True) == svg(CHART, True)
    assert "metadata" not in standalone  # it would say when the chart was drawn


def test_words_that_look_like_markup_stay_words() -> None:
    odd = 'Set id="x" transform="rotate(-0 1 2)" <style>*{}</style> to #17202a'
    for text in (svg(replace(CHART, title=odd), False), standalone_svg(svg(replace(CHART, title=odd), False))):
        assert ET.fromstring(text).findtext(f"{SVG}title") == odd
    assert ET.fromstring(inline_svg(svg(replace(CHART, title=odd), True))).findtext(f"{SVG}title") == odd


def test_charts_of_other_names_share_no_id() -> None:
    ids = [set(re.findall(r'\sid="([^"]+)"', svg(replace(CHART, name=name), False))) for name in ("small", "other")]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("module", [banks, base, figure_files, marks, text_lines])
def test_examples_in_docstrings(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed


def test_each_basis_on_record_has_the_mark_that_its_table_names(real: duckdb.DuckDBPyConnection) -> None:
    shapes = {"circle": "o", "square": "s", "diamond": "D", "pentagon": "p"}
    bases = real.sql("select basis_id, observed, marker from bases order by position").fetchall()
    found = marks.basis_marks(basis for basis, _, _ in bases)
    assert len({(m.marker, m.filled) for m in found.values()}) == len(found), "told apart without colour"
    for basis, observed, marker in bases:
        look = marks.basis_style(basis)
        assert look["marker"] == shapes[marker], basis
        assert marks.is_forward_looking(basis) is not observed, basis
        assert (look["mfc"] == look["mec"]) is observed, basis


def test_what_no_sentence_names_is_shown_as_the_data_call_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new rung and a new basis are rows, and nothing else."""
    sql = """
        insert into definitions (definition_id, family, rung, name, short_name, description)
          values ('d6', 'vendor-scope', 6, 'Ore from China', '+ ore from China', 'x');
        insert into bases values ('weighed', 'weighed', true, false, 8, 'pentagon', 'good', 'x')
    """
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", sql)))
    new = marks.definition_words({"definition_id": "d6"})
    assert (new.label, new.brief, new.phrase) == ("+ ore from China", "+ ore from China", "")
    assert marks.definition_words({"definition_id": "d2"}).phrase
    assert marks.basis_style("weighed")["marker"] == "p" and not marks.is_forward_looking("weighed")
    assert [m.key for m in marks.basis_marks(["weighed", "forecast", "official"]).values()] == [
        "official or reported", "forecast", "weighed",
    ]  # fmt: skip


def test_colours_of_the_theme_are_all_different() -> None:
    assert colour("ink") == "#17202a" and len(set(palette().values())) == len(palette()) > 10
    with pytest.raises(KeyError):
        colour("pink")


def test_rows_as_csv_keep_their_columns() -> None:
    assert table_csv(ROWS).splitlines() == ["name,share,note", '"a, b",41.5,', '"c ""d""",2.0,x']


def test_a_tooltip_names_the_chain_of_its_source(real: duckdb.DuckDBPyConnection) -> None:
    found = real.sql("""
        select url, publisher, original_publisher, reliability from sources
        where original_publisher is not null and original_publisher <> publisher order by url limit 1
    """).fetchone()
    assert found
    url, publisher, original, reliability = found
    tips = Tips("tip")
    tips.by_id, tips.urls = {"a": "5 units.", "b": "6 units."}, {"a": url, "b": "https://nowhere.org"}
    tips.add_sources()
    assert re.fullmatch(
        rf"5 units\. Source: {re.escape(f'{original} → {publisher}')}.* \[{reliability}\]\.", tips.by_id["a"]
    )
    assert tips.by_id["b"] == "6 units."
