"""Cells of the estimate, for the pages that speak of single ones."""

from reports.query import Row, query
from reports.text.language import ENGLISH
from reports.text.markdown import escape
from reports.text.values import modelled

CELLS = "select * from self_sufficiency where year = ? and tier = 'all' and metric = ? and ratio = ?"


def cells(year: int, metric: str = "units", ratio: str = "sales") -> dict[str, Row]:
    """Return the cells of one year, all tiers, by definition."""
    return {r["definition_id"]: r for r in query(CELLS, year, metric, ratio)}


def share(row: Row | None, language: str = ENGLISH) -> str:
    """Return median and interval, or that there is none. Escaped."""
    return escape(modelled(row).text(language)) if row else ""
