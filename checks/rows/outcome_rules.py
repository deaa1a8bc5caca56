"""Rules on outcomes: what evidence can say of a target, whose it is, and when."""

import pandas as pd

from checks.rows.joined_rows import ask
from checks.rows.lookups import actors_by_name, is_future, is_later, source_older_than
from checks.rows.predicates import Row, Tables, flag, flag_rows, implements, map_rows
from checks.rulebook import Rule
from model.evidence import DESCRIPTIVE

SHOWN = ("launch", "specification", "performance", "technology")  # aspects that a sample can show


@implements("outcomes/not-in-future")
def outcome_not_in_future(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(x, lambda r: is_future(r["happened_on"], tables.today))


@implements("outcomes/verdict-not-before-the-claim")
def verdict_not_before_the_claim(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say when the claim was made. Older background is fine without a condition, or with a note; and of what was told
    to be so already."""
    said_on = tables.column("targets", "target_id", "said_on")
    act = tables.column("targets", "target_id", "speech_act")

    def describe(row: Row) -> str | None:
        day = said_on.get(row["target_id"])
        decides = row["condition"] and not row["note"] and act.get(row["target_id"]) not in DESCRIPTIVE
        return str(day) if day and decides and is_later(str(day), row["happened_on"]) else None

    return map_rows(x, describe)


@implements("outcomes/condition-of-the-target")
def condition_of_the_target(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which conditions the target has."""
    known: dict[str, list[str]] = {}
    for target, result in zip(tables["conditions"]["target_id"], tables["conditions"]["result"], strict=True):
        known.setdefault(target, []).append(result)

    def describe(row: Row) -> str | None:
        mine = sorted(known.get(row["target_id"], []))
        return None if not row["condition"] or row["condition"] in mine else " and ".join(mine) or "none at all"

    return map_rows(x, describe)


@implements("outcomes/about-what-the-target-is-about")
def about_what_the_target_is_about(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the target is about."""
    aspect = tables.column("targets", "target_id", "aspect_id")

    def describe(row: Row) -> str | None:
        meant = aspect.get(row["target_id"])
        return str(meant) if row["condition"] and meant and meant != row["aspect_id"] else None

    return map_rows(x, describe)


@implements("outcomes/an-admission-is-by-who-is-concerned")
def an_admission_is_by_who_is_concerned(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    def is_wrong(row: Row) -> bool:
        against = row["condition"] in ("missed", "partly", None)
        return row["evidence"] == "admission" and (bool(row["independent"]) or not against)

    return flag_rows(x, is_wrong)


@implements("outcomes/a-plan-is-not-an-outcome")
def a_plan_is_not_an_outcome(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Pass over descriptions: a plan can be what is described."""
    act = tables.column("targets", "target_id", "speech_act")
    return flag_rows(
        x, lambda r: r["evidence"] == "plan" and r["condition"] and act.get(r["target_id"]) != "description"
    )


@implements("outcomes/a-sample-is-not-volume")
def a_sample_is_not_volume(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the claim is about; of one about showing or performance a sample is enough."""
    claim = tables.column("targets", "target_id", "claim_type")
    aspect = tables.column("targets", "target_id", "aspect_id")

    def describe(row: Row) -> str | None:
        of = aspect.get(row["target_id"])
        promised = claim.get(row["target_id"]) in ("event", "numeric") and of not in SHOWN
        return str(of) if promised and row["evidence"] == "sample" and row["condition"] == "met" else None

    return map_rows(x, describe)


@implements("outcomes/absence-proves-nothing-done")
def absence_proves_nothing_done(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((x["evidence"] == "absence") & x["condition"].isin(["met", "partly"]))


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


@implements("outcomes/observation-of-the-targets-metric")
def observation_of_the_targets_metric(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say both metrics. Background may be of any metric, and a note may say why another one decides."""
    expected = tables.column("targets", "target_id", "metric_id")
    named = list(x["observation_id"].dropna())
    sql = "select observation_id, metric_id from {rows} where observation_id in (select unnest(cast(? as varchar[])))"
    found = dict(ask(tables, "observations", sql, named))

    def describe(row: Row) -> str | None:
        metric, target = found.get(row["observation_id"]), expected.get(row["target_id"])
        decides = row["condition"] and not row["note"]
        return f"{metric}, the target of {target}" if decides and metric and target and metric != target else None

    return map_rows(x, describe)
