"""Which inputs the nowcast goes with: rank correlation with the result, and the share of its variance."""

import textwrap
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import upright_grid
from reports.query import query
from reports.text.labels import input_label, label_of
from reports.text.numbers import number

SQL = """
select s.definition_id, d.name as definition, s.year, s.assumption_id, s.drawn_for, s.rank_correlation,
  s.variance_share, a.input_id, a.period, a.vintage, a.low, a.central, a.high, a.unit, a.basis
from sensitivities s
join definitions d using (definition_id)
join assumptions a using (assumption_id)
where s.year = ? and s.metric = 'units'
qualify row_number() over (
  partition by s.definition_id order by s.variance_share desc, s.assumption_id, s.drawn_for) <= 6
order by s.definition_id, s.variance_share desc, s.assumption_id, s.drawn_for
"""
LINE, HEAD = 30, 36
WIDE = 48  # characters of a name on one line


def tornado(year: int) -> Chart:
    """Chart the six inputs with which most of the variance of each definition goes in `year`, by units of sales."""
    rows = query(SQL, year)
    return Chart(
        name="tornado",
        sql=SQL,
        values=[year],
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(rows),
        alt=f"Inputs with which the shares of {year} by units go most. "
        + " ".join(
            f"{r['definition_id'].upper()}, {drawn_label(r)}: rank correlation {signed_text(r)}, {variance(r)} "
            "of the variance."
            for r in rows
        ),
        subtitle=f"Rank correlation of an input with the share by units in {year}",
        caption="To the right, more of it "
        "goes with a higher share, to the left, with a lower one. On the right: part of the variance that goes with it "
        "(the square of the correlation). After the published figures are heard inputs hang together, so the parts "
        "need not add up, and do not say what would happen if one alone were set. The six largest of each definition.",
        source="this package’s model.",
        height=(height(rows, narrow=False), height(rows, narrow=True)),
    )


def signed_text(row: Row) -> str:
    """Return `+0.31` or `−0.64`."""
    value = row["rank_correlation"]
    return f"{'+' if value >= 0 else '−'}{abs(value):.2f}"


def variance(row: Row) -> str:
    """Return `51%`."""
    return f"{100 * row['variance_share']:.0f}%"


def drawn_label(row: Row) -> str:
    """Return what an input is called, and for which quantity and period it was drawn if it is drawn more than once."""
    if row["drawn_for"] in ("all", row["period"]):
        return input_label(row)
    of, _, when = row["drawn_for"].rpartition(":")
    name = label_of("inputs", row["input_id"]).name
    brief = label_of("inputs", of).name.rpartition(", ")[2] if of else ""
    said = "" if brief.lower() in name.lower() else f" ({brief})"
    return f"{name}{said}, {when}"


def title(rows: Sequence[Row]) -> str:
    """Return the input with which each definition goes most."""
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row["definition_id"], drawn_label(row))
    said = "; ".join(f"{d.upper()}, “{name}”" for d, name in first.items())
    return f"The input that each definition goes with most: {said}."


def height(rows: Sequence[Row], narrow: bool) -> float:
    """Return the height of the drawing in pixels."""
    names = sum(above(r) for r in rows) if narrow else 0
    return 34 + HEAD * len({r["definition_id"] for r in rows}) + LINE * len(rows) + names


def above(row: Row) -> float:
    """Return the height of a name that stands above its bar, in pixels."""
    return 16.0 * len(textwrap.wrap(drawn_label(row), WIDE))


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw a bar for each input, blocks of one definition below each other."""
    whole = height(rows, narrow)
    left, right = (0.03, 0.86) if narrow else (0.42, 0.9)
    ax.set_position((left, 30 / whole, right - left, (whole - 34) / whole))
    ax.set(xlim=(-1, 1), ylim=(whole - 34, 0), yticks=[])
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    upright_grid(ax)
    ax.axvline(0, color=colour("muted"), linewidth=1)
    at = ax.get_yaxis_transform()
    y, definition = 0.0, ""
    for row in rows:
        if row["definition_id"] != definition:
            definition = row["definition_id"]
            text = f"{definition.upper()}  {row['definition']}"
            ax.text(0 if narrow else -0.87, y + HEAD / 2, text, weight=600, va="center", transform=at)
            ax.text(1.14 if narrow else 1.19, y + HEAD / 2, "of variance", va="center", ha="right", size=12,
                    color=colour("muted"), transform=at)  # fmt: skip
            y += HEAD
        name = drawn_label(row)
        if narrow:
            back = {"facecolor": colour("paper"), "pad": 0.5, "linewidth": 0}
            text = textwrap.fill(name, WIDE)
            ax.text(0, y + above(row) / 2, text, va="center", size=12.5, linespacing=1.0, transform=at, bbox=back)
            y += above(row)
        else:
            style: dict[str, Any] = {"size": 11.5, "linespacing": 1.0} if len(name) > WIDE else {}
            ax.text(-0.02, y + LINE / 2, textwrap.fill(name, WIDE), va="center", ha="right", transform=at, **style)
        _bar(ax, tip, row, y)
        ax.text(1.13 if narrow else 1.18, y + LINE / 2, variance(row), va="center", ha="right", transform=at)
        y += LINE


def _bar(ax: Axes, tip: Tips, row: Row, y: float) -> None:
    """Draw the correlation as a bar from 0, its value at the end."""
    value = row["rank_correlation"]
    up = value >= 0
    mark = ax.add_patch(Rectangle((min(value, 0), y + 4), abs(value), LINE - 8, linewidth=1, zorder=3))
    mark.set(edgecolor=colour("estimate"), facecolor=colour("estimate" if up else "band"))
    ends = ", ".join(number(row[k]) for k in ("low", "central", "high") if row[k] is not None)
    tip(mark, f"{drawn_label(row)}: rank correlation {signed_text(row)}, {variance(row)} of the variance "
              f"of {row['definition_id'].upper()}. Inputs: {ends} {row['unit']}; {row['basis']}.")  # fmt: skip
    ax.text(value + (0.03 if up else -0.03), y + LINE / 2, signed_text(row), va="center", ha="left" if up else "right",
            size=12, color=colour("muted"))  # fmt: skip
