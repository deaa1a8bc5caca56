"""One year's shares by definition and metric, as a table whose cells are the darker the higher the share."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.intervals import interval_text, short_text
from reports.charts.marks import by_definition, definition_words
from reports.query import query
from reports.text.numbers import percent
from reports.text.values import modelled

SQL = """
select definition_id, definition, metric, year, status, low, median, high
from self_sufficiency
where year = ? and tier = 'all' and ratio = 'sales'
order by definition_id, metric = 'units' desc, metric = 'compute' desc, metric = 'bandwidth' desc
"""
METRICS = {"units": "units", "compute": "FP16 compute", "bandwidth": "memory bandwidth", "value": "value"}
SHORT = {"units": "units", "compute": "compute", "bandwidth": "bandwidth", "value": "value"}


def heat(year: int) -> Chart:
    """Chart the medians and 90% intervals of D0 to D5 by the four metrics for `year`, share of sales."""
    rows = query(SQL, year)
    return Chart(
        name="heat",
        sql=SQL,
        values=[year],
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(rows),
        alt=f"Shares of what was sold in mainland China in {year}, median and 90% interval. "
        + " ".join(
            f"{d.upper()}, {definition_words(part[0]).label}: "
            + ", ".join(f"{METRICS[r['metric']]} {interval_text(r)}" for r in part)
            + "."
            for d, part in by_definition(rows).items()
        ),
        subtitle=f"Share of the AI accelerators sold in mainland China in {year}, in %, by what must be Chinese (rows) "
        "and by what is added up (columns)",
        caption="Median, and the 90% interval below it. The stronger the colour, the "
        "higher the median. Hatched: no more than this (95% quantile), as nobody counts it.",
        source="this package’s model, an estimate.",
        height=(360, 430),
    )


def title(rows: Sequence[Row]) -> str:
    """Return whether the definition or the metric changes the answer more: spans of medians over the table."""
    known = [r for r in rows if r["median"] is not None and r["status"] != "bound"]
    across, down = (_largest_span(known, key) for key in ("definition_id", "metric"))
    first, second = ("definition", "metric") if down >= across else ("metric", "definition")
    return (
        f"The {first} changes the answer more than the {second}: by up to {percent(max(down, across))} points, the "
        f"{second} by up to {percent(min(down, across))}."
    )


def _largest_span(rows: Sequence[Row], key: str) -> float:
    """Return the widest span of medians among rows that have `key` in common."""
    found: dict[str, list[float]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row["median"])
    return max(max(values) - min(values) for values in found.values())


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw cells from left to right as METRICS, from the top down by definition; narrow: the words stand above."""
    left = 0.01 if narrow else 0.26
    ax.set_position((left, 0.01, 0.98 - left, 0.98))
    ax.set_axis_off()
    parts = by_definition(rows)
    darkest = max((r["median"] or 0 for r in rows), default=0) or 1
    ax.set(xlim=(0, len(METRICS)), ylim=(-len(parts), 0.5 if narrow else 0.45))
    for x, metric in enumerate(METRICS):
        words = (SHORT if narrow else METRICS)[metric]
        ax.text(x + 0.5, 0.2, words[0].upper() + words[1:], ha="center", va="center", color=colour("muted"))
    for y, (definition, part) in enumerate(parts.items()):
        label = f"{definition.upper()}  {definition_words(part[0]).label}"
        if narrow:
            ax.text(0.03, -y - 0.14, label, weight=600, va="center")
        else:
            ax.text(-0.06, -y - 0.5, label, va="center", ha="right")
        _line(ax, tip, {r["metric"]: r for r in part}, -y, 0.3 if narrow else 0.04, darkest)


def _line(ax: Axes, tip: Tips, known: Mapping[str, Row], y: float, head: float, darkest: float) -> None:
    """Draw the cells of one definition below `y`, with `head` left free above them; full colour at `darkest`."""
    middle = y - (head + 0.98) / 2
    if all(r["median"] is None for r in known.values()):
        ax.text(
            len(METRICS) / 2, middle, "not estimable: almost no data", ha="center", va="center", color=colour("muted")
        )
        return
    for x, metric in enumerate(METRICS):
        row = known[metric]
        cell = Rectangle((x + 0.02, y - 0.98), 0.96, 0.98 - head, linewidth=0, facecolor=colour("band"))
        if row["status"] == "bound":
            cell.set(facecolor=colour("paper"), edgecolor=colour("band"), hatch="////")
        else:
            cell.set_alpha(1 - 0.92 * (1 - row["median"] / darkest))
        ax.add_patch(cell)
        tip(cell, f"{row['definition']}, {METRICS[metric]}, {row['year']}: {interval_text(row)}.")
        if not modelled(row).ranged:
            back = {"facecolor": colour("paper"), "pad": 1, "linewidth": 0}
            ax.text(x + 0.5, middle, short_text(row), ha="center", va="center", weight=600, bbox=back)
            continue
        ax.text(x + 0.5, middle + 0.16, f"{percent(row['median'])}%", ha="center", va="center", weight=600)
        ax.text(x + 0.5, middle - 0.19, f"{percent(row['low'])} to {percent(row['high'])}", ha="center", va="center",
                size=12)  # fmt: skip
