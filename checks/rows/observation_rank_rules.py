"""Rules on observations: whose word counts, which rival is preferred and why, and what is said twice."""

from typing import Any

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
    """Report the later rows and name the first. A day and its month are the same vintage; so is what is repeated soon.

    What was planned and then counted, or is withdrawn, was not said twice, unless in one month.
    """
    same = [*CELL, *VALUES, "claimant_id"]
    rows = o.assign(
        month=o["as_of"].str.slice(0, 7),
        kind=is_observed(o, tables),
        start=first_day(o["first_said_on"].fillna(o["as_of"])),
        end=last_day(o["as_of"]),
        in_use=o["rank"] != "deprecated",
    )
    days = rule.bounds["days"].value
    again: dict[object, str] = {}
    for _, group in rows[rows.duplicated(same, keep=False)].groupby(same, dropna=False):
        said = list(group.itertuples())
        for n, b in enumerate(said):
            first = next((a.observation_id for a in said[:n] if _is_repeated(a, b, days)), None)
            if first is not None:
                again[b.Index] = str(first)
    return messages_where(o, o.index.to_series().isin(again), lambda row: f"{again[row.Index]} says the same")


def _is_repeated(a: Any, b: Any, days: float) -> bool:
    """Tell whether two rows of one claimant with one value are one statement."""
    apart = max(a.start, b.start) - min(a.end, b.end)
    return a.month == b.month or (a.kind == b.kind and a.in_use and b.in_use and apart <= days)


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
