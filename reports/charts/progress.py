"""Progress towards 100%: the share under each stricter definition, year by year, small enough for a first screen."""

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, chart_name, colour
from reports.charts.canvas import percents
from reports.charts.intervals import bar, dot, path, spread_apart, year_middles
from reports.charts.marks import by_definition, series_marker
from reports.query import query
from reports.text.labels import definition_label
from reports.text.language import ENGLISH, Language, words
from reports.text.values import modelled

SQL = """
select year, status, definition_id, definition, low, median, high
from self_sufficiency
where tier = 'all' and metric = 'units' and ratio = 'sales' and definition_id in ('d1', 'd2', 'd3', 'd4')
order by definition_id, year
"""
HEIGHT = 196  # pixels of the narrow drawing, the one on the first screen
WHOLE = 100


def progress(language: str = ENGLISH) -> Chart:
    """Chart the medians of D1 to D4 of all years, units, share of sales, with the 90% intervals of the last year."""
    rows, known = query(SQL), words(language)
    series = by_definition(rows)
    end = rows[-1]["year"]
    alt = (f"{brief(d, known)}: {', '.join(stated(r, known) for r in part)}." for d, part in series.items())
    return Chart(
        name=chart_name("progress", language),
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, series, known),
        title=known.fill("progress.title", year=end, **{d: figure(part[-1], known) for d, part in series.items()}),
        subtitle=known["progress.subtitle"],
        alt=f"{known['progress.what']} {' '.join(alt)}",
        caption=known.fill("progress.caption", year=end),
        source=known["staircase.source"],
        height=(300, HEIGHT),
        language=language,
    )


def brief(definition: str, known: Language) -> str:
    return known.texts.get(f"rung.brief.{definition}") or definition_label(definition, known.code)


def figure(row: Row, known: Language) -> str:
    return modelled(row).figure(known.code, "value.{}-brief")


def stated(row: Row, known: Language) -> str:
    """Return year, share with interval, and what sort of figure it is."""
    return f"{row['year']} {modelled(row).text(known.code)} ({known['model-status.' + row['status']]})"


def draw(ax: Axes, narrow: bool, tip: Tips, series: dict[str, list[Row]], known: Language) -> None:
    """Draw lines of medians below the line of 100%; right of them the intervals of the last year, and the names."""
    left, right, height = (0.11, 0.62, HEIGHT) if narrow else (0.06, 0.72, 300)
    ax.set_position((left, 24 / height, right - left, 1 - 42 / height))
    years = [r["year"] for r in next(iter(series.values()))]
    end = years[-1] + 1
    ax.set(xlim=(years[0], end + 0.1 + 0.35 * len(series)), ylim=(0, WHOLE))
    ax.set_xticks([y + 0.5 for y in years], [f"’{y % 100:02d}" if narrow else str(y) for y in years])
    ax.set_yticks(*percents(range(0, WHOLE + 1, 25)))
    ax.axhline(WHOLE, color=colour("claim"), linewidth=2.5, zorder=2, clip_on=False)
    ax.annotate(known["progress.whole"], (0, 1), (2, 5), xycoords="axes fraction", textcoords="offset points",
                color=colour("claim"), weight=600, size=12.5)  # fmt: skip
    for n, rows in enumerate(series.values()):
        x, last = year_middles(rows), rows[-1]
        path(ax, x, [r["median"] for r in rows], sum(r["status"] == "estimate" for r in rows))
        for at, row in zip(x, rows, strict=True):
            mark = dot(ax, at, row["median"], row["status"], series_marker(n), 6)
            tip(mark, f"{definition_label(row['definition_id'], known.code)}: {stated(row, known)}")
        bar(ax, (end + 0.1 + 0.35 * n, last["low"], 0.22, last["high"] - last["low"]), last["status"])
    ends = spread_apart([rows[-1]["median"] for rows in series.values()], 34 * WHOLE / (height - 42))
    gap = 6 * WHOLE / (height - 42)  # half a line
    for rows, y in zip(series.values(), ends, strict=True):
        beside = ax.get_yaxis_transform()
        name = brief(rows[-1]["definition_id"], known)
        ax.text(1.02, y + gap, name, transform=beside, va="center", weight=600, size=12.5)
        said = known.fill("progress.end", year=rows[-1]["year"], share=figure(rows[-1], known))
        ax.text(1.02, y - gap, said, transform=beside, va="center", size=12, color=colour("muted"))
