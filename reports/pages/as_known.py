"""As known on a day: what had been published by then, and what our estimate would have said.

In: the view `observation_vintages`, on which the macros named `…_as_of` rest, asked for the first day of each quarter
and for every day of `estimates_as_of`. Out: the tables of the newest of these days, a few days side by side, and a JSON
with all of them for theme/as-known.js. What was public and what the model says in hindsight are kept apart.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from reports.query import Row, query
from reports.text.dates import day as day_text
from reports.text.dates import period
from reports.text.labels import basis_label, definition_label
from reports.text.language import words
from reports.text.listed import PLACE, below_table, first_of
from reports.text.markdown import Cell as Shown
from reports.text.markdown import Markdown, escape, link, table
from reports.text.numbers import count, number, percent
from reports.text.values import Value, published
from schemas.files import write_whole

FILE = Path("figures") / "as-known.json"  # in the folder of the project, where cells run
DAYS = """
with
bounds as (
  select
    make_date(min(year), 1, 1) as first,
    greatest((select max(recorded_on) from observations), (select max(rated_on) from verdicts)) as last
  from estimates_as_of
),
quarters as (
  select cast(unnest(generate_series(first, last, interval 3 month)) as date) as day from bounds
)
select day from quarters
union
select as_of from estimates_as_of where as_of <= (select last from bounds)
union
select last from bounds
order by day
"""
VINTAGE = f"known_on, superseded_on, {PLACE}"
WITH_VINTAGE = "join observation_vintages using (observation_id)\nleft join regions r using (region_id)"
# The rows of each ledger, whenever they became known; the macros named after a day rest on the same vintages.
SHARES = f"""
select observation_id, period, m.name as metric, vendor as subject, share as central, share_low as value_low,
  share_high as value_high, bound, m.unit, basis, claimant, as_of, url, ends_on,
  {VINTAGE}
from market_share o
join metrics m using (metric_id)
{WITH_VINTAGE}
where observed and region_id = 'cn'
order by ends_on desc, metric, subject, claimant, observation_id
"""  # nosec B608 # names of ours
CAPACITY = f"""
select observation_id, period, metric, subject, central, value_low, value_high, bound, unit, basis, claimant, as_of,
  url, ends_on, {VINTAGE}
from capacity o
{WITH_VINTAGE}
where observed
order by ends_on desc, subject, claimant, observation_id
"""  # nosec B608 # names of ours
FORECASTS = f"""
select observation_id, period, metric, subject, central, value_low, value_high, bound, unit, basis, claimant, as_of,
  url, ends_on, {VINTAGE}
from observations_named o
{WITH_VINTAGE}
where not observed and ends_on is not null
  and topic_id in ('share', 'shipments', 'self-sufficiency', 'market-size', 'capacity')
order by ends_on, metric, subject, claimant, observation_id
"""  # nosec B608 # names of ours
CLAIMS = """
with days as (select cast(unnest(?) as date) as day)
select
  day,
  count(*) filter (period_end(said_on) <= day) as made,
  count(*) filter (period_end(said_on) <= day and period_end(deadline) < day) as due,
  count(*) filter (period_end(said_on) <= day and first_rated_on <= day) as rated
