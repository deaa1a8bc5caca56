"""Rules on plans for plants: when they were said, and that each stands once."""

import pandas as pd

from checks.rows.lookups import is_future, is_later
from checks.rows.predicates import Row, Tables, flag_rows, implements, map_rows
from checks.rulebook import Rule


@implements("plans/said-before-due")
def said_before_due(p: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(p, lambda r: is_later(r["said_on"], r["planned_on"]))


@implements("plans/said-in-the-past")
def said_in_the_past(p: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(p, lambda r: is_future(r["said_on"], tables.today))


@implements("plans/said-before-the-start")
def said_before_the_start(p: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say when production began."""
    began = tables.column("fabs", "fab_id", "production_on")

    def describe(row: Row) -> str | None:
        day = began.get(row["fab_id"])
        late = row["milestone"] == "production" and isinstance(day, str) and is_later(row["said_on"], day)
        return str(day) if late else None

    return map_rows(p, describe)


@implements("plans/once")
def once(p: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which other row has the same plan."""
    columns = ["fab_id", "milestone", "planned_on", "claimant_id", "said_on"]
    rows: dict[tuple[object, ...], list[str]] = {}
    for row in p.to_dict("records"):
        rows.setdefault(tuple(row[c] for c in columns), []).append(str(row["plan_id"]))

    def describe(row: Row) -> str | None:
        same = [key for key in rows[tuple(row[c] for c in columns)] if key != row["plan_id"]]
        return ", ".join(same) or None

    return map_rows(p, describe)
