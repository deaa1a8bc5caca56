"""Rival published shares of the accelerators sold in mainland China in one year, by vendor, of units and of value."""

from collections.abc import Sequence

from reports.charts import rivals
from reports.charts.base import Chart, Row
from reports.charts.canvas import percents, round_ticks
from reports.charts.current_figures import show_current
from reports.charts.marks import DESIGNED_IN_CHINA
from reports.query import query
from reports.text.dates import month
from reports.text.numbers import number

SQL = """
select measure, firm_id, chip_id, vendor, definition_id, share, share_low, share_high, bound, basis, rank, claimant,
  as_of, reliability, url, observation_id
from market_share
where region_id = 'cn' and period = ? and rank <> 'deprecated' and measure in ('units', 'value', 'not said')
order by case measure when 'units' then 1 when 'value' then 2 else 3 end, rank <> 'preferred', as_of desc,
  share desc, observation_id
"""
# Headings, and whose figures stand under them: a vendor, or all vendors of a definition.
GROUPS = {
    DESIGNED_IN_CHINA: "Chinese-designed, all vendors",
    "huawei": "Huawei",
    "imported": "Imported, all vendors",
    "nvidia": "NVIDIA",
}
OTHERS = "Other vendors"
OF = {"units": "of the units", "value": "of the value", "not said": "unit or value not said"}
BY = {"units": "by units", "value": "by value", "not said": "basis not said"}


def market_shares(year: str) -> Chart:
    """Chart every published share of `year` that is not withdrawn, in %, grouped by vendor."""
    return show_current(query(SQL, year), lambda rows: chart_of(rows, year))


def chart_of(rows: Sequence[Row], year: str) -> Chart:
    """Chart some of the shares of `year`."""
    groups = group_by_vendor(rows)
    end = max((r["share_high"] or r["share"] for r in rows), default=100)
    ticks = list(zip(*percents(round_ticks(end, 5, steps=(2, 10))), strict=True))
    return Chart(
        name="market-shares",
        sql=SQL,
        values=[year],
        rows=rows,
        draw=lambda ax, narrow, tip: rivals.draw(ax, narrow, tip, groups, ticks, (0.40, 0.84)),
        title=title(rows, year),
        alt=f"Published shares of the AI accelerators sold in mainland China in {year}. "
        + " ".join(map(describe, rows)),
        subtitle=f"Published shares of the AI accelerators sold in mainland China in {year}, in %",
        caption="One line is one "
        "figure; nothing is averaged. Filled: estimate; hollow: forecast made before the year was over; bar: range. "
        "Figures that their author has since replaced are in the tables alone.",
        source=f"{rivals.join_houses([r['claimant'] for r in rows])}.",
        height=rivals.heights(groups),
    )


def title(rows: Sequence[Row], year: str) -> str:
    """Return whether Chinese-designed chips were most of the units, and of the value, by the preferred figures."""
    preferred = [r for r in rows if r["rank"] == "preferred" and r["measure"] != "not said"]
    best = [r for r in preferred if r["definition_id"] == DESIGNED_IN_CHINA]
    if not best:
        return f"No share of {year} is preferred among the rivals."
    parts = [
        f"{half(r['share'])} {OF[r['measure']]}, {number(r['share'], 3)}% ({r['claimant']}, {r['basis']})" for r in best
    ]
    between = ", but " if len({half(r["share"]) for r in best}) > 1 else " and "
    return f"Of the AI chips sold in {year}, Chinese designs were {between.join(parts)}."


def half(share: float) -> str:
    """Tell a share from one half.

    >>> half(41), half(50), half(58)
    ('less than half', 'half', 'more than half')
    """
    return "half" if share == 50 else f"{'more' if share > 50 else 'less'} than half"


def group_by_vendor(rows: Sequence[Row]) -> list[rivals.Group]:
    """Return the rows as lines under their vendors; vendors without a heading of their own share the last."""
    found: dict[str, list[rivals.Figure]] = {h: [] for h in [*GROUPS.values(), OTHERS]}
    for row in rows:
        found[GROUPS.get(group_of(row), OTHERS)].append(figure(row))
    return [rivals.Group(h, figures) for h, figures in found.items() if figures]


def group_of(row: Row) -> str:
    """Return the key of the vendor, or of the definition where a row is about all of its vendors."""
    return str(row["firm_id"] or row["chip_id"] or row["definition_id"])


def figure(row: Row) -> rivals.Figure:
    """Return one row as a line."""
    vendor = "" if group_of(row) in GROUPS else f"{row['vendor']}, "
    label = f"{vendor}{BY[row['measure']]}, {row['claimant']}, {month(row['as_of'])}"
    return rivals.Figure(
        label=label[0].upper() + label[1:],
        value=row["share"],
        low=row["share_low"],
        high=row["share_high"],
        basis=row["basis"],
        text=value(row) + (", forecast" if row["basis"] == "forecast" else ""),
        tip=describe(row),
        url=row.get("url"),
    )


def value(row: Row) -> str:
    """Return the share in words."""
    return rivals.amount(row["share"], row["share_low"], row["share_high"], row["bound"], "%")


def describe(row: Row) -> str:
    """Return one figure as a sentence."""
    when = month(row["as_of"])
    return f"{row['vendor']}: {value(row)}, {OF[row['measure']]} ({row['claimant']}, {row['basis']}, {when})."
