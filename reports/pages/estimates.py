"""Sentences and tables on the model's figures, for the pages Trajectory and Method.

Everything is built from queries, so that it stays true when the inputs change; shares are in %, as Markdown is escaped.
"""

import re
from collections.abc import Sequence

from reports.charts.banks import amount
from reports.pages.published import published_share
from reports.query import Row, query
from reports.text.markdown import escape
from reports.text.numbers import joined, number, percent, probability
from reports.text.values import Value, modelled

SHOWN = ("d1", "d2", "d3")


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


def standfirst(year: int) -> str:
    """The finding in three sentences: last full year, nowcast, last year of the projection."""
    end = query("select max(year) as year from self_sufficiency where status = 'projection'")[0]["year"]
    now = cells(year)
    later = [joined([share(cells(y)[d]) for d in SHOWN]) for y in (year + 1, end)]
    return (
        f"Of the AI accelerators bought in mainland China in {year}, an estimated **{share(now['d1'])}** by units were "
        f"of Chinese design; **{share(now['d2'])}** also had their die made there, and **{share(now['d3'])}** their "
        "memory too. Each figure is a median, with its 90 % interval in brackets.\n\n"
        f"In the same order, the nowcast for {year + 1} is {later[0]}. The projection for {end} is {later[1]}: what "
        "could be made, not what will be bought."
    )


def by_year() -> list[Row]:
    """One row a year: status, and the cell of each definition under its code; units of sales."""
    rows = query(
        """select year, status, definition_id, low, median, high from self_sufficiency
        where tier = 'all' and ratio = 'sales' and metric = 'units' and definition_id in ('d1', 'd2', 'd3', 'd4')
        order by year, definition_id"""
    )
    years: dict[int, Row] = {}
    for r in rows:
        years.setdefault(r["year"], {"year": str(r["year"]), "status": r["status"]})[r["definition_id"]] = r
    return list(years.values())


def against_published(year: int) -> str:
    """The model's D1 beside the published shares of the year, by units and by value, and where they lie."""
    texts = []
    for measure in ("units", "value"):
        row, said = cells(year, measure)["d1"], published_share(measure, str(year))
        inside = row["low"] <= said.share <= row["high"]
        place = "inside" if inside else "above" if said.share > row["high"] else "below"
        texts.append(
            f"by {measure} {escape(said.claimant)} published **{escape(number(said.share))} %**, which lies {place} "
            f"our {share(row)}"
        )
    return f"Chinese-designed share of sales in {year}: {texts[0]}; {texts[1]}."


def reached(metric: str) -> list[Row]:
    """One row per definition and year with the probability of each level; what is not estimable at all is one row."""
    rows = query(
        """select definition_id, by_year, status, rests_on, list([level, probability] order by level) as levels
        from trajectories where metric = ? and definition_id <> 'd0' group by all order by definition_id, by_year""",
        metric,
    )
    open_years = {r["by_year"] for r in rows if r["status"] != "not-estimable"}
    found = []
    for definition in dict.fromkeys(r["definition_id"] for r in rows):
        group = [r for r in rows if r["definition_id"] == definition and r["by_year"] in open_years]
        if all(r["status"] == "not-estimable" for r in group):
            group = [group[0] | {"by_year": f"{min(open_years)} to {max(open_years)}"}]
        found += [r | {"by_year": str(r["by_year"])} for r in group]
    return found


def never_reached() -> str:
    """The years for which no probability is given, with the reason."""
    rows = query(
        """select by_year, any_value(rests_on order by rests_on) as reason from trajectories group by by_year
        having bool_and(status = 'not-estimable') order by by_year"""
    )
    return " ".join(f"For {r['by_year']} it is not estimable: {escape(_lower(r['reason']))}" for r in rows)


def rests_on() -> str:
    """What the probabilities of each definition rest on, or why there are none, as items of a list."""
    rows = query(
        """select rests_on, list(distinct upper(definition_id) order by upper(definition_id)) as definitions
        from trajectories where definition_id <> 'd0' and by_year in (
          select by_year from trajectories where status <> 'not-estimable')
        group by rests_on order by definitions"""
    )
    return "\n".join(f"- {joined(r['definitions'])}: {escape(_lower(r['rests_on']))}" for r in rows) + "\n"


def every_cell(year: int) -> list[Row]:
    """One row per tier, ratio and definition of a year, the cell of each metric under its name."""
    rows = query(
        """select * from self_sufficiency where year = ? and median is not null
        order by tier = 'all', ratio = 'demand', definition_id, metric""",
        year,
    )
    found: dict[tuple[str, ...], Row] = {}
    for r in rows:
        key = (r["tier"], r["ratio"], r["definition_id"])
        found.setdefault(key, {k: r[k] for k in ("tier", "ratio", "definition_id")})[r["metric"]] = r
    return list(found.values())


def levels() -> list[float]:
    """The levels for which there are probabilities."""
    return [r["level"] for r in query("select distinct level from trajectories order by level")]


def probable(share: float | None) -> str:
    """A probability in words.

    >>> probable(None), probable(0.0231)
    ('not estimable', '2 %')
    """
    return Value(None).text() if share is None else probability(share)


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


def left_over(row: Row) -> str:
    """What is left of a stock and for how many months it lasts, as a part of a sentence. Escaped."""
    months = round(12 * row["years_left"]) if row["years_left"] else 0
    pace = f", enough for about {months} months at that year’s pace" if months else ""
    return escape(f"{row['bank']}, {amount(row)}{pace}")


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


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
