"""Rules on relays: whose number it is that a page passes on."""

import pandas as pd

from checks.rows.lookups import actors_by_name, of_source
from checks.rows.predicates import Tables, implements, messages_where
from checks.rulebook import Rule


def _claimed_by_the_relay(rows: pd.DataFrame, tables: Tables) -> "pd.Series":
    """Name the original publisher in each row whose claimant is the publisher of the page that relays it."""
    page = of_source(rows, tables, "publisher").map(lambda p: str(p).casefold()).map(actors_by_name(tables))
    original = of_source(rows, tables, "original_publisher")
    return messages_where(rows, original.notna() & (page == rows["claimant_id"]), lambda row: original[row.Index])


@implements("observations/relay-is-not-the-claimant")
def relay_is_not_the_claimant(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _claimed_by_the_relay(o, tables)


@implements("targets/relay-is-not-the-claimant")
def relay_did_not_promise(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _claimed_by_the_relay(t, tables)
