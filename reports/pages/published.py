"""Published figures as a table: some observations, one row per figure, rivals side by side, each with its source.

Used by pages that list what analysts, firms and officials published. The preferred figure among rivals is bold; a
superseded one says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from reports.query import Row, query
from reports.text.addresses import thing
from reports.text.dates import month, period
from reports.text.labels import basis_label, claimant_label
from reports.text.language import ENGLISH, words
from reports.text.listed import PLACE, below_table, first_of
from reports.text.markdown import (
    Cell,
    Key,
    Markdown,
    escape,
    link,
    print_only,
    site_only,
    sort_key,
    sortable,
    table,
)
from reports.text.values import published
from schemas.errors import UserError

FIGURES = f"""
select metric_id, metric, subject, firm_id, firms.name as firm, firms.roles, chip_id, o.process_id, region_id, period,
  starts_on, definition_id, definition, central, value_low, value_high, bound, unit, basis, observed, rank, rank_reason,
  claimant_id, claimant, as_of, publisher, reliability, url, o.note, observation_id,
  {PLACE}
from observations_named o
left join firms using (firm_id)
left join chips using (chip_id)
left join regions r using (region_id)
where {{}}
order by starts_on desc nulls last, metric_id, subject, rank = 'deprecated', rank <> 'preferred', as_of desc,
  observation_id
