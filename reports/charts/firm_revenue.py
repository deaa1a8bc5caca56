"""What listed Chinese designers of AI chips report as revenue, and what is forecast, as small multiples."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import sheet
from reports.query import query
from reports.text.dates import month, period
from reports.text.numbers import join_words, number

SQL = """
with
listed as (
  select firm_id, name, ticker, listed_on from firms
  where ticker is not null and country = 'CN' and list_contains(roles, 'designer')
    and firm_id in (select designer_id from chips where origin = 'domestic')
    and not list_has_any(roles, ['buyer', 'cloud', 'ip'])
),
figures as (
  select l.firm_id, l.name as firm, l.ticker, o.period, o.starts_on, o.ends_on, year(o.ends_on) as year, o.central,
    o.basis, o.rank, o.claimant, o.as_of, o.url, o.note, o.observation_id,
    case when o.basis in ('forecast', 'target') then 'forecast' when o.basis = 'official' then 'reported' end as kind,
    o.ends_on - o.starts_on > 360 as whole
  from observations_named o join listed l using (firm_id)
  where o.metric_id = 'revenue-cny' and o.rank <> 'deprecated' and o.chip_id is null
    and o.starts_on = make_date(year(o.ends_on), 1, 1)
),
reported as (
  select *, max(year) filter (whole) over (partition by firm) as last_whole
  from figures where kind = 'reported'
  qualify row_number() over (
    partition by firm, year, whole order by rank = 'preferred' desc, ends_on desc, as_of desc, observation_id
  ) = 1
),
ends as (
  select firm, max(last_whole) as last_whole from reported group by firm
)
select firm_id, firm, ticker, kind, year, period, central, basis, rank, claimant, as_of, url, note, observation_id
from reported where whole or year > last_whole
union all
select firm_id, firm, ticker, kind, year, period, central, basis, rank, claimant, as_of, url, note, observation_id
from figures join ends using (firm)
where kind = 'forecast' and whole and year between last_whole + 1 and last_whole + 2
order by firm, kind desc, year, central, observation_id
"""


def firm_revenue() -> Chart:
    """Chart the yearly revenue of listed Chinese designers of AI chips, with forecasts apart."""
    rows = query(SQL)
    return Chart(
        name="firm-revenue",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=title(rows),
        alt=f"{title(rows)} " + " ".join(value(r) for r in rows),
        subtitle="Revenue of the whole firm in CNY bn a year, each firm on its own scale",
        caption=f"{part_years(rows)}Filled bar: full year as the firm "
        "reported it; hatched bar: the part of a year reported so far; hollow dot: forecast, of analysts or of the "
        "firm, for the two years after the last full one; rivals side by side. A missing bar is a year for which we "
        "found no figure. "
        "Hygon counts CPUs as well.",
        source="prospectuses and reports of the firms, for forecasts the analysts named in the data.",
        height=(height(rows, False), height(rows, True)),
    )


def latest_full_years(rows: Sequence[Row]) -> dict[str, int]:
    """Return the latest full year that each firm has reported."""
    known = [r for r in rows if r["kind"] == "reported" and is_full_year(r)]
    return {
        firm: max(r["year"] for r in known if r["firm"] == firm) for firm in dict.fromkeys(r["firm"] for r in known)
    }


def part_years(rows: Sequence[Row]) -> str:
    """Return of which firms the newest full year is not on record, and what is: a sentence, or nothing."""
    latest = latest_full_years(rows)
    newest = max(latest.values())
    behind = []
    for firm in (f for f, year in latest.items() if year < newest):
        parts = [r for r in rows if r["firm"] == firm and r["kind"] == "reported" and not is_full_year(r)]
        last = max(parts, key=lambda r: r["year"], default=None)
        behind.append(f"{firm} ({period(last['period']) if last else 'nothing since'})")
    return (
        f"No full-year figure found for {newest}, with the latest part instead: {join_words(behind)}. "
        if behind
        else ""
    )


def value(row: Row) -> str:
    """Return a figure in words."""
    who = f"forecast by {row['claimant']}, {month(row['as_of'])}" if row["kind"] == "forecast" else "reported"
    end = f" {row['note']}" if row["note"] else ""
    return f"{row['firm']}, {period(row['period'])}: CNY {number(row['central'], 3)} bn, {who}.{end}"


def panels(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the firms with their rows, the highest reported full year first."""
    by = [(firm, list(part)) for firm, part in groupby(rows, lambda r: r["firm"])]
    highest = {firm: max([r["central"] for r in part if r["kind"] == "reported"] or [0]) for firm, part in by}
    return sorted((p for p in by if highest[p[0]]), key=lambda p: -highest[p[0]])


def is_full_year(row: Row) -> bool:
    """Tell whether the row is of a full year."""
    return len(row["period"]) == 4


