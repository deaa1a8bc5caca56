"""What rules on rows share: columns of other tables, periods and days, and conditions that several tables know."""

import re
from collections.abc import Callable
from datetime import date

import pandas as pd

from checks.rows.predicates import Row, Tables, map_rows, messages_where
from checks.rulebook import Rule
from schemas.periods import period_end, period_start

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
LOGIC_MAKERS = {"foundry", "idm"}


def interval_iff_ends(rows: pd.DataFrame, low: str, high: str, ends: str, owner: str) -> "pd.Series":
    """Find rows that have ends and do not say what interval they are, or the other way round."""
    return messages_where(
        rows,
        (rows[low].notna() | rows[high].notna()) != rows["interval"].notna(),
        lambda row: f"interval “{row.interval}” without {ends}" if row.interval else f"{ends} without {owner} interval",
    )


def is_observed(rows: pd.DataFrame, tables: Tables) -> "pd.Series":
    """Tell which rows have a basis that speaks of what is or was, not of what is still to come."""
    return (
        rows["basis"].map(tables.column("bases", "basis_id", "observed")).astype("boolean").fillna(False).astype(bool)
    )


def is_later(a: str | None, b: str | None) -> bool:
    """Tell whether period a certainly lies after period b: it begins after the last day of b. Unknown is not later."""
    return bool(a and b) and period_start(str(a)) > period_end(str(b))


def is_future(period: str | None, today: date) -> bool:
    """Tell whether a period has not begun today."""
    return bool(period) and period_start(str(period)) > today


def first_future(row: Row, columns: tuple[str, ...], today: date) -> str | None:
    """Name the first of the row's periods that lies in the future."""
    return next((f"{c} is {row[c]}" for c in columns if is_future(row[c], today)), None)


def bound_day(rule: Rule, name: str) -> date:
    """Return a bound that is a day, written as one number: 20250827."""
    return date.fromisoformat(str(int(rule.bounds[name].value)))


def first_day(periods: "pd.Series") -> "pd.Series":
    """Return the first days as day numbers: they compare fast; a missing one is neither before nor after anything."""
    return _ends(periods, period_start)


def last_day(periods: "pd.Series") -> "pd.Series":
    """Return the last days as day numbers."""
    return _ends(periods, period_end)


def _ends(periods: "pd.Series", end: Callable[[str], date]) -> "pd.Series":
    return periods.map(lambda p: float(end(p).toordinal()) if p else float("nan"), na_action="ignore").astype("float64")


def day_number(dates: "pd.Series") -> "pd.Series":
    """Return dates as day numbers."""
    return dates.map(lambda d: float(d.toordinal()), na_action="ignore").astype("float64")


def of_metric(rows: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """Look up a column of each row's metric."""
    return rows["metric_id"].map(tables.column("metrics", "metric_id", column))


def of_source(rows: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """Look up a column of each row's source."""
    return rows["source_id"].map(tables.column("sources", "source_id", column))


def of_claimant(rows: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """Look up a column of each row's claimant."""
    return rows["claimant_id"].map(tables.column("actors", "actor_id", column))


def actors_by_name(tables: Tables) -> dict[object, str]:
    """Return the actors by their names in English and Chinese, case folded, as pages name their publishers."""
    a = tables["actors"]
    return {
        str(name).casefold(): key
        for column in ("name_zh", "name")
        for name, key in zip(a[column], a["actor_id"], strict=True)
        if name
    }


def of_chip(rows: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """Look up a column of each row's chip."""
    return rows["chip_id"].map(tables.column("chips", "chip_id", column))


def is_preferred(rows: pd.DataFrame) -> "pd.Series":
    """Tell which rows are our choice."""
    return rows["rank"] == "preferred"


def source_older_than(tables: Tables, column: str, rows: pd.DataFrame) -> "pd.Series":
    """Say when the source was published, in each row whose event lies after its source."""
    published = tables.column("sources", "source_id", "published_on")

    def describe(row: Row) -> str | None:
        day = published.get(row["source_id"])
        return str(day) if isinstance(day, str) and is_later(row[column], day) else None

    return map_rows(rows, describe)


def roles(tables: Tables) -> dict[object, set[str]]:
    """Return the roles of each firm."""
    return {firm: set(r) for firm, r in zip(tables["firms"]["firm_id"], tables["firms"]["roles"], strict=True)}


def lacks_han(text: str | None) -> bool:
    """Tell whether a text that is given holds no Chinese character."""
    return bool(text) and not HAN.search(str(text))
