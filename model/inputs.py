"""The model's inputs: rows of `assumptions`, by name and period, drawn as arrays from scores.

In: rows of the table as dictionaries, each with what `inputs` says of its input. Out: `Inputs`, and `Draws`, which
gives an array per input and, for those drawn anew by year or half-year, a row per year or half-year.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Any

import numpy as np

from model.distributions import Array, InputError, Shape, check, logs, odds, values
from model.halves import HALVES, YEARS
from model.special_functions import ndtri
from schemas.periods import period_end

SHIFTED_FROM = 2026  # first year of what-if: what is over stays as it was
ONCE, YEARLY, HALF_YEARLY = "once", "yearly", "half-yearly"
INTO = np.tril(np.ones((len(YEARS), len(YEARS))))  # steps (columns) that lead from before the first year into each
Scale = Callable[[Shape, Array], Array]
Score = tuple[str, str]  # name of the input, period for which it is drawn


@dataclass(frozen=True)
class Input:
    """One row: its shape, how often it is drawn, and where it comes from."""

    id: str
    name: str
    title: str
    family: str
    drawn: str
    period: str
    shape: Shape
    basis: str
    reason: str
    sources: tuple[str, ...]
    known_on: date


@dataclass(frozen=True)
class Inputs:
    """All inputs in force, by name and period; a row without a period holds for all that have no row of their own."""

    rows: Mapping[tuple[str, str], Input]

    def get(self, name: str, period: str = "") -> Input:
        """Return the input of a period: its own row, else its year's, else that for all. Raises InputError if there is
        none."""
        for key in (period, period[:4], ""):
            if row := self.rows.get((name, key)):
                return row
        raise InputError(f"{name}: no value{f' for {period}' if period else ''}; add a row to data/assumptions.csv")

    def anchor(self, name: str) -> Input:
        """Return the one row of an input that gives a level in some year. Raises InputError if there is not just
        one."""
        found = self._by_name.get(name, [])
        if len(found) != 1 or len(found[0].period) != 4:
            raise InputError(f"{name}: a level needs one row, with the year in which it holds, not {len(found)}")
        return found[0]

    @cached_property
    def _by_name(self) -> dict[str, list[Input]]:
        found: dict[str, list[Input]] = {}
        for (name, _), row in self.rows.items():
            found.setdefault(name, []).append(row)
        return found

    @cached_property
    def hash(self) -> str:
        """SHA-256 over everything that bears on the numbers."""
        text = "\n".join(repr((k, self.rows[k].shape, self.rows[k].drawn)) for k in sorted(self.rows))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def changed(self, assignments: Iterable[str]) -> "Inputs":
        """Fix `name:period=value` (or `name=value` for all periods). Raises InputError on what it cannot read."""
        rows = dict(self.rows)
        for text in assignments:
            target, equals, number = text.partition("=")
            name, _, period = target.strip().replace("_", "-").partition(":")
            try:
                value = float(number)
            except ValueError:
                raise InputError(f"“{text}” is not of the form name:period=value") from None
            hit = [k for k, row in rows.items() if name in (row.name, row.family) and period in ("", row.period)]
            if not equals or not hit:
                raise InputError(f"“{text}”: no input {name}" + (f" of {period}" if period else ""))
            for key in hit:
                shape = replace(rows[key].shape, distribution="fixed", low=None, central=value, high=None)
                check(shape)
                rows[key] = replace(rows[key], shape=shape)
        return Inputs(rows)


def read_inputs(assumptions: Iterable[Mapping[str, Any]], as_of: date | None = None) -> Inputs:
    """Read inputs from rows of `assumptions`: those without a vintage are in force.

    With `as_of`, of the states of one input the latest that was known on that day: the present one from its `known_on`,
    an earlier one from its vintage. Where none was known by then, the earliest stands: the model needs every input.
    """
    states: dict[tuple[str, str], list[tuple[date, Input]]] = {}
    for raw in assumptions:
        row = _input(raw)
        if not raw["vintage"] or as_of:
            day = period_end(raw["vintage"]) if raw["vintage"] else row.known_on
            states.setdefault((row.name, row.period), []).append((day, row))
    rows = {key: _in_force(found, as_of or date.max) for key, found in states.items()}
    for row in rows.values():
        check(row.shape)
    return Inputs(rows)


def _in_force(states: list[tuple[date, Input]], day: date) -> Input:
    """Return the latest state that was known on a day, or the earliest."""
    ordered = sorted(states, key=lambda state: state[0])
    known = [row for since, row in ordered if since <= day]
    return known[-1] if known else ordered[0][1]


def _input(raw: Mapping[str, Any]) -> Input:
    shape = Shape(
        name=raw["assumption_id"],
        distribution=raw["distribution"],
        low=raw["low"],
        central=raw["central"],
        high=raw["high"],
        interval=raw["interval"] or "range",
        unit=raw["unit"],
    )
    return Input(
        id=raw["assumption_id"],
        name=raw["input_id"],
        title=raw["input_name"],
        family=raw["family_id"] or raw["input_id"],
        drawn=raw["drawn"],
        period=raw["period"] or "",
        shape=shape,
        basis=raw["basis"],
        reason=raw["reason"],
        sources=tuple(raw["source_ids"] or ()),
        known_on=period_end(raw["known_on"]) if raw["known_on"] else date.min,
    )


@dataclass
class Draws:
    """Draws of the inputs: `draws("lag-quarters")` is an array of n values, `draws.years("usd-cny-rate")` one row a
    year.

    Each score has a generator of its own, keyed by seed, name and period, so that neither the order of use, nor
    threads, nor another input changes its numbers. `scores` holds what was drawn; given from the start, they are used
    as they are."""

    inputs: Inputs
    n: int
    seed: int
    scores: dict[Score, Array] = field(default_factory=dict)
    shifts: Mapping[str, float | Array] = field(default_factory=dict)
    used: dict[Score, str] = field(default_factory=dict)

    def __call__(self, name: str) -> Array:
        """Return an input that is drawn once."""
        return self._value(self.inputs.get(name), "")

    def years(self, name: str) -> Array:
        """Return an input year by year: drawn anew for each, or the same in all if it is drawn once."""
        return self._stack(name, [str(year) for year in YEARS])

    def halves(self, name: str) -> Array:
        """Return an input half-year by half-year, likewise."""
        return self._stack(name, [f"{year}-H{half}" for year, half in HALVES])

    def _stack(self, name: str, periods: list[str]) -> Array:
        if self.inputs.get(name, periods[0]).drawn == ONCE and (name, "") in self.inputs.rows:
            return np.broadcast_to(self(name), (len(periods), self.n))
        return self._rows([self._drawn_for(name, period) for period in periods], values)

    def period(self, name: str, period: str) -> Array:
        """Return an input of one year or half-year."""
        return self._value(*self._drawn_for(name, period))

    def _drawn_for(self, name: str, period: str) -> tuple[Input, str]:
        row = self.inputs.get(name, period)
        return row, {ONCE: row.period, YEARLY: period[:4], HALF_YEARLY: period}[row.drawn]

    def _rows(self, drawn: list[tuple[Input, str]], scale: Scale) -> Array:
        """Return values row by row; those that are the same in several rows are computed once."""
        out, places = np.empty((len(drawn), self.n)), dict[tuple[str, str], int]()
        for n, (row, period) in enumerate(drawn):
            first = places.setdefault((row.id, period), n)
            out[n] = self._value(row, period, scale) if first == n else out[first]
        return out

    def log_level(self, name: str, growth: str = "") -> Array:
        """Return the logarithm of a positive quantity year by year: its level in the year of its row, and growth
        `<name>-growth` from year to year, backwards too."""
        row = self.inputs.anchor(name)
        steps = self._steps(growth or f"{name}-growth", name, logs)
        return self._shifted(name, _walk(self._value(row, row.period, logs), steps, int(row.period)))

    def share(self, name: str, step: str = "") -> Array:
        """Return the log-odds of a share year by year: its level in the year of its row, and steps `<name>-step`."""
        row = self.inputs.anchor(name)
        steps = self._steps(step or f"{name}-step", name, values)
        return self._shifted(name, _walk(self._value(row, row.period, odds), steps, int(row.period)))

    def _shifted(self, name: str, path: Array) -> Array:
        return path + self.shift(name) if name in self.shifts else path

    def shift(self, name: str) -> Array:
        """Return by how much `shifts` moves an input’s logs or log-odds, year by year: from SHIFTED_FROM on."""
        moved = np.array([[float(year >= SHIFTED_FROM)] for year in YEARS])
        return moved * self.shifts.get(name, 0.0)

    def tilts(self, name: str, of: str) -> Array:
        """Return logs of what the first half of a year has over the second, year by year, drawn anew for each
        quantity."""
        return self._steps(name, of, logs)

    def _steps(self, name: str, of: str, scale: Scale) -> Array:
        """Return steps into each year; an input shared by several series is drawn anew for each of them,
        one that is drawn once is the same for all."""
        rows = [self.inputs.get(name, str(year)) for year in YEARS]
        when = ["" if row.drawn == ONCE else f"{of}:{year}" for row, year in zip(rows, YEARS, strict=True)]
        return self._rows(list(zip(rows, when, strict=True)), scale)

    def half(self, name: str, year: int, half: int) -> Array:
        """Return an input of one half-year: its own row, else half of its year’s."""
        row = self.inputs.get(name, f"{year}-H{half}")
        value = self._value(row, row.period)
        return value if len(row.period) > 4 else value / 2

    def central(self, name: str) -> float:
        """Return the value of an input that is not drawn."""
        row = self.inputs.get(name)
        self.used[name, ""] = row.id
        return row.shape.central

    def score(self, name: str, period: str) -> Array:
        """Return a score that decides between states, not drawn through any input."""
        if (name, period) not in self.scores:
            self.scores[name, period] = _fresh(self.seed, f"{name}/{period}", self.n)
        return self.scores[name, period]

    def _value(self, row: Input, period: str, scale: Scale = values) -> Array:
        key = (row.name, period)
        self.used[key] = row.id
        if row.shape.distribution == "fixed":
            return np.full(self.n, _fixed(row.shape, scale))
        if key not in self.scores:
            self.scores[key] = _fresh(self.seed, f"{row.name}/{period}", self.n)
        return scale(row.shape, self.scores[key])


@cache
def _fixed(shape: Shape, scale: Scale) -> float:
    even = replace(shape, distribution="normal", low=shape.central, high=shape.central)
    return float(scale(even, np.zeros(1))[0])


def _walk(level: Array, steps: Array, year: int) -> Array:
    """Return a level and what steps into each year make of it before and after."""
    return level + (INTO - INTO[year - YEARS[0]]) @ steps


def _fresh(seed: int, name: str, n: int) -> Array:
    """Return n scores in random order, one from each n-th part of the normal distribution, so that means and medians
    settle sooner than with scores that are drawn apart."""
    digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
    random = np.random.Generator(np.random.SFC64(int.from_bytes(digest[:16], "little")))
    return ndtri((random.permutation(n) + random.random(n)) / n)
