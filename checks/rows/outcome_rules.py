"""Rules on outcomes: what evidence can say of a target, whose it is, and when."""

import pandas as pd

from checks.rows.lookups import actors_by_name, is_future, is_later, source_older_than
from checks.rows.predicates import Row, Tables, flag, flag_rows, implements, map_rows
from checks.rulebook import Rule

DECISIVE = ("met", "partly", "missed", "late")
AFTER_THE_DEADLINE_ONLY = ("at-least", "equal", None)  # a ceiling can be broken early


@implements("outcomes/not-in-future")
def outcome_not_in_future(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(x, lambda r: is_future(r["happened_on"], tables.today))


@implements("outcomes/verdict-not-before-the-claim")
def verdict_not_before_the_claim(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say when the claim was made. Older background is fine as progress or no evidence, or with a note."""
    said_on = tables.column("targets", "target_id", "said_on")

    def describe(row: Row) -> str | None:
        day = said_on.get(row["target_id"])
        decides = row["finding"] in DECISIVE and not row["note"]
        return str(day) if day and decides and is_later(str(day), row["happened_on"]) else None

    return map_rows(x, describe)


@implements("outcomes/a-plan-is-not-an-outcome")
def a_plan_is_not_an_outcome(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((x["evidence"] == "plan") & x["finding"].isin(["met", "partly", "missed"]))


@implements("outcomes/a-sample-is-not-volume")
def a_sample_is_not_volume(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what type of claim it is."""
    claim = tables.column("targets", "target_id", "claim_type")

    def describe(row: Row) -> str | None:
        sort = claim.get(row["target_id"])
        wrong = row["evidence"] == "sample" and row["finding"] == "met" and sort in ("event", "numeric")
        return str(sort) if wrong else None

    return map_rows(x, describe)


@implements("outcomes/absence-proves-nothing-done")
def absence_proves_nothing_done(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((x["evidence"] == "absence") & x["finding"].isin(["met", "partly", "progress"]))


@implements("outcomes/source-not-older-than-event")
def source_not_older_than_outcome(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Pass over absences: they are dated by the search, and their source is where one looked."""
    return source_older_than(tables, "happened_on", x).where(x["evidence"] != "absence")


@implements("outcomes/the-claimant-is-not-independent")
def the_claimant_is_not_independent(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say who published it. Of a page that relays another publisher that one counts."""
    claimant = tables.column("targets", "target_id", "claimant_id")
    actor = actors_by_name(tables)
    page = tables.column("sources", "source_id", "publisher")
    relayed = tables.column("sources", "source_id", "original_publisher")

    def describe(row: Row) -> str | None:
        first = str(relayed.get(row["source_id"]) or page.get(row["source_id"]))
        its_own = actor.get(first.casefold()) == claimant.get(row["target_id"], "nobody")
        return first if row["independent"] and its_own else None

    return map_rows(x, describe)


@implements("outcomes/met-needs-more-than-the-claimants-word")
def met_needs_more(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    hard = x["evidence"].isin(["measurement", "commercial-volume"])
    return flag((x["finding"] == "met") & ~(x["independent"].fillna(False).astype(bool) | hard))


@implements("outcomes/missed-only-after-the-deadline")
def missed_only_after_the_deadline(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say the deadline. A ceiling or an estimate can be proven wrong before it, a judgement at any time."""
    claim = tables.column("targets", "target_id", "claim_type")
    deadline = tables.column("targets", "target_id", "deadline")
    comparator = tables.column("targets", "target_id", "comparator")

    def describe(row: Row) -> str | None:
        end = deadline.get(row["target_id"])
        floor = comparator.get(row["target_id"]) in AFTER_THE_DEADLINE_ONLY
        dated = end and floor and claim.get(row["target_id"]) != "statement"
        early = dated and row["finding"] == "missed" and not is_later(row["happened_on"], str(end))
        return str(end) if early else None

    return map_rows(x, describe)


@implements("outcomes/observation-of-the-targets-metric")
def observation_of_the_targets_metric(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say both metrics. Background may be of any metric, and a note may say why another one decides."""
    expected = tables.column("targets", "target_id", "metric_id")
    found = tables.column("observations", "observation_id", "metric_id")

    def describe(row: Row) -> str | None:
        metric, target = found.get(row["observation_id"]), expected.get(row["target_id"])
        decides = row["finding"] in DECISIVE and not row["note"]
        return f"{metric}, the target of {target}" if decides and metric and target and metric != target else None

    return map_rows(x, describe)
