"""Rules on dates that are known to the month or year only, beside a page that shows the day."""

from checks.rows.predicates import Selection, selects
from checks.rulebook import Rule

DATED_BY_THE_REPORT = ("statement", "measurement", "plan")  # such evidence is dated by the report
# read on a page of the claimant, or of the body for which the claimant speaks
ITS_OWN_PAGE = (
    "(publisher_id = claimant_id or publisher_id = claimant_speaks_for_id) and source_original_publisher is null"
)


def _dated_by_the_page(column: str, where: str) -> Selection:
    """Say when the page was published, where that is closer than the date in the column and lies within it."""
    within = f"{column}_start <= source_published_start and source_published_end <= {column}_end"
    closer = f"({column}_start < source_published_start or source_published_end < {column}_end)"
    return Selection(
        f"{where} and {within} and {closer}",
        lambda row: str(row["published"]),
        {"published": "source_published_on"},
    )


@selects("observations/as-of-to-the-day")
def as_of_to_the_day(rule: Rule) -> Selection:
    return _dated_by_the_page("as_of", ITS_OWN_PAGE)


@selects("targets/said-to-the-day")
def said_to_the_day(rule: Rule) -> Selection:
    return _dated_by_the_page("said_on", ITS_OWN_PAGE)


@selects("outcomes/reported-to-the-day")
def reported_to_the_day(rule: Rule) -> Selection:
    """Pass over what was sold, shown or not found: that happened on another day than the report."""
    return _dated_by_the_page("happened_on", f"evidence in {DATED_BY_THE_REPORT}")
