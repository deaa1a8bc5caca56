"""The rubric's constants: every number that the rules of verdicts use, with the day on which it was set and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
VERSION = "2"


def constant(value: float, reason: str, date: str = "2026-11-30") -> Any:
    """Return a constant with the day on which it was set and why; `dataclasses.fields(Rubric)` lists them."""
    return field(default=value, metadata={"date": date, "reason": reason})


@dataclass(frozen=True)
class Rubric:
    """Every number that the rules use. To change one is a new VERSION."""

    met: float = constant(0.90, "nine in ten, the usual bar for a firm statement", "2026-11-23")
    likely_met: float = constant(0.66, "two in three, “likely” in the language of the IPCC", "2026-11-23")
    likeliest: float = constant(2, "“about” is likely if it is at least twice as likely as less, and as more")
    partly_met: float = constant(0.75, "three quarters of the promised change is substantially less, yet in its spirit")
    tolerance: float = constant(0.10, "“about” is a claim of a round number", "2026-11-23")
    accounts_error: float = constant(0.005, "standard error of a body’s own accounts: rounding")
    official_error: float = constant(0.02, "standard error of an official count: revisions of statistics")
    house_error: float = constant(0.12, "a house’s estimate: fits give 10 to 14 %; rivals are 12 to 16 % apart")
    reported_error: float = constant(0.15, "a newsroom’s figure: as a house’s, and rounder")
    range_coverage: float = constant(0.98, "ends of no stated coverage are hardly passed; as in the estimate")
    strong: float = constant(2, "points of volume, a measurement or an admission: one such piece settles it")
    weak: float = constant(1, "points of an independent statement or a vain search: two houses’ settle a claim")
    divided: float = constant(0.5, "the other side has more than half of the points: nobody can call it settled")
    on_track: float = constant(1.0, "recent growth suffices, as the IEA rates its milestones", "2026-11-23")
    needs_acceleration: float = constant(0.5, "half of the growth needed", "2026-11-23")
    span_slack: float = constant(0.25, "years by which two values may miss being one or two years apart", "2026-11-23")
    fresh_days: float = constant(730, "growth that ended two years ago is not recent", "2026-11-23")
    stock_days: float = constant(
        92, "a stock or share counted within a quarter of the deadline is that of the deadline"
    )
    field_met: float = constant(0.98, "rounding of data sheets", "2026-11-23")


RUBRIC = Rubric()
