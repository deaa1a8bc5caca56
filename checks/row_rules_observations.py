"""Rules on observations: ranges, units, dimensions, definitions, periods, dates, bases and ranks."""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd

from checks.rows import Tables, implements
from checks.rulebook import Rule
from schemas.periods import period_end, period_start, precision

DIMENSIONS = ("firm", "chip", "fab", "process", "region")
SUBJECT = ["metric_id", *(f"{d}_id" for d in DIMENSIONS), "period", "definition_id"]
ENDS = ("value", "value_low", "value_high")
PAST = ("official", "reported", "estimated")  # bases of what has happened or is happening
AHEAD = ("forecast", "target")  # bases of what is still to come
WHOLE = {"units", "dies", "stacks", "packages", "cores", "fabs", "tools", "accelerators", "wafers", "wafers per month"}
BASELINE = re.compile(
    r"against|\bover\b|\bthan\b|\bfrom\b|\bsince\b|compar|premium|discount|year on year|year-on-year|base period", re.I
)
SPARSE = re.compile(r"spars", re.I)
# a note may tell that the page prints the sparse value too, or says nothing of sparsity
SPARSE_ELSEWHERE = re.compile(
    r"\bdense\b|halved|not mentioned|not sparse|without sparsity|no sparsity|is the sparse", re.I
)
SAID_ELSEWHERE = re.compile(r"in the note|the note (says|names)")
SAID_IF_ODD = re.compile(r"(unless|where) the note")


def explain(rows: pd.DataFrame, wrong: "pd.Series", words: Callable[[Any], str]) -> "pd.Series":
    """What a rule says: `words` about each row (a named tuple) that is wrong, nothing about the others."""
    wrong = wrong.fillna(False).astype(bool)
    said = {row.Index: words(row) for row in rows[wrong].itertuples()} if wrong.any() else {}
    return pd.Series([said.get(i) for i in rows.index], index=rows.index, dtype="object")


def first_day(periods: "pd.Series") -> "pd.Series":
    """First days as day numbers: they compare fast, and a missing one is neither before nor after anything."""
    return periods.map(lambda p: float(period_start(p).toordinal()) if p else float("nan"), na_action="ignore").astype(
        "float64"
    )


def last_day(periods: "pd.Series") -> "pd.Series":
    """Last days as day numbers."""
    return periods.map(lambda p: float(period_end(p).toordinal()) if p else float("nan"), na_action="ignore").astype(
        "float64"
    )


def day(dates: "pd.Series") -> "pd.Series":
    """Dates as day numbers."""
    return dates.map(lambda d: float(d.toordinal()), na_action="ignore").astype("float64")


