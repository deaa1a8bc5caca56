"""The report as two PDFs: a brief of a few pages, and the annex, which holds the long pages.

In: the Markdown of pages as `reports.render.built_in` or its cache gives it. Out: two files, made Typst by Pandoc and
PDF by the `typst` package, tagged for screen readers (PDF/UA-1). Figures and tables are numbered as on the site, and
links to its pages are whole addresses.
"""

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
import typst

from reports.query import query
from reports.render.built_in import execute_page, pandoc
from reports.render.kernel import Kernel
from reports.render.page_cells import parse
from reports.render.page_error import PageError
from reports.render.paper_fonts import missing_characters
from reports.text.dates import day
from reports.text.language import words

HERE = Path(__file__).resolve().parent
BRIEF, ANNEX = "china-ai-chips.pdf", "china-ai-chips-annex.pdf"
UNSEEN = re.compile(r'#link\("(?:[^"\\]|\\.)*"\)|alt: "(?:[^"\\]|\\.)*"')  # addresses, texts for screen readers
DRAWN = re.compile(r"<text\b[^>]*>([^<]*)")  # of an SVG drawing
FLOAT = re.compile(r"\{#((fig|tbl)-[\w-]+)[\s}]")
KINDS = {"fig": "figure", "tbl": "table"}  # words of the site by prefix


def write_pdfs(
    site: Path, pages: Mapping[str, str], folder: Path, config: Mapping[str, Any], cache: Path | None = None
) -> None:
    """Write both files into `site`; `pages` are the executed pages of the site, `cache` keeps what cells gave. Raises
    PageError."""
    with Kernel(folder) as kernel:
        text, _ = execute_page(f"{config['pdf-brief']}.qmd", kernel, cache)
    write_pdf(site / BRIEF, text, folder, config, {"brief": True, "float-numbers": float_numbers(pages)})
    write_pdf(site / ANNEX, joined(pages, folder, config), folder, config, {"annex": True})


def joined(pages: Mapping[str, str], folder: Path, config: Mapping[str, Any]) -> str:
    """Return the pages named in `pdf-pages` as one text. Raises PageError."""
    texts = []
    for stem in config["pdf-pages"]:
        name = f"{stem}.qmd"
        if name not in pages:
            raise PageError(f"_quarto.yml: {stem} is among pdf-pages, but {name} is not a page")
        texts.append(f"# {page_title(name, folder)} {{#page-{stem}}}\n\n{pages[name]}")
    return "\n\n".join(texts)


def page_title(name: str, folder: Path) -> str:
    """Return the title of a page. Raises PageError."""
    title = parse(name, (folder / name).read_text(encoding="utf-8")).meta.get("title")
    if not title:
        raise PageError(f"{name}: it has no title")
    return f"{title}"


def float_numbers(pages: Mapping[str, str]) -> dict[str, str]:
    """Return what the site calls each figure and table, with its page: `Market, figure 2`, by label."""
    found: dict[str, str] = {}
    known = words().texts
    for name, text in pages.items():
        counts = dict.fromkeys(KINDS, 0)
        for label, prefix in FLOAT.findall(text):
            counts[prefix] += 1
            if "/" not in name:  # pages in other languages show the same charts
                stem = name.removesuffix(".qmd")
                where = known.get(f"site.pages.{stem}", stem)
                found[label] = f"{where}, {KINDS[prefix]}\u00a0{counts[prefix]}"
    return found


def write_pdf(
    out: Path, text: str, folder: Path, config: Mapping[str, Any], more: Mapping[str, Any] | None = None
) -> None:
    """Write a text of the pages of `folder` as one PDF; `more` is further metadata for template and filters. Raises
    PageError."""
    facts = query("select version, (select max(recorded_on) from observations) as day from package")[0]
    metadata = {
        "title": config["site-question"],
        "subtitle": config["site-title"],
        "version": facts["version"],
        "day": day(facts["day"]),
        "licence": words()["site.footer"],
        "address": config["site-address"],
    }
    options = [
        f"--variable=site:{config['site-address']}",
        f"--variable=annex-file:{ANNEX}",
        "--standalone",
        f"--template={HERE / 'pdf.typ'}",
        "--toc",
        f"--lua-filter={HERE / 'pdf.lua'}",
    ]
    source = pandoc(text, "typst", "PDF", folder, metadata | dict(more or {}), options, cwd=folder)
    source = source.replace("align(center)[#table(", "align(left)[#table(")
    stop_at_missing_characters(out.name, source, folder / "figures")
    with tempfile.TemporaryDirectory() as temporary:
        main = Path(temporary) / "report.typ"
        main.write_text(source, encoding="utf-8")
        segno.make(config["site-address"], micro=False).save(str(main.with_name("address.svg")), border=0)
        copy_figures(folder / "figures", Path(temporary) / "figures")
        fonts = [str(HERE.parent / "theme" / "fonts")]
        try:
            typst.compile(
                str(main),
                output=str(out),
                root=temporary,
                font_paths=fonts,
                ignore_system_fonts=True,
                pdf_standards="ua-1",
            )
        except typst.TypstError as error:
            raise PageError(f"PDF: Typst stopped: {error}") from None


def stop_at_missing_characters(name: str, source: str, figures: Path) -> None:
    """Raise PageError if the text or a drawing of a PDF has a character that none of its fonts has."""
    texts = {name: UNSEEN.sub("", source)}
    for path in sorted(figures.glob("*.svg")):
        if f"figures/{path.name}" in source:
            texts[f"{name}, {path.name}"] = " ".join(DRAWN.findall(path.read_text(encoding="utf-8")))
    if found := missing_characters(texts):
        how = "Write it in Latin letters where a PDF shows it, or add a font to reports/theme/fonts"
        raise PageError(f"PDF: {'; '.join(found)}. {how}")


def copy_figures(figures: Path, target: Path) -> None:
    """Copy the pictures of a folder, if it is there; signs that the report's font lacks come from a file of signs."""
    if not figures.is_dir():
        return
    ignore = shutil.ignore_patterns("*.html", "*.csv", "*.sql", "*.png")
    shutil.copytree(figures, target, ignore=ignore)
    for path in target.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("DejaVu Sans", "Report Signs"), encoding="utf-8")
