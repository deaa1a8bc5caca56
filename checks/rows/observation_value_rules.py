"""Rules on observations: values, ranges, their units and what a metric allows."""

from typing import Any

import pandas as pd

from checks.rows.lookups import interval_iff_ends, of_metric
from checks.rows.predicates import Tables, flag, implements, messages_where
from checks.rulebook import Rule
from schemas.vocabulary import CELL, SERIES, VALUES

WHOLE = {"units", "dies", "stacks", "packages", "cores", "fabs", "tools", "accelerators", "wafers", "wafers per month"}


@implements("observations/range-ordered")
def range_ordered(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which pair is out of order, with the numbers."""
    pairs = (("value_low", "value"), ("value", "value_high"), ("value_low", "value_high"))

    def describe(row: Any) -> str:
        low, high = next((a, b) for a, b in pairs if getattr(row, a) > getattr(row, b))
        return f"{low} {getattr(row, low):.15g} is above {high} {getattr(row, high):.15g}"

    return messages_where(o, sum((o[a] > o[b] for a, b in pairs), start=pd.Series(False, index=o.index)) > 0, describe)


@implements("observations/both-ends-or-neither")
def both_ends_or_neither(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(o["value_low"].isna() != o["value_high"].isna())


@implements("observations/value-or-range")
def value_or_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(o["value"].isna() & o["value_low"].isna() & o["value_high"].isna())


@implements("observations/interval-iff-range")
def interval_iff_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return interval_iff_ends(o, "value_low", "value_high", "a range", "its")


@implements("observations/bound-or-range")
def bound_or_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(o["bound"].notna() & o["value_low"].notna() & o["value_high"].notna())


@implements("observations/unit-of-the-metric")
def unit_of_the_metric(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    unit = of_metric(o, tables, "unit")
    return messages_where(o, o["unit"] != unit, lambda row: f"the metric’s is “{unit[row.Index]}”")


@implements("observations/value-in-the-metric-range")
def value_in_the_metric_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    minimum, maximum = of_metric(o, tables, "minimum"), of_metric(o, tables, "maximum")
    ends = o[list(VALUES)]
    wrong = (ends.min(axis=1) < minimum) | (ends.max(axis=1) > maximum)

    def describe(row: Any) -> str:
        low, high = minimum[row.Index], maximum[row.Index]
        name = next(n for n in VALUES if getattr(row, n) < low or getattr(row, n) > high)
        return f"{name} {getattr(row, name):.15g} is not within {low:.15g} to {high:.15g}"

    return messages_where(o, wrong, describe)


@implements("observations/counts-whole")
def counts_whole(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    broken = (o[list(VALUES)] % 1 > 0).any(axis=1) & o["unit"].isin(WHOLE)

    def describe(row: Any) -> str:
        return f"{next(getattr(row, n) for n in VALUES if getattr(row, n) % 1 > 0):.15g} {row.unit} is no whole number"

    return messages_where(o, broken, describe)


@implements("observations/percent-not-a-fraction")
def percent_not_a_fraction(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Find shares below one per cent next to a rival, or another period, that is many times as large."""
    shares = o[(o["unit"] == "%") & (o["value"] > 0)]
    series = [c for c in CELL if c != "period"]
    largest = shares.groupby(series, dropna=False)["value"].transform("max").reindex(o.index)
    small = (o["unit"] == "%") & (o["value"] > 0) & (o["value"] < 1)
    return flag(small & (largest > rule.bounds["jump"].value * o["value"]))


@implements("observations/far-from-its-series")
def far_from_its_series(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which number it is, value or end of a range, and the median of the series; what is zero or below, and what is
    withdrawn, is left out."""
    central = o["value"].fillna((o["value_low"] + o["value_high"]) / 2)
    central = central.where((central > 0) & (o["rank"] != "deprecated"))
    groups = o.assign(central=central).groupby(list(SERIES), dropna=False)["central"]
    median, count, times = groups.transform("median"), groups.transform("count"), rule.bounds["times"].value
    many = (count >= rule.bounds["least"].value) & (o["rank"] != "deprecated")
    ends = o[list(VALUES)].where(o[list(VALUES)] > 0)
    far = ends.ge(times * median, axis=0) | ends.rdiv(median, axis=0).ge(times)

    def describe(row: Any) -> str:
        name = next(name for name in VALUES if far.at[row.Index, name])
        return f"{name} {getattr(row, name):.15g} {row.unit}, while the median of the series is {median[row.Index]:.6g}"

    return messages_where(o, far.any(axis=1) & many, describe)
