"""Rules on observations: whose word counts, which rival is preferred and why, and what is said twice."""

from checks.rows.joined_lookups import MIDDLE
from checks.rows.predicates import Selection, bound, selects
from checks.rulebook import Rule


@selects("observations/official-said-by-its-body")
def official_said_by_its_body(rule: Rule) -> Selection:
    return Selection(
        "basis = 'official' and claimant_kind in ('newsroom', 'analyst', 'research', 'community')",
        lambda row: f"is of kind {row['kind']}",
        {"kind": "claimant_kind"},
    )


@selects("observations/preferred-not-on-a-weak-source")
def preferred_not_on_a_weak_source(rule: Rule) -> Selection:
    return Selection("rank = 'preferred' and source_reliability = 'C'")


@selects("observations/forum-never-preferred")
def forum_never_preferred(rule: Rule) -> Selection:
    return Selection("rank = 'preferred' and claimant_kind = 'community'")


@selects("observations/one-preferred")
def one_preferred(rule: Rule) -> Selection:
    """Report the later rows and name the first."""
    return Selection(
        "rank = 'preferred' and cell_first_preferred <> observation_id",
        lambda row: f"{row['first']} is preferred already",
        {"first": "cell_first_preferred"},
    )


@selects("observations/deprecated-says-why")
def deprecated_says_why(rule: Rule) -> Selection:
    return Selection("rank = 'deprecated' and rank_reason is null")


@selects("observations/preferred-over-rivals-says-why")
def preferred_over_rivals_says_why(rule: Rule) -> Selection:
    """Compare rows of one metric, subject, period and definition that are not deprecated and differ a lot."""
    difference = bound(rule, "difference")
    return Selection(
        f"rank = 'preferred' and rank_reason is null and cell_high - cell_low > {difference} * abs({MIDDLE})",
        lambda row: f"rivals run from {row['low']:.15g} to {row['high']:.15g}",
        {"low": "cell_low", "high": "cell_high"},
    )


@selects("observations/said-once")
def said_once(rule: Rule) -> Selection:
    """Report the later rows and name the first. A day and its month are the same vintage; so is what is repeated soon.

    What was planned and then counted, or is withdrawn, was not said twice, unless in one month.
    """
    return Selection("said_first is not null", lambda row: f"{row['first']} says the same", {"first": "said_first"})


@selects("observations/counted-before-planned")
def counted_before_planned(rule: Rule) -> Selection:
    """Name a figure of what was, said after the period, beside a preferred forecast or plan of it."""
    return Selection(
        "rank = 'preferred' and not basis_observed and counted_first is not null",
        lambda row: f"{row['first']} says what was counted",
        {"first": "counted_first"},
    )


@selects("observations/official-in-time")
def official_in_time(rule: Rule) -> Selection:
    """Say how long after its period an official figure is said to have become public. What a firm did before it was
    listed may first stand in its prospectus."""
    late = "date_diff('day', period_end, coalesce(first_said_on_start, as_of_start))"
    return Selection(
        f"basis = 'official' and (firm_id is null or firm_listed_on <= period_end) and {late} > {bound(rule, 'days')}",
        lambda row: f"{row['late']} days after the end of {row['period']}",
        {"late": late},
    )
