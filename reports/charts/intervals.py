"""Marks that the charts of the model's figures share: interval bars, bands over years, and what a status looks like.

An estimate is a filled mark in a plain band; a nowcast is half filled, a projection hollow, both in a hatched band with
dashed lines. Of a bound there is only the upper end: a hollow mark that points down, over a hatched band from nothing.
So the difference holds without colour.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reports.charts.base import Row, colour
from reports.text.language import ENGLISH, words
from reports.text.values import modelled

FILL = {"estimate": "full", "nowcast": "bottom", "projection": "none"}


def interval_text(row: Row, language: str = ENGLISH) -> str:
    """Return `40% (36 to 43)`, or that it cannot be estimated."""
    return modelled(row).text(language)


def short_text(row: Row, language: str = ENGLISH) -> str:
    """Return the same where room is scarce: a bound has a sign, `≤ 3%`."""
    return modelled(row).signed(language)


def status_text(row: Row, language: str = ENGLISH) -> str:
    """Return what sort of figure a row has, within a sentence: estimate, nowcast, projection.

    >>> status_text({"status": "nowcast"}), status_text({"status": "nowcast"}, "zh")
    ('nowcast', '即时预测')
    """
    return words(language)[f"model-status.{row['status']}"].lower()


def panels(ax: Axes, boxes: Sequence[tuple[float, float, float, float]]) -> list[Axes]:
    """Put axes at `boxes` (left, bottom, width, height, as shares of the figure) in place of `ax`."""
    figure = ax.figure
    ax.remove()
    return [figure.add_axes(box) for box in boxes]


def dot(ax: Axes, x: float, y: float, status: str, marker: str = "o", size: float = 8, ink: str = "estimate") -> Artist:
    """Draw the median: filled for an estimate, half filled for a nowcast, hollow for a projection."""
    return ax.plot(
        x,
        y,
        marker,
        color=colour(ink),
        markersize=size,
        fillstyle=FILL[status],
        markerfacecoloralt=colour("paper"),
        markeredgewidth=1.6,
        zorder=4,
    )[0]


def bar(ax: Axes, box: tuple[float, float, float, float], status: str) -> Artist:
    """Draw a 90% interval at `box` (x, y, width, height in data units), hatched unless it is an estimate."""
    x, y, width, height = box
    if status == "estimate":
        return ax.add_patch(Rectangle((x, y), width, height, linewidth=0, zorder=2, facecolor=colour("band")))
    style = {"facecolor": colour("paper"), "edgecolor": colour("band"), "hatch": "////"}
    filled = ax.add_patch(Rectangle((x, y), width, height, linewidth=0, zorder=2, **style))  # type: ignore[arg-type]
    # the hatching is faint in the dark: its outline is not
    ax.add_patch(
        Rectangle((x, y), width, height, linewidth=0.7, zorder=2.1, facecolor="none", edgecolor=colour("estimate"))
    )
    return filled


def last_estimated(rows: Sequence[Row]) -> int:
    """Return the last year of the rows that is an estimate: the last full one."""
    return max(r["year"] for r in rows if r["status"] == "estimate")


def year_middles(rows: Sequence[Row]) -> list[float]:
    """Return where a year's value stands on an axis of time: in the middle of the year."""
    return [r["year"] + 0.5 for r in rows]


def band(ax: Axes, rows: Sequence[Row], marker: str = "o") -> list[Artist]:
    """Draw medians of years in order, joined by a line in its 90% band; solid as far as they are estimates, hatched
    from there on. Returns the marks of the medians in the order of `rows`, for tooltips."""
    known = [r for r in rows if r["status"] == "estimate"]
    later = [r for r in rows if r["status"] != "estimate"]
    places = year_middles(known + later)
    _filled(ax, known, facecolor=colour("band"), alpha=0.75)
    _filled(ax, known[-1:] + later, facecolor="none", edgecolor=colour("band"), hatch="////")
    path(ax, places, [r["median"] for r in rows], len(known))
    return [dot(ax, x, r["median"], r["status"], marker, 7) for x, r in zip(places, rows, strict=True)]


