"""What a change does to what is computed: the headline, the other estimates, the verdicts.

In: sound tables of two states. Out: `Effects`. Both states are run through today's model and rules, so that nothing but
the data differs. Where today's model cannot take the earlier tables, what was published then stands beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.derived import model_key, model_tables, rate
from checks.structure.salvage import Readable
from model.distributions import InputError
from model.drift import changed_rows
from model.rating import TABLES_READ
from model.tables import published_shares, setting
from schemas.csv_text import TextTable
from schemas.package import Package
from schemas.typed_rows import typed_rows

Row = Mapping[str, Any]
Texts = Mapping[str, TextTable]
Tables = Mapping[str, Sequence[Row]]
INPUTS = {"assumptions", "inputs", *TABLES_READ}
Place = tuple[int, str, str, str, str]  # year, tier, definition, metric, ratio
AHEAD = 3  # years after the last full one for which the headline is shown
MEASURES = ("units", "value")


@dataclass(frozen=True)
class Figure:
    """A share with its 90 % interval; a published one has none. Shares are between 0 and 1."""

    share: float | None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.share is None:
            return "not estimable"
        span = (
            f" ({100 * self.low:.1f} to {100 * self.high:.1f})"
            if self.low is not None and self.high is not None
            else ""
        )
        return f"{100 * self.share:.1f} %{span}"


@dataclass(frozen=True)
class HeadlineFigure:
    """One figure of the headline, before and after; None where it is not there."""

    label: str
    before: Figure | None
    after: Figure | None

    @property
    def moved(self) -> bool:
        """Whether the figure differs, to the digit that is shown."""
        return str(self.before) != str(self.after)


@dataclass(frozen=True)
class VerdictChange:
    """A target whose status changes; None where it is not there, or has no rating."""

    target_id: str
    statement: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class State:
    """One state of the package: its tables as they are, and what of them can be used."""

    package: Package
    texts: Texts
    readable: Readable

    @property
    def sound(self) -> Mapping[str, TextTable]:
        """The rows that are sound, as text."""
        return self.readable.texts


@dataclass(frozen=True)
class Effects:
    """What moves. `rows` counts, by table, computed rows that differ; `note` says what could not be computed."""

    headline: tuple[HeadlineFigure, ...] = ()
    rows: Mapping[str, int] | None = None
    verdicts: tuple[VerdictChange, ...] = ()
    note: str = ""

    @property
    def moved(self) -> list[HeadlineFigure]:
        """The figures of the headline that move."""
        return [figure for figure in self.headline if figure.moved]


def compute_effects(before: State, after: State) -> Effects:
    """Compute both states and compare them."""
    if missing := before.readable.unreliable | after.readable.unreliable:
        return Effects(note=f"not computed, as rows of {', '.join(sorted(missing))} cannot be read")
    try:
        new = model_tables(after.package, after.sound)
    except InputError as error:
        return Effects(note=f"the estimate cannot be computed: {error}")
    old, note = _earlier_tables(before, after, new)
    return Effects(
        tuple(_headline(before, old["estimates"], after, new["estimates"])),
        _count_changes(after.package, old, new),
        tuple(_verdict_changes(before, _ratings(before, old, bool(note)), after, _ratings(after, new, False))),
        note,
    )


def _earlier_tables(before: State, after: State, new: Tables) -> tuple[Tables, str]:
    """Return the model's tables for the earlier state; if today's model cannot take it, those published then."""
    published = {name: typed_rows(before.texts[name]) if name in before.texts else [] for name in new}
    missing = [
        f"{name}.{f.name}"
        for name in sorted(INPUTS)
        for f in after.package.table[name].fields
        if name not in before.sound or f.name not in before.sound[name].columns
    ]
    if missing:
        return published, f"“before” is as published then: {', '.join(missing)} did not exist for today’s model to read"
    if model_key(before.package, before.sound) == model_key(after.package, after.sound):
        return new, ""
    try:
        return model_tables(before.package, before.sound), ""
    except InputError as error:
        return published, f"“before” is as published then: today’s model cannot take its inputs ({error})"


def _count_changes(package: Package, old: Tables, new: Tables) -> dict[str, int]:
    """Count rows that differ in each of the model's tables; of tables without any, nothing."""
    found = {}
    for name, rows in new.items():
        now = [{f.name: row.get(f.name) for f in package.table[name].fields} for row in rows]
        if n := len(changed_rows(old[name], now, package.table[name].primary_key)):
            found[name] = n
    return found


def _headline(
    before: State, old: Sequence[Row], after: State, new: Sequence[Row]
) -> Iterator[HeadlineFigure]:  # fmt: skip
    """Yield the figures of the headline: published shares of the last full year, then what the model gives."""
    names = {r["definition_id"]: r["name"] for r in typed_rows(after.sound["definitions"])}
    year = setting(after.package.day).last_full_year
    was, now = published_shares(before.sound), published_shares(after.sound)
    for measure in MEASURES:
        share = (year, "d1", measure)
        figures = [Figure(found[share]) if share in found else None for found in (was, now)]
        yield HeadlineFigure(f"{year} {measure}, {names['d1']} (published)", *figures)
    modelled_was, modelled = _modelled(old), _modelled(new)
    for place, figure in sorted(modelled.items(), key=lambda item: item[0]):
        year_of, tier, definition, metric, ratio = place
        if tier == "all" and ratio == "sales" and metric in MEASURES and year <= year_of <= year + AHEAD:
            yield HeadlineFigure(f"{year_of} {metric}, {names[definition]}", modelled_was.get(place), figure)


def _modelled(rows: Sequence[Row]) -> dict[Place, Figure]:
    return {
        (row["year"], row["tier"], row["definition_id"], row["metric"], row["ratio"]): Figure(
            row["p50"], row["p05"], row["p95"]
        )
        for row in rows
    }


def _ratings(state: State, tables: Tables, as_published: bool) -> dict[str, str]:
    """Return the latest status of each target."""
    rows = (
        typed_rows(state.texts["verdicts"]) if as_published else rate(state.package, state.sound, tables["estimates"])
    )
    return {row["target_id"]: row["status"] for row in sorted(rows, key=lambda row: row["rated_on"])}


def _verdict_changes(
    before: State, old: Mapping[str, str], after: State, new: Mapping[str, str]
) -> Iterator[VerdictChange]:
    """Yield each target whose status differs, and each that is there in one state only.

    Nothing is said of a target that is there, but was not rated, as what it refers to is not.
    """
    listed = set(after.texts["targets"].columns["target_id"])
    statements = {
        row["target_id"]: row["statement"] for state in (before, after) for row in typed_rows(state.sound["targets"])
    }
    for target in sorted(statements):
        if old.get(target) != new.get(target) and (target in new or target not in listed):
            yield VerdictChange(target, statements[target], old.get(target), new.get(target))