"""  # nosec B608 # names of ours
TOPICS = "list_contains(?, topic_id)"
CONDITIONS = {
    "metric": "metric_id = ?",
    "region": "region_id = ?",
    "period": "period = ?",
    "definitions": "list_contains(?, definition_id)",
    "maker": "? in (o.firm_id, chips.designer_id)",
    "first_year": "year(ends_on) >= ?",
    "last_year": "year(ends_on) <= ?",
}
SHARES = """
select measure, share, share_low, share_high, basis, observed, rank, claimant, observation_id, url
from market_share
where region_id = 'cn' and definition_id = 'd1' and measure = ? and period = ?
order by rank = 'preferred' desc, rank = 'deprecated', as_of desc, observation_id
"""
PERIODS = ("Period", "Year", "When")  # headings of columns that sort by when a period starts
FULL_YEAR = "select max(year) as year from self_sufficiency where status = 'estimate'"


@dataclass(frozen=True)
class PublishedShare:
    """The preferred figure of one measure with the page that was read, and the span with its rivals; shares in %.

    Rivals are other figures of what was; a forecast that was made before the year was over is none.
    """

    measure: str
    share: float
    low: float
    high: float
    claimant: str
    basis: str
    rivals: int
    url: str


def last_full_year() -> int:
    """Return the last year of which the figures are estimates and not a nowcast."""
    return int(query(FULL_YEAR)[0]["year"])


class MissingShare(UserError, LookupError):
    """A share that the report states is not on record; the text says which, and what to do."""


def published_share(measure: str, year: str, language: str = ENGLISH) -> PublishedShare:
    """Return the published Chinese-designed share by units or by value, its claimant in the words of a language. Raises
    MissingShare if none is preferred."""
    rows = [r for r in query(SHARES, measure, year) if r["rank"] != "deprecated"]
    if not rows or rows[0]["rank"] != "preferred":
        raise MissingShare(
            f"data/observations.csv: no preferred Chinese-designed share by {measure} for {year}; "
            "add it, or give one that is there the rank preferred"
        )
    best = rows[0]
    rows = [best] + [r for r in rows[1:] if r["observed"]]
    ends = [v for r in rows for v in (r["share"], r["share_low"], r["share_high"]) if v is not None]
    said_by = claimant_label(best, language)
    return PublishedShare(
        measure, best["share"], min(ends), max(ends), said_by, best["basis"], len(rows) - 1, best["url"]
    )


class Conditions(TypedDict, total=False):
    """What narrows figures down: keys of the data; `maker` is the firm or the designer of the chip that they are about;
    years are those in which their periods end."""

    metric: str
    region: str
    period: str
    definitions: Sequence[str]
    maker: str
    first_year: int
    last_year: int


def figures(*topics: str, **conditions: Unpack[Conditions]) -> list[Row]:
    """Return the published figures of topics, or of one metric, that meet all conditions, the latest period first."""
    clauses = [TOPICS] if topics else []
    clauses += [CONDITIONS[name] for name in conditions]
    values = ([list(topics)] if topics else []) + list(conditions.values())
    return query(FIGURES.format(" and ".join(clauses)), *values)


def amount(row: Row, with_unit: bool = False) -> str:
    """Return the figure in words: bound, value or range, and its unit if wanted. Not yet escaped."""
    return published(row, None if with_unit else "").signed()


def figure(row: Row, with_unit: bool = False) -> str:
    """Return the figure as Markdown: bold if preferred, with a word if it is set aside. Short ones keep to one line."""
    text = escape(amount(row, with_unit))
    if len(text) < 16:
        text = text.replace(" ", "\u00a0")
    return {"preferred": f"**{text}**", "deprecated": f"{text} (superseded)"}.get(row["rank"], text)


def amount_key(row: Row) -> str | None:
    """Return what figures sort by: their unit, then their amount; one that was overtaken comes last."""
    return None if row["rank"] == "deprecated" else sort_key(row["unit"], row["central"])


def claimant_link(row: Row) -> str:
    """Return whose figure it is, linked to what else is theirs, and the month in which it was said, linked to the page
    that was read."""
    said = month(row["as_of"])
    known = words()
    return f"{thing(row['claimant'], 'actors', row['claimant_id'])}, {link(said or known['thing.source'], row['url'])}"


def remark(row: Row) -> str:
    """Return what a reader must know: why it is ranked as it is, and the note. Escaped."""
    return escape(" ".join(_sentence(text) for text in (row["rank_reason"], row["note"]) if text))


def _sentence(text: str) -> str:
    """Return the text with a capital and a full stop."""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def figures_table(
    rows: Sequence[Row], first: Mapping[str, str | Cell], heading: str = "", filters: str = "", paper: bool = True
) -> Markdown:
    """Return the rows as a table: the columns `first`, the figure, its basis, whose it is, and what to know.

    `heading` of the figures names their unit; without it each figure has its own. With `filters` (headings, `;`
    between) readers can search, sort and filter. In print the last three columns are one, and without `paper` there is
    only a sentence. Of very many rows the first are shown, and how many there are is said.
    """
    found, rows = len(rows), first_of(rows)
    mixed, heading = not heading, heading or "Figure"
    start: dict[str, str | Cell] = {**first, heading: lambda r: figure(r, mixed)}
    periods: dict[str, str | Key] = {name: "starts_on" for name in first if name in PERIODS}
    screen = table(
        rows,
        {**start, "Basis": basis, "Source": claimant_link, "What to know": remark},
        right=[heading],
        keys={heading: amount_key, **periods} if filters else None,
        place="{observation_id}",
    )
    if filters:
        screen = sortable(screen, filters)
    n = f"{len(rows)} figures are" if len(rows) != 1 else "One figure is"
    printed = f"{n} on the site, each with its source.\n"
    if paper:
        printed = table(rows, {**start, "Source, and what to know": source_and_remark}, right=[heading])
    return Markdown(f"{site_only(screen)}\n{print_only(printed)}{below_table(len(rows), found)}")


def basis(row: Row) -> str:
    """Return what stands behind the figure. Escaped."""
    return escape(basis_label(row["basis"]))


def source_and_remark(row: Row) -> str:
    """Return whose figure it is, its basis and what to know, in one cell."""
    return f"{claimant_link(row)}, {basis(row)}. {remark(row)}".rstrip()


def period_text(row: Row) -> str:
    """Return the period of the figure in words. Escaped."""
    return escape(period(row["period"]))


def subject_text(row: Row) -> str:
    """Return what the figure is about: the chip, with the firm if both are named; the firm; or “several”. Linked."""
    if not row["firm_id"] and not row["chip_id"]:
        return "several"
    if not row["chip_id"]:
        return thing(row["subject"], "firms", row["firm_id"])
    chip = thing(row["subject"], "chips", row["chip_id"])
    return f"{chip}, {thing(row['firm'], 'firms', row['firm_id'])}" if row["firm_id"] else chip
