"""Rules on observations: specifications of chips. The physics is in the bounds of the rule book."""

import re
from typing import Any

import pandas as pd

from checks.rows.lookups import is_observed, is_preferred, of_chip
from checks.rows.predicates import Tables, flag, implements, messages_where
from checks.rulebook import Rule
from schemas.vocabulary import VALUES

SPARSE = re.compile(r"spars", re.I)
# a note may tell that the page prints the sparse value too, or says nothing of sparsity
SPARSE_ELSEWHERE = re.compile(
    r"\bdense\b|halved|not mentioned|not sparse|without sparsity|no sparsity|is the sparse", re.I
)
THROUGHPUT = {
    "fp8-tflops": {"fp8", "mxfp8", "hif8"},
    "fp4-tflops": {"fp4", "mxfp4", "hif4"},
    "int8-tops": {"int8"},
    "int4-tops": {"int4"},
}
TENSOR = [*THROUGHPUT, "fp16-tflops", "bf16-tflops", "tf32-tflops", "tpp"]


@implements("observations/shipped-is-no-plan")
def shipped_is_no_plan(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((o["definition_id"] == "shipped") & ~is_observed(o, tables))


@implements("observations/shipped-needs-a-chip-that-exists")
def shipped_needs_a_chip_that_exists(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    status = of_chip(o, tables, "status")
    return messages_where(
        o,
        (o["definition_id"] == "shipped") & status.isin(["rumoured", "announced", "cancelled"]),
        lambda row: f"is {status[row.Index]}",
    )


@implements("observations/dense-not-sparse")
def dense_not_sparse(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Pass over deprecated rows: a sparse value may be why they are deprecated."""
    text = o["note"].fillna("") + " " + o["locator"].fillna("")
    sparse = text.str.contains(SPARSE) & ~text.str.contains(SPARSE_ELSEWHERE)
    return flag(o["metric_id"].isin(TENSOR) & (o["rank"] != "deprecated") & sparse)


@implements("observations/throughput-needs-native-format")
def throughput_needs_native_format(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Look only at chips whose formats are known."""
    rows = o[o["metric_id"].isin(THROUGHPUT) & (o["rank"] != "deprecated")]
    formats = of_chip(rows, tables, "native_formats")
    wrong = [bool(f) and THROUGHPUT[m].isdisjoint(f) for m, f in zip(rows["metric_id"], formats, strict=True)]

    def describe(row: Any) -> str:
        return f"knows {', '.join(formats[row.Index])} but not {' or '.join(sorted(THROUGHPUT[row.metric_id]))}"

    return messages_where(rows, pd.Series(wrong, index=rows.index, dtype=bool), describe)


@implements("observations/fp8-within-twice-fp16")
def fp8_within_twice_fp16(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    base = _half_precision(o)
    return _above(o, "fp8-tflops", base, base * rule.bounds["factor"].value)


@implements("observations/fp4-within-its-multiple-of-fp16")
def fp4_within_its_multiple_of_fp16(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    base = _half_precision(o)
    return _above(o, "fp4-tflops", base, base * rule.bounds["factor"].value)


@implements("observations/int8-within-its-multiple-of-fp16")
def int8_within_its_multiple_of_fp16(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Take two factors: chips with FP8 share its lanes with INT8, older inference chips have more integer units."""
    base = _half_precision(o)
    has_fp8 = of_chip(o, tables, "native_formats").map(
        lambda f: not THROUGHPUT["fp8-tflops"].isdisjoint(f), na_action="ignore"
    )
    factor = has_fp8.map({True: rule.bounds["with-fp8"].value, False: rule.bounds["without-fp8"].value})
    return _above(o, "int8-tops", base, base * factor.astype("float64"))


def _half_precision(o: pd.DataFrame) -> "pd.Series":
    """Return the preferred FP16 throughput of each row's chip and definition, BF16 where there is no FP16."""
    ranked = o[is_preferred(o) & o["metric_id"].isin(["fp16-tflops", "bf16-tflops"])]
    ranked = ranked.sort_values("metric_id", kind="stable")  # bf16 first, so that fp16 takes its place
    best = ranked["value"].fillna(ranked["value_high"])
    found = dict(zip(zip(ranked["chip_id"], ranked["definition_id"], strict=True), best, strict=True))
    keys = zip(o["chip_id"], o["definition_id"], strict=True)
    return pd.Series([found.get(key, float("nan")) for key in keys], index=o.index, dtype="float64")


def _above(o: pd.DataFrame, metric: str, base: "pd.Series", most: "pd.Series") -> "pd.Series":
    """Find preferred rows of a metric whose value exceeds what the chip's FP16 throughput allows."""
    value = o["value"].fillna(o["value_low"])
    return messages_where(
        o,
        is_preferred(o) & (o["metric_id"] == metric) & (value > most),
        lambda row: (
            f"{value[row.Index]:.15g} is {value[row.Index] / base[row.Index]:.2f} times the FP16 value "
            f"of {base[row.Index]:.15g}"
        ),
    )


@implements("observations/bandwidth-within-the-memory")
def bandwidth_within_the_memory(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _per_stack(o, tables, rule, "memory-bandwidth")


@implements("observations/capacity-within-the-memory")
def capacity_within_the_memory(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _per_stack(o, tables, rule, "memory-capacity")


def _per_stack(o: pd.DataFrame, tables: Tables, rule: Rule, metric: str) -> "pd.Series":
    """Find values above stacks x what one stack gives; where nobody states the stacks, take the rule's bound."""
    memory = of_chip(o, tables, "memory_type")
    counted = o[(o["metric_id"] == "memory-stacks") & (o["rank"] != "deprecated")]
    known = counted.groupby("chip_id")["value"].max().to_dict()
    stacks = o["chip_id"].map(known).astype("float64").fillna(rule.bounds["stacks"].value)
    limits = {name: bound.value for name, bound in rule.bounds.items() if name != "stacks"}
    per_stack = memory.map(limits).astype("float64")
    value = o[list(VALUES)].max(axis=1)

    def describe(row: Any) -> str:
        n, most = stacks[row.Index], per_stack[row.Index]
        return f"{value[row.Index]:.15g} {row.unit} is more than {n:.0f} stacks of {memory[row.Index]} x {most:.15g}"

    counts = (o["metric_id"] == metric) & (o["rank"] != "deprecated")
    return messages_where(o, counts & (value > stacks * per_stack), describe)


@implements("observations/power-believable")
def power_believable(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    ends = o[list(VALUES)]
    odd = (ends.min(axis=1) < rule.bounds["least"].value) | (ends.max(axis=1) > rule.bounds["most"].value)
    return flag((o["metric_id"] == "board-power") & (o["rank"] != "deprecated") & odd)


@implements("observations/die-within-the-reticle")
def die_within_the_reticle(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((o["metric_id"] == "die-area") & (o[list(VALUES)].max(axis=1) > rule.bounds["reticle"].value))
