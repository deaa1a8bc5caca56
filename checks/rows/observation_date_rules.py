"""Rules on observations: periods, and the days on which a value was said, published, read and recorded."""

from typing import Any

import pandas as pd

from checks.rows.lookups import day_number, first_day, is_observed, last_day, of_metric, of_source
from checks.rows.predicates import Tables, flag, implements, messages_where
from checks.rulebook import Rule
from schemas.periods import period_end, period_start, precision


@implements("observations/period-precision-of-the-metric")
def period_precision_of_the_metric(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    allowed = of_metric(o, tables, "period_precision")
    given = o["period"].map(lambda p: precision(p or ""))
    wrong = pd.Series([g not in a for g, a in zip(given, allowed, strict=True)], index=o.index, dtype=bool)

    def describe(row: Any) -> str:
        takes = ", ".join(allowed[row.Index])
        return f"precision {given[row.Index]}, the metric takes {takes}"

    return messages_where(o, wrong, describe)


@implements("observations/period-runs-forward")
def period_runs_forward(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(first_day(o["period"]) > last_day(o["period"]))


@implements("observations/period-named-plainly")
def period_named_plainly(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which plain period the interval is."""

    def describe(row: Any) -> str:
        return f"is {_plain(row.period)}"

    return messages_where(o, o["period"].map(lambda p: bool(p and "/" in p and _plain(p))), describe)


def _plain(interval: str) -> str | None:
    """Return the year, half, quarter, month or day that an interval is, or None.

    >>> _plain("2025-01/2025-03"), _plain("2025-02/2025-04"), _plain("2025/2025")
    ('2025-Q1', None, '2025')
    """
    start, end = period_start(interval), period_end(interval)
    year, month = start.year, start.month
    names = [f"{year}", f"{year}-H{(month + 5) // 6}", f"{year}-Q{(month + 2) // 3}", f"{year}-{month:02}", f"{start}"]
    return next((n for n in names if (period_start(n), period_end(n)) == (start, end)), None)


@implements("observations/period-believable")
def period_believable(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    first, last = o["period"].str.slice(0, 4).astype("float64"), o["period"].str.split("/").str[-1].str.slice(0, 4)
    return flag((first < rule.bounds["earliest"].value) | (last.astype("float64") > rule.bounds["latest"].value))


@implements("observations/past-basis-not-of-the-future")
def past_basis_not_of_the_future(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(is_observed(o, tables) & (first_day(o["period"]) > last_day(o["as_of"])))


@implements("observations/plan-not-of-the-past")
def plan_not_of_the_past(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(~is_observed(o, tables) & (last_day(o["period"]) < first_day(o["as_of"])))


@implements("observations/as-of-not-in-the-future")
def as_of_not_in_the_future(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(first_day(o["as_of"]) > tables.today.toordinal())


@implements("observations/source-not-older-than-claim")
def source_not_older_than_claim(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Leave an as_of in the future to the rule about that."""
    published = of_source(o, tables, "published_on")
    spoken = first_day(o["as_of"])
    return messages_where(
        o,
        (last_day(published) < spoken) & (spoken <= tables.today.toordinal()),
        lambda row: f"the source is of {published[row.Index]}",
    )


@implements("observations/claim-not-after-reading")
def claim_not_after_reading(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    read, spoken = of_source(o, tables, "accessed_on"), first_day(o["as_of"])
    return messages_where(
        o,
        (spoken > day_number(read)) & (spoken <= tables.today.toordinal()),
        lambda row: f"the source was read on {read[row.Index]}",
    )


@implements("observations/recorded-after-it-was-said")
def recorded_after_it_was_said(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    spoken = first_day(o["as_of"])
    return flag((day_number(o["recorded_on"]) < spoken) & (spoken <= tables.today.toordinal()))


@implements("observations/recorded-not-in-the-future")
def recorded_not_in_the_future(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(day_number(o["recorded_on"]) > tables.today.toordinal())


@implements("observations/first-said-before-as-of")
def first_said_before_as_of(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(first_day(o["first_said_on"]) >= first_day(o["as_of"]))


@implements("observations/first-said-after-the-period")
def first_said_after_the_period(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(is_observed(o, tables) & (last_day(o["first_said_on"]) < first_day(o["period"])))
