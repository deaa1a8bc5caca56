"""The plants behind Chinese AI chips: where they are, how far each has got, and rival figures of what they can make.

The charts are those of `reports.charts`; this module adds the tables. Plants tied to Huawei are in
`reports.pages.huawei_plants`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.charts.base import Chart
from reports.charts.capacity import capacity_forest, hbm_stacks, memory_forest, yield_forest
from reports.charts.fab_map import fab_map
from reports.charts.fab_status import fab_status
from reports.charts.forest import figure, thousands
from reports.pages.huawei_plants import ForHuawei, huawei_plants, place, planned_period
from reports.pages.published import claimant_link
from reports.query import Row, query
from reports.text.addresses import anchor
from reports.text.dates import period
from reports.text.labels import basis_label, fab_kind_label, fab_status_label
from reports.text.language import words
from reports.text.markdown import Cell, Key, Markdown, escape, site_only, sortable, table, text_with_pages
from reports.text.numbers import count, number

COUNTS = """
select count(*) as plants, count(*) filter (f.status = 'production') as made,
  count(*) filter (f.status = 'production' and o.country <> 'CN') as abroad,
  count(*) filter (f.collection = 'founding-report') as planned,
  count(*) filter (f.collection = 'founding-report' and f.status = 'production') as running,
  strftime(min(period_start(f.announced_on)) filter (f.collection = 'founding-report'), '%B %Y') as announced
from fabs f
join firms o on o.firm_id = f.operator_id
"""
PLACED = """
select count(*) filter (location_precision = 'city') as city,
  count(*) filter (location_precision = 'district') as district,
  count(*) filter (location_precision = 'site') as site,
  count(*) filter (location_precision is null) as nowhere
from fabs
"""
PLANTS = """
select f.fab_id, f.name, f.name_zh, f.city, f.kind, f.status, f.collection, o.name as operator, f.production_on,
  p.planned_on as production_planned_on, f.summary,
  'huawei' in (f.operator_id, f.beneficiary_id) as for_huawei,
  (
    select list({'publisher': s.publisher, 'url': s.url} order by s.reliability, s.source_id)
    from fabs_sources x join sources s using (source_id)
    where x.fab_id = f.fab_id
  ) as pages,
  (
    select list({
      'metric_id': c.metric_id, 'central': c.central, 'value_low': c.value_low, 'value_high': c.value_high,
      'bound': c.bound, 'period': c.period, 'claimant': c.claimant
    } order by c.metric_id, c.ends_on, c.observation_id)
    from capacity c
    where c.fab_id = f.fab_id and c.rank <> 'deprecated'
  ) as wafers
