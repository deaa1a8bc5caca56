"""What was announced of chips on the chips page: beside what was shipped, and how long production took."""

from dataclasses import dataclass

from reports.charts.announced_shipped import SQL, announced_shipped, chinese_rows, label
from reports.charts.base import Chart
from reports.pages.specifications import full_name
from reports.query import Row, query
from reports.text.addresses import thing, with_source
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Markdown, dated, escape, link, table
from reports.text.numbers import number

# Months from the announcement to volume production, least and most, as the dates are of different precision.
LAGS = """
with day as (select max(recorded_on) as today from observations)
select
  c.chip_id, c.name, d.name as designer, c.origin, c.status, c.announced_on, c.production_since,
  greatest(0, period_start(c.production_since) - period_end(c.announced_on)) / 30.44 as least,
  (period_end(c.production_since) - period_start(c.announced_on)) / 30.44 as most,
  (today - period_end(c.announced_on)) / 30.44 as so_far,
  (select s.url from chips_sources cs join sources s using (source_id) where cs.chip_id = c.chip_id
    order by s.reliability, s.source_id limit 1) as url
from chips c
join firms d on d.firm_id = c.designer_id
cross join day
where c.announced_on is not null and c.tier = 'T1' and c.status not in ('cancelled', 'rumoured')
  and (c.origin = 'domestic' or list_contains(?, c.chip_id))
  and (c.production_since is not null or c.status in ('announced', 'sampling'))
order by c.origin desc, period_start(c.announced_on), c.chip_id
"""


@dataclass(frozen=True)
class Foreign:
    """Figures of foreign chips that are on record both ways: how many, how many came out lower, and which."""

    figures: int
    lower: int
    lower_ones: Markdown


@dataclass(frozen=True)
class Announcements:
    """Announced beside shipped: chart and table; chips in production and chips waiting for it, with the months."""

    chart: Chart
    figures: Markdown
    foreign: Foreign
    made: Markdown
    waiting: Markdown


def announcements(yardsticks: tuple[str, ...], language: str = ENGLISH) -> Announcements:
    """Return what the page shows of announcements; of foreign chips, the months of `yardsticks` only."""
    both, lags = query(SQL), query(LAGS, list(yardsticks))
    made = [r for r in lags if r["production_since"]]
    waiting = [r for r in lags if not r["production_since"]]
    return Announcements(
        announced_shipped(),
        figures(chinese_rows(both)),
        foreign([r for r in both if r["origin"] == "foreign"], language),
        lag_table(made, "In production", "production_since"),
        lag_table(waiting, "Status", "status"),
    )


def figures(rows: list[Row]) -> Markdown:
    """Return the figures announced and shipped as a table, with what is known of both."""

    def remark(row: Row) -> str:
        notes = (("Announced", row["announced_note"]), ("Shipped", row["shipped_note"]))
        return escape(" ".join(f"{when}: {note}" for when, note in notes if note))

    columns: dict[str, str | Cell] = {
        "Chip, property": lambda r: escape(f"{r['name']}: {label(r)}, {r['unit']}"),
        "Announced": lambda r: link(number(r["announced"]), r["announced_url"]),
        "Shipped": lambda r: link(number(r["shipped"]), r["shipped_url"]),
        "What to know": remark,
    }
    return Markdown(table(rows, columns, right=["Announced", "Shipped"]))


def foreign(rows: list[Row], language: str = ENGLISH) -> Foreign:
    """Count the foreign figures, and list those that came out lower."""
    known = words(language)
    lower = [r for r in rows if r["shipped"] < r["announced"]]
    shares = (known.fill("value.percent", amount=number(r["percent"], 2)) for r in lower)
    ones = (escape(f"{r['name']} {label(r)} ({share})") for r, share in zip(lower, shares, strict=True))
    return Foreign(len(rows), len(lower), Markdown(known["list.between"].join(ones) or known["chips.none"]))


def lag_table(rows: list[Row], heading: str, key: str) -> Markdown:
    """Return chips with the day of their announcement, one more column, and the months that passed."""
    columns: dict[str, str | Cell] = {
        "Chip": lambda r: with_source(thing(full_name(r), "chips", r["chip_id"]), r["url"]),
        "Announced": dated("announced_on"),
        heading: dated(key) if key == "production_since" else key,
        "Months": lambda r: escape(months(r)),
    }
    return Markdown(table(rows, columns, right=["Months"], place="months {chip_id}"))


def months(row: Row) -> str:
    """Write the months from announcement to production, or so far: one number, or a range where dates are inexact."""
    if row["production_since"] is None:
        return str(round(row["so_far"]))
    least, most = round(row["least"]), round(row["most"])
    return str(least) if least == most else f"{least}–{most}"
