"""What rules on rows share: columns of other tables, periods and days, and conditions that several tables know."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pandas as pd

from checks.rows.predicates import Row, Tables, map_rows, messages_where
from checks.rows.split_addresses import urlsplit
from checks.rulebook import Rule, content_farms
from checks.wrapped_addresses import MANY
from schemas.periods import period_end, period_start

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
LOGIC_MAKERS = {"foundry", "idm"}


def interval_iff_ends(rows: pd.DataFrame, low: str, high: str, ends: str, owner: str) -> "pd.Series":
    """Find rows that have ends and do not say what interval they are, or the other way round."""
    return messages_where(
        rows,
        (rows[low].notna() | rows[high].notna()) != rows["interval"].notna(),
        lambda row: interval_or_ends(row.interval, ends, owner),
    )


def interval_or_ends(interval: str | None, ends: str, owner: str) -> str:
    """Say which of the two is there without the other."""
    return f"interval “{interval}” without {ends}" if interval else f"{ends} without {owner} interval"


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


def actors_by_name(tables: Tables) -> dict[object, str]:
    """Return the actors by their names in English and Chinese, case folded, as pages name their publishers."""
    a = tables["actors"]
    return {
        str(name).casefold(): key
        for column in ("name_zh", "name")
        for name, key in zip(a[column], a["actor_id"], strict=True)
        if name
    }


def plain_period(interval: str) -> str | None:
    """Return the year, half, quarter, month or day that an interval is, or None.

    >>> plain_period("2025-01/2025-03"), plain_period("2025-02/2025-04"), plain_period("2025/2025")
    ('2025-Q1', None, '2025')
    """
    start, end = period_start(interval), period_end(interval)
    year, month = start.year, start.month
    names = [f"{year}", f"{year}-H{(month + 5) // 6}", f"{year}-Q{(month + 2) // 3}", f"{year}-{month:02}", f"{start}"]
    return next((n for n in names if (period_start(n), period_end(n)) == (start, end)), None)


def farms(tables: Tables) -> dict[str, str]:
    """Return the sources that are pages of content farms, with the host."""
    pages = tables.con.execute(f"select source_id, url from {tables.in_sql('sources')}").fetchall()  # nosec B608 # our own name
    return {page: host for page, url in pages if (host := _host_of_farm(str(url)))}


@lru_cache(MANY)
def _host_of_farm(url: str) -> str | None:
    host = urlsplit(url).hostname or ""
    hosts = (farm.host for farm in content_farms())
    return host if any(host == farm or host.endswith(f".{farm}") for farm in hosts) else None


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
