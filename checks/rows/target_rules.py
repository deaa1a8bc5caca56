"""Rules on targets: what a claim must name, whose it is, and when it can be made."""

from typing import Any

import pandas as pd

from checks.rows.lookups import bound_day, is_future, is_later, lacks_han, source_older_than
from checks.rows.predicates import Row, Tables, flag, flag_rows, implements, map_rows
from checks.rulebook import Rule
from schemas.periods import period_end
from schemas.vocabulary import DIMENSIONS

CLAIMANTS = {
    "state": {"government"},
    "official": {"government"},
    "firm": {"firm", "industry-body"},
    "analyst": {"analyst", "research"},
    "press": {"newsroom", "firm"},  # a press report of one firm’s plan names the firm
}


def metric_column(tables: Tables, name: str) -> dict[str, Any]:
    """Return one column of the metrics by metric."""
    return dict(tables.column("metrics", "metric_id", name))


def named(row: Row) -> set[str]:
    """Return the dimensions that a row names."""
    return {d for d in DIMENSIONS if row[f"{d}_id"]}


@implements("targets/deadline-not-before-said")
def deadline_not_before_said(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(t, lambda r: is_later(r["said_on"], r["deadline"]))


@implements("targets/numeric-claims-complete")
def numeric_claims_complete(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what is missing."""

    def describe(row: Row) -> str | None:
        if row["claim_type"] != "numeric":
            return None
        missing = [c for c in ("value", "unit", "comparator") if row[c] is None]
        if not row["metric_id"] and not row["unmeasurable_reason"]:
            missing.append("metric_id")
        return ", ".join(missing) or None

    return map_rows(t, describe)


@implements("targets/value-has-unit-and-comparator")
def value_has_unit_and_comparator(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Leave numeric claims to the rule about them."""

    def lone(row: Row) -> bool:
        given = {row["value"] is not None, row["unit"] is not None, row["comparator"] is not None}
        return row["claim_type"] != "numeric" and len(given) > 1

    return flag_rows(t, lone)


@implements("targets/unit-of-the-metric")
def unit_of_the_metric(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say the metric’s unit."""
    unit = metric_column(tables, "unit")

    def describe(row: Row) -> str | None:
        expected = unit.get(row["metric_id"])
        return str(expected) if expected and row["unit"] and row["unit"] != expected else None

    return map_rows(t, describe)


@implements("targets/dimensions-fit-metric")
def dimensions_fit_metric(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which dimension is missing or one too many."""
    needed, optional = metric_column(tables, "dimensions"), metric_column(tables, "optional_dimensions")

    def describe(row: Row) -> str | None:
        if row["metric_id"] not in needed:
            return None
        must, may = (set(d[row["metric_id"]] or []) for d in (needed, optional))
        missing, extra = must - named(row), named(row) - must - may
        if missing:
            return f"names no {', '.join(sorted(missing))}"
        if extra:
            return f"names a {', '.join(sorted(extra))}, which {row['metric_id']} does not know"
        return None if named(row) else "names no subject at all"

    return map_rows(t, describe)


@implements("targets/definition-fits-metric")
def definition_fits_metric(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which family is expected and which is given."""
    family = tables.column("definitions", "definition_id", "family")
    expected = metric_column(tables, "definition_family")

    def describe(row: Row) -> str | None:
        given, asked = family.get(row["definition_id"]), expected.get(row["metric_id"])
        asked = asked if isinstance(asked, str) else "no definition"
        return f"is of {given}, expected {asked}" if given and given != asked else None

    return map_rows(t, describe)


@implements("targets/range-ordered")
def target_range_ordered(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    wrong = (t["value_low"] > t["value"]) | (t["value"] > t["value_high"]) | (t["value_low"] > t["value_high"])
    return flag(wrong)


@implements("targets/both-ends-or-neither")
def target_both_ends(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(t["value_low"].isna() != t["value_high"].isna())


@implements("targets/multiple-has-a-baseline")
def multiple_has_a_baseline(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((t["unit"] == "x") & t["baseline_period"].isna())


@implements("targets/baseline-complete")
def baseline_complete(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(t["baseline_value"].notna() & t["baseline_period"].isna())


@implements("targets/baseline-before-deadline")
def baseline_before_deadline(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say the deadline. A part of the deadline’s year may be its baseline."""

    def describe(row: Row) -> str | None:
        base, deadline = row["baseline_period"], row["deadline"]
        late = base and deadline and period_end(base) >= period_end(deadline)
        return deadline if late else None

    return map_rows(t, describe)


@implements("targets/claims-have-a-deadline")
def claims_have_a_deadline(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((t["claim_type"] != "statement") & t["deadline"].isna())


@implements("targets/has-its-conditions")
def has_its_conditions(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which of the two is missing."""
    written = set(zip(tables["conditions"]["target_id"], tables["conditions"]["result"], strict=True))

    def describe(row: Row) -> str | None:
        lacking = [result for result in ("met", "missed") if (row["target_id"], result) not in written]
        return " and none for ".join(lacking) or None

    return map_rows(t, describe)


@implements("targets/waits-for-evidence")
def waits_for_evidence(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    def is_wrong(row: Row) -> bool:
        deadline, until = row["deadline"], row["evidence_until"]
        if not deadline or not until:
            return bool(deadline) != bool(until)
        return period_end(until) < period_end(deadline)

    return flag_rows(t, is_wrong)


@implements("targets/specification-names-a-chip")
def specification_names_a_chip(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((t["claim_type"] == "specification") & t["chip_id"].isna() & t["process_id"].isna())


@implements("targets/successor-is-later")
def successor_is_later(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say when the successor was said."""
    said_on = tables.column("targets", "target_id", "said_on")

    def describe(row: Row) -> str | None:
        successor = said_on.get(row["superseded_by"])
        return str(successor) if successor and is_later(row["said_on"], str(successor)) else None

    return map_rows(t, describe)


def bodies(tables: Tables) -> dict[object, object]:
    """Return for each actor the body whose word it is: of a person, that for which the person speaks."""
    actors = tables["actors"]
    return dict(zip(actors["actor_id"], actors["speaks_for_id"].fillna(actors["actor_id"]), strict=True))


@implements("targets/successor-by-the-same-claimant")
def successor_by_the_same_claimant(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say whose the successor is. Newsrooms take turns at reporting one firm’s plan."""
    claimant, kind, firm = (tables.column("targets", "target_id", c) for c in ("claimant_id", "kind", "firm_id"))
    body = bodies(tables)

    def describe(row: Row) -> str | None:
        successor = str(row["superseded_by"])
        other = claimant.get(successor)
        reported = row["kind"] == kind.get(successor) == "press" and row["firm_id"] == firm.get(successor) is not None
        same = body.get(other) == body.get(row["claimant_id"])
        return str(other) if other and not same and not reported else None

    return map_rows(t, describe)


@implements("targets/kind-fits-claimant")
def kind_fits_claimant(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the claimant is; a person is what the body is for which the person speaks."""
    kind, body = tables.column("actors", "actor_id", "kind"), bodies(tables)

    def describe(row: Row) -> str | None:
        actor = str(kind.get(str(body.get(row["claimant_id"]))))
        return None if actor in CLAIMANTS[row["kind"]] else actor

    return map_rows(t, describe)


@implements("targets/said-not-in-future")
def said_not_in_future(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(t, lambda r: is_future(r["said_on"], tables.today))


@implements("targets/source-not-older-than-claim")
def source_not_older_than_claim(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return source_older_than(tables, "said_on", t)


@implements("targets/value-possible-for-metric")
def value_possible_for_metric(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which number is outside and what the metric allows."""
    low, high = metric_column(tables, "minimum"), metric_column(tables, "maximum")

    def describe(row: Row) -> str | None:
        ends = [m.get(row["metric_id"]) for m in (low, high)]
        for column in ("value", "value_low", "value_high", "baseline_value"):
            x = row[column]
            if x is not None and (x < _number(ends[0], x) or x > _number(ends[1], x)):
                return f"{column} {x:.15g} is outside {ends[0]} to {ends[1]}"
        return None

    return map_rows(t, describe)


def _number(value: object, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) and not pd.isna(value) else otherwise


@implements("targets/percentages-believable")
def percentages_believable(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Look only at claims for which no metric sets a range."""
    low, high = rule.bounds["lowest"].value, rule.bounds["highest"].value
    return flag((t["unit"] == "%") & t["metric_id"].isna() & ((t["value"] < low) | (t["value"] > high)))


@implements("targets/founding-report-claims-are-of-its-day")
def founding_report_claims(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    report = bound_day(rule, "report").isoformat()
    return flag_rows(t, lambda r: r["collection"] == "founding-report" and is_later(r["said_on"], report))


@implements("targets/chinese-statement-is-chinese")
def chinese_statement_is_chinese(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(t, lambda r: lacks_han(r["statement_zh"]))
