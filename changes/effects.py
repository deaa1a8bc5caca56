"""What a change does to what is computed: the headline, the other estimates, the verdicts.

In: sound tables of two states. Out: `Effects`. Both states go through today's model and rules, so that nothing but the
data differs: fewer draws than those of the published estimate, the same for both states. Where no input of the model
has changed, the published estimate stands for both; where today's model cannot take the earlier tables, what was
published then stands beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.derived import rate
from checks.structure.salvage import Readable
from model.distributions import InputError
from model.drift import changed_rows
from model.indicator import run
from model.outputs import estimates
from model.tables import is_current, published_shares, setting
from model.verdict_rows import TABLES_READ
from model.what_if import Case, both_estimates, drawn
from schemas.csv_text import TextTable
from schemas.package import Package
from schemas.typed_rows import typed_rows

Row = Mapping[str, Any]
Texts = Mapping[str, TextTable]
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
    """What moves. `rows` counts, by table, computed rows that differ; `note` says how it was computed, or what could
    not be."""

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
        old, new, note, published = _estimates(before, after)
    except InputError as error:
        return Effects(note=f"the estimate cannot be computed: {error}")
    return Effects(
        tuple(_headline(before, old, after, new)),
        _count_changes(after.package, old, new),
        tuple(_verdict_changes(before, _ratings(before, old, published), after, _ratings(after, new, False))),
        note,
    )


def _estimates(before: State, after: State) -> tuple[Sequence[Row], Sequence[Row], str, bool]:
    """Return the estimates of both states, a note, and whether those of the earlier one are as published then."""
    then = typed_rows(before.texts["estimates"]) if "estimates" in before.texts else []
    case = Case.of(after.package, after.sound)
    missing = [
        f"{name}.{f.name}"
        for name in sorted(INPUTS)
        for f in after.package.table[name].fields
        if name not in before.sound or f.name not in before.sound[name].columns
    ]
    if missing:
        note = f"“before” is as published then: {', '.join(missing)} did not exist for today’s model to read"
        return then, _estimate(after, case), note, True
    try:
        earlier = Case.of(before.package, before.sound)
    except InputError as error:
        note = f"“before” is as published then: today’s model cannot take its inputs ({error})"
        return then, _estimate(after, case), note, True
    if earlier.digest == case.digest:
        return then, typed_rows(after.texts["estimates"]), "", False
    old, new, how = both_estimates(*drawn(before.package, before.sound, earlier), earlier, case)
    return old, new, how, False


def _estimate(state: State, case: Case) -> Sequence[Row]:
    """Return the estimates of one state: those that it holds where they are of its inputs."""
    if is_current(state.package, state.sound):
        return typed_rows(state.texts["estimates"])
    draw, _ = drawn(state.package, state.sound, case)
    return estimates(run(draw, case.setting), case.setting)


def _count_changes(package: Package, old: Sequence[Row], new: Sequence[Row]) -> dict[str, int]:
    """Count estimates that differ; nothing where none does."""
    table = package.table["estimates"]
    now = [{f.name: row.get(f.name) for f in table.fields} for row in new]
    return {table.name: n} if (n := len(changed_rows(old, now, table.primary_key))) else {}


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


def _ratings(state: State, estimates: Sequence[Row], as_published: bool) -> dict[str, str]:
    """Return the latest status of each target."""
    rows = typed_rows(state.texts["verdicts"]) if as_published else rate(state.sound, estimates)
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