def bound(ax: Axes, rows: Sequence[Row]) -> list[Artist]:
    """Draw the upper ends of years in order over a hatched band; returns their marks in the order of `rows`."""
    x, high = year_middles(rows), [r["high"] for r in rows]
    ax.fill_between(x, 0, high, linewidth=0, zorder=1, facecolor="none", edgecolor=colour("band"), hatch="////")
    ax.plot(x, high, color=colour("estimate"), linewidth=1, linestyle=(0, (1, 2)), zorder=3)
    style: dict[str, Any] = {"color": colour("estimate"), "markerfacecolor": colour("paper"), "markeredgewidth": 1.6}
    return [ax.plot(at, top, "v", markersize=7, zorder=4, **style)[0] for at, top in zip(x, high, strict=True)]


def path(ax: Axes, x: Sequence[float], y: Sequence[float], known: int) -> None:
    """Draw a line through medians: solid as far as the first `known`, which are estimates, dashed from there on."""
    ax.plot(x[:known], y[:known], color=colour("estimate"), zorder=3)
    style = {"linestyle": (0, (3, 2)), "linewidth": 1.5}
    ax.plot(x[known - 1 :], y[known - 1 :], color=colour("estimate"), zorder=3, **style)  # type: ignore[arg-type]


def _filled(ax: Axes, rows: Sequence[Row], **style: object) -> None:
    """Draw the area between low and high, with its edges drawn."""
    x, low, high = year_middles(rows), [r["low"] for r in rows], [r["high"] for r in rows]
    ax.fill_between(x, low, high, linewidth=0, zorder=1, **style)  # type: ignore[arg-type]
    for edge in (low, high):
        ax.plot(x, edge, color=colour("band"), linewidth=1, zorder=2)


def years_axis(ax: Axes, years: Sequence[int], every: int = 1) -> None:
    """Set an axis of whole years, each labelled in its middle; of `every` second one if two digits must do."""
    ax.set_xlim(years[0], years[-1] + 1)
    shown = years[::every]
    ax.set_xticks([y + 0.5 for y in shown], [str(y) if every == 1 else f"’{y % 100:02d}" for y in shown])


def mark_status(ax: Axes, rows: Sequence[Row], language: str = "") -> None:
    """Shade the year of the nowcast, and draw the line from which on all is projection; in words if in a language."""
    now = [r["year"] for r in rows if r["status"] == "nowcast"]
    later = [r["year"] for r in rows if r["status"] == "projection"]
    at = ax.get_xaxis_transform()
    for year in sorted(set(now)):
        ax.axvspan(year, year + 1, color=colour("wash"), linewidth=0, zorder=0)
        if language:
            ax.text(
                year + 0.5,
                1.015,
                status_text({"status": "nowcast"}, language),
                transform=at,
                ha="center",
                color=colour("muted"),
            )
    if later:
        ax.axvline(min(later), color=colour("muted"), linewidth=1, linestyle=(0, (1, 2)), zorder=1)
        if language:
            onwards = f"{status_text({'status': 'projection'}, language)} →"
            ax.text(min(later) + 0.08, 1.015, onwards, transform=at, color=colour("muted"))


def year_fraction(day: date) -> float:
    """Return a day as a place on an axis of years.

    >>> year_fraction(date(2025, 7, 2))
    2025.4986301369863
    """
    first = date(day.year, 1, 1)
    return day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days


def spread_apart(places: Sequence[float], gap: float) -> list[float]:
    """Move places apart so that neighbours are at least `gap` from each other; keep the order and the middle.

    >>> spread_apart([0.0, 1.0, 10.0], 3.0)
    [-1.0, 2.0, 10.0]
    """
    order = sorted(range(len(places)), key=lambda n: places[n])
    groups: list[list[int]] = []
    for n in order:
        groups.append([n])
        while len(groups) > 1 and _start(groups[-2], places, gap) + gap * len(groups[-2]) > _start(
            groups[-1], places, gap
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    moved = list(places)
    for group in groups:
        for step, n in enumerate(group):
            moved[n] = _start(group, places, gap) + gap * step
    return moved


def _start(group: list[int], places: Sequence[float], gap: float) -> float:
    """Return where the first of a group stands if its members are `gap` apart around their mean."""
    return sum(places[n] for n in group) / len(group) - gap * (len(group) - 1) / 2
