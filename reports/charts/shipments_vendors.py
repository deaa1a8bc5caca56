"""Units shipped in mainland China in one year by vendor: counts beside forecasts and plans, one line per figure."""

from collections import Counter
from collections.abc import Sequence

from reports.charts import rivals
from reports.charts.base import Chart, Row
from reports.charts.canvas import round_ticks
from reports.charts.current_figures import show_current
from reports.charts.marks import is_forward_looking
from reports.query import query
from reports.text.dates import month
from reports.text.numbers import number
from reports.text.values import Value

SQL = """
select
  coalesce(designer.name, firm.name, case definition_id when 'd1' then 'Chinese-designed, all vendors' end) as vendor,
  shipments.subject, shipments.chip_id, central, value_low, value_high, bound, basis, rank, claimant, as_of,
  reliability, url, observation_id
from shipments
left join chips on chips.chip_id = shipments.chip_id
left join firms designer on designer.firm_id = chips.designer_id
left join firms firm on firm.firm_id = shipments.firm_id
where metric_id = 'chip-shipments' and region_id = 'cn' and period = ? and rank <> 'deprecated'
  and definition_id <> 'all-vendors'
order by max(central) over (partition by vendor) desc, vendor, shipments.chip_id is not null, rank <> 'preferred',
  as_of desc, observation_id
"""
TOTAL = """
select central, bound, claimant, basis from shipments
where metric_id = 'chip-shipments' and region_id = 'cn' and period = ? and rank = 'preferred'
  and definition_id = 'all-vendors'
order by as_of desc limit 1
"""
OTHERS = "Other vendors"


def shipments_vendors(year: str) -> Chart:
    """Chart every published count, forecast and plan of units shipped in `year`, grouped by vendor."""
    return show_current(query(SQL, year), lambda rows: chart_of(rows, year))


def chart_of(rows: Sequence[Row], year: str) -> Chart:
    """Chart some of the figures of `year`."""
    groups = group_by_vendor(rows)
    end = max((r["value_high"] or r["central"] for r in rows), default=1e6)
    ticks = [(x, f"{number(x / 1e6)}m" if x else "0") for x in round_ticks(end, 5)]
    return Chart(
        name="shipments-vendors",
        sql=SQL,
        values=[year],
        rows=rows,
        draw=lambda ax, narrow, tip: rivals.draw(ax, narrow, tip, groups, ticks, (0.37, 0.86)),
        title=title(rows, year),
        alt=f"Published figures of AI accelerators shipped in mainland China in {year}. "
        + " ".join(map(describe, rows)),
        subtitle=f"AI accelerators shipped in mainland China in {year}, in units (m: million)",
        caption=f"{total(year)}"
        "Filled: estimate; hollow: forecast made before the year was over; diamond: target; bar: range as published. "
        "Analysts count cards or packages; one card may carry two.",
        source=f"{rivals.join_houses([r['claimant'] for r in rows])}.",
        height=rivals.heights(groups),
    )


def total(year: str) -> str:
    """Return the preferred count of all vendors as a sentence, or nothing."""
    for row in query(TOTAL, year):
        return f"All vendors together: {value(row)} ({row['claimant']}, {row['basis']}). "
    return ""


def title(rows: Sequence[Row], year: str) -> str:
    """Return who shipped most by the preferred counts of single vendors, and how many times as many as the next."""
    best = [r for r in rows if r["rank"] == "preferred" and r["basis"] == "estimated" and r["subject"] == r["vendor"]]
    if not best:
        return f"No count of the units that a vendor shipped in China in {year} is preferred among the rivals."
    first, *others = sorted(best, key=lambda r: -r["central"])
    if not others:
        return f"{first['vendor']} shipped {value(first)} AI chips in China in {year} ({first['claimant']})."
    houses = rivals.join_houses([first["claimant"], others[0]["claimant"]])
    times = number(first["central"] / others[0]["central"], 2)
    return (
        f"{first['vendor']} shipped {times} times as many AI chips in China in {year} as {others[0]['vendor']}, the "
        f"next: {value(first)} against {value(others[0])} ({houses})."
    )


def group_by_vendor(rows: Sequence[Row]) -> list[rivals.Group]:
    """Return the rows as lines under their vendors, in their order; vendors with one figure stand together."""
    known = Counter(r["vendor"] for r in rows)
    found: dict[str, list[rivals.Figure]] = {}
    for row in rows:
        single = known[row["vendor"]] == 1
        found.setdefault(OTHERS if single else row["vendor"], []).append(
            figure(row, f"{row['vendor']}, " if single else "")
        )
    singles = found.pop(OTHERS, [])
    groups = [rivals.Group(heading, figures) for heading, figures in found.items()]
    return [*groups, rivals.Group(OTHERS, singles)] if singles else groups


def figure(row: Row, vendor: str = "") -> rivals.Figure:
    """Return one row as a line, with its vendor where the heading does not say it; one chip alone says so."""
    chip = f"{row['subject']} alone, " if row["chip_id"] else ""
    kind = f", {row['basis']}" if is_forward_looking(row["basis"]) else ""
    return rivals.Figure(
        label=f"{vendor}{chip}{row['claimant']}, {month(row['as_of'])}",
        value=row["central"],
        low=row["value_low"],
        high=row["value_high"],
        basis=row["basis"],
        text=count_label(row) + kind,
        tip=describe(row),
        url=row.get("url"),
    )


def units(count: float) -> str:
    """Return a count of units in few characters.

    >>> units(2_200_000), units(116_000)
    ('2.2 million', '116,000')
    """
    return f"{number(count / 1e6, 4)} million" if count >= 1e6 else number(count)


def count_label(row: Row) -> str:
    """Return the value with its bound, without its range."""
    return Value(row["central"], bound=row["bound"], write=units).figure()


def value(row: Row) -> str:
    """Return the value with bound and range in words."""
    low, high = row.get("value_low"), row.get("value_high")
    return Value(row["central"], low, high, row["bound"], write=units).text()


def describe(row: Row) -> str:
    """Return one figure as a sentence."""
    when = month(row["as_of"])
    subject = f"{row['vendor']}, {row['subject']} alone" if row["chip_id"] else row["vendor"]
    return f"{subject}: {value(row)} ({row['claimant']}, {row['basis']}, {when})."
