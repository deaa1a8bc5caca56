"""How much pieces of evidence weigh, and what they say together.

In: rows of `outcomes` with the house that speaks, each naming the condition of the target that it speaks to. Out:
points by condition and what follows from them. What names no condition has no weight.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from model.rubric import RUBRIC, Row
from schemas.periods import period_end, period_start

CONDITIONS = ("met", "partly", "missed")
SEEN = ("commercial-volume", "measurement")  # somebody saw or counted it


@dataclass(frozen=True)
class Sum:
    """What the pieces for one condition come to: points, of which strong ones, and the pieces, the weightiest first."""

    points: float
    pieces: tuple[Row, ...]

    @property
    def strong(self) -> bool:
        return any(weight(o) >= RUBRIC.strong for o in self.pieces)


def weight(outcome: Row) -> float:
    """Return the points of a piece: of who made the claim only what speaks against it, or what its books or sales show,
    which is worth a statement."""
    match outcome["evidence"]:
        case "admission":
            return RUBRIC.strong
        case "commercial-volume" | "measurement":
            return RUBRIC.strong if outcome["independent"] or outcome["accounts"] else RUBRIC.weak
        case "statement" | "absence":
            return RUBRIC.weak if outcome["independent"] else 0.0
    return 0.0


def summed(outcomes: Iterable[Row], condition: str) -> Sum:
    """Return the points for a condition: of each house only its weightiest piece counts, as it has one voice."""
    mine = [o for o in outcomes if o["condition"] == condition and weight(o) > 0]
    voices: dict[str, Row] = {}
    for o in sorted(mine, key=_place):
        voices.setdefault(o["house_id"], o)
    return Sum(sum(weight(o) for o in voices.values()), tuple(voices.values()))


def _place(outcome: Row) -> tuple[float, int, str]:
    return -weight(outcome), -period_end(outcome["happened_on"]).toordinal(), str(outcome["outcome_id"])


@dataclass(frozen=True)
class Finding:
    """What pieces say together: a condition, or that they are divided, or nothing; how firmly; and which of them."""

    condition: str | None
    firm: bool
    pieces: tuple[Row, ...]

    @property
    def divided(self) -> bool:
        return self.condition is None and bool(self.pieces)


def weighed(outcomes: Iterable[Row]) -> Finding:
    """Weigh pieces against each other. What speaks for missed contradicts what speaks for met or a part; where both
    have about as much, nothing is settled. What speaks for met and for a part agrees; the weightier of them counts."""
    rows = list(outcomes)
    met, partly, missed = (summed(rows, c) for c in CONDITIONS)
    good, name = (partly, "partly") if partly.points > met.points else (met, "met")
    first, second = (missed, good) if missed.points > good.points else (good, missed)
    if not first.points:
        return Finding(None, False, ())
    if second.points > RUBRIC.divided * first.points:
        return Finding(None, False, first.pieces + second.pieces)
    firm = first.points - second.points >= RUBRIC.strong
    return Finding("missed" if first is missed else name, firm, first.pieces)


def in_time(outcome: Row, due_on: date) -> bool:
    """Tell whether it surely happened by a day."""
    return period_end(outcome["happened_on"]) <= due_on


def too_late(outcome: Row, due_on: date) -> bool:
    """Tell whether it surely happened after a day."""
    return period_start(outcome["happened_on"]) > due_on
