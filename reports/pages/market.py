"""The page on the market: published shares, counts, prices, imports and spending side by side, none averaged."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reports.charts.base import Chart
from reports.charts.market_shares import market_shares
from reports.charts.nvidia_china import nvidia_china
from reports.charts.prices import prices
from reports.charts.shipments_time import shipments_time
from reports.charts.shipments_vendors import shipments_vendors
from reports.pages.published import (
    basis,
    claimant_link,
    figures,
    figures_table,
    last_full_year,
    period_text,
    published_share,
    subject_text,
)
from reports.query import Row, query
from reports.text.addresses import thing
from reports.text.labels import basis_label
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, escape, table
from reports.text.numbers import join_words, number
from reports.text.values import Value

NVIDIA = """
select measure, share, claimant
from market_share
where region_id = 'cn' and period = ? and firm_id = 'nvidia' and chip_id is null and rank = 'preferred'
  and measure in ('units', 'value')
order by measure
"""
SUPPLY_TO_DEMAND = """
select period, ratio, supply, demand, claimant_id, claimant, as_of, url, basis
from supply_to_demand
where region_id = 'cn'
order by period, as_of desc, claimant
"""
BUYERS = {"buyer", "cloud"}  # roles of firms
SELLERS_OF_TOOLS = {"equipment"}


@dataclass(frozen=True)
class PreferredShare:
    """The preferred figure of a share, the house that it comes from, and its basis."""

    figure: Markdown
    house: Markdown
    basis: Markdown


@dataclass(frozen=True)
class Charts:
    """The charts of the page."""

    shares: Chart
    vendors: Chart
    over_time: Chart
    prices: Chart
    nvidia: Chart


@dataclass(frozen=True)
class Shares:
    """Every published share of the Chinese market, by what it is a share of."""

    units: Markdown
    value: Markdown
    unspecified: Markdown
    others: Markdown


@dataclass(frozen=True)
class Tables:
    """The tables of published figures, one a subject."""

    supply_to_demand: Markdown
    sizes: Markdown
    prices: Markdown
    price_changes: Markdown
    sales_to_china: Markdown
    charges: Markdown
    trade: Markdown
    memory: Markdown
    smuggling: Markdown
    orders: Markdown
    order_values: Markdown
    spending: Markdown
    choices: Markdown
    units: Markdown


@dataclass(frozen=True)
class Market:
    """What the page on the market shows; `nvidia` is a sentence, or empty if no share of NVIDIA’s is on record."""

    year: int
    next_year: int
    units: PreferredShare
    value: PreferredShare
    nvidia: Markdown
    charts: Charts
    tables: Tables
    shares: Shares


def market() -> Market:
    """Return what the page on the market shows."""
    year = last_full_year()
    units, value = (preferred_share(measure, str(year)) for measure in ("units", "value"))
    charts = Charts(market_shares(str(year)), shipments_vendors(str(year)), shipments_time(), prices(), nvidia_china())
    return Market(year, year + 1, units, value, nvidia_shares(str(year)), charts, _tables(), _shares())


def preferred_share(measure: str, year: str) -> PreferredShare:
    """Return the preferred share of Chinese-designed chips. Raises LookupError if there is none."""
    found = published_share(measure, year)
    return PreferredShare(
        Value(found.share, unit="%").markdown(),
        Markdown(escape(found.claimant)),
        Markdown(escape(basis_label(found.basis))),
    )


def nvidia_shares(year: str) -> Markdown:
    """Return a sentence with NVIDIA’s preferred shares; nothing if there are none."""
    shares = [
        words().fill(f"market.by-{r['measure']}", share=Value(r["share"], unit="%").text(), house=escape(r["claimant"]))
        for r in query(NVIDIA, year)
    ]
    return Markdown(words().fill("market.nvidia", shares=join_words(shares)) if shares else "")


def _tables() -> Tables:
    orders = figures("orders")
    return Tables(
        supply_to_demand=supply_to_demand(),
        sizes=figures_table(
            figures("market-size", region="cn"), {"Period": period_text, "What": scope}, filters="Period", paper=False
        ),
        prices=figures_table(
            figures("price"),
            {"Chip": subject_text, "Period": period_text, "Kind": "definition"},
            filters="Chip;Kind",
            paper=False,
        ),
        price_changes=figures_table(figures("price-change"), {"Chip": subject_text, "When": period_text}, "Change, %"),
        sales_to_china=figures_table(
            figures(metric="china-revenue-usd"),
            {"Whose sales": subject_text, "Period": period_text},
            "USD bn",
            paper=False,
        ),
        charges=figures_table(figures("control-cost"), {"Chip": subject_text, "Period": period_text}, "USD bn"),
        trade=figures_table(
            [r for r in figures("trade") if is_whole_year(r)],
            {"Year": "period", "What": "metric"},
            filters="What",
            paper=False,
        ),
        memory=figures_table(figures(metric="hbm-stack-imports"), {"Made by": maker, "Period": period_text}, "Stacks"),
        smuggling=figures_table(figures("smuggling"), {"What": "metric", "Period": period_text}),
        orders=_orders([r for r in orders if r["metric_id"] == "chip-orders"], "Units"),
        order_values=_orders([r for r in orders if r["metric_id"] != "chip-orders" and not is_tool_maker(r)]),
        spending=figures_table(
            [r for r in figures("capex") if is_about_buyers(r)],
            {"Buyer": subject_text, "Period": period_text, "What": "metric"},
            filters="Buyer",
            paper=False,
        ),
        choices=figures_table(
            figures("buyers"), {"Buyer or supplier": subject_text, "Period": period_text, "What": "metric"}, "%"
        ),
        units=figures_table(
            figures("shipments", "inventory"),
            {"Period": period_text, "Whose chips": vendor, "What": "metric"},
            "Units",
            filters="What;Whose chips",
            paper=False,
        ),
    )


def _orders(rows: Sequence[Row], heading: str = "") -> Markdown:
    return figures_table(
        rows, {"Chip or firm": subject_text, "Period": period_text}, heading, filters="Chip or firm", paper=False
    )


def _shares() -> Shares:
    rows = figures("share", region="cn")
    shown = ("chip-unit-share", "chip-value-share", "chip-share-unspecified")
    units, value, unspecified = (
        figures_table(
            [r for r in rows if r["metric_id"] == metric],
            {"Period": period_text, "Vendor": vendor},
            "Share, %",
            filters="Period;Vendor",
            paper=False,
        )
        for metric in shown
    )
    others = [r for r in rows if r["metric_id"] not in shown]
    columns: dict[str, str | Cell] = {"Period": period_text, "Vendor": vendor, "What": "metric"}
    return Shares(units, value, unspecified, figures_table(others, columns, "Share, %"))


def supply_to_demand() -> Markdown:
    """Return the table of supply over demand, each from one house’s two figures of the same day."""
    return Markdown(
        table(
            query(SUPPLY_TO_DEMAND),
            {
                "Period": period_text,
                "Supply over demand": lambda r: escape(
                    Value(r["ratio"], unit="%", write=partial(number, digits=3)).text()
                ),
                "Chinese supply, USD bn": "supply",
                "Demand, USD bn": "demand",
                "Whose figures": claimant_link,
                "Basis": basis,
            },
            right=["Supply over demand", "Chinese supply, USD bn", "Demand, USD bn"],
        )
    )


def scope(row: Row) -> str:
    """Return what a figure of the market measures, and of whom if not of all sellers. Escaped."""
    of = row["subject"] if row["firm_id"] or row["chip_id"] else ""
    which = row["definition"] if row["definition_id"] != "one-vendor" else ""
    return escape(", ".join(part for part in (row["metric"], of, which) if part))


def vendor(row: Row) -> str:
    """Return whose chips a figure counts: the chip, the firm, or the group that its definition names. Escaped."""
    one = row["firm_id"] or row["chip_id"] or not row["definition"]
    return escape(row["subject"] if one else row["definition"])


def maker(row: Row) -> str:
    """Return the firm that made what was imported. Linked."""
    return thing(row["firm"], "firms", row["firm_id"]) if row["firm_id"] else "all foreign makers"


def is_whole_year(row: Row) -> bool:
    """Return whether the period of the figure is written as a year."""
    return bool(row["period"] == str(row["starts_on"].year))


def is_tool_maker(row: Row) -> bool:
    """Return whether the figure is about a maker of chip tools: what is ordered from it is not a chip."""
    return not SELLERS_OF_TOOLS.isdisjoint(row["roles"] or ())


def is_about_buyers(row: Row) -> bool:
    """Return whether the figure is about a firm that buys accelerators, or about all in mainland China."""
    if row["firm_id"] is None:
        return bool(row["region_id"] == "cn")
    return not BUYERS.isdisjoint(row["roles"] or ())
