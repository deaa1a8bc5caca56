"""What the charts of plants share: the query, the order of kinds and rungs, and what the mark of a plant looks like
and means.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from reports.charts.base import Row, colour
from reports.text.dates import period
from reports.text.labels import fab_kind_label, fab_status_label
from reports.text.numbers import join_words

SQL = """
select f.fab_id, f.name, f.kind, f.status, f.operator_id, o.name as operator, o.country as operator_country,
  f.beneficiary_id, b.name as beneficiary,
  f.city, f.latitude, f.longitude, f.location_precision, p.planned_on as production_planned_on,
  f.production_on, f.summary,
  (
    select s.url from fabs_sources x join sources s using (source_id) where x.fab_id = f.fab_id
    order by s.reliability, s.published_on desc nulls last, s.source_id limit 1
  ) as url
from fabs f
join firms o on o.firm_id = f.operator_id
left join firms b on b.firm_id = f.beneficiary_id
left join latest_plans p on p.fab_id = f.fab_id and p.milestone = 'production'
order by f.kind, f.name
"""
KINDS = {"logic": "s", "dram": "o", "hbm": "p", "nand": "^", "packaging": "v", "equipment": "X"}
LADDER = ("production", "pilot", "equipping", "construction", "announced", "suspended", "cancelled")


def style(row: Row, size: float = 9) -> dict[str, Any]:
    """Return the marker of a plant: shape by kind, filled if it produces, grey if its operator is foreign."""
    edge = colour("foreign" if row["operator_country"] != "CN" else "ink")
    face = edge if row["status"] == "production" else colour("paper")
    return {"marker": KINDS[row["kind"]], "markersize": size, "mec": edge, "mfc": face, "mew": 1.4, "ls": "none"}


def kinds(rows: Sequence[Row]) -> list[str]:
    """Return the kinds of plant that occur, in the order of the legend."""
    return [k for k in KINDS if any(r["kind"] == k for r in rows)]


def key(ax: Axes, spot: tuple[float, float], text: str, tone: str = "ink", **change: str) -> None:
    """Draw an entry of a legend: the mark of a Chinese plant in production but for `change`, and what it means."""
    row = {"kind": "logic", "status": "production", "operator_country": "CN"} | change
    ax.plot(*spot, clip_on=False, **style(row))
    ax.text(spot[0] + 11, spot[1] + 4, text, va="baseline", size=13, color=colour(tone))


def sentence(row: Row) -> str:
    """Return a plant in words."""
    who = f"{row['operator']}, for {row['beneficiary']}" if row["beneficiary"] else row["operator"]
    place = f"{row['city']} (placed to the {row['location_precision']})" if row["city"] else "site not known"
    plan = row["production_planned_on"] if row["status"] != "production" else None
    end = f", production planned for {period(plan)}" if plan else ""
    makes = f"{fab_kind_label(row['kind'])}, {fab_status_label(row['status'])}"
    return f"{row['name']}: {makes}{end}. {who}. {place}."


def totals(rows: Sequence[Row]) -> str:
    """Return `21 in production and 8 being equipped`."""
    count = Counter(r["status"] for r in rows)
    return join_words(f"{count[s]} {fab_status_label(s)}" for s in LADDER if count[s])
