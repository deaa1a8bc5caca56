"""Rules on relays: whose number it is that a page passes on."""

from checks.rows.predicates import Selection, selects
from checks.rulebook import Rule


@selects("observations/relay-is-not-the-claimant")
@selects("targets/relay-is-not-the-claimant")
def relay_is_not_the_claimant(rule: Rule) -> Selection:
    """Name the original publisher of the page whose own publisher is the claimant."""
    return Selection(
        "source_original_publisher is not null and publisher_id = claimant_id",
        lambda row: str(row["original"]),
        {"original": "source_original_publisher"},
    )
