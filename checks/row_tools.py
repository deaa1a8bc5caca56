"""What rules on rows share: lookups, periods and days, and how a rule says what is wrong.

`each` asks a function about one row after another; `explain` takes whole columns, for the large tables.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from checks.rows import Tables
from checks.rulebook import Rule
from schemas.periods import period_end, period_start

Row = dict[str, Any]
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
LOGIC_MAKERS = {"foundry", "idm"}
AHEAD = ("forecast", "target")  # bases of what is still to come


def each(rows: pd.DataFrame, function: Callable[[Row], object]) -> "pd.Series":
    """What a function says about each row, with missing cells as None."""
    found = [function({str(k): plain(v) for k, v in row.items()}) for row in rows.to_dict("records")]
    return pd.Series(found, index=rows.index, dtype="object")


def explain(rows: pd.DataFrame, wrong: "pd.Series", words: Callable[[Any], str]) -> "pd.Series":
    """What a rule says: `words` about each row (a named tuple) that is wrong, nothing about the others."""
    wrong = wrong.fillna(False).astype(bool)
    said = {row.Index: words(row) for row in rows[wrong].itertuples()} if wrong.any() else {}
    return pd.Series([said.get(i) for i in rows.index], index=rows.index, dtype="object")


def interval_iff_ends(rows: pd.DataFrame, low: str, high: str, ends: str, their: str) -> "pd.Series":
    """Rows that have ends and do not say what interval they are, or the other way round."""
    return explain(
        rows,
        (rows[low].notna() | rows[high].notna()) != rows["interval"].notna(),
        lambda row: f"interval “{row.interval}” without {ends}" if row.interval else f"{ends} without {their} interval",
    )


def plain(value: Any) -> Any:
    """A cell, with missing ones as None."""
    return value if isinstance(value, list) else None if pd.isna(value) else value


def later(a: str | None, b: str | None) -> bool:
    """Whether period a certainly lies after period b: it begins after the last day of b. Unknown is not later."""
    return bool(a and b) and period_start(str(a)) > period_end(str(b))


def future(period: str | None, today: date) -> bool:
    """Whether a period has not begun today."""
    return bool(period) and period_start(str(period)) > today


def first_future(row: Row, columns: tuple[str, ...], today: date) -> str | None:
    """Words about the first of the row's periods that lies in the future."""
    return next((f"{c} is {row[c]}" for c in columns if future(row[c], today)), None)


def bound_day(rule: Rule, name: str) -> date:
    """A bound that is a day, written as one number: 20250827."""
    return date.fromisoformat(str(int(rule.bounds[name].value)))


def first_day(periods: "pd.Series") -> "pd.Series":
    """First days as day numbers: they compare fast, and a missing one is neither before nor after anything."""
    return _ends(periods, period_start)


def last_day(periods: "pd.Series") -> "pd.Series":
    """Last days as day numbers."""
    return _ends(periods, period_end)


def _ends(periods: "pd.Series", end: Callable[[str], date]) -> "pd.Series":
    return periods.map(lambda p: float(end(p).toordinal()) if p else float("nan"), na_action="ignore").astype("float64")


def day(dates: "pd.Series") -> "pd.Series":
    """Dates as day numbers."""
    return dates.map(lambda d: float(d.toordinal()), na_action="ignore").astype("float64")


def of_metric(o: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """A column of each row's metric."""
    return o["metric_id"].map(tables.column("metrics", "metric_id", column))


def of_source(o: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """A column of each row's source."""
    return o["source_id"].map(tables.column("sources", "source_id", column))


def of_claimant(o: pd.DataFrame, tables: Tables, column: str) -> "pd.Series":
    """A column of each row's claimant."""
    return o["claimant_id"].map(tables.column("actors", "actor_id", column))


def preferred(o: pd.DataFrame) -> "pd.Series":
    """Which rows are our choice."""
    return o["rank"] == "preferred"


def source_older_than(tables: Tables, column: str, rows: pd.DataFrame) -> "pd.Series":
    """Says when the source was published, in each row whose event lies after its source."""
    published = tables.column("sources", "source_id", "published_on")

    def detail(row: Row) -> str | None:
        day = published.get(row["source_id"])
        return str(day) if isinstance(day, str) and later(row[column], day) else None

    return each(rows, detail)


def roles(tables: Tables) -> dict[object, set[str]]:
    """The roles of each firm."""
    return {firm: set(r) for firm, r in zip(tables["firms"]["firm_id"], tables["firms"]["roles"], strict=True)}


def lacks_han(text: str | None) -> bool:
    """Whether a text that is given holds no Chinese character."""
    return bool(text) and not HAN.search(str(text))
