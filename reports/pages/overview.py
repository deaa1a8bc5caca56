"""The overview: the first screen's table and chart, the switch, what holds production back, the next claims, changes.

Today's answer is in `reports.pages.answer`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from reports.charts.banks import amount
from reports.charts.base import Chart
from reports.charts.progress import progress
from reports.charts.staircase import staircase
from reports.pages.claims import next_due
from reports.pages.progress_table import progress_table
from reports.pages.published import last_full_year
from reports.pages.switch import Switch, switch
from reports.query import Row, query
from reports.text.dates import period
from reports.text.labels import binding_label, label_of, status_label
from reports.text.language import ENGLISH, in_language, words
from reports.text.markdown import Cell, Markdown, escape, link, table
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
CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
ENTRY = re.compile(r"^## (\S+) \((\d{4}-\d{2}-\d{2})\)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


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
        Facts(Markdown(escape(row["version"])), Markdown(row["day"]), Markdown(row["newest"]), *counts),
        progress(language),
        progress_table(language, up),
        staircase(year, language),
        switch(year, language),
        _binding(language),
        HbmLeft(year - 1, _left(year - 1), year, _left(year)),
        next_claims(next_due(row["day"]), language),
        latest(language),
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
        "claim": lambda r: link(in_language(r, "statement", language), r["url"]),
        "who": "claimant",
        "status": lambda r: status_label(r["status"], language),
    }
    if language == ENGLISH:
        columns["evidence"] = lambda r: escape(r["first_evidence"] or known["claim.no-evidence"])
    return Markdown(table(rows, {known[f"overview.{name}"]: cell for name, cell in columns.items()}))


def latest(language: str = ENGLISH, path: Path = CHANGELOG) -> Markdown:
    """Return version, day and text of the newest entry of the changelog. Raises LookupError if there is none."""
    entries = ENTRY.findall(path.read_text(encoding="utf-8"))
    if not entries:
        raise LookupError(f"{path.name}: no entry of the form “## 1.2.3 (2026-01-31)”")
    (version, day, text), *older = entries
    before = {"before": older[0][0], "before_day": older[0][1]} if older else {}
    key = "overview.release" if older else "overview.first-release"
    return Markdown(f"{words(language).fill(key, version=version, day=day, **before)}\n\n{text.strip()}\n")
