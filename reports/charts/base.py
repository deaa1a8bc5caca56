"""What every chart shares: what it consists of, how it is drawn, and how a page shows it.

A chart is drawn with Matplotlib, wide (760 px) and narrow (360 px), one point being one pixel. `show` writes beside the
pages, in figures/: both sizes as one piece of HTML, in which colours are the variables of the theme, so that a page can
turn dark; the poster, with title and source inside, as SVG and PNG; the bare drawing for paper; the rows as CSV, the
query as SQL; and the page to embed. Tooltips are SVG titles.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.charts.figure_files import query_text, table_csv
from reports.charts.figure_texts import FigureWords, embed_page, figure_markdown, source_line
from reports.charts.palette import colour as colour
from reports.charts.palette import font_family
from reports.charts.posters import PosterTexts, fewer_colours, poster_figure
from reports.charts.svg_document import described_svg, inline_svg, standalone_svg
from reports.query import Row
from reports.text.language import ENGLISH, words
from reports.text.source_chain import source_chains
from schemas.files import write_whole

FIGURES = Path("figures")  # in the folder of the project, where cells run
WIDE, NARROW = 760, 360


@dataclass
class Tips:
    """Collects the tooltip of each artist that has one, and the addresses of their sources."""

    prefix: str
    by_id: dict[str, str] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)

    def __call__(self, artist: Artist, text: str, url: str | None = None) -> None:
        """Show `text` (value, range) when a reader points at `artist`, with the chain of the source at `url`."""
        key = f"{self.prefix}-{len(self.by_id)}"
        artist.set_gid(key)
        self.by_id[key] = text
        if url:
            self.urls[key] = url

    def add_sources(self) -> None:
        """Add to each text the chain of its source, if one is registered."""
        chains = source_chains(self.urls.values())
        for key, url in self.urls.items():
            if url in chains:
                self.by_id[key] += f" {words().fill('chart.source-line', source=chains[url])}"


Draw = Callable[[Axes, bool, Tips], None]


@dataclass(frozen=True)
class Everything:
    """The drawing of a chart with what the first one leaves out: its draw, height, alternative text.

    `words` names what the button shows: `all 16 figures, with superseded ones and forum posts`.
    """

    draw: Draw
    height: tuple[float, float]
    alt: str
    words: str


@dataclass(frozen=True)
class Chart:
    """One chart: its name (kebab-case), the query with its values, the rows, and how they are drawn.

    `draw(ax, narrow, tip)` draws into an axes that fills the figure but for margins it sets itself; it may remove the
    axes and make others. `title` is the finding in one sentence, `subtitle` what is shown and its unit, `alt` says the
    same with the figures for those who cannot see the chart, `caption` says what marks and intervals mean, `source`
    whose numbers these are. `height` is that of the wide drawing and of the narrow one, in pixels. `everything`: if
    the drawing leaves out rows that a reader may ask for.
    """

    name: str
    sql: str
    rows: Sequence[Row]
    draw: Draw
    title: str
    subtitle: str
    alt: str
    caption: str
    source: str
    height: tuple[float, float] = (380, 380)
    values: Sequence[object] = ()
    language: str = ENGLISH
    everything: Everything | None = None


def show(chart: Chart, up: str = "") -> None:
    """Write the files of `chart` and print the Markdown of its figure, `@fig-<name>`; `up` leads to the site's root."""
    if not chart.rows:
        raise LookupError(f"chart {chart.name}: its query gave no rows")
    wide, narrow = (svg(chart, small) for small in (False, True))
    drawings = {"": (wide, narrow)}
    if chart.everything:
        full = with_everything(chart, chart.everything)
        drawings["all"] = (svg(full, False), svg(full, True))
    around = figure_words(chart, up)
    picture, raster = poster(chart, around.foot)
    files = {
        "svg": standalone_svg(picture),
        "bare.svg": wide,
        "inline.html": inline_drawings(drawings),
        "csv": table_csv(chart.rows),
        "sql": around.query,
        "embed.html": embed_page(around, inline_drawings({"": drawings[""]})),
    }
    for end, text in files.items():
        write_whole(FIGURES / f"{chart.name}.{end}", text)
    if around.has_png:
        write_whole(FIGURES / f"{chart.name}.png", raster)
    print(figure_markdown(around))


