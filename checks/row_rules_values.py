"""Rules on observations: values, ranges, their units and what a metric allows."""

from typing import Any

import pandas as pd

from checks.row_tools import explain, interval_iff_ends, of_metric
from checks.rows import Tables, implements
from checks.rulebook import Rule
from schemas.vocabulary import CELL, VALUES

WHOLE = {"units", "dies", "stacks", "packages", "cores", "fabs", "tools", "accelerators", "wafers", "wafers per month"}


@implements("observations/range-ordered")
def range_ordered(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Says which pair is out of order, with the numbers."""
    pairs = (("value_low", "value"), ("value", "value_high"), ("value_low", "value_high"))

    def words(row: Any) -> str:
        low, high = next((a, b) for a, b in pairs if getattr(row, a) > getattr(row, b))
        return f"{low} {getattr(row, low):.15g} is above {high} {getattr(row, high):.15g}"

    return explain(o, sum((o[a] > o[b] for a, b in pairs), start=pd.Series(False, index=o.index)) > 0, words)


@implements("observations/both-ends-or-neither")
def both_ends_or_neither(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return o["value_low"].isna() != o["value_high"].isna()


@implements("observations/value-or-range")
def value_or_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return o["value"].isna() & o["value_low"].isna() & o["value_high"].isna()


@implements("observations/interval-iff-range")
def interval_iff_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return interval_iff_ends(o, "value_low", "value_high", "a range", "its")


@implements("observations/bound-or-range")
def bound_or_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return o["bound"].notna() & o["value_low"].notna() & o["value_high"].notna()


@implements("observations/unit-of-the-metric")
def unit_of_the_metric(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    unit = of_metric(o, tables, "unit")
    return explain(o, o["unit"] != unit, lambda row: f"the metric’s is “{unit[row.Index]}”")


@implements("observations/value-in-the-metric-range")
def value_in_the_metric_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    minimum, maximum = of_metric(o, tables, "minimum"), of_metric(o, tables, "maximum")
    ends = o[list(VALUES)]
    wrong = (ends.min(axis=1) < minimum) | (ends.max(axis=1) > maximum)

    def words(row: Any) -> str:
        low, high = minimum[row.Index], maximum[row.Index]
        name = next(n for n in VALUES if getattr(row, n) < low or getattr(row, n) > high)
        return f"{name} {getattr(row, name):.15g} is not within {low:.15g} to {high:.15g}"

    return explain(o, wrong, words)


@implements("observations/counts-whole")
def counts_whole(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    broken = (o[list(VALUES)] % 1 > 0).any(axis=1) & o["unit"].isin(WHOLE)

    def words(row: Any) -> str:
        return f"{next(getattr(row, n) for n in VALUES if getattr(row, n) % 1 > 0):.15g} {row.unit} is no whole number"

    return explain(o, broken, words)


@implements("observations/percent-not-a-fraction")
def percent_not_a_fraction(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """A share below one per cent beside a rival or a neighbour in time more than 20 times as large."""
    shares = o[(o["unit"] == "%") & (o["value"] > 0)]
    series = [c for c in CELL if c != "period"]
    largest = shares.groupby(series, dropna=False)["value"].transform("max").reindex(o.index)
    return (o["unit"] == "%") & (o["value"] > 0) & (o["value"] < 1) & (largest > rule.bounds["jump"].value * o["value"])
