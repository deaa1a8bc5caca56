"""Self-sufficiency year by year under D1 to D4, by units of sales, with the export-control rules of these years."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import percents
from reports.charts.intervals import apart, band, interval_text, mark_status, on_axis, panels, years_axis
from reports.query import query
from reports.text.dates import month
from reports.text.numbers import percent

SQL = """
select year, status, definition_id, definition, low, median, high
from self_sufficiency
where tier = 'all' and metric = 'units' and ratio = 'sales' and definition_id in ('d1', 'd2', 'd3', 'd4')
order by definition_id, year
"""
# Rules of the US Department of Commerce on chips sold to China or on their memory, and the licence for the H20.
EVENTS = """
select e.event_id, e.happened_on, period_start(e.happened_on) as on_date, e.title,
  coalesce(s.original_publisher, s.publisher) as publisher, s.url
from events e join sources s using (source_id)
where list_contains(e.marked_in, 'trajectory') and year(period_start(e.happened_on)) between ? and ?
order by on_date, e.event_id
"""
WORDS = {
    "d1": "designed in China",
    "d2": "+ die made there",
    "d3": "+ memory",
    "d4": "+ packaging",
}
MARKERS = {"d1": "o", "d2": "s", "d3": "^", "d4": "D"}


def trajectory() -> Chart:
    """Medians and 90 % intervals of all years of the model, units, share of sales."""
    rows = query(SQL)
    years = sorted({r["year"] for r in rows})
    events = query(EVENTS, years[0], years[-1])
    last = max(r["year"] for r in rows if r["status"] == "estimate")
    end = years[-1]
    at = {(r["definition_id"], r["year"]): r for r in rows}
    return Chart(
        name="trajectory",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, events),
        title=title(at, last, end),
        alt=f"Share of the AI accelerators bought in mainland China, by units, {years[0]} to {end}: median and 90 % "
        "interval. "
        + " ".join(
            f"{d.upper()}, {WORDS[d]}: "
            + ", ".join(
                f"{at[d, y]['status']} for {y} {interval_text(at[d, y])}" for y in (years[0], last, last + 1, end)
            )
            + "."
            for d in WORDS
        ),
        caption="Share of AI accelerators bought in mainland China in each year, in % of units. Lines: medians; bands "
        f"and bars: 90 % intervals. Filled marks are estimates (to {last}), half-filled ones the nowcast, hollow ones "
        "projections of what could be made, not of what will be bought. Shaded: the year of the nowcast; right of the "
        "dotted line: projection. Thin upright lines: US export rules.",
        source="this package’s model; events from the sources linked below.",
        height=(520, 640),
    )


def title(at: Mapping[tuple[str, int], Row], last: int, end: int) -> str:
    """One sentence with D1 and D3 in the last full year and in the last year of the model."""

    def both(definition: str) -> str:
        return " to ".join(f"{percent(at[definition, y]['median'])} %" for y in (last, end))

    return (
        f"From {last} to {end}, as projected: {both('d1')} of units designed in China, {both('d2')} with the die made "
        f"there too, {both('d3')} with the memory too."
    )


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], events: Sequence[Row]) -> None:
    """Wide: one panel with D1 to D3, events written above. Narrow: a panel for each definition, events listed below."""
    series = {d: [r for r in rows if r["definition_id"] == d] for d in WORDS}
    if narrow:
        _narrow(ax, tip, series, events)
    else:
        _wide(ax, tip, series, events)


def _wide(ax: Axes, tip: Tips, series: Mapping[str, list[Row]], events: Sequence[Row]) -> None:
    height = 520
    top = height - 18 * len(events) - 30
    ax.set_position((0.055, 30 / height, 0.70, (top - 30) / height))
    years = [r["year"] for r in series["d1"]]
    years_axis(ax, years)
    ax.set_ylim(0, 100)
    ax.set_yticks(*percents(range(0, 101, 25)))
    mark_status(ax, series["d1"])
    ends = []
    for n, (definition, rows) in enumerate(series.items()):
        for mark, row in zip(band(ax, rows, MARKERS[definition], 0.19 * n - 0.285), rows, strict=True):
            tip(mark, _tip(row))
        last = [r for r in rows if r["status"] == "estimate"][-1]
        if last["median"] >= 5:
            back = {"facecolor": colour("paper"), "pad": 0.5, "linewidth": 0}
            ax.text(
                last["year"] + 0.6,
                last["median"] - 3,
                f"{percent(last['median'])} %",
                weight=600,
                bbox=back,
                zorder=3.5,
            )
        ends.append(rows[-1]["median"])
    for (definition, rows), y in zip(series.items(), apart(ends, 14), strict=True):
        ax.text(1.01, y + 2.5, f"{definition.upper()} {WORDS[definition]}", transform=ax.get_yaxis_transform(),
                va="center", weight=600)  # fmt: skip
        ax.text(1.01, y - 3, f"{rows[-1]['year']}: {interval_text(rows[-1])}", transform=ax.get_yaxis_transform(),
                va="center", color=colour("muted"))  # fmt: skip
    for n, event in enumerate(events):
        x, y = on_axis(event["on_date"]), 1 + (18 * (len(events) - n) + 14) / (top - 30)
        at = ax.get_xaxis_transform()
        line = ax.plot(
            [x, x], [0, y - 0.02], color=colour("muted"), linewidth=0.8, transform=at, clip_on=False, zorder=1
        )
        tip(line[0], f"{event['happened_on']}: {event['title']} ({event['publisher']}).")
        ax.text(x + 0.04, y - 0.02, f"{month(event['happened_on'])}: {event['title']}", transform=at, va="center",
                size=12.5, color=colour("muted"))  # fmt: skip


def _narrow(ax: Axes, tip: Tips, series: Mapping[str, list[Row]], events: Sequence[Row]) -> None:
    height, width = 640.0, 360.0
    text = [f"{n} {month(e['happened_on'])}: {e['title']}" for n, e in enumerate(events, 1)]
    lines = [textwrap.wrap(t, 70, subsequent_indent="   ") for t in text]
    low = 16 * sum(map(len, lines)) + 28
    each = (height - low - 2 * 70) / 2
    boxes = [
        ((40 + 168 * (n % 2)) / width, (low + 24 + (1 - n // 2) * (each + 70)) / height, 142 / width, each / height)
        for n in range(4)
    ]
    for panel, (definition, rows) in zip(panels(ax, boxes), series.items(), strict=True):
        years_axis(panel, [r["year"] for r in rows], every=2)
        panel.set_ylim(0, 100)
        shown = [f"{y} %" for y in range(0, 101, 50)] if panel.get_position().x0 < 0.3 else []
        panel.set_yticks(range(0, 101, 50), shown or [""] * 3)
        mark_status(panel, rows, words=False)
        for mark, row in zip(band(panel, rows, MARKERS[definition]), rows, strict=True):
            tip(mark, _tip(row))
        last = [r for r in rows if r["status"] == "estimate"][-1]
        words = f"{last['year']}: {interval_text(last)}"
        _above(panel, 31, f"{definition.upper()} {WORDS[definition]}", weight=600)
        _above(panel, 16, words, color=colour("muted"), size=12)
        for n, event in enumerate(events, 1):
            x = on_axis(event["on_date"])
            panel.axvline(x, color=colour("muted"), linewidth=0.8, zorder=1)
            panel.text(
                x, 1.01, str(n), transform=panel.get_xaxis_transform(), ha="center", size=12, color=colour("muted")
            )
    figure = panel.figure
    figure.text(0.01, (low - 12) / height, "\n".join(line for part in lines for line in part), va="top", size=12,
                color=colour("muted"), linespacing=1.0)  # fmt: skip


def _above(ax: Axes, height: float, text: str, **look: Any) -> None:
    """A line of text, `height` pixels above the panel."""
    ax.annotate(text, (0, 1), (0, height), xycoords="axes fraction", textcoords="offset points", **look)


def _tip(row: Row) -> str:
    return f"{row['definition']}, {row['year']}: {interval_text(row)}. {row['status'].capitalize()} of our model."
