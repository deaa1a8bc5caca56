"""Rules on figures in prose: a figure that stands in an observation is quoted as it is there, and the row names it.

Of names only those numbers are read that stand alone: neither H20 nor 910C is a figure, and a bare year is none either.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from checks.rows.predicates import Row, Tables, implements, map_rows
from checks.rulebook import Rule
from schemas.vocabulary import VALUES

NUMBER = re.compile(
    r"(?<![\w.,-])(?<!\w\+)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![.,]?\d|-?[A-Za-z_])"
    r"(?:\s(thousand|million|mn|billion|bn|trillion)\b)?"
)
TIMES = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
YEAR = re.compile(r"(19|20)\d\d")
EXACT = 1e-9  # as a share: 2.2 million is no whole number in binary


@dataclass(frozen=True)
class Figure:
    """A number in prose: as it is printed, what it may mean (7.5 bn is 7.5 in a table in billions), its digits."""

    text: str
    meanings: tuple[float, ...]
    digits: int

    def agrees(self, values: Iterable[float], tolerance: float) -> bool:
        """Tell whether it is one of the values, but for rounding."""
        return any(abs(m - v) <= tolerance * abs(v) for v in values for m in self.meanings)


def figures(text: str | None) -> Iterator[Figure]:
    """Find the figures in a text.

    >>> [f.text for f in figures("In 2025 Huawei ships 812,000 of the 910C for 7.5 bn, 1,400 GB/s over 8-high stacks.")]
    ['812,000', '7.5 bn', '1,400']
    """
    for found in NUMBER.finditer(text or ""):
        number, word = found.groups()
        if YEAR.fullmatch(number) and not word:
            continue
        value = float(number.replace(",", ""))
        digits = len(re.sub(r"[.,]", "", number).strip("0"))
        yield Figure(found[0], (value, value * TIMES[word]) if word else (value,), digits)


def numbers(tables: Tables) -> dict[str, list[float]]:
    """Return the value, low and high of each observation, without those that are missing."""
    o = tables["observations"]
    cells = o[list(VALUES)].to_numpy()
    return {key: [v for v in row if v == v] for key, row in zip(o["observation_id"], cells, strict=True)}


def in_use_by_source(tables: Tables) -> dict[str, list[str]]:
    """Return the observations that were read on each page and are not withdrawn."""
    o, found = tables["observations"], defaultdict(list)
    for key, source, rank in zip(o["observation_id"], o["source_id"], o["rank"], strict=True):
        if rank != "deprecated":
            found[str(source)].append(str(key))
    return found


@implements("outcomes/quotes-its-observation")
def outcome_quotes_its_observation(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the observation has, where the statement has figures and none of them agrees."""
    known, rounding = numbers(tables), rule.bounds["rounding"].value / 100

    def describe(row: Row) -> str | None:
        values = known.get(row["observation_id"], [])
        said = list(figures(row["statement"]))
        wrong = values and said and not any(f.agrees(values, rounding) for f in said)
        return _printed(row["observation_id"], values) if wrong else None

    return map_rows(x, describe)


@implements("assumptions/quotes-its-observations")
def assumption_quotes_its_observations(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the first of the observations has with which no figure of the reason agrees."""
    known, rounding = numbers(tables), rule.bounds["rounding"].value / 100

    def describe(row: Row) -> str | None:
        said = list(figures(row["reason"]))
        for key in row["observation_ids"]:
            if key in known and not any(f.agrees(known[key], rounding) for f in said):
                return _printed(key, known[key])
        return None

    return map_rows(a, describe)


@implements("outcomes/names-what-it-quotes")
def outcome_names_what_it_quotes(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Pass over outcomes that name an observation: there is room for one."""
    unnamed = _Unnamed(tables, rule)

    def describe(row: Row) -> str | None:
        return None if row["observation_id"] else unnamed.first(row["statement"], [row["source_id"]], [])

    return map_rows(x, describe)


@implements("assumptions/names-what-it-quotes")
def assumption_names_what_it_quotes(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    unnamed = _Unnamed(tables, rule)
    return map_rows(a, lambda row: unnamed.first(row["reason"], row["source_ids"], row["observation_ids"]))


class _Unnamed:
    """Finds figures in prose that stand in an observation of the same pages which the row does not name."""

    def __init__(self, tables: Tables, rule: Rule) -> None:
        self.known, self.pages = numbers(tables), in_use_by_source(tables)
        self.digits = rule.bounds["digits"].value

    def first(self, text: str, sources: Iterable[str], named: Iterable[str]) -> str | None:
        """Say of the first such figure where it stands."""
        read = [key for source in sources for key in self.pages.get(source, ())]
        for figure in figures(text):
            stands = [key for key in read if figure.agrees(self.known[key], EXACT)]
            quoted = any(figure.agrees(self.known.get(key, ()), EXACT) for key in named)
            if figure.digits >= self.digits and stands and not quoted:
                return f"{figure.text} stands in {stands[0]}"
        return None


def _printed(key: Any, values: list[float]) -> str:
    return f"{key} has {', '.join(f'{v:,.15g}' for v in values)}"
