"""The plants that sources tie to Huawei: what it says of them, who counts how many, and what came of the claims.

In: rows of `reports.pages.fabs.PLANTS`. Which plants those are is in the columns `operator_id` and `beneficiary_id`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.forest import attribution, figure
from reports.pages.claim_evidence import claim_link
from reports.pages.published import claimant_link
from reports.query import Row, query
from reports.text.addresses import thing
from reports.text.dates import month, period
from reports.text.labels import basis_label, fab_kind_label, fab_status_label, status_label
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, escape, link, table, text_with_pages
from reports.text.numbers import join_words, number

# What Huawei itself says of plants, where no number or event settles it.
DENIALS = """
select t.statement, t.said_on, s.url
from targets t
join sources s using (source_id)
where t.claimant_id = 'huawei' and t.topic_id = 'plants' and t.claim_type = 'statement'
order by t.said_on, t.target_id
"""
DEDICATED = """
select subject, period, central, value_low, value_high, bound, basis, claimant_id, claimant, as_of, note, url
from observations_named
where metric_id = 'fabs-dedicated' and rank <> 'deprecated' and firm_id in ('huawei', 'smic')
order by as_of, central
"""
CLAIMS = """
select s.target_id, s.statement, s.claimant, s.said_on, s.deadline, s.status, s.first_evidence, s.url
from scoreboard s
left join fabs f using (fab_id)
where 'huawei' in (f.operator_id, f.beneficiary_id) or (s.firm_id = 'huawei' and s.topic_id = 'plants')
order by s.said_on, s.target_id
"""


@dataclass(frozen=True)
class ForHuawei:
    """The plants tied to Huawei: what it says of them, who counts how many, and the claims about them."""

    count: int
    denial: Markdown
    plants: Markdown
    numbers: Markdown
    claims: Markdown


def huawei_plants(plants: Sequence[Row]) -> ForHuawei:
    """Return what the page shows of the plants tied to Huawei."""
    denials = (
        words().fill("fabs.denial", month=escape(month(r["said_on"])), statement=link(r["statement"], r["url"]))
        for r in query(DENIALS)
    )
    return ForHuawei(
        len(plants),
        Markdown(" ".join(denials)),
        reported_plants(plants),
        _numbers(query(DEDICATED)),
        _claims(query(CLAIMS)),
    )


def reported_plants(plants: Sequence[Row]) -> Markdown:
    """Return plants as a table, those that produce first; such of a collection that have got as far share a row."""
    ordered = sorted(plants, key=lambda r: (r["status"] != "production", r["status"], r["name"]))
    together: dict[tuple[str, ...], list[Row]] = {}
    for row in ordered:
        key = (row["collection"], row["kind"], row["status"]) if row["collection"] else (row["fab_id"],)
        together.setdefault(key, []).append(row)
    columns: dict[str, str | Cell] = {
        "Plant": lambda r: "; ".join(place(plant) for plant in r["part"]),
        "Makes, status": lambda r: stage(r["part"]),
        "What it is, and pages": lambda r: summaries(r["part"]),
    }
    return Markdown(table([{"part": part} for part in together.values()], columns))


def place(plant: Row) -> str:
    """Return the name of a plant, with its city where the name does not say it. Escaped."""
    city = plant["city"] or words()["fabs.no-site"]
    named = thing(plant["name"], "fabs", plant["fab_id"])
    return named if city in plant["name"] else f"{named}, {escape(city)}"


def stage(plants: Sequence[Row]) -> str:
    """Return what plants of one kind make, how far they have got, and when those that do not produce will. Escaped."""
    plans = dict.fromkeys(period(plan) for r in plants if (plan := planned_period(r)))
    return escape(
        words().fill(
            "fabs.makes-later" if plans else "fabs.makes",
            kind=fab_kind_label(plants[0]["kind"]),
            status=fab_status_label(plants[0]["status"]),
            when=join_words(plans),
        )
    )


def planned_period(plant: Row) -> str | None:
    """Return the period for which production is planned, if the plant does not produce yet."""
    return None if plant["status"] == "production" else plant["production_planned_on"]


def summaries(plants: Sequence[Row]) -> str:
    """Return what plants that stand together are, each sentence and page once."""
    sentences = " ".join(dict.fromkeys(r["summary"] for r in plants if r["summary"]))
    pages = {page["url"]: page for r in plants for page in r["pages"] or []}
    return text_with_pages(sentences, list(pages.values()))


def _numbers(rows: Sequence[Row]) -> Markdown:
    columns: dict[str, str | Cell] = {
        "Plants": lambda r: escape(figure(r, number)),
        "Who, when": claimant_link,
        "About": lambda r: escape(period(r["period"])),
        "Basis": lambda r: escape(basis_label(r["basis"])),
        "What is counted": "note",
    }
    return Markdown(table(rows, columns, right=["Plants"]))


def _claims(rows: Sequence[Row]) -> Markdown:
    columns: dict[str, str | Cell] = {
        "Claim": claim_link,
        "Who, when": lambda r: escape(attribution({"claimant": r["claimant"], "as_of": r["said_on"]})),
        "Due": lambda r: escape(period(r["deadline"])),
        "Verdict": lambda r: escape(status_label(r["status"])),
        "Latest evidence": lambda r: escape(r["first_evidence"] or words()["fabs.no-evidence"]),
    }
    return Markdown(table(rows, columns))