from days
cross join targets
left join (select target_id, min(rated_on) as first_rated_on from verdicts group by target_id) using (target_id)
group by day
"""
ESTIMATES = """
select as_of, occasion, model_version, year, definition_id, p05, p50, p95
from estimates_as_of
where metric = 'units' and ratio = 'sales' and definition_id in ('d1', 'd2', 'd3', 'd4')
order by as_of, year, definition_id
"""
LEDGERS = ("shares", "capacity", "forecasts")  # what had been published: each is a table of the page
SEVERAL = 5  # days side by side, the newest of them last

Cell = str | tuple[str, str]  # text, or text and the page that it leads to


@dataclass(frozen=True)
class State:
    """What was known on a day: rows by ledger, of very many the first, and how many there were; the claims made; and
    the estimate as of that day or the last before."""

    day: date
    rows: dict[str, list[Row]]
    found: dict[str, int]
    claims: Row
    estimate: list[Row]


@dataclass(frozen=True)
class AsKnown:
    """What the page shows: the newest state as tables, a few days side by side, and where the JSON lies."""

    first: Markdown
    newest: Markdown
    several: Markdown
    shares: Markdown
    capacity: Markdown
    forecasts: Markdown
    estimate: Markdown
    hindsight: Markdown


def as_known() -> AsKnown:
    """Return what the page shows, and write its JSON."""
    found = states()
    write_whole(FILE, json.dumps(replay(found), ensure_ascii=False, separators=(",", ":")))
    newest = found[-1]
    ledgers = {name: ledger_table(newest.rows[name], newest.found[name]) for name in LEDGERS}
    return AsKnown(
        first=Markdown(escape(day_text(found[0].day))),
        newest=Markdown(escape(day_text(newest.day))),
        several=several(found),
        estimate=estimate_table(newest.estimate),
        hindsight=Markdown(escape(hindsight(newest.estimate))),
        **ledgers,
    )


def states() -> list[State]:
    """Return what was known on each of the days, the first of them first."""
    estimates, days = query(ESTIMATES), [r["day"] for r in query(DAYS)]
    claims = {r.pop("day"): r for r in query(CLAIMS, days)}
    ledgers = dict(zip(LEDGERS, (query(SHARES), query(CAPACITY), query(FORECASTS)), strict=True))
    found = []
    for day in days:
        rows = {name: [r for r in ledger if is_latest(r, day)] for name, ledger in ledgers.items()}
        rows["forecasts"] = [r for r in rows["forecasts"] if r["ends_on"] > day]
        counts, shown = ({name: len(r) for name, r in rows.items()}, {name: first_of(r) for name, r in rows.items()})
        last = max((r["as_of"] for r in estimates if r["as_of"] <= day), default=None)
        found.append(State(day, shown, counts, claims[day], [r for r in estimates if r["as_of"] == last]))
    return found


def is_latest(row: Row, day: date) -> bool:
    """Tell whether a row was known on a day, and no later word of its claimant."""
    return bool(row["known_on"] <= day and (row["superseded_on"] is None or row["superseded_on"] > day))


def replay(found: Sequence[State]) -> dict[str, Any]:
    """Return the JSON: each row once, by ledger; each estimate once; and per day the places of its rows."""
    places: dict[str, dict[tuple[Cell, ...], int]] = {name: {} for name in LEDGERS}
    estimates: dict[date, int] = {}
    rows_of_estimates, days = [], []
    for state in found:
        as_of = state.estimate[0]["as_of"] if state.estimate else None
        if as_of and as_of not in estimates:
            estimates[as_of] = len(estimates)
            rows_of_estimates.append(estimate_cells(state.estimate))
        days.append(
            {
                "day": f"{state.day}",
                "name": day_text(state.day),
                "says": summary(state),
                "hindsight": hindsight(state.estimate),
                "estimate": estimates[as_of] if as_of else None,
            }
            | {
                name: [places[name].setdefault(cells(r), len(places[name])) for r in state.rows[name]]
                for name in LEDGERS
            }
        )
    known = words()
    shown = {key: known[f"as-known.{key}"] for key in ("day", "slide", "none", "all")}
    return {"words": shown, "days": days, "estimates": rows_of_estimates} | {n: list(places[n]) for n in LEDGERS}


def cells(row: Row) -> tuple[Cell, ...]:
    """Return what a row of a ledger shows, from left to right."""
    return (
        period(row["period"]),
        row["metric"],
        row["subject"] or "",
        published(row).text(),
        basis_label(row["basis"]),
        (row["claimant"], row["url"]),
        period(row["as_of"]),
    )


def headings() -> list[str]:
    """Return the headings of the ledgers."""
    return words()["as-known.headings"].split("; ")


def ledger_table(rows: Sequence[Row], found: int) -> Markdown:
    """Return a ledger as a table; of how many rows these are is said below it, if not of all."""
    columns: dict[str, str | Shown] = {heading: shown_cell(n) for n, heading in enumerate(headings())}
    return Markdown(table(rows, columns, right=[headings()[3]]) + below_table(len(rows), found))


def shown_cell(n: int) -> Shown:
    """Return what makes the Markdown of column `n` of a ledger."""

    def cell(row: Row) -> str:
        shown = cells(row)[n]
        return escape(shown) if isinstance(shown, str) else link(*shown)

    return cell


def estimate_cells(rows: Sequence[Row]) -> list[list[str]]:
    """Return an estimate as rows of text: year, then a share for each definition."""
    years = sorted({r["year"] for r in rows})
    by = {(r["year"], r["definition_id"]): share(r) for r in rows}
    names = sorted({r["definition_id"] for r in rows})
    return [[f"{year}", *(by.get((year, name), "") for name in names)] for year in years]


def share(row: Row) -> str:
    """Write a share with its 90 % interval."""
    if row["p50"] is None:
        return Value(None).text()
    low, median, high = (100 * row[p] for p in ("p05", "p50", "p95"))
    return Value(median, low, high, unit="%", write=percent).text()


def estimate_table(rows: Sequence[Row]) -> Markdown:
    """Return an estimate as a table: a row for each year, a column for each definition."""
    names = [words()["as-known.year"], *(definition_label(d) for d in sorted({r["definition_id"] for r in rows}))]
    shown = [dict(zip(names, map(Markdown, map(escape, line)), strict=True)) for line in estimate_cells(rows)]
    columns: dict[str, str | Shown] = {name: itemgetter(name) for name in names}
    return Markdown(table(shown, columns, right=names[1:]))


def hindsight(rows: Sequence[Row]) -> str:
    """Say what an estimate is: published then, computed later as of that day, or not there."""
    if not rows:
        return words()["as-known.no-estimate"]
    first = rows[0]
    key = "as-known.backtest" if first["occasion"] == "backtest" else "as-known.release"
    return words().fill(key, day=day_text(first["as_of"]), version=first["model_version"], release=first["occasion"])


def summary(state: State) -> str:
    """Say in a sentence how much was known on a day."""
    counts = {name: number(state.found[name]) for name in LEDGERS}
    claims = {name: count(n) for name, n in state.claims.items()}
    return words().fill("as-known.says", day=day_text(state.day), **counts, **claims)


def several(found: Sequence[State]) -> Markdown:
    """Return a few days side by side: the first of each of the last years and the newest, with how much was known."""
    years = [s for s in found if (s.day.month, s.day.day) == (1, 1)]
    chosen = [*years[1 - SEVERAL :], found[-1]]
    head = words()["as-known.several"].split("; ")
    rows = [
        dict(zip(head, [day_text(s.day), *(number(s.found[n]) for n in LEDGERS), *map(number, s.claims.values())],
                 strict=True))
        for s in chosen
    ]  # fmt: skip
    columns: dict[str, str | Shown] = {h: h for h in head}
    return Markdown(table(rows, columns, right=head[1:]))
