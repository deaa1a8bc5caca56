"""The renderer that stands in where there is no Quarto: the same pages, executed by nbclient, made HTML by Pandoc.

In: the Quarto project in `reports/`. Out: one HTML file per page of its `render` list. Keeps to what Quarto does with
the same pages; only the theme differs.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc
import yaml

from reports.cells import PageError, execute, parse

HERE = Path(__file__).resolve().parent


def render(out: Path, folder: Path = HERE, say: Callable[[str], None] = print) -> None:
    """Render every page of the project in `folder` into `out`, which must be empty or absent. Raises PageError."""
    config = yaml.safe_load((folder / "_quarto.yml").read_text(encoding="utf-8"))
    out.mkdir(parents=True, exist_ok=True)
    pages = config["project"]["render"]
    for n, name in enumerate(pages, 1):
        say(f"[{n}/{len(pages)}] {name}")
        (out / Path(name).with_suffix(".html").name).write_text(page_html(folder, name, config), encoding="utf-8")
    shutil.copy(folder / config["format"]["html"]["css"], out)


def page_html(folder: Path, name: str, config: dict[str, Any]) -> str:
    """One page as a whole HTML document."""
    page = parse(name, (folder / name).read_text(encoding="utf-8"))
    markdown = execute(page, folder)
    site = config["website"]
    metadata = {
        **page.meta,
        "pagetitle": f"{page.meta['title']} – {site['title']}",
        "site": site["title"],
        "footer": site["page-footer"]["center"],
        "css": [config["format"]["html"]["css"]],
        "nav": [
            {"href": item["href"].replace(".qmd", ".html"), "text": item["text"], "here": item["href"] == name}
            for item in site["navbar"]["left"]
        ],
    }
    with tempfile.TemporaryDirectory() as temporary:
        meta = Path(temporary) / "meta.yml"
        meta.write_text(yaml.safe_dump(metadata, allow_unicode=True), encoding="utf-8")
        try:
            return str(
                pypandoc.convert_text(
                    markdown,
                    "html5",
                    format="markdown",
                    extra_args=[
                        "--standalone",
                        f"--template={folder / 'template.html'}",
                        f"--metadata-file={meta}",
                        f"--lua-filter={folder / 'links.lua'}",
                        "--toc",
                        "--toc-depth=3",
                        "--section-divs",
                        "--wrap=none",
                    ],
                )
            )
        except RuntimeError as error:
            raise PageError(f"{name}: Pandoc failed: {error}") from None
