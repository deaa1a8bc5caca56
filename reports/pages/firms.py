"""The firms behind Chinese AI chips: who makes what for whom, what they earn, who owns them, and who is on the US list.

In: the tables of firms, suppliers and revenue. Out: the values, charts and tables of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.charts.base import Chart
from reports.charts.firm_revenue import firm_revenue, is_full_year
from reports.charts.supply_chain import supply_chain
from reports.query import Row, query
from reports.text.addresses import anchor, thing
from reports.text.dates import moment, period, validity
from reports.text.labels import basis_label, country_label, ownership_label, role_label, stage_label
from reports.text.language import words
from reports.text.markdown import Cell, Key, Markdown, dated, escape, link, site_only, sortable, table, text_with_pages
from reports.text.numbers import number

# Chinese firms on the US list include those based in Hong Kong.
COUNTS = """
select count(*) as firms, count(*) filter (country = 'CN') as chinese,
  count(*) filter (country in ('CN', 'HK') and entity_list_on is not null) as listed,
  count(*) filter (
    country in ('CN', 'HK') and entity_list_on is not null and list_contains(roles, 'designer')
  ) as designers,
  (select count(*) from chip_suppliers where stage <> 'design') as statements
from firms
"""
ROLES = """
with parts as (select unnest(roles) as role, firm_id, name, country from firms)
select role, list({'firm_id': firm_id, 'firm': name, 'country': null} order by name) filter (country = 'CN') as chinese,
  list({'firm_id': firm_id, 'firm': name, 'country': country} order by name) filter (country <> 'CN') as other
from parts
group by role
"""
ENTITY_LIST = """
select entity_list_on as day,
  list(
    {'firm_id': firm_id, 'firm': name, 'country': if(country in ('CN', 'HK'), null, country)} order by name
  ) as firms,
  sum(count(*)) over (order by entity_list_on) as total
from firms
where entity_list_on is not null
group by entity_list_on
order by entity_list_on
"""
UNDATED = """
select firm_id, name as firm, null as country
from firms
where entity_list_on is null and country = 'CN' and list_has_any(roles, ['memory', 'foundry', 'designer'])
order by name
"""
FIRMS = """
select f.firm_id, f.name, f.name_zh, f.roles, f.country, f.ownership, f.ticker, f.listed_on, f.entity_list_on,
  f.summary, p.name as parent,
  (
    select list({'publisher': s.publisher, 'url': s.url} order by s.reliability, s.source_id)
    from firms_sources x join sources s using (source_id)
    where x.firm_id = f.firm_id
  ) as pages
from firms f
left join firms p on p.firm_id = f.parent_id
order by f.country <> 'CN', f.name
"""
SUPPLIERS = """
select s.chip_id, c.name as chip, c.designer_id, d.name as designer, s.stage, s.firm_id,
  f.name as supplier, s.valid_from, s.valid_to, s.basis, s.source_id, s.note,
  [{'publisher': p.publisher, 'url': p.url}] as pages
from chip_suppliers s
join chips c using (chip_id)
join firms d on d.firm_id = c.designer_id
join firms f on f.firm_id = s.firm_id
join sources p using (source_id)
where s.stage <> 'design'
order by c.origin, d.name, c.name, s.stage, f.name, s.source_id
"""
# All roles, along the chain from design to those who pay.
CHAIN = (
    "designer", "ip", "eda", "foundry", "idm", "memory", "packaging", "equipment", "materials", "server", "cloud",
    "model-developer", "buyer", "investor",
)  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """How many firms are on record, in China, and on the US Entity List; and statements about suppliers."""

    firms: int
    chinese: int
    listed: int
    designers: int
    statements: int


@dataclass(frozen=True)
class Firms:
    """What the page on firms shows."""

    count: Counts
    known_makers: Markdown
    makers: Chart
    revenue: Chart
    growth: Markdown
    roles: Markdown
    empty_roles: Markdown
    entity_list: Markdown
    undated: Markdown
    firms: Markdown
    suppliers: Markdown


def firms() -> Firms:
    """Return what the page on firms shows."""
    makers, revenue, by_role = supply_chain(), firm_revenue(), {r["role"]: r for r in query(ROLES)}
    return Firms(
        Counts(**query(COUNTS)[0]),
        Markdown(escape(makers.title)),
        makers,
        revenue,
        growth(revenue.rows),
        roles(by_role),
        Markdown(
            escape(
                ", ".join(role_label(role).lower() for role in CHAIN if role not in by_role) or words()["firms.none"]
            )
        ),
        entity_list(query(ENTITY_LIST)),
        _listed(query(UNDATED)),
        all_firms(query(FIRMS)),
        suppliers(query(SUPPLIERS)),
    )


def growth(rows: Sequence[Row]) -> Markdown:
    """Return the latest full year of each firm with its growth, and what was reported since; highest revenue first."""
    reported = groupby((r for r in rows if r["kind"] == "reported"), lambda r: r["firm"])
    latest = [_latest(list(part)) for _, part in reported]
    columns: dict[str, str | Cell] = {
        "Firm": lambda r: thing(r["firm"], "firms", r["firm_id"]),
        "Ticker": "ticker",
        "Latest full year, CNY bn": lambda r: _amount(r["year"]),
        "On the year before": lambda r: "" if r["growth"] is None else escape(f"{r['growth']:+.0f}%"),
        "Since then, CNY bn": lambda r: _amount(r["part"]),
    }
    return Markdown(table(sorted(latest, key=lambda r: -(r["year"] or r["part"])["central"]), columns))


def _latest(reported: Sequence[Row]) -> Row:
    """Return a firm's latest full year, its growth in % if the year before is there, and the latest part of a year."""
    years = {r["year"]: r for r in reported if is_full_year(r)}
    parts = [r for r in reported if not is_full_year(r)]
    last = years[max(years)] if years else None
    before = years.get(last["year"] - 1) if last else None
    return {
        "firm_id": reported[0]["firm_id"],
        "firm": reported[0]["firm"],
        "ticker": reported[0]["ticker"],
        "year": last,
        "growth": 100 * (last["central"] / before["central"] - 1) if last and before else None,
        "part": parts[-1] if parts else None,
    }


