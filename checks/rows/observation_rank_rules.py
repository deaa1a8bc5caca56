"""Rules on observations: whose word counts, which rival is preferred and why, and what is said twice."""

import pandas as pd

from checks.rows.lookups import day_number, first_day, is_observed, is_preferred, last_day, of_claimant, of_source
from checks.rows.predicates import Tables, flag, implements, messages_where
from checks.rulebook import Rule
from schemas.vocabulary import CELL, VALUES


@implements("observations/official-said-by-its-body")
def official_said_by_its_body(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    kind = of_claimant(o, tables, "kind")
    return messages_where(
        o,
        (o["basis"] == "official") & kind.isin(["newsroom", "analyst", "research", "community"]),
        lambda row: f"is of kind {kind[row.Index]}",
    )


@implements("observations/preferred-not-on-a-weak-source")
def preferred_not_on_a_weak_source(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(is_preferred(o) & (of_source(o, tables, "reliability") == "C"))


@implements("observations/forum-never-preferred")
def forum_never_preferred(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(is_preferred(o) & (of_claimant(o, tables, "kind") == "community"))


@implements("observations/one-preferred")
def one_preferred(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Report the later rows and name the first."""
    ranked = o[is_preferred(o)]
    first = ranked.groupby(list(CELL), dropna=False)["observation_id"].transform("first").reindex(o.index)
    return messages_where(
        o, is_preferred(o) & (first != o["observation_id"]), lambda row: f"{first[row.Index]} is preferred already"
    )


@implements("observations/deprecated-says-why")
def deprecated_says_why(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((o["rank"] == "deprecated") & o["rank_reason"].isna())


@implements("observations/preferred-over-rivals-says-why")
def preferred_over_rivals_says_why(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Compare rows of one metric, subject, period and definition that are not deprecated and differ a lot."""
    middle = o["value"].fillna((o["value_low"] + o["value_high"]) / 2)
    alive = o[o["rank"] != "deprecated"].assign(middle=middle)
    groups = alive.groupby(list(CELL), dropna=False)["middle"]
    low, high = groups.transform("min").reindex(o.index), groups.transform("max").reindex(o.index)
    apart = (high - low) > rule.bounds["difference"].value * middle.abs()
    return messages_where(
        o,
        is_preferred(o) & o["rank_reason"].isna() & apart,
        lambda row: f"rivals run from {low[row.Index]:.15g} to {high[row.Index]:.15g}",
    )


@implements("observations/said-once")
def said_once(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Report the later rows and name the first; a day and its month are the same vintage."""
    same = [*CELL, *VALUES, "claimant_id", "month"]
    rows = o.assign(month=o["as_of"].str.slice(0, 7))
    first = rows.groupby(same, dropna=False)["observation_id"].transform("first")
    return messages_where(o, first != o["observation_id"], lambda row: f"{first[row.Index]} says the same")


@implements("observations/counted-before-planned")
def counted_before_planned(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Name a figure of what was, said after the period, beside a preferred forecast or plan of it."""
    counts = is_observed(o, tables) & (o["rank"] != "deprecated") & (last_day(o["as_of"]) >= last_day(o["period"]))
    counted = o.assign(counted=o["observation_id"].where(counts, None))
    beside = counted.groupby(list(CELL), dropna=False)["counted"].transform("first")
    planned = is_preferred(o) & ~is_observed(o, tables)
    return messages_where(o, planned & beside.notna(), lambda row: f"{beside[row.Index]} says what was counted")


@implements("observations/official-in-time")
def official_in_time(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say how long after its period an official figure is said to have become public. What a firm did before it was
    listed may first stand in its prospectus."""
    said = first_day(o["first_said_on"].fillna(o["as_of"]))
    days = said - last_day(o["period"])
    listed = day_number(o["firm_id"].map(tables.column("firms", "firm_id", "listed_on")))
    due = o["firm_id"].isna() | (listed <= last_day(o["period"]))
    late = (o["basis"] == "official") & is_observed(o, tables) & due & (days > rule.bounds["days"].value)
    return messages_where(o, late, lambda row: f"{days[row.Index]:.0f} days after the end of {row.period}")
