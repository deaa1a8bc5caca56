"""Chinese-designed and foreign accelerators sold in mainland China, in units a year: published counts, and what the
estimate expects of them.
"""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.intervals import spread_apart
from reports.charts.shipments_vendors import units
from reports.query import query
from reports.text.dates import month
from reports.text.numbers import number

SQL = """
with
years as (select distinct year from self_sufficiency where status = 'estimate'),
expected as (
  select
    cast(period as integer) as year,
    if(metric_id = 'smuggled-chips', 'smuggled', if(definition_id = 'd1', 'domestic', 'foreign')) as series,
    'expected' as kind, null as vendor, after_low as low, after as central, after_high as high, null as claimant,
    null as as_of, null as url, null as note
  from witness_fit
  where region_id = 'cn' and use = 'condition' and regexp_full_match(period, '[0-9]{4}') and chip_id is null
    and (metric_id = 'smuggled-chips' or metric_id = 'chip-shipments' and (definition_id = 'd1' or firm_id = 'nvidia'))
  qualify row_number() over (partition by year, series order by observation_id) = 1
),
counts as (
  select
    cast(period as integer) as year, if(definition_id = 'd1', 'domestic', 'foreign') as series, 'count' as kind,
    if(definition_id = 'd1', 'All Chinese designs', subject) as vendor, value_low as low, central, value_high as high,
    claimant, as_of, url, note
  from shipments
  where metric_id = 'chip-shipments' and region_id = 'cn' and basis = 'estimated' and rank <> 'deprecated'
    and regexp_full_match(period, '[0-9]{4}') and (definition_id = 'd1' or firm_id = 'nvidia' and chip_id is null)
)
select year, series, kind, vendor, low, central, high, claimant, as_of, url, note
from (from expected union all by name from counts) join years using (year)
order by kind desc, series, year, claimant
"""
SERIES = {
    "domestic": ("Chinese-designed", "estimate", "-"),
    "foreign": ("NVIDIA, licensed", "foreign", "-"),
    "smuggled": ("Foreign, smuggled", "other", ":"),
}


def shipments_time() -> Chart:
    """Chart the units a year by origin: what the estimate expects of a count, with its 90% interval, and counts."""
    rows = query(SQL)
    expected = [r for r in rows if r["kind"] == "expected"]
    first, last = min(r["year"] for r in rows), max(r["year"] for r in rows)
    return Chart(
        name="shipments-time",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(expected, first, last),
        alt=f"AI accelerators sold in mainland China, {first} to {last}, in units. " + " ".join(map(describe, rows)),
        subtitle="AI accelerators sold in mainland China, units a year",
        caption="Line and band: what this package’s estimate "
        "expects such a count to say, median and 90% interval. Dot: a published count, from which the estimate "
        "learned. Other foreign vendors are left out.",
        source="this package’s model, an estimate; counts of "
        + ", ".join(sorted({r["claimant"] for r in rows if r["claimant"]}))
        + ".",
        height=(380, 400),
    )


def title(expected: Sequence[Row], first: int, last: int) -> str:
    """Return how both have grown, in units."""
    by = {(r["series"], r["year"]): r["central"] for r in expected}
    parts = [
        f"{words} chips from about {rough(by[key, first])} in {first} to {rough(by[key, last])} in {last}"
        for key, words in (("domestic", "Chinese-designed"), ("foreign", "NVIDIA’s licensed"))
        if (key, first) in by and (key, last) in by
    ]
    return f"Units sold in China, estimated: {'; '.join(parts)}."


def rough(value: float) -> str:
    """Write what is expected in two digits: `1.4 million`."""
    return units(float(f"{value:.2g}"))


def describe(row: Row) -> str:
    """Return one value as a sentence."""
    span = "" if row["low"] is None else f" ({units(row['low'])} to {units(row['high'])})"
    who = (
        "expected by the estimate"
        if row["kind"] == "expected"
        else f"counted by {row['claimant']}, {month(row['as_of'])}"
    )
    what = SERIES[row["series"]][0] if row["kind"] == "expected" else row["vendor"]
    return f"{what}, {row['year']}: {units(row['central'])}{span}, {who}."


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw a band and a line per series with its name at the right end, and the counts on top."""
    ax.set_position((0.11, 0.09, 0.83, 0.85) if narrow else (0.06, 0.09, 0.70, 0.86))
    last = max(r["year"] for r in rows)
    expected = {r["series"]: r["central"] for r in rows if r["kind"] == "expected" and r["year"] == last}
    apart = spread_apart(list(expected.values()), 0.18 * max(r["high"] or r["central"] for r in rows))
    places = dict(zip(expected, apart, strict=True))
    for key, (name, shade, style) in SERIES.items():
        mine = [r for r in rows if r["kind"] == "expected" and r["series"] == key]
        if not mine:
            continue
        x, mid = [r["year"] for r in mine], [r["central"] for r in mine]
        ax.fill_between(x, [r["low"] for r in mine], [r["high"] for r in mine], color=colour(shade), alpha=0.22, lw=0)
        ax.plot(x, mid, style, color=colour(shade))
        for r in mine:
            tip(ax.plot(r["year"], r["central"], "s", color=colour(shade), markersize=5)[0], describe(r))
        if narrow:
            under = mid[-1] > 1.2 * mid[0] and key != "smuggled"  # clear of a line that rises, if there is room
            way = -1 if under else 1
            spot: dict[str, Any] = {"textcoords": "offset points", "va": "top" if under else "bottom"}
            ax.annotate(name, (x[0], mid[0]), (8, 7 * way), weight=600, color=colour(shade), **spot)
        else:
            text = f"{name}\n{rough(mid[-1])}"
            ax.text(last + 0.08, places.get(key, mid[-1]), text, weight=600, va="center", linespacing=1.25)
    for r in (r for r in rows if r["kind"] == "count"):
        tip(
            ax.plot(r["year"], r["central"], "o", color=colour("ink"), markersize=8, clip_on=False)[0],
            describe(r),
            r["url"],
        )
    ax.set_xticks(sorted({r["year"] for r in rows}))
    ax.set_xlim(min(r["year"] for r in rows) - 0.1, last + (0.1 if narrow else 0.05))
    ax.set_ylim(0)
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{number(y / 1e6)}m" if y else "0"))