def _amount(row: Row | None) -> str:
    return f"{escape(number(row['central'], 3))} ({link(period(row['period']), row['url'])})" if row else ""


def roles(by_role: dict[str, Row]) -> Markdown:
    """Return the firms of each role as a table, along the chain."""
    columns: dict[str, str | Cell] = {
        "Role": lambda r: escape(role_label(r["role"])),
        "Based in mainland China": lambda r: _listed(r["chinese"] or []),
        "Based elsewhere": lambda r: ", ".join(map(_with_country, r["other"] or [])),
    }
    return Markdown(table([by_role[role] for role in CHAIN if role in by_role], columns))


def _with_country(firm: Row) -> str:
    """Return a firm, linked to its page, with the code of its country, where one is given."""
    linked = thing(firm["firm"], "firms", firm["firm_id"])
    return (
        words().fill("firms.with-country", firm=linked, country=escape(firm["country"])) if firm["country"] else linked
    )


def _listed(firms: Sequence[Row]) -> Markdown:
    """Return firms with commas between, or that there are none."""
    return Markdown(", ".join(map(_with_country, firms)) or escape(words()["firms.none"]))


def entity_list(days: Sequence[Row]) -> Markdown:
    """Return the firms by the day on which they were put on the US Entity List, counted up."""
    columns: dict[str, str | Cell] = {
        "Added": dated("day"),
        "Firms": lambda r: _listed(r["firms"]),
        "In all": lambda r: str(r["total"]),
    }
    return Markdown(table(days, columns, right=["In all"]))


def all_firms(rows: Sequence[Row]) -> Markdown:
    """Return all firms as a table to search and sort, for the site only."""
    columns: dict[str, str | Cell] = {
        "Firm": lambda r: anchor(r["firm_id"]) + thing(names(r), "firms", r["firm_id"]),
        "Role": lambda r: escape(role_label(r["roles"][0])),
        "Country": lambda r: escape(country_label(r["country"])),
        "Owner": owner,
        "Listed": listing,
        "Entity List": dated("entity_list_on"),
        "What it does, and pages": lambda r: text_with_pages(r["summary"], r["pages"], 3),
    }
    return Markdown(site_only(sortable(table(rows, columns), "Role;Country")))


def names(firm: Row) -> str:
    """Return the name of a firm, and its Chinese one where it has one."""
    return " ".join(filter(None, [firm["name"], firm["name_zh"]]))


def owner(firm: Row) -> str:
    """Return the parent of a firm, or else who owns it. Escaped."""
    if firm["parent"]:
        return escape(words().fill("firms.parent", parent=firm["parent"]))
    return escape(ownership_label(firm["ownership"]) if firm["ownership"] else words()["firms.owner-unknown"])


def listing(firm: Row) -> str:
    """Return where a firm is listed, and since when. Escaped; nothing without a ticker."""
    return escape(", ".join(filter(None, (firm["ticker"], moment(firm["listed_on"])))) if firm["ticker"] else "")


def suppliers(rows: Sequence[Row]) -> Markdown:
    """Return the statements about suppliers as a table to search and sort, for the site only."""
    columns: dict[str, str | Cell] = {
        "Chip": lambda r: thing(r["chip"], "chips", r["chip_id"]),
        "Designer": lambda r: thing(r["designer"], "firms", r["designer_id"]),
        "Stage": lambda r: escape(stage_label(r["stage"])),
        "Maker": lambda r: thing(r["supplier"], "firms", r["firm_id"]),
        "Basis": lambda r: escape(basis_label(r["basis"])),
        "When": lambda r: escape(validity(r["valid_from"], r["valid_to"])),
        "What to know, and page": lambda r: text_with_pages(r["note"], r["pages"]),
    }
    keys: dict[str, str | Key] = {"When": lambda r: r["valid_from"] or r["valid_to"]}
    shown = table(rows, columns, keys=keys, place="{chip_id} {stage} {firm_id} {source_id}")
    return Markdown(site_only(sortable(shown, "Designer;Stage;Maker;Basis")))
