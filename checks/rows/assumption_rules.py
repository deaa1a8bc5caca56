"""Rules on assumptions: ends, distributions, intervals, sources, periods."""

from typing import Any

import pandas as pd

from checks.rows.lookups import first_day, interval_iff_ends, last_day
from checks.rows.predicates import Tables, flag, implements, messages_where
from checks.rulebook import Rule

PLACE = ["input_id", "definition_id"]


def _fixed(a: pd.DataFrame) -> "pd.Series":
    """Tell which rows are single numbers."""
    return a["distribution"] == "fixed"


def family_of(a: pd.DataFrame, tables: Tables) -> "pd.Series":
    """Return the family of each row's input: the input itself where it belongs to none."""
    return a["input_id"].map(tables.column("inputs", "input_id", "family_id")).fillna(a["input_id"])


@implements("assumptions/range-ordered")
def range_ordered(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    wrong = (a["low"] > a["central"]) | (a["central"] > a["high"]) | (a["low"] > a["high"])
    return messages_where(a, wrong, lambda row: f"{row.low:.15g}, {row.central:.15g}, {row.high:.15g}")


@implements("assumptions/ends-apart")
def ends_apart(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(~_fixed(a) & (a["low"] == a["high"]))


@implements("assumptions/both-ends-unless-fixed")
def both_ends_unless_fixed(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(~_fixed(a) & (a["low"].isna() | a["high"].isna()))


@implements("assumptions/fixed-has-no-ends")
def fixed_has_no_ends(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(_fixed(a) & (a["low"].notna() | a["high"].notna()))


@implements("assumptions/interval-iff-ends")
def interval_iff_its_ends(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return interval_iff_ends(a, "low", "high", "ends", "their")


@implements("assumptions/share-within-one")
def share_within_one(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    ends = a[["low", "central", "high"]]
    return flag((a["unit"] == "share") & ((ends.min(axis=1) < 0) | (ends.max(axis=1) > 1)))


@implements("assumptions/correlation-within-one")
def correlation_within_one(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((a["unit"] == "correlation") & (a[["low", "central", "high"]].abs().max(axis=1) > 1))


@implements("assumptions/beta-for-shares")
def beta_for_shares(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((a["distribution"] == "beta") & (a["unit"] != "share"))


@implements("assumptions/lognormal-above-zero")
def lognormal_above_zero(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    lognormal = a["distribution"].isin(["lognormal", "bernoulli-lognormal"])
    return flag(lognormal & (a[["low", "central", "high"]].min(axis=1) <= 0))


@implements("assumptions/zero-probability-iff-bernoulli")
def zero_probability_iff_bernoulli(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return messages_where(
        a,
        (a["distribution"] == "bernoulli-lognormal") != a["zero_probability"].notna(),
        lambda row: (
            "lacks a zero_probability" if row.distribution.startswith("bernoulli") else "has a zero_probability"
        ),
    )


@implements("assumptions/sources-unless-assumed")
def sources_unless_assumed(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((a["basis"] != "assumed") & (a["source_ids"].map(len) == 0))


@implements("assumptions/sourced-not-on-weak-pages-alone")
def sourced_not_on_weak_pages_alone(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    letter = tables.column("sources", "source_id", "reliability")
    weak = a["source_ids"].map(lambda ids: bool(ids) and all(letter.get(i) == "C" for i in ids))
    return flag((a["basis"] == "sourced") & weak)


@implements("assumptions/period-like-its-siblings")
def period_like_its_siblings(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    dated = a.assign(dated=a["period"].notna()).groupby(PLACE, dropna=False)["dated"].transform("any")
    return flag(a["period"].isna() & dated)


@implements("assumptions/once-per-period")
def once_per_period(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Report the later rows and name the first. Vintages stand side by side: they were known on different days."""
    first = a.groupby([*PLACE, "period", "vintage"], dropna=False)["assumption_id"].transform("first")
    return messages_where(a, first != a["assumption_id"], lambda row: f"{first[row.Index]} is there already")


@implements("assumptions/yield-says-which")
def yield_says_which(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    family = a["definition_id"].map(tables.column("definitions", "definition_id", "family"))
    return flag(family_of(a, tables).str.endswith("-yield") & (family != "yield-kind"))


@implements("assumptions/key-begins-with-input")
def key_begins_with_input(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(
        pd.Series(
            [not key.startswith(name) for key, name in zip(a["assumption_id"], a["input_id"], strict=True)],
            index=a.index,
            dtype=bool,
        )
    )


@implements("assumptions/one-unit-per-input")
def one_unit_per_input(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    first = a.groupby(family_of(a, tables))["unit"].transform("first")
    return messages_where(a, first != a["unit"], lambda row: f"others of this input are in {first[row.Index]}")


@implements("assumptions/known-not-before-its-sources")
def known_not_before_its_sources(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which source is younger. A source without a date is younger than nothing."""
    s = tables["sources"]
    out = dict(zip(s["source_id"], first_day(s["published_on"]), strict=True))
    known = dict(zip(a["assumption_id"], last_day(a["known_on"]), strict=True))

    def younger(row: Any) -> list[str]:
        return [i for i in row.source_ids if out.get(i, 0) > known[row.assumption_id]]

    wrong = pd.Series([bool(younger(row)) for row in a.itertuples()], index=a.index, dtype=bool)
    return messages_where(a, wrong, lambda row: ", ".join(younger(row)))


@implements("assumptions/known-not-in-the-future")
def known_not_in_the_future(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(first_day(a["known_on"]) > tables.today.toordinal())
