"""The grades of reliability: what they mean, and counts by grade as a table with a column for each."""

from collections.abc import Iterable

from reports.query import Row, query
from reports.text.labels import grade_label
from reports.text.markdown import Cell, Markdown, escape, table
from reports.text.numbers import number

GRADES = "select grade_id, description from grades order by grade_id"
ALL = "All"


def grades() -> dict[str, str]:
    """Return what every grade means, the best first."""
    return {r["grade_id"]: r["description"] for r in query(GRADES)}


def count_by_grade(rows: Iterable[Row], key: str) -> dict[str, dict[str, int]]:
    """Return the counts of `rows` (`key`, `reliability`, `n`) by key and grade, in the order of the rows."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row[key], dict.fromkeys(grades(), 0))[row["reliability"]] = row["n"]
    return found


def grade_table(heading: str, counts: dict[str, dict[str, int]]) -> Markdown:
    """Return counts by key and grade as a table: a row for each key, a column for each grade, and one for all."""
    columns: dict[str, str | Cell] = {heading: "key"}
    names = {grade_label(grade): grade for grade in grades()}
    columns |= names
    columns[ALL] = lambda r: escape(number(sum(counts[r["key"]].values())))
    rows = [{"key": key, **found} for key, found in counts.items()]
    return Markdown(table(rows, columns, right=[*names, ALL]))
