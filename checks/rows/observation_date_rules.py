"""Rules on observations: periods, and the days on which a value was said, published, read and recorded."""

from checks.rows.predicates import Row, Selection, bound, selects
from checks.rulebook import Rule


@selects("observations/period-precision-of-the-metric")
def period_precision_of_the_metric(rule: Rule) -> Selection:
    """Say which precision it is, and which the metric takes."""
    given = "coalesce(period_precision, 'none')"

    def describe(row: Row) -> str:
        has = f"the period “{row['period']}” has precision {row['given']}" if row["period"] else "no period is given"
        return f"{has}, the metric takes {', '.join(row['allowed'])}"

    return Selection(
        f"not list_contains(metric_period_precision, {given})",
        describe,
        {"given": given, "allowed": "metric_period_precision"},
    )


@selects("observations/period-runs-forward")
def period_runs_forward(rule: Rule) -> Selection:
    return Selection("period_start > period_end")


@selects("observations/period-named-plainly")
def period_named_plainly(rule: Rule) -> Selection:
    """Say which plain period the interval is."""
    return Selection(
        "period_precision = 'interval' and period_plain is not null",
        lambda row: f"is {row['plain']}",
        {"plain": "period_plain"},
    )


@selects("observations/period-believable")
def period_believable(rule: Rule) -> Selection:
    earliest, latest = bound(rule, "earliest"), bound(rule, "latest")
    return Selection(f"year(period_start) < {earliest} or year(period_end) > {latest}")


@selects("observations/past-basis-not-of-the-future")
def past_basis_not_of_the_future(rule: Rule) -> Selection:
    return Selection("basis_observed and period_start > as_of_end")


@selects("observations/plan-not-of-the-past")
def plan_not_of_the_past(rule: Rule) -> Selection:
    return Selection("not basis_observed and period_end < as_of_start")


@selects("observations/as-of-not-in-the-future")
def as_of_not_in_the_future(rule: Rule) -> Selection:
    return Selection("as_of_start > today")


@selects("observations/source-not-older-than-claim")
def source_not_older_than_claim(rule: Rule) -> Selection:
    """Leave an as_of in the future to the rule about that."""
    return Selection(
        "source_published_end < as_of_start and as_of_start <= today",
        lambda row: f"the source is of {row['published']}",
        {"published": "source_published_on"},
    )


@selects("observations/claim-not-after-reading")
def claim_not_after_reading(rule: Rule) -> Selection:
    return Selection(
        "as_of_start > source_accessed_on and as_of_start <= today",
        lambda row: f"the source was read on {row['read']}",
        {"read": "source_accessed_on"},
    )


@selects("observations/recorded-after-it-was-said")
def recorded_after_it_was_said(rule: Rule) -> Selection:
    return Selection("recorded_on < as_of_start and as_of_start <= today")


@selects("observations/recorded-not-in-the-future")
def recorded_not_in_the_future(rule: Rule) -> Selection:
    return Selection("recorded_on > today")


@selects("observations/first-said-before-as-of")
def first_said_before_as_of(rule: Rule) -> Selection:
    return Selection("first_said_on_start >= as_of_start")


@selects("observations/first-said-after-the-period")
def first_said_after_the_period(rule: Rule) -> Selection:
    return Selection("basis_observed and first_said_on_end < period_start")
