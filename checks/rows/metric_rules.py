"""Rules on metrics and definitions: bounds, dimensions, precisions, names of units, families."""

from typing import Any

import pandas as pd

from checks.rows.predicates import Tables, flag, implements, messages_where
from checks.rulebook import Rule


@implements("metrics/minimum-below-maximum")
def minimum_below_maximum(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(m["minimum"] >= m["maximum"])


@implements("metrics/both-limits")
def both_limits(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(m["minimum"].isna() | m["maximum"].isna())


@implements("metrics/dimensions-required-or-optional")
def dimensions_required_or_optional(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    def both(row: Any) -> list[str]:
        return [d for d in row.dimensions if d in row.optional_dimensions]

    twice = pd.Series([bool(both(row)) for row in m.itertuples()], index=m.index, dtype=bool)
    return messages_where(m, twice, lambda row: " and ".join(both(row)))


@implements("metrics/some-dimension")
def some_dimension(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((m["dimensions"] + m["optional_dimensions"]).map(len) == 0)


@implements("metrics/specification-iff-without-period")
def specification_iff_without_period(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Allow other kinds to list “none” beside real precisions, for rows without a date."""
    timeless = m["period_precision"].map(lambda p: p == ["none"])
    return flag((m["kind"] == "specification") != timeless)


@implements("metrics/flow-over-a-period")
def flow_over_a_period(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Leave “none” on its own to specifications; the total of one plant’s project may go without a date."""
    project = m["dimensions"].map(lambda d: d == ["fab"])
    return flag((m["kind"] == "flow") & ~project & m["period_precision"].map(lambda p: "none" in p and len(p) > 1))


@implements("metrics/price-per-something")
def price_per_something(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((m["kind"] == "price") & ~m["unit"].str.contains(" per "))


@implements("metrics/share-within-a-hundred")
def share_within_a_hundred(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    share = m["metric_id"].str.contains(r"(?:^|-)share(?:$|-)") & ~m["metric_id"].str.startswith("share-price")
    least, most = rule.bounds["least"].value, rule.bounds["most"].value
    return flag(share & (m["unit"] == "%") & ((m["minimum"] < least) | (m["maximum"] > most)))


@implements("metrics/change-not-below-all")
def change_not_below_all(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    change = m["metric_id"].str.contains(r"-(?:change|growth)$")
    return flag(change & (m["unit"] == "%") & (m["minimum"] < rule.bounds["least"].value))


@implements("metrics/currency-of-its-name")
def currency_of_its_name(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Compare the currency at the end of the key with the one at the start of the unit."""
    named = m["metric_id"].str.extract(r"-(usd|cny)$", expand=False).str.upper()
    meant = m["unit"].str.extract(r"^(USD|CNY)\b", expand=False)
    return flag(named.fillna("") != meant.fillna(""))


@implements("metrics/family-exists")
def family_exists(m: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(m["definition_family"].notna() & ~m["definition_family"].isin(tables["definitions"]["family"]))


@implements("definitions/family-in-use")
def family_in_use(d: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(~d["family"].isin(tables["metrics"]["definition_family"].dropna()))
