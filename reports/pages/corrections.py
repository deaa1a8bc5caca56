"""What differs from the last release: our shares, and rows that were corrected, among them which figure is preferred.

In: the estimate as it was released and as it is, and build/since-release.json, which `python -m scripts.report` writes
where it can see the tag of a release. Out: entries of what changed.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reports.pages.as_known import share
from reports.pages.entry import Entry, entry
from reports.query import query
from reports.text.dates import period
from reports.text.labels import definition_label
from reports.text.language import words
from reports.text.numbers import number
from schemas.package import ROOT

SINCE = ROOT / "build" / "since-release.json"
DAY = "select greatest((select max(rated_on) from verdicts), (select max(recorded_on) from observations)) as day"
REESTIMATED = """
with
released as (
  select *
  from estimates_as_of
  where occasion <> 'backtest'
  qualify as_of = max(as_of) over ()
)
select
  r.occasion, e.year, e.definition_id, r.p05 as low_before, r.p50 as before, r.p95 as high_before, e.p05, e.p50, e.p95
from released r
join estimates e using (year, definition_id, metric, ratio)
where e.tier = 'all' and metric = 'units' and ratio = 'sales' and definition_id in ('d1', 'd2', 'd3', 'd4')
  and round(100 * r.p50) <> round(100 * e.p50)
order by e.year, e.definition_id
"""
NAMES = """
select observation_id, metric, subject, period, claimant, url
from observations_named
where list_contains(?, observation_id)
"""


def newest_day() -> str:
    """Return the day of the newest row."""
    return str(query(DAY)[0]["day"])


def reestimated() -> Iterator[Entry]:
    """Yield an entry with our shares that are others than those of the last release, if any is."""
    rows, known = query(REESTIMATED), words()
    lines = [
        known.fill(
            "changes.share",
            year=r["year"],
            definition=definition_label(r["definition_id"]),
            before=share({"p05": r["low_before"], "p50": r["before"], "p95": r["high_before"]}),
            now=share(r),
        )
        for r in rows
    ]
    if rows:
        release = rows[0]["occasion"]
        title = known.fill("changes.shares", n=number(len(lines)), release=release)
        yield entry(f"shares-since-{release}", newest_day(), title, lines)


def corrections(path: Path = SINCE) -> Iterator[Entry]:
    """Yield an entry with the rows that were changed since the last release, if a release could be seen."""
    since: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    if not since or not since["tables"]:
        return
    known = words()
    names = {r["observation_id"]: r for r in query(NAMES, [key for key, _, _ in since["ranks"]])}
    lines = [
        known.fill("changes.rows", **{k: v if k == "table" else number(v) for k, v in t.items()})
        for t in since["tables"]
    ]
    for key, before, now in since["ranks"]:
        if row := names.get(key):
            what = ", ".join(filter(None, [row["metric"], row["subject"], period(row["period"])]))
            lines.append(known.fill("changes.rank", who=row["claimant"], what=what, before=before, now=now))
    title = known.fill("changes.corrected", n=number(sum(t["changed"] for t in since["tables"])), release=since["base"])
    yield entry(f"rows-since-{since['base']}", newest_day(), title, lines)
