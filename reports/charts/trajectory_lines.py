"""Self-sufficiency year by year under D1 to D5, by units of sales, with the export-control rules of these years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matplotlib.axes import Axes

from reports.charts.base import NARROW, WIDE, Chart, Row, Tips, chart_name, colour
from reports.charts.canvas import percents, round_ticks
from reports.charts.intervals import (
    band,
    bound,
    interval_text,
    last_estimated,
    mark_status,
    panels,
    short_text,
    status_text,
    year_fraction,
    years_axis,
)
from reports.charts.marks import by_definition, definition_words, series_marker
from reports.charts.text_lines import broken_into_lines
from reports.query import query
from reports.text.dates import month
from reports.text.labels import name_or
from reports.text.language import ENGLISH, Language, words
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
LINE = 16  # pixels from line to line of the events
PLOT, HEAD, FOOT = 180, 70, 28  # pixels of a panel, over it for its heading, and below all panels
ACROSS = {False: 3, True: 2}  # panels in a row: wide, narrow


def trajectory(language: str = ENGLISH) -> Chart:
    """Chart the medians and 90% intervals of all years of the model, units, share of sales."""
    rows, known = query(SQL), words(language)
    years = sorted({r["year"] for r in rows})
    events = event_lines(query(EVENTS, years[0], years[-1]), known)
    series, last, end = by_definition(rows), last_estimated(rows), years[-1]
    shown = dict.fromkeys((years[0], last, last + 1, end))
    return Chart(
        name=chart_name("trajectory", language),
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, events, known),
        title=title(series, last, end, known),
        alt=known.fill(
            "trajectory-chart.alt",
            first=years[0],
            last=end,
            parts=known["list.sentences"].join(
                described(d, [r for r in part if r["year"] in shown], known) for d, part in series.items()
            ),
        ),
        subtitle=known["trajectory-chart.subtitle"],
        caption=known.fill("trajectory-chart.caption", last=last),
        source=known["trajectory-chart.source"],
        height=(height(len(series), events, False), height(len(series), events, True)),
        language=language,
    )


def described(definition: str, rows: Sequence[Row], known: Language) -> str:
    """Return the shares under one definition as a sentence."""
    years = (
        known.fill("trajectory-chart.year", status=kind(r, known), year=r["year"], value=interval_text(r, known.code))
        for r in rows
    )
    brief = definition_words(rows[0], known.code).brief
    joined = known["list.between"].join(years)
    return known.fill("trajectory-chart.part", code=definition.upper(), brief=brief, years=joined)


def title(series: Mapping[str, Sequence[Row]], last: int, end: int, known: Language) -> str:
    """Return one sentence with the shares in the last full year and in the last year of the model."""
    parts = []
    for rows in series.values():
        at = {r["year"]: modelled(r).figure(known.code, "value.{}-brief") for r in rows}
        if phrase := definition_words(rows[0], known.code).phrase:
            parts.append(known.fill("trajectory-chart.share", before=at[last], after=at[end], phrase=phrase))
    shares = known["list.between"].join(parts)
    return known.fill("trajectory-chart.title", first=last, last=end, shares=shares)


@dataclass(frozen=True)
class EventLine:
    """A rule that the chart marks: when it came, and what the list below says of it."""

    day: date
    text: str


def event_lines(events: Sequence[Row], known: Language) -> list[EventLine]:
    """Return the rules with their numbers."""
    return [
        EventLine(
            e["on_date"],
            known.fill(
                "trajectory-chart.event",
                n=n,
                when=month(e["happened_on"], known.code),
                title=name_or(e["title"], "events", e["event_id"], known.code),
            ),
        )
        for n, e in enumerate(events, 1)
    ]


def below_panels(events: Sequence[EventLine], narrow: bool) -> list[str]:
    """Return the lines of the events below the panels."""
    width = (NARROW if narrow else WIDE) - 12
    return [line for event in events for line in broken_into_lines(event.text, width, 12)]


def height(panels: int, events: Sequence[EventLine], narrow: bool) -> float:
    """Return the height of a drawing in pixels, which grows with the events and the panels."""
    return LINE * len(below_panels(events, narrow)) + FOOT + (PLOT + HEAD) * -(-panels // ACROSS[narrow])


def boxes(count: int, whole: float, narrow: bool) -> list[tuple[float, float, float, float]]:
    """Return the places of the panels (left, bottom, width, height, as parts of the figure)."""
    width, across = NARROW if narrow else WIDE, ACROSS[narrow]
    step = (width - 14) / across
    return [
        (
            (40 + step * (n % across)) / width,
            (whole - (PLOT + HEAD) * (n // across + 1) + 24) / whole,
            (step - 26) / width,
            PLOT / whole,
        )
        for n in range(count)
    ]


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], events: Sequence[EventLine], known: Language) -> None:
    """Draw a panel for each definition, all with one scale; the events are numbered in them and listed below."""
    series = by_definition(rows)
    whole = height(len(series), events, narrow)
    ticks = round_ticks(max(r["high"] for r in rows), 4, steps=(2, 5, 10))
    places = boxes(len(series), whole, narrow)
    for n, (panel, (definition, part)) in enumerate(zip(panels(ax, places), series.items(), strict=True)):
        years_axis(panel, [r["year"] for r in part], every=2)
        panel.set_ylim(0, max(ticks[-1], max(r["high"] for r in rows)))
        shown = percents(ticks)[1] if n % ACROSS[narrow] == 0 else [""] * len(ticks)
        panel.set_yticks(ticks, shown)
        mark_status(panel, part)
        bounded = part[0]["status"] == "bound"
        marks = bound(panel, part) if bounded else band(panel, part, series_marker(n))
        for mark, row in zip(marks, part, strict=True):
            tip(mark, _tip(row, known))
        last = next(r for r in part if r["year"] == last_estimated(series_head(series)))
        _above(panel, 31, f"{definition.upper()} {definition_words(part[0], known.code).brief}", weight=600)
        in_words = [last] if narrow else [last, part[-1]]
        shares = (known.fill("trajectory-chart.at", year=r["year"], value=short_text(r, known.code)) for r in in_words)
        _above(panel, 16, known["list.between"].join(shares), color=colour("muted"), size=12)
        _number_events(panel, events)
    low = min(bottom for _, bottom, _, _ in places) * whole - 24
    panel.figure.text(0.01, (low - 12) / whole, "\n".join(below_panels(events, narrow)), va="top", size=12,
                      color=colour("muted"), linespacing=1.0)  # fmt: skip


def series_head(series: Mapping[str, Sequence[Row]]) -> Sequence[Row]:
    """Return the rows of the first definition, which has an estimate of each year."""
    return next(iter(series.values()))


def _number_events(ax: Axes, events: Sequence[EventLine]) -> None:
    at = ax.get_xaxis_transform()
    for n, event in enumerate(events, 1):
        x = year_fraction(event.day)
        ax.axvline(x, color=colour("muted"), linewidth=0.8, zorder=1)
        ax.text(x, 1.01, str(n), transform=at, ha="center", size=12, color=colour("muted"))


def _above(ax: Axes, height: float, text: str, **style: Any) -> None:
    """Draw a line of text, `height` pixels above the panel."""
    ax.annotate(text, (0, 1), (0, height), xycoords="axes fraction", textcoords="offset points", **style)


def kind(row: Row, known: Language) -> str:
    """Return what sort of figure a row has, within a sentence."""
    return known["trajectory-chart.bound"] if row["status"] == "bound" else status_text(row, known.code)


def _tip(row: Row, known: Language) -> str:
    return known.fill(
        "trajectory-chart.tip",
        definition=name_or(row["definition"], "definitions", row["definition_id"], known.code),
        year=row["year"],
        value=interval_text(row, known.code),
        status=kind(row, known).capitalize(),
    )