def figure_words(chart: Chart, up: str = "") -> FigureWords:
    """Return what a page says around the drawing of `chart`."""
    return FigureWords(
        name=chart.name,
        title=chart.title,
        subtitle=chart.subtitle,
        alt=" ".join(chart.alt.split()),
        caption=chart.caption,
        source=source_line(chart.source, chart.rows, chart.language),
        query=query_text(chart.sql, chart.values),
        language=chart.language,
        up=up,
        everything=chart.everything.words if chart.everything else "",
    )


def with_everything(chart: Chart, everything: Everything) -> Chart:
    """Return the chart that leaves nothing out."""
    return replace(chart, name=f"{chart.name}-all", draw=everything.draw, height=everything.height, alt=everything.alt)


def inline_drawings(drawings: Mapping[str, tuple[str, str]]) -> str:
    """Return drawings, each wide and narrow, as one piece of HTML; all but the first, named "", are hidden."""
    parts = []
    for name, both in drawings.items():
        sizes = zip(("wide", "narrow"), both, strict=True)
        spans = "".join(f'<span class="chart-{size}">{inline_svg(text)}</span>' for size, text in sizes)
        state = " hidden" if name else ""
        parts.append(f'<span class="chart-part"{state}>{spans}</span>' if len(drawings) > 1 else spans)
    return "".join(parts)


def poster(chart: Chart, foot: Sequence[str]) -> tuple[str, bytes]:
    """Return the chart with title, subtitle, caption and `foot` inside: an SVG document, and a PNG twice as large."""
    name = f"{chart.name}-poster"
    tips = Tips(f"tip-{name}")
    with mpl.rc_context(settings(name, narrow=False)):
        made = poster_figure(
            PosterTexts(chart.title, chart.subtitle, chart.caption, foot),
            (WIDE, chart.height[0]),
            lambda ax: chart.draw(ax, False, tips),
        )
        tips.add_sources()
        text, raster = io.StringIO(), io.BytesIO()
        made.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
        made.savefig(raster, format="png", dpi=2 * 72, metadata={"Software": None})
    return described_svg(text.getvalue(), name, chart.title, chart.alt, tips.by_id), fewer_colours(raster.getvalue())


def svg(chart: Chart, narrow: bool) -> str:
    """Return the chart as an SVG document: no script, no reference, title, description and tooltips inside."""
    name = drawing_name(chart, narrow)
    with mpl.rc_context(settings(name, narrow)):
        made, tips = drawing(chart, narrow)
        out = io.StringIO()
        made.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return described_svg(out.getvalue(), name, chart.title, chart.alt, tips.by_id)


def drawing_name(chart: Chart, narrow: bool) -> str:
    """Return the name of one drawing of a chart."""
    return f"{chart.name}-{'narrow' if narrow else 'wide'}"


def drawing(chart: Chart, narrow: bool) -> tuple[Figure, Tips]:
    """Draw the chart under Matplotlib's present settings; returns the figure and the tooltips of its marks."""
    width, height = (NARROW, chart.height[1]) if narrow else (WIDE, chart.height[0])
    made = Figure(figsize=(width / 72, height / 72), dpi=72)
    tips = Tips(f"tip-{drawing_name(chart, narrow)}")
    chart.draw(made.add_axes((0, 0, 1, 1)), narrow, tips)
    tips.add_sources()
    return made, tips


def settings(name: str, narrow: bool) -> Any:
    """Return Matplotlib's settings: text stays text; ids are the same in every run and differ from chart to chart."""
    ink, muted, rule = colour("ink"), colour("muted"), colour("rule")
    return {
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "text.parse_math": False,  # a dollar is a dollar
        "font.family": [font_family(), "DejaVu Sans", "sans-serif"],
        "font.size": 13 if narrow else 14,
        "text.color": ink,
        "axes.edgecolor": rule,
        "axes.facecolor": "none",
        "axes.labelcolor": muted,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "grid.color": rule,
        "grid.linewidth": 0.8,
        "xtick.color": muted,
        "ytick.color": muted,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "figure.facecolor": colour("paper"),
        "legend.frameon": False,
        "lines.linewidth": 2,
        "hatch.linewidth": 0.8,
    }