from fabs f
join firms o on o.firm_id = f.operator_id
left join latest_plans p on p.fab_id = f.fab_id and p.milestone = 'production'
order by f.name
"""
MEMORY_YIELDS = """
select subject, period, central, value_low, value_high, bound, basis, claimant_id, claimant, as_of, note, url
from observations_named
where metric_id = 'memory-yield' and rank <> 'deprecated'
order by period desc, central, observation_id
"""
NAND = """
select subject, period, central, value_low, value_high, bound, basis, claimant_id, claimant, as_of, note, url
from capacity
where definition_id = 'nand-wafers' and rank <> 'deprecated'
order by ends_on, observation_id
"""
PACKAGING = """
select count(*) as figures
from observations_named o
left join processes p using (process_id)
join firms f on f.firm_id = coalesce(p.foundry_id, o.firm_id)
where o.definition_id = 'packaging-wafers' and o.rank <> 'deprecated' and f.country = 'CN'
"""
IN_USE = """
select o.subject, o.period, o.central, o.claimant_id, o.claimant, o.as_of, o.url, o.note
from observations_named o
join firms f using (firm_id)
where o.metric_id = 'fab-utilisation' and f.country = 'CN' and list_contains(f.roles, 'packaging')
order by o.observation_id
"""
PACKAGES = """
select subject, period, central, value_low, value_high, bound, basis, claimant_id, claimant, as_of, note, url
from observations_named
where metric_id = 'packages-supported' and rank <> 'deprecated'
order by ends_on, subject, central, observation_id
"""


@dataclass(frozen=True)
class Counts:
    """How many plants are on record and produce, and how many of those that the founding report spoke of."""

    plants: int
    made: int
    abroad: Markdown
    planned: int
    running: Markdown
    announced: Markdown


@dataclass(frozen=True)
class Placed:
    """How many plants can be placed, by how exactly."""

    city: Markdown
    district: Markdown
    site: Markdown
    nowhere: Markdown


@dataclass(frozen=True)
class Packaging:
    """Packaging: how many figures of Chinese capacity there are, how far lines are in use, what inputs would allow."""

    figures: Markdown
    in_use: Markdown
    packages: Markdown


@dataclass(frozen=True)
class Fabs:
    """What the page on plants shows."""

    count: Counts
    placed: Placed
    map: Chart
    ladder: Chart
    huawei: ForHuawei
    capacity: Chart
    spread: Markdown
    yields: Chart
    memory: Chart
    stacks: Chart
    memory_yields: Markdown
    nand: Markdown
    packaging: Packaging
    plants: Markdown


def fabs() -> Fabs:
    """Return what the page on plants shows."""
    capacity, plants = capacity_forest(), query(PLANTS)
    return Fabs(
        _counts(),
        Placed(**{precision: Markdown(count(n)) for precision, n in query(PLACED)[0].items()}),
        fab_map(),
        fab_status(),
        huawei_plants([r for r in plants if r["for_huawei"]]),
        capacity,
        Markdown(escape(capacity.title)),
        yield_forest(),
        memory_forest(),
        hbm_stacks(),
        rivals(query(MEMORY_YIELDS), "Yield, %", "Firm, when", "Of what"),
        rivals(query(NAND), "Wafers a month", "Firm, when", "What to know"),
        Packaging(
            Markdown(count(query(PACKAGING)[0]["figures"])),
            _in_use(query(IN_USE)),
            rivals(query(PACKAGES), "Packages", "Of, when", "Ceiling from what", thousands),
        ),
        all_plants(plants),
    )


def _counts() -> Counts:
    row = query(COUNTS)[0]
    return Counts(
        row["plants"],
        row["made"],
        Markdown(count(row["abroad"])),
        row["planned"],
        Markdown(count(row["running"])),
        Markdown(escape(row["announced"])),
    )


def rivals(
    rows: Sequence[Row], heading: str, subject: str, note: str, write: Callable[[float], str] = number
) -> Markdown:
    """Return published figures as a table: the figure under `heading`, its subject and period, basis, source, note."""
    columns: dict[str, str | Cell] = {
        heading: lambda r: escape(figure(r, write)),
        subject: _subject,
        "Basis": lambda r: escape(basis_label(r["basis"])),
        "Who": claimant_link,
        note: "note",
    }
    return Markdown(table(rows, columns, right=[heading]))


def _subject(row: Row) -> str:
    return escape(f"{row['subject']}, {period(row['period'])}")


def _in_use(rows: Sequence[Row]) -> Markdown:
    columns: dict[str, str | Cell] = {
        "In use, %": lambda r: escape(number(r["central"], 3)),
        "Line": _subject,
        "Who": claimant_link,
        "What to know": "note",
    }
    return Markdown(table(rows, columns, right=["In use, %"]))


def all_plants(plants: Sequence[Row]) -> Markdown:
    """Return all plants as a table to search and sort, for the site only."""
    columns: dict[str, str | Cell] = {
        "Plant": lambda r: anchor(r["fab_id"]) + ", ".join(filter(None, [place(r), escape(r["name_zh"] or "")])),
        "Kind": lambda r: escape(fab_kind_label(r["kind"])),
        "Status": lambda r: escape(fab_status_label(r["status"])),
        "Operator": "operator",
        "Start": start,
        "Wafers a month": wafers,
        "What it is, and pages": lambda r: text_with_pages(r["summary"], r["pages"]),
    }
    keys: dict[str, str | Key] = {
        "Start": lambda r: r["production_on"] or planned_period(r),
        "Wafers a month": lambda r: r["wafers"][-1]["central"] if r["wafers"] else None,
    }
    return Markdown(site_only(sortable(table(plants, columns, keys=keys), "Kind;Status;Operator")))


def start(plant: Row) -> str:
    """Return when production began, or is planned to. Escaped."""
    if plant["production_on"]:
        return escape(period(plant["production_on"]))
    plan = planned_period(plant)
    return escape(words().fill("fabs.plan", when=period(plan))) if plan else ""


def wafers(plant: Row) -> str:
    """Return the published capacity of a plant, each figure with its claimant and period. Escaped."""
    return escape("; ".join(_wafers(w) for w in plant["wafers"] or []))


def _wafers(row: Row) -> str:
    about = ", ".join(filter(None, [row["claimant"], period(row["period"])]))
    text = f"{figure(row, thousands)} ({about})"
    return words().fill("fabs.design", wafers=text) if row["metric_id"] == "fab-design-capacity" else text
