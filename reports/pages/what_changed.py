"""What changed, as entries by day: new evidence, verdicts that moved, revised figures, what happened, releases.

In: the days that the rows carry (recorded, rated, happened), CHANGELOG.md, and what differs from the last release. Out:
entries, the newest first, each with an anchor that never changes. The page Changes, the overview and the feed are made
of them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reports.pages.corrections import corrections, reestimated
from reports.pages.entry import Entry, entry
from reports.query import Row, query
from reports.text.dates import day as day_text
from reports.text.dates import period
from reports.text.labels import label_of, status_label
from reports.text.language import words
from reports.text.listed import PLACE, first_of
from reports.text.markdown import Cell, Markdown, escape, site_only, sortable, table
from reports.text.numbers import number
from reports.text.values import Value, published

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
RELEASE = re.compile(r"^## (\S+) \((\d{4}-\d{2}-\d{2})\)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ADDED = """
select o.recorded_on as day, m.topic_id, count(*) as figures
from observations o
join metrics m using (metric_id)
group by all
order by day desc, figures desc, m.topic_id
"""
READ = "select accessed_on as day, count(*) as pages from sources group by accessed_on"
REVISED = f"""
with
dated as (
  select
    o.observation_id,
    central_value(o) as now,
    lag(o.observation_id) over w as before_id,
    lag(central_value(o)) over w as before
  from observations o
  window w as (partition by cell_key(o), o.claimant_id order by period_end(o.as_of))
)
select
  o.recorded_on as day, n.metric, n.subject, n.period, n.claimant, n.url, n.as_of, n.central, n.value_low, n.value_high,
  n.bound, n.unit, b.as_of as before_on, b.central as before_central, b.value_low as before_low,
  b.value_high as before_high, b.bound as before_bound, {PLACE}
from dated d
join observations o using (observation_id)
join observations_named n using (observation_id)
join observations_named b on b.observation_id = d.before_id
left join regions r on r.region_id = o.region_id
where d.now <> d.before
order by day desc, period_end(n.as_of) desc, n.metric, n.subject, n.claimant
"""  # nosec B608 # names of ours
MOVED = """
select v.rated_on as day, v.target_id, v.claimant, v.statement, v.status_before, v.status, v.change, v.reason,
  t.collection
from verdict_changes v
join targets t using (target_id)
where v.moved
qualify row_number() over (partition by v.target_id, v.rated_on order by v.rule_version desc) = 1
order by day desc, v.statement, v.target_id
"""
HAPPENED = """
with
dated as (
  select statement, period_end(happened_on) as day, source_id
  from outcomes
  where period_start(happened_on) = period_end(happened_on)
)
select day, statement, url
from dated
join sources using (source_id)
where day > (select max(recorded_on) from observations) - interval 90 day
order by day desc, statement
"""
FOUNDING = (
    "founding-report"  # collection of the claims that the package began with; each of them is an entry of the feed
)


@dataclass(frozen=True)
class Changes:
    """What the page shows: all entries under their days."""

    days: Markdown


def changes() -> Changes:
    """Return what the page shows."""
    parts = []
    for day, found in groupby(entries(), lambda e: e.day):
        parts.append(f"## {escape(day_text(day))} {{#day-{day}}}\n")
        parts += [f"### {escape(e.title)} {{#{e.anchor}}}\n\n{e.shown}\n" for e in found if e.shown]
    return Changes(Markdown("\n".join(parts)))


def entries() -> list[Entry]:
    """Return all entries, the newest day first; within a day releases, our shares, verdicts, rows, figures, events."""
    found = [*releases(), *reestimated(), *verdicts(), *corrections(), *evidence(), *revisions(), *happened()]
    return sorted(found, key=lambda e: e.day, reverse=True)


def since_release() -> Markdown:
    """Return the last release, and the titles of what came after it as a list, with links to the page Changes."""
    last = releases()[0]
    newer = [e for e in entries() if e.day > last.day and e.shown]
    lines = [f"- [{escape(e.title)}](changes.qmd#{e.anchor}), {escape(day_text(e.day))}" for e in newer]
    first = words().fill(
        "changes.since" if newer else "changes.nothing-since", release=last.title, day=day_text(last.day)
    )
    return Markdown("\n".join([escape(first), "", *lines, "", f"[{words()['changes.all']}](changes.qmd)"]) + "\n")


def releases(path: Path = CHANGELOG) -> list[Entry]:
    """Return an entry for each release of the changelog. Raises LookupError if there is none."""
    found = RELEASE.findall(path.read_text(encoding="utf-8"))
    if not found:
        raise LookupError(f"{path.name}: no entry of the form “## 1.2.3 (2026-01-31)”")
    return [
        Entry(
            f"v{version}",
            day,
            words().fill("changes.release", version=version),
            tuple(items(text)),
            Markdown(text.strip()),
        )
        for version, day, text in found
    ]


def items(text: str) -> list[str]:
    """Return the items of a list in Markdown, each on one line.

    >>> items("Words.\\n\\n- a\\n  b\\n- `c`")
    ['a b', 'c']
    """
    return [" ".join(i.split()).replace("`", "") for i in re.split(r"^- ", text, flags=re.MULTILINE)[1:]]


def by_day(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield each day of rows that stand in the order of their days, with its rows."""
    for day, found in groupby(rows, lambda r: str(r["day"])):
        yield day, list(found)


