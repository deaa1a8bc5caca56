"""Rules on figures in prose: a figure that stands in an observation is quoted as it is there, and the row names it.

Of names only those numbers are read that stand alone: neither H20 nor 910C is a figure, and a bare year is none either.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from checks.rows.joined_rows import ask
from checks.rows.predicates import Row, Tables, implements, map_rows, records
from checks.rulebook import Rule
from schemas.places import fill
from schemas.vocabulary import VALUES

NUMBER = re.compile(
    r"(?<![\w.,-])(?<!\w\+)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![.,]?\d|-?[A-Za-z_])"
    r"(?:\s(thousand|million|mn|billion|bn|trillion)\b)?"
)
TIMES = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
YEAR = re.compile(r"(19|20)\d\d")
EXACT = 1e-9  # as a share: 2.2 million is no whole number in binary
NAMED = """
    select observation_id, value, value_low, value_high
    from {rows}
    where observation_id in (select unnest(cast(? as varchar[])))
"""
AGREES = " or ".join(f"abs(meaning - {v}) <= {EXACT} * abs({v})" for v in VALUES)
ASKED = ("number", "place", "source_id", "meaning")  # columns of the figures that are looked for
TYPES = {"number": "bigint", "place": "bigint", "meaning": "double"}
STANDS = """
    select number, arg_min(observation_id, row(place, line))
    from {rows}
    join said using (source_id)
    where rank <> 'deprecated' and ({agrees})
    group by number
"""


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


def numbers(tables: Tables, keys: Iterable[str]) -> dict[str, list[float]]:
    """Return the value, low and high of observations, without those that are missing."""
    found = ask(tables, "observations", NAMED, sorted(set(keys)))
    return {key: [v for v in values if v is not None] for key, *values in found}


@implements("outcomes/quotes-its-observation")
def outcome_quotes_its_observation(x: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the observation has, where the statement has figures and none of them agrees."""
    known, rounding = numbers(tables, x["observation_id"].dropna()), rule.bounds["rounding"].value / 100

    def describe(row: Row) -> str | None:
        values = known.get(row["observation_id"], [])
        said = list(figures(row["statement"]))
        wrong = values and said and not any(f.agrees(values, rounding) for f in said)
        return _printed(row["observation_id"], values) if wrong else None

    return map_rows(x, describe)


@implements("assumptions/quotes-its-observations")
def assumption_quotes_its_observations(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the first of the observations has with which no figure of the reason agrees."""
    known = numbers(tables, (key for keys in a["observation_ids"] for key in keys))
    rounding = rule.bounds["rounding"].value / 100

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
    return _unnamed(
        x, tables, rule, lambda row: None if row["observation_id"] else Prose(row["statement"], [row["source_id"]], [])
    )


@implements("assumptions/names-what-it-quotes")
def assumption_names_what_it_quotes(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _unnamed(a, tables, rule, lambda row: Prose(row["reason"], row["source_ids"], row["observation_ids"]))


@dataclass(frozen=True)
class Prose:
    """A text, the pages on which it rests, and the observations that its row names."""

    text: str
    sources: list[str]
    named: list[str]


def _unnamed(rows: pd.DataFrame, tables: Tables, rule: Rule, prose: Callable[[Row], Prose | None]) -> "pd.Series":
    """Say of the first figure in prose that stands in an observation of the same pages, which the row does not name,
    where it stands."""
    digits = rule.bounds["digits"].value
    texts = [prose(row) or Prose("", [], []) for row in records(rows)]
    known = numbers(tables, (key for text in texts for key in text.named))
    said = [
        (n, figure)
        for n, text in enumerate(texts)
        for figure in figures(text.text)
        if figure.digits >= digits and not any(figure.agrees(known.get(key, ()), EXACT) for key in text.named)
    ]
    stands = _where_they_stand(tables, [(figure, texts[n].sources) for n, figure in said])
    first = {
        n: f"{figure.text} stands in {stands[i]}" for i, (n, figure) in reversed([*enumerate(said)]) if i in stands
    }
    return pd.Series([first.get(n) for n in range(len(texts))], index=rows.index, dtype="object")


def _where_they_stand(tables: Tables, found: Sequence[tuple[Figure, list[str]]]) -> dict[int, str]:
    """Return for figures, by their number, the first observation in use of their pages in which they stand."""
    asked = [
        (number, place, page, meaning)
        for number, (figure, pages) in enumerate(found)
        for place, page in enumerate(pages)
        for meaning in figure.meanings
    ]
    if not asked:
        return {}
    tables.keep_columns("said", dict(zip(ASKED, map(list, zip(*asked, strict=True)), strict=True)), TYPES)
    return dict(ask(tables, "observations", fill(STANDS, {"rows": "{rows}", "agrees": AGREES})))


def _printed(key: Any, values: list[float]) -> str:
    return f"{key} has {', '.join(f'{v:,.15g}' for v in values)}"
