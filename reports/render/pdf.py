"""The report as one PDF: the executed pages, joined, made Typst by Pandoc and PDF by the `typst` package.

In: the Markdown of each page as `reports.render.built_in` or its cache gives it. Out: one file. Wide lists stay on the
site.
"""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from reports.query import query
from reports.render.built_in import pandoc
from reports.render.page_cells import parse
from reports.render.page_error import PageError

HERE = Path(__file__).resolve().parent


def pdf(out: Path, pages: Mapping[str, str], folder: Path, config: Mapping[str, Any]) -> None:
    """Write the pages named in `pdf-pages` to the file `out`. Raises PageError."""
    texts = []
    for stem in config["pdf-pages"]:
        name = f"{stem}.qmd"
        if name not in pages:
            raise PageError(f"_quarto.yml: {stem} is among pdf-pages, but {name} is not a page")
        title = parse(name, (folder / name).read_text(encoding="utf-8")).meta.get("title")
        if not title:
            raise PageError(f"{name}: it has no title")
        texts.append(f"# {title} {{#page-{stem}}}\n\n{pages[name]}")
    facts = query("select version, (select max(recorded_on) from observations) as day from package")[0]
    metadata = {
        "title": config["site-question"],
        "subtitle": config["site-title"],
        "version": facts["version"],
        "day": f"{facts['day']}",
        "licence": config["site-footer"],
    }
    options = ["--standalone", f"--template={HERE / 'pdf.typ'}", "--toc", f"--lua-filter={HERE / 'pdf.lua'}"]
    source = pandoc("\n\n".join(texts), "typst", "PDF", folder, metadata, options, cwd=folder)
    source = source.replace("align(center)[#table(", "align(left)[#table(")
    with tempfile.TemporaryDirectory() as temporary:
        main = Path(temporary) / "report.typ"
        main.write_text(source, encoding="utf-8")
        if (folder / "figures").is_dir():
            ignore = shutil.ignore_patterns("*.html", "*.csv", "*.sql", "*.png")
            shutil.copytree(folder / "figures", Path(temporary) / "figures", ignore=ignore)
        try:
            typst.compile(str(main), output=str(out), root=temporary, font_paths=[str(HERE.parent / "theme" / "fonts")])
        except typst.TypstError as error:
            raise PageError(f"PDF: Typst stopped: {error}") from None
