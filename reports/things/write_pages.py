"""Writing a page, JSON and CSV of every thing into a rendered site, the list of all, and what the search reads.

In: the folder of a site that either renderer made, and the built DuckDB file. Out: claims/, chips/, firms/, fabs/ and
analysts/ of the site, the claims in the folder of each other language too, things.html, and an index of the search for
each language.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from reports.query import Row, query
from reports.text.addresses import EVERYTHING, FOLDERS, address, is_translated
from reports.text.language import ENGLISH, words
from reports.things.claim_page import claim_pages
from reports.things.entries import Entry, entries, listed_once, short
from reports.things.frame import Frame, frame
from reports.things.on_record import KEYS, Relations, relations
from reports.things.search_index import write_index
from reports.things.templates import fill
from reports.things.thing_pages import analyst_pages, chip_pages, fab_pages, firm_pages
from schemas.formulae import inert_cell


@dataclass(frozen=True)
class Kind:
    """One kind of thing: its table, its template, what its pages show, and the page of the site whose frame they
    have."""

    table: str
    template: str
    show: Callable[[Relations], dict[str, dict[str, Any]]]
    page: str


KINDS = (
    Kind("targets", "claim.html", claim_pages, "claims.html"),
    Kind("chips", "chip.html", chip_pages, "chips.html"),
    Kind("firms", "firm.html", firm_pages, "firms.html"),
    Kind("fabs", "fab.html", fab_pages, "fabs.html"),
    Kind("actors", "analyst.html", analyst_pages, "claims.html"),
)


def add(site: Path, repository: str, published: str, languages: Iterable[str] = (ENGLISH,)) -> None:
    """Write all of it into `site`, which is published at an address; errors are reported at `repository`."""
    known, spoken = relations(), tuple(languages)
    named = {language: entries(known, language) for language in spoken}
    for kind in KINDS:
        around = frames(site, kind, published, spoken)
        found = [e for language in around for e in named[language] if e.table == kind.table]
        write_kind(site, kind, known, around, found, repository)
    for language in spoken:
        write_index(site, listed_once(named[language]), language)
    write_everything(site, frame_of(site, "index.html", published), listed_once(named[ENGLISH]))


def frames(site: Path, kind: Kind, published: str, languages: Iterable[str]) -> dict[str, Frame]:
    """Return the frame that the pages of a kind have in each language that has them."""
    having = [code for code in languages if code == ENGLISH or is_translated(kind.table, code)]
    return {code: frame_of(site, kind.page, published, code) for code in having}


def frame_of(site: Path, page: str, published: str, language: str = ENGLISH) -> Frame:
    """Return the frame that a page of the site has in a language."""
    folder = "" if language == ENGLISH else f"{language}/"
    return frame((site / folder / page).read_text(encoding="utf-8"), published, folder)


def write_kind(
    site: Path,
    kind: Kind,
    known: Relations,
    around: Mapping[str, Frame],
    named: Iterable[Entry],
    repository: str,
) -> None:
    """Write the pages of one kind, each in the frame of its language with links to those in the others, and rows."""
    shown = kind.show(known)
    rows = {r[KEYS[kind.table]]: r for r in query(f"from {kind.table}")}
    for entry in named:
        path, frame_there = site / entry.path, around[entry.language]
        path.parent.mkdir(exist_ok=True)
        page = fill(
            kind.template,
            entry.language,
            **shown[entry.key],
            key=entry.key,
            title=entry.title,
            path=entry.path,
            site=frame_there.site,
            version=known.version,
            day=known.day,
            report=report_address(repository, kind.table, entry.key),
            table=kind.table,
            folder=FOLDERS[kind.table],
        )
        others = {code: address(kind.table, entry.key, language=code) for code in around if code != entry.language}
        html = frame_there.page(short(entry.title), entry.hint, entry.path, page, others)
        path.write_text(html, encoding="utf-8")
        if entry.language == ENGLISH:
            write_row(path, kind.table, entry.key, rows[entry.key], known)


def report_address(repository: str, table: str, key: str) -> str:
    """Return the address of the form that reports an error, with the row filled in."""
    filled = {"template": "error.yml", "title": f"Error: {table} {key}", "table": table, "key": key}
    return f"{repository}/issues/new?{urlencode(filled)}"


def write_row(page: Path, table: str, key: str, row: Row, known: Relations) -> None:
    """Write the row of a thing beside its page, as CSV as in data/, and as JSON with what belongs to a claim."""
    more: Row = {}
    if table == "targets":
        claim = known.rows[table][key]
        pieces = [known.evidence[piece] for piece in claim["evidence_ids"] or []]
        more = {"verdicts": known.verdicts[key], "conditions": known.conditions[key], "evidence": pieces}
    whole = {"table": table, "key": key, "version": known.version, "row": row, **more}
    text = json.dumps(whole, ensure_ascii=False, default=str, indent=1)
    page.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows([row.keys(), map(csv_cell, row.values())])
    page.with_suffix(".csv").write_text(lines.getvalue(), encoding="utf-8")


def csv_cell(value: object) -> str:
    """Return a value as it stands in data/, where no text begins as a formula does.

    >>> csv_cell(["a", "b"]), csv_cell(True), csv_cell(3.0), csv_cell(0.5), csv_cell(None)
    ('a;b', 'true', '3', '0.5', '')
    """
    if isinstance(value, list):
        return inert_cell(";".join(map(str, value)))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else inert_cell(str(value))


def write_everything(site: Path, around: Frame, found: list[Entry]) -> None:
    """Write the page that lists all things."""
    lists = [
        {
            "folder": FOLDERS[kind.table],
            "heading": words()[f"kind.{FOLDERS[kind.table]}"].capitalize(),
            "entries": [e for e in found if e.table == kind.table],
        }
        for kind in KINDS
    ]
    known = words()
    html = around.page(
        known["everything.title"], known["everything.hint"], EVERYTHING, fill("everything.html", lists=lists)
    )
    (site / EVERYTHING).write_text(html.replace(' aria-current="true"', ""), encoding="utf-8")
