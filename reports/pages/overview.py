"""The overview: the first screen's table and chart, the switch, what holds production back, the next claims, changes.

Today's answer is in `reports.pages.answer`.
"""

from dataclasses import dataclass

from reports.charts.banks import amount
from reports.charts.base import Chart
from reports.charts.progress import progress
from reports.charts.staircase import staircase
from reports.pages.claim_evidence import claim_link
from reports.pages.claims import next_due
from reports.pages.progress_table import progress_table
from reports.pages.published import last_full_year
from reports.pages.switch import Switch, switch
from reports.pages.what_changed import since_release
from reports.query import Row, query
from reports.text.addresses import thing
from reports.text.dates import moment, period
from reports.text.labels import binding_label, label_of, status_label
from reports.text.language import ENGLISH, in_language, words
from reports.text.markdown import Cell, Markdown, escape, table
from reports.text.numbers import number, probability
from reports.text.values import Value

FACTS = """
select version, (select max(recorded_on) from observations) as day, (select max(newest_on) from horizon) as newest,
  (select count(*) from observations) as observations,
  (select count(*) from sources) as sources, (select count(*) from targets) as targets
from package
"""
HBM_LEFT = """
select p05 as low, p50 as median, p95 as high
from banks
where bank = 'HBM stacks' and year = ?
"""
ASSUMED = """
select a.input_id, a.period, a.low, a.central, a.high, a.unit, a.basis
from assumptions a
where a.input_id = 'huawei-own-memory-packages'
order by a.period
limit 1
"""
BINDING = """
select year, binding, probability
from bindings
where year = (select min(year) from bindings)
order by probability desc, binding
"""


@dataclass(frozen=True)
class Facts:
    """The package: its version, the day of its last observation, that of the newest page that a row rests on, and how
    much it holds."""

    version: Markdown
    day: Markdown
    newest: Markdown
    observations: Markdown
    sources: Markdown
    targets: Markdown


@dataclass(frozen=True)
class Binding:
    """What limits Huawei's output of accelerators, with its probability; the rest as a list; and what is assumed of its
    own memory."""

    year: int
    name: Markdown
    likely: Markdown
    others: Markdown
    assumed: Markdown


@dataclass(frozen=True)
class HbmLeft:
    """Foreign HBM left at the end of the last full year and of the one before."""

    year_before: int
    before: Markdown
    year: int
    now: Markdown


@dataclass(frozen=True)
class Overview:
    """What the overview shows."""

    facts: Facts
    progress: Chart
    table: Markdown
    staircase: Chart
    switch: Switch
    binding: Binding
    hbm_left: HbmLeft
    next_claims: Markdown
    changes: Markdown


def overview(language: str = ENGLISH, up: str = "") -> Overview:
    """Return what the overview shows in a language; `up` leads from the page to the root of the site."""
    year, row = last_full_year(), query(FACTS)[0]
    counts = (Markdown(number(row[name])) for name in ("observations", "sources", "targets"))
    return Overview(
        Facts(
            Markdown(escape(row["version"])),
            Markdown(moment(row["day"], language)),
            Markdown(moment(row["newest"], language)),
            *counts,
        ),
        progress(language),
        progress_table(language, up),
        staircase(year, language),
        switch(year, language),
        _binding(language),
        HbmLeft(year - 1, _left(year - 1), year, _left(year)),
        next_claims(next_due(row["day"]), language),
        since_release(),
    )


def _binding(language: str) -> Binding:
    first, *others = query(BINDING)
    rest = (f"{binding_label(o['binding'], language)} {probability(o['probability'], language)}" for o in others)
    return Binding(
        first["year"],
        Markdown(escape(binding_label(first["binding"], language))),
        Markdown(escape(probability(first["probability"], language))),
        Markdown(escape(words(language)["list.between"].join(rest))),
        _assumed(language),
    )


def _assumed(language: str) -> Markdown:
    """Return what is assumed of Huawei's own memory, as the table of inputs has it; nothing if it has none."""
    rows = query(ASSUMED)
    if not rows:
        return Markdown("")
    row = rows[0]
    value = Value(row["central"], row["low"], row["high"], unit="" if language != ENGLISH else row["unit"])
    name = label_of("inputs", row["input_id"], language).name
    return Markdown(
        escape(
            words(language).fill(
                "overview.assumed", name=name, period=period(row["period"], language), value=value.text(language)
            )
        )
    )


def _left(year: int) -> Markdown:
    return Markdown(escape(amount(query(HBM_LEFT, year)[0])))


def next_claims(rows: list[Row], language: str) -> Markdown:
    """Return the next claims as a table; the evidence, which is in English, is left out in other languages."""
    known = words(language)
    columns: dict[str, str | Cell] = {
        "due": lambda r: escape(period(r["deadline"], language)),
        "claim": lambda r: claim_link(r, language),
        "who": lambda r: thing(
            in_language(r, "claimant", language) or r["claimant"], "actors", r["claimant_id"], language
        ),
        "status": lambda r: status_label(r["status"], language),
    }
    if language == ENGLISH:
        columns["evidence"] = lambda r: escape(r["first_evidence"] or known["claim.no-evidence"])
    return Markdown(table(rows, {known[f"overview.{name}"]: cell for name, cell in columns.items()}))
