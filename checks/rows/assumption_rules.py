"""Rules on assumptions: ends, distributions, intervals, sources, periods."""

from typing import Any

import pandas as pd

from checks.rows.lookups import first_day, interval_iff_ends, last_day
from checks.rows.predicates import Row, Tables, flag, implements, map_rows, messages_where
from checks.rulebook import Rule
from model.distributions import Shape, faults

PLACE = ["input_id", "definition_id"]


def _fixed(a: pd.DataFrame) -> "pd.Series":
    """Tell which rows are single numbers."""
    return a["distribution"] == "fixed"


def family_of(a: pd.DataFrame, tables: Tables) -> "pd.Series":
    """Return the family of each row's input: the input itself where it belongs to none."""
    return a["input_id"].map(tables.column("inputs", "input_id", "family_id")).fillna(a["input_id"])


def _register(rule_id: str, *kinds: str) -> None:
    """Let the model itself say which rows break a rule: it knows what a distribution can have."""

    @implements(rule_id)
    def broken(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
        return map_rows(a, lambda row: next((text for kind, text in faults(_shape(row)) if kind in kinds), None))


def _shape(row: Row) -> Shape:
    names = ("distribution", "low", "central", "high", "interval", "unit")
    return Shape(row["assumption_id"], *(row[name] for name in names))


_register("assumptions/range-ordered", "ordered")
_register("assumptions/both-ends-unless-fixed", "both-ends")
_register("assumptions/not-negative", "negative")
_register("assumptions/share-within-one", "share")
_register("assumptions/lognormal-above-zero", "lognormal")
_register("assumptions/log-odds-for-shares", "logit-normal", "near")
_register("assumptions/uniform-in-the-middle", "uniform")


@implements("assumptions/ends-apart")
def ends_apart(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(~_fixed(a) & (a["low"] == a["high"]))


@implements("assumptions/fixed-has-no-ends")
def fixed_has_no_ends(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(_fixed(a) & (a["low"].notna() | a["high"].notna()))


@implements("assumptions/interval-iff-ends")
def interval_iff_its_ends(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return interval_iff_ends(a, "low", "high", "ends", "their")


@implements("assumptions/sources-unless-assumed")
def sources_unless_assumed(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((a["basis"] != "assumed") & (a["source_ids"].map(len) == 0))


@implements("assumptions/sourced-not-on-weak-pages-alone")
def sourced_not_on_weak_pages_alone(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    letter = tables.column("sources", "source_id", "reliability")
    weak = a["source_ids"].map(lambda ids: bool(ids) and all(letter.get(i) == "C" for i in ids))
    return flag((a["basis"] == "sourced") & weak)


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


@implements("assumptions/level-in-one-year")
def level_in_one_year(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Look at the present rows of inputs that have one of growth or of a step, and say how many they are."""
    present = a[a["vintage"].isna()]
    names = set(a["input_id"])
    is_level = a["input_id"].map(lambda name: bool({f"{name}-growth", f"{name}-step"} & names))
    rows = a["input_id"].map(present["input_id"].value_counts()).fillna(0).astype(int)
    of_a_year = a["period"].fillna("").str.fullmatch(r"\d{4}")
    wrong = is_level & a["vintage"].isna() & ((rows != 1) | ~of_a_year)
    return messages_where(
        a, wrong, lambda row: f"{rows[row.Index]} rows" if of_a_year[row.Index] else f"the period “{row.period or ''}”"
    )


@implements("assumptions/of-an-input-that-is-drawn")
def of_an_input_that_is_drawn(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    drawn = tables.column("inputs", "input_id", "drawn")
    return flag(a["input_id"].map(lambda name: name in drawn and drawn[name] is None))


@implements("inputs/drawn-unless-family")
def drawn_unless_family(i: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    family = i["input_id"].isin(set(i["family_id"].dropna()))
    return messages_where(i, family == i["drawn"].notna(), lambda row: "a family" if row.drawn else "no family")
