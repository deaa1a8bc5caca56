"""The trajectory: shares year by year, how likely high ones are, what is scarce, and what others forecast.

Everything follows from queries, so that it stays true when the inputs of the model change.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reports.charts.banks import amount, banks
from reports.charts.base import Chart
from reports.charts.bindings import bindings
from reports.charts.forecasts import SQL as FORECASTS
from reports.charts.forecasts import forecasts, share_text
from reports.charts.heat import METRICS, heat
from reports.charts.sales_demand import sales_demand
from reports.charts.trajectory_lines import EVENTS, trajectory
from reports.pages.estimates import cells, share
from reports.pages.likelihood import Likelihood, likelihood
from reports.pages.published import last_full_year, published_share
from reports.pages.scenarios import (
    WITHOUT_SMUGGLED,
    InUse,
    Mixture,
    growth,
    in_use,
    mixture,
    share_in,
    year_with_status,
)
from reports.query import Row, query
from reports.text.dates import month
from reports.text.labels import basis_label, rung_name, tier_name
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Key, Markdown, escape, link, sortable, table
from reports.text.numbers import number

LAST_PROJECTED = "select max(year) as year from self_sufficiency where status = 'projection'"
# The rungs above the brand alone of which a year is estimable.
BY_YEAR = """
select year, status, definition_id, rung, low, median, high
from self_sufficiency
where tier = 'all' and ratio = 'sales' and metric = 'units' and rung > 0
qualify count(median) over (partition by definition_id) > 0
order by year, rung
"""
STOCKS = """
select bank, p05 as low, p50 as median, p95 as high, years_left
from banks
where year = ?
order by bank
"""
EVERY_CELL = """
select tier, t.position, ratio, definition_id, rung, metric, low, median, high, status
from self_sufficiency
join tiers t on t.tier_id = tier
where year = ? and median is not null
order by t.position, ratio = 'demand', rung, metric
"""


@dataclass(frozen=True)
class Shares:
    """The shares of one year by units: of Chinese design, with the die made there too, with the memory too."""

    year: int
    design: Markdown
    die: Markdown
    memory: Markdown


@dataclass(frozen=True)
class Published:
    """A published Chinese-designed share of sales, where it lies by our interval, and ours; `without_smuggled` is ours
    if smuggled accelerators are left out of what was sold."""

    claimant: Markdown
    share: Markdown
    place: Markdown
    ours: Markdown
    without_smuggled: Markdown


@dataclass(frozen=True)
class Drawn:
    """The charts of the page."""

    trajectory: Chart
    bindings: Chart
    banks: Chart
    sales_demand: Chart
    heat: Chart
    forecasts: Chart


@dataclass(frozen=True)
class Trajectory:
    """What the page shows."""

    last: Shares
    nowcast: Shares
    nowcast_by_value: Markdown
    projection: Shares
    charts: Drawn
    by_year: Markdown
    events: Markdown
    likely: Likelihood
    stocks: Markdown
    by_units: Published
    by_value: Published
    every_cell: Markdown
    forecasts: Markdown
    states: Mixture
    states_last: Mixture
    growth: Markdown
    in_use: InUse


def trajectory_page(language: str = ENGLISH) -> Trajectory:
    """Return what the page shows."""
    last, end = last_full_year(), query(LAST_PROJECTED)[0]["year"]
    years = by_year()
    return Trajectory(
        shares(last, language),
        shares(last + 1, language),
        Markdown(share(cells(last + 1, "value")["d1"], language)),
        shares(end, language),
        drawn(last, language),
        by_year_table(years, language),
        events(min(years), max(years), language),
        likelihood(language),
        stocks(last, language),
        compare_with_published("units", last, language),
        compare_with_published("value", last, language),
        every_cell(last, language),
        forecast_table(language),
        mixture(last + 1, language),
        mixture(end, language),
        growth(language),
        in_use(last, language),
    )


def drawn(year: int, language: str = ENGLISH) -> Drawn:
    """Return the charts; the table of colours of `year` is there in English alone."""
    return Drawn(
        trajectory(language),
        bindings(language),
        banks(language),
        sales_demand(language),
        heat(year),
        forecasts(language),
    )


def shares(year: int, language: str = ENGLISH) -> Shares:
    """Return the shares of a year that the first sentences name."""
    row = cells(year)
    return Shares(year, *(Markdown(share(row[definition], language)) for definition in ("d1", "d2", "d3")))


def by_year() -> dict[int, dict[str, Row]]:
    """Return the cells of each year by definition, the rungs in their order; units of sales."""
    years: dict[int, dict[str, Row]] = {}
    for row in query(BY_YEAR):
        years.setdefault(row["year"], {})[row["definition_id"]] = row
    return years


def by_year_table(years: dict[int, dict[str, Row]], language: str = ENGLISH) -> Markdown:
    """Return a row for each year, a column for each rung; years that are not estimates say what they are."""

    def year(row: Row) -> str:
        first: Row = next(iter(row.values()))
        return escape(year_with_status(first["year"], first["status"], language))

    def rung(definition: str) -> Callable[[Row], str]:
        return lambda row: share(row.get(definition), language)

    rungs = dict.fromkeys(definition for row in years.values() for definition in row)
    columns: dict[str, str | Cell] = {words(language)["column.year"]: year}
    columns |= {escape(rung_name(d, language)): rung(d) for d in rungs}
    return Markdown(table(list(years.values()), columns))


def events(first: int, last: int, language: str = ENGLISH) -> Markdown:
    """Return the rules that the chart marks, with their sources."""
    known = words(language)
    columns: dict[str, str | Cell] = {
        known["column.when"]: "happened_on",
        known["column.what"]: "title",
        known["column.source"]: lambda r: link(r["publisher"], r["url"]),
    }
    return Markdown(table(query(EVENTS, first, last), columns))


def stocks(year: int, language: str = ENGLISH) -> Markdown:
    """Return what is left of each stock of foreign parts, and for how many months, as a list in a sentence."""
    return Markdown("; ".join(stock_text(row, language) for row in query(STOCKS, year)))


def stock_text(row: Row, language: str = ENGLISH) -> str:
    """Write what is left of a stock and, if it is not nothing, for how many months it lasts."""
    months = round(12 * row["years_left"]) if row["years_left"] else 0
    key = "trajectory.left-for-months" if months else "trajectory.left"
    return escape(words(language).fill(key, bank=row["bank"], amount=amount(row, language), months=months))


def compare_with_published(measure: str, year: int, language: str = ENGLISH) -> Published:
    """Return the published Chinese-designed share of the year beside the model’s."""
    row, found = cells(year, measure)["d1"], published_share(measure, str(year))
    inside = row["low"] <= found.share <= row["high"]
    place = "inside" if inside else "above" if found.share > row["high"] else "below"
    return Published(
        Markdown(escape(found.claimant)),
        Markdown(escape(number(found.share))),
        Markdown(words(language)[f"trajectory.{place}"]),
        Markdown(share(row, language)),
        Markdown(escape(share_in(WITHOUT_SMUGGLED, year, "d1", measure).text(language))),
    )


def every_cell(year: int, language: str = ENGLISH) -> Markdown:
    """Return the shares of a year by tier, ratio and definition, with a column for each metric."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in query(EVERY_CELL, year):
        key = (row["tier"], row["ratio"], row["definition_id"])
        found.setdefault(key, dict(zip(("tier", "ratio", "definition_id"), key, strict=True)))[row["metric"]] = row

    def measured(metric: str) -> Callable[[Row], str]:
        return lambda row: share(row.get(metric))

    columns: dict[str, str | Cell] = {
        "Definition": lambda r: escape(rung_name(r["definition_id"], language)),
        "Class": lambda r: escape(tier_name(r["tier"], language)),
        "Share of": "ratio",
    }
    columns |= {name[0].upper() + name[1:]: measured(metric) for metric, name in METRICS.items()}
    keys: dict[str, str | Key] = {name[0].upper() + name[1:]: measured_key(metric) for metric, name in METRICS.items()}
    return Markdown(sortable(table(list(found.values()), columns, keys=keys), "Class;Share of;Definition"))


def measured_key(metric: str) -> Key:
    """Return what the cells of a metric sort by: the median."""
    return lambda row: row[metric]["median"] if metric in row else None


def forecast_table(language: str = ENGLISH) -> Markdown:
    """Return what the chart of forecasts shows as a table that readers can sort and filter."""
    columns: dict[str, str | Cell] = {
        "Analyst": lambda r: link(r["claimant"], r["url"]),
        "For": "period",
        "Figure": lambda r: escape(share_text(r, language)),
        "Said": lambda r: escape(f"{month(r['as_of'], language)}, {basis_label(r['basis'], language)}"),
        "Measure": "measure",
    }
    keys: dict[str, str | Key] = {"Figure": "share", "Said": "as_of"}
    return Markdown(sortable(table(query(FORECASTS), columns, right=["Figure"], keys=keys), "Analyst;For;Measure"))
