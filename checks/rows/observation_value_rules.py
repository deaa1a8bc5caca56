"""Rules on observations: values, ranges, their units and what a metric allows."""

from checks.rows.lookups import interval_or_ends
from checks.rows.predicates import Row, Selection, bound, selects
from checks.rulebook import Rule
from schemas.vocabulary import VALUES

WHOLE = ("units", "dies", "stacks", "packages", "cores", "fabs", "tools", "accelerators", "wafers", "wafers per month")
ENDS = ", ".join(VALUES)


@selects("observations/range-ordered")
def range_ordered(rule: Rule) -> Selection:
    """Say which pair is out of order, with the numbers."""
    pairs = (("value_low", "value"), ("value", "value_high"), ("value_low", "value_high"))

    def describe(row: Row) -> str:
        low, high = next((a, b) for a, b in pairs if row[a] > row[b])
        return f"{low} {row[low]:.15g} is above {high} {row[high]:.15g}"

    return Selection(" or ".join(f"{a} > {b}" for a, b in pairs), describe)


@selects("observations/both-ends-or-neither")
def both_ends_or_neither(rule: Rule) -> Selection:
    return Selection("(value_low is null) <> (value_high is null)")


@selects("observations/value-or-range")
def value_or_range(rule: Rule) -> Selection:
    return Selection("value is null and value_low is null and value_high is null")


@selects("observations/interval-iff-range")
def interval_iff_range(rule: Rule) -> Selection:
    return Selection(
        "(value_low is null and value_high is null) <> (interval is null)",
        lambda row: interval_or_ends(row["interval"], "a range", "its"),
    )


@selects("observations/bound-or-range")
def bound_or_range(rule: Rule) -> Selection:
    return Selection("bound is not null and value_low is not null and value_high is not null")


@selects("observations/unit-of-the-metric")
def unit_of_the_metric(rule: Rule) -> Selection:
    return Selection(
        "unit is distinct from metric_unit",
        lambda row: f"the metric’s is “{row['expected']}”",
        {"expected": "metric_unit"},
    )


@selects("observations/value-in-the-metric-range")
def value_in_the_metric_range(rule: Rule) -> Selection:
    def describe(row: Row) -> str:
        low, high = row["minimum"], row["maximum"]
        name = next(n for n in VALUES if row[n] < low or row[n] > high)
        return f"{name} {row[name]:.15g} is not within {low:.15g} to {high:.15g}"

    return Selection(
        f"least({ENDS}) < metric_minimum or greatest({ENDS}) > metric_maximum",
        describe,
        {"minimum": "metric_minimum", "maximum": "metric_maximum"},
    )


@selects("observations/counts-whole")
def counts_whole(rule: Rule) -> Selection:
    def describe(row: Row) -> str:
        return f"{next(row[n] for n in VALUES if row[n] % 1 > 0):.15g} {row['unit']} is no whole number"

    broken = " or ".join(f"{n} <> floor({n})" for n in VALUES)
    return Selection(f"unit in {WHOLE} and ({broken})", describe)


@selects("observations/percent-not-a-fraction")
def percent_not_a_fraction(rule: Rule) -> Selection:
    """Find shares below one per cent next to a rival, or another period, that is many times as large."""
    jump = bound(rule, "jump")
    return Selection(f"unit = '%' and value > 0 and value < 1 and shares_largest > {jump} * value")


@selects("observations/far-from-its-series")
def far_from_its_series(rule: Rule) -> Selection:
    """Say which number it is, value or end of a range, and the median of the series; what is zero or below, and what is
    withdrawn, is left out."""
    times, least = bound(rule, "times"), bound(rule, "least")
    far = {n: f"{n} > 0 and ({n} >= {times} * series_median or series_median / {n} >= {times})" for n in VALUES}

    *others, last = far
    name = " ".join(f"when {far[n]} then '{n}'" for n in others)

    def describe(row: Row) -> str:
        name = row["name"]
        return f"{name} {row[name]:.15g} {row['unit']}, while the median of the series is {row['median']:.6g}"

    return Selection(
        f"rank <> 'deprecated' and series_count >= {least} and ({' or '.join(far.values())})",
        describe,
        {"name": f"case {name} else '{last}' end", "median": "series_median"},
    )
