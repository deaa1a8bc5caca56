"""Rules on events: dates against each other and the source, who can do what, whom it touches."""

from datetime import timedelta

import pandas as pd

from checks.rows.lookups import bound_day, is_future, is_later, source_older_than
from checks.rows.predicates import Row, Tables, flag_rows, implements, map_rows
from checks.rulebook import Rule

STATE_ACTS = ("export-control", "import-control", "procurement-rule", "enforcement", "tariff")
EXPORT_CONTROLLERS = ("US", "NL", "JP", "KR", "TW", "CN")
FIRM_KINDS = ("listing", "market-reaction", "plant")


@implements("events/effect-not-before-event")
def effect_not_before_event(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Allow retroactive rules: their note mentions the effect."""
    return flag_rows(e, lambda r: is_later(r["happened_on"], r["effective_on"]) and "effect" not in (r["note"] or ""))


@implements("events/not-in-future")
def event_not_in_future(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(e, lambda r: is_future(r["happened_on"], tables.today))


@implements("events/source-not-older-than-event")
def source_not_older_than_event(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return source_older_than(tables, "happened_on", e)


@implements("events/state-acts-by-states")
def state_acts_by_states(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the actor is."""
    kind = tables.column("actors", "actor_id", "kind")

    def describe(row: Row) -> str | None:
        actor = str(kind.get(row["actor_id"]))
        return actor if row["kind"] in STATE_ACTS and actor != "government" else None

    return map_rows(e, describe)


@implements("events/export-control-by-a-controlling-country")
def export_control_country(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say the actor’s country."""
    country = tables.column("actors", "actor_id", "country")

    def describe(row: Row) -> str | None:
        seat = str(country.get(row["actor_id"]))
        return seat if row["kind"] == "export-control" and seat not in EXPORT_CONTROLLERS else None

    return map_rows(e, describe)


@implements("events/description-says-more-than-title")
def description_says_more(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(e, lambda r: r["title"].casefold().rstrip(".") == r["description"].casefold().rstrip("."))


@implements("events/launch-names-a-product-or-maker")
def launch_names_something(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(e, lambda r: r["kind"] == "launch" and not (r["firm_ids"] or r["chip_ids"]))


@implements("events/firm-events-name-a-firm")
def firm_events_name_a_firm(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(e, lambda r: r["kind"] in FIRM_KINDS and not r["firm_ids"])


@implements("events/entity-listing-names-firms")
def entity_listing_names_firms(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    def empty(row: Row) -> bool:
        listing = row["kind"] == "export-control" and "Entity List" in row["title"]
        return listing and not (row["firm_ids"] or row["chip_ids"])

    return flag_rows(e, empty)


@implements("events/acting-firm-is-touched")
def acting_firm_is_touched(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which firm the actor is."""
    firm = tables.column("actors", "actor_id", "firm_id")

    def describe(row: Row) -> str | None:
        acting = firm.get(row["actor_id"])
        return acting if isinstance(acting, str) and acting not in row["firm_ids"] else None

    return map_rows(e, describe)


@implements("events/founding-report-events-are-of-its-weeks")
def founding_report_events(e: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    report, days = bound_day(rule, "report"), timedelta(days=rule.bounds["days"].value)
    first, last = (report - days).isoformat(), (report + days).isoformat()

    def outside(row: Row) -> bool:
        far = is_later(row["happened_on"], last) or is_later(first, row["happened_on"])
        return row["collection"] == "founding-report" and far

    return flag_rows(e, outside)
