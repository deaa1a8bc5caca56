"""What stands around a drawing: the Markdown of its figure in a page, its tools, and the light page to embed it.

In: the words of a chart, the descriptor of the package, the address of the site. Out: Markdown and HTML. Of the rows it
knows the newest day.
"""

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

import yaml

from reports.query import Row, query
from reports.text.dates import day, moment
from reports.text.language import words
from reports.text.markdown import escape
from schemas.package import ROOT

FACTS = "select version, (select max(recorded_on) from observations) as day from package"
WITHOUT_PNG = {"zh"}  # languages whose letters the report's font lacks
EMBED = "embed"  # the folder of the site with a light page for each chart
POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'"


@dataclass(frozen=True)
class FigureWords:
    """The words around one drawing. `source` is the whole line; `everything` names what a button shows, if anything."""

    name: str
    title: str
    subtitle: str
    alt: str
    caption: str
    source: str
    query: str
    language: str
    up: str
    everything: str = ""

    @property
    def has_png(self) -> bool:
        return self.language not in WITHOUT_PNG

    @property
    def address(self) -> str:
        """Where the figure is found for good."""
        return f"{site_address()}{EMBED}/{self.name}.html"

    @property
    def foot(self) -> list[str]:
        """What stands at the foot of an image: source, and whose chart it is under which licence."""
        return [
            self.source,
            words(self.language).fill(
                "chart.by", **facts(self.language), address=self.address.removeprefix("https://")
            ),
        ]


@cache
def descriptor() -> Mapping[str, Any]:
    """Return the descriptor of the package."""
    found: Mapping[str, Any] = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    return found


@cache
def site_address() -> str:
    """Return where the site is published, with a slash at the end."""
    config = yaml.safe_load((ROOT / "reports" / "_quarto.yml").read_text(encoding="utf-8"))
    return str(config["site-address"])


def facts(language: str) -> dict[str, str]:
    """Return name of the site, version, day of the data, licence, who made it."""
    found, about = query(FACTS)[0], descriptor()
    return {
        "name": about["title"].partition(":")[0],
        "version": found["version"],
        "day": day(found["day"], language),
        "year": str(found["day"].year),
        "licence": about["licenses"][0]["name"].replace("-", " "),
        "who": about["contributors"][0]["title"],
    }


def source_line(source: str, rows: Sequence[Row], language: str) -> str:
    """Return whose numbers these are, and the day of the newest of them, where the rows have one."""
    known = words(language)
    line = known.fill("chart.source-line", source=source.strip().rstrip(".。"))
    newest = max((str(r["as_of"]) for r in rows if r.get("as_of")), default="")
    ending = [known.fill("chart.newest", day=moment(newest, language))] if newest else []
    return known["list.sentences"].join([line, *ending])


def figure_markdown(figure: FigureWords) -> str:
    """Return the Markdown of a figure on the site: the figure, and its tools below it."""
    base = f"{figure.up}figures/{figure.name}"
    html_only = f'::: {{.content-visible when-format="html"}}\n\n{tools(figure, base)}\n\n:::\n'
    return f"{figure_div(figure)}\n{html_only}"


def figure_div(figure: FigureWords) -> str:
    """Return a div for references with title, subtitle and image, the caption as last paragraph."""
    known, base = words(figure.language), f"{figure.up}figures/{figure.name}"
    between, home = known["list.sentences"], known.fill("chart.home", **facts(figure.language))
    alt = html.escape(figure.alt, quote=True).replace("\\", "&#92;")
    return (
        f"::: {{#fig-{figure.name}}}\n\n"
        f"[**{escape(figure.title)}**]{{.chart-title}}\n\n"
        f"[{escape(figure.subtitle)}]{{.chart-subtitle}}\n\n"
        f'![]({base}.bare.svg){{.chart fig-alt="{alt}"}}\n\n'
        f"{escape(figure.caption)} [{escape(between.join((figure.source, home)))}]{{.chart-source}}\n\n:::\n"
    )


def tools(figure: FigureWords, base: str) -> str:
    """Return the row of links and buttons below a figure, as HTML."""
    known = words(figure.language)
    images = image_links(figure, base)
    explore = f"{figure.up}explore.html#sql={quote(figure.query.strip(), safe='')}"
    title = html.escape(figure.title)
    frame = f'<iframe src="{figure.address}" title="{title}" width="100%" height="600" style="border:0"></iframe>'
    switch = (
        f'<button type="button" class="chart-switch" aria-pressed="false" data-figure="fig-{figure.name}" hidden>'
        f"{html.escape(known.fill('chart.everything', what=figure.everything))}</button>"
        if figure.everything
        else ""
    )
    parts = [
        switch,
        f'<a href="{base}.csv">{known["chart.data"]}</a>',
        f'<a href="{base}.sql">{known["chart.query"]}</a>',
        f'<a href="{explore}">{known["chart.explore"]}</a>',
        f"<span>{known['chart.image']} {images}</span>",
        folded(known["chart.cite"], f"<p>{html.escape(citation(figure))}</p>"),
        folded(known["chart.embed"], f'<pre tabindex="0"><code>{html.escape(frame)}</code></pre>'),
    ]
    label = html.escape(known.fill("chart.tools", title=figure.title))
    return f'```{{=html}}\n<div class="chart-tools" role="group" aria-label="{label}">{"".join(parts)}</div>\n```'


def image_links(figure: FigureWords, base: str) -> str:
    """Return links to the images of a figure; where it has no PNG of its own, to that of the English figure."""
    known = words(figure.language)
    png = base if figure.has_png else base.removesuffix(f"-{figure.language}")
    foreign = "" if figure.has_png else known["site.foreign"]
    parts = (f'<a href="{base}.svg">SVG</a>', f'<a href="{png}.png">PNG{foreign}</a>')
    return known["list.names"].join(parts)


def folded(summary: str, text: str) -> str:
    """Return HTML that shows `text` when its summary is opened."""
    return f"<details><summary>{summary}</summary>{text}</details>"


def citation(figure: FigureWords) -> str:
    """Return how to cite the figure, in a sentence."""
    return words(figure.language).fill(
        "chart.citation", title=figure.title.rstrip(".。"), address=figure.address, **facts(figure.language)
    )


def embed_page(figure: FigureWords, drawing: str) -> str:
    """Return a light page with nothing but the figure; `{page}` stands for the page of the site that shows it."""
    home, text = words(figure.language).fill("chart.home", **facts(figure.language)), html.escape
    return f"""<!DOCTYPE html>
<html lang="{figure.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{text(figure.title)}</title>
<link rel="stylesheet" href="../theme/palette.css">
<link rel="stylesheet" href="../theme/site.css">
</head>
<body class="embed">
<main>
<h1 class="chart-title">{text(figure.title)}</h1>
<figure>
<p class="chart-subtitle">{text(figure.subtitle)}</p>
<p>{drawing}</p>
<figcaption>{text(figure.caption)} <span class="chart-source">{text(figure.foot[0])}</span>
<a href="../{{page}}#fig-{figure.name}" target="_top">{text(home)}</a></figcaption>
</figure>
</main>
</body>
</html>
"""
