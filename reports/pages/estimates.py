"""Sentences and tables on the model's figures, for the page Trajectory.

Everything is built from queries, so that it stays true when the inputs change; shares are in %, as Markdown is escaped.
"""

from reports.charts.banks import amount
from reports.pages.published import published_share
from reports.query import Row, query
from reports.text.markdown import escape
from reports.text.numbers import joined, number, probability
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


def left_over(row: Row) -> str:
    """What is left of a stock and for how many months it lasts, as a part of a sentence. Escaped."""
    months = round(12 * row["years_left"]) if row["years_left"] else 0
    pace = f", enough for about {months} months at that year’s pace" if months else ""
    return escape(f"{row['bank']}, {amount(row)}{pace}")


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