def of_metric(o: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """A column of each row's metric."""
    return o["metric_id"].map(tables.column("metrics", "metric_id", column))


def of_source(o: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """A column of each row's source."""
    return o["source_id"].map(tables.column("sources", "source_id", column))


def of_claimant(o: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """A column of each row's claimant."""
    return o["claimant_id"].map(tables.column("actors", "actor_id", column))


def _preferred(o: pd.DataFrame) -> "pd.Series":
    """Which rows are our choice."""
    return o["rank"] == "preferred"


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
    ranged = o["value_low"].notna() | o["value_high"].notna()
    return explain(
        o,
        ranged != o["interval"].notna(),
        lambda row: f"interval “{row.interval}” without a range" if row.interval else "a range without its interval",
    )


@implements("observations/bound-or-range")
def bound_or_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return o["bound"].notna() & o["value_low"].notna() & o["value_high"].notna()


@implements("observations/unit-of-the-metric")
def unit_of_the_metric(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    unit = of_metric(o, tables, "unit")
    return explain(o, o["unit"] != unit, lambda row: f"the metric’s is “{unit[row.Index]}”")


@implements("observations/dimensions-of-the-metric")
def dimensions_of_the_metric(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """One pass per metric: which dimensions are missing, which are too many, or that there is none at all."""
    named = pd.DataFrame({d: o[f"{d}_id"].notna() for d in DIMENSIONS})
    required, optional = of_metric(o, tables, "dimensions"), of_metric(o, tables, "optional_dimensions")
    wrong = ~named.any(axis=1)
    for d in DIMENSIONS:
        needs, allows = required.map(lambda ds, d=d: d in ds), optional.map(lambda ds, d=d: d in ds)
        wrong |= (needs & ~named[d]) | (named[d] & ~needs & ~allows)

    def words(row: Any) -> str:
        has = [d for d in DIMENSIONS if named.at[row.Index, d]]
        missing = [d for d in required[row.Index] if d not in has]
        extra = [d for d in has if d not in required[row.Index] + optional[row.Index]]
        if missing:
            return f"does not name its {' and '.join(missing)}"
        return f"names a {' and a '.join(extra)}, which it does not take" if extra else "names nothing"

    return explain(o, wrong, words)


@implements("observations/definition-iff-family")
def definition_iff_family(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    family = of_metric(o, tables, "definition_family")

    def words(row: Any) -> str:
        if row.definition_id:
            return f"names the definition “{row.definition_id}”, but its metric has one meaning"
        return f"names no definition of {family[row.Index]}"

    return explain(o, family.notna() != o["definition_id"].notna(), words)


@implements("observations/definition-of-the-family")
def definition_of_the_family(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    wanted = of_metric(o, tables, "definition_family")
    given = o["definition_id"].map(tables.column("definitions", "definition_id", "family"))
    return explain(
        o,
        wanted.notna() & given.notna() & (wanted != given),
        lambda row: f"is of {given[row.Index]}, the metric asks for {wanted[row.Index]}",
    )


@implements("observations/one-vendor-named")
def one_vendor_named(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return (o["definition_id"] == "one-vendor") & o["firm_id"].isna() & o["chip_id"].isna()


@implements("observations/vendor-total-of-nobody")
def vendor_total_of_nobody(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return o["definition_id"].isin(["all-vendors", "imported"]) & (o["firm_id"].notna() | o["chip_id"].notna())


@implements("observations/period-precision-of-the-metric")
def period_precision_of_the_metric(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    allowed = of_metric(o, tables, "period_precision")
    given = o["period"].map(lambda p: precision(p or ""))
    wrong = pd.Series([g not in a for g, a in zip(given, allowed, strict=True)], index=o.index, dtype=bool)

    def words(row: Any) -> str:
        takes = ", ".join(allowed[row.Index])
        return f"precision {given[row.Index]}, the metric takes {takes}"

    return explain(o, wrong, words)


@implements("observations/period-runs-forward")
def period_runs_forward(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return first_day(o["period"]) > last_day(o["period"])


@implements("observations/period-named-plainly")
def period_named_plainly(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Says which plain period the interval is."""

    def words(row: Any) -> str:
        return f"is {_plain(row.period)}"

    return explain(o, o["period"].map(lambda p: bool(p and "/" in p and _plain(p))), words)


def _plain(interval: str) -> str | None:
    """The year, half, quarter, month or day that an interval is, or None.

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
    return (first < rule.bounds["earliest"].value) | (last.astype("float64") > rule.bounds["latest"].value)


@implements("observations/value-in-the-metric-range")
def value_in_the_metric_range(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    minimum, maximum = of_metric(o, tables, "minimum"), of_metric(o, tables, "maximum")
    ends = o[list(ENDS)]
    wrong = (ends.min(axis=1) < minimum) | (ends.max(axis=1) > maximum)

    def words(row: Any) -> str:
        low, high = minimum[row.Index], maximum[row.Index]
        name = next(n for n in ENDS if getattr(row, n) < low or getattr(row, n) > high)
        return f"{name} {getattr(row, name):.15g} is not within {low:.15g} to {high:.15g}"

    return explain(o, wrong, words)


@implements("observations/counts-whole")
def counts_whole(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    broken = (o[list(ENDS)] % 1 > 0).any(axis=1) & o["unit"].isin(WHOLE)

    def words(row: Any) -> str:
        return f"{next(getattr(row, n) for n in ENDS if getattr(row, n) % 1 > 0):.15g} {row.unit} is no whole number"

    return explain(o, broken, words)


@implements("observations/percent-not-a-fraction")
def percent_not_a_fraction(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """A share below one per cent beside a rival or a neighbour in time more than 20 times as large."""
    shares = o[(o["unit"] == "%") & (o["value"] > 0)]
    series = [c for c in SUBJECT if c != "period"]
    largest = shares.groupby(series, dropna=False)["value"].transform("max").reindex(o.index)
    return (o["unit"] == "%") & (o["value"] > 0) & (o["value"] < 1) & (largest > rule.bounds["jump"].value * o["value"])


@implements("observations/past-basis-not-of-the-future")
def past_basis_not_of_the_future(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return o["basis"].isin(PAST) & (first_day(o["period"]) > last_day(o["as_of"]))


@implements("observations/plan-not-of-the-past")
def plan_not_of_the_past(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return o["basis"].isin(AHEAD) & (last_day(o["period"]) < first_day(o["as_of"]))


@implements("observations/as-of-not-in-the-future")
def as_of_not_in_the_future(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return first_day(o["as_of"]) > tables.today.toordinal()


@implements("observations/source-not-older-than-claim")
def source_not_older_than_claim(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """An as_of in the future is another rule’s business."""
    published = of_source(o, tables, "published_on")
    said = first_day(o["as_of"])
    return explain(
        o,
        (last_day(published) < said) & (said <= tables.today.toordinal()),
        lambda row: f"the source is of {published[row.Index]}",
    )


@implements("observations/claim-not-after-reading")
def claim_not_after_reading(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    read, said = of_source(o, tables, "accessed_on"), first_day(o["as_of"])
    return explain(
        o,
        (said > day(read)) & (said <= tables.today.toordinal()),
        lambda row: f"the source was read on {read[row.Index]}",
    )


@implements("observations/recorded-after-it-was-said")
def recorded_after_it_was_said(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    said = first_day(o["as_of"])
    return (day(o["recorded_on"]) < said) & (said <= tables.today.toordinal())


@implements("observations/recorded-not-in-the-future")
def recorded_not_in_the_future(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return day(o["recorded_on"]) > tables.today.toordinal()


@implements("observations/official-said-by-its-body")
def official_said_by_its_body(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    kind = of_claimant(o, tables, "kind")
    return explain(
        o,
        (o["basis"] == "official") & kind.isin(["newsroom", "analyst", "research", "community"]),
        lambda row: f"is of kind {kind[row.Index]}",
    )


@implements("observations/preferred-not-on-a-weak-source")
def preferred_not_on_a_weak_source(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _preferred(o) & (of_source(o, tables, "reliability") == "C")


@implements("observations/forum-never-preferred")
def forum_never_preferred(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _preferred(o) & (of_claimant(o, tables, "kind") == "community")


@implements("observations/one-preferred")
def one_preferred(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Accuses the later rows and names the first."""
    ranked = o[_preferred(o)]
    first = ranked.groupby(SUBJECT, dropna=False)["observation_id"].transform("first").reindex(o.index)
    return explain(
        o, _preferred(o) & (first != o["observation_id"]), lambda row: f"{first[row.Index]} is preferred already"
    )


@implements("observations/deprecated-says-why")
def deprecated_says_why(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return (o["rank"] == "deprecated") & o["rank_reason"].isna()


@implements("observations/preferred-over-rivals-says-why")
def preferred_over_rivals_says_why(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Rivals are rows of the same metric, subject, period and definition that are not deprecated and differ much."""
    middle = o["value"].fillna((o["value_low"] + o["value_high"]) / 2)
    alive = o[o["rank"] != "deprecated"].assign(middle=middle)
    groups = alive.groupby(SUBJECT, dropna=False)["middle"]
    low, high = groups.transform("min").reindex(o.index), groups.transform("max").reindex(o.index)
    apart = (high - low) > rule.bounds["difference"].value * middle.abs()
    return explain(
        o,
        _preferred(o) & o["rank_reason"].isna() & apart,
        lambda row: f"rivals run from {low[row.Index]:.15g} to {high[row.Index]:.15g}",
    )


@implements("observations/said-once")
def said_once(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Accuses the later rows and names the first; a day and its month are the same vintage."""
    same = [*SUBJECT, *ENDS, "claimant_id", "month"]
    rows = o.assign(month=o["as_of"].str.slice(0, 7))
    first = rows.groupby(same, dropna=False)["observation_id"].transform("first")
    return explain(o, first != o["observation_id"], lambda row: f"{first[row.Index]} says the same")


@implements("observations/note-where-the-metric-asks")
def note_where_the_metric_asks(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """The metric’s own description says whether a note is needed."""
    asks = of_metric(o, tables, "description").map(
        lambda d: bool(SAID_ELSEWHERE.search(d)) and not SAID_IF_ODD.search(d)
    )
    return explain(o, asks & o["note"].isna(), lambda row: _asked(tables, row.metric_id))


def _asked(tables: Tables, metric: str) -> str:
    return str(tables.column("metrics", "metric_id", "description")[metric]).rstrip(".")


@implements("observations/comparison-names-its-base")
def comparison_names_its_base(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    metrics = ["relative-performance", "chip-price-change", "foundry-price-change", "supply-growth-multiple"]
    return o["metric_id"].isin(metrics) & o["note"].notna() & ~o["note"].fillna("").str.contains(BASELINE)


# Rules on specifications of chips. The physics is in the bounds of the rule book.

THROUGHPUT = {
    "fp8-tflops": {"fp8", "mxfp8", "hif8"},
    "fp4-tflops": {"fp4", "mxfp4", "hif4"},
    "int8-tops": {"int8"},
    "int4-tops": {"int4"},
}
TENSOR = [*THROUGHPUT, "fp16-tflops", "bf16-tflops", "tf32-tflops", "tpp"]


def of_chip(o: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """A column of each row's chip."""
    return o["chip_id"].map(tables.column("chips", "chip_id", column))


@implements("observations/shipped-is-no-plan")
def shipped_is_no_plan(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return (o["definition_id"] == "shipped") & o["basis"].isin(AHEAD)


@implements("observations/shipped-needs-a-chip-that-exists")
def shipped_needs_a_chip_that_exists(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    status = of_chip(o, tables, "status")
    return explain(
        o,
        (o["definition_id"] == "shipped") & status.isin(["rumoured", "announced", "cancelled"]),
        lambda row: f"is {status[row.Index]}",
    )


@implements("observations/dense-not-sparse")
def dense_not_sparse(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """A deprecated row may hold a sparse value: that is why it is deprecated."""
    text = o["note"].fillna("") + " " + o["locator"].fillna("")
    sparse = text.str.contains(SPARSE) & ~text.str.contains(SPARSE_ELSEWHERE)
    return o["metric_id"].isin(TENSOR) & (o["rank"] != "deprecated") & sparse


@implements("observations/throughput-needs-native-format")
def throughput_needs_native_format(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Where the chip's formats are known at all."""
    rows = o[o["metric_id"].isin(THROUGHPUT) & (o["rank"] != "deprecated")]
    formats = of_chip(rows, tables, "native_formats")
    wrong = [bool(f) and THROUGHPUT[m].isdisjoint(f) for m, f in zip(rows["metric_id"], formats, strict=True)]

    def words(row: Any) -> str:
        return f"knows {', '.join(formats[row.Index])} but not {' or '.join(sorted(THROUGHPUT[row.metric_id]))}"

    return explain(rows, pd.Series(wrong, index=rows.index, dtype=bool), words)


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
    """Chips with FP8 share its lanes with INT8; older chips for inference have more integer units."""
    base = _half_precision(o)
    has_fp8 = of_chip(o, tables, "native_formats").map(
        lambda f: not THROUGHPUT["fp8-tflops"].isdisjoint(f), na_action="ignore"
    )
    factor = has_fp8.map({True: rule.bounds["with-fp8"].value, False: rule.bounds["without-fp8"].value})
    return _above(o, "int8-tops", base, base * factor.astype("float64"))


def _half_precision(o: pd.DataFrame) -> "pd.Series":
    """The preferred FP16 throughput of each row's chip and definition, BF16 where there is no FP16."""
    ranked = o[_preferred(o) & o["metric_id"].isin(["fp16-tflops", "bf16-tflops"])]
    ranked = ranked.sort_values("metric_id", kind="stable")  # bf16 first, so that fp16 takes its place
    best = ranked["value"].fillna(ranked["value_high"])
    found = dict(zip(zip(ranked["chip_id"], ranked["definition_id"], strict=True), best, strict=True))
    keys = zip(o["chip_id"], o["definition_id"], strict=True)
    return pd.Series([found.get(key, float("nan")) for key in keys], index=o.index, dtype="float64")


def _above(o: pd.DataFrame, metric: str, base: "pd.Series", most: "pd.Series") -> "pd.Series":
    """Preferred rows of a metric whose value is above the most that the chip's FP16 allows."""
    value = o["value"].fillna(o["value_low"])
    return explain(
        o,
        _preferred(o) & (o["metric_id"] == metric) & (value > most),
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
    """Values above stacks x what one stack of the chip's memory gives; stacks that nobody states are taken as many."""
    memory = of_chip(o, tables, "memory_type")
    counted = o[(o["metric_id"] == "memory-stacks") & (o["rank"] != "deprecated")]
    known = counted.groupby("chip_id")["value"].max().to_dict()
    stacks = o["chip_id"].map(known).astype("float64").fillna(rule.bounds["stacks"].value)
    each = memory.map({name: bound.value for name, bound in rule.bounds.items() if name != "stacks"}).astype("float64")
    value = o[list(ENDS)].max(axis=1)

    def words(row: Any) -> str:
        n, most = stacks[row.Index], each[row.Index]
        return f"{value[row.Index]:.15g} {row.unit} is more than {n:.0f} stacks of {memory[row.Index]} x {most:.15g}"

    return explain(o, (o["metric_id"] == metric) & (o["rank"] != "deprecated") & (value > stacks * each), words)


@implements("observations/power-believable")
def power_believable(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    ends = o[list(ENDS)]
    odd = (ends.min(axis=1) < rule.bounds["least"].value) | (ends.max(axis=1) > rule.bounds["most"].value)
    return (o["metric_id"] == "board-power") & (o["rank"] != "deprecated") & odd


@implements("observations/die-within-the-reticle")
def die_within_the_reticle(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return (o["metric_id"] == "die-area") & (o[list(ENDS)].max(axis=1) > rule.bounds["reticle"].value)
