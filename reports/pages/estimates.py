"""Sentences and tables on the model's figures, for the pages Trajectory and Method.

Everything is built from queries, so that it stays true when the inputs change; shares are in %, as Markdown is escaped.
"""

import re
from collections.abc import Sequence

from reports.query import Row, query
from reports.text.markdown import escape
from reports.text.numbers import number, percent
from reports.text.values import Value, modelled


def cells(year: int, metric: str = "units", ratio: str = "sales") -> dict[str, Row]:
    """The cells of one year, all tiers, by definition."""
    rows = query(
        "select * from self_sufficiency where year = ? and tier = 'all' and metric = ? and ratio = ?",
        year,
        metric,
        ratio,
    )
    return {r["definition_id"]: r for r in rows}


def share(row: Row | None) -> str:
    """Median and interval, or that there is none. Escaped."""
    return escape(modelled(row).text()) if row else ""


def inputs() -> list[Row]:
    """Every input of the model with the pages behind it, each with publisher and url."""
    return query(
        """select a.*, i.family_id, f.name as family,
          list({'publisher': s.publisher, 'url': s.url} order by s.publisher, s.source_id)
          filter (s.source_id is not null) as pages
        from assumptions a
        join inputs i using (input_id)
        join inputs f on f.input_id = coalesce(i.family_id, i.input_id)
        left join assumptions_sources using (assumption_id)
        left join sources s using (source_id)
        group by all order by a.assumption_id"""
    )


def ends(row: Row) -> str:
    """`5,000 – 7,000 – 15,000 wafers per month`, or the one value; and the probability of nothing at all. Escaped."""
    scale, unit = (100, "%") if row["unit"] == "share" else (1, row["unit"])
    values = [number(scale * row[k], 4) if scale > 1 else number(row[k])
              for k in ("low", "central", "high") if row[k] is not None]  # fmt: skip
    text = f"{' – '.join(values)} {unit}"
    if row["zero_probability"]:
        text += f"; nothing at all with {percent(100 * row['zero_probability'])} %"
    return escape(text)


def plain(note: str) -> str:
    """Return a note of the model with the names of inputs in words. Escaped."""
    names = {r["input_id"]: r["name"] for r in query("select input_id, name from inputs")}
    return escape(re.sub(r"[a-z0-9]+(-[a-z0-9]+)+", lambda m: f"“{names[m[0]]}”" if m[0] in names else m[0], note))


def houses() -> list[Row]:
    """One row a house: its forecasts that can be held against a figure, how far off, and how often its range held."""
    return query(
        """select claimant, count(*) as forecasts, median(abs(log_ratio)) as miss, exp(miss) as factor,
          count(in_range) as ranges, count(*) filter (in_range) as hits
        from forecast_scores group by claimant order by forecasts desc, miss, claimant"""
    )


def range_(row: Row) -> str:
    """Low to high of a forecast, or nothing. Escaped."""
    return escape(Value(None, row["forecast_low"], row["forecast_high"]).range())


def basis_counts() -> dict[str, int]:
    """How many inputs are sourced, calculated and assumed."""
    rows = query("select basis, count(*) as n from assumptions group by basis order by basis")
    return {r["basis"]: r["n"] for r in rows}


def set_blind() -> dict[str, int]:
    """Count the inputs that were set without knowing the result, and those of these that rest on figures of a house
    that also publishes the share."""
    rows = query("select count(*) as blind, count(related_house_id) as related from assumptions where set_blind")
    return {key: int(n) for key, n in rows[0].items()}


def spread(rows: Sequence[Row]) -> str:
    """`20 to 60 %` over published figures that are not set aside. Escaped."""
    shown = [r for r in rows if r["rank"] != "deprecated"]
    values = [v for r in shown for v in (r["central"], r["value_low"], r["value_high"]) if v is not None]
    unit = shown[0]["unit"]
    low, high = (number(v) for v in (min(values), max(values)))
    return escape(f"{low} to {high} {unit}")
