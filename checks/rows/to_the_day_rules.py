"""Rules on dates that are known to the month or year only, beside a page that shows the day."""

import pandas as pd

from checks.rows.lookups import actors_by_name, first_day, last_day, of_source
from checks.rows.predicates import Tables, implements, messages_where
from checks.rulebook import Rule

DATED_BY_THE_REPORT = ["statement", "measurement", "plan"]  # such evidence is dated by the report


def _day_of_the_page(rows: pd.DataFrame, column: str, tables: Tables) -> "pd.Series":
    """Return when the page was published, where that is closer than the date in the column and lies within it."""
    published = of_source(rows, tables, "published_on")
    first, last = first_day(rows[column]), last_day(rows[column])
    page_first, page_last = first_day(published), last_day(published)
    closer = (first <= page_first) & (page_last <= last) & (page_last - page_first < last - first)
    return published.where(closer, None)


def _on_its_own_page(rows: pd.DataFrame, tables: Tables) -> "pd.Series":
    """Tell which rows were read on a page of the claimant, or of the body for which the claimant speaks."""
    publisher = of_source(rows, tables, "publisher").map(lambda p: str(p).casefold()).map(actors_by_name(tables))
    body = rows["claimant_id"].map(tables.column("actors", "actor_id", "speaks_for_id"))
    own = (publisher == rows["claimant_id"]) | (publisher.notna() & (publisher == body))
    return own & of_source(rows, tables, "original_publisher").isna()


def _said(rows: pd.DataFrame, column: str, tables: Tables) -> "pd.Series":
    day = _day_of_the_page(rows, column, tables)
    return messages_where(rows, _on_its_own_page(rows, tables) & day.notna(), lambda row: str(day[row.Index]))


@implements("observations/as-of-to-the-day")
def as_of_to_the_day(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _said(o, "as_of", tables)


@implements("targets/said-to-the-day")
def said_to_the_day(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _said(t, "said_on", tables)


@implements("outcomes/reported-to-the-day")
def reported_to_the_day(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Pass over what was sold, shown or not found: that happened on another day than the report."""
    day = _day_of_the_page(x, "happened_on", tables)
    return messages_where(x, x["evidence"].isin(DATED_BY_THE_REPORT) & day.notna(), lambda row: str(day[row.Index]))