def evidence() -> Iterator[Entry]:
    """Yield, for each day on which figures were recorded, how many on what."""
    known, read = words(), {str(r["day"]): r["pages"] for r in query(READ)}
    for day, rows in by_day(query(ADDED)):
        lines = [f"{label_of('topics', r['topic_id']).name}: {number(r['figures'])}" for r in rows]
        title = known.fill("changes.evidence", n=number(sum(r["figures"] for r in rows)))
        first = [known.fill("changes.read", n=number(read[day]))] if day in read else []
        yield entry(f"{day}-figures", day, title, [*first, *lines])


def revisions() -> Iterator[Entry]:
    """Yield, for each day, the figures recorded on it by which claimants revised an earlier one of theirs."""
    for day, rows in by_day(query(REVISED)):
        title, shown = words().fill("changes.revised", n=number(len(rows))), first_of(rows)
        yield entry(f"{day}-revisions", day, title, [*map(revision, shown)], [r["url"] for r in shown], len(rows))


def revision(row: Row) -> str:
    """Say which figure a claimant revised, from what to what."""
    before = Value(
        row["before_central"] if row["before_low"] is None else None,
        row["before_low"],
        row["before_high"],
        row["before_bound"],
        unit=row["unit"],
    )
    return words().fill(
        "changes.revision",
        who=row["claimant"],
        what=", ".join(filter(None, [row["metric"], row["subject"], period(row["period"])])),
        before=before.text(),
        before_on=period(row["before_on"]),
        now=published(row).text(),
        now_on=period(row["as_of"]),
    )


def happened() -> Iterator[Entry]:
    """Yield, for each day of the last three months, what was reported to have happened to promises."""
    for day, rows in by_day(query(HAPPENED)):
        title = words().fill("changes.happened", n=number(len(rows)))
        yield entry(f"{day}-events", day, title, [r["statement"] for r in rows], [r["url"] for r in rows])


def verdicts() -> Iterator[Entry]:
    """Yield, for each day, the verdicts that moved, and why; then one entry for each of a founding claim."""
    known = words()
    for day, rows in by_day(query(MOVED)):
        causes = Counter(r["change"] for r in rows)
        lines = [f"{known[f'changes.because-{c}']}: {number(n)}" for c, n in causes.most_common()]
        title = known.fill("changes.verdicts", n=number(len(rows)))
        counts = "".join(f"- {escape(line)}\n" for line in lines)
        founding = [r for r in rows if r["collection"] == FOUNDING]
        first = "".join(f"- {founding_line(r)}\n" for r in founding)
        shown = f"{counts}\n{escape(known['changes.founding'])}\n\n{first}\n" if first else f"{counts}\n"
        yield Entry(f"{day}-verdicts", day, title, tuple(lines), Markdown(f"{shown}{moved_table(rows)}"))
        for row in founding:
            yield Entry(verdict_anchor(row), day, verdict_title(row), verdict_lines(row), Markdown(""))


def verdict_anchor(row: Row) -> str:
    """Return the anchor of one moved verdict."""
    return f"{row['day']}-{row['target_id']}"


def verdict_title(row: Row) -> str:
    """Say how a verdict moved."""
    before, now = status_label(row["status_before"]), status_label(row["status"])
    return words().fill("changes.verdict", claim=row["statement"], before=before, now=now)


def verdict_lines(row: Row) -> tuple[str, ...]:
    """Say why a verdict moved, and what the rules say of it."""
    return tuple(filter(None, [row["claimant"], words()[f"changes.because-{row['change']}"], row["reason"]]))


def founding_line(row: Row) -> str:
    """Return the verdict of a founding claim that moved, as Markdown with its anchor."""
    return f"[{escape(verdict_title(row))}]{{#{verdict_anchor(row)}}} {escape('. '.join(verdict_lines(row)[1:]))}"


def moved_table(rows: Sequence[Row]) -> str:
    """Return the verdicts that moved as a table that readers can filter."""
    known = words()
    columns: dict[str, str | Cell] = {
        known["changes.claim"]: "statement",
        known["changes.who"]: "claimant",
        known["changes.before"]: lambda r: escape(status_label(r["status_before"])),
        known["changes.now"]: lambda r: escape(status_label(r["status"])),
        known["changes.why"]: lambda r: escape(known[f"changes.because-{r['change']}"]),
        known["changes.reason"]: lambda r: escape(r["reason"] or ""),
    }
    return site_only(
        sortable(
            table(rows, columns, place="moved {day} {target_id}"), f"{known['changes.now']};{known['changes.why']}"
        )
    )