def title(rows: Sequence[Row]) -> str:
    """Return how many firms grew in their latest full year, and which the most; without two years of any, who earned
    most."""
    full = {(r["firm"], r["year"]): r for r in rows if r["kind"] == "reported" and is_full_year(r)}
    ends = latest_full_years(rows)
    pairs = [(full[firm, year - 1], full[firm, year]) for firm, year in ends.items() if (firm, year - 1) in full]
    if not pairs:
        most = max((full[firm, year] for firm, year in ends.items()), key=lambda r: r["central"])
        return f"{most['firm']} reports the highest revenue: CNY {number(most['central'], 2)} bn in {most['year']}."
    growth = {last["firm"]: (last["central"] / first["central"], first, last) for first, last in pairs}
    grown = sum(factor > 1 for factor, _, _ in growth.values())
    _, first, last = max(growth.values(), key=lambda g: g[0])
    how_many = f"All {len(pairs)}" if grown == len(pairs) else f"{grown or 'None'} of the {len(pairs)}"
    return (
        f"{how_many} designers with two full years to compare grew in the latest, {last['firm']} the most: from CNY "
        f"{number(first['central'], 2)} bn in {first['year']} to {number(last['central'], 2)} bn in {last['year']}."
    )


def height(rows: Sequence[Row], narrow: bool) -> float:
    """Return the height of the drawing in pixels."""
    count = len(panels(rows))
    return 50 + 170 * -(-count // 2) if narrow else 34 + 190 * -(-count // 4)


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw small multiples: a panel per firm, all with the same years."""
    firms = panels(rows)
    across = 2 if narrow else 4
    width = sheet(ax, narrow, height(rows, narrow))
    years = range(min(r["year"] for r in rows), max(r["year"] for r in rows) + 1)
    key(ax, narrow)
    gap, top, step = (20, 52, 170) if narrow else (26, 40, 190)
    box = (width - gap * (across - 1)) / across
    for n, (_, part) in enumerate(firms):
        panel(ax, tip, part, years, n % across * (box + gap), top + n // across * step, box, step - 62)


def key(ax: Axes, narrow: bool) -> None:
    """Draw what the marks mean."""
    spots = ((0, 14), (130, 14), (0, 36)) if narrow else ((0, 14), (150, 14), (330, 14))
    ax.add_patch(Rectangle((spots[0][0], 5), 12, 11, fc=colour("ink"), ec=colour("ink")))
    ax.add_patch(Rectangle((spots[1][0], 5), 12, 11, fc=colour("paper"), ec=colour("ink"), hatch="////", lw=1))
    ax.plot(
        spots[2][0] + 6, spots[2][1] - 4, "o", ms=7, mfc=colour("paper"), mec=colour("estimate"), mew=1.6, clip_on=False
    )
    for (x, y), text in zip(spots, ("full year", "part of a year", "forecast"), strict=True):
        ax.text(x + 18, y, text, va="baseline", size=13, color=colour("muted"))


def panel(
    ax: Axes, tip: Tips, part: Sequence[Row], years: range, x: float, y: float, width: float, height: float
) -> None:
    """Draw one firm: bars for what was reported, dots for forecasts, the latest figure and highest forecast written."""
    ax.text(x, y + 16, part[0]["firm"], weight=600, va="baseline")
    ax.text(x + width, y + 16, part[0]["ticker"], va="baseline", ha="right", size=12, color=colour("muted"))
    base, step = y + 44 + height - 16, width / len(years)
    scale = (height - 16) / max(r["central"] for r in part)
    ax.plot([x, x + width], [base, base], color=colour("foreign"), lw=1, clip_on=False)
    reported = [r for r in part if r["kind"] == "reported"]
    for row in part:
        at, high = x + (row["year"] - years[0] + 0.5) * step, row["central"] * scale
        if row["kind"] == "forecast":
            style: dict[str, Any] = {"ms": 7, "mfc": colour("paper"), "mec": colour("estimate"), "mew": 1.6}
            tip(ax.plot(at, base - high, "o", clip_on=False, **style)[0], value(row), row["url"])
        else:
            bar = Rectangle((at - step * 0.36, base - high), step * 0.72, high, ec=colour("ink"), lw=1)
            bar.set(fc=colour("ink")) if is_full_year(row) else bar.set(fc=colour("paper"), hatch="////")
            tip(ax.add_patch(bar), value(row), row["url"])
        if row in (reported[-1], next((r for r in reversed(reported) if is_full_year(r)), None)):
            text = (
                number(row["central"], 2) if is_full_year(row) else f"{number(row['central'], 2)} ({period_label(row)})"
            )
            side = (
                {"ha": "left", "x": at - step * 0.36}
                if not is_full_year(row)
                else {"ha": "right", "x": at + step * 0.4}
            )
            ax.text(y=base - high - 5, s=text, size=12.5, weight=600, va="baseline", **side)
    most = max((r for r in part if r["kind"] == "forecast"), key=lambda r: r["central"], default=None)
    if most:
        at = x + (most["year"] - years[0] + 0.5) * step
        ax.text(
            at - 8, base - most["central"] * scale + 4, number(most["central"], 2), ha="right", size=12.5,
            color=colour("estimate"), va="baseline",
        )  # fmt: skip
    for year in years[::2]:
        ax.text(x + (year - years[0] + 0.5) * step, base + 16, f"’{year % 100:02}", ha="center", size=12,
                va="baseline", color=colour("muted"))  # fmt: skip


def period_label(row: Row) -> str:
    """Return the part of a year in short: `H1`, `Q1`, `9 m.`."""
    return row["period"][5:] if "/" not in row["period"] else f"{int(row['period'][-2:])} m."
