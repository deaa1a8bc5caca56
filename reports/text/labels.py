"""What the words of the vocabulary are called, by language: statuses, bases, definitions, inputs of the model.

In: keys of the data. Out: their names, from the view `labels`; English names stand in the tables themselves, others in
`translations`. How charts mark them is in the same rows.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reports.query import CONNECTION, query
from reports.text.language import ENGLISH, MissingWords, words

LABELS = "select vocabulary, code, name, short_name from labels where language = ?"
STATUSES = """
select status_id, standing, marker, colour, filled, limits, description
from statuses
order by position
"""
DERIVED = """
select o.derivation, list(distinct a.name order by a.name) as houses
from observations o
join observations_observations l using (observation_id)
join observations p on p.observation_id = l.derived_from_id
join actors a on a.actor_id = p.claimant_id
where o.observation_id = ?
group by o.derivation
"""
STANDINGS = ("kept", "partly", "broken", "unknown", "open")


@dataclass(frozen=True)
class Label:
    """What something is called, and the shorter name that charts use, which may be the same."""

    name: str
    short: str


@dataclass(frozen=True)
class Status:
    """One status of verdicts: its key, what it says of the promise, its mark, what decides it, and its meaning."""

    key: str
    standing: str
    marker: str
    colour: str
    filled: bool
    limits: tuple[str, ...]
    meaning: str

    @property
    def label(self) -> str:
        return status_label(self.key)


def label_of(vocabulary: str, code: str, language: str = ENGLISH) -> Label:
    """Return what a key of a table of the vocabulary is called. Raises MissingWords."""
    CONNECTION.cursor()  # a file that was rebuilt may have other names
    found = _labels(CONNECTION.state, language).get((vocabulary, code))
    if found is None:
        table = vocabulary if language == ENGLISH else "translations"
        raise MissingWords(f"data/{table}.csv: no name of {code} ({vocabulary}) in the language {language}")
    return found


def name_or(english: str, vocabulary: str, code: str, language: str = ENGLISH) -> str:
    """Return what a key of the vocabulary is called in a language; `english` if it has no name there."""
    try:
        return label_of(vocabulary, code, language).name
    except MissingWords:
        return english


@lru_cache(maxsize=16)
def _labels(state: object, language: str) -> dict[tuple[str, str], Label]:
    """Read all names of a language; `state` is that of the file, so that another one is read anew."""
    return {
        (r["vocabulary"], r["code"]): Label(r["name"], r["short_name"] or r["name"]) for r in query(LABELS, language)
    }


def statuses() -> dict[str, Status]:
    """Return every status by its key, the best first."""
    return {
        r["status_id"]: Status(
            r["status_id"],
            r["standing"],
            r["marker"],
            r["colour"],
            r["filled"],
            tuple(r["limits"] or ()),
            r["description"],
        )
        for r in query(STATUSES)
    }


def status_label(key: str, language: str = ENGLISH) -> str:
    """Return the label of a verdict's status."""
    return label_of("statuses", key, language).name


def basis_label(key: str, language: str = ENGLISH) -> str:
    """Return the label of a basis: official, reported, estimated …"""
    return label_of("bases", key, language).name


def claimant_label(row: Mapping[str, Any], language: str = ENGLISH) -> str:
    """Return whose figure an observation (`observation_id`, `claimant`) is; of what is computed here, from whose."""
    if language == ENGLISH:
        return str(row["claimant"])
    known = words(language)
    for derived in query(DERIVED, row["observation_id"]):
        return known.fill(f"derived.{derived['derivation']}", houses=known["list.last"].join(derived["houses"]))
    return str(row["claimant"])


def definition_label(key: str, language: str = ENGLISH) -> str:
    """Return the short label of a definition: what it adds to the rung before."""
    return label_of("definitions", key, language).short


def rung_name(key: str, language: str = ENGLISH) -> str:
    """Return what a definition asks for, its code behind it: `Die made in China (D2)`."""
    name = label_of("definitions", key, language).name
    return words(language).fill("rung.with-code", name=name, code=key.upper())


def tier_name(key: str, language: str = ENGLISH) -> str:
    """Return the class of a chip in words, its code behind it: `training class (T1)`."""
    name = label_of("tiers", key, language).name
    return name if key == "all" else words(language).fill("rung.with-code", name=name, code=key)


def grade_label(key: str, language: str = ENGLISH) -> str:
    """Return what a grade of reliability says of a source in a few words, its code behind them."""
    return words(language)[f"grade.{key}"]


def binding_label(key: str, language: str = ENGLISH) -> str:
    """Return the label of what limits production."""
    return words(language)[f"binding.{key}"]


def country_label(code: str, language: str = ENGLISH) -> str:
    """Return the name of a country by its ISO 3166-1 code; the code of one that has no name here."""
    return words(language).texts.get(f"country.{code}", code)


def fab_kind_label(key: str, language: str = ENGLISH) -> str:
    """Return what a plant makes, by the kind of plant."""
    return words(language)[f"fab-kind.{key}"]


def fab_status_label(key: str, language: str = ENGLISH) -> str:
    """Return how far a plant has got, as words that follow its name: in production, being equipped …"""
    return words(language)[f"fab-status.{key}"]


def role_label(key: str, language: str = ENGLISH) -> str:
    """Return what firms of a role do."""
    return words(language)[f"role.{key}"]


def ownership_label(key: str, language: str = ENGLISH) -> str:
    """Return who owns a firm, in a word."""
    return words(language)[f"ownership.{key}"]


def stage_label(key: str, language: str = ENGLISH) -> str:
    """Return the name of a stage of the supply chain."""
    return words(language)[f"stage.{key}"]


def standing_label(key: str, language: str = ENGLISH) -> str:
    """Return the words for what verdicts say of promises: met or likely met, partly met …"""
    return words(language)[f"standing.{key}"]


def count_standings(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Count `rows` (each with `standing`, and the number of its `claims` if it is more than one) by standing."""
    found = dict.fromkeys(STANDINGS, 0)
    for row in rows:
        found[row["standing"]] += row.get("claims", 1)
    return found


def input_label(row: Mapping[str, Any], language: str = ENGLISH) -> str:
    """Return what a row of `assumptions` (`input_id`, `period`, `vintage`) is called, with its year and its vintage."""
    name = label_of("inputs", row["input_id"], language).name
    dated = f"{name}, {row['period']}" if row["period"] else name
    return f"{dated}, as known in {row['vintage']}" if row["vintage"] else dated


def short_name(name: str, designer: str) -> str:
    """Return the name of a chip without its designer’s and without what stands in brackets.

    >>> short_name("Ascend 910B (first)", "Huawei"), short_name("Biren BR100", "Biren")
    ('Ascend 910B', 'BR100')
    """
    return re.sub(r" \(.*\)", "", name).removeprefix(f"{designer} ")
