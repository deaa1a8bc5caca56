"""Self-sufficiency year by year under D1 to D5, by units of sales, with the export-control rules of these years."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from reports.charts.base import NARROW, Chart, Row, Tips, colour
from reports.charts.canvas import percents
from reports.charts.intervals import (
    band,
    bound,
    interval_text,
    last_estimated,
    mark_status,
    panels,
    short_text,
    spread_apart,
    year_fraction,
    years_axis,
)
from reports.charts.marks import by_definition, definition_words, series_marker
from reports.query import query
from reports.text.dates import month
from reports.text.numbers import percent
from reports.text.values import modelled

# Without the brand alone, which differs from the design by the memory of few chips, and what cannot be estimated.
SQL = """
select year, status, definition_id, definition, low, median, high
from self_sufficiency
where tier = 'all' and metric = 'units' and ratio = 'sales' and definition_id <> 'd0' and median is not null
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
LINE, SMALL = 18, 16  # pixels from line to line of the events: wide, narrow
WIDE_PLOT, WIDE_REST = 370, 60  # pixels of the wide panel, and around it without the events
NARROW_PLOT, NARROW_HEAD, NARROW_REST = 180, 70, 28  # of a narrow panel, over it for its heading, and below all panels


def trajectory() -> Chart:
    """Chart the medians and 90 % intervals of all years of the model, units, share of sales."""
    rows = query(SQL)
    years = sorted({r["year"] for r in rows})
    events = query(EVENTS, years[0], years[-1])
    series, last, end = by_definition(rows), last_estimated(rows), years[-1]
    shown = dict.fromkeys((years[0], last, last + 1, end))
    return Chart(
        name="trajectory",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, events),
        title=title(series, last, end),
        alt=f"Share of the AI accelerators bought in mainland China, by units, {years[0]} to {end}: median and 90 % "
        "interval. "
        + " ".join(
            f"{d.upper()}, {definition_words(part[0]).brief}: "
            + ", ".join(f"{r['status']} for {r['year']} {interval_text(r)}" for r in part if r["year"] in shown)
            + "."
            for d, part in series.items()
        ),
        subtitle="Share of AI accelerators bought in mainland China in each year, in % of units",
        caption="Lines: medians; bands "
        f"and bars: 90 % intervals. Filled marks are estimates (to {last}), half-filled ones the nowcast, hollow ones "
        "projections of what could be made, not of what will be bought. Marks that point down over hatching: upper "
        "bounds (95 % quantiles) of what nobody counts. Shaded: the year of the nowcast; right of the "
        "dotted line: projection. Thin upright lines: US export rules.",
        source="this package’s model; events from the sources named in the data.",
        height=heights(len(series), events),
    )


def title(series: Mapping[str, Sequence[Row]], last: int, end: int) -> str:
    """Return one sentence with the shares in the last full year and in the last year of the model."""
    parts = []
    for rows in series.values():
        at = {r["year"]: modelled(r).figure(bound="value.{}-brief") for r in rows}
        if phrase := definition_words(rows[0]).phrase:
            parts.append(f"{at[last]} to {at[end]} {phrase}")
    return f"From {last} to {end}, as projected: {', '.join(parts)}."


def event_lines(events: Sequence[Row]) -> list[str]:
    """Return the lines of the events below the narrow panels."""
    texts = (f"{n} {month(e['happened_on'])}: {e['title']}" for n, e in enumerate(events, 1))
    return [line for text in texts for line in textwrap.wrap(text, 70, subsequent_indent="   ")]


def heights(panels: int, events: Sequence[Row]) -> tuple[float, float]:
    """Return the height of the wide and of the narrow drawing, in pixels, which grow with the events and the panels."""
    below = SMALL * len(event_lines(events)) + NARROW_REST
    return WIDE_PLOT + WIDE_REST + LINE * len(events), below + (NARROW_PLOT + NARROW_HEAD) * -(-panels // 2)


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], events: Sequence[Row]) -> None:
    """Draw wide: one panel with all definitions, events above; narrow: a panel for each, events below."""
    series = by_definition(rows)
    if narrow:
        _narrow(ax, tip, series, events)
    else:
        _wide(ax, tip, series, events)


