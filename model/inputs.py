"""The model's inputs: rows of `assumptions`, by name and year, drawn as correlated arrays.

In: rows of the table as dictionaries, each with the `family_id` of its input. Out: `Inputs`, and `Draws`, which
gives one array per input and year.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from model.distributions import Array, InputError, Shape, check, values
from schemas.periods import period_end

# Which inputs hang together from year to year, and the input that says how much. Others are drawn year by year.
CHAINS = {
    "die-yield": "correlation-yield-years",
    "package-yield": "correlation-yield-years",
    "ai-wafer-capacity": "correlation-wafer-years",
    "le-7nm-wafer-capacity": "correlation-wafer-years",
    "finfet-wafer-capacity": "correlation-wafer-years",
    "packaging-capacity": "correlation-wafer-years",
    "domestic-hbm-supply": "correlation-hbm-years",
    "huawei-own-memory-packages": "correlation-hbm-years",
}
PRICES = "chip-price"  # all prices share one level: sources differ by a common factor


@dataclass(frozen=True)
class Input:
    """One row: its shape, and where it comes from."""

    id: str
    name: str
    family: str
    year: int | None
    shape: Shape
    basis: str
    reason: str
    sources: tuple[str, ...]
    known_on: date


@dataclass(frozen=True)
class Inputs:
    """All inputs known on a day, by name and year; a row without a year holds for every year."""

    rows: Mapping[tuple[str, int | None], Input]

    def get(self, name: str, year: int) -> Input:
        """Return the input of a year. Raises InputError if there is none."""
        row = self.rows.get((name, year)) or self.rows.get((name, None))
        if row is None:
            raise InputError(f"{name}: no value for {year}; add a row to data/assumptions.csv")
        return row

    @cached_property
    def hash(self) -> str:
        """SHA-256 over everything that bears on the numbers."""
        text = "\n".join(repr(self.rows[k].shape) for k in sorted(self.rows, key=str))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def changed(self, assignments: Iterable[str]) -> "Inputs":
        """Fix `name:year=value` (or `name=value` for all years). Raises InputError on what it cannot read."""
        rows = dict(self.rows)
        for text in assignments:
            target, equals, number = text.partition("=")
            name, _, year = target.strip().replace("_", "-").partition(":")
            try:
                value, when = float(number), int(year) if year else None
            except ValueError:
                raise InputError(f"“{text}” is not of the form name:year=value") from None
            hit = [k for k, row in rows.items() if name in (row.name, row.family) and when in (None, row.year)]
            if not equals or not hit:
                raise InputError(f"“{text}”: no input {name}" + (f" of {when}" if when else ""))
            for key in hit:
                shape = replace(rows[key].shape, distribution="fixed", low=None, central=value, high=None)
                check(shape)
                rows[key] = replace(rows[key], shape=shape)
        return Inputs(rows)


def read_inputs(assumptions: Iterable[Mapping[str, Any]], as_of: date | None = None) -> Inputs:
    """Read inputs from rows of `assumptions`: of several vintages of one input the latest that was known on `as_of`."""
    rows: dict[tuple[str, int | None], Input] = {}
    for raw in assumptions:
        row = _input(raw)
        key = (row.name, row.year)
        if as_of and row.known_on > as_of:
            continue
        if key not in rows or rows[key].known_on <= row.known_on:
            rows[key] = row
    for row in rows.values():
        check(row.shape)
    return Inputs(rows)


def _input(raw: Mapping[str, Any]) -> Input:
    year = int(raw["period"][:4]) if raw["period"] else None
    shape = Shape(
        name=raw["assumption_id"],
        distribution=raw["distribution"],
        low=raw["low"],
        central=raw["central"],
        high=raw["high"],
        interval=raw["interval"] or "range",
        zero_probability=raw["zero_probability"] or 0.0,
        unit=raw["unit"],
    )
    return Input(
        id=raw["assumption_id"],
        name=raw["input_id"],
        family=raw["family_id"] or raw["input_id"],
        year=year,
        shape=shape,
        basis=raw["basis"],
        reason=raw["reason"],
        sources=tuple(raw["source_ids"] or ()),
        known_on=period_end(raw["known_on"]) if raw["known_on"] else date.min,
    )


@dataclass
class Draws:
    """Draws of the inputs: `draws("die-yield-sellable", 2026)` is an array of n values.

    Each input has a generator of its own, keyed by seed and name, so that neither the order of use, nor threads, nor
    another input changes its numbers.
    """

    inputs: Inputs
    n: int
    seed: int
    used: dict[tuple[str, int], str] = field(default_factory=dict)
    _scores: dict[tuple[str, int], Array] = field(default_factory=dict)
    _values: dict[str, Array] = field(default_factory=dict)

    def __call__(self, name: str, year: int) -> Array:
        row = self.inputs.get(name, year)
        self.used[name, year] = row.id
        if row.id not in self._values:
            fixed = row.shape.distribution == "fixed"
            self._values[row.id] = (
                np.broadcast_to(row.shape.central, self.n) if fixed else values(row.shape, self._score(row, year))
            )
        return self._values[row.id]

    def central(self, name: str, year: int) -> float:
        """Return the central value of an input that is not drawn."""
        row = self.inputs.get(name, year)
        self.used[name, year] = row.id
        return row.shape.central

    def _score(self, row: Input, year: int) -> Array:
        if row.family == PRICES:
            if (PRICES, 0) not in self._scores:
                self._scores[PRICES, 0] = self._fresh(PRICES, 0)
            return self._scores[PRICES, 0]
        if row.family not in CHAINS or row.year is None:
            return self._fresh(row.name, row.year or 0)
        return self._chained(row.family, row.year)

    def _chained(self, family: str, year: int) -> Array:
        """Return the scores of one year, correlated with those of the year before; all definitions of a family share
        them."""
        if (family, year) not in self._scores:
            fresh = self._fresh(family, year)
            first = min(r.year for r in self.inputs.rows.values() if r.family == family and r.year is not None)
            if year > first:
                rho = self.central(CHAINS[family], year)
                fresh = rho * self._chained(family, year - 1) + np.sqrt(1 - rho**2) * fresh
            self._scores[family, year] = fresh
        return self._scores[family, year]

    def _fresh(self, name: str, year: int) -> Array:
        digest = hashlib.sha256(f"{self.seed}/{name}/{year}".encode()).digest()
        fastest = np.random.SFC64(int.from_bytes(digest[:16], "little"))
        return np.random.Generator(fastest).standard_normal(self.n)
