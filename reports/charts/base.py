"""What every chart shares: the look, the files that are written, and the Markdown that shows them on a page.

A chart is drawn twice with Matplotlib, wide (760 px) and narrow (360 px), one point being one pixel. `show` writes
beside the pages, in figures/: the stand-alone SVG, its rows as CSV, the query as SQL, and both sizes as one piece of
HTML, in which colours are the variables of the theme, so that a page can turn dark. Tooltips are SVG titles.
"""

import base64
import csv
import html
import io
import logging
import re
import tempfile
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.query import Row
from reports.text.language import ENGLISH, words
from reports.text.markdown import escape

HERE = Path(__file__).resolve().parent.parent
FIGURES = Path("figures")  # in the folder of the project, where cells run
WIDE, NARROW = 760, 360


@cache
def palette() -> dict[str, str]:
    """Colour by name, for the light theme; read from the first block of theme/palette.css."""
    block = (HERE / "theme" / "palette.css").read_text(encoding="utf-8").split("}")[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def colour(name: str) -> str:
    """A colour of the palette by its name. Raises KeyError."""
    return palette()[name]


@dataclass
class Tips:
    """Collects the tooltip of each artist that has one."""

    prefix: str
    texts: list[str] = field(default_factory=list)

    def __call__(self, artist: Artist, text: str) -> None:
        """Show `text` (value, range, source) when a reader points at `artist`."""
        artist.set_gid(f"{self.prefix}-{len(self.texts)}")
        self.texts.append(text)


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
    FIGURES.mkdir(exist_ok=True)
    wide, narrow = (svg(chart, small) for small in (False, True))
    write(f"{chart.name}.svg", alone(wide))
    both = (("chart-wide", wide), ("chart-narrow", narrow))
    write(f"{chart.name}.inline.html", "".join(f'<span class="{c}">{inline(s)}</span>' for c, s in both))
    write(f"{chart.name}.csv", table_csv(chart.rows))
    write(f"{chart.name}.sql", query_text(chart))
    print(figure(chart, up))


def figure(chart: Chart, up: str = "") -> str:
    """The Markdown of the figure: a div for cross-references with the image, and the caption as last paragraph."""
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
    """The chart as an SVG document that stands alone: no script, no reference, title and description inside."""
    name = f"{chart.name}-{'narrow' if narrow else 'wide'}"
    width, height = (NARROW, chart.height[1]) if narrow else (WIDE, chart.height[0])
    with mpl.rc_context(look(name, narrow)):
        made = Figure(figsize=(width / 72, height / 72), dpi=72)
        tips = Tips(f"tip-{name}")
        chart.draw(made.add_axes((0, 0, 1, 1)), narrow, tips)
        out = io.StringIO()
        made.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return finish(out.getvalue(), name, chart, tips)


@cache
def fonts() -> str:
    """Make the report's fonts known to Matplotlib, each under its weight; returns the family of its text."""
    family = "Source Sans 3"
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # the fallback has no weight 600: no matter
    for weight in (400, 600):
        path = HERE / "theme" / "fonts" / f"source-sans-3-{weight}.ttf"
        entry = font_manager.FontEntry(
            fname=str(path),
            name=family,
            style="normal",
            variant="normal",
            weight=weight,
            stretch="normal",
            size="scalable",
        )
        font_manager.fontManager.ttflist.append(entry)
    return family


def look(name: str, narrow: bool) -> Any:
    """Settings of Matplotlib: text stays text, ids are the same in every run and differ from chart to chart."""
    ink, muted, rule = colour("ink"), colour("muted"), colour("rule")
    return {
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "text.parse_math": False,  # a dollar is a dollar
        "font.family": [fonts(), "DejaVu Sans", "sans-serif"],
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


def finish(text: str, name: str, chart: Chart, tips: Tips) -> str:
    """Matplotlib's SVG without its preamble, with title, description and tooltips."""
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"(font(?:-family)?: [^;\"]*'Source Sans 3'), [^;\"]*", r"\1, sans-serif", text)
    text = re.sub(r' transform="rotate\(-0 [^"]*\)"', "", text)
    for n, tip in enumerate(tips.texts):
        mark = f'<g id="{tips.prefix}-{n}">'
        text = text.replace(mark, f'<g class="tip"><title>{html.escape(tip)}</title>', 1)
    head = (
        f' role="img" aria-labelledby="t-{name} d-{name}"><title id="t-{name}">{html.escape(chart.title)}</title>'
        f'<desc id="d-{name}">{html.escape(" ".join(chart.alt.split()))}</desc>'
    )
    text = text.replace(">", head, 1)
    used = set(re.findall(r"#([\w.-]+)", text)) | set(re.findall(r'aria-labelledby="([^"]+)"', text)[0].split())
    return re.sub(r' id="([^"]+)"', lambda m: m[0] if m[1] in used else "", text)


def alone(text: str) -> str:
    """The drawing with the fonts it names inside, so that it looks the same wherever it is opened."""
    faces = ""
    for weight in (400, 600):
        font = HERE / "theme" / "fonts" / f"source-sans-3-latin-{weight}-normal.woff2"
        data = base64.b64encode(font.read_bytes()).decode()
        faces += (
            f"@font-face {{font-family: 'Source Sans 3'; font-weight: {weight}; "
            f"src: url(data:font/woff2;base64,{data})}}\n"
        )
    return text.replace("*{stroke-linejoin", faces + "*{stroke-linejoin", 1)


def inline(text: str) -> str:
    """The same drawing for use within a page: as wide as its place, colours by name, no style that leaks."""
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1)
    text = re.sub(r"<style[^>]*>\*\{[^<]*\}</style>", "", text)
    text = re.sub(r"[ \t]*\n[ \t]*", " ", text)
    for name, value in palette().items():
        text = text.replace(value, f"var(--{name})")
    return text


def table_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def query_text(chart: Chart) -> str:
    """The query as a person would run it; values in place of its question marks."""
    values = iter(chart.values)
    sql = textwrap.dedent(chart.sql).strip()
    return re.sub(r"'[^']*'|\?", lambda m: literal(next(values)) if m[0] == "?" else m[0], sql) + ";\n"


def literal(value: object) -> str:
    """A value as SQL writes it.

    >>> literal(["it's", 1.5, None])
    "['it''s', 1.5, null]"
    """
    if value is None:
        return "null"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return "'" + str(value).replace("'", "''") + "'"


def write(name: str, text: str) -> None:
    """Write into figures/ under a temporary name, then move: pages that share a chart may be made at once."""
    with tempfile.NamedTemporaryFile("w", dir=FIGURES, delete=False, encoding="utf-8", newline="") as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(FIGURES / name)
