"""What every chart shares: what it consists of, how it is drawn, and how a page shows it.

A chart is drawn twice with Matplotlib, wide (760 px) and narrow (360 px), one point being one pixel. `show` writes
beside the pages, in figures/: the stand-alone SVG, its rows as CSV, the query as SQL, and both sizes as one piece of
HTML, in which colours are the variables of the theme, so that a page can turn dark. Tooltips are SVG titles.
"""

import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.charts.figure_files import query_text, table_csv
from reports.charts.palette import colour as colour
from reports.charts.palette import font_family
from reports.charts.svg_document import described_svg, inline_svg, standalone_svg
from reports.query import Row
from reports.text.language import ENGLISH, words
from reports.text.markdown import escape
from schemas.files import write_whole

FIGURES = Path("figures")  # in the folder of the project, where cells run
WIDE, NARROW = 760, 360


@dataclass
class Tips:
    """Collects the tooltip of each artist that has one."""

    prefix: str
    by_id: dict[str, str] = field(default_factory=dict)

    def __call__(self, artist: Artist, text: str) -> None:
        """Show `text` (value, range, source) when a reader points at `artist`."""
        key = f"{self.prefix}-{len(self.by_id)}"
        artist.set_gid(key)
        self.by_id[key] = text


Draw = Callable[[Axes, bool, Tips], None]


@dataclass(frozen=True)
class Chart:
    """One chart: its name (kebab-case), the query with its values, the rows, and how they are drawn.

    `draw(ax, narrow, tip)` draws into an axes that fills the figure but for margins it sets itself; it may remove the
    axes and make others. `title` is the finding in one sentence, `alt` says the same with the figures for those who
    cannot see the chart, `caption` says what is drawn, units and intervals, `source` whose numbers these are.
    `height` is that of the wide drawing and of the narrow one, in pixels.
    """

    name: str
    sql: str
    rows: Sequence[Row]
    draw: Draw
    title: str
    alt: str
    caption: str
    source: str
    height: tuple[float, float] = (380, 380)
    values: Sequence[object] = ()
    language: str = ENGLISH


def show(chart: Chart, up: str = "") -> None:
    """Write the files of `chart` and print the Markdown of its figure, `@fig-<name>`; `up` leads to the site's root."""
    if not chart.rows:
        raise LookupError(f"chart {chart.name}: its query gave no rows")
    wide, narrow = (svg(chart, small) for small in (False, True))
    both = (("chart-wide", wide), ("chart-narrow", narrow))
    files = {
        "svg": standalone_svg(wide),
        "inline.html": "".join(f'<span class="{c}">{inline_svg(s)}</span>' for c, s in both),
        "csv": table_csv(chart.rows),
        "sql": query_text(chart.sql, chart.values),
    }
    for end, text in files.items():
        write_whole(FIGURES / f"{chart.name}.{end}", text)
    print(figure(chart, up))


def figure(chart: Chart, up: str = "") -> str:
    """Return the Markdown of the figure: a div for references with the image, and the caption as last paragraph."""
    base, known = f"{up}figures/{chart.name}", words(chart.language)
    links = ", ".join(
        f"[{known[f'chart.{key}']}]({base}.{end})" for key, end in (("data", "csv"), ("query", "sql"), ("svg", "svg"))
    )
    alt = html.escape(" ".join(chart.alt.split()), quote=True).replace("\\", "&#92;")
    return (
        f"::: {{#fig-{chart.name}}}\n\n"
        f'![]({base}.svg){{.chart fig-alt="{alt}"}}\n\n'
        f"**{escape(chart.title)}** {escape(chart.caption)} {known['chart.source']}: {escape(chart.source)} "
        f"[{links}]{{.files}}\n\n:::\n"
    )


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
