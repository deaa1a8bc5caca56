"""Forest plots: every published figure is a row, rivals stand side by side, groups are meanings that do not compare.

A row has `metric`, `subject`, `period`, `central`, `value_low`, `value_high`, `bound`, `basis`, `claimant`, `as_of`,
`note`, and `panel` with `panel_text` that say which group it is in. What a mark looks like follows from its basis.
"""

import math
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from reports.charts.base import Row, Tips, colour
from reports.charts.canvas import round_ticks, sheet
from reports.charts.marks import basis_marks, basis_style
from reports.text.dates import month, period
from reports.text.labels import basis_label
from reports.text.numbers import number
from reports.text.values import published


@dataclass(frozen=True)
class Scale:
    """How values are written: `value(x)` in words, `tick(x)` on the axis; `same`: one axis for all groups."""

    value: Callable[[float], str]
    same: bool = True


def thousands(value: float) -> str:
    """Return a number of wafers or packages in short.

    >>> thousands(7000), thousands(1410000), thousands(0)
    ('7k', '1.41m', '0')
    """
    if not value:
        return "0"
    return f"{number(value / 1e6, 3)}m" if abs(value) >= 1e6 else f"{number(value / 1e3, 3)}k"


def in_percent(value: float) -> str:
    """Return a share in words."""
    return f"{number(value, 3)}%"


def figure(row: Row, write: Callable[[float], str]) -> str:
    """Return the figure of a row in words, with its bound or range."""
    return published(row, "", write).short()


def subject_and_period(row: Row) -> str:
    """Return what and when: `SMIC, end of 2025`; without another name in brackets."""
    return ", ".join(filter(None, [re.sub(r" \(.*\)$", "", row["subject"]), period(row["period"])]))


def attribution(row: Row) -> str:
    """Return who and when: `Nikkei, Feb 2026`."""
    return ", ".join(filter(None, [row["claimant"], month(row["as_of"])]))


def brief_subject(row: Row) -> str:
    """Return the same as short as it can be: without the month if the value is about that month too."""
    return row["claimant"] if month(row["as_of"]) == period(row["period"]) else attribution(row)


def sentence(row: Row, write: Callable[[float], str]) -> str:
    """Return the row as a sentence, for tooltips and for readers who cannot see the chart."""
    end = f" {row['note']}" if row["note"] else ""
    return f"{subject_and_period(row)}: {figure(row, write)}, {basis_label(row['basis'])} by {attribution(row)}.{end}"


def groups(rows: Sequence[Row]) -> list[tuple[str, str, list[Row]]]:
    """Return name, explanation and rows of each group, in the order of the rows."""
    return [(name, text, list(part)) for (name, text), part in groupby(rows, lambda r: (r["panel"], r["panel_text"]))]


def heading(text: str, narrow: bool) -> list[str]:
    """Return the explanation of a group in lines."""
    return textwrap.wrap(text or "", 54 if narrow else 112)


STEP = {True: 40, False: 24}
LINE = 17


def height(rows: Sequence[Row], narrow: bool) -> float:
    """Return the height of the drawing in pixels."""
    tops = sum(34 + LINE * len(heading(text, narrow)) for _, text, _ in groups(rows))
    return tops + len(rows) * STEP[narrow] + len(groups(rows)) * 26 + LEGEND[narrow]


LEGEND = {True: 48, False: 28}


def marks(rows: Sequence[Row]) -> str:
    """Return what the marks mean, as a sentence for a caption."""
    text = "; ".join(mark.shape for mark in basis_marks(r["basis"] for r in rows).values())
    return f"{text[:1].upper()}{text[1:]}."


