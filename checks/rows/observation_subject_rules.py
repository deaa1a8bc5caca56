"""Rules on observations: what a row names (dimensions, definition), and what its note must say."""

import re
from typing import Any

import pandas as pd

from checks.rows.lookups import of_metric
from checks.rows.predicates import Tables, flag, implements, messages_where
from checks.rulebook import Rule
from schemas.vocabulary import DIMENSIONS

BASELINE = re.compile(
    r"against|\bover\b|\bthan\b|\bfrom\b|\bsince\b|compar|premium|discount|year on year|year-on-year|base period", re.I
)


@implements("observations/dimensions-of-the-metric")
def dimensions_of_the_metric(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which dimensions are missing, which are too many, or that there are none at all."""
    named = pd.DataFrame({d: o[f"{d}_id"].notna() for d in DIMENSIONS})
    required, optional = of_metric(o, tables, "dimensions"), of_metric(o, tables, "optional_dimensions")
    wrong = ~named.any(axis=1)
    for d in DIMENSIONS:
        needs, allows = required.map(lambda ds, d=d: d in ds), optional.map(lambda ds, d=d: d in ds)
        wrong |= (needs & ~named[d]) | (named[d] & ~needs & ~allows)

    def describe(row: Any) -> str:
        has = [d for d in DIMENSIONS if named.at[row.Index, d]]
        missing = [d for d in required[row.Index] if d not in has]
        extra = [d for d in has if d not in required[row.Index] + optional[row.Index]]
        if missing:
            return f"does not name its {' and '.join(missing)}"
        return f"names a {' and a '.join(extra)}, which it does not take" if extra else "names nothing"

    return messages_where(o, wrong, describe)


@implements("observations/definition-iff-family")
def definition_iff_family(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    family = of_metric(o, tables, "definition_family")

    def describe(row: Any) -> str:
        if row.definition_id:
            return f"names the definition “{row.definition_id}”, but its metric has one meaning"
        return f"names no definition of {family[row.Index]}"

    return messages_where(o, family.notna() != o["definition_id"].notna(), describe)


@implements("observations/definition-of-the-family")
def definition_of_the_family(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    expected = of_metric(o, tables, "definition_family")
    given = o["definition_id"].map(tables.column("definitions", "definition_id", "family"))
    return messages_where(
        o,
        expected.notna() & given.notna() & (expected != given),
        lambda row: f"is of {given[row.Index]}, the metric asks for {expected[row.Index]}",
    )


@implements("observations/one-vendor-named")
def one_vendor_named(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((o["definition_id"] == "one-vendor") & o["firm_id"].isna() & o["chip_id"].isna())


@implements("observations/vendor-total-of-nobody")
def vendor_total_of_nobody(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(o["definition_id"].isin(["all-vendors", "imported"]) & (o["firm_id"].notna() | o["chip_id"].notna()))


@implements("observations/note-where-the-metric-asks")
def note_where_the_metric_asks(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    asks = of_metric(o, tables, "note_required").astype("boolean").fillna(False)
    return messages_where(o, asks & o["note"].isna(), lambda row: _asked(tables, row.metric_id))


def _asked(tables: Tables, metric: str) -> str:
    return str(tables.column("metrics", "metric_id", "description")[metric]).rstrip(".")


@implements("observations/comparison-names-its-base")
def comparison_names_its_base(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    metrics = ["relative-performance", "chip-price-change", "foundry-price-change", "supply-growth-multiple"]
    return flag(o["metric_id"].isin(metrics) & o["note"].notna() & ~o["note"].fillna("").str.contains(BASELINE))