def _wide(ax: Axes, tip: Tips, series: Mapping[str, list[Row]], events: Sequence[Row]) -> None:
    height, _ = heights(len(series), events)
    ax.set_position((0.055, 30 / height, 0.70, WIDE_PLOT / height))
    first = next(iter(series.values()))
    years_axis(ax, [r["year"] for r in first])
    ax.set_ylim(0, 100)
    ax.set_yticks(*percents(range(0, 101, 25)))
    mark_status(ax, first)
    ends = []
    for n, rows in enumerate(series.values()):
        if rows[0]["status"] == "bound":
            for mark, row in zip(bound(ax, rows), rows, strict=True):
                tip(mark, _tip(row))
            ends.append(rows[-1]["high"])
            continue
        for mark, row in zip(band(ax, rows, series_marker(n), 0.19 * (n - (len(series) - 1) / 2)), rows, strict=True):
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
    for (definition, rows), y in zip(series.items(), spread_apart(ends, 14), strict=True):
        at, words = ax.get_yaxis_transform(), f"{definition.upper()} {definition_words(rows[0]).brief}"
        ax.text(1.01, y + 2.5, words, transform=at, va="center", weight=600)
        text = f"{rows[-1]['year']}: {short_text(rows[-1])}"
        ax.text(1.01, y - 3, text, transform=at, va="center", color=colour("muted"))
    for n, event in enumerate(events):
        x, y = year_fraction(event["on_date"]), 1 + (LINE * (len(events) - n) + 14) / WIDE_PLOT
        at = ax.get_xaxis_transform()
        line = ax.plot(
            [x, x], [0, y - 0.02], color=colour("muted"), linewidth=0.8, transform=at, clip_on=False, zorder=1
        )
        tip(line[0], f"{event['happened_on']}: {event['title']} ({event['publisher']}).")
        ax.text(x + 0.04, y - 0.02, f"{month(event['happened_on'])}: {event['title']}", transform=at, va="center",
                size=12.5, color=colour("muted"))  # fmt: skip


def _narrow(ax: Axes, tip: Tips, series: Mapping[str, list[Row]], events: Sequence[Row]) -> None:
    _, height = heights(len(series), events)
    step, known = NARROW_PLOT + NARROW_HEAD, last_estimated(next(iter(series.values())))
    tops = [height - step * (n // 2 + 1) + 24 for n in range(len(series))]
    boxes = [
        ((40 + 168 * (n % 2)) / NARROW, top / height, 142 / NARROW, NARROW_PLOT / height) for n, top in enumerate(tops)
    ]
    for place, (panel, (definition, rows)) in enumerate(zip(panels(ax, boxes), series.items(), strict=True)):
        years_axis(panel, [r["year"] for r in rows], every=2)
        panel.set_ylim(0, 100)
        shown = [f"{y} %" for y in range(0, 101, 50)] if place % 2 == 0 else []
        panel.set_yticks(range(0, 101, 50), shown or [""] * 3)
        mark_status(panel, rows, words=False)
        bounded = rows[0]["status"] == "bound"
        marks = bound(panel, rows) if bounded else band(panel, rows, series_marker(place))
        for mark, row in zip(marks, rows, strict=True):
            tip(mark, _tip(row))
        last = next(r for r in rows if r["year"] == known)
        words = f"{last['year']}: {short_text(last)}"
        _above(panel, 31, f"{definition.upper()} {definition_words(rows[0]).brief}", weight=600)
        _above(panel, 16, words, color=colour("muted"), size=12)
        for n, event in enumerate(events, 1):
            x = year_fraction(event["on_date"])
            panel.axvline(x, color=colour("muted"), linewidth=0.8, zorder=1)
            panel.text(
                x, 1.01, str(n), transform=panel.get_xaxis_transform(), ha="center", size=12, color=colour("muted")
            )
    figure = panel.figure
    low = min(tops) - 24
    figure.text(0.01, (low - 12) / height, "\n".join(event_lines(events)), va="top", size=12,
                color=colour("muted"), linespacing=1.0)  # fmt: skip


def _above(ax: Axes, height: float, text: str, **style: Any) -> None:
    """Draw a line of text, `height` pixels above the panel."""
    ax.annotate(text, (0, 1), (0, height), xycoords="axes fraction", textcoords="offset points", **style)


def _tip(row: Row) -> str:
    kind = "Upper bound" if row["status"] == "bound" else row["status"].capitalize()
    return f"{row['definition']}, {row['year']}: {interval_text(row)}. {kind} of our model."