def style(row: Row) -> dict[str, Any]:
    """Return the marker of a row: shape, fill and colour say together what sort of figure it is."""
    return basis_style(row["basis"], bool(row.get("foreign")))


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], scale: Scale) -> None:
    """Draw all groups one under the other, each with its own heading and axis below."""
    width = sheet(ax, narrow, height(rows, narrow))
    left, right = (10.0, width - 14) if narrow else (12 + texts(rows), width - 20)
    legend(ax, narrow, rows)
    y: float = LEGEND[narrow]
    whole = max(highest_value(r) for r in rows)
    for name, text, part in groups(rows):
        y = head(ax, y, name, heading(text, narrow))
        highest = whole if scale.same else max(highest_value(r) for r in part)
        ticks = round_ticks(highest, 3 if narrow else 5)
        span = max(ticks[-1], highest)
        place = _place(left, right, span)
        bottom = y + len(part) * STEP[narrow]
        lanes = [(y + 40 * n + 18, y + 40 * n + 40) for n in range(len(part))] if narrow else [(y, bottom)]
        for t in ticks:
            grid = Line2D([place(t), place(t), math.nan] * len(lanes), [v for a, b in lanes for v in (a, b, math.nan)])
            ax.add_line(grid)
            grid.set(color=colour("rule"), linewidth=0.8, zorder=0, clip_on=False)
            ax.text(place(t), bottom + 14, scale.value(t), ha="center", color=colour("muted"), size=12)
        for row in part:
            draw_row(ax, narrow, tip, row, y, place, scale, left, right)
            y += STEP[narrow]
        y += 26


def texts(rows: Sequence[Row]) -> float:
    """Return the pixels that the widest words beside the marks need."""
    return max(6.3 * len(subject_and_period(r)) + 6.1 * len(brief_subject(r)) for r in rows) + 16


def _place(left: float, right: float, span: float) -> Callable[[float], float]:
    return lambda value: left + (right - left) * value / span


def highest_value(row: Row) -> float:
    """Return the highest value that a row shows."""
    return float(max(row["central"], row["value_high"] or 0))


def head(ax: Axes, y: float, name: str, lines: Sequence[str]) -> float:
    """Draw the heading of a group; return where its rows begin."""
    ax.text(0, y + 18, name, weight=600, va="baseline")
    for n, line in enumerate(lines):
        ax.text(0, y + 18 + LINE * (n + 1), line, color=colour("muted"), size=13, va="baseline")
    return y + 34 + LINE * len(lines)


def draw_row(
    ax: Axes,
    narrow: bool,
    tip: Tips,
    row: Row,
    y: float,
    place: Callable[[float], float],
    scale: Scale,
    left: float,
    right: float,
) -> None:
    """Draw one row: what and who, the mark with its range, and the figure in words beside it."""
    line = y + (28 if narrow else 12)
    if narrow:
        ax.text(0, y + 12, f"{subject_and_period(row)} · {brief_subject(row)}", size=12.5, va="baseline")
    else:
        ax.text(0, line + 4, subject_and_period(row), va="baseline", size=13.5)
        ax.text(left - 12, line + 4, brief_subject(row), va="baseline", ha="right", color=colour("muted"), size=13)
    shape = style(row)
    if row["value_low"] is not None and row["value_high"] is not None:
        ends = [place(row["value_low"]), place(row["value_high"])]
        bar = ax.add_line(Line2D(ends, [line] * 2, color=str(shape["mec"]), linewidth=3, alpha=0.5, clip_on=False))
        tip(bar, sentence(row, scale.value), row["url"])
    x = place(row["central"])
    dot = ax.plot(x, line, clip_on=False, **shape)[0]
    tip(dot, sentence(row, scale.value), row["url"])
    end = max(x, place(row["value_high"])) if row["value_high"] is not None else x
    start = min(x, place(row["value_low"])) if row["value_low"] is not None else x
    words = figure(row, scale.value)
    flip = end + 12 + 6.4 * len(words) > right + 14
    at, side = (start - 10, "right") if flip else (end + 10, "left")
    ax.text(at, line + 4, words, ha=side, va="baseline", size=13, weight=600)


def legend(ax: Axes, narrow: bool, rows: Sequence[Row]) -> None:
    """Draw what the marks mean, in one line or two; only those that occur."""
    spots = ((0, 10), (150, 10), (0, 30), (150, 30)) if narrow else ((0, 10), (170, 10), (270, 10), (370, 10))
    for (x, y), (basis, mark) in zip(spots, basis_marks(r["basis"] for r in rows).items(), strict=False):
        ax.plot(x + 6, y, clip_on=False, **basis_style(basis))
        ax.text(x + 16, y + 4, mark.key, va="baseline", color=colour("muted"), size=13)
