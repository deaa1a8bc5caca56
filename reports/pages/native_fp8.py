"""Native FP8 on the chips page: the claim, each designer that announced a chip with it, and those without one."""

from dataclasses import dataclass

from reports.charts.base import Chart
from reports.charts.fp8_timeline import CLAIM, SQL, fp8_timeline
from reports.query import Row, query
from reports.text.addresses import thing, with_source
from reports.text.dates import moment
from reports.text.labels import status_label
from reports.text.language import ENGLISH, in_language, words
from reports.text.markdown import Markdown, escape, link

CLAIMED = """
select said_on, statement, statement_zh, status, url
from scoreboard
where target_id = ?
"""
SUMMARIES = """
select c.chip_id, c.summary, c.summary_zh, s.url
from chips c
join chips_sources cs using (chip_id)
join sources s using (source_id)
qualify row_number() over (partition by c.chip_id order by s.reliability, s.source_id) = 1
"""
WITHOUT = """
select distinct d.name
from chips c
join firms d on d.firm_id = c.designer_id
where c.origin = 'domestic' and c.status = 'production' and c.designer_id not in (
  select designer_id from chips where list_contains(native_formats, 'fp8') or native_fp8_since is not null
)
order by d.name
"""
WITH_MXFP8 = """
select name
from chips
where list_contains(native_formats, 'mxfp8') and origin = 'domestic' and native_fp8_since is not null
order by name
"""


@dataclass(frozen=True)
class Claim:
    """The claim that FP8 is meant for coming Chinese chips, and how it is rated."""

    said_on: Markdown
    statement: Markdown
    status: Markdown


@dataclass(frozen=True)
class NativeFp8:
    """The claim, the chart, its Chinese designers one by one, those without, and the chips with the claim's format."""

    claim: Claim
    chart: Chart
    makers: Markdown
    without: Markdown
    with_mxfp8: Markdown


def native_fp8(language: str = ENGLISH) -> NativeFp8:
    """Return what the page shows of native FP8."""
    claim = query(CLAIMED, CLAIM)[0]
    return NativeFp8(
        Claim(
            Markdown(escape(moment(claim["said_on"], language))),
            Markdown(link(in_language(claim, "statement", language), claim["url"])),
            Markdown(escape(status_label(claim["status"], language))),
        ),
        fp8_timeline(),
        makers(language),
        names(query(WITHOUT), language),
        names(query(WITH_MXFP8), language),
    )


def makers(language: str = ENGLISH) -> Markdown:
    """Return the Chinese designers of the chart as a list, each with its chip and what that is."""
    chips = {r["chip_id"]: r for r in query(SUMMARIES)}
    known = words(language)
    items = []
    for row in (r for r in query(SQL) if r["origin"] == "domestic"):
        chip = chips[row["sold_id"] or row["announced_id"]]
        item = known.fill(
            "chips.maker",
            designer=thing(row["designer"], "firms", row["designer_id"]),
            chip=with_source(thing(row["sold_chip"] or row["announced_chip"], "chips", chip["chip_id"]), chip["url"]),
            announced=escape(moment(row["announced_on"], language)),
            sold=escape(moment(row["sold_on"], language) or known["chips.no-sale"]),
            summary=escape(in_language(chip, "summary", language)),
        )
        items.append(f"- {item}\n")
    return Markdown("".join(items))


def names(rows: list[Row], language: str = ENGLISH) -> Markdown:
    """Return the names of some rows with commas between, or that there are none."""
    known = words(language)
    return Markdown(known["list.between"].join(escape(r["name"]) for r in rows) or known["chips.none"])
